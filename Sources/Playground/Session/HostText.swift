import LinuxSockets
import Wire

// Why a host, a router or a segment cannot be, in words.

extension HostError {
  /// One sentence: what is wrong, and what would be right.
  public var message: String {
    switch self {
    case .sharedNetwork: "hosts need a private network: start without --network shared"
    case .noPrivateNetwork(let notices):
      "hosts need a private network, and there is "
        + (notices.isEmpty ? "none" : notices.map(\.text).joined(separator: "; "))
    case .tooManyHosts(let most): "\(most) hosts are the most"
    case .tooManyRouters(let most): "\(most) routers are the most"
    case .nameTaken(let name): "there is a host \(name) already"
    case .wrongFamilies: "a host has one address, or one of IPv4 and one of IPv6"
    case .badAddress(let why): why.text
    case .addressOfHost(let name): "host \(name) has this address"
    case .addressOfRouter(let name): "router \(name) has this address"
    case .mtu(let least, let most): "an MTU is between \(least) and \(most)"
    case .mtuForIPv6(let least): "IPv6 asks for an MTU of \(least) at least"
    case .noHosts: "there are no hosts to route between"
    case .routerWithinNetwork:
      "a router's addresses belong to two different networks, such as 10.0.0.254 and 10.0.1.254"
    case .rate: "a rate is between 1 kbit and 100 gbit per second"
    case .queue(let longest): "a queue holds 1 to \(longest) packets"
    case .markBeyondQueue: "mark cannot exceed the length of the queue"
    case .latency(let most): "a latency is \(Self.grouped(most)) ms at most"
    case .noHostOf(let address): "no host has \(address.hostText)"
    case .mixedFamilies: "the two ends are of two versions of IP"
    case .unwritable: "such a segment cannot be written"
    case .unreadable: "such a segment cannot be read"
    case .refused(let error): "no host can be made: \(error)"
    case .noMoreNamespaces(let error):
      "no more hosts can be made: \(error) (user.max_net_namespaces limits them)"
    case .resource(let resource, let host): "host \(host) cannot be made: \(resource.text)"
    }
  }

  /// `10,000`
  private static func grouped(_ number: Int) -> String {
    number < 1000 ? String(number) : "\(number / 1000)," + String(number % 1000 + 1000).dropFirst()
  }
}

extension HostError.BadAddress {
  fileprivate var text: String {
    switch self {
    case .wildcard: "a host needs an address of its own"
    case .loopback: "that is the loopback, which every host has: give it one such as 10.0.0.1"
    case .group: "that is not the address of one host: give it one such as 10.0.0.1"
    case .thisNetwork: "that is not the address of a host: give it one such as 10.0.0.1"
    case .linkLocal: "a link-local address needs a scope: give it one such as fd00::1"
    case .mappedIPv4: "that is an IPv4 address written as IPv6"
    }
  }
}

extension HostError.Resource {
  fileprivate var text: String {
    switch self {
    case .routeSocket: "the system refuses a route socket"
    case .loopback: "the system refuses lo"
    case .link: "the system refuses a link"
    case .raisedLink: "the system refuses a link that is up"
    case .route: "the system refuses a route"
    case .address(let address): "the system refuses the address \(address)"
    case .packets: "its packets cannot be had"
    }
  }
}
