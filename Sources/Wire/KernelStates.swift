import LinuxSockets

/// One end of a connection between hosts, as its kernel has it.
public struct KernelEnd: Sendable, Equatable {
  /// The host's name.
  public var host: String
  /// The end's own address.
  public var local: SocketAddress
  /// The other end's address.
  public var peer: SocketAddress
  /// The kernel's state; CLOSED where it has no such connection.
  public var state: TCPState
  /// What its TCP keeps of the connection; nil where there is none, or one that only listens or ends.
  @Shared public var inside: TCPInside?
  /// What it kept when this was asked last, or a connection begins with; nil when that is the same.
  @Shared public var insideBefore: TCPInside?

  /// An end from its parts.
  public init(host: String, local: SocketAddress, peer: SocketAddress, state: TCPState) {
    (self.host, self.local, self.peer, self.state) = (host, local, peer, state)
    (_inside, _insideBefore) = (Shared(wrappedValue: nil), Shared(wrappedValue: nil))
  }
}

/// Both ends of a connection between hosts, as their kernels have them.
public struct KernelStates: Sendable, Equatable {
  /// The end that sent the first segment, where there is a host of that address.
  public var initiator: KernelEnd?
  /// The other end, where there is a host of that address.
  public var responder: KernelEnd?

  /// The connection's number, as its packets have it.
  public var number: Int?

  /// The ends that there are, the initiator first.
  public var ends: [KernelEnd] { [initiator, responder].compactMap { $0 } }

  /// Two ends.
  public init(initiator: KernelEnd?, responder: KernelEnd?) {
    (self.initiator, self.responder) = (initiator, responder)
  }
}

/// An end of a connection as a host has it.
struct HostEnd: Hashable {
  /// The host's place.
  let host: Int
  let local: SocketAddress
  let remote: SocketAddress
}

/// What was told last of the TCP of the hosts' ends.
struct ToldInside {
  private var ends: [HostEnd: (state: TCPState, inside: Shared<TCPInside>)] = [:]
  /// More ends than this are told of as if they had just begun.
  private static let limit = 4096

  /// Notes how an end is now, and returns how it was when it was told of last; nil when nothing has changed.
  mutating func note(_ now: Shared<TCPInside>, _ state: TCPState, _ end: HostEnd) -> Shared<TCPInside> {
    let nothing = Shared<TCPInside>(wrappedValue: nil)
    guard let inside = now.wrappedValue else {
      ends[end] = nil
      return nothing
    }
    if ends.count >= Self.limit, ends[end] == nil { ends.removeAll() }
    guard let known = ends.updateValue((state, now), forKey: end) else {
      let before = inside.beginning(state)
      return before == inside ? nothing : Shared(wrappedValue: before)
    }
    guard known.state.isHandshake, !state.isHandshake, var before = known.inside.wrappedValue else {
      return known.inside == now ? nothing : known.inside
    }
    // What a connection begins with is not told, but for what the handshake has told otherwise.
    if before.retransmissions == 0 { before = inside.beginning(state) }
    (before.peerWindow, before.segmentSize) = (inside.peerWindow, inside.segmentSize)
    (before.sendQueue, before.unacknowledged, before.inFlight) = (0, 0, 0)
    return before == inside ? nothing : Shared(wrappedValue: before)
  }
}

extension TCPState {
  fileprivate var isHandshake: Bool { self == .synSent || self == .synReceived }
}

extension TCPInside {
  /// What a connection in a state is when nothing has happened to it, on a wire without latency.
  fileprivate func beginning(_ state: TCPState) -> TCPInside {
    var fresh = TCPInside()
    (fresh.algorithm, fresh.segmentSize, fresh.peerWindow) = (algorithm, segmentSize, peerWindow)
    fresh.timeout = HostTimers.leastTimeout
    guard state.isHandshake else {
      fresh.roundTrip = 0
      return fresh
    }
    fresh.timeout = HostTimers.firstTimeout
    (fresh.unacknowledged, fresh.inFlight, fresh.sendQueue) = (unacknowledged, inFlight, sendQueue)
    return fresh
  }
}

extension Network {
  /// The states of both ends of the connections that these packets belong to, and of others whose ends are named, read
  /// from the kernels of their hosts now: of `limit` connections at most, in the order of first sight. The kernels know
  /// better than segments, which do not show that a listener without room ignored an ACK, or that a kernel gave up: the
  /// packets are corrected where they differ.
  public func kernelStates(
    correcting packets: inout [TracedPacket], and others: [(local: SocketAddress, peer: SocketAddress)] = [], limit: Int
  ) -> (list: [KernelStates], more: Int) {
    guard wire != nil else { return ([], 0) }
    var lastOf: [Int: Int] = [:]
    var order: [Int] = []
    for index in packets.indices
    where packets[index].kind == .tcp && packets[index].connection > 0 && packets[index].fromHost != nil {
      if lastOf.updateValue(index, forKey: packets[index].connection) == nil { order.append(packets[index].connection) }
    }
    var list = order.prefix(limit).compactMap { number -> KernelStates? in
      guard let index = lastOf[number] else { return nil }
      let (from, to) = (packets[index].from, packets[index].to)
      let (one, other) = packets[index].fromInitiator ? (from, to) : (to, from)
      let itself = packets[index].fromHost == packets[index].toHost ? packets[index].fromHost : nil
      var states = KernelStates(
        initiator: end(one, other, number, on: itself), responder: end(other, one, number, on: itself))
      states.number = number
      if let end = states.initiator { correct(end, number, in: &packets) }
      if let end = states.responder { correct(end, number, in: &packets) }
      return states.initiator == nil && states.responder == nil ? nil : states
    }
    for (from, to) in others.prefix(limit - list.count) {
      let known = tracer.table.look(from, to) { (number: $0.number, isInitiator: $0.ends.0 == from) }
      // Nothing has moved: only what lies behind the segments may have changed, and at this end alone.
      guard let (number, isInitiator) = known, lastOf[number] == nil, let own = end(from, to, number, on: nil),
        own.insideBefore != nil
      else { continue }
      var states = KernelStates(initiator: isInitiator ? own : nil, responder: isInitiator ? nil : own)
      states.number = number
      list.append(states)
    }
    return (list, max(order.count - limit, 0))
  }

  /// What a host's kernel says of an end of a connection. What a host sends to itself may have addresses that every host
  /// has: then the host is named.
  private func end(
    _ local: SocketAddress, _ peer: SocketAddress, _ number: Int, on itself: String?
  ) -> KernelEnd? {
    guard let wire, let host = itself.map({ name in wire.hosts.first { $0.name == name } }) ?? wire.host(owning: local)
    else { return nil }
    let known = tracer.state(from: local, to: peer, number: number)
    let row = HostConnection.find(wire.parts[host.id.place].connections, local, peer)
    // A listener makes nothing of a SYN that it had no room for.
    let state = row.map { $0.state == .listen && known != .listen ? .closed : $0.state } ?? .closed
    var end = KernelEnd(host: host.name, local: local, peer: peer, state: state)
    // What a host sends to itself is not moved by the wire, and its times are the machine's.
    if itself == nil { end.inside = row.flatMap(inside) }
    end.$insideBefore = wire.told.note(end.$inside, state, HostEnd(host: host.id.place, local: local, remote: peer))
    return end
  }

  /// What a host's TCP keeps of a connection, with times of the session's clock.
  func inside(_ row: HostConnection) -> TCPInside? {
    guard var inside = row.inside else { return nil }
    let isKnown: Void? = tracer.table.look(row.local, row.remote) {
      $0.fill(&inside, ofInitiator: $0.ends.0 == row.local)
    }
    if isKnown == nil {
      let isHandshake = row.state == .synSent || row.state == .synReceived
      let base = isHandshake ? HostTimers.firstTimeout : HostTimers.fallbackTimeout
      inside.timeout = HostTimers.timeout(base, doubled: inside.backoff)
    }
    return inside
  }

  /// What the TCP of a host's kernel keeps of the connection from `local` to `peer`; nil when there is none, or it is no
  /// connection between hosts.
  public func inside(of local: SocketAddress, _ peer: SocketAddress) -> TCPInside? {
    guard let wire, let host = wire.host(owning: local), wire.host(owning: peer).map({ $0.id != host.id }) == true,
      let row = HostConnection.find(wire.parts[host.id.place].connections, local, peer)
    else { return nil }
    return inside(row)
  }

  /// Makes the packets say what the kernel says of an end.
  private func correct(_ end: KernelEnd, _ number: Int, in packets: inout [TracedPacket]) {
    guard let told = tracer.state(from: end.local, to: end.peer, number: number), told != end.state,
      !end.state.awaitsFIN(from: told)
    else { return }
    tracer.table.correct(end.state, from: end.local, to: end.peer)
    let last = packets.lastIndex { packet in
      packet.connection == number
        && (packet.from == end.local ? packet.senderStates != nil : packet.receiverStates != nil)
    }
    guard let last else { return }
    if packets[last].from == end.local {
      packets[last].senderStates?.after = end.state
    } else {
      packets[last].receiverStates?.after = end.state
    }
  }
}

extension TCPState {
  /// Whether a kernel is in this state since its socket was closed while the segments are at `told`: its FIN waits behind
  /// data, and has not been sent.
  fileprivate func awaitsFIN(from told: TCPState) -> Bool {
    switch told {
    case .established: self == .finWait1 || self == .closing
    case .closeWait: self == .lastAck
    default: false
    }
  }
}

extension PacketTracer {
  /// The state of the end `from` of a connection, if it is still the one of that number.
  func state(from: SocketAddress, to: SocketAddress, number: Int) -> TCPState? {
    let state = table.look(from, to) { $0.number == number ? $0.state(ofInitiator: $0.ends.0 == from) : nil }
    return state ?? nil
  }
}
