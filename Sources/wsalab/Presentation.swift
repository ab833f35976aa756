import Lessons
import LineEditing
import Playground
import Steps
import TerminalText
import Views

/// A lesson for a projector: one step a page, back and forth, what was before it dimmed.
struct Presentation {
  let program: Program

  /// One page: what a lesson says before a step, and the step.
  private struct Page {
    var prose: [String] = []
    var lines: [[UInt8]] = []
    /// The lines without styles, for when the page stands above the next one.
    var plainLines: [[UInt8]] = []
    /// A question before the step is a page of its own.
    var isQuestion = false
  }

  /// Shows a lesson until it is left. Returns the exit status.
  func run(_ choice: Learn.Choice) -> Int32 {
    var status: Int32 = 2
    var pages: [Page] = []
    _ = program.withSession { session, _ in
      do throws(LessonError) {
        let lesson = try choice.library.lesson(choice.entry)
        session.caller.files = choice.entry.path.map { .script(at: $0) } ?? .closed
        try Replay.record(lesson, session: session)
        pages = self.pages(session.caller.recording?.entries ?? [])
        status = 0
      } catch {
        Output.complain(error.description)
      }
      session.end()
      return status
    }
    guard status == 0, !pages.isEmpty else { return status }
    guard program.isTerminal, let keys = PageKeys() else {
      for place in pages.indices { program.output.bytes += text(pages, place, rows: nil) }
      program.output.flush()
      return program.output.isBroken ? 1 : 0
    }
    turn(pages, keys)
    return 0
  }

  private func turn(_ pages: [Page], _ keys: PageKeys) {
    var place = 0
    while !program.output.isBroken {
      let rows = TerminalSize(of: 1)?.rows ?? 24
      program.output.write(Array("\u{1B}[H\u{1B}[2J".utf8) + text(pages, place, rows: rows))
      switch keys.next() {
      case .forward: place = min(place + 1, pages.count - 1)
      case .back: place = max(place - 1, 0)
      case .first: place = 0
      case .last: place = pages.count - 1
      case .quit:
        program.output.write([0x0a])
        return
      case .other: break
      }
    }
  }

  // MARK: - Pages

  private func pages(_ entries: [RecordedEntry]) -> [Page] {
    let view = TextView(program.presentedText)
    var options = program.presentedText
    options.color = false
    let plain = TextView(options)
    var (pages, page, thread): ([Page], Page, String) = ([], Page(), "main")
    for entry in entries {
      switch entry {
      case .prose(let text): page.prose.append(text)
      case .prediction(let asked):
        // It was asked before the step that stands in front of this entry.
        var question = Page(isQuestion: true)
        question.prose = (pages.last?.prose ?? []) + ["**What will happen?** " + asked.question]
        question.prose += asked.choices.enumerated().map {
          "\(Character(UnicodeScalar(97 + UInt8($0.offset % 26))))) \($0.element)"
        }
        guard let step = pages.popLast() else { continue }
        var answered = step
        answered.prose =
          asked.right.map { ["Right: \(asked.choices[$0])"] } ?? asked.value.map { ["It is \($0)."] } ?? []
        pages += [question, answered]
      case .step(let step):
        page.lines = Self.lines(of: step, thread, view)
        page.plainLines = Self.lines(of: step, thread, plain)
        if let next = step.nextThread { thread = next }
        pages.append(page)
        page = Page()
      default: continue
      }
    }
    if !page.prose.isEmpty { pages.append(page) }
    return pages
  }

  private static func lines(of step: Step, _ thread: String, _ view: TextView) -> [[UInt8]] {
    var bytes: [UInt8] = []
    if step.number > 0, step.source == nil {
      view.writeLine(step.typed?.values ?? Array(step.line.utf8), thread: thread, into: &bytes)
    }
    view.write(step, into: &bytes)
    var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map { Array($0) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private func body(_ page: Page, isPlain: Bool = false) -> [[UInt8]] {
    let options = program.presentedText
    let markdown = MarkdownView(width: options.width, hasColor: options.color && !isPlain)
    let prose = page.prose.flatMap { markdown.lines(MarkdownBlock.parse($0.utf8)) + [[]] }
    return prose + (isPlain ? page.plainLines : page.lines)
  }

  /// A page with as much of the one before it, dimmed, as finds room above.
  private func text(_ pages: [Page], _ place: Int, rows: Int?) -> [UInt8] {
    let body = body(pages[place])
    var out: [UInt8] = []
    if let rows, place > 0 {
      let room = max(rows - body.count - 3, 0)
      let before = self.body(pages[place - 1], isPlain: true).suffix(room)
      for line in before { out += Array("\u{1B}[2m".utf8) + line + Array("\u{1B}[0m\r\n".utf8) }
      if !before.isEmpty { out += Array("\r\n".utf8) }
    }
    let end: [UInt8] = rows == nil ? [0x0a] : [0x0d, 0x0a]
    let shown = rows.map { body.suffix(max($0 - 2, 1)) } ?? body[...]
    for line in shown { out += line + end }
    if rows != nil { out += Array("\r\n\(place + 1) of \(pages.count)".utf8) } else { out += end }
    return out
  }
}
