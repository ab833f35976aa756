/// How many columns of a terminal text takes.
public enum DisplayWidth {
  /// The columns of one scalar: 2 for East Asian wide and fullwidth ones and emoji, 0 for combining and invisible ones,
  /// else 1. Control characters count as 0: they never reach a terminal raw.
  @inlinable
  public static func of(_ scalar: UInt32) -> Int {
    if scalar < 0x300 { return scalar < 0x20 || (0x7F..<0xA0).contains(scalar) ? 0 : 1 }
    return ofUncommon(scalar)
  }

  /// The columns of UTF-8 text; an invalid byte counts as one. An emoji joined of several counts as its parts, as
  /// readline and most terminals do.
  public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var total = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        total += byte >= 0x20 && byte != 0x7F ? 1 : 0
        index += 1
      } else {
        let decoded = UTF8Decoder.decode(bytes, at: index)
        total += decoded.isValid ? of(decoded.scalar) : 1
        index += decoded.length
      }
    }
    return total
  }

  /// The columns of UTF-8 text.
  public static func of(_ bytes: [UInt8]) -> Int { bytes.withUnsafeBufferPointer { of($0) } }

  /// The columns of a string.
  public static func of(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { of($0) }
  }

  @usableFromInline
  static func ofUncommon(_ scalar: UInt32) -> Int {
    if contains(WidthTables.zero, scalar) { return 0 }
    return scalar >= 0x1100 && contains(WidthTables.wide, scalar) ? 2 : 1
  }

  /// Binary search in a table of first and last scalars.
  private static func contains(_ table: [UInt32], _ scalar: UInt32) -> Bool {
    var low = 0
    var high = table.count / 2
    while low < high {
      let middle = (low + high) / 2
      if table[2 * middle + 1] < scalar {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return 2 * low < table.count && table[2 * low] <= scalar
  }
}
