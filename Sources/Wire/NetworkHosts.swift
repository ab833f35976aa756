import CLinuxShims
import Glibc
import LinuxSockets

/// Hosts and the wire between them. Times are milliseconds of a clock that only goes forward, the same in every call.
extension Network {
  /// How many hosts a session may have.
  public static let maximumHosts = 16
  /// How many packets the wire holds at most; what comes when it is full is lost.
  public static let maximumHeld = HostWire.heldLimit

  /// The hosts, in the order of making.
  public var hosts: [Host] { wire?.hosts ?? [] }

  /// Whether there are hosts, whose packets are moved by whoever drains them.
  public var hasHosts: Bool { wire.map { !$0.hosts.isEmpty } ?? false }

  /// A host by its name.
  public func host(named name: String) -> Host? { hosts.first { $0.name == name } }

  /// A host by its number, from 1.
  public func host(numbered number: Int) -> Host? {
    let hosts = hosts
    return number >= 1 && number <= hosts.count ? hosts[number - 1] : nil
  }

  /// Makes a host, and with the first one the wire. It is ready at once.
  /// - Parameters:
  ///   - name: not that of another host.
  ///   - addresses: one for each version of IP at most; ports are passed over.
  ///   - mtu: from 68 to 9000; with an IPv6 address 1280 at least.
  /// - Throws: `HostError` when there is no private network, or the host cannot be.
  @discardableResult
  public func makeHost(
    _ name: String, addresses: [SocketAddress], mtu: Int = Host.usualMTU
  ) throws(HostError) -> Host {
    let addresses = addresses.map { $0.with(port: 0) }
    if let problem = problem(name, addresses, mtu) { throw problem }
    let wire: HostWire
    if let known = self.wire {
      wire = known
    } else {
      wire = try HostWire(log: log, leastTimeout: leastTimeout)
      if let capture { wire.watch(capture) }
      self.wire = wire
    }
    let host = Host(id: Host.ID(number: wire.hosts.count + 1), name: name, addresses: addresses, mtu: mtu)
    try wire.add(host)
    log.now = now
    return host
  }

  /// What is wrong with a host that is asked for; nil when nothing is.
  private func problem(_ name: String, _ addresses: [SocketAddress], _ mtu: Int) -> HostError? {
    guard isPrivate else { return reachesOut ? .sharedNetwork : .noPrivateNetwork(notices) }
    guard hosts.count < Self.maximumHosts else { return .tooManyHosts(Self.maximumHosts) }
    guard host(named: name) == nil else { return .nameTaken(name) }
    guard !addresses.isEmpty, Set(addresses.map(\.family)).count == addresses.count else {
      return .wrongFamilies
    }
    for address in addresses {
      if let why = address.whyNoHost { return .badAddress(why) }
      if let other = hosts.first(where: { $0.addresses.contains(address) }) {
        return .addressOfHost(other.name)
      }
    }
    guard Host.mtuRange.contains(mtu) else {
      return .mtu(least: Host.mtuRange.lowerBound, most: Host.mtuRange.upperBound)
    }
    guard mtu >= Host.smallestMTUForIPv6 || !addresses.contains(where: { $0.family == .inet6 }) else {
      return .mtuForIPv6(least: Host.smallestMTUForIPv6)
    }
    return nil
  }

  /// Ends all hosts: nothing of them is left once their sockets are closed.
  public func removeHosts() {
    wire = nil
    capture?.isWatched = false
  }

  /// Runs `body` with the thread in a host's network: sockets that it makes belong to that host for good. Nil is the
  /// session's own network, where the thread is anyway.
  public func inside<R>(_ id: Host.ID?, _ body: () throws -> R) rethrows -> R {
    guard let id, let wire else { return try body() }
    return try wire.inside(id, body)
  }

  /// The TCP connections of a host as its kernel has them; nil when it does not tell.
  public func connections(of id: Host.ID) -> [HostConnection]? {
    wire.flatMap { HostConnection.read($0.parts[id.place].connections) }
  }

  /// The TCP connections of the session's own network, beside its hosts; nil when its kernel does not tell.
  public func ownConnections() -> [HostConnection]? {
    let socket = wsalab_connections_socket()
    guard socket >= 0 else { return nil }
    defer { close(socket) }
    return HostConnection.read(socket)
  }

  /// Sets how connections of a host avoid congestion that begin from now on. False when the system has no such algorithm.
  public func setCongestion(_ algorithm: CongestionAlgorithm, of id: Host.ID) -> Bool {
    wire?.setCongestion(algorithm, id) ?? false
  }

  /// Turns something on or off in a host, for connections that begin from now on. False when the system refuses.
  public func setSwitch(_ one: HostSwitch, _ isOn: Bool, of id: Host.ID) -> Bool {
    wire?.setSwitch(one, isOn, id) ?? false
  }

  /// Whether what hosts send depends on the machine's clock, beside their timers: CUBIC's window grows with time.
  public var dependsOnClock: Bool { hosts.contains { $0.congestion == .cubic } }

  /// How many frames were captured so far.
  public var frameCount: Int { log.count }

  /// Takes a host off the wire, or puts it on again.
  public func plug(_ id: Host.ID, _ isPlugged: Bool) { wire?.plug(id, isPlugged) }

  // MARK: Packets on their way

  /// Numbers the packets on the wire by a sequence that has other uses, too.
  public func numberPackets(by take: @escaping () -> Int) { wire?.takeNumber = take }

  /// Whether packets wait for a hand.
  public var isHolding: Bool {
    get { wire?.isHolding ?? false }
    set { wire?.isHolding = newValue }
  }

  /// What the wire does to every packet while it flows. Set, it begins anew with its seed.
  public var wireRules: WireRules {
    get { wire?.chance.rules ?? WireRules() }
    set {
      wire?.chance = WireChance(newValue)
      let isDelayed = newValue.delaysAcknowledgements
      let isShown = newValue.showsResolution
      if let wire, isShown != wire.setup.resolvesAddresses { _ = wire.showResolution(isShown) }
      if isDelayed != tracer.table.delaysAcknowledgements { wire?.delayAcknowledgements(isDelayed) }
      tracer.table.delaysAcknowledgements = isDelayed
    }
  }

  /// Packets that have left and not arrived, oldest first.
  public func inFlight(at now: Int64) -> [InFlight] {
    (wire?.held ?? []).filter { !$0.isLost }.map { frame in
      InFlight(number: frame.number, packet: frame.packet, remaining: frame.due.map { Int(max($0 - now, 0)) })
    }
  }

  /// How many packets have left and not arrived.
  public var inFlightCount: Int { wire?.held.count ?? 0 }

  /// When the next packet arrives by itself; nil when none does.
  public var nextArrival: Int64? { wire?.nextDue }

  /// Sets aside what hosts have sent since the last line by their timers, while packets are held: it is taken in when time
  /// is let pass, or the wire flows. Who looks at a packet for a minute is not told every few seconds that it is sent again.
  public func sweep(at now: Int64) { if let wire, wire.isHolding { wire.sweep(now: now) } }

  /// Whether time is let pass: only then an acknowledgement is taken in that its kernel has delayed. It comes when the
  /// kernel's clock says so, and would be told of any line that happens to run then.
  public var isWaiting: Bool {
    get { wire?.isWaiting ?? false }
    set { wire?.isWaiting = newValue }
  }

  /// Calls `body` before packets arrive at hosts, for as long as acknowledgements are delayed; nil: no more.
  public func beforeArrivals(_ body: (() -> Void)?) { wire?.willDeliver = body }

  /// Asks `body` whether a host has joined a group (an IPv4 address in host order), for every packet that is for one.
  public func askForMembers(_ body: @escaping (Host.ID, UInt32) -> Bool) {
    wire?.isMember = { host, group in !group.isIPv6 && body(host, UInt32(truncatingIfNeeded: group.low)) }
  }

  /// Descriptors that poll readable when packets come out of hosts.
  public var linkDescriptors: [Int32] {
    wire.map { $0.links.map(\.descriptor) + $0.loopbacks.map(\.link.descriptor) } ?? []
  }

  /// Lets the oldest packets arrive that wait for a hand, and what comes of it be sent. Returns how many arrived.
  public func step(_ count: Int, at now: Int64, into packets: inout [TracedPacket]) -> Int {
    guard let wire else { return 0 }
    let arrived = wire.step(count, at: now, &tracer, into: &packets)
    wire.pump(now: now, &tracer, into: &packets)
    return arrived
  }

  /// Lets one packet arrive, before others if need be. False when there is none of that number on its way.
  public func deliver(_ number: Int, at now: Int64, into packets: inout [TracedPacket]) -> Bool {
    guard let wire, wire.deliver(number, at: now, &tracer, into: &packets) else { return false }
    wire.pump(now: now, &tracer, into: &packets)
    return true
  }

  /// Loses one packet. False when there is none of that number on its way.
  public func drop(_ number: Int, into packets: inout [TracedPacket]) -> Bool {
    wire?.drop(number, into: &packets) ?? false
  }

  /// Lets a copy of one packet arrive; the packet itself stays. False when there is none of that number on its way.
  public func duplicate(_ number: Int, at now: Int64, into packets: inout [TracedPacket]) -> Bool {
    guard let wire, wire.duplicate(number, at: now, &tracer, into: &packets) else { return false }
    wire.pump(now: now, &tracer, into: &packets)
    return true
  }

  /// Turns the last bit of a packet over, so that its checksum is wrong. False when there is none of that number on its
  /// way.
  public func corrupt(_ number: Int) -> Bool { wire?.corrupt(number) ?? false }

  /// The routers, in the order of making.
  public var routers: [Router] { wire?.routers.list ?? [] }

  /// The bytes that wait now in the queues of the routers between two hosts; nil where none has a rate.
  public func queued(from source: SocketAddress, to destination: SocketAddress) -> Int? {
    wire?.routers.queued(from: NetworkPrefix(source), to: NetworkPrefix(destination), at: now * 1000)
  }

  /// Makes a router, or changes the one of its name.
  /// - Throws: `HostError` when there is no wire, or the router cannot be.
  public func setRouter(_ router: Router) throws(HostError) {
    guard let wire else { throw .noHosts }
    if let problem = problem(router) { throw problem }
    wire.routers.set(router)
  }

  /// What is wrong with a router that is asked for; nil when nothing is.
  private func problem(_ router: Router) -> HostError? {
    let others = routers.filter { $0.name != router.name }
    guard others.count < Router.most else { return .tooManyRouters(Router.most) }
    guard host(named: router.name) == nil else { return .nameTaken(router.name) }
    guard router.addresses[0].family == router.addresses[1].family,
      NetworkPrefix(router.addresses[0]) != NetworkPrefix(router.addresses[1])
    else { return .routerWithinNetwork }
    for address in router.addresses {
      if let why = address.whyNoHost { return .badAddress(why) }
      if let other = hosts.first(where: { $0.addresses.contains(address) }) {
        return .addressOfHost(other.name)
      }
      if let other = others.first(where: { $0.addresses.contains(address) }) {
        return .addressOfRouter(other.name)
      }
    }
    let least = router.addresses[0].family == .inet6 ? Host.smallestMTUForIPv6 : Host.mtuRange.lowerBound
    guard router.mtus.allSatisfy({ $0 >= least && $0 <= Host.mtuRange.upperBound }) else {
      return .mtu(least: least, most: Host.mtuRange.upperBound)
    }
    guard router.rate == 0 || Router.rates.contains(router.rate) else { return .rate }
    guard (1...Router.longestQueue).contains(router.queue) else { return .queue(longest: Router.longestQueue) }
    guard router.mark == 0 || router.mark <= router.queue else { return .markBeyondQueue }
    guard router.latencies.allSatisfy({ (0...Router.longestLatency).contains($0) }) else {
      return .latency(most: Router.longestLatency)
    }
    return nil
  }

  /// Lets one packet arrive by itself in some milliseconds. False when there is none of that number on its way.
  public func delay(_ number: Int, milliseconds: Int, at now: Int64) -> Bool {
    wire?.delay(number, until: now + Int64(milliseconds)) ?? false
  }

  /// Lets all packets arrive that wait for a hand, and those that come from now on pass by themselves.
  public func flow(at now: Int64, into packets: inout [TracedPacket]) {
    guard let wire else { return }
    wire.flow(at: now, &tracer, into: &packets)
    wire.pump(now: now, &tracer, into: &packets)
  }
}

extension SocketAddress {
  /// Why no host can have this address; nil when one can.
  fileprivate var whyNoHost: HostError.BadAddress? {
    if isWildcard { return .wildcard }
    switch family {
    case .inet where low >> 24 == 127, .inet6 where high == 0 && low == 1: return .loopback
    case .inet where low >> 28 >= 14, .inet6 where high >> 56 == 0xff: return .group
    case .inet where low >> 24 == 0: return .thisNetwork
    case .inet6 where high >> 54 == 0x3fa: return .linkLocal
    case .inet6 where high == 0 && low >> 32 == 0xffff: return .mappedIPv4
    default: return nil
    }
  }
}
