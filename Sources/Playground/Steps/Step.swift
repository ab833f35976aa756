import LinuxSockets
import Winsock
import Wire

/// One line of a session and all that came of it. Everything that is printed is a view of steps; a step holds script
/// values only (names, relative numbers), never a descriptor, a pointer or a time.
public struct Step {
  /// Counts the lines that hold a command, from 1; 0 for what happened between lines.
  public var number: Int
  /// The thread's name.
  public var thread: String
  /// The line as typed, without its comment and the spaces around.
  public var line: String
  /// What the line was.
  public var body: Body
  /// Completion routines that ran inside this line's call, on its thread, in order.
  public var routines: [RoutineRecord] = []
  /// What changed because of it; empty when the session does not describe changes (a JSON replay).
  public var changes: [Change] = []
  /// The packets it moved, in order.
  public var packets: [TracedPacket] = []
  /// How many more there were between the first and the last of `packets`: of a very large step those are not kept.
  public var morePackets = 0
  /// The states of the connections of these packets, as the kernels of their hosts have them afterwards: of the first
  /// ones only when there are many.
  public var states: [KernelStates] = []
  /// How many connections more there are than `states` tells of.
  public var moreStates = 0
  /// What happened to blocked threads because of it: routines that ran there and calls that returned, in order.
  public var aftermath: [Aftermath] = []
  /// The script's names for the ends of the packets' connections; empty when the session does not describe changes.
  public var ends: [EndName] = []
  /// Operations that finished and are held in the simulated kernel because of it, in order.
  public var held: [HeldRecord] = []
  /// Warnings: legal, but will bite.
  public var warnings: [Warning] = []
  /// What programs did because of it, in the order in which they began.
  public var programs: [ProgramRecord] = []
  /// The thread the next line runs on, when this line changed that.
  public var nextThread: String?

  /// What a line was.
  public enum Body {
    /// A call that returned.
    case call(CallRecord)
    /// A call that blocked its thread.
    case blocked(call: String, c: String)
    /// The line could not be run.
    case usage(UsageError)
    /// Made or reported objects: `wsabuf`, `overlapped`, `thread`, `routine` (declared), `show` (shown).
    case objects([ObjectRecord], declared: Bool)
    /// `show` without a name: all objects, and what is held in the simulated kernel.
    case machine([ObjectRecord], held: [HeldRecord])
    /// `free NAME`.
    case freed(name: String, type: ObjectType)
    /// `expect EXPRESSION`: whether it holds, and the values seen when it does not.
    case expectation(holds: Bool, seen: String)
    /// `inflight`: all operations that are held in the simulated kernel, in order.
    case held([HeldRecord])
    /// `inflight` where there are hosts: packets and operations, by their numbers.
    case inFlight([InFlightRecord])
    /// `host` without an address: hosts and their connections.
    case hosts([HostRecord])
    /// `host NAME ADDR`.
    case madeHost(HostRecord)
    /// `trace`: packets of earlier steps, which this one did not move.
    case trace([TracedPacket])
    /// A command of the playground that prints text: help, explain, …
    case text([TextLine])
    /// Nothing to tell: what happened between lines, or a command that only changed a setting.
    case none
  }

  /// A step without anything that came of it yet.
  public init(number: Int, thread: String, line: String, body: Body) {
    self.number = number
    self.thread = thread
    self.line = line
    self.body = body
  }
}

/// A call and its result.
public struct CallRecord {
  /// The C name: `WSARecv`.
  public var call: String
  /// The call as C, with the playground's names: `WSARecv(a, &b, 1, NULL, &flags, &o, NULL)`. Empty when the session
  /// does not describe.
  public var c: String
  /// The C return value.
  public var returned: ReturnValue
  /// Nil when the call succeeded.
  public var error: ErrorCode?
  /// What came back through pointers; nil when there is no `out` in the record.
  public var out: [OutField]?
  /// Whether it is about a datagram socket: some errors mean another thing there.
  public var isOfDatagram = false

  /// A record from its parts.
  public init(call: String, c: String, returned: ReturnValue, error: ErrorCode?, out: [OutField]?) {
    self.call = call
    self.c = c
    self.returned = returned
    self.error = error
    self.out = out
  }
}

/// A C return value as a record holds it.
public enum ReturnValue {
  /// A number as in C.
  case number(Int64)
  /// An object's name, or the text of inet_ntop.
  case text(String)
  /// INVALID_SOCKET.
  case invalidSocket
  /// NULL, or no value at all.
  case null
}

/// One key of `out`.
public struct OutField {
  /// The key, as the records have it.
  public var key: String
  /// What came back.
  public var value: OutValue
  /// A key with its value.
  public init(_ key: String, _ value: OutValue) {
    self.key = key
    self.value = value
  }
}

/// A value of `out`.
public enum OutValue {
  /// A number, unsigned.
  case number(UInt64)
  /// A text.
  case text(String)
  /// Bytes, told as hex.
  case hex([UInt8])
  /// An address, told as an ADDR.
  case address(SocketAddress)
  /// An object's name, or null.
  case name(String?)
  /// A list of names.
  case names([String])
  /// wsapoll's revents: names by socket.
  case namesBy([(key: String, names: [String])])
  /// wsaenumnetworkevents' errors.
  case numbersBy([(key: String, number: UInt64)])
  /// gqcsex's entries.
  case entries([(key: UInt64, overlapped: String?, bytes: UInt64, status: UInt64)])
}

/// A completion routine that ran, and the records of the commands in it.
public struct RoutineRecord {
  /// The routine's name.
  public var routine: String
  /// The thread it ran on.
  public var thread: String
  /// dwError: a Winsock code.
  public var error: ErrorCode
  /// cbTransferred.
  public var bytes: UInt32
  /// lpOverlapped, by its name.
  public var overlapped: String?
  /// dwFlags.
  public var flags: UInt32
  /// The lines it ran: `number` is not used there.
  public var lines: [Step]
  /// A record from its parts.
  public init(
    routine: String, thread: String, error: ErrorCode, bytes: UInt32, overlapped: String?, flags: UInt32, lines: [Step]
  ) {
    self.routine = routine
    self.thread = thread
    self.error = error
    self.bytes = bytes
    self.overlapped = overlapped
    self.flags = flags
    self.lines = lines
  }
}

/// Something that came of a step on a thread that was blocked.
public enum Aftermath {
  /// A completion routine ran in the blocked call.
  case routine(RoutineRecord)
  /// The call of step `step` returned.
  case resumed(step: Int, thread: String, CallRecord)
}

/// Something that changed because of a step.
public enum Change {
  /// A socket came to be listening, connected, half-closed, …
  case socket(name: String, SocketState)
  /// A WSABUF's memory or len; `before` nil when it is new.
  case buffer(name: String, len: UInt32, before: [UInt8]?, now: [UInt8])
  /// A WSAOVERLAPPED; `before` nil when it is new.
  case overlapped(name: String, before: OverlappedState?, now: OverlappedState)
  /// An event that is not told with an overlapped.
  case event(name: String, signaled: Bool)
  /// An operation of an earlier step is done.
  case completed(CompletionRecord)
  /// A packet was posted to a port by PostQueuedCompletionStatus.
  case posted(port: String, key: UInt64, overlapped: String?, bytes: UInt32)
}

/// An operation that is done.
public struct CompletionRecord {
  /// The C call that started it.
  public var call: String
  /// The step that started it.
  public var step: Int
  /// Bytes transferred.
  public var bytes: UInt32
  /// How it ended.
  public var status: NTStatus
  /// Its WSAOVERLAPPED, by its name.
  public var overlapped: String?
  /// Where its packet went.
  public var port: (name: String, key: UInt64)?
  /// The routine that was queued, and to which thread.
  public var routine: (name: String, thread: String)?
  /// A record from its parts.
  public init(
    call: String, step: Int, bytes: UInt32, status: NTStatus, overlapped: String?, port: (name: String, key: UInt64)?,
    routine: (name: String, thread: String)?
  ) {
    self.call = call
    self.step = step
    self.bytes = bytes
    self.status = status
    self.overlapped = overlapped
    self.port = port
    self.routine = routine
  }
}
