import LinuxSockets

/// Why a host or a router cannot be as it was asked for, or a segment cannot be put on the wire.
public enum HostError: Error, Sendable, Equatable {
  /// What makes an address one that no host can have.
  public enum BadAddress: Sendable, Equatable { case wildcard, loopback, group, thisNetwork, linkLocal, mappedIPv4 }
  /// What the system has to give for a host.
  public enum Resource: Sendable, Equatable {
    case routeSocket, loopback, link, raisedLink, route, packets
    case address(SocketAddress)
  }

  /// The machine's own network is used, as was asked for.
  case sharedNetwork
  /// There is no private network, for what the network's notices say.
  case noPrivateNetwork([NetworkNotice])
  /// There are as many hosts or routers as there can be.
  case tooManyHosts(Int)
  case tooManyRouters(Int)
  /// A host has the name already.
  case nameTaken(String)
  /// A host has no address, or two of one version of IP.
  case wrongFamilies
  case badAddress(BadAddress)
  /// A host or a router has the address already.
  case addressOfHost(String)
  case addressOfRouter(String)
  case mtu(least: Int, most: Int)
  case mtuForIPv6(least: Int)
  /// There is nothing yet to route between.
  case noHosts
  /// A router's two addresses belong to one network, or to two versions of IP.
  case routerWithinNetwork
  /// A router's rate, queue, mark or latency is not one that there can be.
  case rate
  case queue(longest: Int)
  case markBeyondQueue
  case latency(most: Int)
  /// No host has the address that a segment is for.
  case noHostOf(SocketAddress)
  /// A segment's two ends are of two versions of IP.
  case mixedFamilies
  /// A segment cannot be written or read.
  case unwritable
  case unreadable
  /// The system refuses a namespace at all, one more, or what a host has to have.
  case refused(Errno)
  case noMoreNamespaces(Errno)
  case resource(Resource, host: String)
}
