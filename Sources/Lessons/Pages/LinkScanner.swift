/// Finds the links in text of a page. What stands in code is none.
struct LinkScanner {
  private(set) var links: [MarkdownLink] = []
  /// `[text][label]` and `[label][]`.
  private(set) var references: [MarkdownLink.Reference] = []
  private let bytes: [UInt8]
  private let end: Int
  private var at: Int
  /// The most parentheses within one another in a destination; CommonMark 0.31 asks for three at least.
  private static let maxDepth = 32
  /// Where brackets opened that are not closed yet.
  private var open: [Int] = []
  /// Bytes of which there are no more, and lengths of runs of backquotes that nothing closes.
  private var missing: Set<UInt8> = []
  private var unclosedRuns: Set<Int> = []

  /// All links of a page, those of its definitions also.
  static func links(of page: MarkdownPage) -> (links: [MarkdownLink], references: [MarkdownLink.Reference]) {
    var all = page.definitions.map(\.link)
    var references: [MarkdownLink.Reference] = []
    for text in page.texts {
      var scanner = LinkScanner(page.bytes, text)
      scanner.scan()
      all += scanner.links
      references += scanner.references
    }
    return (all.sorted { $0.range.lowerBound < $1.range.lowerBound }, references)
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    (self.bytes, at, end) = (bytes, range.lowerBound, range.upperBound)
  }

  private mutating func scan() {
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 2
      case UInt8(ascii: "`"): skipCode()
      case UInt8(ascii: "<"): takeMarkup()
      case UInt8(ascii: "["):
        open.append(at)
        at += 1
      case UInt8(ascii: "]"): closeBracket()
      case UInt8(ascii: "h") where isWordStart(at): takeBareAddress()
      default: at += 1
      }
    }
  }

  private func isWordStart(_ i: Int) -> Bool { i == 0 || !LinkScanner.isWord(bytes[i - 1]) }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x5f, 0x61...0x7a, 0x80...: true
    default: false
    }
  }

  /// The next place of a byte. What was looked for in vain once is not looked for again: `start` only grows.
  private mutating func index(of byte: UInt8, from start: Int) -> Int? {
    if missing.contains(byte) { return nil }
    let found = bytes[min(start, end)..<end].firstIndex(of: byte)
    if found == nil { missing.insert(byte) }
    return found
  }

  /// Code from backquotes to as many.
  private mutating func skipCode() {
    let count = bytes[at..<end].prefix { $0 == 0x60 }.count
    var i = at + count
    if unclosedRuns.contains(count) { i = end }
    while let next = index(of: 0x60, from: i) {
      let found = bytes[next..<end].prefix { $0 == 0x60 }.count
      if found == count {
        at = next + found
        return
      }
      i = next + found
    }
    unclosedRuns.insert(count)
    at += count
  }

  /// `<https://…>`, or a tag of HTML with href or src.
  private mutating func takeMarkup() {
    guard let close = index(of: UInt8(ascii: ">"), from: at) else {
      at += 1
      return
    }
    let inside = bytes[(at + 1)..<close]
    if Destination.scheme(of: String(decoding: inside, as: UTF8.self)) != nil, !inside.contains(0x20) {
      add(at + 1..<close)
    } else {
      for name in ["href", "src"] { takeAttribute(name, at + 1..<close) }
    }
    at = close + 1
  }

  private mutating func takeAttribute(_ name: String, _ tag: Range<Int>) {
    let pattern = Array(" \(name)=\"".utf8)
    guard tag.count > pattern.count else { return }
    for i in tag.lowerBound..<(tag.upperBound - pattern.count) where bytes[i...].starts(with: pattern) {
      let start = i + pattern.count
      if let close = bytes[start..<tag.upperBound].firstIndex(of: UInt8(ascii: "\"")) { add(start..<close) }
    }
  }

  /// An address that stands in the text by itself.
  private mutating func takeBareAddress() {
    guard ["http://", "https://"].contains(where: { bytes[at..<end].starts(with: $0.utf8) }) else {
      at += 1
      return
    }
    var close = at
    while close < end, bytes[close] > 0x20, !"<>)]|".utf8.contains(bytes[close]) { close += 1 }
    while close > at, ".,;:!?\"'*_".utf8.contains(bytes[close - 1]) { close -= 1 }
    add(at..<close)
    at = close
  }

  private mutating func add(_ range: Range<Int>) {
    links.append(MarkdownLink(destination: String(decoding: bytes[range], as: UTF8.self), range: range))
  }

  // MARK: - Brackets

  private mutating func closeBracket() {
    let close = at
    at += 1
    guard let start = open.popLast(), at < end else { return }
    if bytes[at] == UInt8(ascii: "("), let (destination, next) = destination(after: at) {
      add(destination)
      at = next
    } else if bytes[at] == UInt8(ascii: "["), let labelEnd = index(of: UInt8(ascii: "]"), from: at), isWordStart(start)
    {
      let label = labelEnd > at + 1 ? bytes[(at + 1)..<labelEnd] : bytes[(start + 1)..<close]
      references.append(.init(label: MarkdownLink.label(label), start: start))
      at = labelEnd + 1
    }
  }

  /// What stands between the parentheses of an inline link, and where it ends; nil when it is none.
  private mutating func destination(after parenthesis: Int) -> (Range<Int>, Int)? {
    var i = skipSpace(parenthesis + 1)
    guard i < end else { return nil }
    let range: Range<Int>
    if bytes[i] == UInt8(ascii: "<") {
      guard let close = index(of: UInt8(ascii: ">"), from: i) else { return nil }
      range = i + 1..<close
      i = close + 1
    } else {
      let start = i
      var depth = 0
      while i < end, bytes[i] > 0x20 {
        if bytes[i] == UInt8(ascii: "(") { depth += 1 }
        if depth > LinkScanner.maxDepth { return nil }
        if bytes[i] == UInt8(ascii: ")") {
          if depth == 0 { break }
          depth -= 1
        }
        i += bytes[i] == UInt8(ascii: "\\") && i + 1 < end ? 2 : 1
      }
      range = start..<min(i, end)
    }
    i = skipTitle(skipSpace(i))
    return i < end && bytes[i] == UInt8(ascii: ")") ? (range, i + 1) : nil
  }

  private func skipSpace(_ start: Int) -> Int {
    var i = start
    while i < end, bytes[i] == 0x20 || bytes[i] == 0x0a || bytes[i] == 0x0d || bytes[i] == 0x09 { i += 1 }
    return i
  }

  private mutating func skipTitle(_ start: Int) -> Int {
    guard start < end, bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'"),
      let close = index(of: bytes[start], from: start + 1)
    else { return start }
    return skipSpace(close + 1)
  }
}
