/// The operators of C that stand between two operands.
public enum COperator: String, Sendable, CaseIterable {
  case add = "+", subtract = "-", multiply = "*", divide = "/", remainder = "%"
  case and = "&", or = "|", exclusiveOr = "^", shiftLeft = "<<", shiftRight = ">>"
  case equal = "==", unequal = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case both = "&&", either = "||"

  /// How close it binds: the higher, the closer.
  var level: Int {
    switch self {
    case .either: 1
    case .both: 2
    case .or: 3
    case .exclusiveOr: 4
    case .and: 5
    case .equal, .unequal: 6
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 7
    case .shiftLeft, .shiftRight: 8
    case .add, .subtract: 9
    case .multiply, .divide, .remainder: 10
    }
  }

  /// Whether it compares, so that its value is 1 or 0.
  public var compares: Bool {
    switch self {
    case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}
