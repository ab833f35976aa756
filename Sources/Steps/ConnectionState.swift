/// TCP's states by the names of RFC 9293.
public enum ConnectionState: String, Sendable, Codable, Hashable {
  case closed = "CLOSED"
  case listen = "LISTEN"
  case synSent = "SYN_SENT"
  case synReceived = "SYN_RCVD"
  case established = "ESTABLISHED"
  case finWait1 = "FIN_WAIT_1"
  case finWait2 = "FIN_WAIT_2"
  case closeWait = "CLOSE_WAIT"
  case closing = "CLOSING"
  case lastAck = "LAST_ACK"
  case timeWait = "TIME_WAIT"
}

/// The states of one end before and after it sent or received a segment.
public struct StateMove: Sendable, Codable, Hashable {
  /// The state before.
  public var before: ConnectionState
  /// The state after.
  public var after: ConnectionState

  /// A move from one state to another, or to the same one.
  public init(before: ConnectionState, after: ConnectionState) {
    self.before = before
    self.after = after
  }
}

/// One end of a connection between hosts, as its kernel reports it.
public struct EndState: Sendable, Codable, Hashable {
  /// The host's name.
  public var host: String
  /// The end's own address.
  public var local: Address
  /// The other end's address.
  public var peer: Address
  /// The kernel's state; CLOSED where it has no such connection.
  public var state: ConnectionState
  /// What its TCP keeps of the connection; nil where there is none, or one that only listens or ends.
  @Boxed public var inside: InsideState?
  /// What it kept when it was reported last, or a connection begins with; nil when that is the same.
  @Boxed public var insideBefore: InsideState?

  /// An end from its parts.
  public init(
    host: String, local: Address, peer: Address, state: ConnectionState,
    inside: Boxed<InsideState> = Boxed(wrappedValue: nil), before: Boxed<InsideState> = Boxed(wrappedValue: nil)
  ) {
    (self.host, self.local, self.peer, self.state) = (host, local, peer, state)
    (_inside, _insideBefore) = (inside, before)
  }
}

/// Both ends of a connection between hosts, as their kernels report them.
public struct ConnectionEnds: Sendable, Codable, Hashable {
  /// The ends that exist: the one that sent the first segment comes first.
  public var ends: [EndState]

  /// A connection's ends.
  public init(ends: [EndState]) { self.ends = ends }
}
