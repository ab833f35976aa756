extension TextBuffer {
  /// Appends a number in decimal.
  public mutating func append(_ number: some BinaryInteger) {
    if number < 0 { append(ascii: 0x2D) }
    appendDigits(UInt64(number.magnitude), base: 10, atLeast: 1)
  }

  /// Appends a number as `0x` and lower-case hex digits, at least `digits` of them.
  public mutating func append(hex number: some UnsignedInteger, digits: Int = 1) {
    append(ascii: 0x30)
    append(ascii: 0x78)
    appendDigits(UInt64(number), base: 16, atLeast: digits)
  }

  /// Appends a byte as two lower-case hex digits.
  @inline(__always)
  public mutating func append(hexByte byte: UInt8) {
    append(ascii: TextBuffer.hexDigit(byte >> 4))
    append(ascii: TextBuffer.hexDigit(byte & 15))
  }

  static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  private mutating func appendDigits(_ number: UInt64, base: UInt64, atLeast digits: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { scratch in
      var first = 20
      var rest = number
      while first > 0, rest > 0 || 20 - first < digits {
        first -= 1
        scratch[first] = TextBuffer.hexDigit(UInt8(truncatingIfNeeded: rest % base))
        rest /= base
      }
      append(raw: UnsafeBufferPointer(rebasing: scratch[first...]), columns: 20 - first)
    }
  }
}
