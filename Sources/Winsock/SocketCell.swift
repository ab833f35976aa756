import LinuxSockets

/// What a socket is, in plain memory.
struct SocketCell {
  /// The life of a socket, as Winsock sees it.
  enum Phase: UInt8 {
    case unconnected, listening, connecting, connected
    /// A connection attempt failed; another may be made.
    case refused
    /// DisconnectEx is done without TF_REUSE_SOCKET: connected in name only.
    case disconnected
  }

  // What every operation looks at comes first, in as few cache lines as it takes.

  var next: Int32 = -1
  var descriptor: Int32
  var handle: Handle
  var flags: SocketFlags = []
  var phase: Phase = .unconnected
  /// SOCK_STREAM 1, SOCK_DGRAM 2.
  var type: Int32
  /// What ended the connection; given by every call from then on.
  var failure: ErrorCode = .success
  /// Operations under way, in the order in which they were started.
  var receives = OperationQueue()
  var sends = OperationQueue()
  /// Receives with MSG_OOB: they wait for urgent data alone.
  var urgents = OperationQueue()
  /// The completion port, or -1, and the key.
  var port: Int32 = -1
  /// FILE_SKIP_COMPLETION_PORT_ON_SUCCESS 1, FILE_SKIP_SET_EVENT_ON_HANDLE 2.
  var modes: UInt32 = 0
  var key: UInt64 = 0
  /// WSAEventSelect: what is asked for, what is recorded, what may be recorded again, and the event.
  var selectMask: UInt32 = 0
  var recorded: UInt32 = 0
  var armed: UInt32 = FD.all
  var selectEvent: Handle = .null
  var recordedErrors: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0, 0, 0)

  var family: SocketAddress.Family
  /// What SO_ERROR gives once: why a connection attempt failed.
  var pendingError: ErrorCode = .success
  var local: SocketAddress = .none
  var peer: SocketAddress = .none
  /// The AcceptEx that will make this socket a connection, or -1.
  var acceptingInto: Int32 = -1
  /// The host that it belongs to: 0 is the session's own machine.
  var host: Int32 = 0
  var keepAlive = KeepAlive()
  /// The next socket bound to the same port.
  var boundNext: Int32 = -1
  var receiveTimeout: UInt32 = 0
  var sendTimeout: UInt32 = 0
  /// As set or as Windows has them from the start; Linux's own are larger.
  var receiveBuffer: Int32 = 65536
  var sendBuffer: Int32 = 65536
  var linger: (on: Bool, seconds: UInt16) = (false, 0)
  /// IP_TTL and IP_MULTICAST_TTL, as Windows has them from the start.
  var hops: (unicast: UInt8, multicast: UInt8) = (128, 1)
  /// What comes back with each edge of this socket; 0 when it is in no epoll set.
  var registration: UInt64 = 0
  /// Urgent bytes that have come and were not received.
  var urgent = UrgentQueue()
  /// Where those that were fetched stand in the stream, as long as it has not been received up to there.
  var taken = TakenBytes()
  /// The layer's time when the connection came to be, in milliseconds.
  var connectedAt: UInt64 = 0

  init(
    descriptor: Int32, handle: Handle, family: SocketAddress.Family, type: Int32, flags: SocketFlags = []
  ) {
    self.descriptor = descriptor
    self.handle = handle
    self.family = family
    self.type = type
    self.flags = flags
  }

  var isStream: Bool { type == 1 }
}

/// What is true of a socket.
struct SocketFlags: OptionSet {
  let rawValue: UInt32
  static let nonblocking = SocketFlags(rawValue: 1)
  /// Made with WSA_FLAG_OVERLAPPED.
  static let overlapped = SocketFlags(rawValue: 1 << 1)
  static let bound = SocketFlags(rawValue: 1 << 2)
  static let shutReceive = SocketFlags(rawValue: 1 << 3)
  static let shutSend = SocketFlags(rawValue: 1 << 4)
  /// In the epoll set.
  static let registered = SocketFlags(rawValue: 1 << 5)
  /// By AcceptEx or ConnectEx, and its context not updated yet.
  static let contextMissing = SocketFlags(rawValue: 1 << 6)
  static let reuseAddress = SocketFlags(rawValue: 1 << 7)
  static let exclusiveAddress = SocketFlags(rawValue: 1 << 8)
  static let keepAlive = SocketFlags(rawValue: 1 << 9)
  static let oobInline = SocketFlags(rawValue: 1 << 10)
  static let noDelay = SocketFlags(rawValue: 1 << 11)
  static let broadcast = SocketFlags(rawValue: 1 << 12)
  static let debug = SocketFlags(rawValue: 1 << 13)
  /// The peer's FIN was read.
  static let ended = SocketFlags(rawValue: 1 << 14)
  /// In the table of bound ports.
  static let inBoundTable = SocketFlags(rawValue: 1 << 15)
  /// Accepted or disconnected with TF_REUSE_SOCKET, and free to be accepted into again.
  static let reused = SocketFlags(rawValue: 1 << 16)
  /// Its port was chosen by the system.
  static let ephemeral = SocketFlags(rawValue: 1 << 17)
  /// Its FIN went out after the peer's had come.
  static let closesSecond = SocketFlags(rawValue: 1 << 29)
  /// Its file object is not signaled: a call without an event of its own began on it and has not ended.
  static let unsignaled = SocketFlags(rawValue: 1 << 20)
  /// It is being closed: who waits for its file object is told when all is cancelled.
  static let closing = SocketFlags(rawValue: 1 << 21)
  /// Nothing was left to read when it was read last, and no edge has come since.
  static let drained = SocketFlags(rawValue: 1 << 30)
  /// Connected by ConnectEx (its context is SO_UPDATE_CONNECT_CONTEXT's).
  static let byConnectEx = SocketFlags(rawValue: 1 << 18)
  /// SIO_UDP_CONNRESET is FALSE: ports that are unreachable are not reported.
  static let ignoresUnreachable = SocketFlags(rawValue: 1 << 22)
  /// IPV6_V6ONLY is FALSE: the socket serves IPv4 as well.
  static let dualStack = SocketFlags(rawValue: 1 << 23)
  static let conditionalAccept = SocketFlags(rawValue: 1 << 24)
  static let dontRoute = SocketFlags(rawValue: 1 << 25)
  /// IP_MULTICAST_LOOP is FALSE.
  static let noMulticastLoop = SocketFlags(rawValue: 1 << 26)
  /// IP_PKTINFO or IPV6_PKTINFO is set.
  static let tellsDestination = SocketFlags(rawValue: 1 << 27)
  /// The end of a connection that asked for it, by connect or ConnectEx.
  static let byConnect = SocketFlags(rawValue: 1 << 19)
  /// TCP_FASTOPEN.
  static let fastOpen = SocketFlags(rawValue: 1 << 31)
}

/// A list of operations linked by index: first in, first done.
struct OperationQueue {
  var head: Int32 = -1
  var tail: Int32 = -1
  @inline(__always)
  var isEmpty: Bool { head < 0 }
}
