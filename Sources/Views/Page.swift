import TerminalText

/// Lines of a transcript: indented, never wider than the page. A line that has grown too wide is broken at spaces when
/// it ends, so that what writes it need not count.
struct Page {
  var text: TextBuffer
  let width: Int
  /// Columns before every line; routines' lines stand further in.
  var indent = 2
  /// Where the current line begins in `text.plain`.
  private var lineStart = 0
  /// How many lines were ended.
  private(set) var lines = 0

  init(_ options: TextOptions, text: TextBuffer) {
    self.text = text
    width = max(options.width, TextOptions.leastWidth)
    lineStart = text.plain.count
  }

  /// Columns that are left on the line.
  var room: Int { width - text.column }

  /// Begins a line at the indent and `more` columns.
  mutating func begin(_ more: Int = 0) {
    lineStart = text.plain.count
    text.spaces(indent + more)
  }

  /// Ends the line; what does not fit goes on `hang` columns past the indent.
  mutating func end(hang: Int = 4) {
    text.trimSpaces()
    if text.column > width { rewrap(hang: indent + hang) }
    text.newline()
    lineStart = text.plain.count
    lines += 1
  }

  /// Ends a line whose columns were counted by who wrote it.
  mutating func endCounted() {
    text.trimSpaces()
    text.newline()
    lineStart = text.plain.count
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
    lineStart = text.plain.count
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

  /// Breaks the line that is being written; its last piece is the line from here on.
  private mutating func breakLine(hang: Int) {
    rewrap(hang: hang)
    lineStart = (text.plain.lastIndex(of: 0x0a) ?? lineStart - 1) + 1
    text.assume(column: LineBreaker(line: Array(text.plain[lineStart...]), width: width, hang: hang).columns)
  }

  /// Breaks the line at spaces; a word wider than the page is cut. Styles stay on across the break.
  private mutating func rewrap(hang: Int) {
    let start = lineStart
    let line = Array(text.plain[start...])
    let breaker = LineBreaker(line: line, width: width, hang: min(hang, width / 2))
    text.rearrange(from: start, breaker.pieces)
    for byte in text.plain[start...] where byte == 0x0a { lines += 1 }
  }
}

/// Breaks one line of text into several.
struct LineBreaker {
  let line: [UInt8]
  let width: Int
  let hang: Int

  /// The parts of the line, of which each but the first is a line that hangs; no spaces stand at their ends.
  var pieces: [TextBuffer.Piece] {
    var pieces: [TextBuffer.Piece] = []
    var (start, column) = (0, 0)
    while start < line.count {
      let end = breakPoint(from: start, column: column)
      pieces.append(TextBuffer.Piece(range: start..<end, indent: column))
      start = end
      while start < line.count, line[start] == 0x20 { start += 1 }
      column = hang
    }
    return pieces
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

  /// The bytes and columns of the character at `i`.
  private func character(at i: Int) -> (length: Int, columns: Int) {
    var end = i + 1
    while end < line.count, line[end] & 0xc0 == 0x80 { end += 1 }
    return (end - i, end - i == 1 ? 1 : DisplayWidth.of(Array(line[i..<end])))
  }
}
