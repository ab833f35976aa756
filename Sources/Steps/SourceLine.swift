/// Where in a learner's program a call stands.
public struct SourceLine: Sendable, Codable, Hashable {
  /// The program's name.
  public var program: String
  /// The file's name; empty where it is not known.
  public var file: String
  /// The line, from 1; 0 where it is not known.
  public var line: Int
  /// What gets the call's value, as the source has it; empty where nothing does.
  public var target: String

  /// A line from its parts.
  public init(program: String, file: String, line: Int, target: String) {
    (self.program, self.file, self.line, self.target) = (program, file, line, target)
  }
}

/// A place in a source.
public struct SourcePlace: Sendable, Codable, Hashable {
  /// The file's name.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The function's name.
  public var function: String

  /// A place from its parts.
  public init(file: String, line: Int, function: String) {
    (self.file, self.line, self.function) = (file, line, function)
  }
}

/// What a learner's program has written.
public struct PrintedText: Sendable, Codable, Hashable {
  /// The program's name.
  public var program: String
  /// Whether it was written to standard error.
  public var isError: Bool
  /// The bytes, as they were written.
  public var bytes: Bytes

  /// A text from its parts.
  public init(program: String, isError: Bool, bytes: Bytes) {
    (self.program, self.isError, self.bytes) = (program, isError, bytes)
  }
}
