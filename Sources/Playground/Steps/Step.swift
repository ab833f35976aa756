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
  /// What happened to blocked threads because of it: routines that ran there and calls that returned, in order.
  public var aftermath: [Aftermath] = []
  /// Warnings: legal, but will bite.
  public var warnings: [String] = []
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
    /// `free NAME`.
    case freed(name: String, type: ObjectType)
    /// `expect EXPRESSION`: whether it holds, and the values seen when it does not.
    case expectation(holds: Bool, seen: String)
    /// A command of the playground that prints text: help, explain, …
    case text([TextLine])
    /// Nothing to tell: what happened between lines, or a command that only changed a setting.
    case none
  }

  public init(number: Int, thread: String, line: String, body: Body) {
    self.number = number
    self.thread = thread
    self.line = line
    self.body = body
  }
}

/// A line of prose or code that help and explain print.
public struct TextLine: Sendable {
  public enum Kind: Sendable { case heading, prose, code, item }
  public var kind: Kind
  public var text: String
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// A call and its result.
public struct CallRecord {
  /// The C name: `WSARecv`.
  public var call: String
  /// The call as C, with the playground's names: `WSARecv(a, &b, 1, NULL, &flags, &o, NULL)`. Empty when the session
  /// does not describe.
  public var c: String
  public var returned: ReturnValue
  /// Nil when the call succeeded.
  public var error: ErrorCode?
  /// What came back through pointers; nil when there is no `out` in the record.
  public var out: [OutField]?

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
  case number(Int64)
  /// An object's name, or the text of inet_ntop.
  case text(String)
  case invalidSocket
  case null
}

/// One key of `out`.
public struct OutField {
  public var key: String
  public var value: OutValue
  public init(_ key: String, _ value: OutValue) {
    self.key = key
    self.value = value
  }
}

/// A value of `out`.
public enum OutValue {
  case number(UInt64)
  case text(String)
  case hex([UInt8])
  case address(SocketAddress)
  /// An object's name, or null.
  case name(String?)
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
  public var routine: String
  public var thread: String
  public var error: ErrorCode
  public var bytes: UInt32
  public var overlapped: String?
  public var flags: UInt32
  /// The lines it ran: `number` is not used there.
  public var lines: [Step]
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
  case routine(RoutineRecord)
  /// The call of step `step` returned.
  case resumed(step: Int, thread: String, CallRecord)
}

/// The types of objects, by their names in records.
public enum ObjectType: String, Sendable {
  case socket = "SOCKET", event = "WSAEVENT", port = "IOCP", buffer = "WSABUF", overlapped = "WSAOVERLAPPED",
    routine = "routine", thread = "thread"
}

/// An object as it is at a moment.
public struct ObjectRecord {
  public var name: String
  public var state: ObjectState
  public init(name: String, state: ObjectState) {
    self.name = name
    self.state = state
  }
}

/// What there is to tell of an object.
public enum ObjectState {
  case socket(SocketState)
  /// nil: the handle is closed.
  case event(signaled: Bool?)
  case port(PortState)
  case buffer(len: UInt32, memory: [UInt8])
  case overlapped(OverlappedState)
  case routine(commands: String)
  case thread(ThreadState)
}

/// A socket's state in script values.
public struct SocketState: Equatable {
  /// The state's name: CLOSED, BOUND, LISTEN, … ; `closed handle` for a stale one.
  public var state: String
  public var isStream = true
  public var local: SocketAddress?
  public var peer: SocketAddress?
  public var isNonblocking = false
  /// Operations under way, in order: the call, its step, and what it will signal (`o → e`).
  public var pending: [String] = []
  /// The port's name and key, when it is associated.
  public var port: (name: String, key: UInt64)?
  public init(state: String) { self.state = state }
  public static func == (a: SocketState, b: SocketState) -> Bool {
    a.state == b.state && a.local == b.local && a.peer == b.peer && a.isNonblocking == b.isNonblocking
      && a.pending == b.pending && a.port?.name == b.port?.name && a.port?.key == b.port?.key
  }
}

/// A WSAOVERLAPPED's fields.
public struct OverlappedState: Equatable {
  public var Internal: UInt32
  public var InternalHigh: UInt64
  public var Offset: UInt32
  public var OffsetHigh: UInt32
  /// The event's name, nil for NULL.
  public var hEvent: String?
  /// Whether that event is signaled; nil without one.
  public var signaled: Bool?
  public init(
    Internal: UInt32, InternalHigh: UInt64, Offset: UInt32, OffsetHigh: UInt32, hEvent: String?, signaled: Bool?
  ) {
    self.Internal = Internal
    self.InternalHigh = InternalHigh
    self.Offset = Offset
    self.OffsetHigh = OffsetHigh
    self.hEvent = hEvent
    self.signaled = signaled
  }
}

/// A completion port's queue and waiters.
public struct PortState {
  public var isOpen: Bool
  public var concurrency: UInt32
  /// The packets in the queue, first out first.
  public var queue: [(key: UInt64, overlapped: String?, bytes: UInt32, status: NTStatus)]
  /// Threads waiting, the one that is released next first.
  public var waiting: [String]
  /// Sockets associated, with their keys.
  public var sockets: [(name: String, key: UInt64)]
  public init(
    isOpen: Bool, concurrency: UInt32,
    queue: [(key: UInt64, overlapped: String?, bytes: UInt32, status: NTStatus)], waiting: [String],
    sockets: [(name: String, key: UInt64)]
  ) {
    self.isOpen = isOpen
    self.concurrency = concurrency
    self.queue = queue
    self.waiting = waiting
    self.sockets = sockets
  }
}

/// A thread: what it waits in.
public struct ThreadState {
  public var lastError: ErrorCode
  /// The C call it is blocked in and its step; nil when it runs.
  public var blockedIn: (call: String, step: Int)?
  /// Completion routines queued to it, in order.
  public var routines: [String]
  public init(lastError: ErrorCode, blockedIn: (call: String, step: Int)?, routines: [String]) {
    self.lastError = lastError
    self.blockedIn = blockedIn
    self.routines = routines
  }
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
  public var call: String
  public var step: Int
  public var bytes: UInt32
  public var status: NTStatus
  public var overlapped: String?
  /// Where its packet went.
  public var port: (name: String, key: UInt64)?
  /// The routine that was queued, and to which thread.
  public var routine: (name: String, thread: String)?
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

/// What was typed wrongly: where, what, and what would be right.
public struct UsageError: Error, Sendable {
  /// The sentence.
  public var message: String
  /// The column in the line, from 0 in bytes, and how many bytes it is about; nil when it is about the whole line.
  public var place: Range<Int>?
  /// What would be right: a usage line, or another spelling.
  public var hint: String?
  public init(_ message: String, at place: Range<Int>? = nil, hint: String? = nil) {
    self.message = message
    self.place = place
    self.hint = hint
  }
}
