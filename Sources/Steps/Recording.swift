/// One entry of a recorded session.
public enum RecordedEntry: Equatable, Sendable {
  /// A line that holds a command, or what happened between lines (number 0).
  case step(Step)
  /// A line that holds none: a comment, as typed.
  case comment(Bytes)
  /// A block of a lesson begins.
  case block
  /// What a lesson says between its blocks, in Markdown.
  case prose(String)
  /// What a lesson has asked before the step in front of this entry.
  case prediction(PredictionRecord)
}

/// A question of a lesson that a step has answered.
public struct PredictionRecord: Equatable, Sendable {
  /// The question, in Markdown.
  public var question: String
  /// What may be chosen, in Markdown; empty where a value was asked for.
  public var choices: [String]
  /// The place of the right choice, from 0; nil where none holds.
  public var right: Int?
  /// The value that was asked for, as text.
  public var value: String?

  /// A question from its parts.
  public init(question: String, choices: [String] = [], right: Int? = nil, value: String? = nil) {
    (self.question, self.choices, self.right, self.value) = (question, choices, right, value)
  }
}

/// A session as it is told, for what can be made of it later. Memory is bounded: of a very long one the beginning and the
/// end are kept.
public final class Recording {
  /// How many entries are kept at most.
  public static let most = 100_000
  /// How many entries there are before the ones that are missing.
  private static let first = most / 2

  private var head: [RecordedEntry] = []
  private var tail: [RecordedEntry] = []
  /// How many entries in the middle were not kept.
  public private(set) var missing = 0

  /// A recording of nothing yet.
  public init() {}

  /// The entries, in order.
  public var entries: [RecordedEntry] { tail.isEmpty ? head : head + tail }
  /// Where entries are missing, as a place in `entries`; nil when all are there.
  public var gap: Int? { missing > 0 ? head.count : nil }

  /// The heading with which a lesson begins; nil where none does.
  public var heading: String? {
    guard case .prose(let text)? = head.first, text.hasPrefix("# ") else { return nil }
    return text.dropFirst(2).split(separator: "\n").first.map(String.init)
  }

  /// Notes what comes next.
  public func append(_ entry: RecordedEntry) {
    guard head.count >= Self.first else { return head.append(entry) }
    tail.append(entry)
    guard tail.count >= 2 * (Self.most - Self.first) else { return }
    missing += tail.count / 2
    tail.removeFirst(tail.count / 2)
  }
}
