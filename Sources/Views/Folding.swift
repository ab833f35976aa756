import Steps

/// Calls that repeat, folded: of a call at one place of a source that ends each time as it did before, the first few are
/// shown, and the others are counted.
public struct Folding {
  /// So many of a kind are shown.
  static let shown = 3

  private var counts: [Key: Int] = [:]
  private var folded: [(label: String, count: Int, first: Step)] = []
  private var lastPrinted: [String: Int] = [:]

  private struct Key: Hashable {
    let file: String
    let line: Int
    let thread: String
    let outcome: String
  }

  /// Nothing has been shown yet.
  public init() {}

  /// What is to be shown of a step: nothing where it is folded; before another one, how many were.
  public mutating func take(_ step: Step) -> [Step] {
    guard isFolded(step) else { return rest() + [step] }
    return []
  }

  /// How many were folded since a step was shown last.
  public mutating func rest() -> [Step] {
    guard !folded.isEmpty else { return [] }
    // One that is counted takes as much room as one that is shown.
    let single = folded.filter { $0.count == 1 }.map(\.first)
    let lines = folded.filter { $0.count > 1 }.map { TextLine(.item, "\($0.count) more like it: \($0.label)") }
    folded.removeAll()
    return single + (lines.isEmpty ? [] : [Step(number: 0, thread: "main", line: "", body: .text(lines))])
  }

  private mutating func isFolded(_ step: Step) -> Bool {
    if case .printed(let pieces) = step.body {
      var isKnown = true
      for piece in pieces {
        let text = piece.program + ": " + String(decoding: piece.bytes.values.prefix(60), as: UTF8.self)
        lastPrinted[text, default: 0] += 1
        if lastPrinted[text, default: 0] <= Self.shown {
          isKnown = false
        } else {
          fold("\(text.split(separator: "\n").first ?? "")", step)
        }
      }
      if lastPrinted.count > 1000 { lastPrinted.removeAll() }
      return isKnown
    }
    if let resumed = Self.resumed(step) {
      let key = Key(file: "", line: 0, thread: resumed, outcome: "resumed")
      counts[key, default: 0] += 1
      guard counts[key, default: 0] > Self.shown else { return false }
      fold(resumed, step)
      return true
    }
    guard let source = step.source, source.line > 0, step.warnings.isEmpty, let outcome = outcome(step) else {
      return false
    }
    let key = Key(file: source.file, line: source.line, thread: step.thread, outcome: outcome)
    if counts.count > 1000 { counts.removeAll() }
    counts[key, default: 0] += 1
    guard counts[key, default: 0] > Self.shown else { return false }
    fold("\(source.file):\(source.line) \(step.line.prefix(40))", step)
    return true
  }

  /// A step that tells nothing but that calls returned which had blocked their threads.
  private static func resumed(_ step: Step) -> String? {
    guard step.number == 0, case .none = step.body, step.warnings.isEmpty, step.changes.isEmpty, step.packets.isEmpty,
      step.finished.isEmpty, !step.aftermath.isEmpty
    else { return nil }
    var words: [String] = []
    for one in step.aftermath {
      guard case .resumed(_, let thread, let record) = one else { return nil }
      words.append("\(thread) resumes: \(record.call)" + (record.error.map { " \($0.name)" } ?? ""))
    }
    return words.joined(separator: ", ")
  }

  private mutating func fold(_ label: String, _ step: Step) {
    if let place = folded.firstIndex(where: { $0.label == label }) {
      folded[place].count += 1
    } else {
      folded.append((label, 1, step))
    }
  }

  /// How a call ended, where it ended as such calls do: with another error, or another call that returned because of it,
  /// it is no repetition.
  private func outcome(_ step: Step) -> String? {
    let resumed = step.aftermath.map {
      switch $0 {
      case .resumed(_, let thread, let record): thread + record.call + (record.error?.name ?? "")
      case .routine(let run): run.routine
      }
    }
    switch step.body {
    case .call(let record): return (["\(record.call) \(record.error?.name ?? "")"] + resumed).joined(separator: " ")
    case .blocked(let call, _): return (["\(call) blocked"] + resumed).joined(separator: " ")
    default: return nil
    }
  }
}
