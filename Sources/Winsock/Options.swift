import LinuxSockets

/// The socket options that getsockopt and setsockopt know, by their C names.
public enum SocketOption: String, CaseIterable, Sendable {
  case SO_REUSEADDR, SO_EXCLUSIVEADDRUSE, SO_RCVBUF, SO_SNDBUF, SO_LINGER, SO_KEEPALIVE, SO_OOBINLINE, SO_RCVTIMEO,
    SO_SNDTIMEO, SO_ERROR, SO_TYPE, SO_ACCEPTCONN, SO_CONNECT_TIME, SO_UPDATE_ACCEPT_CONTEXT,
    SO_UPDATE_CONNECT_CONTEXT, TCP_NODELAY, TCP_FASTOPEN, SO_BROADCAST, SO_DEBUG, SO_DONTLINGER, TCP_KEEPIDLE,
    TCP_KEEPINTVL,
    TCP_KEEPCNT, SO_CONDITIONAL_ACCEPT, SO_DONTROUTE, SO_MAX_MSG_SIZE, IP_TTL, IP_MULTICAST_TTL, IP_MULTICAST_LOOP,
    IP_MULTICAST_IF, IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP, IP_PKTINFO, IPV6_V6ONLY, IPV6_UNICAST_HOPS, IPV6_PKTINFO

  /// What shape the option's value has.
  public enum Shape: Sendable {
    /// BOOL: 1 or 0.
    case flag
    /// A DWORD or int.
    case number
    /// struct linger.
    case linger
    /// A SOCKET.
    case socket
    /// An IPv4 address: struct in_addr.
    case address
    /// A group and the address of an interface: struct ip_mreq.
    case membership
    /// No value at all.
    case nothing
  }

  /// Whether its level is IPPROTO_TCP, and not SOL_SOCKET.
  public var isOfTCP: Bool {
    switch self {
    case .TCP_NODELAY, .TCP_FASTOPEN, .TCP_KEEPIDLE, .TCP_KEEPINTVL, .TCP_KEEPCNT: return true
    default: return false
    }
  }

  /// The number of its level: IPPROTO_IP, IPPROTO_TCP, IPPROTO_IPV6, or SOL_SOCKET.
  public var level: Int64 {
    switch self {
    case .IP_TTL, .IP_MULTICAST_TTL, .IP_MULTICAST_LOOP, .IP_MULTICAST_IF, .IP_ADD_MEMBERSHIP, .IP_DROP_MEMBERSHIP,
      .IP_PKTINFO:
      0
    case .IPV6_V6ONLY, .IPV6_UNICAST_HOPS, .IPV6_PKTINFO: 41
    default: isOfTCP ? 6 : 0xffff
    }
  }

  /// The level's name.
  public var levelName: String {
    switch level {
    case 0: "IPPROTO_IP"
    case 6: "IPPROTO_TCP"
    case 41: "IPPROTO_IPV6"
    default: "SOL_SOCKET"
    }
  }

  /// Its number in winsock2.h, mswsock.h and ws2ipdef.h.
  public var number: Int32 {
    switch self {
    case .SO_DEBUG: 1
    case .SO_ACCEPTCONN: 2
    case .SO_REUSEADDR: 4
    case .SO_KEEPALIVE: 8
    case .SO_BROADCAST: 0x20
    case .SO_LINGER: 0x80
    case .SO_OOBINLINE: 0x100
    case .SO_DONTLINGER: ~0x80
    case .SO_EXCLUSIVEADDRUSE: ~4
    case .SO_SNDBUF: 0x1001
    case .SO_RCVBUF: 0x1002
    case .SO_SNDTIMEO: 0x1005
    case .SO_RCVTIMEO: 0x1006
    case .SO_ERROR: 0x1007
    case .SO_TYPE: 0x1008
    case .SO_CONNECT_TIME: 0x700C
    case .SO_UPDATE_ACCEPT_CONTEXT: 0x700B
    case .SO_UPDATE_CONNECT_CONTEXT: 0x7010
    case .TCP_NODELAY: 1
    case .TCP_KEEPIDLE: 3
    case .TCP_FASTOPEN: 15
    case .TCP_KEEPCNT: 16
    case .TCP_KEEPINTVL: 17
    case .SO_CONDITIONAL_ACCEPT: 0x3002
    case .SO_DONTROUTE: 0x10
    case .SO_MAX_MSG_SIZE: 0x2003
    case .IP_TTL: 4
    case .IP_MULTICAST_IF: 9
    case .IP_MULTICAST_TTL: 10
    case .IP_MULTICAST_LOOP: 11
    case .IP_ADD_MEMBERSHIP: 12
    case .IP_DROP_MEMBERSHIP: 13
    case .IP_PKTINFO, .IPV6_PKTINFO: 19
    case .IPV6_V6ONLY: 27
    case .IPV6_UNICAST_HOPS: 4
    }
  }

  /// The shape of this option's value.
  public var shape: Shape {
    switch self {
    case .SO_RCVBUF, .SO_SNDBUF, .SO_RCVTIMEO, .SO_SNDTIMEO, .SO_ERROR, .SO_TYPE, .SO_CONNECT_TIME, .TCP_KEEPIDLE,
      .TCP_KEEPINTVL, .TCP_KEEPCNT, .SO_MAX_MSG_SIZE, .IP_TTL, .IP_MULTICAST_TTL, .IPV6_UNICAST_HOPS:
      return .number
    case .SO_LINGER: return .linger
    case .SO_UPDATE_ACCEPT_CONTEXT: return .socket
    case .IP_MULTICAST_IF: return .address
    case .IP_ADD_MEMBERSHIP, .IP_DROP_MEMBERSHIP: return .membership
    case .SO_UPDATE_CONNECT_CONTEXT: return .nothing
    default: return .flag
    }
  }
}

extension SocketOption {
  /// The least optlen that setsockopt and getsockopt take; less is WSAEFAULT.
  /// Source: Wine's test_set_getsockopt (test_optsize, accepts_short_len); what it does not have takes an int, by its page.
  public var leastLength: Int {
    switch self {
    case .SO_BROADCAST, .SO_DONTLINGER, .SO_OOBINLINE, .SO_KEEPALIVE, .SO_DONTROUTE, .SO_REUSEADDR,
      .SO_EXCLUSIVEADDRUSE, .TCP_NODELAY, .IP_MULTICAST_LOOP, .IP_MULTICAST_TTL, .IP_TTL, .IPV6_UNICAST_HOPS,
      .IPV6_V6ONLY, .SO_DEBUG, .SO_CONDITIONAL_ACCEPT:
      return 1
    case .SO_UPDATE_ACCEPT_CONTEXT, .IP_ADD_MEMBERSHIP, .IP_DROP_MEMBERSHIP: return 8
    case .SO_UPDATE_CONNECT_CONTEXT: return 0
    default: return 4
    }
  }

  /// How many bytes getsockopt writes where there is room for so many. Source: as above (sizes).
  public func writtenLength(room: Int) -> Int {
    switch self {
    case .SO_KEEPALIVE, .SO_DONTROUTE, .TCP_NODELAY, .IPV6_V6ONLY: 1
    default: room < 4 ? 1 : 4
    }
  }
}

/// A group that a socket receives for, and the interface that it joined there: struct ip_mreq. Both in host order; an
/// interface of 0 is the system's choice.
public struct Membership: Sendable, Hashable {
  /// imr_multiaddr.
  public var group: UInt32
  /// imr_interface.
  public var interface: UInt32

  /// A membership from its addresses.
  public init(group: UInt32, interface: UInt32) { (self.group, self.interface) = (group, interface) }

  /// Whether an IPv4 address is a group's: 224.0.0.0 to 239.255.255.255 (RFC 1112 section 4).
  public static func isGroup(_ address: UInt32) -> Bool { SocketAddress(inet: address, port: 0).isGroup }
}

/// What is given to setsockopt.
public enum OptionValue: Sendable {
  case number(Int64)
  case linger(on: Bool, seconds: UInt16)
  case socket(Handle)
  /// An IPv4 address, in host order.
  case address(UInt32)
  case membership(Membership)
  case nothing
}
