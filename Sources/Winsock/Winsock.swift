import LinuxSockets

/// Which ports a socket gets that asks for none.
public enum EphemeralPorts: Sendable {
  /// Linux chooses.
  case kernel
  /// 49152, 49153, … in order: for a network that nobody else uses.
  case inOrder
}

/// The simulated Winsock of one process: sockets, events, completion ports, threads and the operations under way,
/// over real non-blocking Linux sockets. It knows nothing of text, packets or lessons.
///
/// It runs on one thread and never waits by itself, except in `poll(milliseconds:)`: a call that Windows would block
/// in answers `.blocked`, and the journal tells later how it ended.
public final class WinsockLayer {
  let kernel: any Kernel

  /// What happened since the journal was last emptied, in order. Whoever reads it empties it.
  public var journal: [Happening] = []
  /// Whether the journal is kept at all; a benchmark may do without.
  public var isJournaling = true
  /// A number that operations and blocked calls begun from now on carry: the playground's step.
  public var tag: Int32 = 0
  /// Runs a completion routine; set by the application. It is called inside an alertable wait, and may make calls on
  /// the same thread.
  public var runRoutine: ((RoutineRun) -> Void)?

  /// A Winsock with one thread and WSAStartup(2.2) called once.
  public init(kernel: any Kernel, ports: EphemeralPorts = .kernel) {
    self.kernel = kernel
  }

  /// The thread that is there from the start.
  public let mainThread = ThreadID(index: 0)

  /// A descriptor that polls readable when `poll` has something to do. Made when first asked for.
  public var readinessDescriptor: Int32 { -1 }

  /// Serves the sockets that are ready, completing operations and releasing threads. Waits for the first event up to
  /// the limit (0: not at all, -1: for ever). Returns whether anything was ready.
  @discardableResult
  public func poll(milliseconds: Int32 = 0) -> Bool { false }

  /// Makes another thread.
  public func makeThread() -> ThreadID { ThreadID(index: 0) }

  /// Ends a thread: its operations without a completion port are cancelled, as Windows does.
  public func endThread(_ thread: ThreadID) {}

  /// Whether a call blocks this thread.
  public func isBlocked(_ thread: ThreadID) -> Bool { false }

  /// Ends a blocked call whose time limit has passed, with what the call gives then. `.resumed` is in the journal.
  public func timeOut(_ thread: ThreadID) {}

  /// The address a socket is bound to, nil when it is none or `s` is no socket.
  public func boundAddress(_ s: Handle) -> SocketAddress? { nil }

  /// What a socket is at the moment, nil when `s` is no open socket.
  public func describe(_ s: Handle) -> SocketDescription? { nil }

  /// Whether an event is signaled, nil when `event` is no open event. Changes nothing.
  public func isSignaled(_ event: Handle) -> Bool? { nil }

  /// Whether an operation under way uses this OVERLAPPED.
  public func isPending(_ overlapped: OverlappedPointer) -> Bool { false }

  /// The SIOCOUTQ bytes that a socket has sent or queued and that were not acknowledged; 0 when it is no TCP socket.
  public func unacknowledged(_ s: Handle) -> Int { 0 }

  /// Closes everything without more ado: at the end of a session.
  public func tearDown() {}
}

/// A socket as it is now.
public struct SocketDescription {
  /// Where a TCP socket is, by Linux's TCP_INFO; `.unconnected` for CLOSE, and for a datagram socket.
  public enum State: String, Sendable {
    case unconnected = "CLOSED", bound = "BOUND", listening = "LISTEN", synSent = "SYN_SENT", synReceived = "SYN_RCVD",
      established = "ESTABLISHED", finWait1 = "FIN_WAIT_1", finWait2 = "FIN_WAIT_2", closeWait = "CLOSE_WAIT",
      closing = "CLOSING", lastAck = "LAST_ACK", timeWait = "TIME_WAIT"
  }
  /// True for SOCK_STREAM.
  public var isStream: Bool
  /// IPv4 or IPv6.
  public var family: SocketAddress.Family
  /// Its state.
  public var state: State
  /// Its own address, when it is bound.
  public var local: SocketAddress?
  /// Its peer's address, when it is connected.
  public var peer: SocketAddress?
  /// Whether FIONBIO or WSAEventSelect made it non-blocking.
  public var isNonblocking: Bool
  /// The operations under way on it, in order.
  public var pending: [PendingOperation]
  /// The completion port it is associated with, or NULL, and its key there.
  public var port: Handle
  /// The completion key.
  public var key: UInt64
}

/// An operation under way.
public struct PendingOperation {
  /// The call that started it.
  public var call: CallKind
  /// The tag it was started with.
  public var tag: Int32
  /// The thread that started it, or is blocked in it.
  public var thread: ThreadID
  /// Its OVERLAPPED, nil for a blocked call.
  public var overlapped: OverlappedPointer?
  /// Bytes moved so far, for a send that is partly done.
  public var bytes: UInt32
}
