import Playground
import Steps
import TerminalText

/// How a lesson that is taken looks: prose as it is, what the learner is to do beside a bar.
public struct TakingView: Sendable {
  /// The prose.
  public var markdown: MarkdownView

  /// A view of so many columns.
  public init(width: Int = 80, hasColor: Bool = false, links: LessonLinks = LessonLinks()) {
    markdown = MarkdownView(width: width, hasColor: hasColor) { links.note($0) }
  }

  private func prose(_ text: String) -> [MarkdownBlock] { MarkdownBlock.parse(Array(text.utf8)) }

  private func line(_ text: String, _ style: Style = .plain) -> [UInt8] {
    var buffer = TextBuffer(color: markdown.hasColor)
    buffer.styled(style) { $0.append(escaping: text) }
    return buffer.bytes
  }

  /// Words wrapped, in one style.
  func words(_ text: String, _ style: Style = .plain, indent: Int = 0) -> [[UInt8]] {
    var buffer = TextBuffer()
    buffer.append(escaping: text)
    var wrapped = TextBuffer()
    buffer.bytes.withUnsafeBufferPointer {
      wrapped.append(wrapping: $0, width: max(markdown.width - indent, 8), indent: 0)
    }
    return wrapped.bytes.split(separator: 0x0A).map { row in
      var out = TextBuffer(color: markdown.hasColor)
      out.spaces(indent)
      out.styled(style) { $0.append(row) }
      return out.bytes
    }
  }

  /// Lines beside a bar, below a heading.
  private func card(_ heading: String, _ style: Style, _ lines: [[UInt8]]) -> [[UInt8]] {
    ([line(heading, [.bold, style])] + lines).map { row in
      var text = TextBuffer(color: markdown.hasColor)
      text.append(trusted: row.isEmpty ? "│" : "│ ", style)
      text.append(row)
      return text.bytes
    }
  }

  /// The prose beside a bar.
  private var inner: MarkdownView { narrow.markdown }

  private var narrow: TakingView {
    var view = self
    view.markdown.width -= 2
    return view
  }

  // MARK: - What is asked

  /// A question with its choices.
  func question(_ prediction: Lesson.Prediction) -> [[UInt8]] {
    var lines = inner.lines(prose(prediction.question))
    guard case .choices(let choices) = prediction.answer else { return card("What will happen?", .magenta, lines) }
    lines.append([])
    for (index, choice) in choices.enumerated() {
      var narrow = inner
      narrow.width -= 5
      for (row, text) in narrow.lines(prose(choice.text)).enumerated() {
        lines.append(Array((row == 0 ? "  \(Letter.name(index))) " : "     ").utf8) + text)
      }
    }
    return card("What will happen?", .magenta, lines)
  }

  /// `a, b or c`.
  func choice(_ count: Int) -> String {
    let letters = (0..<count).map { Letter.name($0) }
    return letters.dropLast().joined(separator: ", ") + " or " + (letters.last ?? "")
  }

  /// The prompt behind which a prediction is answered.
  func prompt(_ prediction: Lesson.Prediction) -> String {
    guard case .choices(let choices) = prediction.answer else { return "your guess (Enter: don't know)> " }
    return "\(choice(choices.count)) (Enter: don't know)> "
  }

  /// A goal's task.
  func task(_ goal: Lesson.Goal) -> [[UInt8]] {
    let help = line("Any lines will do. hint helps, goal says what is missing.", .dim)
    return card("Your turn", .yellow, inner.lines(prose(goal.task)) + [[], help])
  }

  /// A goal's task in passing.
  func reminder(_ goal: Lesson.Goal) -> [[UInt8]] {
    let help = line("Stuck? Type hint, goal or skip.", .dim)
    return card("Still your turn", .yellow, inner.lines(prose(goal.task)) + [help])
  }

  /// Which parts of a goal are met, and what the others are instead.
  func parts(of goal: Lesson.Goal, in session: some TakenSession, _ words: String) -> [[UInt8]] {
    var lines = self.words(words)
    for part in goal.parts {
      switch session.judge(Array(part.text.utf8)) {
      case .holds: lines += self.words("met      \(part.text)", .green, indent: 2)
      case .fails(let seen): lines += self.words("not yet  \(part.text)   (\(seen))", .yellow, indent: 2)
      case .absent(let why), .malformed(let why):
        lines += self.words("not yet  \(part.text)   (\(why))", .yellow, indent: 2)
      }
    }
    return lines
  }

  /// A hint, of so many; the answer is the last.
  func hint(_ number: Int, of count: Int, _ text: String) -> [[UInt8]] {
    card("Hint \(number) of \(count)", .cyan, inner.lines(prose(text)))
  }

  /// The lines that reach a goal.
  func answer(_ number: Int, _ block: Lesson.Block) -> [[UInt8]] {
    let lines = block.commands.flatMap { narrow.words(String(decoding: $0.text, as: UTF8.self), .bold, indent: 2) }
    return card("Hint \(number) of \(number): the answer", .cyan, lines)
  }

  // MARK: - What is told

  /// A remark in passing.
  public func note(_ text: String) -> [[UInt8]] { words(text, .dim) }

  /// A goal is reached.
  func praise(_ text: String) -> [[UInt8]] { words(text, [.bold, .green]) }

  /// What came of a prediction.
  func outcome(_ outcome: Outcome) -> [[UInt8]] {
    // A choice is prose: with colour its marks are not wanted, as in the question.
    let text = markdown.hasColor && outcome.isProse ? outcome.text.filter { $0 != "`" } : outcome.text
    return words(text, outcome.isRight ? [.bold, .green] : outcome.isSaid ? [.bold, .yellow] : .bold)
  }

  /// The line above a prompt that says what an empty line does.
  public func proposal(_ command: [UInt8]) -> [UInt8] {
    var text = TextBuffer(color: markdown.hasColor)
    text.append("Enter types: ", .dim)
    let room = max(markdown.width - text.column, 8)
    text.styled(.bold) { $0.append(truncating: command, columns: room) }
    return text.bytes
  }

  /// The lines at a lesson's end.
  func end(of taking: Taking) -> [[UInt8]] {
    let score = taking.score
    var lines: [[UInt8]] = []
    if score.asked > 0 {
      let unsure = score.unsure > 0 ? ", \(score.unsure) left open" : ""
      lines += narrow.words("Predictions: \(score.right) of \(score.asked) right\(unsure).")
    }
    if score.goals > 0 {
      lines += narrow.words("Goals: \(score.reached) of \(score.goals) reached by lines of your own.")
    }
    return card("Finished: \(taking.lesson.title)", .green, lines)
  }
}

/// What is told of a link's target, where a page cannot be clicked.
public struct LessonLinks: Sendable {
  /// The folder of the lesson within its pack: `museum`, or empty.
  public var folder: String
  /// Links of a lesson in a folder of its pack.
  public init(folder: String = "") { self.folder = folder }

  /// `lesson 07` for `07-a-stream-has-no-messages.md`; a web address as it is; nil for other targets.
  func note(_ target: String) -> String? {
    if target.contains("://") { return target }
    let path = target.split(separator: "#").first.map(String.init) ?? ""
    guard path.hasSuffix(".md") else { return nil }
    let steps = path.split(separator: "/").map(String.init)
    guard let file = steps.last else { return nil }
    let number = file.prefix { ("0"..."9").contains($0) }
    guard !number.isEmpty else { return nil }
    let isUp = steps.contains("..")
    let inside = steps.dropLast().last { $0 != ".." && $0 != "." && $0 != "lessons" } ?? (isUp ? "" : folder)
    return "lesson " + (inside.isEmpty ? "" : inside + "/") + number
  }
}

extension TakingView {
  /// What a proposed command is: its line, its C function, its arguments.
  func help(_ command: [UInt8], _ lines: [TextLine]) -> [[UInt8]] {
    var rows: [[UInt8]] = []
    for line in lines {
      let style: Style = line.kind == .heading ? .bold : line.kind == .code ? .cyan : .plain
      rows += words(line.text, style, indent: line.kind == .item ? 2 : 0)
    }
    if rows.isEmpty { rows = note("Nothing more is known of it; Enter has it typed.") }
    return rows
  }
}
