import Calls
import Language
import Steps
import Winsock

extension Command {
  static let shutdown = CommandOf(
    "shutdown", call: .shutdown, c: "shutdown({s}, {how})",
    topic: .connections, summary: "Ends sending (the peer's recv gives 0), receiving, or both.",
    tasks: ["half-close", "graceful", "fin"], HandleParameter("S", "a socket", .socket), DirectionParameter()
  ) { call, s, how throws(UsageError) in
    call.session.watchContext(s.handle)
    return .call(
      call.winsock.shutdown(call.thread, s.handle, how: how.int32), .number, .shutting(s.handle, how: how.int32))
  }

  static let wsasenddisconnect = disconnect(.WSASendDisconnect, "Ends sending, as shutdown send does.", how: 1)
  static let wsarecvdisconnect = disconnect(.WSARecvDisconnect, "Ends receiving, as shutdown receive does.", how: 0)

  /// The two calls that end one direction, with data that TCP does not have. Source: MS docs, WSASendDisconnect and
  /// WSARecvDisconnect (WSAENOPROTOOPT: the provider does not support disconnect data).
  private static func disconnect(_ call: CallDescriptor, _ summary: String, how: Int32) -> CommandOf<
    HandleParameter, DisconnectDataParameter
  > {
    CommandOf(
      call.name.lowercased(), call: call, c: "\(call.name)({s}, {data})", topic: .connections, summary: summary,
      tasks: ["half-close", "graceful", "fin"], HandleParameter("S", "a socket", .socket), DisconnectDataParameter()
    ) { call, s, hasData throws(UsageError) in
      if hasData, call.winsock.describe(s.handle)?.isStream == true { return .call(call.failed(-1, .WSAENOPROTOOPT)) }
      call.session.watchContext(s.handle)
      return .call(
        call.winsock.shutdown(call.thread, s.handle, how: how), .number, .shutting(s.handle, how: how))
    }
  }
}

/// `NULL`, or a WSABUF: data that goes with the end of a direction.
struct DisconnectDataParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(
      label: "data", usage: "[BUF]", about: "a WSABUF, which TCP has no use for", completes: .names([.buffer]))
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Bool {
    guard let range = words.take(optional: true) else { return false }
    if ByteText.equalsExactly(words.scope.bytes, range, "NULL") { return false }
    _ = try BufferParameter.value(words.scope, range)
    return true
  }

  func read(_ c: CReader) throws(UsageError) -> Bool {
    guard let argument = c.first("data") else { return false }
    if let value = try c.value(argument) { return value.number != 0 }
    return !argument.isNull(c.bytes)
  }

  func describe(_ value: Bool, _ text: inout CText) { text.put("data", value ? "&data" : "NULL") }
  func write(_ value: Bool, _ text: inout ShortText) { if value { text.put("0") } }
}

/// `receive|send|both`, or SD_RECEIVE and its kin.
struct DirectionParameter: Parameter {
  private var number: NumberParameter {
    NumberParameter("receive|send|both", "which direction", label: "how", family: .shutdown)
  }
  var info: ParameterInfo { number.info }
  func read(_ words: inout ArgumentReader) throws(UsageError) -> NumberParameter.Argument { try number.read(&words) }
  func read(_ c: CReader) throws(UsageError) -> NumberParameter.Argument { try number.read(c) }
  func describe(_ value: NumberParameter.Argument, _ text: inout CText) {
    let names = ["SD_RECEIVE", "SD_SEND", "SD_BOTH"]
    text.put("how", names.indices.contains(Int(value.int32)) ? names[Int(value.int32)] : text.typed(value.range))
  }
  func write(_ value: NumberParameter.Argument, _ text: inout ShortText) { value.write(&text) }
}
