/// A completion port: its queue, its waiting threads and its sockets.
public struct PortState: Sendable, Codable, Hashable {
  /// False once it was closed.
  public var isOpen: Bool
  /// How many threads may run at once; 0 when that is not known.
  public var concurrency: UInt32
  /// The packets in the queue, the one that is dequeued first in front.
  public var queue: [PortPacket]
  /// Waiting threads, the one that is released next in front.
  public var waiting: [String]
  /// The associated sockets, with their keys.
  public var sockets: [PortKey]
  /// A port's state from its parts.
  public init(isOpen: Bool, concurrency: UInt32, queue: [PortPacket], waiting: [String], sockets: [PortKey]) {
    self.isOpen = isOpen
    self.concurrency = concurrency
    self.queue = queue
    self.waiting = waiting
    self.sockets = sockets
  }
}

/// A simulated thread.
public struct ThreadState: Sendable, Codable, Hashable {
  /// What WSAGetLastError returns on it.
  public var lastError: ErrorValue
  /// The call that it is blocked in; nil when it runs.
  public var blockedIn: BlockedCall?
  /// Completion routines queued to it, in order.
  public var routines: [String]
  /// A thread's state from its parts.
  public init(lastError: ErrorValue, blockedIn: BlockedCall?, routines: [String]) {
    self.lastError = lastError
    self.blockedIn = blockedIn
    self.routines = routines
  }
}

/// A call that blocks its thread.
public struct BlockedCall: Sendable, Codable, Hashable {
  /// The C name.
  public var call: String
  /// The step that made it.
  public var step: Int
  /// A call of a step.
  public init(call: String, step: Int) { (self.call, self.step) = (call, step) }
}
