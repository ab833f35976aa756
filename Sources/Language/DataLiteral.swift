import Steps

/// DATA: `"text"` with C escapes, `"text"*COUNT`, or `hex:48656c6c6f`.
public enum DataLiteral {
  /// The most that one call or one WSABUF may hold.
  public static let maximum = 100_000_000

  /// Whether the bytes begin as DATA does.
  public static func isLike(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard let first = range.first else { return false }
    return bytes[first] == UInt8(ascii: "\"") || isHex(bytes, range)
  }

  /// How many bytes are copied at once.
  private static let piece = 1 << 16

  private static func isHex(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    range.count >= 4 && ByteText.equalsExactly(bytes, range.lowerBound..<range.lowerBound + 4, "hex:")
  }

  /// Appends the bytes that the literal stands for. Nothing is made before the size is known to be allowed.
  public static func read(_ bytes: [UInt8], _ range: Range<Int>, into out: inout [UInt8]) throws(UsageError) {
    let start = out.count
    let total = try readOnce(bytes, range, into: &out)
    out.reserveCapacity(start + total)
    if total == 0 { out.removeSubrange(start...) }
    let once = out.count - start
    while out.count - start < total {
      // Each round doubles what is there, up to a piece: a copy of much would take as much memory again.
      let there = out.count - start
      let whole = there <= piece ? there : max(piece / once, 1) * once
      out.append(contentsOf: Array(out[start..<start + min(whole, total - there)]))
    }
  }

  /// Appends the bytes of the literal without their repetition, and returns how many there are with it: those bytes over
  /// and over; 0 when they are repeated no times.
  public static func readOnce(_ bytes: [UInt8], _ range: Range<Int>, into out: inout [UInt8]) throws(UsageError) -> Int
  {
    let start = out.count
    if isHex(bytes, range) {
      try readHex(bytes, range.lowerBound + 4..<range.upperBound, into: &out)
      return out.count - start
    }
    guard let first = range.first, bytes[first] == UInt8(ascii: "\""),
      let close = Lexer.closingQuote(bytes, from: first, until: range.upperBound)
    else {
      // Pasted from a document: its quotation marks are others (U+201C and U+201D, U+2018 and U+2019).
      let isCurly =
        bytes[range].starts(with: [0xE2, 0x80]) && range.count > 2 && bytes[range.lowerBound + 2] & 0xE0 == 0x80
      let curly = isCurly ? "type straight quotation marks: \" and not \u{201C} or \u{201D}. " : ""
      throw UsageError(
        "\(ByteText.quoted(bytes, range)) is not DATA", at: range,
        hint: curly + "DATA is \"text\", \"text\"*COUNT or hex:48656c6c6f")
    }
    try readText(bytes, first + 1..<close, into: &out)
    let rest = close + 1..<range.upperBound
    guard !rest.isEmpty else { return out.count - start }
    guard bytes[rest.lowerBound] == UInt8(ascii: "*") else {
      throw UsageError("something follows the text", at: rest, hint: "\"text\"*COUNT repeats it")
    }
    return try total(out.count - start, count(bytes, rest.dropFirst()), at: rest)
  }

  private static func count(_ bytes: [UInt8], _ range: Range<Int>) throws(UsageError) -> Int {
    switch Integer.read(bytes, range) {
    case .value(let count) where count >= 0: return Int(count)
    case .tooLarge: return .max
    default:
      throw UsageError(
        "\(ByteText.quoted(bytes, range)) is not a count", at: range, hint: "\"text\"*COUNT repeats the text")
    }
  }

  private static func total(_ one: Int, _ count: Int, at place: Range<Int>) throws(UsageError) -> Int {
    let (total, overflow) = one.multipliedReportingOverflow(by: count)
    guard !overflow, total <= maximum else {
      throw UsageError("that is too much data: \(maximum) bytes is the most", at: place)
    }
    return total
  }

  private static func readText(_ bytes: [UInt8], _ range: Range<Int>, into out: inout [UInt8]) throws(UsageError) {
    var i = range.lowerBound
    while i < range.upperBound {
      guard bytes[i] == UInt8(ascii: "\\") else {
        out.append(bytes[i])
        i += 1
        continue
      }
      let (value, length) = try escape(bytes, i, until: range.upperBound)
      out.append(value)
      i += length
    }
  }

  private static func escape(_ bytes: [UInt8], _ i: Int, until end: Int) throws(UsageError) -> (
    value: UInt8, length: Int
  ) {
    switch i + 1 < end ? bytes[i + 1] : 0 {
    case UInt8(ascii: "n"): return (10, 2)
    case UInt8(ascii: "r"): return (13, 2)
    case UInt8(ascii: "t"): return (9, 2)
    case UInt8(ascii: "0"): return (0, 2)
    case UInt8(ascii: "\\"): return (92, 2)
    case UInt8(ascii: "\""): return (34, 2)
    case UInt8(ascii: "x"):
      if i + 3 < end, let high = ByteText.hexDigit(bytes[i + 2]), let low = ByteText.hexDigit(bytes[i + 3]) {
        return (high << 4 | low, 4)
      }
    default: break
    }
    throw UsageError(
      "there is no such escape in text", at: i..<min(i + 2, end),
      hint: "the escapes are \\n \\r \\t \\0 \\\\ \\\" \\xHH")
  }

  private static func readHex(_ bytes: [UInt8], _ range: Range<Int>, into out: inout [UInt8]) throws(UsageError) {
    guard range.count / 2 <= maximum else {
      throw UsageError("that is too much data: \(maximum) bytes is the most", at: range)
    }
    var i = range.lowerBound
    while i < range.upperBound {
      guard let high = ByteText.hexDigit(bytes[i]), i + 1 < range.upperBound, let low = ByteText.hexDigit(bytes[i + 1])
      else {
        throw UsageError(
          "that is not hex", at: i..<range.upperBound, hint: "hex:48656c6c6f has two hex digits for each byte")
      }
      out.append(high << 4 | low)
      i += 2
    }
  }
}
