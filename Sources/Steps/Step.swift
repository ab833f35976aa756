/// One line of a session and everything that followed from it. Everything printed is a view of steps. A step holds
/// script values only (names, relative numbers), never a descriptor, a pointer or a time, and it is complete: any view
/// can be made of it later, in another process.
public struct Step: Sendable, Codable, Hashable {
  /// Counts the lines that hold a command, from 1; 0 for what happened between lines and inside a routine.
  public var number: Int
  /// The thread's name.
  public var thread: String
  /// The line, without its comment and the spaces around.
  public var line: String
  /// The line as typed, where it is not `line`: with its comment and the spaces around, and in its own encoding.
  public var typed: Bytes?
  /// What the line was.
  public var body: StepBody
  /// Completion routines that ran inside this line's call, on its thread, in order.
  public var routines: [RoutineRecord] = []
  /// Operations that completed and packets that were posted because of it, in order.
  public var finished: [Finished] = []
  /// Objects that changed because of it.
  public var changes: [Change] = []
  /// The packets it moved, in order.
  public var packets: [Packet] = []
  /// How many more there were between the first and the last of `packets`: a very large step does not keep those.
  public var morePackets = 0
  /// The states of the connections of these packets, as the kernels of their hosts have them afterward: of the first
  /// ones only when there are many.
  public var states: [ConnectionEnds] = []
  /// How many connections more there are than `states` has.
  public var moreStates = 0
  /// What happened to blocked threads because of it: routines that ran there and calls that returned, in order.
  public var aftermath: [Aftermath] = []
  /// The script's names for the ends of the packets' connections.
  public var ends: [EndName] = []
  /// Operations that finished and are held in the simulated kernel because of it, in order.
  public var held: [HeldRecord] = []
  /// Legal but likely wrong: what a warning says about the line.
  public var warnings: [Warning] = []
  /// What programs did because of it, in the order in which they began.
  public var programs: [ProgramRecord] = []
  /// The thread that the next line runs on, when this line changed that.
  public var nextThread: String?

  /// A step that nothing followed from yet.
  public init(number: Int, thread: String, line: String, body: StepBody) {
    self.number = number
    self.thread = thread
    self.line = line
    self.body = body
  }
}

/// What a line was.
public enum StepBody: Sendable, Codable, Hashable {
  /// A call that returned.
  case call(CallRecord)
  /// A call that blocked its thread.
  case blocked(call: String, c: String)
  /// The line could not be run.
  case usage(UsageError)
  /// Objects that were made (`wsabuf`, `overlapped`, `thread`, `routine`) or shown (`show NAME`).
  case objects([ObjectRecord], declared: Bool)
  /// `show` without a name: all objects, and what is held in the simulated kernel.
  case machine([ObjectRecord], held: [HeldRecord])
  /// `free NAME`.
  case freed(name: String, type: ObjectType)
  /// `expect EXPRESSION`: whether it holds, and the values seen when it does not.
  case expectation(holds: Bool, seen: String)
  /// `inflight` without hosts: all operations that are held in the simulated kernel, in order.
  case held([HeldRecord])
  /// `inflight` where there are hosts: packets and operations, by their numbers.
  case inFlight([InFlightRecord])
  /// `host` without an address: hosts and their connections.
  case hosts([HostRecord])
  /// `host NAME ADDR`.
  case madeHost(HostRecord)
  /// `trace`: packets of earlier steps, which this one did not move.
  case trace([Packet])
  /// A command of the playground that prints text: help, explain, …
  case text([TextLine])
  /// Nothing: what happened between lines, or a command that only changed a setting.
  case none
}

extension Step {
  /// Whether it reported something and did nothing: `show`, `expect`, a line that was not understood.
  public var onlyLooked: Bool {
    guard packets.isEmpty, aftermath.isEmpty, changes.isEmpty, finished.isEmpty else { return false }
    switch body {
    case .objects(_, let declared): return !declared
    case .usage, .machine, .expectation, .held, .trace: return true
    default: return false
    }
  }

  /// Whether the operation that this line started was already done when the line was: it pended, and completed.
  public var completesItself: Bool {
    number > 0
      && finished.contains {
        if case .operation(let completion) = $0 { completion.step == number } else { false }
      }
  }
}
