import Language
import Steps

extension Command {
  /// A line that is only the name of something means this command too: see `LineForm`.
  static let print = CommandOf(
    "print", topic: .playground, summary: "Prints a value, such as o.Internal or b.data, or an object.",
    tasks: ["look", "value", "state", "show"], examples: ["print a.state", "o.Internal", "b"], needsThread: false,
    RestParameter(usage: "NAME|EXPRESSION", about: "an object, o.Internal, b.data, a.state, or a comparison")
  ) { call, rest throws(UsageError) in
    guard !rest.isEmpty else {
      throw UsageError("there is nothing to print", at: rest, hint: "print o.Internal, print b.data, print a")
    }
    let expression = try ExpressionParser.parse(call.bytes, rest)
    let evaluator = Evaluator(session: call.session, bytes: call.bytes, thread: call.thread)
    switch expression {
    case .holds(.word(let range)):
      return .body(.objects([try call.session.object(call.bytes, range)], declared: false))
    case .holds(let operand):
      return .body(.value(try evaluator.record(of: operand)))
    default:
      let holds = try evaluator.verdict(expression).holds
      return .body(.value(ValueRecord(text: holds ? "true" : "false", truth: holds)))
    }
  }

  /// Whether a line that names no command could name an object, or a field of one: a single word, not in quotes.
  static func isValue(_ line: Line) -> Bool {
    guard line.words.isEmpty, line.name == nil, !line.command.isEmpty else { return false }
    let name = line.command.prefix { line.bytes[$0] != UInt8(ascii: ".") }
    return ByteText.isName(line.bytes, name)
  }
}
