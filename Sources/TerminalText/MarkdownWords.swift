/// Words in their styles on their way into lines: broken at spaces and beside wide characters, as `append(wrapping:)`
/// breaks them. Everything in them was made visible.
struct MarkdownWords {
  /// A piece that is not broken, unless it is wider than a line.
  private struct Piece {
    var bytes: [UInt8]
    var columns: Int
    let style: Style
    /// What may stand before it.
    var gap: Gap
  }
  private enum Gap { case none, space, edge, newline }

  private let view: MarkdownView
  private let base: Style
  private var pieces: [Piece] = []
  private var gap = Gap.none

  init(view: MarkdownView, base: Style) {
    self.view = view
    self.base = base
  }

  /// Appends a span, with what there is to tell of its link.
  mutating func append(_ span: MarkdownSpan, endsLink: Bool) {
    let mark = view.hasColor ? "" : span.kind.contains(.code) ? "`" : span.kind.isEmpty ? "" : "*"
    put(Array(mark.utf8) + span.text + Array(mark.utf8), style(of: span))
    let words = String(decoding: span.text, as: UTF8.self)
    guard endsLink, let note = view.linkNote(String(decoding: span.link, as: UTF8.self)),
      !words.lowercased().contains(note.lowercased())
    else { return }
    put(Array(" (\(note))".utf8), base)
  }

  /// Appends a text whose spaces stay as they are.
  mutating func append(whole text: [UInt8]) { putPiece(text[...], base) }

  private func style(of span: MarkdownSpan) -> Style {
    var style = base
    if span.kind.contains(.strong) { style.insert(.bold) }
    if span.kind.contains(.emphasis) { style.insert(.italic) }
    if span.kind.contains(.code) { style.insert(.cyan) }
    if !span.link.isEmpty { style.insert(.underline) }
    return style
  }

  private mutating func put(_ text: [UInt8], _ style: Style) {
    text.withUnsafeBufferPointer { text in
      var i = 0
      while i < text.count {
        if text[i] == 0x20 || text[i] == 0x0A {
          if gap != .newline { gap = text[i] == 0x0A ? .newline : .space }
          i += 1
        } else {
          let word = TextBuffer.word(in: text, from: i)
          putPiece(Array(text[i..<word.end])[...], style)
          i = word.end
          // Korean and Chinese may be broken beside any of their characters.
          if i < text.count, word.columns == 2 || startsWide(text, i) { gap = .edge }
        }
      }
    }
  }

  private func startsWide(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    DisplayWidth.of(UTF8Decoder.decode(text, at: i).scalar) == 2
  }

  private mutating func putPiece(_ text: ArraySlice<UInt8>, _ style: Style) {
    var buffer = TextBuffer()
    buffer.append(escaping: text)
    pieces.append(Piece(bytes: buffer.bytes, columns: buffer.column, style: style, gap: gap))
    gap = .none
  }

  /// Lines that are being filled.
  private struct Lines {
    var lines: [[UInt8]] = []
    var text: TextBuffer
    let width: Int

    mutating func end() {
      text.set(.plain)
      lines.append(text.bytes)
      text.removeAll()
    }

    /// Appends a piece; one that is wider than the line is cut.
    mutating func put(_ piece: Piece) {
      text.set(piece.style)
      var rest = piece.bytes[...]
      while !rest.isEmpty {
        let room = width - text.column
        let kept = rest.withUnsafeBufferPointer { TextBuffer.prefix(of: $0, columns: room) }
        if kept == rest.count || kept == 0 && text.column == 0 { break }
        text.append(rest.prefix(kept))
        rest = rest.dropFirst(kept)
        end()
        text.set(piece.style)
      }
      text.append(rest)
    }
  }

  /// The lines that the words take.
  func lines(width: Int) -> [[UInt8]] {
    var lines = Lines(text: TextBuffer(color: view.hasColor), width: width)
    var i = 0
    while i < pieces.count {
      let unit = unit(from: i)
      let columns = pieces[unit].reduce(0) { $0 + $1.columns }
      let first = pieces[i]
      let column = lines.text.column
      let space = first.gap == .space && column > 0 ? 1 : 0
      if first.gap == .newline || column > 0 && column + space + columns > width {
        lines.end()
      } else if space > 0 {
        lines.text.set(pieces[i - 1].style == first.style ? first.style : .plain)
        lines.text.spaces(1)
      }
      for piece in pieces[unit] { lines.put(piece) }
      i = unit.upperBound
    }
    if lines.text.column > 0 || lines.lines.isEmpty { lines.end() }
    return lines.lines
  }

  /// The pieces from `start` that stand together.
  private func unit(from start: Int) -> Range<Int> {
    var end = start + 1
    while end < pieces.count, pieces[end].gap == .none { end += 1 }
    return start..<end
  }
}
