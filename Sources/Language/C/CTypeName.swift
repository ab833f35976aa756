/// The name of a type as C writes it: `const struct sockaddr *`.
public struct CTypeName: Sendable {
  /// The type that is named, without what it is qualified by: `struct sockaddr`, `unsigned int`.
  public let base: String
  /// How many stars follow.
  public let stars: Int
  /// Where it stands.
  public let range: Range<Int>

  /// The name of a type that stands at `range` alone; nil when none does.
  public init?(_ bytes: [UInt8], _ range: Range<Int>) {
    let reader = CTypeReader(scanner: CScanner(bytes: bytes, end: range.upperBound), table: CTypeTable())
    guard let (name, next) = reader.read(range.lowerBound, isKnown: false), next.kind == .end else { return nil }
    self = name
  }

  /// A name from its parts.
  public init(base: String, stars: Int, range: Range<Int>) {
    (self.base, self.stars, self.range) = (base, stars, range)
  }

  /// The type; nil when there is none of that name.
  public func type(in table: CTypeTable) -> CType? {
    guard var type = table.find(base) else { return nil }
    for _ in 0..<stars { type = .pointer(type) }
    return type
  }

  /// Whether a word says how a type is used, and not which.
  public static func isQualifier(_ word: String) -> Bool { qualifiers.contains(word) }

  /// Words that say how a type is used, and not which: of C, and of the headers.
  static let qualifiers: Set<String> = [
    "const", "volatile", "static", "extern", "register", "inline", "constexpr", "thread_local", "FAR", "CALLBACK",
    "WINAPI", "WSAAPI", "WINSOCK_API_LINKAGE", "PASCAL", "APIENTRY", "__stdcall", "__cdecl", "__in", "__out", "__inout",
    "__in_out", "__in_opt", "__out_opt", "_In_", "_Out_", "_Inout_", "_In_opt_", "_Out_opt_", "_Inout_opt_", "IN",
    "OUT", "OPTIONAL", "alignas",
  ]
  /// Words that C puts together to a type.
  static let parts: Set<String> = ["unsigned", "signed", "long", "short", "int", "char"]
}

/// Reads the names of types.
struct CTypeReader {
  let scanner: CScanner
  let table: CTypeTable

  /// The name of a type that begins at `place`; nil when none does. `isKnown` says that the type must be one of the
  /// table, and not just a word.
  func read(_ place: Int, isKnown: Bool = true) -> (name: CTypeName, next: CToken)? {
    guard var token = try? scanner.token(at: place) else { return nil }
    var words: [String] = []
    let start = token.range.lowerBound
    var end = start
    func step() -> Bool {
      end = token.range.upperBound
      guard let next = try? scanner.token(at: token.next) else { return false }
      token = next
      return true
    }
    while token.kind == .name {
      let word = ByteText.string(scanner.bytes, token.range)
      if CTypeName.qualifiers.contains(word) {
        guard step() else { return nil }
      } else if word == "struct" || word == "union" || word == "enum" || word == "class", words.isEmpty {
        guard step(), token.kind == .name else { return nil }
        words = ["struct " + ByteText.string(scanner.bytes, token.range)]
        guard step() else { return nil }
        break
      } else if CTypeName.parts.contains(word) {
        words.append(word)
        guard step() else { return nil }
      } else if words.isEmpty {
        words = [word]
        guard step() else { return nil }
        break
      } else {
        break
      }
    }
    guard let base = Self.base(words) else { return nil }
    if isKnown, !table.isType(base) { return nil }
    var stars = 0
    while token.is("*") || token.kind == .name && Self.isQualifier(scanner.bytes, token.range) {
      if token.is("*") { stars += 1 }
      guard step() else { return nil }
    }
    return (CTypeName(base: base, stars: stars, range: start..<end), token)
  }

  private static func isQualifier(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    CTypeName.qualifiers.contains(ByteText.string(bytes, range))
  }

  /// `unsigned long int` is `unsigned long`, and `short unsigned` is `unsigned short`.
  private static func base(_ words: [String]) -> String? {
    guard words.count > 1 else { return words.first.map { $0 == "struct" ? "" : $0 } }
    let isUnsigned = words.contains("unsigned")
    let longs = words.count { $0 == "long" }
    let kind =
      words.contains("char")
      ? "char"
      : words.contains("short")
        ? "short"
        : longs > 1
          ? "long long" : longs == 1 ? "long" : "int"
    return isUnsigned ? "unsigned " + kind : words.contains("signed") && kind == "char" ? "signed char" : kind
  }
}
