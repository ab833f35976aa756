import Steps

/// Takes lines apart. It knows words, quotes and comments, and nothing of commands.
public enum Lexer {
  /// The lines of a session are not longer than this; what is pasted may be, and is told so.
  public static let maximumLength = 16 << 20

  /// Finds the part of a line that counts. False when there is nothing in it: blank, or a comment only.
  public static func trim(_ line: inout Line) -> Bool {
    let bytes = line.bytes
    var start = 0
    while start < bytes.count, ByteText.isSpace(bytes[start]) { start += 1 }
    start = afterPrompt(bytes, start)
    var end = commentStart(bytes, from: start)
    while end > start, ByteText.isSpace(bytes[end - 1]) { end -= 1 }
    line.text = start..<end
    return start < end
  }

  /// Where a line begins that was copied with its prompt: behind `wsa> `, `t2> ` or `...> `; nil without one.
  public static func promptEnd(_ bytes: [UInt8]) -> Int? {
    var start = 0
    while start < bytes.count, ByteText.isSpace(bytes[start]) { start += 1 }
    if bytes[start...].starts(with: "...>".utf8) { return min(start + 5, bytes.count) }
    let end = afterPrompt(bytes, start)
    return end > start ? end : nil
  }

  /// A line without its comment.
  public static func withoutComment(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes[..<commentStart(bytes, from: 0)])
  }

  /// Where a line that was copied with its prompt begins: behind `wsa>` or `t2>`.
  private static func afterPrompt(_ bytes: [UInt8], _ start: Int) -> Int {
    guard start < bytes.count, ByteText.isLetter(bytes[start]) else { return start }
    var i = start
    while i < bytes.count, i - start < 32, ByteText.isLetter(bytes[i]) || ByteText.isDigit(bytes[i]) || bytes[i] == 95 {
      i += 1
    }
    guard i < bytes.count, bytes[i] == UInt8(ascii: ">"), i + 1 == bytes.count || bytes[i + 1] == 0x20 else {
      return start
    }
    i += 1
    while i < bytes.count, ByteText.isSpace(bytes[i]) { i += 1 }
    return i
  }

  /// Where the comment begins: at the first `#` that is not inside quotes; the line's end without one.
  private static func commentStart(_ bytes: [UInt8], from start: Int) -> Int {
    var i = start
    while i < bytes.count {
      if bytes[i] == UInt8(ascii: "\"") {
        guard let close = closingQuote(bytes, from: i, until: bytes.count) else { return bytes.count }
        i = close
      } else if bytes[i] == UInt8(ascii: "#") {
        return i
      }
      i += 1
    }
    return i
  }

  /// Where the quote that opens at `start` closes; a backslash keeps the byte after it from closing it.
  public static func closingQuote(_ bytes: [UInt8], from start: Int, until end: Int) -> Int? {
    var i = start + 1
    while i < end {
      if bytes[i] == UInt8(ascii: "\\") {
        i += 1
      } else if bytes[i] == UInt8(ascii: "\"") {
        return i
      }
      i += 1
    }
    return nil
  }

  /// Splits a trimmed line into its thread, name, command and words.
  public static func split(_ line: inout Line) throws(UsageError) {
    guard line.text.count <= maximumLength else { throw UsageError("the line is longer than \(maximumLength) bytes") }
    var at = line.text.lowerBound
    guard var word = try nextWord(line, &at) else { throw UsageError("there is no command") }
    if line.bytes[Int(word.start)] == UInt8(ascii: "@") {
      line.thread = Int(word.start) + 1..<Int(word.end)
      guard let next = try nextWord(line, &at) else { throw noCommand(after: line.text) }
      word = next
    }
    let beforeName = at
    if ByteText.isName(line.bytes, word.range), let sign = try nextWord(line, &at) {
      if sign.end - sign.start == 1, line.bytes[Int(sign.start)] == UInt8(ascii: "=") {
        line.name = word.range
        guard let next = try nextWord(line, &at) else { throw noCommand(after: line.text) }
        word = next
      } else {
        at = beforeName
      }
    }
    line.command = word.range
    line.words.reserveCapacity(4)
    while let argument = try nextWord(line, &at) {
      guard line.words.count < Line.maximumWords else {
        throw UsageError("the line has more than \(Line.maximumWords) words", at: argument.range)
      }
      line.words.append(argument)
    }
  }

  private static func noCommand(after text: Range<Int>) -> UsageError {
    UsageError(
      "there is no command", at: text.upperBound..<text.upperBound, hint: "[@THREAD] [NAME =] COMMAND [ARGUMENT …]")
  }

  /// The next word from `at` on; nil at the end.
  @inline(__always)
  private static func nextWord(_ line: Line, _ at: inout Int) throws(UsageError) -> Word? {
    let end = line.text.upperBound
    var i = at
    while i < end, ByteText.isSpace(line.bytes[i]) { i += 1 }
    guard i < end else { return nil }
    let start = i
    var equals: Int32 = -1
    var isKey = true
    while i < end, !ByteText.isSpace(line.bytes[i]) {
      let byte = line.bytes[i]
      if byte == UInt8(ascii: "\"") {
        guard let close = closingQuote(line.bytes, from: i, until: end) else {
          throw UsageError(
            "the text has no closing quote", at: i..<end, hint: "text is \"…\", with \\\" for a quote in it")
        }
        i = close
        isKey = false
      } else if byte == UInt8(ascii: "="), isKey, equals < 0, i > start, !(i + 1 < end && line.bytes[i + 1] == byte) {
        equals = Int32(truncatingIfNeeded: i)
      } else if !ByteText.isLetter(byte), equals < 0 {
        isKey = false
      }
      i += 1
    }
    at = i
    return Word(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: i), equals: equals)
  }

  /// The parts of a comma list: what stands between commas outside quotes. Calls `body` for each, with its place.
  public static func forEachPart(
    _ bytes: [UInt8], _ range: Range<Int>, _ body: (Range<Int>) throws(UsageError) -> Void
  ) throws(UsageError) {
    var start = range.lowerBound
    var i = start
    while i < range.upperBound {
      if bytes[i] == UInt8(ascii: "\"") {
        i = closingQuote(bytes, from: i, until: range.upperBound) ?? range.upperBound - 1
      } else if bytes[i] == UInt8(ascii: ",") {
        try body(start..<i)
        start = i + 1
      }
      i += 1
    }
    try body(start..<range.upperBound)
  }
}
