import Steps

/// The state of a session at a step, as far as its steps tell it: threads and where each waits, sockets and their
/// pending operations, what an operation points to, ports with their queues, packets on the wire. It is inferred from
/// the steps alone, in order; `show` in a session puts it right where it says more.
public struct Scene: Equatable, Sendable {
  /// A thread, and the call that it waits in.
  public struct Thread: Equatable, Sendable {
    public var blockedIn: String?
    public var step = 0
    /// The objects that the call names.
    public var waitsFor: [String] = []
  }

  /// A socket.
  public struct Socket: Equatable, Sendable {
    public var state = "OPEN"
    public var local: String?
    public var peer: String?
    public var port: PortKey?
  }

  /// An operation under way, or done and not told yet.
  public struct Operation: Equatable, Sendable {
    public var call: String
    public var step: Int
    public var thread: String
    public var socket: String?
    public var overlapped: String?
    public var buffers: [String] = []
    public var routine: String?
    /// The number under which a finished one is held.
    public var held: Int?
  }

  /// A completion port.
  public struct Port: Equatable, Sendable {
    public var queue: [PortPacket] = []
  }

  /// A buffer of a WSABUF.
  public struct Buffer: Equatable, Sendable {
    public var len: UInt32
    /// Its first bytes, as hex and ASCII.
    public var start: String
    public var count: Int
  }

  /// A packet that the wire holds.
  public struct HeldPacket: Equatable, Sendable {
    public var from: String
    public var to: String
    public var label: String
  }

  public var threads: [String: Thread] = ["main": Thread()]
  public var sockets: [String: Socket] = [:]
  public var operations: [Int: Operation] = [:]
  public var overlappeds: [String: OverlappedState] = [:]
  public var buffers: [String: Buffer] = [:]
  public var events: [String: Bool] = [:]
  public var ports: [String: Port] = [:]
  /// Mutexes, semaphores, files, routines: a word about each.
  public var others: [String: String] = [:]
  public var wire: [Int: HeldPacket] = [:]
  public var hosts: [String: String] = [:]
  public var programs: [String: String] = [:]

  /// A session that has not run a line.
  public init() {}
}
