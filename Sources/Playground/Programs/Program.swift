import LinuxSockets
import Steps
import Winsock

/// A program that runs beside the lines that are typed: simulated threads that make calls on the session's own layer,
/// with objects of their own, named `server.a1`. No name that is typed has a dot, so they meet no other.
final class Program {
  /// What it is called, and what its objects' names begin with.
  let name: String
  let work: Work
  /// Whether its calls are told one by one.
  var isShown: Bool
  /// Its threads, those that have ended left out.
  var threads: [ProgramThread] = []
  /// Threads that ended because a call failed, by their names.
  var ended: [String] = []
  /// Threads that can go on, the one that stood still longest first.
  var ready = ReadyQueue()
  /// The host that its threads run on; 0 for the session's own machine.
  let host: Int32
  var isStopped = false
  /// Whether it has to be told although it made no call.
  var isUntold = true
  /// Whether its names were given back.
  var isCleared = false

  /// What it has done since it was told last.
  var calls = 0
  var told: [ProgramCall] = []
  var moreCalls = 0

  /// What kind of program it is, and what there is to tell of its work.
  enum Work {
    case server(EchoServer)
    case clients(DummyClients)
  }

  init(name: String, work: Work, host: Int32, isShown: Bool) {
    (self.name, self.work, self.host, self.isShown) = (name, work, host, isShown)
  }

  var isServer: Bool { if case .server = work { true } else { false } }
  /// Whether nothing of it will ever run again.
  var isOver: Bool { threads.isEmpty }
}

/// A simulated thread of a program.
final class ProgramThread {
  unowned let program: Program
  /// Its place among the session's threads.
  let place: Int
  /// Its name without the program's.
  let label: String
  let body: any ThreadBody
  /// What its last call gave, until it is handed to the body.
  var answer: Answer?
  /// Whether it waits with a time limit.
  var isTimed = false
  var isResting = false

  init(_ program: Program, place: Int, label: String, body: any ThreadBody) {
    (self.program, self.place, self.label, self.body) = (program, place, label, body)
  }
}

/// Threads in the order in which they came to be ready.
struct ReadyQueue {
  private var list: [ProgramThread] = []
  private var next = 0

  var isEmpty: Bool { next == list.count }

  mutating func append(_ thread: ProgramThread) { list.append(thread) }

  mutating func take() -> ProgramThread? {
    guard next < list.count else { return nil }
    next += 1
    let thread = list[next - 1]
    if next == list.count {
      list.removeAll(keepingCapacity: true)
      next = 0
    }
    return thread
  }

  mutating func removeAll() { self = ReadyQueue() }
}

/// The programs of a session.
struct ProgramTable {
  /// A line's programs make no more calls than this: the next line lets them go on.
  static let maximumCalls = ProgramState.maximumCalls
  /// More than this of one program's calls are counted, not told.
  static let maximumTold = 400

  /// Those that were not stopped, in the order in which they began.
  var list: [Program] = []
  /// Threads that no program needs any more, by their places.
  var spare: [Int] = []
  /// How many of the session's threads are, or were, a program's.
  var threads = 0
  var isRunning = false
  /// How far the journal was read for what happened to programs.
  var reader = JournalCursor()
  /// Packets of this line that are not told.
  var hiddenPackets = 0
  var callsLeft = ProgramTable.maximumCalls
  var isPaused = false
  /// Whether the last call may have moved packets.
  var hasMoved = false
  /// The clients' ends of connections, and whose they are.
  var clientEnds: [SocketAddress: Program] = [:]
  /// The programs of a learner's own.
  var native = NativeTable()
  /// Whether an answer of the network was waited for in vain within this line.
  var hasGivenUp = false

  var isEmpty: Bool { list.isEmpty }
  var hasReady: Bool { list.contains { !$0.ready.isEmpty } }

  func find(_ name: String) -> Program? { list.first { $0.name == name } }

  /// The thread that goes on next: servers are quicker than those who call them.
  func takeReady() -> ProgramThread? {
    for program in list where program.isServer && !program.ready.isEmpty { return program.ready.take() }
    for program in list where !program.ready.isEmpty { return program.ready.take() }
    return nil
  }
}
