/// An object whose state changed because of a step.
public enum Change: Sendable, Codable, Hashable {
  /// A socket entered another state: listening, connected, half-closed, …
  case socket(name: String, SocketState)
  /// A WSABUF's memory or len changed, or it is new.
  case buffer(name: String, BufferChange)
  /// A WSAOVERLAPPED; `before` is nil when it is new.
  case overlapped(name: String, before: OverlappedState?, now: OverlappedState)
  /// An event that no WSAOVERLAPPED among the changes has as its hEvent.
  case event(name: String, signaled: Bool)

  /// Whether it is about a socket.
  public var isSocket: Bool { if case .socket = self { true } else { false } }
}

/// A WSABUF's memory after a step, and which of its bytes the step changed.
public struct BufferChange: Sendable, Codable, Hashable {
  /// The WSABUF's len.
  public var len: UInt32
  /// The memory, or its first 4,096 bytes.
  public var memory: Bytes
  /// The places that changed, ascending and not adjacent; nil when the buffer is new.
  public var changed: [Range<Int>]?

  /// A change from its parts.
  public init(len: UInt32, memory: Bytes, changed: [Range<Int>]?) {
    self.len = len
    self.memory = memory
    self.changed = changed
  }

  /// The change from `before` to `now`; everything is new where the sizes differ.
  public init(len: UInt32, before: [UInt8]?, now: [UInt8]) {
    var ranges: [Range<Int>]?
    if let before, before.count == now.count {
      ranges = before == now ? [] : BufferChange.differences(before, now)
    }
    self.init(len: len, memory: Bytes(now), changed: ranges)
  }

  private static func differences(_ before: [UInt8], _ now: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var i = 0
    while i < now.count {
      guard before[i] != now[i] else {
        i += 1
        continue
      }
      let start = i
      while i < now.count, before[i] != now[i] { i += 1 }
      ranges.append(start..<i)
    }
    return ranges
  }
}
