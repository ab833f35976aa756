import CLinuxShims
import Glibc
import LinuxSockets

/// Makes the private loopback the same on every machine, and a textbook's: what the namespace took over from the
/// machine, or what depends on the kernel's version, is written here.
enum LoopbackSetup {
  /// Ethernet's MTU: with 40 bytes of headers the MSS is 1460, as in every book.
  static let mtu: Int32 = 1500
  /// The largest window that a connection may come to offer. It decides the window scale: 8, as Windows has it.
  static let windowLimit: UInt32 = 8_388_608

  /// Below /proc/sys/net: what is written, and why.
  static let settings: [NetworkSettings.Setting] = [
    // As Windows: no timestamps, so that options and lengths are the textbook's.
    ("ipv4/tcp_timestamps", "0"), ("ipv4/tcp_sack", "1"), ("ipv4/tcp_window_scaling", "1"), ("ipv4/tcp_ecn", "0"),
    // Buffers that do not grow with the time a reader takes: windows depend on what was sent and read alone. The first
    // window is 65536 rounded down to whole segments: 64240.
    ("ipv4/tcp_rmem", "4096 131072 8388608"), ("ipv4/tcp_wmem", "4096 16384 4194304"),
    ("ipv4/tcp_moderate_rcvbuf", "0"), ("ipv4/tcp_shrink_window", "0"),
    // Two sends are two segments, and each is acknowledged at once, also while the receiver reads.
    ("ipv4/tcp_autocorking", "0"), ("ipv4/tcp_backlog_ack_defer", "0"),
    // Nothing learnt from earlier connections, from idle time or from round-trip times decides what is sent.
    ("ipv4/tcp_congestion_control", "reno"), ("ipv4/tcp_no_metrics_save", "1"),
    ("ipv4/tcp_slow_start_after_idle", "0"), ("ipv4/tcp_early_retrans", "0"),
    // Each segment that does not fit is answered, however soon after another (RFC 5961's challenges included).
    ("ipv4/tcp_invalid_ratelimit", "0"), ("ipv4/tcp_challenge_ack_limit", "2147483647"),
    // A SYN is sent again after 1, 2, 4, 8 s, four times as Windows does.
    ("ipv4/tcp_syn_retries", "4"), ("ipv4/tcp_syn_linear_timeouts", "0"), ("ipv4/tcp_syncookies", "0"),
    ("ipv4/tcp_fastopen", "3"), ("ipv4/tcp_fastopen_blackhole_timeout_sec", "0"), ("ipv4/tcp_tw_reuse", "0"),
    // Every unreachable port is told of, however many there are.
    ("ipv4/icmp_ratelimit", "0"), ("ipv4/icmp_msgs_per_sec", "1000000"), ("ipv6/icmp/ratelimit", "0"),
    // Windows's range of ephemeral ports.
    ("ipv4/ip_local_port_range", "49152 65535"),
    // A socket may be in more groups than 20.
    ("ipv4/igmp_max_memberships", "1024"),
    // ::1 is there at once.
    ("ipv6/conf/lo/accept_dad", "0"),
  ]

  /// Settings that older kernels do not have, and that they do not need.
  static let optional: [StaticString] = [
    "ipv4/tcp_backlog_ack_defer", "ipv4/tcp_shrink_window", "ipv4/tcp_syn_linear_timeouts",
    "ipv4/tcp_no_metrics_save", "ipv4/icmp_msgs_per_sec", "ipv4/tcp_invalid_ratelimit", "ipv4/tcp_challenge_ack_limit",
    "ipv4/tcp_fastopen_blackhole_timeout_sec",
    "ipv4/igmp_max_memberships",
  ]

  /// Does it all; returns what could not be done, by name.
  static func run() -> [String] {
    // The settings first: what lo gets when it comes up depends on them.
    var refused = NetworkSettings.write(settings, optional: optional)
    if wsalab_raise_loopback(mtu) != 0 { refused.append("lo up") }
    let socket = wsalab_route_socket()
    guard socket >= 0 else { return refused + ["routes"] }
    defer { close(socket) }
    // TCP would hand lo up to 64 kB at a time, to be cut up later: one segment at a time is what a trace can tell.
    if wsalab_loopback_segments(socket, 1) != 0 { refused.append("lo gso_max_segs") }
    if wsalab_loopback_groups(socket) != 0 { refused.append("route to groups") }
    refused += routes.filter { !acknowledgeQuickly(socket, $0) }.map { "route to \($0.name)" }
    return refused
  }

  private struct Route {
    var name: String
    var family: Int32
    var address: [UInt8]
    var prefix: Int32
  }

  private static let routes = [
    Route(name: "127.0.0.0/8", family: AF_INET, address: [127, 0, 0, 0], prefix: 8),
    Route(name: "127.0.0.1", family: AF_INET, address: [127, 0, 0, 1], prefix: 32),
    Route(name: "::1", family: AF_INET6, address: [UInt8](repeating: 0, count: 15) + [1], prefix: 128),
  ]

  /// Linux delays ACKs by 40 ms and more unless the route says otherwise.
  private static func acknowledgeQuickly(_ socket: Int32, _ route: Route) -> Bool {
    wsalab_route_metrics(socket, route.family, route.address, route.prefix, windowLimit) == 0
  }
}
