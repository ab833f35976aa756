/// What was typed wrong: where, what, and what would be right.
public struct UsageError: Error, Sendable, Codable, Hashable {
  /// The sentence.
  public var message: String
  /// The place in the line in bytes from 0; nil when the whole line is meant.
  public var place: Range<Int>?
  /// What would be right: a usage line, or another spelling.
  public var hint: String?
  /// Whether the only problem is that something does not exist, or not yet: an object that an expression names. It
  /// matters to whoever evaluates the expression, and is not part of a record.
  public var isAbsence = false

  private enum CodingKeys: String, CodingKey { case message, place, hint }

  /// The same with its place counted from elsewhere.
  public func moved(by offset: Int) -> UsageError {
    var error = self
    error.place = place.map { max(0, $0.lowerBound + offset)..<max(0, $0.upperBound + offset) }
    return error
  }

  /// An error from its parts.
  public init(_ message: String, at place: Range<Int>? = nil, hint: String? = nil) {
    self.message = message
    self.place = place
    self.hint = hint
  }
}
