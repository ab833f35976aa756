import Steps

/// The state of a session at a step, as far as its steps tell it: threads and where each waits, sockets and their
/// pending operations, what an operation points to, ports with their queues, packets on the wire. It is inferred from
/// the steps alone, in order; `show` in a session puts it right where it says more.
struct Scene: Equatable, Sendable {
  /// A thread, and the call that it waits in.
  struct Thread: Equatable, Sendable {
    var blockedIn: String?
    var step = 0
    /// The objects that the call names.
    var waitsFor: [String] = []
  }

  /// A socket.
  struct Socket: Equatable, Sendable {
    var state = "OPEN"
    var local: String?
    var peer: String?
    var port: PortKey?
  }

  /// An operation under way, or done and not told yet.
  struct Operation: Equatable, Sendable {
    var call: String
    var step: Int
    var thread: String
    var socket: String?
    var overlapped: String?
    var buffers: [String] = []
    var routine: String?
    /// The number under which a finished one is held.
    var held: Int?
  }

  /// A completion port.
  struct Port: Equatable, Sendable {
    var queue: [PortPacket] = []
  }

  /// A buffer of a WSABUF.
  struct Buffer: Equatable, Sendable {
    var len: UInt32
    /// Its first bytes, as hex and ASCII.
    var start: String
    var count: Int
  }

  /// A packet that the wire holds.
  struct HeldPacket: Equatable, Sendable {
    var from: String
    var to: String
    var label: String
  }

  var threads: [String: Thread] = ["main": Thread()]
  var sockets: [String: Socket] = [:]
  var operations: [Int: Operation] = [:]
  var overlappeds: [String: OverlappedState] = [:]
  var buffers: [String: Buffer] = [:]
  var events: [String: Bool] = [:]
  var ports: [String: Port] = [:]
  /// Mutexes, semaphores, files, routines: a word about each.
  var others: [String: String] = [:]
  var wire: [Int: HeldPacket] = [:]
  var hosts: [String: String] = [:]
  var programs: [String: String] = [:]

  /// A session that has not run a line.
  init() {}
}
