import LinuxSockets
import Wire

/// A host as `host` tells of it.
public struct HostRecord: Sendable {
  /// Its name.
  public var name: String
  /// Its addresses, ports 0.
  public var addresses: [SocketAddress]
  /// The largest packet that its interface sends or takes in.
  public var mtu: Int
  /// False after `unplug`.
  public var isPlugged: Bool
  /// Its TCP connections and listening sockets as its kernel has them; nil when it does not tell.
  public var connections: [HostConnection]?

  /// A host with what its kernel says of connections.
  public init(_ host: Host, connections: [HostConnection]?) {
    (name, addresses, mtu, isPlugged) = (host.name, host.addresses, host.mtu, host.isPlugged)
    self.connections = connections
  }
}

/// One entry of `inflight` where there are hosts.
public enum InFlightRecord {
  /// A packet that has left and not arrived.
  case packet(InFlight)
  /// An operation that is finished and held in the simulated kernel.
  case operation(HeldRecord)

  /// Its number: packets and operations have one sequence.
  public var number: Int {
    switch self {
    case .packet(let packet): packet.number
    case .operation(let record): record.number
    }
  }
}
