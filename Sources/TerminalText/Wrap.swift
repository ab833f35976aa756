extension TextBuffer {
  /// Appends trusted prose broken into lines of at most `width` columns, from the column the buffer stands at; further
  /// lines begin at column `indent`. Lines break at spaces and beside wide characters; a word longer than a line is cut.
  /// A newline in the text stays one. The last line is not ended.
  public mutating func append(wrapping text: String, width: Int, indent: Int) {
    var text = text
    text.withUTF8 { append(wrapping: $0, width: width, indent: indent) }
  }

  /// Appends trusted UTF-8 as `append(wrapping:)` of a string does.
  public mutating func append(wrapping text: UnsafeBufferPointer<UInt8>, width: Int, indent: Int) {
    var index = 0
    var spacesBefore = 0
    while index < text.count {
      if text[index] == 0x20 {
        spacesBefore += 1
        index += 1
      } else if text[index] == 0x0A {
        breakLine(indent: indent)
        spacesBefore = 0
        index += 1
      } else {
        let word = TextBuffer.word(in: text, from: index)
        place(UnsafeBufferPointer(rebasing: text[index..<word.end]), word.columns, spacesBefore, width, indent)
        spacesBefore = 0
        index = word.end
      }
    }
  }

  /// Appends at most `columns` columns of untrusted text, escaped; where it is longer, the last column is `…`.
  public mutating func append(truncating text: [UInt8], columns: Int) {
    let (start, before) = (plain.count, column)
    append(escaping: text)
    guard column - before > columns else { return }
    let escaped = Array(plain[start...])
    truncate(to: start)
    column = before
    escaped.withUnsafeBufferPointer { escaped in
      let kept = TextBuffer.prefix(of: escaped, columns: columns - 1)
      append(UnsafeBufferPointer(rebasing: escaped[..<kept]))
    }
    if columns > 0 { append("…") }
  }

  private mutating func breakLine(indent: Int) {
    newline()
    spaces(indent)
  }

  /// Puts a word on this line or on the next one; cuts it where it fits on none.
  private mutating func place(
    _ word: UnsafeBufferPointer<UInt8>, _ columns: Int, _ spacesBefore: Int, _ width: Int, _ indent: Int
  ) {
    if column + spacesBefore + columns <= width {
      spaces(spacesBefore)
    } else if column > indent {
      breakLine(indent: indent)
    }
    var rest = word
    while column + DisplayWidth.of(rest) > width, !rest.isEmpty {
      let kept = max(TextBuffer.prefix(of: rest, columns: width - column), UTF8Decoder.decode(rest, at: 0).length)
      append(UnsafeBufferPointer(rebasing: rest[..<kept]))
      rest = UnsafeBufferPointer(rebasing: rest[kept...])
      if !rest.isEmpty { breakLine(indent: indent) }
    }
    append(rest)
  }

  /// The longest piece from `start` that is not to be broken: up to a space, a newline or a wide character's edge.
  static func word(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> (end: Int, columns: Int) {
    var (end, columns) = (start, 0)
    while end < text.count, text[end] != 0x20, text[end] != 0x0A {
      let decoded = UTF8Decoder.decode(text, at: end)
      let own = DisplayWidth.of(decoded.scalar)
      if own == 2 && end > start { break }
      end += decoded.length
      columns += own
      if own == 2 { return (trailing(in: text, from: end), columns) }
    }
    return (end, columns)
  }

  /// Takes combining marks along with a wide character: they begin no line.
  private static func trailing(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.count {
      let decoded = UTF8Decoder.decode(text, at: end)
      guard decoded.scalar >= 0x300, DisplayWidth.of(decoded.scalar) == 0 else { break }
      end += decoded.length
    }
    return end
  }

  /// How many bytes at the beginning of `text` take at most `columns` columns.
  static func prefix(of text: UnsafeBufferPointer<UInt8>, columns: Int) -> Int {
    var (index, used) = (0, 0)
    while index < text.count {
      let decoded = UTF8Decoder.decode(text, at: index)
      used += decoded.isValid ? DisplayWidth.of(decoded.scalar) : 1
      if used > columns { return index }
      index += decoded.length
    }
    return index
  }
}
