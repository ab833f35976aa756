import Children
import Steps
import Storage

/// What came of making a file of a session.
public enum Exported {
  /// The file's bytes.
  case file([UInt8])
  /// Nothing is known of this ending.
  case unknownEnding
  /// The session has no such step, or the step has nothing of that part.
  case nothing
}

/// What a session asks of whoever runs it.
public struct Caller {
  /// Which files a line reaches of which nothing else is said.
  public var files = FileDoor.closed
  /// Whether a program of a learner's own runs with all that the person may do, and is not shut in.
  public var trustsPrograms = false
  /// Asks the person whether a program of theirs may run with all their rights, where this machine has no way to shut it
  /// in. Nil where there is nobody to ask.
  public var allowsOutside: ((_ program: String) -> Bool)?
  /// Gives a program what is typed for it, a line or more; nil at the end. Nil where `type` types for programs.
  public var keyboard: (() -> [UInt8]?)?
  /// Sources that lines can run by their names, beside files: those that stand in a lesson.
  public var given: [String: [UInt8]] = [:]
  /// The folders in which files lie that lines run by their names whatever else they reach: those of exercises.
  public var exercises: [String: String] = [:]
  /// How programs are compiled that lines begin.
  public var compilerOptions = Compiler.Options()
  /// Asked while a timed call waits: true (Ctrl-C) leaves its thread blocked.
  public var isInterrupted: (() -> Bool)?
  /// Makes a lesson of the lines so far, each with a newline behind it, for `save NAME.md`: gets them, the file, and
  /// whether it may be replaced; gives what there is to say about it, a sentence each.
  public var lessonWriter: ((_ lines: [UInt8], _ path: String, _ overwrite: Bool) throws(UsageError) -> [String])?
  /// Notes what is told, for what is made of a session later; nil where nothing will be.
  public var recording: Recording?
  /// Makes of what was recorded the file that a name asks for by its ending, for `save NAME.html`; nil for an ending that
  /// it knows nothing of.
  /// A picture is that of a step's part, or of the last step. What cannot be made, it says why.
  public var exports: ((_ path: String, _ recording: Recording, _ step: Int?, _ part: String?) -> Exported)?
  /// The endings that `exports` knows, as they are told: `.html, .txt`.
  public var exportEndings = ""
  /// Keeps parts of the state in view, as `context` asks with its words; gives what there is to say. Nil without a terminal.
  public var context: ((_ words: [String]) throws(UsageError) -> String)?
  /// Draws pictures as an SVG document, for `save NAME.svg`.
  public var draws: ((_ plots: [PlotRecord]) -> [UInt8])?
  /// Who takes a learner through lessons here; nil where nobody does.
  public weak var guide: (any LessonGuide)?
}
