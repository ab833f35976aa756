import Playground

/// Reads the lines of a `predict` or a `goal` block: text, then parts that each begin with a word and may go on in
/// indented lines. All faults of a block are found, not only the first.
struct PartParser {
  /// A line of the block without its indentation by the fence.
  struct Line {
    let number: Int
    let text: String
  }

  /// A part: `hint Who may still send?`, with the lines that go on with it.
  struct Part {
    let line: Int
    let word: String
    var text: String
  }

  /// What a `goal` block says; its answer is found by who reads the file.
  struct GoalText {
    let line: Int
    let task: String
    let parts: [Lesson.Claim]
    let hints: [String]
  }

  let path: String
  /// The line of the fence.
  let line: Int
  let lines: [Line]
  /// What is wrong with the block, found so far.
  private(set) var faults: [LessonError] = []

  init(path: String, line: Int, lines: [Line]) {
    (self.path, self.line, self.lines) = (path, line, lines)
  }

  /// The text before the first part, and the parts. A line of one of `words` begins a part.
  private mutating func parts(_ words: [String]) -> (text: String, parts: [Part]) {
    var text: [String] = []
    var parts: [Part] = []
    for line in lines {
      if let part = Self.part(line, words) {
        parts.append(part)
      } else if parts.isEmpty {
        text.append(line.text)
      } else if line.text.hasPrefix(" ") {
        parts[parts.count - 1].text += " " + Self.trimmed(line.text)
      } else if !line.text.isEmpty {
        fault(
          line.number,
          "\"\(Self.short(line.text))\" is not understood here; a line begins with \(Self.list(words)), "
            + "or goes on with the line before it and is indented")
      }
    }
    return (Self.trimmed(text.joined(separator: "\n")), parts)
  }

  private static func part(_ line: Line, _ words: [String]) -> Part? {
    let rest = line.text.drop { $0 == " " }
    for word in words where rest.hasPrefix(word + " ") || rest == word {
      // Only `when` belongs to the line above it and is indented.
      guard rest.count == line.text.count || word == "when" else { continue }
      return Part(line: line.number, word: word, text: trimmed(String(rest.dropFirst(word.count))))
    }
    return nil
  }

  private static func list(_ words: [String]) -> String {
    let quoted = words.map { "\"\($0)\"" }
    return quoted.count < 2 ? quoted.joined() : quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
  }

  /// Without spaces and newlines around.
  static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " || $0 == "\n" || $0 == "\t" }
    var end = start
    while let last = end.last, last == " " || last == "\n" || last == "\t" { end.removeLast() }
    return String(end)
  }

  private static func short(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }

  private mutating func fault(_ line: Int, _ message: String) {
    faults.append(LessonError(path: path, line: line, message))
  }

  // MARK: - A prediction

  /// A `predict` block; nil when something is wrong with it.
  mutating func prediction() -> Lesson.Prediction? {
    let (question, parts) = parts(["-", "when", "value"])
    if question.isEmpty { fault(line, "the predict block asks nothing; begin it with the question") }
    let answer = parts.first?.word == "value" ? value(parts) : choices(parts)
    guard faults.isEmpty, let answer else { return nil }
    return Lesson.Prediction(line: line, question: question, answer: answer)
  }

  private mutating func value(_ parts: [Part]) -> Lesson.Prediction.Answer? {
    if parts.count > 1 {
      fault(parts[1].line, "a prediction has one value line, or choices; not more than one value")
    }
    return parts.first.flatMap { claim($0, Statement.fault(inOperand:)) }.map { .value($0) }
  }

  private mutating func choices(_ parts: [Part]) -> Lesson.Prediction.Answer? {
    var choices: [Lesson.Prediction.Choice] = []
    var count = 0
    for (index, part) in parts.enumerated() {
      switch part.word {
      case "-":
        count += 1
        if let choice = choice(part, below: index + 1 < parts.count ? parts[index + 1] : nil) { choices.append(choice) }
      case "when" where index == 0 || parts[index - 1].word != "-":
        fault(part.line, "\"when\" belongs below a choice, a line that begins with \"- \"")
      case "when": continue
      default: fault(part.line, "a prediction has choices or a value, not both")
      }
    }
    if !(2...6).contains(count) { fault(line, Self.wrongCount(count)) }
    return .choices(choices)
  }

  private mutating func choice(_ part: Part, below next: Part?) -> Lesson.Prediction.Choice? {
    if part.text.isEmpty { fault(part.line, "this choice has no text") }
    guard let next, next.word == "when" else {
      fault(part.line, "this choice does not say when it is right; put a line below: when last.return == 0")
      return nil
    }
    return claim(next, Statement.fault(in:)).map { Lesson.Prediction.Choice(text: part.text, when: $0) }
  }

  private static func wrongCount(_ count: Int) -> String {
    count == 0
      ? "the predict block has no answer; give choices (\"- text\" with \"when STATEMENT\" below), or \"value OPERAND\""
      : "a prediction has 2 to 6 choices, not \(count)"
  }

  // MARK: - A goal

  /// A `goal` block; nil when something is wrong with it.
  mutating func goal() -> GoalText? {
    let (task, parts) = parts(["reach", "hint"])
    if task.isEmpty { fault(line, "the goal block says nothing; begin it with what is to be reached") }
    var claims: [Lesson.Claim] = []
    var hints: [String] = []
    for part in parts {
      if part.word == "reach" {
        if let claim = claim(part, Statement.fault(in:)) { claims.append(claim) }
      } else {
        if part.text.isEmpty { fault(part.line, "this hint is empty") }
        hints.append(part.text)
      }
    }
    if !parts.contains(where: { $0.word == "reach" }) {
      fault(line, "the goal has nothing to reach; add a line such as: reach b.data == \"Bye\"")
    }
    if hints.count < 2 {
      fault(
        line,
        "the goal has \(hints.isEmpty ? "no hint" : "one hint"); give two (\"hint TEXT\"), "
          + "a gentle one and a direct one; the answer is the third")
    }
    return faults.isEmpty ? GoalText(line: line, task: task, parts: claims, hints: hints) : nil
  }

  /// A statement or an operand, when it is written as one.
  private mutating func claim(_ part: Part, _ findFault: ([UInt8]) -> String?) -> Lesson.Claim? {
    if let found = findFault(Array(part.text.utf8)) {
      fault(part.line, found)
      return nil
    }
    return Lesson.Claim(line: part.line, text: part.text)
  }
}
