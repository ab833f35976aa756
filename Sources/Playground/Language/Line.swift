/// One argument of a line: where it stands, and whether it is `key=value`.
struct Word {
  /// Where it begins and ends.
  var start: Int32
  var end: Int32
  /// Where the `=` of a `key=value` stands; -1 for any other word.
  var equals: Int32 = -1
  /// Whether a parameter has taken it.
  var isTaken = false

  var range: Range<Int> { Int(start)..<Int(end) }
  var key: Range<Int> { Int(start)..<Int(equals) }
  var value: Range<Int> { Int(equals) + 1..<Int(end) }
  var isKey: Bool { equals >= 0 }
}

/// A line taken apart: `[@THREAD] [NAME =] COMMAND [ARGUMENT …] [# comment]`. Positions are byte offsets into the line.
struct Line {
  /// The line as it was typed.
  let bytes: [UInt8]
  /// Without its comment and the spaces around.
  var text: Range<Int> = 0..<0
  var thread: Range<Int>?
  var name: Range<Int>?
  var command: Range<Int> = 0..<0
  var words: [Word] = []

  /// More words than any call takes: a line of a megabyte is told so instead of being worked through.
  static let maximumWords = 4096

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The text as a record holds it.
  var string: String { ByteText.string(bytes, text) }

  /// Where the arguments begin.
  var argumentsStart: Int { Int(words.first?.start ?? Int32(text.upperBound)) }
}
