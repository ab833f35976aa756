import LinuxSockets

/// An operation under way, in plain memory: posted with an OVERLAPPED, or holding up a blocked thread. It takes 128 bytes,
/// two cache lines, and not one more: fields of four bytes stand in pairs.
struct OperationCell {
  var next: Int32 = -1
  var previous: Int32 = -1
  /// The socket whose queue it is in, and the one it was started on (they differ for AcceptEx waiting for data).
  var socket: Int32
  var owner: Int32
  var thread: Int32
  var tag: Int32
  var call: CallKind
  var flags: OperationFlags = []
  /// MSG_PEEK, MSG_OOB, MSG_WAITALL, MSG_PARTIAL, as Winsock numbers them.
  var messageFlags: UInt32 = 0
  var routine: Int32 = -1
  /// AcceptEx: the accepting socket; -1 for other calls.
  var accepting: Int32 = -1
  /// nil for a blocked call.
  var overlapped: OverlappedPointer?
  /// hEvent as it was when the operation began.
  var event: Handle = .null
  /// The memory: one piece inline, more in `pieces`.
  var first = MemoryPiece(base: nil, count: 0)
  var pieces: UnsafeMutablePointer<MemoryPiece>?
  var pieceCount: Int32 = 1
  /// AcceptEx: the length of the first address part of the output; the second ends with the memory. WSARecvMsg: the
  /// length of the memory for control data. WSASendMsg: the IPv4 address to send from, in host order, or 0.
  /// TransmitFile: TF_DISCONNECT and TF_REUSE_SOCKET.
  var localLength: UInt32 = 0
  /// Bytes asked for in all, and moved so far.
  var total: Int = 0
  var done: Int = 0
  /// sendto's destination, recvfrom's sender, connect's peer.
  var address: SocketAddress = .none
}

/// What is true of an operation.
struct OperationFlags: OptionSet {
  let rawValue: UInt8
  /// A thread is blocked in it; it has no OVERLAPPED of the application's, or the socket is not an overlapped one.
  static let blocking = OperationFlags(rawValue: 1)
  /// It returned WSA_IO_PENDING.
  static let pended = OperationFlags(rawValue: 2)
  /// The rest of a send that the application is done with.
  static let isRest = OperationFlags(rawValue: 4)
  /// Its memory is the layer's own, and is given back with it.
  static let ownsMemory = OperationFlags(rawValue: 8)
}

/// An event object, or another one that threads wait for and whose owner or count says whether they may go on.
struct EventCell {
  enum Kind: UInt8 { case event, mutex, semaphore }
  var next: Int32 = -1
  var kind = Kind.event
  /// The thread that has a mutex, or -1; and how often it has taken it.
  var owner: Int32 = -1
  var depth: Int32 = 0
  /// Whether the last owner of a mutex ended while it had it.
  var isAbandoned = false
  /// How many waits a semaphore still lets through, and the most that it ever does.
  var count: Int32 = 0
  var most: Int32 = 0
  var isSignaled = false
  /// Auto-reset: a wait that it satisfies resets it.
  var resetsItself = false
  /// How many blocked threads wait for it.
  var waiters: Int32 = 0
  var handle: Handle = .null
}

/// A completion port.
struct PortCell {
  var next: Int32 = -1
  var handle: Handle
  /// Threads that may run at once.
  var concurrency: UInt32
  /// Threads that took a packet and have not come back or blocked.
  var active: UInt32 = 0
  var head: Int32 = -1
  var tail: Int32 = -1
  var count: Int32 = 0
  /// The thread that began to wait last, or -1; the others follow by `ThreadCell.below`.
  var waiter: Int32 = -1
  /// Open handle and associated sockets: the port lives until all are gone.
  var references: Int32 = 1
}

/// A packet in a port's queue.
struct PacketCell {
  var next: Int32 = -1
  var bytes: UInt32
  var key: UInt64
  var overlapped: OverlappedPointer?
  var status: NTStatus
  /// True for the completion of an operation that pended: its OVERLAPPED is written when the packet is taken.
  var writesOverlapped: Bool
}

/// A completion routine waiting for its thread, or a function that QueueUserAPC queued.
struct RoutineCell {
  var next: Int32 = -1
  /// Whether QueueUserAPC queued it: it gets `data`, and no result of an operation.
  var isUserAPC = false
  var data: UInt64 = 0
  var routine: Int32
  var error: ErrorCode = .success
  var bytes: UInt32 = 0
  var flags: UInt32 = 0
  var overlapped: OverlappedPointer?
}

/// A simulated thread.
struct ThreadCell {
  var lastError: ErrorCode = .success
  /// The call it is blocked in.
  var blockedIn: CallKind = .none
  var tag: Int32 = 0
  var isAlertable = false
  var hasEnded = false
  /// Completion routines in the order in which they were queued.
  var routineHead: Int32 = -1
  var routineTail: Int32 = -1
  /// The port whose packet it took last and on whose account it runs, or -1.
  var port: Int32 = -1
  /// The next thread down the stack of a port's waiters.
  var below: Int32 = -1
  /// The host that it runs on: 0 is the session's own machine.
  var host: Int32 = 0
  /// When it began to wait: threads are released in that order.
  var waitOrder: UInt64 = 0
}
