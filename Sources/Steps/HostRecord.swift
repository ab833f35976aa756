/// A host as `host` reports it.
public struct HostRecord: Sendable, Codable, Hashable {
  /// Its name.
  public var name: String
  /// Its addresses as text, without ports.
  public var addresses: [String]
  /// The largest packet that its interface sends or accepts, in bytes.
  public var mtu: Int
  /// False after `unplug`.
  public var isPlugged: Bool
  /// Its TCP connections and listening sockets as its kernel has them; nil when they cannot be read.
  public var connections: [HostSocket]?

  /// A host from its parts.
  public init(name: String, addresses: [String], mtu: Int, isPlugged: Bool, connections: [HostSocket]?) {
    self.name = name
    self.addresses = addresses
    self.mtu = mtu
    self.isPlugged = isPlugged
    self.connections = connections
  }
}

/// A TCP connection or listening socket in a host's kernel.
public struct HostSocket: Sendable, Codable, Hashable {
  /// The host's own end.
  public var local: Address
  /// The other end; nil for a listening socket.
  public var peer: Address?
  /// The kernel's state.
  public var state: ConnectionState
  /// Bytes received and not read; for a listening socket, connections waiting to be accepted.
  public var unread: Int
  /// Bytes sent and not acknowledged; for a listening socket, its backlog.
  public var unacknowledged: Int

  /// A row from its parts.
  public init(local: Address, peer: Address?, state: ConnectionState, unread: Int, unacknowledged: Int) {
    (self.local, self.peer, self.state) = (local, peer, state)
    (self.unread, self.unacknowledged) = (unread, unacknowledged)
  }
}

/// A socket at one end of a connection, by its name.
public struct EndName: Sendable, Codable, Hashable {
  /// The socket's name.
  public var name: String
  /// Its own address; the wildcard when it listens on all.
  public var local: Address
  /// The other end, nil for a listening socket.
  public var peer: Address?
  /// A name for an end.
  public init(name: String, local: Address, peer: Address?) {
    (self.name, self.local, self.peer) = (name, local, peer)
  }
}
