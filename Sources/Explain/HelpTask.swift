import Language
import Steps

/// Something that one may want to do, and the ways to do it, each with lines that can be typed.
public struct HelpTask: Sendable {
  /// One way, and lines for it. They go with the lines of `HelpTask.setting`.
  public struct Way: Sendable {
    /// What it is, in a phrase.
    public let about: String
    /// Lines that can be typed.
    public let lines: [String]
    /// A way, with lines for it.
    public init(_ about: String, _ lines: String...) { (self.about, self.lines) = (about, lines) }
  }

  /// What one may want to do.
  public let title: String
  /// Other words for it; those that are not English are looked for as they stand.
  public let words: [String]
  /// The lesson about it.
  public let lesson: Course?
  /// How it is done: the usual way first.
  public let ways: [Way]

  /// A task with its ways; `words` are other words for it.
  public init(_ title: String, _ words: String, _ lesson: Course? = nil, _ ways: Way...) {
    self.title = title
    self.words = words.split(separator: " ").map(String.init)
    (self.lesson, self.ways) = (lesson, ways)
  }

  /// What the example lines take for granted: `l` listens, `c` is connected to it, and `a` is what accept gave.
  public static let setting = [
    "l = socket", "bind l 127.0.0.1:0", "listen l", "c = socket", "connect c l", "a = accept l",
  ]

  /// Every task.
  public static var all: [HelpTask] { [receiving, connecting, waiting, ending, looking].flatMap { $0 } }

  /// The task as it is shown.
  public var lines: [TextLine] {
    var lines = [TextLine(.heading, title)]
    for way in ways {
      lines.append(TextLine(.item, way.about))
      lines += way.lines.map { TextLine(.code, $0) }
    }
    let lesson = lesson.map { " Lesson \($0.rawValue)." } ?? ""
    lines.append(TextLine(.prose, "In the lines l listens, c is connected to it, and a is what accept gave.\(lesson)"))
    return lines
  }
}

extension HelpTask {
  private static let filler: Set<String> = [
    "a", "an", "the", "to", "of", "on", "in", "for", "and", "or", "is", "it", "i", "do", "does", "how", "can", "what",
    "with", "from", "my", "me", "that", "be", "want", "use", "using", "make", "at", "by", "get", "data", "socket",
    "bytes", "way", "should", "please", "one", "some", "are", "when",
  ]

  /// The tasks that a query may mean, the nearest first.
  public static func find(_ query: String) -> [HelpTask] {
    let lowered = query.lowercased()
    let asked = lowered.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
      .filter { !filler.contains($0) }.prefix(16)
    let scored = all.enumerated().map { place, task in
      (score: task.score(Array(asked), lowered), place: place, task: task)
    }
    let found = scored.filter { $0.score > 0 }.sorted { ($1.score, $0.place) < ($0.score, $1.place) }
    guard let best = found.first?.score else { return [] }
    return found.filter { $0.score * 2 > best }.map(\.task)
  }

  /// How well the task fits: the title's words count most, and half where they are misspelt. Words that the task knows
  /// nothing of count against it.
  private func score(_ asked: [String], _ query: String) -> Int {
    let own = title.lowercased().split { $0 == " " || $0 == "," }.map(String.init).filter { !Self.filler.contains($0) }
    var score = query == title ? 100 : 0
    for word in words where !word.utf8.allSatisfy({ $0 < 128 }) && query.contains(word) { score += 8 }
    for word in asked {
      if own.contains(where: { Self.same(word, $0) }) {
        score += 8
      } else if words.contains(where: { Self.same(word, $0) }) {
        score += 6
      } else if word.utf8.count > 3, Spelling.nearest(word, own + words) != nil {
        score += 3
      } else {
        score -= 2
      }
    }
    return score
  }

  /// The same word, or another form of it: `receive`, `receiving`, `received`.
  private static func same(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    guard a.utf8.count > 3, b.utf8.count > 3 else { return false }
    return stem(a) == stem(b)
  }

  private static func stem(_ word: String) -> String {
    for ending in ["ing", "ed", "es", "s", "e"] where word.utf8.count - ending.utf8.count >= 3 && word.hasSuffix(ending)
    {
      return String(word.dropLast(ending.count))
    }
    return word
  }
}
