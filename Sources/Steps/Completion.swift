/// What finished because of a step, or was posted to a port, in order.
public enum Finished: Sendable, Codable, Hashable {
  /// An operation completed.
  case operation(CompletionRecord)
  /// PostQueuedCompletionStatus queued a packet.
  case posted(PostedPacket)
}

/// An operation that completed.
public struct CompletionRecord: Sendable, Codable, Hashable {
  /// The C call that started it.
  public var call: String
  /// The step that started it.
  public var step: Int
  /// Bytes transferred.
  public var bytes: UInt32
  /// How it ended.
  public var status: StatusValue
  /// Its WSAOVERLAPPED, by its name.
  public var overlapped: String?
  /// Where its packet went.
  public var port: PortKey?
  /// The routine that was queued, and to which thread.
  public var routine: QueuedRoutine?
  /// A record from its parts.
  public init(
    call: String, step: Int, bytes: UInt32, status: StatusValue, overlapped: String?, port: PortKey?,
    routine: QueuedRoutine?
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

/// A packet that PostQueuedCompletionStatus queued.
public struct PostedPacket: Sendable, Codable, Hashable {
  /// The port's name.
  public var port: String
  /// The completion key given.
  public var key: UInt64
  /// The WSAOVERLAPPED given, by its name; nil for NULL.
  public var overlapped: String?
  /// The byte count given.
  public var bytes: UInt32
  /// A packet from its parts.
  public init(port: String, key: UInt64, overlapped: String?, bytes: UInt32) {
    (self.port, self.key, self.overlapped, self.bytes) = (port, key, overlapped, bytes)
  }
}

/// A completion port and the key that a socket has there.
public struct PortKey: Sendable, Codable, Hashable {
  /// The port's name.
  public var name: String
  /// The completion key.
  public var key: UInt64
  /// A port with a key.
  public init(name: String, key: UInt64) { (self.name, self.key) = (name, key) }
}

/// A completion routine and the thread it is queued to.
public struct QueuedRoutine: Sendable, Codable, Hashable {
  /// The routine's name.
  public var name: String
  /// The thread's name.
  public var thread: String
  /// A routine with its thread.
  public init(name: String, thread: String) { (self.name, self.thread) = (name, thread) }
}
