/// Reads the words of a paragraph: emphasis, code, links, escapes.
struct MarkdownInline {
  let text: [UInt8]
  private var spans: [MarkdownSpan] = []
  /// What is on at the moment.
  private var kind: MarkdownSpan.Kind = []
  private var link: [UInt8] = []
  private var depth = 0
  /// A longer paragraph is no prose, and is taken as it stands.
  private static let longest = 16 << 10
  /// How far marks may stand apart that belong together: what is not closed must not be looked for again and again.
  private static let reach = 1_000
  private static let deepest = 8

  /// The spans of a text; a newline in it is a space.
  static func spans(_ text: ArraySlice<UInt8>) -> [MarkdownSpan] {
    if text.isEmpty { return [] }
    guard text.count <= longest else { return [MarkdownSpan(text.map { $0 == 0x0A ? 0x20 : $0 })] }
    var reader = MarkdownInline(text: Array(text))
    reader.read(0..<text.count)
    return reader.spans
  }

  private init(text: [UInt8]) { self.text = text }

  private mutating func read(_ range: Range<Int>) {
    var i = range.lowerBound
    while i < range.upperBound { i = readOne(at: i, before: range.upperBound) }
  }

  /// Reads what begins at `i`, and returns where the next thing begins.
  private mutating func readOne(at i: Int, before end: Int) -> Int {
    switch text[i] {
    case UInt8(ascii: "\\"): return escape(at: i, before: end)
    case UInt8(ascii: "`"): return code(at: i, before: end)
    case UInt8(ascii: "*"), UInt8(ascii: "_"): return emphasis(at: i, before: end)
    case UInt8(ascii: "!") where i + 1 < end && text[i + 1] == UInt8(ascii: "["):
      return linked(at: i + 1, before: end) ?? keep(at: i)
    case UInt8(ascii: "["): return linked(at: i, before: end) ?? keep(at: i)
    case UInt8(ascii: "<"): return autolink(at: i, before: end) ?? keep(at: i)
    case UInt8(ascii: "&"): return entity(at: i, before: end) ?? keep(at: i)
    case 0x0A: return newline(at: i)
    default: return keep(at: i)
    }
  }

  private mutating func append(_ bytes: some Sequence<UInt8>) {
    if let last = spans.last, last.kind == kind, last.link == link {
      spans[spans.count - 1].text.append(contentsOf: bytes)
    } else {
      spans.append(MarkdownSpan(Array(bytes), kind, link: link))
    }
  }

  private mutating func keep(at i: Int) -> Int {
    append(CollectionOfOne(text[i]))
    return i + 1
  }

  /// A line's end: a space, or a break where two spaces stand before it.
  private mutating func newline(at i: Int) -> Int {
    let isBreak = i >= 2 && text[i - 1] == 0x20 && text[i - 2] == 0x20
    append(CollectionOfOne(isBreak ? 0x0A : 0x20))
    return i + 1
  }

  private mutating func escape(at i: Int, before end: Int) -> Int {
    guard i + 1 < end, text[i + 1] == 0x0A || Self.isPunctuation(text[i + 1]) else { return keep(at: i) }
    append(CollectionOfOne(text[i + 1]))
    return i + 2
  }

  private mutating func code(at i: Int, before end: Int) -> Int {
    let end = min(end, i + Self.reach)
    let count = run(at: i, before: end)
    var close = i + count
    while close < end {
      if text[close] != UInt8(ascii: "`") {
        close += 1
        continue
      }
      let closing = run(at: close, before: end)
      if closing == count { break }
      close += closing
    }
    guard close < end else {
      let marks = Array(text[i..<i + count])
      append(marks)
      return i + count
    }
    var inner = text[(i + count)..<close].map { $0 == 0x0A ? 0x20 : $0 }
    if inner.count > 2, inner.first == 0x20, inner.last == 0x20 { inner = Array(inner.dropFirst().dropLast()) }
    within(.code) { $0.append(inner) }
    return close + count
  }

  private mutating func emphasis(at i: Int, before end: Int) -> Int {
    let count = run(at: i, before: end)
    guard count <= 3, depth < Self.deepest, opens(at: i, count, before: end),
      let close = closing(of: text[i], count, from: i + count, before: end)
    else {
      let marks = Array(text[i..<i + count])
      append(marks)
      return i + count
    }
    let kinds: MarkdownSpan.Kind = count == 1 ? .emphasis : count == 2 ? .strong : [.emphasis, .strong]
    within(kinds) { $0.read(i + count..<close) }
    return close + count
  }

  private mutating func within(_ more: MarkdownSpan.Kind, _ body: (inout MarkdownInline) -> Void) {
    let before = kind
    kind.formUnion(more)
    depth += 1
    body(&self)
    depth -= 1
    kind = before
  }

  private func opens(at i: Int, _ count: Int, before end: Int) -> Bool {
    guard i + count < end, !Self.isSpace(text[i + count]) else { return false }
    return text[i] == UInt8(ascii: "*") || i == 0 || !Self.isWord(text[i - 1])
  }

  /// Where the run of marks stands that ends an emphasis.
  private func closing(of mark: UInt8, _ count: Int, from start: Int, before end: Int) -> Int? {
    let end = min(end, start + Self.reach)
    var i = start
    while i < end {
      if text[i] == UInt8(ascii: "`") {
        i = codeEnd(at: i, before: end)
      } else if text[i] == mark {
        let own = run(at: i, before: end)
        let isFree = mark == UInt8(ascii: "*") || i + own == end || !Self.isWord(text[i + own])
        if own == count, i > start, !Self.isSpace(text[i - 1]), text[i - 1] != UInt8(ascii: "\\"), isFree { return i }
        i += own
      } else {
        i += 1
      }
    }
    return nil
  }

  private func codeEnd(at i: Int, before end: Int) -> Int {
    let end = min(end, i + Self.reach)
    let count = run(at: i, before: end)
    var j = i + count
    while j < end {
      let own = text[j] == UInt8(ascii: "`") ? run(at: j, before: end) : 0
      if own == count { return j + own }
      j += max(own, 1)
    }
    return i + count
  }

  /// `[text](target)`.
  private mutating func linked(at i: Int, before end: Int) -> Int? {
    let end = min(end, i + Self.reach)
    guard depth < Self.deepest, let close = bracket(at: i, before: end), close + 1 < end,
      text[close + 1] == UInt8(ascii: "("),
      let last = text[(close + 2)..<end].firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let before = link
    link = Array(text[(close + 2)..<last].prefix { !Self.isSpace($0) })
    depth += 1
    read(i + 1..<close)
    depth -= 1
    link = before
    return last + 1
  }

  private func bracket(at i: Int, before end: Int) -> Int? {
    var open = 0
    for j in i..<end {
      if j > i, text[j - 1] == UInt8(ascii: "\\") { continue }
      if text[j] == UInt8(ascii: "[") { open += 1 }
      if text[j] == UInt8(ascii: "]") { open -= 1 }
      if open == 0 { return j }
    }
    return nil
  }

  /// `<https://…>`.
  private mutating func autolink(at i: Int, before end: Int) -> Int? {
    let end = min(end, i + Self.reach)
    let rest = text[(i + 1)..<end]
    guard rest.starts(with: "http://".utf8) || rest.starts(with: "https://".utf8),
      let close = rest.firstIndex(of: UInt8(ascii: ">")), !rest[..<close].contains(where: Self.isSpace)
    else { return nil }
    append(rest[..<close])
    return close + 1
  }

  private mutating func entity(at i: Int, before end: Int) -> Int? {
    let known: [(String, UInt8)] = [
      ("&lt;", 0x3C), ("&gt;", 0x3E), ("&amp;", 0x26), ("&quot;", 0x22), ("&nbsp;", 0x20),
    ]
    for (name, byte) in known where text[i..<end].starts(with: name.utf8) {
      append(CollectionOfOne(byte))
      return i + name.utf8.count
    }
    return nil
  }

  /// How many times the byte at `i` stands there.
  private func run(at i: Int, before end: Int) -> Int { text[i..<end].prefix { $0 == text[i] }.count }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }
  private static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
      || (0x7B...0x7E).contains(byte)
  }
  private static func isWord(_ byte: UInt8) -> Bool { !isSpace(byte) && !isPunctuation(byte) }
}
