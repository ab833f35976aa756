/// A WSAOVERLAPPED's fields, by their names in the header.
public struct OverlappedState: Sendable, Codable, Hashable {
  /// The operation's status.
  public var Internal: StatusValue
  /// The bytes transferred.
  public var InternalHigh: UInt64
  /// Not used by sockets.
  public var Offset: UInt32
  /// Not used by sockets.
  public var OffsetHigh: UInt32
  /// The event's name, nil for NULL.
  public var hEvent: String?
  /// Whether that event is signaled; nil without one, and for a closed one.
  public var signaled: Bool?
  /// The fields as they are.
  public init(
    Internal: StatusValue, InternalHigh: UInt64, Offset: UInt32, OffsetHigh: UInt32, hEvent: String?, signaled: Bool?
  ) {
    self.Internal = Internal
    self.InternalHigh = InternalHigh
    self.Offset = Offset
    self.OffsetHigh = OffsetHigh
    self.hEvent = hEvent
    self.signaled = signaled
  }
}
