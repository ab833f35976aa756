import Steps
import TerminalText

/// How a transcript looks.
public struct TextOptions: Sendable {
  /// Columns that nothing but a typed line exceeds; at least so many as a ladder needs.
  public var width = 80
  /// Two states and an arrow with its numbers.
  public static let leastWidth = 56
  /// Whether colours are written. The text is the same without them.
  public var color = false
  /// What a step is told with.
  public var form = Form.drawn

  /// What a step is told with.
  public enum Form: Sendable {
    /// Lines and arrows of Unicode.
    case drawn
    /// The same with characters of ASCII, which are one column wide everywhere.
    case ascii
    /// Sentences, one a fact (`SpokenView`).
    case spoken
  }

  /// 80 columns without colour: what lessons hold.
  public init() {}
  /// Options from their parts.
  public init(width: Int = 80, color: Bool = false, form: Form = .drawn) {
    (self.width, self.color, self.form) = (width, color, form)
  }
}

/// Steps as a transcript for people: the call in C, what it returned, what changed, the packets, what came of it.
///
/// A step's lines stand in sections: the result (with the sockets whose state changed), the packets, other changes,
/// what happened on blocked threads, what is held, warnings, what programs did. An empty line stands between two sections. It also ends every step that
/// prints more than its result, where the result is the call with its value and its error. The bytes follow from the
/// step alone, so that an interactive session, a replay and a lesson print the same.
public struct TextView {
  let options: TextOptions

  /// A view without any state but its options.
  public init(_ options: TextOptions) { self.options = options }

  /// The prompt of a thread: `wsa> ` for main, ` t2> ` for another.
  public static func prompt(thread: String) -> String {
    thread == "main" ? "wsa> " : String(repeating: " ", count: max(0, 3 - thread.utf8.count)) + thread + "> "
  }

  /// The prompt of a line that goes on with text of C: as wide as that of main.
  public static let continuation = "...> "

  /// Appends the prompt and a line as a replay echoes it: `wsa> bind l 127.0.0.1:7777` and a newline.
  public func writeLine(_ raw: [UInt8], thread: String, into out: inout [UInt8]) {
    TextBuffer.write(color: options.color, into: &out) { Self.write(raw, thread: thread, &$0) }
  }

  private static func write(_ raw: [UInt8], thread: String, _ text: inout TextBuffer) {
    text.append(trusted: TextView.prompt(thread: thread), .quiet)
    text.styled(.command) { $0.append(escaping: raw) }
    text.newline()
  }

  /// What `writeLine` and `write` append, with its styles beside it: for what is no terminal. A step that came of no line
  /// is given none.
  public func styled(_ step: Step, line: (text: [UInt8], thread: String)? = nil) -> StyledText {
    var text = TextBuffer(color: true)
    if let line { Self.write(line.text, thread: line.thread, &text) }
    var page = Page(options, text: text)
    page.write(step)
    return page.text.styled
  }

  /// Appends everything a step has to tell, after its line.
  public func write(_ step: Step, into out: inout [UInt8]) {
    let options = options
    if options.form == .spoken { return SpokenView().write(step, into: &out) }
    let start = out.count
    defer { if options.form == .ascii { ASCIIForm.replace(in: &out, from: start) } }
    TextBuffer.write(color: options.color, into: &out) { text in
      var page = Page(options, text: text)
      text = TextBuffer()
      page.write(step)
      text = page.text
    }
  }
}

extension Page {
  /// The sections of a step, and the empty lines between and after them.
  mutating func write(_ step: Step) {
    let start = lines
    writeResult(step)
    let hasMoreThanResult = writeSections(step, isFirst: lines == start)
    if hasMoreThanResult || !step.routines.isEmpty || endsWithBlank(step.body) { blank() }
  }

  /// Every section after the result. Returns whether there was one.
  private mutating func writeSections(_ step: Step, isFirst: Bool) -> Bool {
    var sections = Sections(isFirst: isFirst)
    writeSockets(step.changes, &sections)
    sections.between(&self, step.packets.isEmpty && !step.tellsInside) {
      $0.writeTrace(step)
      $0.writeStates(step)
      $0.writeInside(step)
    }
    sections.between(&self, step.finished.isEmpty && !step.changes.contains { !$0.isSocket }) {
      $0.writeFinished(step.finished)
      $0.writeChanges(step.changes)
    }
    sections.between(&self, step.aftermath.isEmpty) { $0.writeAftermath(step.aftermath) }
    sections.between(&self, step.held.isEmpty) { $0.writeHeld(step.held) }
    sections.between(&self, step.warnings.isEmpty) { $0.writeWarnings(step.warnings) }
    sections.between(&self, step.programs.isEmpty) { $0.writePrograms(step.programs) }
    return sections.count > 0
  }

  /// The state of sockets stands with the result, without an empty line before it.
  private mutating func writeSockets(_ changes: [Change], _ sections: inout Sections) {
    // Several stand in columns; a single one in those of the steps around it, as far as its name allows.
    var (count, widest) = (0, 0)
    for case .socket(let name, _) in changes { (count, widest) = (count + 1, max(widest, min(name.utf8.count, 16))) }
    if count == 1, widest <= 4 { widest = 0 }
    for case .socket(let name, let state) in changes {
      writeSocket(name, state, nameColumns: widest)
      sections.count += 1
      sections.isFirst = false
    }
  }

  /// Whether a body is more than a result by itself.
  private func endsWithBlank(_ body: StepBody) -> Bool {
    switch body {
    case .text, .held, .inFlight, .hosts, .madeHost, .trace, .plot, .machine: true
    case .objects(_, let declared): !declared
    default: false
    }
  }
}

/// Keeps the empty lines between the sections of a step.
private struct Sections {
  var isFirst: Bool
  var count = 0

  init(isFirst: Bool) { self.isFirst = isFirst }

  mutating func between(_ page: inout Page, _ isEmpty: Bool, _ write: (inout Page) -> Void) {
    if isEmpty { return }
    if !isFirst { page.blank() }
    isFirst = false
    count += 1
    write(&page)
  }
}
