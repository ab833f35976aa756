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
  /// The call that is being made.
  var calling: NativeMessage?
  /// Where handles were closed and made, by their numbers.
  var closed: [UInt64: SourcePlace] = [:]
  var made: [UInt64: SourcePlace] = [:]
  /// Routines that it has given, by their addresses.
  var routines: [UInt64: Int32] = [:]
  /// What it has open, to be closed at its end.
  var handles: [Handle] = []
  /// How many calls it has made.
  var calls = 0
  /// Where it made its last call.
  var lastPlace: SourcePlace?
  /// The last calls, for when it crashes.
  var lastCalls: [(place: SourcePlace?, text: String)] = []
  var status: Int32?
  var fault: NativeMessage?
  /// How often it called WSAStartup and did not take it back: each program is a process of its own.
  var startups = 0
  /// What it gets in argv.
  var arguments: [String] = []
  /// What was typed for it.
  var keyboard = NativeKeyboard()
  /// Where it stops next, beside its breakpoints.
  var stop = NativeStop.nowhere
  /// The call before which it stands still.
  var stoppedAt: NativeMessage?
  /// Whether the call that it is about to make is made, whatever stands at it.
  var passes = false
  /// Whether it was told that its threads wait for each other.
  var isDeadlockTold = false
  /// Whether it wrote something to its channel that is no message.
  var spokeGarbage = false
  /// How many calls it has made that were not told.
  var untold = 0

  enum State {
    /// It has not begun.
    case new
    /// It is to say something.
    case speaking
    /// It waits for the answer, which is known.
    case answered
    /// All its threads wait.
    case waiting
    /// It stands still before a call.
    case stopped
    case over
  }

  init(name: String, compiled: CompiledProgram, host: Int32) {
    (self.name, self.compiled, self.host) = (name, compiled, host)
  }

  /// What it said has been heard, and it goes on.
  func goOn() { (answer.kind, state) = (.goOn, .answered) }

  func thread(_ number: UInt32) -> NativeThread? {
    guard number >= 1, number <= threads.count else { return nil }
    return threads[Int(number) - 1]
  }

  /// Whether nothing else is in the session: its objects need no name before theirs then.
  var isAlone = false

  /// The full name of a thread of it.
  func full(_ part: String) -> String { isAlone ? part : name + "." + part }
  /// The full name of an object of it.
  func named(_ part: String) -> String { isAlone ? part : name + "." + part }
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
  /// The last call that failed, as long as nobody asked for its error.
  var failure: Failure?

  struct Failure {
    let call: String
    let error: ErrorCode
    let place: SourcePlace?
    /// The first call since that has set the last error anew.
    var overwrittenBy: (call: String, place: SourcePlace?)?
  }

  init(_ program: NativeProgram, number: UInt32, place: Int, label: String) {
    (self.program, self.number, self.place, self.label) = (program, number, place, label)
  }
}

/// The learner's programs of a session.
final class NativeTable {
  var list: [NativeProgram] = []
  /// The program whose turn it is.
  var turn: NativeProgram?
  /// Time that has passed for programs, in nanoseconds.
  var now: UInt64 = 0
  /// How many calls they may still make, and of how many.
  var callsLeft = NativeTable.usualCalls
  var callsAllowed = NativeTable.usualCalls
  /// Whether calls of new programs are not told.
  var areHidden = false
  /// Whether nobody sees anything of them but what they print: then their sources are not looked at.
  var areSilent: Bool { areHidden && !areBeside }
  /// What programs said while something else was to be told first.
  var kept: [(program: NativeProgram, message: NativeMessage)] = []
  /// Steps that follow the one that was told last.
  var queued: [Step] = []
  /// The types of the parameters of calls.
  var types: [String: [CType]] = [:]
  /// Commands by the names of their calls.
  private var commands: [String: Command?] = [:]
  /// Whether it was told that all of them wait.
  var hasToldEnd = false
  /// Whether they live beside lines that are typed.
  var areBeside = false
  /// How far time may pass by itself until the next line.
  var timeLeft = NativeTable.usualTime
  /// Whether one of them did not end by itself: it crashed, was stopped, or did not begin.
  var haveFailed = false
  /// Whether they stand still until the next line.
  var arePaused = false
  /// Where programs stop.
  var breaks: [NativeBreak] = []
  /// The program that stopped last.
  weak var stopped: NativeProgram?
  /// What programs have done since the last line, in short: to tell whether they repeat themselves.
  var digest = NativeDigest()

  /// What is run of programs that never end; beside lines: for each line.
  static let usualCalls = 10_000
  /// How much of its own code a program runs without a call, in parts of 20,000 blocks: 400 million of them.
  static let mostBudgets = 20_000
  /// As far as time passes for programs beside lines, for each line: ten seconds.
  static let usualTime: UInt64 = 10_000_000_000

  var isEmpty: Bool { list.isEmpty }

  /// The command that makes a call; nil for a call that is not served.
  func command(of name: String) -> Command? {
    if let known = commands[name] { return known }
    let bytes = Array(name.utf8)
    let found = Catalogue.find(bytes, 0..<bytes.count)
    // Programs from outside may make up names.
    if commands.count < 1000 { commands[name] = .some(found) }
    return found
  }

  /// The program of that name that runs, or the last one that did.
  func find(_ name: String) -> NativeProgram? {
    list.last { $0.name == name && $0.state != .over } ?? list.last { $0.name == name }
  }
  /// Whether any is left that has not ended.
  var isAlive: Bool { list.contains { $0.state != .over } }
}

/// What programs did, in short.
struct NativeDigest: Equatable {
  private var hash: UInt64 = 14_695_981_039_346_656_037
  private var count = 0

  /// Takes a step in.
  mutating func add(_ step: Step) {
    count += 1
    add(step.thread)
    add(step.line)
    switch step.body {
    case .call(let record):
      add(record.error?.name ?? "")
      switch record.returned {
      case .number(let number): add(String(number))
      case .text(let text): add(text)
      default: break
      }
    case .printed(let pieces): for piece in pieces { for byte in piece.bytes.values { add(byte) } }
    default: break
    }
  }

  private mutating func add(_ text: String) { for byte in text.utf8 { add(byte) } }
  private mutating func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
}
