/// Strict UTF-8: overlong forms, surrogates and values above U+10FFFF are invalid.
public enum UTF8Decoder {
  /// What stands at a place: a scalar and its bytes, or one invalid byte.
  public struct Decoded {
    /// The scalar's value; the byte itself when it is invalid.
    public let scalar: UInt32
    /// How many bytes it took, at least 1.
    public let length: Int
    /// False for a byte that begins no valid sequence.
    public let isValid: Bool
  }

  /// Decodes what begins at `index`, which must be inside `bytes`.
  public static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Decoded {
    let first = bytes[index]
    if first < 0x80 { return Decoded(scalar: UInt32(first), length: 1, isValid: true) }
    let invalid = Decoded(scalar: UInt32(first), length: 1, isValid: false)
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(first), index + length <= bytes.count else { return invalid }
    var scalar = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let next = bytes[index + offset]
      guard next & 0xC0 == 0x80 else { return invalid }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    let isOverlong = (length == 3 && scalar < 0x800) || (length == 4 && scalar < 0x10000)
    guard !isOverlong, scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else { return invalid }
    return Decoded(scalar: scalar, length: length, isValid: true)
  }
}
