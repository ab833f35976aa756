extension TextBuffer {
  /// Appends a number in decimal.
  @inlinable
  public mutating func append(_ number: some BinaryInteger) {
    if number < 0 { append(ascii: 0x2D) }
    appendDecimal(UInt64(number.magnitude))
  }

  @usableFromInline
  mutating func appendDecimal(_ number: UInt64) {
    if number < 10 { return append(ascii: 0x30 + UInt8(truncatingIfNeeded: number)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { scratch in
      var first = 20
      var rest = number
      while rest > 0 {
        first -= 1
        scratch[first] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      append(raw: UnsafeBufferPointer(rebasing: scratch[first...]), columns: 20 - first)
    }
  }

  /// Appends a number as `0x` and lower-case hex digits, at least `digits` of them.
  @inlinable
  public mutating func append(hex number: some UnsignedInteger, digits: Int = 1) {
    append(ascii: 0x30)
    append(ascii: 0x78)
    appendHexDigits(UInt64(number), atLeast: digits)
  }

  /// Appends a byte as two lower-case hex digits.
  @inline(__always)
  public mutating func append(hexByte byte: UInt8) {
    append(ascii: TextBuffer.hexDigit(byte >> 4))
    append(ascii: TextBuffer.hexDigit(byte & 15))
  }

  static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  @usableFromInline
  mutating func appendHexDigits(_ number: UInt64, atLeast digits: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { scratch in
      var first = 20
      var rest = number
      while first > 0, rest > 0 || 20 - first < digits {
        first -= 1
        scratch[first] = TextBuffer.hexDigit(UInt8(truncatingIfNeeded: rest & 15))
        rest >>= 4
      }
      append(raw: UnsafeBufferPointer(rebasing: scratch[first...]), columns: 20 - first)
    }
  }
}
