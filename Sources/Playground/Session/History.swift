import Children
import Storage

/// The lines of a session, and those that `run` has queued.
struct History {
  /// Counts the lines that hold a command.
  var count = 0
  /// The lines so far, for `save`: bytes with newlines between.
  var saved: [UInt8] = []
  /// The lines so far, for `undo`.
  var past = PastLines()
  /// Lines of scripts that `run` has queued: the innermost script last.
  var scripts: [Script] = []
  /// How many lines they had together.
  var queued = 0
  /// Which files the line reaches that was taken from them last, until it runs.
  var nextFiles: FileDoor?
  /// Text of C that is being read.
  var paste = Paste()
  /// What was compiled for lines that begin programs, by what they say: going back begins the same ones.
  var compiled: [String: CompiledProgram] = [:]
  /// How often lines are run again at most until no busy machine disturbs them.
  static let mostReplays = 12

  /// Whether programs did something else when the lines were run again.
  var isUnlike = false
  /// Whether a line that was run again has met a machine that was too busy for it.
  var isDisturbed = false
  /// How fast the timers of hosts run.
  var pace = TimerPace.still
  /// Until when, by the machine's clock, no kernel of a host does anything by itself; nil when none does.
  var aloneUntil: Int64?
  /// While lines are run again to go back.
  var isReplaying = false
  /// True after `quit`.
  var isFinished = false

  /// No line has run yet; what is queued stays so.
  mutating func beginAnew() { (count, saved) = (0, []) }

  /// No line comes any more.
  mutating func finish() {
    isFinished = true
    scripts.removeAll()
  }
}
