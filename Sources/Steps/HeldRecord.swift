/// An operation that has finished and is held in the simulated kernel: no one has been notified yet.
public struct HeldRecord: Sendable, Codable, Hashable {
  /// Its number in `inflight`.
  public var number: Int
  /// The C call that started it.
  public var call: String
  /// The step that started it.
  public var step: Int
  /// Its socket's name; nil when the socket has none any more.
  public var socket: String?
  /// The bytes it will report.
  public var bytes: UInt32
  /// The status it will report.
  public var status: StatusValue
  /// Its WSAOVERLAPPED, by its name.
  public var overlapped: String?
  /// Who will be notified.
  public var destination: Destination

  /// Where a completion goes.
  public enum Destination: Sendable, Codable, Hashable {
    /// No one is notified: the operation has no event, port or routine; only its WSAOVERLAPPED shows it.
    case none
    /// The event will be signaled.
    case event(String)
    /// A packet with the socket's key will be queued to the port.
    case port(PortKey)
    /// The routine will be queued to the thread.
    case routine(QueuedRoutine)
    /// The thread that waits in its call will continue.
    case thread(String)
  }

  /// A record from its parts.
  public init(
    number: Int, call: String, step: Int, socket: String?, bytes: UInt32, status: StatusValue, overlapped: String?,
    destination: Destination
  ) {
    self.number = number
    self.call = call
    self.step = step
    self.socket = socket
    self.bytes = bytes
    self.status = status
    self.overlapped = overlapped
    self.destination = destination
  }
}

/// One entry of `inflight` where there are hosts.
public enum InFlightRecord: Sendable, Codable, Hashable {
  /// A packet that has left and not arrived; `isTimed`: it arrives by itself.
  case packet(number: Int, Packet, isTimed: Bool)
  /// An operation that has finished and is held in the simulated kernel.
  case operation(HeldRecord)

  /// Its number: packets and operations share one sequence.
  public var number: Int {
    switch self {
    case .packet(let number, _, _): number
    case .operation(let record): record.number
    }
  }
}
