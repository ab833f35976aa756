import LinuxSockets
import Winsock

/// An echo server: what its threads have in common.
final class EchoServer {
  /// How it waits for several clients at once.
  enum Model: String, CaseIterable { case blocking, event, routine, iocp }
  /// What the event model does with more connections than one wait takes.
  enum Full: String, CaseIterable { case fail, refuse, worker }

  /// What was asked for.
  struct Settings {
    var address: SocketAddress
    var model: Model
    /// How many threads serve; 0: one for each client.
    var threads: Int
    var full = Full.fail
    var backlog: Int64

    fileprivate var backlogValue: NumberParameter.Argument {
      backlog < 0 ? NumberParameter.Argument(absent: Int64(SOMAXCONN)) : NumberParameter.Argument(backlog)
    }
  }

  /// Room for one receive, as in the notes.
  static let room = 1000

  let settings: Settings
  /// Where it listens: as asked for, and when the port was 0 with the port that it got.
  private(set) var address: SocketAddress
  var accepted = 0
  var refused = 0
  var open = 0
  var receives = 0
  var bytes: UInt64 = 0
  var failures = FailureList()
  /// The threads of each 64 events, in the event model.
  var groups: [EventGroup] = []
  private var isTaken: [Bool] = []
  /// How many of the first calls were made.
  private var opened = 0

  init(_ settings: Settings) { (self.settings, address) = (settings, settings.address) }

  /// The lowest number that no connection has.
  func takeSlot() -> Int {
    if let free = isTaken.firstIndex(of: false) {
      isTaken[free] = true
      return free + 1
    }
    isTaken.append(true)
    return isTaken.count
  }

  func giveSlot(_ slot: Int) { isTaken[slot - 1] = false }

  /// What the main thread of the model does.
  func makeMain() -> any ThreadBody {
    switch settings.model {
    case .blocking: BlockingThread(self, isFirst: true)
    case .event: EventAccepting(self)
    case .routine: RoutineAccepting(self)
    case .iocp: PortAccepting(self)
    }
  }

  /// A connection was taken in.
  func didAccept() {
    accepted += 1
    open += 1
  }

  /// A connection was closed.
  func didClose(_ slot: Int) {
    open -= 1
    giveSlot(slot)
  }

  /// The first calls of every model: socket, bind, listen. Nil when they are made.
  func nextOpening(_ answer: Answer?, _ memory: ProgramMemory) -> Move? {
    let calls = ["socket", "bind", "listen"]
    if let answer, !answer.succeeded {
      failures.note(calls[opened - 1], answer.error)
      return .giveUp
    }
    opened += 1
    switch opened {
    case 1: return .call(memory.socket(settings.address.family, "l"))
    case 2: return .call(Command.bind(memory.handle("l"), AddressParameter.Value(settings.address)))
    case 3:
      address = memory.boundAddress("l") ?? address
      return .call(Command.listen(memory.handle("l"), settings.backlogValue))
    default: return nil
    }
  }

  /// accept, into the lowest free number.
  func accept(into slot: inout Int, _ memory: ProgramMemory) -> Move {
    slot = takeSlot()
    return .call(memory.accept("l", "a\(slot)"))
  }

  /// An accept that failed ends its thread.
  func refuse(_ call: String, _ answer: Answer, _ slot: Int) -> Move {
    failures.note(call, answer.error)
    giveSlot(slot)
    return .giveUp
  }
}

/// Calls that failed, each with its error once, in the order in which they first failed.
struct FailureList {
  private(set) var list: [(call: String, error: ErrorCode, count: Int)] = []

  mutating func note(_ call: String, _ error: ErrorCode) {
    if let at = list.firstIndex(where: { $0.call == call && $0.error == error }) {
      list[at].count += 1
    } else {
      list.append((call, error, 1))
    }
  }
}
