import CLinuxShims
import Glibc
import LinuxSockets

/// What a host is made of in the kernel. All of it is gone when the descriptors are closed, or the process ends.
struct HostParts {
  /// Its network namespace.
  let namespace: Int32
  /// The packet socket at the wire's end of its link.
  let link: Int32
  /// The packet socket on its own loopback; negative when there is none.
  let loopback: Int32
  /// NETLINK_SOCK_DIAG's socket in its namespace; negative when there is none.
  let connections: Int32
}

/// Makes hosts. The thread is in the session's own namespace, the middle, before and after.
struct HostSetup {
  /// The session's own network namespace.
  let middle: Int32
  /// Its route socket.
  private let middleRoute: Int32
  /// What could not be set up, by name, though the host can be used.
  private(set) var refused: [String] = []
  /// Whether hosts acknowledge each segment at once, instead of after a while.
  private(set) var isQuick = true
  /// Sockets by which hosts are in the groups of their IPv6 addresses.
  var memberships: [Int32] = []
  /// Whether hosts ask for hardware addresses.
  var resolvesAddresses = false
  /// The least retransmission timeout of hosts that are made from now on, in milliseconds; 0 for the kernel's own.
  var leastTimeout: UInt32 = 0

  /// The wire's ends carry every host's frames.
  private static let farMTU = UInt32(Host.mtuRange.upperBound)
  /// The wire's ends have indices of their own, beyond those that the kernel gives.
  private static func farIndex(_ id: Host.ID) -> Int32 { 1000 + Int32(id.number) }

  private static let nearIndex: Int32 = 2

  /// Closes what was needed for making hosts.
  func end() {
    for descriptor in memberships { close(descriptor) }
    close(middle)
    close(middleRoute)
  }

  /// Before the first host, in the middle: its ends of the links say nothing of themselves, and the tables of
  /// connections of the hosts are small, so that they are read at once.
  private static let middleSettings: [NetworkSettings.Setting] = [
    ("ipv6/conf/default/disable_ipv6", "1"), ("ipv4/tcp_child_ehash_entries", "1024"),
  ]

  /// In a host beside those of the loopback.
  private static let hostSettings: [NetworkSettings.Setting] = [
    // Nothing is asked and nothing announced: every address is there at once, and only what a script does is sent.
    ("ipv6/conf/default/accept_dad", "0"), ("ipv6/conf/default/dad_transmits", "0"),
    ("ipv6/conf/default/addr_gen_mode", "1"), ("ipv6/conf/default/accept_ra", "0"),
    ("ipv6/conf/default/router_solicitations", "0"), ("ipv6/conf/default/autoconf", "0"),
    ("ipv6/conf/default/disable_ipv6", "0"),
    // What was learnt of a neighbor stays: nothing is asked again because time has passed, nor because no answer came.
    ("ipv4/neigh/default/base_reachable_time_ms", "86400000"), ("ipv4/neigh/default/gc_stale_time", "86400"),
    ("ipv4/neigh/default/delay_first_probe_time", "86400"), ("ipv4/neigh/default/retrans_time_ms", "86400000"),
    ("ipv6/neigh/default/base_reachable_time_ms", "86400000"), ("ipv6/neigh/default/gc_stale_time", "86400"),
    ("ipv6/neigh/default/delay_first_probe_time", "86400"), ("ipv6/neigh/default/retrans_time_ms", "86400000"),
    // A host is no router, and believes in every sender.
    ("ipv4/ip_forward", "0"), ("ipv4/conf/all/rp_filter", "0"), ("ipv4/conf/default/rp_filter", "0"),
  ]

  /// Begins: the thread is in the middle now.
  init() throws(HostError) {
    middle = wsalab_network_here()
    middleRoute = wsalab_route_socket()
    guard middle >= 0, middleRoute >= 0 else {
      throw HostError.refused(Errno(rawValue: -min(middle, middleRoute)))
    }
    refused += NetworkSettings.write(Self.middleSettings, optional: ["ipv4/tcp_child_ehash_entries"])
  }

  /// Makes a host's namespace and its link.
  mutating func make(_ host: Host) throws(HostError) -> HostParts {
    let namespace = try makeNamespace()
    let route = wsalab_route_socket()
    let connections = wsalab_connections_socket()
    let loopback = wsalab_capture_open()
    let failure = route < 0 ? .routeSocket : setUp(host, route)
    if route >= 0 { close(route) }
    HostNamespace.join(middle)
    func giveUp() { for descriptor in [connections, loopback, namespace] where descriptor >= 0 { close(descriptor) } }
    if let failure {
      giveUp()
      throw .resource(failure, host: host.name)
    }
    let link = wsalab_packet_socket(Self.farIndex(host.id))
    guard link >= 0, wsalab_packet_direct(link) == 0 else {
      giveUp()
      throw .resource(.packets, host: host.name)
    }
    return HostParts(namespace: namespace, link: link, loopback: loopback, connections: connections)
  }

  /// How often hosts send again before they give up. While packets are held somebody looks at them, who must not find the
  /// connection gone for having looked too long.
  func setPatience(_ isLong: Bool, _ part: HostParts) {
    HostNamespace.join(part.namespace)
    _ = NetworkSettings.write(isLong ? Self.longPatience : Self.usualPatience, optional: [])
    HostNamespace.join(middle)
  }

  /// Turns something on or off in a host, for connections that begin from now on.
  func setSwitch(_ one: HostSwitch, _ isOn: Bool, _ part: HostParts) -> Bool {
    HostNamespace.join(part.namespace)
    defer { HostNamespace.join(middle) }
    let setting: NetworkSettings.Setting =
      switch (one, isOn) {
      case (.ecn, true): ("ipv4/tcp_ecn", "1")
      case (.ecn, false): ("ipv4/tcp_ecn", "0")
      case (.syncookies, true): ("ipv4/tcp_syncookies", "1")
      case (.syncookies, false): ("ipv4/tcp_syncookies", "0")
      }
    return NetworkSettings.write([setting], optional: []).isEmpty
  }

  /// Lets hosts answer each segment that does not fit, or one in half a second, as kernels do by themselves.
  func setAnswers(_ areLimited: Bool, _ part: HostParts) {
    HostNamespace.join(part.namespace)
    let setting: NetworkSettings.Setting =
      areLimited ? ("ipv4/tcp_invalid_ratelimit", "500") : ("ipv4/tcp_invalid_ratelimit", "0")
    _ = NetworkSettings.write([setting], optional: ["ipv4/tcp_invalid_ratelimit"])
    HostNamespace.join(middle)
  }

  private static let usualPatience: [NetworkSettings.Setting] = [
    ("ipv4/tcp_syn_retries", "4"), ("ipv4/tcp_synack_retries", "5"), ("ipv4/tcp_orphan_retries", "0"),
  ]
  private static let longPatience: [NetworkSettings.Setting] = [
    ("ipv4/tcp_syn_retries", "100"), ("ipv4/tcp_synack_retries", "100"), ("ipv4/tcp_orphan_retries", "100"),
  ]

  /// Lets hosts acknowledge at once, or as the kernel does by itself: routes that sockets look up from now on say so.
  mutating func setQuick(_ isQuick: Bool, _ hosts: [Host], _ parts: [HostParts]) {
    self.isQuick = isQuick
    for (host, part) in zip(hosts, parts) where !setRoutes(host, part) { refused.append("route of \(host.name)") }
  }

  /// Gives a host its routes anew, for connections that begin from now on: with what the setup and the host say of them.
  /// False when the system refuses one.
  func setRoutes(_ host: Host, _ part: HostParts) -> Bool {
    HostNamespace.join(part.namespace)
    defer { HostNamespace.join(middle) }
    let route = wsalab_route_socket()
    guard route >= 0 else { return false }
    defer { close(route) }
    return host.addresses.allSatisfy { setRoute(host, $0.family, route) }
  }

  /// The thread is in the host's namespace.
  private func setRoute(_ host: Host, _ family: SocketAddress.Family, _ route: Int32) -> Bool {
    // Any namespace may name an algorithm on a route, though some may not make it the one of all sockets.
    wsalab_link_route(
      route, Int32(family.rawValue), isQuick ? 1 : 0, LoopbackSetup.windowLimit, leastTimeout, host.congestion.rawValue)
      == 0
  }

  private func makeNamespace() throws(HostError) -> Int32 {
    let outcome = wsalab_enter_network(0)
    guard outcome == 0 else { throw .noMoreNamespaces(Errno(rawValue: -outcome)) }
    let namespace = wsalab_network_here()
    guard namespace >= 0 else {
      HostNamespace.join(middle)
      throw .noMoreNamespaces(Errno(rawValue: -namespace))
    }
    return namespace
  }

  /// Sets up the namespace that the thread is in. Returns what failed, nil when the host can be used.
  private mutating func setUp(_ host: Host, _ route: Int32) -> HostError.Resource? {
    refused += NetworkSettings.write(
      LoopbackSetup.settings + Self.hostSettings, optional: LoopbackSetup.optional)
    if wsalab_raise_loopback(Int32(Host.usualMTU)) != 0 { return .loopback }
    let mac = host.hardwareAddressBytes
    guard
      wsalab_link_pair(
        route, mac, UInt32(host.mtu), middle, Self.farIndex(host.id), "host\(host.id.number)", Self.farMTU) == 0
    else { return .link }
    guard wsalab_link_raise(middleRoute, Self.farIndex(host.id)) == 0, wsalab_link_raise(route, Self.nearIndex) == 0
    else { return .raisedLink }
    if resolvesAddresses {
      listen(host)
      if wsalab_link_resolve(route, 1) != 0 { refused.append("eth0 ARP") }
    }
    if wsalab_link_plain() != 0 { refused.append("eth0 offload") }
    if wsalab_loopback_segments(route, 1) != 0 { refused.append("lo gso_max_segs") }
    for address in host.addresses {
      let family = Int32(address.family.rawValue)
      guard wsalab_link_address(route, family, address.addressBytes) == 0 else { return .address(address) }
      guard setRoute(host, address.family, route) else { return .route }
      // The kernel makes an IPv6 address its own in a worker, some time later; this route does it at once.
      _ = wsalab_link_local_route(route, family, address.addressBytes, LoopbackSetup.windowLimit)
    }
    return nil
  }
}

/// Being in a network namespace.
enum HostNamespace {
  /// Moves the thread there. A namespace that is held by a descriptor can always be joined by who made it.
  static func join(_ namespace: Int32) {
    let outcome = wsalab_network_join(namespace)
    precondition(outcome == 0, "a network namespace cannot be joined again: \(Errno(rawValue: -outcome))")
  }
}

extension Host {
  /// Its hardware address as in a frame.
  var hardwareAddressBytes: [UInt8] { (0..<6).map { UInt8(truncatingIfNeeded: hardwareAddress >> (40 - 8 * $0)) } }
}
