/// What was typed wrongly: where, what, and what would be right.
public struct UsageError: Error, Sendable {
  /// The sentence.
  public var message: String
  /// The column in the line, from 0 in bytes, and how many bytes it is about; nil when it is about the whole line.
  public var place: Range<Int>?
  /// What would be right: a usage line, or another spelling.
  public var hint: String?
  /// Whether it is only that something is not there, or not yet: an object that a statement speaks of.
  public var isAbsence = false
  /// An error from its parts.
  public init(_ message: String, at place: Range<Int>? = nil, hint: String? = nil) {
    self.message = message
    self.place = place
    self.hint = hint
  }
}
