/// One argument of a line: where it stands, and whether it is `key=value`.
public struct Word {
  /// Where it begins and ends.
  public var start: Int32
  /// Where it ends.
  public var end: Int32
  /// Where the `=` of a `key=value` stands; -1 for any other word.
  public var equals: Int32 = -1
  /// Whether a parameter has taken it.
  public var isTaken = false

  /// A word without a key.
  public init(_ range: Range<Int>) { (start, end) = (Int32(range.lowerBound), Int32(range.upperBound)) }

  init(start: Int32, end: Int32, equals: Int32 = -1) { (self.start, self.end, self.equals) = (start, end, equals) }

  /// The whole word.
  public var range: Range<Int> { Int(start)..<Int(end) }
  /// What stands before the `=`.
  public var key: Range<Int> { Int(start)..<Int(equals) }
  /// What stands behind the `=`.
  public var value: Range<Int> { Int(equals) + 1..<Int(end) }
  /// Whether it is `key=value`.
  public var isKey: Bool { equals >= 0 }
}

/// A line taken apart: `[@THREAD] [NAME =] COMMAND [ARGUMENT …] [# comment]`. Positions are byte offsets into the line.
public struct Line {
  /// The line as it was typed.
  public let bytes: [UInt8]
  /// Without its comment and the spaces around.
  public var text: Range<Int> = 0..<0
  /// The name behind the `@`.
  public var thread: Range<Int>?
  /// The name before the `=`.
  public var name: Range<Int>?
  /// The command.
  public var command: Range<Int> = 0..<0
  /// The arguments.
  public var words: [Word] = []

  /// More words than any call takes: a line of a megabyte is told so instead of being worked through.
  public static let maximumWords = 4096

  /// A line that is not taken apart yet.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// The text as a record holds it.
  public var string: String { ByteText.string(bytes, text) }

  /// Where the arguments begin.
  public var argumentsStart: Int { Int(words.first?.start ?? Int32(text.upperBound)) }
}
