import Steps

/// Parses the arguments of a call as C writes it.
public struct CParser {
  private static let maximumArguments = 64
  private static let maximumDepth = 64
  /// Of one argument, so that a tree is no higher than the stack bears whoever walks or frees it.
  private static let maximumLinks = 256

  private let scanner: CScanner
  private var token: CToken
  private var depth = 0
  /// The operators and members of the argument that is being read.
  private var links = 0

  /// Reads what stands between the parenthesis at `open` and the one that closes it; gives the place of that one, too.
  public static func arguments(_ bytes: [UInt8], _ open: Int, until end: Int) throws(UsageError) -> ([CExpression], Int)
  {
    let scanner = CScanner(bytes: bytes, end: end)
    var parser = CParser(scanner, at: try scanner.token(at: open + 1, isOperand: true))
    guard let list = try parser.list(until: ")", of: open, isCall: true) else {
      throw UsageError("the parenthesis is not closed", at: open..<open + 1)
    }
    return (list, parser.token.range.lowerBound)
  }

  private init(_ scanner: CScanner, at token: CToken) { (self.scanner, self.token) = (scanner, token) }

  private mutating func advance(isOperand: Bool = false) throws(UsageError) {
    token = try scanner.token(at: token.next, isOperand: isOperand)
  }

  private mutating func go(to place: Int) throws(UsageError) {
    token = try scanner.token(at: place, isOperand: true)
  }

  /// Arguments with commas between. The token after it is the one that closes; nil when nothing does.
  private mutating func list(until close: Unicode.Scalar, of open: Int, isCall: Bool) throws(UsageError)
    -> [CExpression]?
  {
    var list: [CExpression] = []
    if token.is(close) { return list }
    while true {
      guard list.count < Self.maximumArguments || !isCall else {
        throw UsageError("too many arguments", at: token.range.lowerBound..<scanner.end)
      }
      if token.is(",") || token.is(close) {
        guard isCall else { return nil }
        throw UsageError("an argument is missing", at: token.range.lowerBound..<token.range.lowerBound)
      }
      guard let argument = try argument(until: close) else { return nil }
      list.append(argument)
      if token.is(close) { return list }
      try advance(isOperand: true)
    }
  }

  /// One argument: an expression of C; what is none is a word. The token after it is a comma or the one that closes.
  private mutating func argument(until close: Unicode.Scalar) throws(UsageError) -> CExpression? {
    let start = token.range.lowerBound
    let outer = (depth, links)
    defer { (depth, links) = outer }
    if let expression = try noted(), token.is(",") || token.is(close) { return expression }
    guard let end = try wordEnd(start) else { return nil }
    var last = end
    while last > start, ByteText.isSpace(scanner.bytes[last - 1]) { last -= 1 }
    try go(to: end)
    return token.is(",") || token.is(close) ? CExpression(kind: .word, range: start..<last) : nil
  }

  /// Counts one more operator or member of the argument that begins at `start`.
  private mutating func link(from start: Int) throws(UsageError) {
    links += 1
    guard links <= Self.maximumLinks else {
      throw UsageError(
        "the expression is too long: at most \(Self.maximumLinks) operators", at: start..<token.range.upperBound)
    }
  }

  /// Where the comma or the bracket stands that ends a word.
  private func wordEnd(_ start: Int) throws(UsageError) -> Int? {
    var (i, depth) = (start, 0)
    while i < scanner.end {
      switch scanner.bytes[i] {
      case UInt8(ascii: "\""):
        guard let close = Lexer.closingQuote(scanner.bytes, from: i, until: scanner.end) else { return nil }
        i = close
      case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return i }
        if scanner.bytes[i] != UInt8(ascii: ",") { depth -= 1 }
      default: break
      }
      i += 1
    }
    return nil
  }

  private mutating func noted() throws(UsageError) -> CExpression? {
    guard let expression = try binary(0) else { return nil }
    guard token.kind == .note else { return expression }
    let note = token
    try advance()
    return CExpression(kind: .noted(expression, note.range), range: expression.range.lowerBound..<note.next)
  }
}

// Expressions. Each gives nil for what is none.
extension CParser {
  /// How close an operator binds; nil for what is none.
  private static func closeness(_ kind: CToken.Kind) -> (operator: UInt8, level: Int)? {
    guard case .symbol(let byte) = kind else { return nil }
    switch byte {
    case UInt8(ascii: "|"): return (byte, 1)
    case UInt8(ascii: "^"): return (byte, 2)
    case UInt8(ascii: "&"): return (byte, 3)
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return (byte, 4)
    case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"): return (byte, 5)
    default: return nil
    }
  }

  private mutating func binary(_ level: Int) throws(UsageError) -> CExpression? {
    guard var left = try unary() else { return nil }
    while let (symbol, own) = Self.closeness(token.kind), own > level {
      try link(from: left.range.lowerBound)
      try advance(isOperand: true)
      guard let right = try binary(own) else { return nil }
      left = CExpression(
        kind: .binary(symbol, left, right), range: left.range.lowerBound..<right.range.upperBound)
    }
    return left
  }

  private mutating func unary() throws(UsageError) -> CExpression? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { return nil }
    let first = token
    switch first.kind {
    case .symbol(let byte) where [UInt8(ascii: "&"), 0x2d, 0x7e, 0x21, 0x2a].contains(byte):
      try advance(isOperand: true)
      guard let inner = try unary() else { return nil }
      let range = first.range.lowerBound..<inner.range.upperBound
      return CExpression(kind: byte == UInt8(ascii: "&") ? .address(inner) : .unary(byte, inner), range: range)
    case .symbol(UInt8(ascii: "(")): return try parenthesis(first)
    case .name where ByteText.equalsExactly(scanner.bytes, first.range, "sizeof"): return try size(first)
    default: return try postfix()
    }
  }

  /// `(TYPE)x`, or an expression in parentheses.
  private mutating func parenthesis(_ open: CToken) throws(UsageError) -> CExpression? {
    if let close = try typeEnd(open.next) {
      token = try scanner.token(at: close, isOperand: true)
      if startsOperand, let inner = try unary() {
        return CExpression(kind: .cast(inner), range: open.range.lowerBound..<inner.range.upperBound)
      }
    }
    token = try scanner.token(at: open.next, isOperand: true)
    guard let inner = try binary(0), token.is(")") else { return nil }
    try advance()
    return inner
  }

  /// Behind the parenthesis that closes a type's name: words and stars.
  private func typeEnd(_ start: Int) throws(UsageError) -> Int? {
    var at = try scanner.token(at: start)
    guard at.kind == .name else { return nil }
    while at.kind == .name || at.is("*") { at = try scanner.token(at: at.next) }
    return at.is(")") ? at.next : nil
  }

  private var startsOperand: Bool {
    switch token.kind {
    case .name, .number, .text, .word: true
    case .symbol(let byte): [UInt8(ascii: "&"), UInt8(ascii: "("), UInt8(ascii: "{"), 0x2d, 0x2a].contains(byte)
    default: false
    }
  }

  private mutating func size(_ word: CToken) throws(UsageError) -> CExpression? {
    try advance(isOperand: true)
    let start = token.range.lowerBound
    if token.is("("), let close = try typeEnd(token.next) {
      token = try scanner.token(at: close)
      return CExpression(kind: .size(of: start..<close), range: word.range.lowerBound..<close)
    }
    guard let inner = try unary() else { return nil }
    return CExpression(kind: .size(of: inner.range), range: word.range.lowerBound..<inner.range.upperBound)
  }

  private mutating func postfix() throws(UsageError) -> CExpression? {
    guard var base = try primary() else { return nil }
    while true {
      if token.kind == .arrow || token.is(".") {
        try link(from: base.range.lowerBound)
        try advance()
        guard token.kind == .name else { return nil }
        base = CExpression(kind: .member(base, token.range), range: base.range.lowerBound..<token.range.upperBound)
        try advance()
      } else if case .name = base.kind, token.is("(") {
        let open = token.range.lowerBound
        try advance(isOperand: true)
        guard let list = try list(until: ")", of: open, isCall: false) else { return nil }
        base = CExpression(kind: .call(base.range, list), range: base.range.lowerBound..<token.range.upperBound)
        try advance()
      } else if case .name = base.kind, token.is(":") {
        try advance(isOperand: true)
        let value = startsOperand ? try binary(0) : nil
        let end = value?.range.upperBound ?? base.range.upperBound + 1
        return CExpression(kind: .tagged(base.range, value), range: base.range.lowerBound..<end)
      } else {
        return base
      }
    }
  }

  private mutating func primary() throws(UsageError) -> CExpression? {
    let first = token
    let kind: CExpression.Kind
    switch first.kind {
    case .name: kind = .name
    case .number: kind = .number
    case .text: kind = .text
    case .word: kind = .word
    case .symbol(UInt8(ascii: "{")):
      try advance(isOperand: true)
      guard let list = try list(until: "}", of: first.range.lowerBound, isCall: false) else { return nil }
      kind = .list(list)
      let range = first.range.lowerBound..<token.range.upperBound
      try advance()
      return CExpression(kind: kind, range: range)
    default: return nil
    }
    try advance()
    return CExpression(kind: kind, range: first.range)
  }
}
