import Children
import Language
import Steps
import Winsock

/// A learner's own program in a session: a process whose every call of Winsock is a step here.
final class NativeProgram {
  /// What it is called; the names of its objects begin with it.
  let name: String
  let compiled: CompiledProgram
  /// The host that it runs on; 0 for the session's own machine.
  let host: Int32
  /// Whether its calls are told one by one.
  var isShown = true
  /// The process; nil before it begins.
  var running: RunningProgram?
  var symbols: Symbols?
  /// Its threads, by the numbers that it gives them, from 1; those that have ended are nil.
  var threads: [NativeThread?] = []
  var state = State.new
  /// The answer that it waits for, as far as it is known.
  var answer = NativeAnswer(kind: .goOn)
  /// When the first of its own waits ends by itself, in nanoseconds of its time; nil for never.
  var deadline: UInt64?
  /// Why threads wait for others, as it said last.
  var waits: [NativeMessage.Wait] = []
  /// Where its extension functions stand, in the order of the channel's greeting.
  var functions: [UInt64] = []
  var memory = NativeMemory()
  var source = NativeSource()
  /// Routines that it has given, by their addresses.
  var routines: [UInt64: Int32] = [:]
  /// What it has open, to be closed at its end.
  var handles: [Handle] = []
  /// How many calls it has made.
  var calls = 0
  /// The last calls, for when it crashes.
  var lastCalls: [String] = []
  var status: Int32?
  var fault: NativeMessage?

  enum State {
    /// It has not begun.
    case new
    /// It is to say something.
    case speaking
    /// It waits for the answer, which is known.
    case answered
    /// All its threads wait.
    case waiting
    case over
  }

  init(name: String, compiled: CompiledProgram, host: Int32) {
    (self.name, self.compiled, self.host) = (name, compiled, host)
  }

  func thread(_ number: UInt32) -> NativeThread? {
    guard number >= 1, number <= threads.count else { return nil }
    return threads[Int(number) - 1]
  }

  /// The full name of something of it.
  func full(_ part: String) -> String { name + "." + part }
}

/// A thread of a learner's program.
final class NativeThread {
  unowned let program: NativeProgram
  /// The number that the program gives it.
  let number: UInt32
  /// Its place among the session's threads.
  let place: Int
  /// Its name without the program's.
  let label: String
  /// The event that is signaled when it ends; the null handle where nobody waits for it so.
  var handle = Handle.null
  /// When its call ends by itself, in nanoseconds of the session's time; nil for never.
  var deadline: UInt64?
  /// Where it is, or was last.
  var at: SourcePlace?
  /// Memory that the call it waits in may write to.
  var windows: [Buffer] = []
  /// Whether it waits in a call.
  var isBlocked = false

  init(_ program: NativeProgram, number: UInt32, place: Int, label: String) {
    (self.program, self.number, self.place, self.label) = (program, number, place, label)
  }
}

/// The learner's programs of a session.
struct NativeTable {
  var list: [NativeProgram] = []
  /// The program whose turn it is.
  var turn: NativeProgram?
  /// Time that has passed for programs, in nanoseconds.
  var now: UInt64 = 0
  /// How many calls they may still make.
  var callsLeft = NativeTable.usualCalls
  /// Whether calls of new programs are not told.
  var areHidden = false
  /// What a program said while something else was to be told first.
  var kept: (program: NativeProgram, message: NativeMessage)?
  /// Steps that follow the one that was told last.
  var queued: [Step] = []
  /// The types of the parameters of calls.
  var types: [String: [CType]] = [:]
  /// Whether it was told that they were stopped at their bound, or that all of them wait.
  var hasToldEnd = false

  /// What is run of a program that never ends.
  static let usualCalls = 10_000

  var isEmpty: Bool { list.isEmpty }
  func find(_ name: String) -> NativeProgram? { list.first { $0.name == name } }
  /// Whether any is left that has not ended.
  var isAlive: Bool { list.contains { $0.state != .over } }
}
