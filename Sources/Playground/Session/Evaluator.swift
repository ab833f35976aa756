import Language
import LinuxSockets
import Steps
import Winsock

/// Holds a statement against the session as it is now. It changes nothing: reading an event does not reset it.
struct Evaluator {
  let session: Session
  let bytes: [UInt8]
  let thread: ThreadID

  /// Whether the statement holds, and the values that were looked at.
  struct Verdict {
    var holds: Bool
    var seen: String
  }

  enum Value {
    case number(Int64)
    case truth(Bool)
    case text(String)
    case data([UInt8])
    /// Names in their order, told and compared with commas between.
    case list([String])
  }

  struct Seen {
    var texts: [String] = []
    mutating func note(_ text: String) {
      if !texts.contains(text), texts.count < 16 { texts.append(text) }
    }
  }

  func verdict(_ expression: Expression) throws(UsageError) -> Verdict {
    var seen = Seen()
    let holds = try evaluate(expression, &seen)
    return Verdict(holds: holds, seen: seen.texts.joined(separator: ", "))
  }

  /// The value of one operand, as it is told.
  func record(of operand: Expression.Operand) throws(UsageError) -> ValueRecord {
    var seen = Seen()
    let value = try value(operand, &seen)
    var own = 0..<0
    if case .field(_, let field) = operand { own = field }
    switch value {
    case .number(let number): return ValueRecord(text: text(value, own), number: number)
    case .truth(let truth): return ValueRecord(text: text(value, own), truth: truth)
    default: return ValueRecord(text: text(value, own))
    }
  }

  private func evaluate(_ expression: Expression, _ seen: inout Seen) throws(UsageError) -> Bool {
    switch expression {
    case .not(let inner): return try !evaluate(inner, &seen)
    case .and(let left, let right):
      // Both sides, always: a mistake on the right is told also when the left does not hold.
      let (first, second) = (try evaluate(left, &seen), try evaluate(right, &seen))
      return first && second
    case .or(let left, let right):
      let (first, second) = (try evaluate(left, &seen), try evaluate(right, &seen))
      return first || second
    case .holds(let operand):
      switch try value(operand, &seen) {
      case .truth(let truth): return truth
      case .number(let number): return number != 0
      default:
        throw UsageError("that is neither true nor false", at: operand.range, hint: "compare it: == != < <= > >=")
      }
    case .compare(let left, let comparison, let right):
      return try compare(operands(left, right, &seen), comparison, left, right)
    }
  }

  /// The values of two sides. What a list is compared with stands for itself: `last.events == FD_READ`.
  private func operands(_ left: Expression.Operand, _ right: Expression.Operand, _ seen: inout Seen)
    throws(UsageError) -> (Value, Value)
  {
    if isCall(left) { return (try value(left, &seen), try callName(right, &seen)) }
    if isCall(right) { return (try callName(left, &seen), try value(right, &seen)) }
    let (first, second) = (try value(left, &seen), try value(right, &seen))
    if case .list = first, case .word(let range) = right { return (first, .text(ByteText.string(bytes, range))) }
    if case .list = second, case .word(let range) = left { return (.text(ByteText.string(bytes, range)), second) }
    return (first, second)
  }

  private func isCall(_ operand: Expression.Operand) -> Bool {
    guard case .field(_, let field) = operand, isOfLast(operand) else { return false }
    return ByteText.equals(bytes, field, "call")
  }

  /// What `last.call` is compared with: the C name of a call may stand without quotes, and is known by a command's, too.
  private func callName(_ operand: Expression.Operand, _ seen: inout Seen) throws(UsageError) -> Value {
    guard case .word(let range) = operand else { return try value(operand, &seen) }
    let word = ByteText.string(bytes, range)
    let calls = Catalogue.all.map(\.call).filter { !$0.isEmpty }
    if let call = calls.first(where: { $0.lowercased() == word.lowercased() }) { return .text(call) }
    if let call = Catalogue.find(bytes, range)?.call, !call.isEmpty { return .text(call) }
    throw UsageError(
      "there is no call \(ByteText.quoted(bytes, range))\(Spelling.suggestion(word, calls))", at: range,
      hint: "such as last.call == accept")
  }

  private func compare(
    _ values: (Value, Value), _ comparison: Expression.Comparison, _ left: Expression.Operand,
    _ right: Expression.Operand
  ) throws(UsageError) -> Bool {
    let range = left.range.lowerBound..<right.range.upperBound
    switch values {
    case (.number(let a), .number(let b)): return ordered(a, comparison, b)
    case (.truth(let a), .truth(let b)): return ordered(a ? 1 : 0, comparison, b ? 1 : 0)
    case (.truth(let a), .number(let b)): return ordered(a ? 1 : 0, comparison, b)
    case (.number(let a), .truth(let b)): return ordered(a, comparison, b ? 1 : 0)
    case (.text(let a), .text(let b)): return try same(a == b, comparison, range)
    case (.data(let a), .data(let b)): return try same(a == b, comparison, range)
    case (.text(let a), .data(let b)), (.data(let b), .text(let a)):
      return try same(Array(a.utf8) == b, comparison, range)
    case (.list(let a), .list(let b)): return try same(a == b, comparison, range)
    case (.list(let a), .text(let b)), (.text(let b), .list(let a)):
      return try same(a.joined(separator: ",") == b, comparison, range)
    case (.list(let a), .data(let b)), (.data(let b), .list(let a)):
      return try same(Array(a.joined(separator: ",").utf8) == b, comparison, range)
    default:
      // What a call returned and told is of no fixed type: of another one it is just not the same.
      guard isOfLast(left) || isOfLast(right) else { throw UsageError("these two cannot be compared", at: range) }
      return comparison == .unequal
    }
  }

  private func isOfLast(_ operand: Expression.Operand) -> Bool {
    guard case .field(let object, _) = operand else { return false }
    return ByteText.equals(bytes, object, "last")
  }

  private func ordered(_ a: Int64, _ comparison: Expression.Comparison, _ b: Int64) -> Bool {
    switch comparison {
    case .equal: return a == b
    case .unequal: return a != b
    case .less: return a < b
    case .lessOrEqual: return a <= b
    case .greater: return a > b
    case .greaterOrEqual: return a >= b
    }
  }

  private func same(_ equal: Bool, _ comparison: Expression.Comparison, _ range: Range<Int>) throws(UsageError) -> Bool
  {
    switch comparison {
    case .equal: return equal
    case .unequal: return !equal
    default: throw UsageError("these can only be compared by == and !=", at: range)
    }
  }

  // MARK: - Telling

  /// Bytes that are text, in quotes before their hex; nothing where they are not, or a control character is among them.
  private static func quoted(_ data: [UInt8]) -> String {
    guard !data.isEmpty, data.count <= 24, let text = String(validating: data, as: UTF8.self),
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
    else { return "" }
    return "\"" + text + "\"   "
  }

  func text(_ value: Value, _ field: Range<Int>) -> String {
    switch value {
    case .number(let number):
      if ByteText.equals(bytes, field, "Internal"),
        let name = NTStatus(rawValue: UInt32(truncatingIfNeeded: number)).name
      {
        return name
      }
      if ByteText.equals(bytes, field, "error") {
        return number == 0 ? "0" : ErrorCode(rawValue: UInt32(truncatingIfNeeded: number)).name
      }
      return String(number)
    case .truth(let truth): return truth ? "true" : "false"
    case .text(let text): return text
    case .list(let names): return names.isEmpty ? "none" : names.joined(separator: ",")
    case .data(let data):
      return Self.quoted(data) + "hex:" + data.prefix(24).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        + (data.count > 24 ? "…" : "")
    }
  }
}
