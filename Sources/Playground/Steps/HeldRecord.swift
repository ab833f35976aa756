import Winsock

/// An operation that is finished and held in the simulated kernel: nobody has been told yet.
public struct HeldRecord {
  /// Its number, by which it is let through.
  public var number: Int
  /// The C call that started it.
  public var call: String
  /// The step that started it.
  public var step: Int
  /// Its socket's name; nil when it has none any more.
  public var socket: String?
  /// The bytes it will report.
  public var bytes: UInt32
  /// The status it will report.
  public var status: NTStatus
  /// Its WSAOVERLAPPED, by its name.
  public var overlapped: String?
  /// Who will be told.
  public var destination: Destination

  /// Where a completion goes.
  public enum Destination {
    /// Nobody is told: the operation has no event, port or routine, and is found by its WSAOVERLAPPED alone.
    case none
    /// The event will be signaled.
    case event(String)
    /// A packet will be queued to the port, with the socket's key.
    case port(name: String, key: UInt64)
    /// The routine will be queued to the thread.
    case routine(name: String, thread: String)
    /// The thread that waits in its call goes on.
    case thread(String)
  }

  /// A record from its parts.
  public init(
    number: Int, call: String, step: Int, socket: String?, bytes: UInt32, status: NTStatus, overlapped: String?,
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
