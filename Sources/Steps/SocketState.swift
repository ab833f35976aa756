/// A socket's state in script values.
public struct SocketState: Sendable, Codable, Hashable {
  /// The state's name: CLOSED, BOUND, LISTEN, …; `closed handle` for a stale one.
  public var state: String
  /// True for SOCK_STREAM, false for SOCK_DGRAM.
  public var isStream = true
  /// Its own address, when it is bound.
  public var local: Address?
  /// The other end's, when it is connected.
  public var peer: Address?
  /// Whether it is in non-blocking mode.
  public var isNonblocking = false
  /// Operations under way, in order.
  public var pending: [PendingRecord] = []
  /// The completion port it is associated with, and its key there.
  public var port: PortKey?
  /// What the TCP of its host's kernel keeps of its connection; nil on the session's own machine.
  public var inside: InsideState?
  /// A state by its name alone.
  public init(state: String) { self.state = state }

  /// The name of the state of a handle that is closed.
  public static let closedHandle = "closed handle"
  /// The name of the state of a variable of C that was given no handle yet.
  public static let notInitialised = "not initialised"
  /// Whether the handle is open.
  public var isOpen: Bool { state != SocketState.closedHandle && state != SocketState.notInitialised }
}

/// An operation under way on a socket, and who is notified when it completes.
public struct PendingRecord: Sendable, Codable, Hashable {
  /// The C call that started it.
  public var call: String
  /// The step that started it.
  public var step: Int
  /// The thread that started it.
  public var thread: String
  /// Its WSAOVERLAPPED, by its name; nil for a call that blocks its thread.
  public var overlapped: String?
  /// The completion routine that will be queued to the thread.
  public var routine: String?
  /// The event that will be signaled.
  public var event: String?
  /// The completion port that will get a packet.
  public var port: PortKey?
  /// An operation, and the thread that started it.
  public init(call: String, step: Int, thread: String) {
    (self.call, self.step, self.thread) = (call, step, thread)
  }
}
