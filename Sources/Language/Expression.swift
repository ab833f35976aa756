import LinuxSockets
import Steps

/// A statement of `expect`, parsed: it has no values yet.
public indirect enum Expression {
  case not(Expression)
  case and(Expression, Expression)
  case or(Expression, Expression)
  case compare(Operand, Comparison, Operand)
  /// A value that is true or false by itself: `e.signaled`.
  case holds(Operand)

  /// How two operands are compared.
  public enum Comparison: String, CaseIterable {
    case equal = "==", unequal = "!=", lessOrEqual = "<=", greaterOrEqual = ">=", less = "<", greater = ">"
  }

  /// One side of a comparison, by its place in the line.
  public enum Operand {
    case number(Int64, Range<Int>)
    case data([UInt8], Range<Int>)
    /// A word without a dot: a constant, a state, or an object.
    case word(Range<Int>)
    /// `o.Internal`
    case field(object: Range<Int>, field: Range<Int>)

    /// Where it stands.
    public var range: Range<Int> {
      switch self {
      case .number(_, let range), .data(_, let range), .word(let range): return range
      case .field(let object, let field): return object.lowerBound..<field.upperBound
      }
    }
  }
}

/// Parses statements: `not`, `and`, `or`, parentheses, comparisons. `and` binds closer than `or`.
public struct ExpressionParser {
  private static let hint = "such as o.Internal == STATUS_PENDING, e.signaled, not b.len < 5 and a.state == ESTABLISHED"
  private static let maximumDepth = 64

  private let bytes: [UInt8]
  private let end: Int
  private var at: Int
  private var depth = 0

  /// Parses the whole range.
  public static func parse(_ bytes: [UInt8], _ range: Range<Int>) throws(UsageError) -> Expression {
    var parser = ExpressionParser(bytes: bytes, end: range.upperBound, at: range.lowerBound)
    let expression = try parser.disjunction()
    parser.skipSpaces()
    guard parser.at == parser.end else { throw parser.unexpected() }
    return expression
  }

  private init(bytes: [UInt8], end: Int, at: Int) {
    (self.bytes, self.end, self.at) = (bytes, end, at)
  }

  private mutating func disjunction() throws(UsageError) -> Expression {
    var left = try conjunction()
    while takeWord("or") { left = .or(left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(UsageError) -> Expression {
    var left = try negation()
    while takeWord("and") { left = .and(left, try negation()) }
    return left
  }

  private mutating func negation() throws(UsageError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw UsageError("the statement is nested too deeply", at: at..<end) }
    if takeWord("not") { return .not(try negation()) }
    skipSpaces()
    guard at < end, bytes[at] == UInt8(ascii: "(") else { return try comparison() }
    let open = at
    at += 1
    let inner = try disjunction()
    skipSpaces()
    guard at < end, bytes[at] == UInt8(ascii: ")") else {
      throw UsageError("the parenthesis is not closed", at: open..<open + 1)
    }
    at += 1
    return inner
  }

  private mutating func comparison() throws(UsageError) -> Expression {
    let left = try operand()
    skipSpaces()
    for symbol in Expression.Comparison.allCases where take(symbol.rawValue) {
      return .compare(left, symbol, try operand())
    }
    if at < end, bytes[at] == UInt8(ascii: "=") {
      throw UsageError("a comparison is written ==", at: at..<at + 1, hint: Self.hint)
    }
    return .holds(left)
  }

  private mutating func operand() throws(UsageError) -> Expression.Operand {
    skipSpaces()
    guard at < end else { throw UsageError("something is missing at the end", at: end..<end, hint: Self.hint) }
    if bytes[at] == UInt8(ascii: "\"") || (end - at > 4 && ByteText.equalsExactly(bytes, at..<at + 4, "hex:")) {
      return try literal()
    }
    let start = at
    while at < end, isWordByte(bytes[at]) { at += 1 }
    let range = start..<at
    guard !range.isEmpty else { throw unexpected() }
    if range.count <= 64, SocketAddress.parse(bytes[range]) != nil { return .word(range) }
    if Integer.isLike(bytes, range) {
      switch Integer.read(bytes, range) {
      case .value(let value): return .number(value, range)
      case .tooLarge: throw UsageError("\(ByteText.quoted(bytes, range)) is too large a number", at: range)
      case .none: throw UsageError("\(ByteText.quoted(bytes, range)) is not a number", at: range, hint: Self.hint)
      }
    }
    guard let dot = bytes[range].firstIndex(of: UInt8(ascii: ".")) else { return .word(range) }
    return .field(object: start..<dot, field: dot + 1..<at)
  }

  private mutating func literal() throws(UsageError) -> Expression.Operand {
    let start = at
    while at < end, !ByteText.isSpace(bytes[at]), bytes[at] != UInt8(ascii: ")") {
      if bytes[at] == UInt8(ascii: "\"") {
        guard let close = Lexer.closingQuote(bytes, from: at, until: end) else {
          throw UsageError("the text has no closing quote", at: at..<end)
        }
        at = close
      }
      at += 1
    }
    var data: [UInt8] = []
    try DataLiteral.read(bytes, start..<at, into: &data)
    return .data(data, start..<at)
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    ByteText.isLetter(byte) || ByteText.isDigit(byte) || byte == 95 || byte == 46 || byte == 45 || byte == 58
      || byte == 91 || byte == 93
  }

  private mutating func skipSpaces() {
    while at < end, ByteText.isSpace(bytes[at]) { at += 1 }
  }

  private mutating func take(_ symbol: String) -> Bool {
    guard bytes[at..<end].starts(with: symbol.utf8) else { return false }
    at += symbol.utf8.count
    return true
  }

  /// Takes `and`, `or` or `not` when it stands here as a word of its own.
  private mutating func takeWord(_ word: StaticString) -> Bool {
    skipSpaces()
    var stop = at
    while stop < end, isWordByte(bytes[stop]) { stop += 1 }
    guard ByteText.equals(bytes, at..<stop, word) else { return false }
    at = stop
    return true
  }

  private func unexpected() -> UsageError {
    UsageError("\(ByteText.quoted(bytes, at..<min(at + 12, end))) is not expected here", at: at..<end, hint: Self.hint)
  }
}
