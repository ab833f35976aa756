/// Text of C as it is pasted: whether a line begins some, whether more must follow, and where its statements end.
public struct CSource {
  /// What a session knows, without which C cannot be told from a line of the short form.
  public struct Names {
    /// The types.
    public let types: CTypeTable
    /// Whether the word is a command of the short form.
    public let isCommand: (Range<Int>, [UInt8]) -> Bool
    /// Whether the word is the C name of a call.
    public let isCall: (String) -> Bool

    /// The names of a session.
    public init(
      types: CTypeTable, isCommand: @escaping (Range<Int>, [UInt8]) -> Bool, isCall: @escaping (String) -> Bool
    ) {
      (self.types, self.isCommand, self.isCall) = (types, isCommand, isCall)
    }
  }

  let names: Names
  let bytes: [UInt8]
  let scanner: CScanner

  /// Some text.
  public init(_ bytes: [UInt8], names: Names) {
    (self.names, self.bytes) = (names, bytes)
    scanner = CScanner(bytes: bytes, end: bytes.count)
  }

  /// Statements that a line may begin with, and that are no calls.
  static let keywords: Set<String> = [
    "if", "else", "for", "while", "do", "switch", "case", "default", "return", "break", "continue", "goto", "typedef",
    "struct", "union", "enum", "class", "namespace", "using", "template", "try", "catch", "throw", "extern", "static",
    "const", "auto", "delete", "cout", "cerr", "wcout", "std", "define",
  ]
  /// Functions that are no calls of Winsock, and that a paste may hold.
  public static let helpers: Set<String> = [
    "memset", "ZeroMemory", "SecureZeroMemory", "RtlZeroMemory", "FillMemory", "memcpy", "CopyMemory", "memmove",
    "FD_ZERO", "FD_SET", "FD_CLR", "FD_ISSET", "printf", "wprintf", "fprintf", "perror", "puts", "exit", "system",
    "getchar", "_getch", "strcpy", "strcpy_s", "strncpy", "strlen", "lstrlenA", "sizeof", "main", "free",
    "CONTAINING_RECORD",
    "GetAcceptExSockaddrs", "freeaddrinfo", "_beginthreadex", "CreateThread", "assert", "fflush",
    "HasOverlappedIoCompleted",
    "err_quit", "err_display", "ErrorHandling",
  ]

  /// How many bytes the text has.
  public var count: Int { bytes.count }

  // MARK: - Beginning

  /// Whether a line holds anything by which it could be C: cheap, for lines of the short form.
  @inline(__always)
  public static func mayBegin(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.firstIndex(where: { !ByteText.isSpace($0) }) else { return false }
    // The words of the short form begin with small letters, as a rule.
    if bytes[first] < 97, bytes[first] >= 65 || bytes[first] == UInt8(ascii: "#") { return true }
    if starters[Int(bytes[first] & 31)], startsStatement(bytes, first) { return true }
    for byte in bytes[first...] {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "="),
        UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), 0xE3, UInt8(ascii: "+"):
        return true
      case UInt8(ascii: "\""): return bytes.contains(UInt8(ascii: ";"))
      default: continue
      }
    }
    return false
  }

  /// Words that may stand alone in a line of C.
  private static let single: [[UInt8]] = [
    "int", "define", "typedef", "struct", "union", "else", "do", "try", "return", "break", "char", "void", "unsigned",
    "extern",
  ].map { Array($0.utf8) }
  private static let starters: [Bool] = (0..<32).map { letter in single.contains { Int($0[0] & 31) == letter } }

  private static func startsStatement(_ bytes: [UInt8], _ first: Int) -> Bool {
    let end = bytes[first...].firstIndex { !ByteText.isLetter($0) } ?? bytes.count
    return single.contains { $0.count == end - first && bytes[first..<end].elementsEqual($0) }
  }

  /// Whether the text is C and no line of the short form.
  public var isC: Bool {
    guard let first = try? scanner.token(at: 0) else { return false }
    switch first.kind {
    case .note: return true
    case .symbol(let byte):
      if bytes.prefix(first.range.lowerBound + 2).suffix(2) == [UInt8(ascii: "/"), UInt8(ascii: "*")] { return true }
      return [UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: "*"), UInt8(ascii: ";")].contains(
        byte)
    case .scope, .step: return true
    case .end: return bytes.contains(UInt8(ascii: "/"))  // a comment alone
    case .name: return isC(from: first)
    default: return false
    }
  }

  private func isC(from first: CToken) -> Bool {
    let word = ByteText.string(bytes, first.range)
    if Self.keywords.contains(word) { return !names.isCommand(first.range, bytes) || followsC(first) }
    if bytes.count > first.next, bytes[first.next] == UInt8(ascii: "=") { return isAssignment(first) }
    guard let next = try? scanner.token(at: first.next) else { return false }
    if next.is("(") {
      return names.isCall(word) || Self.helpers.contains(word) || isWholeStatement(first)
    }
    if let (_, after) = CTypeReader(scanner: scanner, table: names.types).read(first.range.lowerBound),
      !names.isCommand(first.range, bytes) || names.types.isType(word)
    {
      if after.kind == .name || after.is("*") || after.kind == .scope { return true }
      return after.kind == .end && (word == "int" || CTypeName.qualifiers.contains(word))
    }
    if CTypeName.qualifiers.contains(word) { return next.kind == .name || next.kind == .end }
    switch next.kind {
    case .assign: return isAssignment(first)
    case .symbol(UInt8(ascii: ".")): return path(first).map(isAssigned) ?? false
    case .arrow, .symbol(UInt8(ascii: "[")): return path(first) != nil
    case .step: return true
    case .scope: return true
    case .symbol(UInt8(ascii: ";")): return !names.isCommand(first.range, bytes)
    case .name where names.isCall(ByteText.string(bytes, next.range)):
      // `Int bind(`: a declaration whose type is misspelled.
      return (try? scanner.token(at: next.next))?.is("(") ?? false
    case .name, .symbol(UInt8(ascii: "*")):
      // `SOCKT s;`: a declaration whose type nobody knows.
      return !names.isCommand(first.range, bytes) && bytes.last == UInt8(ascii: ";")
    case .end where names.isCall(word): return !names.isCommand(first.range, bytes) || isUpper(word)
    default: return false
    }
  }

  /// `WSARecv` alone, as a pasted declaration has it, and not `recv`.
  private func isUpper(_ word: String) -> Bool { word.hasPrefix("WSA") }

  private func followsC(_ first: CToken) -> Bool {
    guard let next = try? scanner.token(at: first.next) else { return false }
    return next.is("(") || next.is("{") || next.is("<") || next.kind == .pair(.shiftLeft)
  }

  /// `f(x);` of a function that nobody knows.
  private func isWholeStatement(_ first: CToken) -> Bool {
    bytes.last == UInt8(ascii: ";") && !names.isCommand(first.range, bytes)
  }

  /// `x = …`: C, unless what follows is a command of the short form.
  private func isAssignment(_ name: CToken) -> Bool {
    guard let sign = try? scanner.token(at: name.next), case .assign(let symbol) = sign.kind else { return false }
    guard symbol == nil else { return true }
    guard let first = try? scanner.token(at: sign.next, isOperand: true) else { return false }
    switch first.kind {
    case .name:
      guard let after = try? scanner.token(at: first.next) else { return false }
      if after.is("(") { return true }
      return !names.isCommand(first.range, bytes)
    case .number, .character, .text: return true
    case .scope: return true
    case .symbol(let byte):
      return [UInt8(ascii: "&"), UInt8(ascii: "("), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "{"), 0x2d]
        .contains(byte)
    default: return false
    }
  }

  /// Behind `a.b[2]->c`.
  private func path(_ first: CToken) -> CToken? {
    guard var token = try? scanner.token(at: first.next) else { return nil }
    while true {
      if token.kind == .arrow || token.is(".") {
        guard let name = try? scanner.token(at: token.next), name.kind == .name,
          let next = try? scanner.token(at: name.next)
        else { return nil }
        token = next
      } else if token.is("[") {
        guard let close = closing(token), let next = try? scanner.token(at: close.next) else { return nil }
        token = next
      } else {
        return token
      }
    }
  }

  private func isAssigned(_ token: CToken) -> Bool {
    switch token.kind {
    case .assign, .step, .symbol(UInt8(ascii: ";")): true
    default: false
    }
  }

  // MARK: - Brackets

  /// The bracket that closes the one at `open`; nil when none does.
  func closing(_ open: CToken) -> CToken? {
    var (at, depth) = (open, 0)
    while at.kind != .end {
      if at.is("(") || at.is("[") || at.is("{") { depth += 1 }
      if at.is(")") || at.is("]") || at.is("}") {
        depth -= 1
        if depth <= 0 { return at }
      }
      guard let next = try? scanner.token(at: at.next) else { return nil }
      at = next
    }
    return nil
  }

  /// How the text stands.
  public enum State: Equatable {
    /// It can be run.
    case whole
    /// A bracket or a comment is open.
    case enclosed
    /// What follows may belong to it: an empty line ends it.
    case expecting
  }

  /// Whether more must follow.
  public var state: State {
    var (place, depth) = (0, 0)
    var last: CToken?
    while true {
      guard let token = try? scanner.token(at: place) else { return .whole }
      if token.kind == .end { break }
      if token.is("/"), token.next < bytes.count, bytes[token.next] == UInt8(ascii: "*") { return .enclosed }
      if token.is("(") || token.is("[") || token.is("{") { depth += 1 }
      if token.is(")") || token.is("]") || token.is("}") { depth = max(0, depth - 1) }
      if token.kind != .note { last = token }
      place = token.next
    }
    if depth > 0 { return .enclosed }
    guard let last, !last.is(";") else { return .whole }
    if case .assign = last.kind { return .expecting }
    if last.binary != nil || last.is(",") { return .expecting }
    guard let start = statements.last, let first = try? scanner.token(at: start.lowerBound) else { return .whole }
    return isWaiting(first, last) ? .expecting : .whole
  }

  /// Whether a line goes on inside the parenthesis that is open: what is there ends with a comma, a bracket or an
  /// operator, or the line begins with one, or with a text.
  public func isContinued(by line: CSource) -> Bool {
    var (place, last): (Int, CToken?) = (0, nil)
    while let token = try? scanner.token(at: place), token.kind != .end {
      if token.is("/"), token.next < bytes.count, bytes[token.next] == UInt8(ascii: "*") { return true }
      if token.kind != .note { last = token }
      place = token.next
    }
    if let last, last.is(",") || last.is("(") || last.is("[") || last.binary != nil { return true }
    if let last, case .assign = last.kind { return true }
    guard let first = try? line.scanner.token(at: 0) else { return true }
    switch first.kind {
    case .end, .text, .note: return true
    case .symbol(let byte): return byte != UInt8(ascii: "*") && byte != UInt8(ascii: "{") || last == nil
    case .pair, .arrow: return true
    default: return false
    }
  }

  /// Whether a statement without its end waits for more.
  private func isWaiting(_ first: CToken, _ last: CToken) -> Bool {
    guard first.kind == .name else { return false }
    let word = ByteText.string(bytes, first.range)
    switch word {
    case "if", "for", "while", "switch", "catch":
      guard let open = try? scanner.token(at: first.next), open.is("("), let close = closing(open) else { return false }
      return close.range == last.range
    case "else", "do", "try": return first.range == last.range
    case "typedef", "struct", "class", "union", "enum": return true
    default: break
    }
    if last.is("}") { return false }
    let reader = CTypeReader(scanner: scanner, table: names.types)
    if let (_, after) = reader.read(first.range.lowerBound) {
      if after.kind == .end { return true }
      guard after.kind == .name, let open = try? scanner.token(at: after.next) else { return false }
      if open.kind == .end { return names.isCall(ByteText.string(bytes, after.range)) }
      return open.is("(") && last.is(")")
    }
    return first.range == last.range && (CTypeName.qualifiers.contains(word) || isUpper(word) && names.isCall(word))
  }
}
