import Lessons
import LineEditing
import Playground
import Storage
import Steps
import TerminalText
import Views

/// Takes a learner through a lesson in a session: the lesson says what to show and what to wait for, this shows it, and
/// keeps what has been done.
final class Teacher {
  let session: Session
  let screen: Screen
  let text: TextOptions
  /// Where progress is kept; opened when it is first asked for.
  let progress: ProgressFile
  /// Whether the session is told as text; records leave no room for prose.
  let isText: Bool
  /// What `lesson NAME` chooses from.
  lazy var library = Library.own

  /// The lesson under way.
  var course: Course?
  /// What begins once the current line is done.
  var chosen: Course?
  var isLeaving = false
  var isIntroduced = false
  /// The lines of the session that was left for a lesson.
  var earlier: [(bytes: [UInt8], waitedInVain: Bool)]?

  /// What is waited for; nil while there is something to be done.
  var wait: Taking.Wait?
  /// Whether a screenful waits to be read.
  var isPaused = false
  /// Whether the current line was typed while a screenful waited.
  private var cutsIn = false
  /// Rows above the prompt that an empty line takes back.
  private var rowsAbove = 0

  /// A lesson with its place in its library.
  struct Course {
    let library: Library
    let entry: Library.Entry
    var taking: Taking
  }

  init(session: Session, screen: Screen, text: TextOptions, isText: Bool, progress: ProgressFile) {
    (self.session, self.screen, self.text, self.progress) = (session, screen, text, progress)
    self.isText = isText
    session.caller.guide = self
  }

  func view(_ entry: Library.Entry) -> TakingView {
    TakingView(width: screen.columns(text.width), hasColor: text.color, links: LessonLinks(folder: entry.folder))
  }

  /// Chooses a lesson; it begins with the next `goOn`.
  func choose(_ entry: Library.Entry, in library: Library) throws(LessonError) {
    let lesson = try library.lesson(entry)
    var taking = Taking(lesson, view: view(entry))
    taking.name = entry.short
    chosen = Course(library: library, entry: entry, taking: taking)
    wait = nil
  }

  /// Which files a line of the lesson under way reaches: it reads those of its own folder, and writes none.
  var files: FileDoor {
    course?.entry.path.map { .script(at: $0) } ?? .closed
  }

  // MARK: - The loop's side

  /// The prompt of a question, and of a screenful that waits; nil where the session's own stands.
  var prompt: String? {
    if isPaused { return "-- Enter goes on, q ends -- " }
    if case .answer(let prompt)? = wait { return prompt }
    return nil
  }

  /// Whether there is something to show or to run before a line is typed.
  var isBusy: Bool { chosen != nil || isLeaving || course != nil && wait == nil && !isPaused }

  /// Shows and runs everything up to where a line has to be typed. `run` echoes a line and runs it.
  func goOn(_ run: ([UInt8]) -> Void) {
    if isLeaving { goBack() }
    if let chosen { begin(chosen) }
    while course != nil, wait == nil, !session.isFinished, !screen.isBroken {
      guard screen.show() else {
        isPaused = true
        return
      }
      step(run)
    }
  }

  private func step(_ run: ([UInt8]) -> Void) {
    guard var course else { return }
    course.taking.view = view(course.entry)
    let next = course.taking.next(in: session)
    self.course = course
    switch next {
    case .show(let lines): screen.add(lines)
    case .run(let line): run(line)
    case .wait(let wait):
      self.wait = wait
      keep()
      propose(wait)
    }
  }

  private func propose(_ wait: Taking.Wait) {
    guard let course else { return }
    switch wait {
    case .command(let line), .goal(.some(let line)):
      rowsAbove = screen.writeAbovePrompt(view(course.entry).proposal(line))
    case .end: rowsAbove = screen.writeAbovePrompt(farewell(course))
    case .goal(nil), .answer: rowsAbove = 0
    }
  }

  /// What stands above the prompt of a finished lesson.
  private func farewell(_ course: Course) -> [UInt8] {
    var out = TextBuffer(color: text.color)
    guard let next = course.library.next(after: course.entry.name) else {
      out.append("That was the last lesson. Its session is still yours; quit leaves.", .dim)
      return out.bytes
    }
    out.append(screen.isPaged ? "Enter begins lesson " : "Next: lesson ", .dim)
    out.append(escaping: "\(next.short): \(course.library.title(of: next))")
    if screen.isPaged { out.append(". quit leaves.", .dim) }
    return out.bytes
  }

  /// What a typed line comes to.
  enum Typed {
    /// It is to be run as it is.
    case run([UInt8])
    /// It stands for another line, which is to be echoed and run.
    case proposed([UInt8])
    /// Nothing is to be run.
    case taken
  }

  /// Takes a typed line.
  func take(_ line: [UInt8]) -> Typed {
    screen.wasRead()
    let isEmpty = line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if isPaused {
      isPaused = false
      if isEmpty { screen.takeBack(1) }
      // q is enough read, as in other pagers.
      if line == [UInt8(ascii: "q")] {
        screen.takeBack(1)
        if !screen.dropStep(), course != nil { return .taken }
        if course == nil { screen.forget() }
        return .taken
      }
      // Who types another line has read enough of a long answer.
      if !isEmpty { _ = screen.dropStep() }
      cutsIn = !isEmpty
      if course == nil { goOnWithAnswer(isEmpty) }
      return isEmpty ? .taken : .run(line)
    }
    guard course != nil, wait != nil else { return isEmpty ? .taken : .run(line) }
    let meaning = course?.taking.meaning(of: line)
    switch meaning {
    case .run(let proposed, isProposed: true)?:
      screen.takeBack(rowsAbove + 1)
      wait = nil
      return .proposed(proposed)
    case .run?, nil:
      wait = nil
      return .run(line)
    case .taken?:
      screen.wasWrittenTo()
      screen.addBlank()
      wait = nil
      return .taken
    case .nothing?:
      screen.takeBack(1)
      wait = nil
      return .taken
    case .goOn?:
      beginNext()
      return .taken
    }
  }

  private func beginNext() {
    guard screen.isPaged, let course, let next = course.library.next(after: course.entry.name) else { return }
    do throws(LessonError) {
      try choose(next, in: course.library)
    } catch {
      Output.complain(error.description)
    }
  }

  /// Tells that a line was run, and what it wrote to the output.
  func didRun(_ line: [UInt8], _ step: Step?) {
    guard course != nil else { return turnPages(step) }
    if !cutsIn { screen.wasWrittenTo() }
    screen.addStep(cutsIn: cutsIn)
    cutsIn = false
    course?.taking.didRun(line, step, in: session)
    wait = nil
  }

  /// Outside of a lesson a long answer (help, say) is shown a screenful at a time too.
  private func turnPages(_ step: Step?) {
    guard screen.isPaged, isText, case .text? = step?.body else { return }
    screen.addStep(cutsIn: false)
    isPaused = !screen.show()
  }

  private func goOnWithAnswer(_ goesOn: Bool) {
    if goesOn { isPaused = !screen.show() } else { screen.forget() }
  }

  /// Whether an empty line means something.
  var takesEmptyLines: Bool { isTeaching || isPaused }

  /// Something else was written between the proposed line and the prompt.
  func wasPrintedOver() { rowsAbove = 0 }

  /// Ctrl-C: nothing is skipped any more, and a long answer is given up.
  func interrupt() {
    course?.taking.stopSkipping()
    screen.wasRead()
    if isPaused, screen.dropStep() { isPaused = false }
    if course == nil { screen.forget() }
    if course != nil { wait = nil }
  }

  /// The session ends: what was done is kept, and where it goes on is told.
  func finish() {
    guard let course else { return }
    keep()
    if course.taking.isFinished { return }
    var out = TextBuffer(color: text.color)
    let isKept = progress.isUsable
    let place = course.taking.whereabouts.map { ", " + $0 } ?? ""
    out.styled(.dim) { $0.append(escaping: isKept ? "Your place is kept\(place)." : "Your place could not be kept.") }
    out.newline()
    out.append(isKept ? "Go on with: " : "Start over with: ", .dim)
    out.append(escaping: "wsalab learn \(course.library.arguments(for: course.entry))")
    out.newline()
    screen.finish(out.bytes)
  }

  func keep() {
    guard let course else { return }
    progress.keep(course.taking.progress(since: progress.progress(course.entry.key)), for: course.entry.key)
  }
}
