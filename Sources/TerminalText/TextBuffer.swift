/// Bytes of styled text on their way to a terminal or a file. Appending is cheap: no String is built. The column is kept
/// in step, so that text can be lined up.
///
/// What is appended with `append` is trusted to be printable; everything typed, scripted or received goes through
/// `append(escaping:)` or `append(quoting:)`.
public struct TextBuffer {
  /// What was written so far, without styles: these are laid over it at the end.
  public internal(set) var plain: [UInt8]
  /// Where styles change, in the order of their places.
  var changes: [StyledText.Change] = []
  /// Whether styles are written at all.
  public let hasColor: Bool
  /// The column the next character goes to, from 0.
  public internal(set) var column = 0
  /// The style that is on.
  public internal(set) var style = Style.plain

  /// An empty buffer.
  public init(color: Bool = false, capacity: Int = 0) {
    plain = []
    hasColor = color
    if capacity > 0 { plain.reserveCapacity(capacity) }
  }

  /// Runs `body` with a buffer that writes at the end of `out` (which ends at a line's beginning), without copying it.
  @inlinable
  public static func write(color: Bool, into out: inout [UInt8], _ body: (inout TextBuffer) -> Void) {
    var buffer = TextBuffer(color: color)
    buffer.exchange(&out)
    body(&buffer)
    buffer.weave()
    buffer.exchange(&out)
  }

  /// Exchanges what was written with `other`: how a buffer is made to write at the end of bytes that are already there.
  public mutating func exchange(_ other: inout [UInt8]) { swap(&plain, &other) }

  /// What was written so far as a terminal takes it: with the SGR sequences of its styles.
  public var bytes: [UInt8] {
    if changes.isEmpty { return plain }
    var copy = self
    copy.weave()
    return copy.plain
  }

  /// What was written so far, and its styles.
  public var styled: StyledText { StyledText(plain: plain, changes: changes) }

  /// Puts the SGR sequences of the styles where they belong; what is written from then on stands behind them.
  public mutating func weave() {
    guard let first = changes.first else { return }
    let rest = Array(plain[first.place...])
    plain.removeSubrange(first.place...)
    var (at, before) = (0, Style.plain)
    for change in changes {
      let place = change.place - first.place
      plain.append(contentsOf: rest[at..<place])
      change.style.writeChange(from: before, into: &plain)
      (at, before) = (place, change.style)
    }
    plain.append(contentsOf: rest[at...])
    changes.removeAll()
  }

  /// Takes spaces off the end: a transcript in a file has none there. Styles that change among them change before them.
  public mutating func trimSpaces() {
    guard plain.last == 0x20 else { return }
    while plain.last == 0x20 {
      plain.removeLast()
      column -= 1
    }
    for index in changes.indices.reversed() {
      if changes[index].place <= plain.count { break }
      changes[index].place = plain.count
    }
  }

  /// Empties the buffer and keeps its memory.
  public mutating func removeAll() {
    plain.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
    column = 0
    style = .plain
  }

  /// Appends text that stands in the program, without a newline.
  public mutating func append(_ text: StaticString) {
    let utf8 = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard text.isASCII else { return append(utf8) }
    plain.append(contentsOf: utf8)
    column += utf8.count
  }

  /// Appends text that stands in the program in a style of its own; the style that was on comes back after it.
  public mutating func append(_ text: StaticString, _ style: Style) {
    guard hasColor else { return append(text) }
    let before = self.style
    set(style)
    append(text)
    set(before)
  }

  /// Appends trusted text.
  public mutating func append(trusted text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Appends trusted text in a style of its own; the style that was on comes back after it.
  public mutating func append(trusted text: String, _ style: Style) {
    let before = self.style
    set(style)
    append(trusted: text)
    set(before)
  }

  /// Appends trusted UTF-8.
  public mutating func append(_ text: [UInt8]) { text.withUnsafeBufferPointer { append($0) } }

  /// Appends trusted UTF-8.
  public mutating func append(_ text: ArraySlice<UInt8>) { text.withUnsafeBufferPointer { append($0) } }

  /// Appends trusted UTF-8. A newline in it begins a new line.
  public mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    plain.append(contentsOf: text)
    var special: UInt8 = 0
    for byte in text { special |= byte < 0x20 ? 0x80 : byte }
    if special < 0x80 { column += text.count } else { countColumns(text) }
  }

  /// Counts the columns of what is not plain ASCII.
  private mutating func countColumns(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    if let newline = text.lastIndex(of: 0x0A) {
      column = 0
      start = newline + 1
    }
    column += DisplayWidth.of(UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// Appends one printable ASCII byte.
  public mutating func append(ascii byte: UInt8) {
    plain.append(byte)
    column += 1
  }

  /// Appends bytes that take as many columns as the caller says.
  mutating func append(raw text: UnsafeBufferPointer<UInt8>, columns: Int) {
    plain.append(contentsOf: text)
    column += columns
  }

  /// A place to come back to.
  public struct Mark {
    let count: Int
    let changes: Int
    let column: Int
    let style: Style
  }

  /// The place that the next character goes to.
  public var mark: Mark {
    Mark(count: plain.count, changes: changes.count, column: column, style: style)
  }

  /// Takes off what was written since a mark.
  public mutating func goBack(to mark: Mark) {
    truncate(to: mark.count)
    changes.removeSubrange(mark.changes...)
    column = mark.column
    style = mark.style
  }

  /// A part of a line that is broken: its bytes, counted from the line's beginning, and the spaces before it on a line of
  /// its own.
  public struct Piece {
    let range: Range<Int>
    let indent: Int

    /// A part from its bytes and its spaces.
    public init(range: Range<Int>, indent: Int) { (self.range, self.indent) = (range, indent) }
  }

  /// Puts parts of the text from `start` on in lines of their own, in place of it; what lies between them is left out, as
  /// are spaces at their ends. A style that changes between two parts changes where the second begins.
  public mutating func rearrange(from start: Int, _ pieces: [Piece]) {
    let line = Array(plain[start...])
    let first = changes.firstIndex { $0.place >= start } ?? changes.count
    var moved = changes[first...]
    changes.removeSubrange(first...)
    truncate(to: start)
    for (number, piece) in pieces.enumerated() {
      if number > 0 {
        newline()
        spaces(piece.indent)
        while let change = moved.first, change.place - start <= piece.range.lowerBound {
          changes.append(StyledText.Change(place: plain.count, style: change.style))
          moved.removeFirst()
        }
      }
      let base = plain.count - piece.range.lowerBound
      plain.append(contentsOf: line[piece.range])
      while let change = moved.first, change.place - start <= piece.range.upperBound {
        changes.append(StyledText.Change(place: change.place - start + base, style: change.style))
        moved.removeFirst()
      }
      trimSpaces()
    }
    for change in moved { changes.append(StyledText.Change(place: plain.count, style: change.style)) }
  }

  /// Tells the column that the text has come to after its bytes were exchanged and rearranged.
  public mutating func assume(column: Int) { self.column = column }

  /// Takes bytes off the end, back to `count`.
  mutating func truncate(to count: Int) { plain.removeSubrange(count...) }

  /// Ends the line. A style stays on.
  public mutating func newline() {
    plain.append(0x0A)
    column = 0
  }

  /// Appends `count` spaces; none for a negative count.
  public mutating func spaces(_ count: Int) { repeated(0x20, count) }

  /// Appends a printable ASCII byte `count` times.
  public mutating func repeated(_ byte: UInt8, _ count: Int) {
    guard count > 0 else { return }
    if byte == 0x20, count > 8, count <= TextBuffer.blanks.count {
      plain.append(contentsOf: TextBuffer.blanks[..<count])
    } else {
      for _ in 0..<count { plain.append(byte) }
    }
    column += count
  }

  /// More spaces than most gaps have, to be copied in one piece.
  private static let blanks = [UInt8](repeating: 0x20, count: 128)

  /// Appends spaces up to a column; at least `gap` of them.
  public mutating func pad(to column: Int, gap: Int = 0) { spaces(max(column - self.column, gap)) }

  /// Turns a style on, in place of the one that is on. Writes nothing without colour.
  public mutating func set(_ new: Style) {
    guard hasColor, new != style else { return }
    changes.append(StyledText.Change(place: plain.count, style: new))
    style = new
  }

  /// Runs `body` with a style on; the style that was on comes back after it.
  @inlinable
  public mutating func styled(_ style: Style, _ body: (inout TextBuffer) -> Void) {
    let before = self.style
    set(style)
    body(&self)
    set(before)
  }
}
