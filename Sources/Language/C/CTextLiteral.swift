import Steps

/// Texts and characters as C writes them.
public enum CTextLiteral {
  /// The bytes of one text or of several, one behind the other, without the zero that C puts behind them.
  public static func bytes(_ bytes: [UInt8], _ range: Range<Int>) throws(UsageError) -> [UInt8] {
    var out: [UInt8] = []
    var i = range.lowerBound
    while i < range.upperBound {
      guard bytes[i] == UInt8(ascii: "\"") else {
        i += 1
        continue
      }
      guard let close = Lexer.closingQuote(bytes, from: i, until: range.upperBound) else {
        throw UsageError("the text has no closing quote", at: i..<range.upperBound)
      }
      try read(bytes, i + 1..<close, into: &out)
      i = close + 1
    }
    return out
  }

  /// The byte of `'A'`.
  public static func character(_ bytes: [UInt8], _ range: Range<Int>) throws(UsageError) -> UInt8 {
    var out: [UInt8] = []
    try read(bytes, range.lowerBound + 1..<range.upperBound - 1, into: &out)
    guard out.count == 1 else { throw UsageError("a character has one byte, this has \(out.count)", at: range) }
    return out[0]
  }

  private static func read(_ bytes: [UInt8], _ range: Range<Int>, into out: inout [UInt8]) throws(UsageError) {
    var i = range.lowerBound
    while i < range.upperBound {
      guard bytes[i] == UInt8(ascii: "\\"), i + 1 < range.upperBound else {
        out.append(bytes[i])
        i += 1
        continue
      }
      let letter = bytes[i + 1]
      i += 2
      switch letter {
      case UInt8(ascii: "n"): out.append(10)
      case UInt8(ascii: "r"): out.append(13)
      case UInt8(ascii: "t"): out.append(9)
      case UInt8(ascii: "a"): out.append(7)
      case UInt8(ascii: "b"): out.append(8)
      case UInt8(ascii: "f"): out.append(12)
      case UInt8(ascii: "v"): out.append(11)
      case UInt8(ascii: "x"):
        var value = 0
        let start = i
        while i < range.upperBound, let digit = ByteText.hexDigit(bytes[i]) {
          value = (value * 16 + Int(digit)) & 0xFF
          i += 1
        }
        guard i > start else { throw UsageError("\\x has no digits", at: start - 2..<start) }
        out.append(UInt8(value))
      case 48...55:
        var value = Int(letter - 48)
        var digits = 1
        while digits < 3, i < range.upperBound, bytes[i] >= 48, bytes[i] <= 55 {
          value = value * 8 + Int(bytes[i] - 48)
          (i, digits) = (i + 1, digits + 1)
        }
        out.append(UInt8(value & 0xFF))
      default: out.append(letter)
      }
    }
  }
}
