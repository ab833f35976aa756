import Lessons
import LineEditing
import Playground
import Steps
import Storage
import TerminalText

// Lessons begin, are gone on with, and are left.
extension Teacher {
  func begin(_ next: Course) {
    keep()
    chosen = nil
    let underWay = course.flatMap { $0.entry.key == next.entry.key && !$0.taking.isFinished ? $0.taking : nil }
    if course == nil, session.lineCount > 0 { earlier = session.replayedLines }
    guard makeAnew() else { return }
    course = next
    (wait, isPaused) = (nil, false)
    giveSources(of: next.taking.lesson)
    if !isIntroduced {
      isIntroduced = true
      introduce()
    }
    if let underWay { return resumeSection(of: underWay) }
    if earlier != nil { tell("It has a fresh session; lesson end brings back the one that you had.") }
    guard let kept = progress.progress(next.entry.key), kept.isUnderWay else { return }
    resume(kept)
  }

  /// What the lesson's lines run by its name: sources that stand in it, and those that the learner is to mend, which are
  /// put where the learner is unless they are there.
  private func giveSources(of lesson: Lesson) {
    (session.caller.given, session.caller.exercises) = (lesson.given, [:])
    for source in lesson.sources where source.isExercise {
      do throws(FileError) {
        try FileDoor.person.write(source.bytes, to: source.name, replacing: false)
        tell("\(source.name) is in this folder now. Mend it with any editor: each time you save it, it is run here.")
      } catch {
        guard error.isThere else {
          tell("\(source.name) could not be put into this folder, so that it cannot be mended here.")
          continue
        }
        tell("\(source.name) is in this folder already, and stays as it is: each time you save it, it is run here.")
      }
      session.caller.exercises[source.name] = "."
    }
  }

  /// What a learner has to know who has never seen this.
  private func introduce() {
    tell(
      "Enter types the lesson's line for you; or type it, or any other: all is live. "
        + "hint, goal and skip help on; undo goes back; quit leaves and keeps your place.")
  }

  private func resume(_ kept: LessonProgress) {
    guard var taking = course?.taking else { return }
    let isSame = taking.restore(kept)
    let isWhole = runAgain(&taking)
    course?.taking = taking
    let place = taking.whereabouts.map { ", " + $0 } ?? ""
    if !isWhole { return tell("Not all of your lines ran again: you go on after the last that did\(place).") }
    tell(
      isSame
        ? "You go on where you stopped\(place)."
        : "Your lines of last time do not fit any more (the lesson has changed, or they were many): you go on with "
          + "its own, at the beginning of the section.")
  }

  /// The section under way begins anew.
  private func resumeSection(of underWay: Taking) {
    guard var taking = course?.taking else { return }
    taking.restoreSection(of: underWay)
    _ = runAgain(&taking)
    course?.taking = taking
    tell(underWay.whereabouts.map { "This section starts again: \($0)." } ?? "The lesson starts over.")
  }

  /// Runs the lines that led to where a lesson stands. Ctrl-C cuts it short: false then.
  private func runAgain(_ taking: inout Taking) -> Bool {
    // It may take a while: what is told already is seen before.
    _ = screen.show()
    let lines = taking.lines
    for (index, line) in lines.enumerated() {
      session.runAgain(line.text, waitedInVain: line.waitedInVain)
      taking.didRestore(index, in: session)
      guard session.caller.isInterrupted?() == true else { continue }
      taking.giveUp(from: index + 1)
      return index + 1 == lines.count
    }
    return true
  }

  /// Leaves the lesson for the session that was there before it.
  func goBack() {
    isLeaving = false
    keep()
    course = nil
    (session.caller.given, session.caller.exercises) = ([:], [:])
    guard makeAnew() else { return }
    for line in earlier ?? [] { session.runAgain(line.bytes, waitedInVain: line.waitedInVain) }
    let count = earlier?.count ?? 0
    earlier = nil
    tell(count == 0 ? "You left the lesson." : "The lesson is left; your session is as it was before it.")
    _ = screen.show()
  }

  private func makeAnew() -> Bool {
    guard session.lineCount > 0 else { return true }
    do throws(UsageError) {
      try session.beginAnew()
      return true
    } catch {
      Output.complain(error.message)
      return false
    }
  }

  /// Shows a remark in passing.
  private func tell(_ words: String) {
    screen.add(TakingView(width: screen.columns(text.width), hasColor: text.color).note(words))
  }
}

extension Teacher: LessonGuide {
  var isTeaching: Bool { course != nil }

  func lessons() -> [TextLine] { Listing(library, progress, isInSession: true).lines }

  func lessons(in folder: String) -> [TextLine]? {
    library.folder(folder).map { Listing($0, progress, isInSession: true).lines }
  }

  var names: [String] { library.names }

  func begin(_ name: String) throws(UsageError) {
    guard isText else {
      throw UsageError(
        "a lesson is taken as text, and this session gives records", hint: "wsalab learn \(name) takes it")
    }
    let entry = try library.entry(name)
    do throws(LessonError) {
      try choose(entry, in: library)
    } catch {
      throw UsageError(error.description)
    }
  }

  func leave() { isLeaving = true }

  func hint() {
    let session = session
    course?.taking.hint { session.help(for: $0) }
  }

  func skip() { course?.taking.skip() }

  func goal() { course?.taking.goal(in: session) }
}
