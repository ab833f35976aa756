import Glibc

/// Small questions about ASCII bytes, asked without making strings: a line is parsed as the bytes that were typed.
public enum ByteText {
  /// Whether a byte is a space or a tab.
  @inline(__always)
  public static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

  /// Whether a byte is a decimal digit.
  @inline(__always)
  public static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// Whether a byte is an ASCII letter.
  @inline(__always)
  public static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 97 && (byte | 0x20) <= 122 }

  /// A byte with an ASCII letter in lower case.
  @inline(__always)
  public static func lowered(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }

  /// The value of a hex digit, nil when it is none.
  @inline(__always)
  public static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: return byte - 48
    case 65...70: return byte - 55
    case 97...102: return byte - 87
    default: return nil
    }
  }

  /// Whether these bytes are a name: a letter or `_`, then letters, digits and `_`.
  public static func isName(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard let first = range.first, isLetter(bytes[first]) || bytes[first] == 95 else { return false }
    for i in range where !(isLetter(bytes[i]) || isDigit(bytes[i]) || bytes[i] == 95) { return false }
    return true
  }

  /// Compares with an ASCII word, not caring about case.
  public static func equals(_ bytes: [UInt8], _ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    let start = word.utf8Start
    for i in 0..<range.count where lowered(bytes[range.lowerBound + i]) != lowered(start[i]) { return false }
    return true
  }

  /// Compares with an ASCII word, letter by letter.
  public static func equalsExactly(_ bytes: [UInt8], _ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    let start = word.utf8Start
    for i in 0..<range.count where bytes[range.lowerBound + i] != start[i] { return false }
    return true
  }

  /// Without the spaces around.
  public static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// The bytes as a string; what is not UTF-8 is replaced.
  public static func string(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: $0[range], as: UTF8.self) }
  }

  /// Typed bytes between quotes for a message: control characters made visible, and not longer than a line allows.
  public static func quoted(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    var text = "\""
    for scalar in string(bytes, range.lowerBound..<min(range.upperBound, range.lowerBound + 60)).unicodeScalars {
      if scalar.value < 32 || (scalar.value >= 127 && scalar.value < 160) {
        text += "\\x" + hex(UInt8(scalar.value))
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text + (range.count > 60 ? "…\"" : "\"")
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// Whether bytes are those of a text.
  public static func isText(_ text: String, _ bytes: [UInt8]) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      bytes.withUnsafeBufferPointer { bytes in
        guard utf8.count == bytes.count else { return false }
        guard let a = utf8.baseAddress, let b = bytes.baseAddress else { return true }
        return memcmp(a, b, utf8.count) == 0
      }
    }
  }
}
