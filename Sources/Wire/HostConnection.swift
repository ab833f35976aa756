import CLinuxShims
import Glibc
import LinuxSockets

/// A row of a host's table of TCP connections, as its kernel has it.
public struct HostConnection: Sendable, Equatable {
  /// The host's own end.
  public let local: SocketAddress
  /// The other end; port 0 for a listening socket.
  public let remote: SocketAddress
  /// The kernel's state. SYN_RCVD and TIME_WAIT are seen here though no socket belongs to them.
  public let state: TCPState
  /// Bytes that wait to be read; for a listening socket, connections that wait to be accepted.
  public let unread: Int
  /// Bytes sent that are not acknowledged; for a listening socket, its backlog.
  public let unacknowledged: Int
  /// The timer that runs for it; nil when none does.
  public let timer: KernelTimer?
  /// How many bytes were acknowledged in its time.
  let acknowledged: UInt64
  /// How many segments were sent again.
  let sentAgain: UInt32
  /// How often its timer to send again ran out; 0 where the kernel does not tell.
  let timeoutsEver: UInt32
  /// The retransmission timeout by its kernel, in milliseconds.
  let timeout: Int64
  /// The least round-trip time that its kernel has measured, in microseconds.
  let leastRoundTrip: Int64
  /// Whether segments behind a gap have arrived at the other end, and what fills the gap counts as lost by nobody yet.
  let seesGap: Bool
  /// What its TCP keeps of it, but for times and the scoreboard; nil for a listening socket, and for what has no socket.
  let inside: TCPInside?
}

extension HostConnection {
  /// The most rows that are read.
  private static let limit = 4096

  /// Reads a table through a NETLINK_SOCK_DIAG socket, in the order of the addresses. Nil when it cannot be read.
  static func read(_ socket: Int32) -> [HostConnection]? {
    guard socket >= 0 else { return nil }
    var rows: [HostConnection] = []
    for family in [AF_INET, AF_INET6] { rows += entries(socket, family).compactMap(HostConnection.init) }
    return rows.sorted {
      ($0.local.port, $0.remote.port, $0.remote.low) < ($1.local.port, $1.remote.port, $1.remote.low)
    }
  }

  /// The row of the socket that a segment from `peer` to `local` would find: a connection's, or a listening socket's; nil
  /// when there is none. Costs the same however many connections there are.
  static func find(_ socket: Int32, _ local: SocketAddress, _ peer: SocketAddress) -> HostConnection? {
    guard socket >= 0, local.family == peer.family else { return nil }
    var entry = wsalab_connection()
    entry.family = UInt8(truncatingIfNeeded: local.family == .inet6 ? AF_INET6 : AF_INET)
    (entry.local_port, entry.remote_port) = (local.port, peer.port)
    withUnsafeMutableBytes(of: &entry.local) { Self.write(local, $0) }
    withUnsafeMutableBytes(of: &entry.remote) { Self.write(peer, $0) }
    guard wsalab_connection_find(socket, &entry) == 1 else { return nil }
    return entry.remote_port == peer.port ? HostConnection(entry, local, peer) : HostConnection(entry)
  }

  /// What an established connection's own socket tells of it, without its timer: cheaper than to look for its row. Nil when
  /// it is not established (any more).
  static func look(_ socket: Int32, _ local: SocketAddress, _ peer: SocketAddress, algorithm: String) -> TCPInside? {
    var entry = wsalab_connection()
    guard wsalab_connection_look(socket, &entry) == 1, TCPState(kernel: Int(entry.state)) == .established else {
      return nil
    }
    var inside = TCPInside(entry)
    inside.algorithm = algorithm
    return inside
  }

  /// Ends the connections that are still there though no socket belongs to them: one whose last segments were lost would
  /// keep its namespace for a minute and more.
  static func endAll(_ socket: Int32) {
    guard socket >= 0 else { return }
    for family in [AF_INET, AF_INET6] {
      for entry in entries(socket, family) where TCPState(kernel: Int(entry.state)) != .timeWait {
        withUnsafePointer(to: entry) { _ = wsalab_connection_destroy(socket, $0) }
      }
    }
  }

  private static func entries(_ socket: Int32, _ family: Int32) -> [wsalab_connection] {
    [wsalab_connection](unsafeUninitializedCapacity: limit) { buffer, count in
      let found = wsalab_connections_read(socket, family, buffer.baseAddress, UInt32(limit))
      count = found < 0 ? 0 : min(Int(found), limit)
    }
  }

  private init?(_ entry: wsalab_connection) {
    let isIPv6 = Int32(entry.family) == AF_INET6
    self.init(
      entry, withUnsafeBytes(of: entry.local) { Self.address($0, isIPv6, entry.local_port) },
      withUnsafeBytes(of: entry.remote) { Self.address($0, isIPv6, entry.remote_port) })
  }

  private init?(_ entry: wsalab_connection, _ local: SocketAddress, _ remote: SocketAddress) {
    guard let state = TCPState(kernel: Int(entry.state)) else { return nil }
    (self.local, self.remote, self.state) = (local, remote, state)
    (unread, unacknowledged) = (Int(entry.receive_queue), Int(entry.send_queue))
    timer = KernelTimer.Kind(rawValue: entry.timer).map {
      KernelTimer(kind: $0, left: Int64(entry.timer_left), timeouts: Int(entry.timeouts))
    }
    (acknowledged, sentAgain, timeoutsEver) = (entry.acknowledged, entry.retransmissions, entry.timeouts_ever)
    timeout = Int64(entry.retransmission_timeout / 1000)
    leastRoundTrip = Int64(entry.least_rtt)
    // TCP_CA_Open and TCP_CA_Disorder come before CWR, Recovery and Loss.
    seesGap = entry.sacked > 0 && entry.lost == 0 && entry.congestion_state < 2
    inside = entry.has_info != 0 && state != .listen && state != .closed ? TCPInside(entry) : nil
  }

  private static func write(_ address: SocketAddress, _ bytes: UnsafeMutableRawBufferPointer) {
    guard address.family == .inet6 else {
      return bytes.storeBytes(of: UInt32(truncatingIfNeeded: address.low).bigEndian, as: UInt32.self)
    }
    bytes.storeBytes(of: address.high.bigEndian, as: UInt64.self)
    bytes.storeBytes(of: address.low.bigEndian, toByteOffset: 8, as: UInt64.self)
  }

  private static func address(_ bytes: UnsafeRawBufferPointer, _ isIPv6: Bool, _ port: UInt16) -> SocketAddress {
    func number(_ range: Range<Int>) -> UInt64 { range.reduce(0) { $0 << 8 | UInt64(bytes[$1]) } }
    guard isIPv6 else { return SocketAddress(inet: UInt32(number(0..<4)), port: port) }
    return SocketAddress(family: .inet6, high: number(0..<8), low: number(8..<16), port: port)
  }
}

extension TCPState {
  /// A state from the kernel's number (include/net/tcp_states.h); 12 is a half-open connection's SYN_RCVD.
  init?(kernel number: Int) {
    let states: [TCPState] = [
      .established, .synSent, .synReceived, .finWait1, .finWait2, .timeWait, .closed, .closeWait, .lastAck, .listen,
      .closing, .synReceived,
    ]
    guard number > 0, number <= states.count else { return nil }
    self = states[number - 1]
  }
}

extension TCPInside {
  /// What a row of a kernel's table says.
  fileprivate init(_ entry: wsalab_connection) {
    congestion = Congestion(rawValue: entry.congestion_state) ?? .open
    algorithm = withUnsafeBytes(of: entry.algorithm) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    window = Int(entry.congestion_window)
    threshold = entry.slow_start_threshold >= Self.noThreshold ? nil : Int(entry.slow_start_threshold)
    unacknowledged = Int(entry.in_flight)
    (sacked, lost, retransmitting) = (Int(entry.sacked), Int(entry.lost), Int(entry.retransmitting))
    inFlight = max(unacknowledged - sacked - lost + retransmitting, 0)
    (retransmissions, reordering, backoff) = (Int(entry.retransmissions), Int(entry.reordering), Int(entry.backoff))
    segmentSize = Int(entry.segment_size)
    (sendQueue, notSent, receiveQueue) = (Int(entry.send_queue), Int(entry.not_sent), Int(entry.receive_queue))
    peerWindow = Int(entry.send_window)
    // A FIN takes a number, and the queues count it as a byte (net/ipv4/tcp_diag.c).
    switch TCPState(kernel: Int(entry.state)) {
    case .closeWait: receiveQueue = max(receiveQueue - 1, 0)
    case .finWait1: sendQueue = max(sendQueue - 1, 0)
    case .lastAck, .closing:
      (receiveQueue, sendQueue) = (max(receiveQueue - 1, 0), max(sendQueue - 1, 0))
    default: break
    }
  }
}
