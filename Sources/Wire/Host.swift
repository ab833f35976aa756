import LinuxSockets

/// A host of a session: a network namespace with an address, at one end of the wire.
public struct Host: Sendable {
  /// Which host, from 1 in the order of making.
  public struct ID: Hashable, Comparable, Sendable {
    /// From 1.
    public let number: Int
    /// The host's place among the hosts, from 0.
    var place: Int { number - 1 }
    /// In the order of making.
    public static func < (a: ID, b: ID) -> Bool { a.number < b.number }
  }

  /// The MTUs that a host may have: IPv4 asks for 68 at least, IPv6 for 1280 (RFC 791, RFC 8200), and the playground has
  /// room for 9000, Ethernet's jumbo frames.
  public static let mtuRange = 68...9000
  /// The smallest MTU of a host with an IPv6 address.
  public static let smallestMTUForIPv6 = 1280
  /// Ethernet's MTU, which a host has unless another is asked for.
  public static let usualMTU = 1500

  /// Which host.
  public let id: ID
  /// Its name, as given.
  public let name: String
  /// Its addresses, ports 0: one for each version of IP at most.
  public let addresses: [SocketAddress]
  /// The largest packet that its interface sends or takes in.
  public let mtu: Int
  /// Whether it is on the wire: false after `unplug`.
  public internal(set) var isPlugged = true
  /// How its connections avoid congestion: those that begin from now on.
  public internal(set) var congestion = CongestionAlgorithm.reno
  /// What its TCP does beside.
  public internal(set) var switches: Set<HostSwitch> = []

  /// Its hardware address, locally administered.
  var hardwareAddress: UInt64 { 0x0200_0000_0000 | UInt64(id.number) }
}

/// How a connection avoids congestion.
public enum CongestionAlgorithm: String, Sendable, CaseIterable {
  /// RFC 5681: one segment more a round trip, and half of it after a loss. What it does depends on the segments alone.
  case reno
  /// RFC 9438, what Windows and Linux do by themselves: it grows with the time since the last loss.
  case cubic
}

/// What a host's TCP does or does not.
public enum HostSwitch: String, Sendable, CaseIterable {
  /// Explicit congestion notification (RFC 3168), asked for and agreed to.
  case ecn
  /// A listener whose queue of half-open connections is full answers with a cookie in its number, and keeps nothing
  /// (RFC 4987 section 3.6).
  case syncookies
}
