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
  private let most: Int

  private var head: [RecordedEntry] = []
  private var headWeight = 0
  /// The end, each entry with its weight.
  private var tail: [(entry: RecordedEntry, weight: Int)] = []
  private var tailWeight = 0
  /// How many entries in the middle were not kept.
  public private(set) var missing = 0

  /// A recording of nothing yet. `most` is how much is kept of the beginning, and of the end at least, in units of about 400
  /// bytes: 100 MB each where nothing else is asked for.
  public init(most: Int = 250_000) { self.most = most }

  /// The entries, in order.
  public var entries: [RecordedEntry] { tail.isEmpty ? head : head + tail.map(\.entry) }

  /// The heading with which a lesson begins; nil where none does.
  public var heading: String? {
    guard case .prose(let text)? = head.first, text.hasPrefix("# ") else { return nil }
    return text.dropFirst(2).split(separator: "\n").first.map(String.init)
  }

  /// Notes what comes next.
  public func append(_ entry: RecordedEntry) {
    let weight = entry.weight
    guard !tail.isEmpty || headWeight + weight > most else {
      headWeight += weight
      return head.append(entry)
    }
    tail.append((entry, weight))
    tailWeight += weight
    // Twice as much is let gather, so that what is moved up is moved seldom.
    guard tailWeight > 2 * most, tail.count > 1 else { return }
    var count = 0
    while tailWeight > most, count < tail.count - 1 {
      tailWeight -= tail[count].weight
      count += 1
    }
    missing += count
    tail.removeFirst(count)
  }
}

extension RecordedEntry {
  /// About how much memory it takes, in units of 400 bytes.
  fileprivate var weight: Int {
    switch self {
    case .step(let step): step.weight
    case .comment(let bytes): 1 + bytes.count / 400
    case .block, .prediction: 1
    case .prose(let text): 1 + text.utf8.count / 400
    }
  }
}

extension Step {
  fileprivate var weight: Int {
    var weight = 2 + line.utf8.count / 400
    switch body {
    case .printed(let texts): weight += texts.reduce(0) { $0 + $1.bytes.count } / 400
    case .machine(let objects, _), .objects(let objects, _): weight += objects.reduce(0) { $0 + $1.state.weight }
    case .trace(let packets, _): weight += packets.count
    default: break
    }
    guard hasConsequences else { return weight }
    weight += packets.count + finished.count + held.count
    for case .buffer(_, let change) in changes { weight += 1 + change.memory.count / 400 }
    for routine in routines { for line in routine.lines { weight += line.weight } }
    for case .routine(let routine) in aftermath { for line in routine.lines { weight += line.weight } }
    for program in programs { weight += program.calls.count }
    return weight
  }
}

extension ObjectState {
  fileprivate var weight: Int {
    if case .buffer(_, let memory, _) = self { 1 + memory.count / 400 } else { 1 }
  }
}
