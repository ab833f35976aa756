import Calls
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
