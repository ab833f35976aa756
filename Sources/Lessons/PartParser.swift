import Playground

/// Reads the lines of a `predict` or a `goal` block: text, then parts that each begin with a word and may go on in
/// indented lines.
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

  let path: String
  /// The line of the fence.
  let line: Int
  let lines: [Line]

  /// The text before the first part, and the parts. A line of one of `words` begins a part.
  func parts(_ words: [String]) throws(LessonError) -> (text: String, parts: [Part]) {
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
        throw LessonError(
          path: path, line: line.number,
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

  private func error(_ line: Int, _ message: String) -> LessonError { LessonError(path: path, line: line, message) }

  // MARK: - The two kinds

  /// A `predict` block.
  func prediction() throws(LessonError) -> Lesson.Prediction {
    let (question, parts) = try parts(["-", "when", "value"])
    guard !question.isEmpty else { throw error(line, "the predict block asks nothing; begin it with the question") }
    if let value = parts.first, value.word == "value" {
      guard parts.count == 1 else {
        throw error(parts[1].line, "a prediction has one value line, or choices; not more than one value")
      }
      return Lesson.Prediction(line: line, question: question, answer: .value(try operand(value)))
    }
    return Lesson.Prediction(line: line, question: question, answer: .choices(try choices(parts)))
  }

  private func choices(_ parts: [Part]) throws(LessonError) -> [Lesson.Prediction.Choice] {
    var choices: [Lesson.Prediction.Choice] = []
    for (index, part) in parts.enumerated() {
      switch part.word {
      case "-":
        guard index + 1 < parts.count, parts[index + 1].word == "when" else {
          throw error(part.line, "this choice does not say when it is right; put a line below: when last.return == 0")
        }
        guard !part.text.isEmpty else { throw error(part.line, "this choice has no text") }
        choices.append(.init(text: part.text, when: try statement(parts[index + 1])))
      case "when":
        guard index > 0, parts[index - 1].word == "-" else {
          throw error(part.line, "\"when\" stands below a choice, a line that begins with \"- \"")
        }
      default: throw error(part.line, "a prediction has choices or a value, not both")
      }
    }
    guard (2...6).contains(choices.count) else {
      throw error(
        line,
        choices.isEmpty
          ? "the predict block has no answer; give choices (\"- text\" with \"when STATEMENT\" below), or \"value OPERAND\""
          : "a prediction has 2 to 6 choices, not \(choices.count)")
    }
    return choices
  }

  /// What a `goal` block says; its answer is found by who reads the file.
  func goal() throws(LessonError) -> (task: String, parts: [Lesson.Claim], hints: [String]) {
    let (task, parts) = try parts(["reach", "hint"])
    guard !task.isEmpty else { throw error(line, "the goal block says nothing; begin it with what is to be reached") }
    var claims: [Lesson.Claim] = []
    var hints: [String] = []
    for part in parts {
      if part.word == "reach" { claims.append(try statement(part)) } else { hints.append(part.text) }
      if part.text.isEmpty { throw error(part.line, "this hint is empty") }
    }
    guard !claims.isEmpty else {
      throw error(line, "the goal has nothing to reach; add a line such as: reach b.data == \"Bye\"")
    }
    guard hints.count >= 2 else {
      throw error(
        line,
        "the goal has \(hints.count == 0 ? "no hint" : "one hint"); give two (\"hint TEXT\"), "
          + "a gentle one and a direct one; the answer is the third")
    }
    return (task, claims, hints)
  }

  private func statement(_ part: Part) throws(LessonError) -> Lesson.Claim {
    if let fault = Statement.fault(in: Array(part.text.utf8)) { throw error(part.line, fault) }
    return Lesson.Claim(line: part.line, text: part.text)
  }

  private func operand(_ part: Part) throws(LessonError) -> Lesson.Claim {
    if let fault = Statement.fault(inOperand: Array(part.text.utf8)) { throw error(part.line, fault) }
    return Lesson.Claim(line: part.line, text: part.text)
  }
}
