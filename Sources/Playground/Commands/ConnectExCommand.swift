import Calls
import Steps
import Winsock

extension Command {
  static let connectex = CommandOf(
    "connectex", call: .ConnectEx,
    c: "ConnectEx({s}, {address}, {data}, &bytes, {overlapped})",
    arguments: ["s address length data data.len >bytes overlapped", "s address data _ _ overlapped"],
    topic: .extensions,
    summary: "Starts connecting a bound socket, with first data if given.",
    tasks: ["connect", "asynchronous", "client"],
    traffic: .packets, HandleParameter("S", "a socket", .socket), AddressParameter(isDestination: true),
    OverlappedParameter(),
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
struct FirstDataParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(
      label: "data", usage: "[DATA]", about: "data to send once connected", completes: .names([.buffer]))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> BufferParameter.Value? {
    guard let range = words.take(optional: true) else { return nil }
    return try BufferParameter.value(words.scope, range)
  }

  func read(_ c: CReader) throws(UsageError) -> BufferParameter.Value? {
    guard let operand = c.given("data") else { return nil }
    return try BufferParameter.value(c.scope, operand.range)
  }

  func resolve(_ value: BufferParameter.Value?, _ call: Call) throws(UsageError) -> DataParameter.Argument? {
    guard let value else { return nil }
    if case .data = value.kind { return try DataParameter.data(call, value.range) }
    let buffer = try BufferParameter.buffer(value, call)
    return DataParameter.Argument(buffer: buffer, count: Int(buffer.len), range: value.range)
  }

  func describe(_ value: DataParameter.Argument?, _ text: inout CText) {
    text.put("data", value.map { "\(text.typed($0.range)), \($0.count)" } ?? "NULL, 0")
  }

  func write(_ value: BufferParameter.Value?, _ text: inout ShortText) {
    if let value { text.put(BufferParameter.word(value, text)) }
  }
}
