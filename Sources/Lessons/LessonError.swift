/// What is wrong with a lesson's file: where, what, and what would be right.
public struct LessonError: Error, Sendable, Equatable {
  /// The file as it was named.
  public var path: String
  /// From 1; 0 when it is about the whole file.
  public var line: Int
  /// One sentence: what is wrong; what would be right.
  public var message: String
  /// Whether a file of that name is there and was not to be replaced.
  public var isThere = false

  /// An error from its parts.
  public init(path: String, line: Int = 0, _ message: String, isThere: Bool = false) {
    self.isThere = isThere
    self.path = path
    self.line = line
    self.message = message
  }

  /// `lessons/01.md:12: what is wrong; what would be right`.
  public var description: String {
    line > 0 ? "\(path):\(line): \(message)" : "\(path): \(message)"
  }
}
