import TerminalText

/// Lines of a transcript: indented, never wider than the page. A line that has grown too wide is broken at spaces when
/// it ends, so that what writes it need not count.
struct Page {
  var text: TextBuffer
  let width: Int
  /// Columns before every line; routines' lines stand further in.
  var indent = 2
  /// Where the current line begins in `text.bytes`.
  private var lineStart = 0
  /// How many lines were ended.
  private(set) var lines = 0

  init(_ options: TextOptions, text: TextBuffer) {
    self.text = text
    width = max(options.width, TextOptions.leastWidth)
    lineStart = text.bytes.count
  }

  /// Columns that are left on the line.
  var room: Int { width - text.column }

  /// Begins a line at the indent and `more` columns.
  mutating func begin(_ more: Int = 0) {
    lineStart = text.bytes.count
    text.spaces(indent + more)
  }

  /// Ends the line; what does not fit goes on `hang` columns past the indent.
  mutating func end(hang: Int = 4) {
    trim()
    if text.column > width { rewrap(hang: indent + hang) }
    text.newline()
    lineStart = text.bytes.count
    lines += 1
  }

  /// Ends a line whose columns were counted by who wrote it.
  mutating func endCounted() {
    trim()
    text.newline()
    lineStart = text.bytes.count
    lines += 1
  }

  /// Appends what reads as one behind a gap, or on a line of its own where it does not fit on this one but does there.
  mutating func together(_ gap: StaticString, _ body: (inout Page) -> Void) {
    if text.column > width { breakLine(hang: indent + 4) }
    let mark = text.mark
    text.append(gap)
    let start = text.column
    body(&self)
    let columns = text.column - start
    if text.column <= width || indent + 4 + columns > width { return }
    text.goBack(to: mark)
    end()
    begin(4)
    body(&self)
  }

  /// An empty line.
  mutating func blank() {
    text.newline()
    lineStart = text.bytes.count
    lines += 1
  }

  /// A line of prose.
  mutating func line(_ words: String, _ style: Style = .plain, at more: Int = 0, hang: Int? = nil) {
    begin(more)
    text.styled(style) { $0.append(escaping: words) }
    end(hang: hang ?? more)
  }

  /// Appends bytes without accounting for columns: for rows whose width is known by construction.
  mutating func uncounted(_ body: (inout [UInt8]) -> Void) {
    var bytes: [UInt8] = []
    text.exchange(&bytes)
    body(&bytes)
    text.exchange(&bytes)
  }

  /// Takes spaces off the line's end: a transcript in a file has none there.
  private mutating func trim() {
    guard text.bytes.last == 0x20 || text.hasColor else { return }
    uncounted { LineBreaker.trim(&$0) }
  }

  /// Breaks the line that is being written; its last piece is the line from here on.
  private mutating func breakLine(hang: Int) {
    rewrap(hang: hang)
    lineStart = (text.bytes.lastIndex(of: 0x0a) ?? lineStart - 1) + 1
    text.assume(column: LineBreaker(line: Array(text.bytes[lineStart...]), width: width, hang: hang).columns)
  }

  /// Breaks the line at spaces; a word wider than the page is cut. Styles stay on across the break.
  private mutating func rewrap(hang: Int) {
    let start = lineStart
    let width = width
    uncounted { bytes in
      let line = Array(bytes[start...])
      bytes.removeSubrange(start...)
      LineBreaker(line: line, width: width, hang: min(hang, width / 2)).write(into: &bytes)
    }
    for byte in text.bytes[start...] where byte == 0x0a { lines += 1 }
  }
}

/// Breaks one line of styled text into several.
struct LineBreaker {
  let line: [UInt8]
  let width: Int
  let hang: Int

  /// Appends the lines with newlines between them.
  func write(into out: inout [UInt8]) {
    var start = 0
    var column = 0
    while start < line.count {
      let end = breakPoint(from: start, column: column)
      out.append(contentsOf: line[start..<end])
      LineBreaker.trim(&out)
      start = end
      let styles = skipSpaces(&start)
      guard start < line.count else { return out.append(contentsOf: styles) }
      out.append(0x0a)
      out.append(contentsOf: repeatElement(0x20, count: hang))
      out.append(contentsOf: styles)
      column = hang
    }
  }

  /// Passes over the spaces at a break and gives the changes of style between them.
  private func skipSpaces(_ start: inout Int) -> [UInt8] {
    var styles: [UInt8] = []
    while start < line.count, line[start] == 0x20 || line[start] == 0x1b {
      let length = character(at: start).length
      if line[start] == 0x1b { styles += line[start..<start + length] }
      start += length
    }
    return styles
  }

  /// Takes spaces off the end, also where styles are changed behind them.
  static func trim(_ bytes: inout [UInt8]) {
    var end = bytes.count
    while end > 0 {
      if bytes[end - 1] == 0x20 {
        end -= 1
        bytes.remove(at: end)
      } else if let start = styleStart(bytes, end) {
        end = start
      } else {
        return
      }
    }
  }

  /// Where the SGR sequence that ends at `end` begins; nil when none does.
  private static func styleStart(_ bytes: [UInt8], _ end: Int) -> Int? {
    guard bytes[end - 1] == UInt8(ascii: "m") else { return nil }
    var i = end - 2
    while i > 0, (0x30...0x3b).contains(bytes[i]) { i -= 1 }
    return i > 0 && bytes[i] == UInt8(ascii: "[") && bytes[i - 1] == 0x1b ? i - 1 : nil
  }

  /// Where the line that begins at `start` has to end.
  private func breakPoint(from start: Int, column: Int) -> Int {
    var column = column
    var i = start
    var lastSpace: Int?
    var seenWord = false
    while i < line.count {
      let (length, columns) = character(at: i)
      if column + columns > width { return line[i] == 0x20 ? i : lastSpace ?? max(i, start + 1) }
      if line[i] == 0x20 {
        if seenWord { lastSpace = i }
      } else if columns > 0 {
        seenWord = true
      }
      column += columns
      i += length
    }
    return line.count
  }

  /// How wide the line is.
  var columns: Int {
    var (i, sum) = (0, 0)
    while i < line.count {
      let (length, columns) = character(at: i)
      i += length
      sum += columns
    }
    return sum
  }

  /// The bytes and columns of what stands at `i`: a character, or a whole SGR sequence.
  private func character(at i: Int) -> (length: Int, columns: Int) {
    if line[i] == 0x1b {
      let end = line[i...].firstIndex(of: UInt8(ascii: "m")) ?? line.count - 1
      return (end - i + 1, 0)
    }
    var end = i + 1
    while end < line.count, line[end] & 0xc0 == 0x80 { end += 1 }
    return (end - i, end - i == 1 ? 1 : DisplayWidth.of(Array(line[i..<end])))
  }
}
