/// Integers as the language writes them: decimal, or hex after `0x`, with a minus sign if need be.
public enum Integer {
  /// What came of reading an integer.
  public enum Reading: Equatable {
    /// Not a number at all: a name, perhaps.
    case none
    /// A number that 64 bits cannot hold.
    case tooLarge
    /// The value; a number above Int64.max keeps its bits.
    case value(Int64)
  }

  /// Whether the bytes begin as a number does.
  public static func isLike(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard let first = range.first else { return false }
    if ByteText.isDigit(bytes[first]) { return true }
    return bytes[first] == UInt8(ascii: "-") && range.count > 1 && ByteText.isDigit(bytes[first + 1])
  }

  /// Reads the whole range.
  public static func read(_ bytes: [UInt8], _ range: Range<Int>) -> Reading {
    guard isLike(bytes, range) else { return .none }
    var i = range.lowerBound
    let isNegative = bytes[i] == UInt8(ascii: "-")
    if isNegative { i += 1 }
    var radix: UInt64 = 10
    if range.upperBound - i > 2, bytes[i] == UInt8(ascii: "0"), ByteText.lowered(bytes[i + 1]) == UInt8(ascii: "x") {
      radix = 16
      i += 2
    }
    var value: UInt64 = 0
    while i < range.upperBound {
      guard let digit = ByteText.hexDigit(bytes[i]), digit < radix else { return .none }
      let (high, product) = value.multipliedFullWidth(by: radix)
      let (sum, overflow) = product.addingReportingOverflow(UInt64(digit))
      guard high == 0, !overflow else { return .tooLarge }
      value = sum
      i += 1
    }
    guard isNegative else { return .value(Int64(bitPattern: value)) }
    return value <= UInt64(Int64.max) ? .value(-Int64(value)) : .tooLarge
  }
}
