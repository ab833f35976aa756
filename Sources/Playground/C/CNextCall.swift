import Language
import Steps

// A statement makes its calls one after the other, each in a step of its own: `if (bind(…) != 0 || listen(…) != 0)`.

extension CEvaluator {
  /// The call of Winsock that an expression makes next, in the order of C: what `&&`, `||` and `?:` leave out is not made.
  /// Nil when all that are to be made were.
  func nextCall(_ expression: CExpression) throws(UsageError) -> CExpression? {
    guard expression.firstCall(isCall) != nil else { return nil }
    switch expression.kind {
    case .binary(let symbol, let left, let right) where symbol == .both || symbol == .either:
      if let call = try nextCall(left) { return call }
      guard right.firstCall(isCall) != nil else { return nil }
      return (try value(left).number != 0) == (symbol == .both) ? try nextCall(right) : nil
    case .choice(let condition, let first, let second):
      if let call = try nextCall(condition) { return call }
      return try nextCall(try value(condition).number != 0 ? first : second)
    case .sizeOf: return nil
    default: break
    }
    for part in expression.parts { if let call = try nextCall(part) { return call } }
    if case .call(let name, _) = expression.kind, isCall(name), !made.contains(where: { $0.range == expression.range })
    {
      return expression
    }
    return nil
  }

  /// Whether a name is that of a call which makes a step.
  func isCall(_ name: Range<Int>) -> Bool {
    guard let command = session.command(called: name, bytes), !command.call.isEmpty else { return false }
    return !Self.isHelper(text(name))
  }
}
