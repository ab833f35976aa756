/// Untrusted bytes (typed, scripted, received) made visible. What comes out holds no control character and nothing
/// invisible or direction-changing, so that it can go to a terminal.
extension TextBuffer {
  /// Appends text that is shown as it is where it is printable Unicode. Control characters, ESC, DEL, C1, invalid
  /// UTF-8 come out as `\n`, `\t`, `\r` or `\xHH`; bidi controls, line separators and other invisible format characters
  /// as `\u{HHHH}`. A backslash stays one: the text is for reading, not for reading back.
  public mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < text.count {
      let start = index
      while index < text.count, (0x20..<0x7F).contains(text[index]) { index += 1 }
      if index > start {
        append(raw: UnsafeBufferPointer(rebasing: text[start..<index]), columns: index - start)
      }
      if index < text.count { index += appendVisible(text, at: index) }
    }
  }

  /// Appends text as `append(escaping:)` of a buffer does.
  public mutating func append(escaping text: [UInt8]) { text.withUnsafeBufferPointer { append(escaping: $0) } }

  /// Appends text as `append(escaping:)` of a buffer does.
  public mutating func append(escaping text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { append(escaping: $0) }
  }

  /// Appends text as `append(escaping:)` of a buffer does.
  public mutating func append(escaping text: String) {
    var text = text
    text.withUTF8 { append(escaping: $0) }
  }

  /// Appends bytes as a C string, with its quotes: `"hello\r\n"`. Printable ASCII and whole printable characters of UTF-8
  /// are shown as they are; everything else is `\n`, `\t`, `\r`, `\0` (where no digit follows) or `\xHH`, so that it can be
  /// typed back.
  public mutating func append(quoting text: UnsafeBufferPointer<UInt8>) {
    append(ascii: 0x22)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == 0x22 || byte == 0x5C { append(ascii: 0x5C) }
      if (0x20..<0x7F).contains(byte) {
        append(ascii: byte)
      } else if let character = Self.character(in: text, at: index) {
        append(
          raw: UnsafeBufferPointer(rebasing: text[index..<index + character.length]), columns: character.columns)
        index += character.length - 1
      } else {
        appendEscape(byte, next: index + 1 < text.count ? text[index + 1] : 0)
      }
      index += 1
    }
    append(ascii: 0x22)
  }

  /// A whole character of several bytes that can be shown among received bytes: it has a width of its own, and changes
  /// nothing around it. Nil otherwise.
  public static func character(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> (length: Int, columns: Int)? {
    guard text[index] >= 0xC2 else { return nil }
    let decoded = UTF8Decoder.decode(text, at: index)
    guard decoded.isValid, decoded.scalar >= 0xA0, !Invisible.contains(decoded.scalar) else { return nil }
    let columns = DisplayWidth.of(decoded.scalar)
    return columns > 0 ? (decoded.length, columns) : nil
  }

  /// Appends bytes as `append(quoting:)` of a buffer does.
  public mutating func append(quoting text: [UInt8]) { text.withUnsafeBufferPointer { append(quoting: $0) } }

  /// Appends bytes as `append(quoting:)` of a buffer does.
  public mutating func append(quoting text: ArraySlice<UInt8>) { text.withUnsafeBufferPointer { append(quoting: $0) } }

  /// Appends what stands at `index`, which is not printable ASCII, and returns how many bytes it was.
  private mutating func appendVisible(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let decoded = UTF8Decoder.decode(text, at: index)
    if !decoded.isValid || decoded.scalar < 0x80 {
      appendEscape(text[index], next: 0x30)
    } else if Invisible.contains(decoded.scalar) {
      append("\\u{")
      appendHex(decoded.scalar)
      append(ascii: 0x7D)
    } else {
      let piece = UnsafeBufferPointer(rebasing: text[index..<index + decoded.length])
      append(raw: piece, columns: DisplayWidth.of(decoded.scalar))
    }
    return decoded.length
  }

  private mutating func appendEscape(_ byte: UInt8, next: UInt8) {
    append(ascii: 0x5C)
    switch byte {
    case 0x09: append(ascii: 0x74)
    case 0x0A: append(ascii: 0x6E)
    case 0x0D: append(ascii: 0x72)
    case 0 where !(0x30...0x39).contains(next): append(ascii: 0x30)
    default:
      append(ascii: 0x78)
      append(hexByte: byte)
    }
  }

  private mutating func appendHex(_ scalar: UInt32) {
    var shift = 20
    while shift > 0, scalar >> UInt32(shift) == 0 { shift -= 4 }
    while shift >= 0 {
      append(ascii: TextBuffer.hexDigit(UInt8(scalar >> UInt32(shift) & 15)))
      shift -= 4
    }
  }
}

/// Scalars that would change a terminal's line without being seen: C1 controls, bidi controls (Unicode Technical Report
/// 36, "bidirectional text spoofing"), line and paragraph separators, invisible operators, interlinear annotations,
/// tags, the byte order mark. Joiners and variation selectors are let through: scripts and emoji need them.
public enum Invisible {
  /// Whether a scalar is one of them.
  public static func contains(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xFFFE, 0xFFFF, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
