import Calls
import Steps
import Winsock

extension Command {
  static let connectex = Command(
    "connectex", call: .ConnectEx,
    c: "ConnectEx({s}, {address}, {data}, &bytes, {overlapped})",
    arguments: ["s address _ data _ &bytes overlapped", "s address data _ _ overlapped"], topic: .extensions,
    summary: "Starts connecting a bound socket, with first data if given.",
    tasks: ["connect", "asynchronous", "client"],
    traffic: .packets, HandleParameter("S", "a socket", .socket), AddressParameter(), OverlappedParameter(),
    FirstDataParameter()
  ) { call, s, address, overlapped, data throws(UsageError) in
    call.post(
      data.map { [$0.buffer] } ?? [], overlapped,
      Posting(socket: s.handle, thread: call.thread, sends: true, isControl: true, peer: address)
    ) { _ in
      call.winsock.ConnectEx(call.thread, s.handle, address, data?.native, overlapped: overlapped.pointer)
    }
  }
}

/// DATA, or a WSABUF's name or LENGTH, or nothing.
private struct FirstDataParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(
      label: "data", usage: "[DATA]", about: "data to send once connected", completes: .names([.buffer]),
      dropsNull: true)
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> DataParameter.Argument? {
    guard let range = reader.take(optional: true) else { return nil }
    if DataLiteral.isLike(reader.line.bytes, range) { return try DataParameter.data(reader, range) }
    let buffer = try BufferParameter.buffer(reader, range)
    return DataParameter.Argument(buffer: buffer, count: Int(buffer.len), range: range)
  }

  func describe(_ value: DataParameter.Argument?, _ text: inout CText) {
    text.put("data", value.map { "\(text.typed($0.range)), \($0.count)" } ?? "NULL, 0")
  }
}
