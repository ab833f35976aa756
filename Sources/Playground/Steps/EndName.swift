import LinuxSockets

/// A socket at one end of a connection, by its name.
public struct EndName {
  /// The name.
  public var name: String
  /// The socket's own address; the wildcard when it listens on all.
  public var local: SocketAddress
  /// The other end, nil for a listening socket.
  public var peer: SocketAddress?
  /// A name for an end.
  public init(name: String, local: SocketAddress, peer: SocketAddress?) {
    (self.name, self.local, self.peer) = (name, local, peer)
  }
}
