/// Where a link leads.
enum Destination: Equatable {
  /// A file by its path, relative to the page's folder, and a place in it.
  case file(path: String, anchor: String?)
  /// A place in the page itself.
  case here(anchor: String)
  /// An address that is not followed.
  case elsewhere
  /// What is wrong with the way it is written; what would be right.
  case malformed(String)

  init(_ text: String) {
    if text.isEmpty {
      self = .malformed("this link leads nowhere; put a file or an address between the parentheses")
    } else if let scheme = Destination.scheme(of: text) {
      self = Destination.address(scheme, String(text.dropFirst(scheme.count + 1)))
    } else if text.hasPrefix("/") {
      self = .malformed("\"\(text)\" begins at the root of a disk; a link to a file is relative, such as 02-next.md")
    } else {
      self = Destination.place(text)
    }
  }

  /// The part before the colon, when it is written as a scheme (RFC 3986, 3.1; two letters at least).
  static func scheme(of text: String) -> String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = text[..<colon]
    let isScheme =
      scheme.utf8.count > 1 && scheme.first?.isLetter == true
      && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) }
    return isScheme ? String(scheme) : nil
  }

  private static func address(_ scheme: String, _ rest: String) -> Destination {
    switch scheme.lowercased() {
    case "http", "https":
      let host = rest.dropFirst(2).prefix { !"/?#".contains($0) }
      let isHost = rest.hasPrefix("//") && !host.isEmpty && host.first != "." && !host.contains("..")
      let isWhole = isHost && !rest.contains { $0.isWhitespace || $0 == "\\" }
      return isWhole
        ? .elsewhere : .malformed("\"\(scheme):\(rest)\" is not an address; one is written https://host/path")
    case "mailto":
      return rest.contains("@") ? .elsewhere : .malformed("\"mailto:\(rest)\" has no name; write mailto:name@host")
    default:
      return .malformed("\"\(scheme):\" is no way to link to; use a relative path, or https://")
    }
  }

  private static func place(_ text: String) -> Destination {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = decoded(parts[0].prefix { $0 != "?" }), let anchor = decoded(parts.count > 1 ? parts[1] : "")
    else { return .malformed("\"\(text)\" holds a % that is not a code of a byte") }
    if path.isEmpty { return .here(anchor: anchor) }
    return .file(path: path, anchor: parts.count > 1 ? anchor : nil)
  }

  /// Without percent codes and backslashes before punctuation; nil when a code is wrong.
  private static func decoded(_ text: Substring) -> String? {
    var out: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "%") {
        let digits = String(decoding: bytes.prefix(2), as: UTF8.self)
        guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16), value > 0 else { return nil }
        out.append(value)
        bytes = bytes.dropFirst(2)
      } else if byte != UInt8(ascii: "\\") {
        out.append(byte)
      }
    }
    return String(validating: out, as: UTF8.self)
  }
}
