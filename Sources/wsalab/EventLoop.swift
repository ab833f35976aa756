import Children
import LineEditing
import Playground
import Storage
import Views

/// A session at a terminal: one loop over the keyboard, the network and signals, without a thread.
final class EventLoop {
  private let session: Session
  private let lines: TypedLines
  private var transcript: Transcript
  /// Makes a transcript for the terminal as it is.
  private let makeTranscript: () -> Transcript
  private let output: Output
  private let notices: Notices
  private let promptStyle: String
  private let signals: Int32
  private let teacher: Teacher
  /// Parts of the state that are kept in view, and the columns that there are for them.
  private let context: ContextPanes
  private let width: () -> Int
  private var isTerminated = false
  /// Looks for exercises that are saved; there while a lesson has one.
  private var watch: FileWatch?

  /// - Parameters:
  ///   - promptStyle: The SGR sequence of the prompt, or nothing.
  ///   - signals: The descriptor of caught signals.
  ///   - teacher: Takes the lessons that are begun here.
  init(
    session: Session, lines: TypedLines, transcript: @escaping () -> Transcript, output: Output, notices: Notices,
    promptStyle: String,
    signals: Int32, teacher: Teacher, context: ContextPanes, width: @escaping () -> Int
  ) {
    self.session = session
    self.lines = lines
    (self.transcript, makeTranscript) = (transcript(), transcript)
    self.output = output
    self.notices = notices
    self.promptStyle = promptStyle
    self.signals = signals
    self.teacher = teacher
    (self.context, self.width) = (context, width)
    session.caller.isInterrupted = { Signals.isInterrupted }
    lines.completer = { session.completions($0, cursor: $1) }
    // A hint is dimmed: where nothing is styled, it would look like what was typed.
    if !promptStyle.isEmpty { lines.hinter = { session.hint($0) } }
  }

  /// Runs until the session is left, and returns the process's exit status.
  func run() -> Int32 {
    while !session.isFinished, !isTerminated, !output.isBroken {
      if let line = session.nextScriptLine() {
        execute(line, echoes: true)
      } else if teacher.isBusy {
        teacher.goOn { execute($0, echoes: true, reaching: teacher.files) }
      } else if let line = lines.next() {
        take(line)
      } else if lines.isAtEnd {
        guard let rest = session.endOfLines() else { break }
        execute(rest, echoes: true)
      } else {
        wait()
      }
    }
    lines.stop()
    context.finish()
    teacher.finish()
    session.end()
    output.flush()
    // As a shell tells a process that SIGTERM ended.
    if isTerminated { return 128 + 15 }
    // A learner's mistakes are not failures.
    return teacher.isTeaching ? 0 : session.exitStatus
  }

  private var prompt: String {
    if session.continues { return TextView.continuation }
    return teacher.prompt ?? TextView.prompt(thread: session.nextThread)
  }

  /// A line was typed: it is run, or means something in a lesson.
  private func take(_ line: [UInt8]) {
    switch teacher.take(line) {
    case .run(let line): execute(line, echoes: isContinuingPaste, reaching: .person)
    case .proposed(let line):
      lines.remember(line)
      execute(line, echoes: true, reaching: teacher.files)
    case .taken: break
    }
  }

  /// The first line of a paste was echoed by readline; the next ones stand below the answer to those before them.
  private var isContinuingPaste = false

  /// Runs a line; `files` says which files it reaches, where it is not a line of a script.
  private func execute(_ line: [UInt8], echoes: Bool, reaching files: FileDoor? = nil) {
    if echoes { transcript.writeLine(line, thread: session.nextThread, to: output) }
    isContinuingPaste = true
    let step = Signals.allowingStops { session.run(line, reaching: files) }
    if Signals.isInterrupted { output.bytes.append(0x0A) }
    if let step { transcript.write(step, to: output) } else { transcript.writeComment(line, to: output) }
    Signals.allowingStops {
      transcript.writePrograms(
        {
          // What came of the line is seen while programs run; an answer beside which none does is shown in pages.
          if session.programsAreUnderWay { output.flush() }
          return session.nextProgramStep()
        }, to: output)
    }
    teacher.didRun(line, step)
    context.show(on: output, width: width())
    output.flush()
    notices.tellNew()
    takeSignals()
  }

  private func wait() {
    isContinuingPaste = false
    if !lines.isPrompting {
      lines.keepsEmptyLines = teacher.takesEmptyLines
      lines.keepsHistory = teacher.prompt == nil
      lines.turnsPages = teacher.isPaused
      lines.prompt(prompt, style: promptStyle)
    }
    if session.caller.exercises.isEmpty { watch = nil } else if watch == nil { watch = FileWatch() }
    // No descriptor is one that never becomes ready.
    let ready = Poll.wait([lines.descriptor, signals, watch?.descriptor ?? -1] + session.descriptors)
    if ready[1] { takeSignals() }
    if ready[2] { runSaved() }
    if ready[3...].contains(true) { serve() }
    if ready[0], lines.isPrompting { lines.read() }
  }

  /// What happens on the network while a line is typed is told above it.
  private func serve() {
    guard let step = session.serve() else { return }
    transcript.write(step, to: output)
    Signals.allowingStops { transcript.writePrograms(session.nextProgramStep, to: output) }
    context.show(on: output, width: width())
    teacher.wasPrintedOver()
    lines.printAbove(prompt: prompt, style: promptStyle) { output.flush() }
  }

  /// An exercise was saved: it is run, and the line that was being typed is given up.
  private func runSaved() {
    let names = (watch?.take() ?? []).filter { session.caller.exercises[$0] != nil }
    for name in names.sorted() {
      lines.interrupt()
      let program = Session.programName(name.split(separator: ".").first.map(String.init) ?? name)
      if session.isRunning(program: program) { execute(Array("stop \(program)".utf8), echoes: true, reaching: .person) }
      execute(Array("run \(name)".utf8), echoes: true, reaching: .person)
    }
  }

  private func takeSignals() {
    let came = Signals.take()
    if came.contains(.terminate) { isTerminated = true }
    if came.contains(.interrupt) { interrupt() }
    if came.contains(.resize) {
      context.resize()
      lines.resize()
      transcript = makeTranscript()
    }
    if came.contains(.stop) { lines.suspended { Signals.stopProcess() } }
  }

  /// Gives up the line that is being typed, and those that were pasted or came with a script and did not run yet.
  private func interrupt() {
    lines.interrupt()
    teacher.interrupt()
    while session.nextScriptLine() != nil {}
    session.dropOpenLines()
  }
}
