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
  /// What the program is compiled of: in its first step alone.
  public var files: [SourceFile]

  /// A line from its parts.
  public init(program: String, file: String, line: Int, target: String, files: [SourceFile] = []) {
    (self.program, self.file, self.line, self.target) = (program, file, line, target)
    self.files = files
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

/// A file of a program as it was compiled.
public struct SourceFile: Sendable, Codable, Hashable {
  /// Its name, without a folder.
  public var name: String
  /// Its text.
  public var text: String

  /// A file from its parts.
  public init(name: String, text: String) { (self.name, self.text) = (name, text) }
}
