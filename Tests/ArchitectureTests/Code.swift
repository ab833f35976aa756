/// Source text with what is no code blanked out, so that a word in a comment or a message is not taken for a call.
enum Code {
  static func withoutCommentsAndText(_ source: String) -> String {
    var reader = Reader(bytes: Array(source.utf8))
    return reader.read()
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0
    var code: [UInt8] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> String {
      while place < bytes.count {
        // Most bytes begin nothing: one look at each is all that they are given.
        switch bytes[place] {
        case UInt8(ascii: "/") where starts("//"): skipLine()
        case UInt8(ascii: "/") where starts("/*"): skipBlock()
        case UInt8(ascii: "\""), UInt8(ascii: "#"):
          if let quote = openingQuote() { skipText(quote) } else { keep() }
        default: keep()
        }
      }
      return String(decoding: code, as: UTF8.self)
    }

    func starts(_ text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

    /// The quote that begins here: `"`, `"""`, or either after `#` signs.
    func openingQuote() -> (hashes: Int, quotes: Int)? {
      let hashes = bytes[place...].prefix { $0 == UInt8(ascii: "#") }.count
      let quotes = bytes[(place + hashes)...].prefix { $0 == UInt8(ascii: "\"") }.count
      return quotes == 0 ? nil : (hashes, quotes >= 3 ? 3 : 1)
    }

    mutating func skipText(_ quote: (hashes: Int, quotes: Int)) {
      let end = String(repeating: "\"", count: quote.quotes) + String(repeating: "#", count: quote.hashes)
      place += quote.hashes + quote.quotes
      while place < bytes.count && !(bytes[place] == UInt8(ascii: "\"") && starts(end)) {
        if quote.hashes == 0 && bytes[place] == UInt8(ascii: "\\") { place += 1 }
        keepNewline()
        place += 1
      }
      place += end.utf8.count
      code.append(contentsOf: "\"\"".utf8)
    }

    mutating func keep() {
      code.append(bytes[place])
      place += 1
    }

    mutating func skipLine() {
      while place < bytes.count && bytes[place] != UInt8(ascii: "\n") { place += 1 }
    }

    mutating func skipBlock() {
      while place < bytes.count && !(bytes[place] == UInt8(ascii: "*") && starts("*/")) {
        keepNewline()
        place += 1
      }
      place += 2
    }

    /// Lines keep their numbers.
    mutating func keepNewline() {
      if place < bytes.count && bytes[place] == UInt8(ascii: "\n") { code.append(bytes[place]) }
    }
  }
}
