import Children
import Lessons
import LineEditing
import Playground
import Storage
import Views

/// A session at a terminal: one loop over the keyboard, the network and signals, without a thread.
final class EventLoop: SessionLoop {
  let lines: LineRun
  private let typed: TypedLines
  /// Makes a transcript for the terminal as it is.
  private let makeTranscript: () -> Transcript
  let output: Output
  private let notices: Notices
  private let promptStyle: String
  private let signals: Int32
  private let teacher: Teacher
  /// Parts of the state that are kept in view, and the columns that there are for them.
  private let context: ContextPanes
  private let width: () -> Int
  private(set) var isEnded = false
  /// Looks for exercises that are saved; there while a lesson has one.
  private var watch: FileWatch?

  /// - Parameters:
  ///   - promptStyle: The SGR sequence of the prompt, or nothing.
  ///   - signals: The descriptor of caught signals.
  ///   - teacher: Takes the lessons that are begun here.
  init(
    session: Session, typed: TypedLines, transcript: @escaping () -> Transcript, output: Output, notices: Notices,
    promptStyle: String, signals: Int32, teacher: Teacher, context: ContextPanes, width: @escaping () -> Int
  ) {
    lines = LineRun(session: session, transcript: transcript(), output: output)
    self.typed = typed
    makeTranscript = transcript
    self.output = output
    self.notices = notices
    self.promptStyle = promptStyle
    self.signals = signals
    self.teacher = teacher
    (self.context, self.width) = (context, width)
    session.caller.isInterrupted = { Signals.isInterrupted }
    typed.completer = { session.completions($0, cursor: $1) }
    // A hint is dimmed: where nothing is styled, it would look like what was typed.
    if !promptStyle.isEmpty { typed.hinter = { session.hint($0) } }
  }

  /// Runs until the session is left, and returns the process's exit status.
  func run() -> Int32 {
    loop()
    typed.stop()
    context.finish()
    teacher.finish()
    session.end()
    output.flush()
    // As a shell tells a process that SIGTERM ended.
    return isEnded ? 128 + 15 : status
  }

  private var session: Session { lines.session }
  var source: any LineSource { typed }
  var lessons: Teacher? { teacher }

  private var prompt: String {
    if session.continues { return TextView.continuation }
    return teacher.prompt ?? TextView.prompt(thread: session.nextThread)
  }

  /// A line was typed: it is run, or means something in a lesson.
  func take(_ line: [UInt8]) {
    switch teacher.take(line) {
    case .run(let line): execute(line, echoes: isContinuingPaste, reaching: .person)
    case .proposed(let line):
      typed.remember(line)
      execute(line, echoes: true, reaching: teacher.files)
    case .taken: break
    }
  }

  /// The first line of a paste was echoed by readline; the next ones stand below the answer to those before them.
  private var isContinuingPaste = false

  func execute(_ line: [UInt8], reaching files: FileDoor?) { execute(line, echoes: true, reaching: files) }

  /// Runs a line; `files` says which files it reaches, where it is not a line of a script.
  private func execute(_ line: [UInt8], echoes: Bool, reaching files: FileDoor? = nil) {
    isContinuingPaste = true
    var isFirst = true
    let step = Signals.allowingStops {
      lines.run(line, echoes: echoes, reaching: files) { [output] _ in
        if isFirst, Signals.isInterrupted { output.bytes.append(0x0A) }
        isFirst = false
      } pause: {
        // What came of the line is seen while programs run; an answer beside which none does is shown in pages.
        if session.programsAreUnderWay { output.flush() }
      }
    }
    teacher.didRun(line, step)
    context.show(on: output, width: width())
    output.flush()
    notices.tellNew()
    takeSignals()
  }

  func wait() {
    isContinuingPaste = false
    if !typed.isPrompting {
      typed.keepsEmptyLines = teacher.takesEmptyLines
      typed.keepsHistory = teacher.prompt == nil
      typed.turnsPages = teacher.isPaused
      typed.prompt(prompt, style: promptStyle)
    }
    if session.caller.exercises.isEmpty { watch = nil } else if watch == nil { watch = FileWatch() }
    // No descriptor is one that never becomes ready.
    let ready = Poll.wait([typed.descriptor, signals, watch?.descriptor ?? -1] + session.descriptors)
    if ready[1] { takeSignals() }
    if ready[2] { runSaved() }
    if ready[3...].contains(true) { serve() }
    if ready[0], typed.isPrompting { typed.read() }
  }

  /// What happens on the network while a line is typed is told above it.
  private func serve() {
    guard Signals.allowingStops(lines.serve) else { return }
    context.show(on: output, width: width())
    teacher.wasPrintedOver()
    typed.printAbove(prompt: prompt, style: promptStyle) { output.flush() }
  }

  /// An exercise was saved: it is run, and the line that was being typed is given up.
  private func runSaved() {
    let names = (watch?.take() ?? []).filter { session.caller.exercises[$0] != nil }
    for name in names.sorted() {
      typed.interrupt()
      let program = Session.programName(name.split(separator: ".").first.map(String.init) ?? name)
      if session.isRunning(program: program) { execute(Array("stop \(program)".utf8), echoes: true, reaching: .person) }
      execute(Array("run \(name)".utf8), echoes: true, reaching: .person)
    }
  }

  private func takeSignals() {
    let came = Signals.take()
    if came.contains(.terminate) { isEnded = true }
    if came.contains(.interrupt) { interrupt() }
    if came.contains(.resize) {
      context.resize()
      typed.resize()
      lines.transcript = makeTranscript()
    }
    if came.contains(.stop) { typed.suspended { Signals.stopProcess() } }
  }

  /// Gives up the line that is being typed, and those that were pasted or came with a script and did not run yet.
  private func interrupt() {
    typed.interrupt()
    teacher.interrupt()
    while session.nextScriptLine() != nil {}
    session.dropOpenLines()
  }
}
