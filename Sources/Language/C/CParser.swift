import Steps

/// Parses the arguments of a call as C writes it.
public struct CParser {
  private static let maximumArguments = 64
  private static let maximumDepth = 64
  /// Of one argument, so that a tree is no higher than the stack bears whoever walks or frees it.
  private static let maximumLinks = 256

  private let scanner: CScanner
  private let types: CTypeTable
  private var token: CToken
  /// Whether it is between the `?` and the `:` of a choice.
  private var isInChoice = false
  private var depth = 0
  /// The operators and members of the argument that is being read.
  private var links = 0

  /// Reads what stands between the parenthesis at `open` and the one that closes it; gives the place of that one, too.
  public static func arguments(_ bytes: [UInt8], _ open: Int, until end: Int, types: CTypeTable = CTypeTable())
    throws(UsageError) -> ([CExpression], Int)
  {
    let scanner = CScanner(bytes: bytes, end: end)
    var parser = CParser(scanner, types, at: try scanner.token(at: open + 1, isOperand: true))
    guard let list = try parser.list(until: ")", of: open, isCall: true) else {
      throw UsageError("the parenthesis is not closed", at: open..<open + 1)
    }
    return (list, parser.token.range.lowerBound)
  }

  /// Reads an expression that ends before `end`; nil for what is none.
  public static func expression(_ bytes: [UInt8], _ range: Range<Int>, types: CTypeTable) throws(UsageError)
    -> CExpression?
  {
    let scanner = CScanner(bytes: bytes, end: range.upperBound)
    var parser = CParser(scanner, types, at: try scanner.token(at: range.lowerBound, isOperand: true))
    guard let expression = try parser.expression(), parser.token.kind == .end else { return nil }
    return expression
  }

  private init(_ scanner: CScanner, _ types: CTypeTable, at token: CToken) {
    (self.scanner, self.types, self.token) = (scanner, types, token)
  }

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
      if token.is("}"), close == "}" { return list }
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
    guard let expression = try expression() else { return nil }
    guard token.kind == .note else { return expression }
    let note = token
    try advance()
    return CExpression(kind: .noted(expression, note.range), range: expression.range.lowerBound..<note.next)
  }
}

// Expressions. Each gives nil for what is none.
extension CParser {
  private mutating func expression() throws(UsageError) -> CExpression? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth, let left = try choice() else { return nil }
    guard case .assign(let symbol) = token.kind else { return left }
    try link(from: left.range.lowerBound)
    try advance(isOperand: true)
    guard let right = try expression() else { return nil }
    return CExpression(
      kind: .assign(symbol, left, right), range: left.range.lowerBound..<right.range.upperBound)
  }

  private mutating func choice() throws(UsageError) -> CExpression? {
    guard let condition = try binary(0) else { return nil }
    guard token.is("?") else { return condition }
    let outer = isInChoice
    isInChoice = true
    try advance(isOperand: true)
    let first = try expression()
    isInChoice = outer
    guard let first, token.is(":") else { return nil }
    try advance(isOperand: true)
    guard let second = try choice() else { return nil }
    return CExpression(
      kind: .choice(condition, first, second), range: condition.range.lowerBound..<second.range.upperBound)
  }

  private mutating func binary(_ level: Int) throws(UsageError) -> CExpression? {
    guard var left = try unary() else { return nil }
    while let symbol = token.binary, symbol.level > level {
      try link(from: left.range.lowerBound)
      try advance(isOperand: true)
      guard let right = try binary(symbol.level) else { return nil }
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
    case .symbol(let byte) where [UInt8(ascii: "&"), 0x2d, 0x7e, 0x21, 0x2a, 0x2b].contains(byte):
      try advance(isOperand: true)
      guard let inner = try unary() else { return nil }
      let range = first.range.lowerBound..<inner.range.upperBound
      if byte == 0x2d, case .number = inner.kind, inner.range.lowerBound == first.range.upperBound {
        return CExpression(kind: .number, range: range)
      }
      return CExpression(kind: byte == UInt8(ascii: "&") ? .address(inner) : .unary(byte, inner), range: range)
    case .step(let by):
      try advance(isOperand: true)
      guard let inner = try unary() else { return nil }
      return CExpression(
        kind: .step(inner, by: by, isPrefix: true), range: first.range.lowerBound..<inner.range.upperBound)
    case .symbol(UInt8(ascii: "(")): return try parenthesis(first)
    case .name where ByteText.equalsExactly(scanner.bytes, first.range, "sizeof"): return try size(first)
    default: return try postfix()
    }
  }

  /// `(TYPE)x`, or an expression in parentheses.
  private mutating func parenthesis(_ open: CToken) throws(UsageError) -> CExpression? {
    if let (type, close) = typeName(open.next) {
      token = try scanner.token(at: close, isOperand: true)
      if startsOperand, let inner = try unary() {
        return CExpression(kind: .cast(type, inner), range: open.range.lowerBound..<inner.range.upperBound)
      }
    }
    token = try scanner.token(at: open.next, isOperand: true)
    guard let inner = try expression(), token.is(")") else { return nil }
    let end = token.range.upperBound
    try advance()
    return try suffixes(of: CExpression(kind: inner.kind, range: inner.range), from: open.range.lowerBound, to: end)
  }

  /// The name of a type in parentheses, and what follows the one that closes it. A type that is not known has a star, or
  /// stands before a name, a number or a text.
  private func typeName(_ start: Int) -> (CTypeName?, Int)? {
    let reader = CTypeReader(scanner: scanner, table: types)
    if let (name, next) = reader.read(start), next.is(")") { return (name, next.next) }
    guard let (name, next) = reader.read(start, isKnown: false), next.is(")") else { return nil }
    guard let following = try? scanner.token(at: next.next, isOperand: true) else { return nil }
    switch following.kind {
    case .name, .number, .text, .word, .character: return (name, next.next)
    case .symbol(let byte): return name.stars > 0 && byte != UInt8(ascii: ")") ? (name, next.next) : nil
    default: return nil
    }
  }

  private var startsOperand: Bool {
    switch token.kind {
    case .name, .number, .text, .word, .character, .scope: true
    case .symbol(let byte):
      [UInt8(ascii: "&"), UInt8(ascii: "("), UInt8(ascii: "{"), 0x2d, 0x2a, 0x7e, 0x21].contains(byte)
    default: false
    }
  }

  private mutating func size(_ word: CToken) throws(UsageError) -> CExpression? {
    try advance(isOperand: true)
    if token.is("("), let (type, close) = typeName(token.next), let type, types.isType(type.base) {
      token = try scanner.token(at: close)
      return CExpression(kind: .sizeOfType(type), range: word.range.lowerBound..<close)
    }
    // `sizeof SOCKADDR_IN` is not C; its meaning is plain.
    if let (type, next) = CTypeReader(scanner: scanner, table: types).read(token.range.lowerBound) {
      token = next
      return CExpression(kind: .sizeOfType(type), range: word.range.lowerBound..<type.range.upperBound)
    }
    let isEnclosed = token.is("(")
    guard let inner = try unary() else { return nil }
    let end = isEnclosed ? closing(inner.range.upperBound) : inner.range.upperBound
    return CExpression(kind: .sizeOf(inner), range: word.range.lowerBound..<end)
  }

  /// Behind the parenthesis that closes at `place`.
  private func closing(_ place: Int) -> Int {
    guard let next = try? scanner.token(at: place), next.is(")") else { return place }
    return next.next
  }

  private mutating func postfix() throws(UsageError) -> CExpression? {
    guard let base = try primary() else { return nil }
    return try suffixes(of: base, from: base.range.lowerBound, to: base.range.upperBound)
  }

  private mutating func suffixes(of first: CExpression, from start: Int, to end: Int) throws(UsageError) -> CExpression?
  {
    var base = first
    while true {
      if token.kind == .arrow || token.is(".") {
        try link(from: start)
        try advance()
        guard token.kind == .name else { return nil }
        base = CExpression(kind: .member(base, token.range), range: start..<token.range.upperBound)
        try advance()
      } else if token.is("[") {
        try link(from: start)
        try advance(isOperand: true)
        guard let place = try expression(), token.is("]") else { return nil }
        base = CExpression(kind: .index(base, place), range: start..<token.range.upperBound)
        try advance()
      } else if case .step(let by) = token.kind {
        try link(from: start)
        base = CExpression(kind: .step(base, by: by, isPrefix: false), range: start..<token.range.upperBound)
        try advance()
      } else if case .name = base.kind, token.is("(") {
        let open = token.range.lowerBound
        try advance(isOperand: true)
        guard let list = try list(until: ")", of: open, isCall: false) else { return nil }
        base = CExpression(kind: .call(base.range, list), range: start..<token.range.upperBound)
        try advance()
      } else if case .name = base.kind, token.is(":"), !isInChoice {
        try advance(isOperand: true)
        let value = startsOperand ? try binary(0) : nil
        let end = value?.range.upperBound ?? base.range.upperBound + 1
        return CExpression(kind: .tagged(base.range, value), range: start..<end)
      } else {
        return base
      }
    }
  }

  /// `new TYPE`, with a count in brackets or not, and with empty parentheses or braces for zeros; nil when no type follows.
  private mutating func allocation(_ word: CToken) throws(UsageError) -> CExpression? {
    guard let (type, next) = CTypeReader(scanner: scanner, table: types).read(word.next, isKnown: false) else {
      return nil
    }
    (token, links) = (next, links + 1)
    var end = type.range.upperBound
    var count: CExpression?
    if token.is("[") {
      try advance(isOperand: true)
      guard let size = try expression(), token.is("]") else { return nil }
      (count, end) = (size, token.range.upperBound)
      try advance()
    }
    var isZeroed = false
    if token.is("(") || token.is("{") {
      let close: Unicode.Scalar = token.is("(") ? ")" : "}"
      try advance(isOperand: true)
      guard token.is(close) else { return nil }
      (isZeroed, end) = (true, token.range.upperBound)
      try advance()
    }
    return CExpression(
      kind: .allocation(type, count: count, isZeroed: isZeroed), range: word.range.lowerBound..<end)
  }

  private mutating func primary() throws(UsageError) -> CExpression? {
    if token.kind == .scope { try advance(isOperand: true) }
    let first = token
    let kind: CExpression.Kind
    switch first.kind {
    case .name where ByteText.equalsExactly(scanner.bytes, first.range, "new"):
      if let allocation = try allocation(first) { return allocation }
      try advance()
      return CExpression(kind: .name, range: first.range)
    case .name:
      try advance()
      // `std::min` is `min`.
      if token.kind == .scope { return try primary() }
      return CExpression(kind: .name, range: first.range)
    case .number: kind = .number
    case .character: kind = .character
    case .text:
      var end = first.range.upperBound
      try advance()
      while token.kind == .text {
        end = token.range.upperBound
        try advance()
      }
      return CExpression(kind: .text, range: first.range.lowerBound..<end)
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
