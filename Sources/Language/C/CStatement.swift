import Steps

/// A statement of C.
public struct CStatement {
  /// What it is.
  public let kind: Kind
  /// Where it stands.
  public let range: Range<Int>

  /// The forms that a statement may have.
  public enum Kind {
    /// Nothing: `;`
    case empty
    /// `b.buf = data;`, `send(s, "x", 1, 0);`
    case expression(CExpression)
    /// `SOCKET s = INVALID_SOCKET, t;`
    case declaration(CTypeName, [CDeclarator])
    /// `typedef struct { … } NAME;`, `struct NAME { … };`
    case structure(CStructureText)
    /// `enum OP { READ = 1, WRITE };`: the names that the type is given, and where its constants stand.
    case enumeration([Range<Int>], constants: Range<Int>)
    /// `if (…) … else …`: the condition, and where the two arms stand.
    case condition(CExpression, then: Range<Int>, otherwise: Range<Int>?)
    /// `else …` behind an `if` that stood alone.
    case otherwise(Range<Int>)
    /// `{ … }`: what stands inside.
    case block(Range<Int>)
    /// `std::cout << …`: what is written.
    case output([CExpression])
    /// A declaration of a function: the name, and where its parameters stand.
    case prototype(Range<Int>, returns: Range<Int>, parameters: Range<Int>)
    /// `#define NAME VALUE`, without the sign.
    case definition(Range<Int>, value: Range<Int>)
    /// What only a compiler can run: the word that says it.
    case compiled(String)
    /// `return`, `using`, `exit`: it ends or concerns a program, and there is none.
    case passedOver
  }
}

/// A variable as its declaration has it.
public struct CDeclarator {
  /// Where its name stands.
  public let name: Range<Int>
  /// The stars before its name.
  public let stars: Int
  /// The counts of an array, the outermost first; nil for `[]`.
  public let counts: [CExpression?]
  /// Behind the `=`; nil without one.
  public let value: CExpression?

  /// A declarator from its parts.
  public init(name: Range<Int>, stars: Int, counts: [CExpression?], value: CExpression?) {
    (self.name, self.stars, self.counts, self.value) = (name, stars, counts, value)
  }
}

/// A structure as its declaration has it.
public struct CStructureText {
  /// The names that it is given: the last is that of the `typedef`, or of the structure.
  public let names: [Range<Int>]
  /// The names of pointers to it.
  public let pointers: [Range<Int>]
  /// Whether it is a union.
  public let isUnion: Bool
  /// Where the members stand.
  public let members: Range<Int>
}

/// Reads one statement.
public struct CStatementParser {
  private let source: CSource
  private let range: Range<Int>
  private var bytes: [UInt8] { source.bytes }
  private var types: CTypeTable { source.names.types }

  /// Reads the statement at `range` of some text.
  public static func statement(_ source: CSource, _ range: Range<Int>) throws(UsageError) -> CStatement {
    let parser = CStatementParser(source: source, range: range)
    return CStatement(kind: try parser.kind(), range: range)
  }

  private func token(_ place: Int) throws(UsageError) -> CToken {
    try CScanner(bytes: bytes, end: range.upperBound).token(at: place)
  }

  private func word(_ token: CToken) -> String { ByteText.string(bytes, token.range) }

  /// The text up to its semicolon.
  private var withoutEnd: Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, ByteText.isSpace(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: ";") { end -= 1 }
    return range.lowerBound..<end
  }

  private func kind() throws(UsageError) -> CStatement.Kind {
    let first = try token(range.lowerBound)
    if first.is(";") || first.kind == .end { return .empty }
    if first.is("{") {
      guard let close = source.closing(first) else { throw UsageError("the brace is not closed", at: first.range) }
      return .block(first.next..<close.range.lowerBound)
    }
    if first.is("}") { return .passedOver }
    if first.kind == .name, let special = try keyword(first) { return special }
    if let function = try function(first) { return function }
    if let declaration = try declaration(first) { return declaration }
    guard let expression = try CParser.expression(bytes, withoutEnd, types: types) else {
      throw notUnderstood(first)
    }
    return .expression(expression)
  }

  private func notUnderstood(_ first: CToken) -> UsageError {
    UsageError(
      "this is not understood as C", at: withoutEnd,
      hint: "declarations, assignments, calls and if are; a call of Winsock, help CALL shows how")
  }

  private func keyword(_ first: CToken) throws(UsageError) -> CStatement.Kind? {
    switch word(first) {
    case "if": return try condition(first)
    case "else":
      let next = try token(first.next)
      return .otherwise(next.range.lowerBound..<range.upperBound)
    case "for", "while", "do", "switch", "goto", "try", "catch", "throw", "template", "namespace", "class", "case",
      "default":
      return .compiled(word(first))
    case "return", "break", "continue", "using", "delete": return .passedOver
    case "typedef", "struct", "union", "enum": return try structure(first)
    case "define":
      let name = try token(first.next)
      guard name.kind == .name else { throw UsageError("the name is missing", at: first.range) }
      return .definition(name.range, value: ByteText.trimmed(bytes, name.next..<range.upperBound))
    case "cout", "cerr", "wcout": return try output(first)
    case "std":
      let scope = try token(first.next)
      let name = scope.kind == .scope ? try token(scope.next) : scope
      return ["cout", "cerr", "wcout"].contains(word(name)) ? try output(name) : nil
    default: return nil
    }
  }

  private func condition(_ first: CToken) throws(UsageError) -> CStatement.Kind {
    let open = try token(first.next)
    guard open.is("("), let close = source.closing(open) else {
      throw UsageError("if needs a condition in parentheses", at: first.range)
    }
    let text = ByteText.trimmed(bytes, open.next..<close.range.lowerBound)
    guard let expression = try CParser.expression(bytes, text, types: types) else {
      throw UsageError("the condition is not understood", at: text)
    }
    let body = try token(close.next)
    guard body.kind != .end else { throw UsageError("nothing follows the condition", at: range) }
    let end = min(source.end(of: body, depth: 1), range.upperBound)
    let next = try token(end)
    guard next.kind == .name, word(next) == "else" else {
      return .condition(expression, then: body.range.lowerBound..<end, otherwise: nil)
    }
    let arm = try token(next.next)
    return .condition(
      expression, then: body.range.lowerBound..<end, otherwise: arm.range.lowerBound..<range.upperBound)
  }

  /// `std::cout << "x" << n << std::endl;`
  private func output(_ first: CToken) throws(UsageError) -> CStatement.Kind {
    let sign = try token(first.next)
    guard sign.kind == .pair(.shiftLeft) else { return .passedOver }
    let text = sign.next..<withoutEnd.upperBound
    guard !text.isEmpty, let expression = try CParser.expression(bytes, text, types: types) else { return .output([]) }
    var list: [CExpression] = []
    var here = expression
    while case .binary(.shiftLeft, let left, let right) = here.kind {
      list.insert(right, at: 0)
      here = left
    }
    return .output([here] + list)
  }

  // MARK: - Declarations

  private func declaration(_ first: CToken) throws(UsageError) -> CStatement.Kind? {
    guard first.kind == .name else { return nil }
    let reader = CTypeReader(scanner: CScanner(bytes: bytes, end: withoutEnd.upperBound), table: types)
    guard let (type, next) = reader.read(first.range.lowerBound) else { return try unknownType(first) }
    guard next.kind == .name else { return nil }
    var list: [CDeclarator] = []
    var at = next
    while true {
      let (declarator, end) = try declarator(at, stars: list.isEmpty ? type.stars : 0)
      list.append(declarator)
      if end.kind == .end { break }
      guard end.is(","), list.count < 256 else {
        throw UsageError("a comma or a semicolon is missing", at: end.range.lowerBound..<withoutEnd.upperBound)
      }
      at = try limited(end.next)
    }
    let base = CTypeName(base: type.base, stars: 0, range: type.range)
    return .declaration(base, list)
  }

  /// `SOCKT s;`: two words, the first of which is no type.
  private func unknownType(_ first: CToken) throws(UsageError) -> CStatement.Kind? {
    let second = try token(first.next)
    guard second.kind == .name || second.is("*") else { return nil }
    if second.is("*") {
      let third = try token(second.next)
      guard third.kind == .name, try token(third.next).kind != .end else { return nil }
    }
    let near = Spelling.suggestion(word(first), types.names)
    throw UsageError("\(ByteText.quoted(bytes, first.range)) is no type that is known here\(near)", at: first.range)
  }

  private func limited(_ place: Int) throws(UsageError) -> CToken {
    try CScanner(bytes: bytes, end: withoutEnd.upperBound).token(at: place)
  }

  private func declarator(_ start: CToken, stars: Int) throws(UsageError) -> (CDeclarator, CToken) {
    var (token, stars) = (start, stars)
    while token.is("*") {
      stars += 1
      token = try limited(token.next)
    }
    guard token.kind == .name else {
      throw UsageError("the name of the variable is missing", at: token.range)
    }
    let name = token.range
    var counts: [CExpression?] = []
    token = try limited(token.next)
    while token.is("[") {
      guard let close = source.closing(token) else { throw UsageError("the bracket is not closed", at: token.range) }
      let inner = ByteText.trimmed(bytes, token.next..<close.range.lowerBound)
      counts.append(inner.isEmpty ? nil : try CParser.expression(bytes, inner, types: types))
      token = try limited(close.next)
    }
    guard case .assign(nil) = token.kind else {
      return (CDeclarator(name: name, stars: stars, counts: counts, value: nil), token)
    }
    let text = try limited(token.next).range.lowerBound
    let end = try comma(from: text)
    guard let value = try CParser.expression(bytes, ByteText.trimmed(bytes, text..<end), types: types) else {
      throw UsageError("the value is not understood", at: text..<end)
    }
    return (CDeclarator(name: name, stars: stars, counts: counts, value: value), try limited(end))
  }

  /// Where the next comma stands that is outside of brackets, or the end.
  private func comma(from place: Int) throws(UsageError) -> Int {
    var token = try limited(place)
    while token.kind != .end, !token.is(",") {
      if token.is("(") || token.is("[") || token.is("{") {
        guard let close = source.closing(token) else { return withoutEnd.upperBound }
        token = close
      }
      token = try limited(token.next)
    }
    return token.kind == .end ? withoutEnd.upperBound : token.range.lowerBound
  }

  // MARK: - Structures

  private func structure(_ first: CToken) throws(UsageError) -> CStatement.Kind? {
    var token = first
    let isTypedef = word(first) == "typedef"
    if isTypedef { token = try self.token(first.next) }
    let keyword = word(token)
    guard keyword == "struct" || keyword == "union" || keyword == "enum" else {
      return isTypedef ? .compiled("typedef") : nil
    }
    var names: [Range<Int>] = []
    var open = try self.token(token.next)
    if keyword == "enum", open.kind == .name, ["class", "struct"].contains(word(open)) {
      open = try self.token(open.next)
    }
    if open.kind == .name {
      names.append(open.range)
      open = try self.token(open.next)
    }
    guard open.is("{") else { return isTypedef ? .compiled("typedef") : nil }
    guard let close = source.closing(open) else { throw UsageError("the brace is not closed", at: open.range) }
    var pointers: [Range<Int>] = []
    var at = try self.token(close.next)
    while at.kind == .name || at.is("*") || at.is(",") {
      if at.is("*") {
        at = try self.token(at.next)
        if at.kind == .name { pointers.append(at.range) }
      } else if at.kind == .name, !CTypeName.qualifiers.contains(word(at)) {
        names.append(at.range)
      } else if at.kind == .name {  // FAR *
        at = try self.token(at.next)
        continue
      }
      if at.kind == .end { break }
      at = try self.token(at.next)
    }
    if keyword == "enum" { return .enumeration(names, constants: open.next..<close.range.lowerBound) }
    return .structure(
      CStructureText(
        names: names, pointers: pointers, isUnion: keyword == "union", members: open.next..<close.range.lowerBound))
  }

  // MARK: - Functions

  /// A declaration of a function, or a function: a type, a name, and parameters in parentheses.
  private func function(_ first: CToken) throws(UsageError) -> CStatement.Kind? {
    guard first.kind == .name else { return nil }
    var name = first
    // Types and other words, up to the last one before the parenthesis.
    var words = 0
    while true {
      let next = try token(name.next)
      if next.is("*") {
        words += 1
        let after = try token(next.next)
        guard after.kind == .name || after.is("*") else { return nil }
        name = after.is("*") ? next : after
        continue
      }
      guard next.kind == .name else { break }
      words += 1
      guard words < 12 else { return nil }
      name = next
    }
    let open = try token(name.next)
    guard open.is("("), let close = source.closing(open) else { return nil }
    let parameters = open.next..<close.range.lowerBound
    let isCall = source.names.isCall(word(name))
    if words == 0 {
      // Without a type it is a call, unless its arguments are those of a declaration.
      return isCall && declares(parameters)
        ? .prototype(name.range, returns: range.lowerBound..<name.range.lowerBound, parameters: parameters) : nil
    }
    let after = try token(close.next)
    if after.is("{") { return .compiled("function") }
    guard after.kind == .end || after.is(";") else { return nil }
    if isCall {
      return .prototype(name.range, returns: range.lowerBound..<name.range.lowerBound, parameters: parameters)
    }
    return declares(parameters) || bytes[parameters].allSatisfy(ByteText.isSpace) ? .compiled("function") : nil
  }

  /// Whether what stands in parentheses declares parameters.
  private func declares(_ parameters: Range<Int>) -> Bool {
    guard let first = try? token(parameters.lowerBound) else { return false }
    if first.is("[") { return true }
    guard first.kind == .name else { return false }
    if CTypeName.qualifiers.contains(word(first)) { return true }
    if word(first) == "void" { return true }
    let reader = CTypeReader(scanner: CScanner(bytes: bytes, end: parameters.upperBound), table: types)
    guard let (_, next) = reader.read(first.range.lowerBound, isKnown: false) else { return false }
    return next.kind == .name
  }
}
