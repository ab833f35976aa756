import Language
import Steps

extension Command {
  static let expect = CommandOf(
    "expect", topic: .playground, summary: "Holds a statement against what is so: passes or fails.",
    tasks: ["check", "test", "assert"], needsThread: false,
    RestParameter(
      usage: "EXPRESSION", about: "such as o.Internal == STATUS_PENDING, e.signaled, last.error == WSAEINVAL")
  ) { call, rest throws(UsageError) in
    guard !rest.isEmpty else {
      throw UsageError(
        "there is nothing to expect", at: rest, hint: "expect e.signaled, expect o.Internal == STATUS_PENDING")
    }
    let expression = try ExpressionParser.parse(call.bytes, rest)
    let verdict = try Evaluator(session: call.session, bytes: call.bytes, thread: call.thread).verdict(expression)
    return .body(.expectation(holds: verdict.holds, seen: verdict.holds ? "" : verdict.seen))
  }
}
