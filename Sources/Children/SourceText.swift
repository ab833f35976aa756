/// A source as its author saved it, on its way to the compiler: as UTF-8, and with Windows' sizes of numbers.
public enum SourceText {
  /// How a source is encoded.
  public enum Encoding: String, Sendable { case utf8, utf16, cp949, gbk, unknown }

  /// A source as UTF-8, with the encoding that it was in. What is neither UTF-8 nor UTF-16 is left to `converted`, which
  /// gives nil where it is in none of the code pages of Korean and Chinese Windows.
  public static func decode(_ bytes: [UInt8]) -> (text: [UInt8], encoding: Encoding) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (Array(bytes.dropFirst(3)), .utf8) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (wide(bytes.dropFirst(2), isBig: false), .utf16) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (wide(bytes.dropFirst(2), isBig: true), .utf16) }
    if bytes.contains(where: { $0 >= 0x80 }), String(validating: bytes, as: UTF8.self) == nil {
      for (name, encoding) in [("CP949", Encoding.cp949), ("GBK", .gbk)] {
        if let text = CodePage.convert(bytes, from: name) { return (text, encoding) }
      }
      return (bytes, .unknown)
    }
    return (bytes, .utf8)
  }

  private static func wide(_ bytes: ArraySlice<UInt8>, isBig: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var place = bytes.startIndex
    while place + 1 < bytes.endIndex {
      let (a, b) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      units.append(isBig ? a << 8 | b : b << 8 | a)
      place += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// `long` has 32 bits on Windows and 64 here: it is read as `int`, in as many columns. `long long` and `long double` stay
  /// as they are, and so does what stands in comments and texts. `void main` becomes `int  main`.
  public static func withWindowsSizes(_ text: [UInt8]) -> [UInt8] {
    var result = text
    var words: [Range<Int>] = []
    forEachWord(text) { words.append($0) }
    func word(_ place: Int) -> ArraySlice<UInt8> { words.indices.contains(place) ? text[words[place]] : [] }
    func follows(_ place: Int) -> Bool {
      words.indices.contains(place + 1) && isBlank(text[words[place].upperBound..<words[place + 1].lowerBound])
    }
    var place = 0
    while place < words.count {
      if word(place).elementsEqual("long".utf8) {
        let next = follows(place) ? word(place + 1) : []
        if next.elementsEqual("long".utf8) {
          place += 2
          continue
        }
        if !next.elementsEqual("double".utf8) {
          // Of `long int` the int is enough.
          let replacement = next.elementsEqual("int".utf8) ? "    " : "int "
          result.replaceSubrange(words[place], with: Array(replacement.utf8))
        }
      } else if word(place).elementsEqual("void".utf8), follows(place), word(place + 1).elementsEqual("main".utf8) {
        result.replaceSubrange(words[place], with: Array("int ".utf8))
      }
      place += 1
    }
    return result
  }

  private static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  /// The headers that a source includes, as it spells them.
  public static func includes(_ text: [UInt8]) -> [String] {
    var names: [String] = []
    for line in text.split(separator: 0x0A) {
      var rest = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard rest.first == UInt8(ascii: "#") else { continue }
      rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
      guard rest.starts(with: "include".utf8) else { continue }
      rest = rest.dropFirst(7).drop { $0 == 0x20 || $0 == 0x09 }
      guard let open = rest.first, open == UInt8(ascii: "<") || open == UInt8(ascii: "\"") else { continue }
      let close = open == UInt8(ascii: "<") ? UInt8(ascii: ">") : open
      let name = rest.dropFirst().prefix { $0 != close }
      names.append(String(decoding: name, as: UTF8.self))
    }
    return names
  }

  /// Whether a word stands in a source, outside of comments and texts.
  public static func contains(_ word: String, in text: [UInt8]) -> Bool {
    var isThere = false
    forEachWord(text) { if text[$0].elementsEqual(word.utf8) { isThere = true } }
    return isThere
  }

  /// The words of C outside of comments, texts and the lines of the preprocessor that name files.
  private static func forEachWord(_ text: [UInt8], _ body: (Range<Int>) -> Void) {
    var place = 0
    func at(_ offset: Int) -> UInt8 { place + offset < text.count ? text[place + offset] : 0 }
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "/") where at(1) == UInt8(ascii: "/"):
        while place < text.count, text[place] != 0x0A { place += 1 }
      case UInt8(ascii: "/") where at(1) == UInt8(ascii: "*"):
        place += 2
        while place < text.count, !(text[place] == UInt8(ascii: "*") && at(1) == UInt8(ascii: "/")) { place += 1 }
        place += 2
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let quote = text[place]
        place += 1
        while place < text.count, text[place] != quote, text[place] != 0x0A {
          place += text[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        place += 1
      case let byte where isLetter(byte):
        let start = place
        while place < text.count, isLetter(text[place]) || isDigit(text[place]) { place += 1 }
        // A text without escapes may hold anything.
        if text[start..<place].elementsEqual("R".utf8), at(0) == UInt8(ascii: "\"") {
          skipRaw(text, &place)
        } else {
          body(start..<place)
        }
      case let byte where isDigit(byte):
        while place < text.count, isLetter(text[place]) || isDigit(text[place]) || text[place] == UInt8(ascii: "'") {
          place += 1
        }
      default: place += 1
      }
    }
  }

  private static func skipRaw(_ text: [UInt8], _ place: inout Int) {
    guard let open = text[place...].firstIndex(of: UInt8(ascii: "(")) else { return place = text.count }
    let end = [UInt8(ascii: ")")] + text[place + 1..<open] + [UInt8(ascii: "\"")]
    place = open
    while place < text.count, !text[place...].starts(with: end) { place += 1 }
    place += end.count
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A || byte == 0x5F || byte >= 0x80
  }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
