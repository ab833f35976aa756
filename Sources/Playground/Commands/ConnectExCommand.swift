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

  /// What is to be sent, as a line names it, or memory of C.
  enum Given {
    case typed(BufferParameter.Value)
    case memory(DataParameter.Value)
  }

  private static let memory = DataParameter()

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Given? {
    guard let range = words.take(optional: true) else { return nil }
    return .typed(try BufferParameter.value(words.scope, range))
  }

  func read(_ c: CReader) throws(UsageError) -> Given? {
    guard let operand = c.given("data") else { return nil }
    if operand.isValue { return .memory(try Self.memory.read(c)) }
    return .typed(try BufferParameter.value(c.scope, operand.range))
  }

  func resolve(_ value: Given?, _ call: Call) throws(UsageError) -> DataParameter.Argument? {
    switch value {
    case nil: return nil
    case .memory(let value): return try Self.memory.resolve(value, call)
    case .typed(let value):
      if case .data = value.kind { return try DataParameter.data(call, value.range) }
      let buffer = try BufferParameter.buffer(value, call)
      return DataParameter.Argument(buffer: buffer, count: Int(buffer.len), range: value.range)
    }
  }

  func describe(_ value: DataParameter.Argument?, _ text: inout CText) {
    guard let value else { return text.put("data", "NULL, 0") }
    let name = value.range.isEmpty ? text.name(of: value.buffer) : text.typed(value.range)
    text.put("data", "\(name), \(value.count)")
  }

  func write(_ value: Given?, _ text: inout ShortText) {
    switch value {
    case nil: break
    case .memory(let value): Self.memory.write(value, &text)
    case .typed(let value): text.put(BufferParameter.word(value, text))
    }
  }
}
