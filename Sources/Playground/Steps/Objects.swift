import LinuxSockets
import Winsock

/// The types of objects, by their names in records.
public enum ObjectType: String, Sendable {
  case socket = "SOCKET", event = "WSAEVENT", port = "IOCP", buffer = "WSABUF", overlapped = "WSAOVERLAPPED",
    routine = "routine", thread = "thread", program = "program"
}

/// An object as it is at a moment.
public struct ObjectRecord {
  /// Its name.
  public var name: String
  /// What there is to tell of it.
  public var state: ObjectState
  /// An object's name and state.
  public init(name: String, state: ObjectState) {
    self.name = name
    self.state = state
  }
}

/// What there is to tell of an object.
public enum ObjectState {
  /// A socket.
  case socket(SocketState)
  /// An event; nil: the handle is closed.
  case event(signaled: Bool?)
  /// A completion port.
  case port(PortState)
  /// A WSABUF with the whole memory.
  case buffer(len: UInt32, memory: [UInt8])
  /// A WSAOVERLAPPED.
  case overlapped(OverlappedState)
  /// A completion routine and the commands that it runs, with `; ` between.
  case routine(commands: String)
  /// A thread.
  case thread(ThreadState)
  /// A program.
  case program(ProgramState)
}

/// A socket's state in script values.
public struct SocketState: Equatable {
  /// The state's name: CLOSED, BOUND, LISTEN, … ; `closed handle` for a stale one.
  public var state: String
  /// True for SOCK_STREAM.
  public var isStream = true
  /// Its own address, when it is bound.
  public var local: SocketAddress?
  /// The other end's, when it is connected.
  public var peer: SocketAddress?
  /// Whether its calls do not wait.
  public var isNonblocking = false
  /// Operations under way, in order: the call, its step, and what it will signal (`o → e`).
  public var pending: [String] = []
  /// The port's name and key, when it is associated.
  public var port: (name: String, key: UInt64)?
  /// A state by its name alone.
  public init(state: String) { self.state = state }
  /// Whether there is no difference to tell.
  public static func == (a: SocketState, b: SocketState) -> Bool {
    a.state == b.state && a.local == b.local && a.peer == b.peer && a.isNonblocking == b.isNonblocking
      && a.pending == b.pending && a.port?.name == b.port?.name && a.port?.key == b.port?.key
  }
}

/// A WSAOVERLAPPED's fields.
public struct OverlappedState: Equatable {
  /// The operation's NTSTATUS.
  public var Internal: UInt32
  /// The bytes transferred.
  public var InternalHigh: UInt64
  /// Not used by sockets.
  public var Offset: UInt32
  /// Not used by sockets.
  public var OffsetHigh: UInt32
  /// The event's name, nil for NULL.
  public var hEvent: String?
  /// Whether that event is signaled; nil without one.
  public var signaled: Bool?
  /// The fields as they are.
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
  /// False once it was closed.
  public var isOpen: Bool
  /// How many threads may run at once; 0 when that is not known.
  public var concurrency: UInt32
  /// The packets in the queue, first out first.
  public var queue: [(key: UInt64, overlapped: String?, bytes: UInt32, status: NTStatus)]
  /// Threads waiting, the one that is released next first.
  public var waiting: [String]
  /// Sockets associated, with their keys.
  public var sockets: [(name: String, key: UInt64)]
  /// A port's state from its parts.
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
  /// What WSAGetLastError gives on it.
  public var lastError: ErrorCode
  /// The C call it is blocked in and its step; nil when it runs.
  public var blockedIn: (call: String, step: Int)?
  /// Completion routines queued to it, in order.
  public var routines: [String]
  /// A thread's state from its parts.
  public init(lastError: ErrorCode, blockedIn: (call: String, step: Int)?, routines: [String]) {
    self.lastError = lastError
    self.blockedIn = blockedIn
    self.routines = routines
  }
}
