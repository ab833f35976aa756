import Steps

/// Text of C++: names, literals.
enum CppText {
  /// Words that a variable of a session may not have as its name: C++ keywords, and what the program itself names.
  private static let taken: Set<String> = [
    "auto", "bool", "break", "case", "catch", "char", "class", "const", "continue", "default", "delete", "do", "double",
    "else", "enum", "extern", "far", "float", "for", "friend", "goto", "if", "inline", "int", "interface", "long",
    "near",
    "new", "operator", "private", "protected", "public", "register", "return", "short", "signed", "sizeof", "small",
    "static", "struct", "switch", "template", "this", "throw", "true", "false", "try", "typedef", "union", "unsigned",
    "using", "virtual", "void", "volatile", "while", "and", "or", "not", "xor", "main", "socket", "bind", "listen",
    "accept", "connect", "send", "recv", "select", "shutdown", "sendto", "recvfrom", "address", "addressOf", "text",
    "fill",
    "repeated", "extension", "hex", "done", "work", "give", "run", "begin", "finish", "nameOf", "error", "bytes",
    "flags",
    "key", "overlapped", "value", "result", "from", "stdin", "stdout", "stderr", "time", "exit", "abort", "remove",
    "rename", "signal", "system", "index", "read", "write", "close", "open", "std", "y0", "y1", "j0", "j1",
  ]

  /// The variable of a session's object: `server.l` is `server_l`.
  static func name(_ name: String) -> String {
    let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    let first = plain.first.map { $0.isNumber } ?? true
    return first || taken.contains(plain) || plain.hasPrefix("step") || plain.contains("__") ? "the_" + plain : plain
  }

  /// A string literal with these bytes; what is not printable stands in octal.
  static func literal(_ bytes: some Sequence<UInt8>) -> String {
    var out = "\""
    for byte in bytes {
      switch byte {
      case 0x22, 0x5c: out += "\\" + String(UnicodeScalar(byte))
      // Two question marks may begin a trigraph.
      case 0x20..<0x7f where byte != 0x3f: out += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        out += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return out + "\""
  }

  /// Data as a call prints it (`"Hello\n"`, `hex:78563412`, `"x"*7300`) as an expression of std::string; nil for none.
  static func data(_ printed: String) -> String? {
    if let star = printed.lastIndex(of: "*"), let times = Int(printed[printed.index(after: star)...]),
      let one = bytes(String(printed[..<star]))
    {
      return "repeated(std::string(\(literal(one)), \(one.count)), \(times))"
    }
    return bytes(printed).map { "std::string(\(literal($0)), \($0.count))" }
  }

  /// The bytes of a literal; nil where it is none, or was cut short.
  private static func bytes(_ printed: String) -> [UInt8]? {
    if printed.hasPrefix("hex:") { return hex(printed.utf8.dropFirst(4)) }
    guard printed.utf8.count >= 2, printed.hasPrefix("\""), printed.hasSuffix("\"") else { return nil }
    var (out, rest): ([UInt8], Substring.UTF8View) = ([], printed.dropFirst().dropLast().utf8)
    while let byte = rest.popFirst() {
      guard byte == 0x5c, let escape = rest.popFirst() else {
        out.append(byte)
        continue
      }
      switch escape {
      case UInt8(ascii: "n"): out.append(10)
      case UInt8(ascii: "r"): out.append(13)
      case UInt8(ascii: "t"): out.append(9)
      case UInt8(ascii: "0"): out.append(0)
      case UInt8(ascii: "x"):
        guard let value = hex(rest.prefix(2)) else { return nil }
        out += value
        rest = rest.dropFirst(2)
      default: out.append(escape)
      }
    }
    return out
  }

  private static func hex(_ digits: some Sequence<UInt8>) -> [UInt8]? {
    Bytes(hex: String(decoding: Array(digits), as: UTF8.self))?.values
  }
}
