/// A line of prose or code that help, explain and other commands print.
public struct TextLine: Sendable, Codable, Hashable {
  /// How a line is set: an item is `WORD  what it is`.
  public enum Kind: String, Sendable, Codable { case heading, prose, code, item }
  /// How this one is set.
  public var kind: Kind
  /// One line, without its newline; a view wraps it.
  public var text: String
  /// A line of a kind.
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}
