import LinuxSockets

/// One end of a connection between hosts, as its kernel has it. It is kept once: it is large, and passed on a few times
/// with every line.
public final class KernelEnd: Sendable {
  /// The host's name.
  public let host: String
  /// The end's own address.
  public let local: SocketAddress
  /// The other end's address.
  public let peer: SocketAddress
  /// The kernel's state; CLOSED where it has no such connection.
  public let state: TCPState
  /// What its TCP keeps of the connection; nil where there is none, or one that only listens or ends.
  public let inside: Shared<TCPInside>
  /// What it kept when this was asked last, or a connection begins with; nil when that is the same.
  public let insideBefore: Shared<TCPInside>

  /// An end from its parts.
  init(
    _ host: Host, _ local: SocketAddress, _ peer: SocketAddress, _ state: TCPState,
    inside: Shared<TCPInside> = .none, before: Shared<TCPInside> = .none
  ) {
    (self.host, self.local, self.peer, self.state) = (host.name, local, peer, state)
    (self.inside, insideBefore) = (inside, before)
  }
}

/// Both ends of a connection between hosts, as their kernels have them.
public struct KernelStates: Sendable {
  /// The end that sent the first segment, where there is a host of that address.
  public var initiator: KernelEnd?
  /// The other end, where there is a host of that address.
  public var responder: KernelEnd?

  /// The connection's number, as its packets have it.
  public var number: Int

  /// Two ends.
  public init(initiator: KernelEnd?, responder: KernelEnd?, number: Int) {
    (self.initiator, self.responder, self.number) = (initiator, responder, number)
  }
}

/// What was told last of the TCP of a host's end.
struct ToldInside {
  let state: TCPState
  let inside: Shared<TCPInside>
  /// How many frames its host had moved by then.
  let moved: Int

  /// How an end was before what it is now, by what was told of it last; nil when nothing has changed.
  static func before(_ known: ToldInside?, _ now: Shared<TCPInside>, _ state: TCPState) -> Shared<TCPInside> {
    guard !now.isNil else { return .none }
    guard let known else {
      let before = Shared(wrappedValue: now.map { $0.beginning(state) })
      return before == now ? .none : before
    }
    guard known.state.isHandshake, !state.isHandshake, var before = known.inside.wrappedValue,
      let inside = now.wrappedValue
    else { return known.inside == now ? .none : known.inside }
    // What a connection begins with is not told, but for what the handshake has told otherwise.
    if before.retransmissions == 0 { before = inside.beginning(state) }
    (before.peerWindow, before.segmentSize) = (inside.peerWindow, inside.segmentSize)
    (before.sendQueue, before.unacknowledged, before.inFlight) = (0, 0, 0)
    return before == inside ? .none : Shared(wrappedValue: before)
  }
}

extension TCPConnection {
  /// Notes how an end is now, and returns how it was when it was told of last; nil when nothing has changed. `moved`
  /// counts the frames of its host.
  fileprivate func note(
    _ now: Shared<TCPInside>, _ state: TCPState, ofInitiator isInitiator: Bool, moved: Int
  ) -> Shared<TCPInside> {
    let before = ToldInside.before(told(ofInitiator: isInitiator), now, state)
    tell(now.isNil ? nil : ToldInside(state: state, inside: now, moved: moved), ofInitiator: isInitiator)
    return before
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
  /// packets are corrected where they differ. `ends` and `queues` give the addresses of one of the `others`, and how many
  /// bytes wait there; `socket` gives the descriptor of an end, where there is one.
  public func kernelStates(
    correcting packets: inout [TracedPacket], others: Int = 0, limit: Int,
    ends: (Int) -> (local: SocketAddress, peer: SocketAddress)? = { _ in nil },
    queues: (Int) -> (unread: Int, unacknowledged: Int)? = { _ in nil },
    socket: (SocketAddress, SocketAddress) -> Int32? = { _, _ in nil }
  ) -> (list: [KernelStates], more: Int) {
    guard let wire else { return ([], 0) }
    var moved: [(number: Int, last: Int)] = []
    for index in packets.indices
    where packets[index].kind == .tcp && packets[index].connection > 0 && packets[index].fromHost != nil {
      let number = packets[index].connection
      if let place = moved.lastIndex(where: { $0.number == number }) {
        moved[place].last = index
      } else {
        moved.append((number, index))
      }
    }
    var list: [KernelStates] = []
    for (number, index) in moved.prefix(limit) {
      let (from, to) = (packets[index].from, packets[index].to)
      let (one, other) = packets[index].fromInitiator ? (from, to) : (to, from)
      let itself = packets[index].fromHost == packets[index].toHost ? packets[index].fromHost : nil
      let connection = tracer.table.find(one, other)
      let states = KernelStates(
        initiator: established(wire, connection, one, other, socket, on: itself)
          ?? end(wire, connection, one, other, number, on: itself),
        responder: established(wire, connection, other, one, socket, on: itself)
          ?? end(wire, connection, other, one, number, on: itself), number: number)
      if let end = states.initiator { correct(end, connection, number, in: &packets) }
      if let end = states.responder { correct(end, connection, number, in: &packets) }
      if states.initiator != nil || states.responder != nil { list.append(states) }
    }
    for place in 0..<min(others, limit - list.count) {
      // Nothing has moved: only what lies behind the segments may have changed, and at this end alone.
      guard let (from, to) = ends(place), let connection = tracer.table.find(from, to),
        !moved.contains(where: { $0.number == connection.number }),
        let own = unmoved(wire, connection, from, to, { queues(place) })
          ?? end(wire, connection, from, to, connection.number, on: nil),
        !own.insideBefore.isNil
      else { continue }
      let isInitiator = connection.ends.0 == from
      list.append(
        KernelStates(
          initiator: isInitiator ? own : nil, responder: isInitiator ? nil : own, number: connection.number))
    }
    return (list, max(moved.count - limit, 0))
  }

  /// What a host's kernel says of an end of a connection. What a host sends to itself may have addresses that every host
  /// has: then the host is named.
  private func end(
    _ wire: HostWire, _ connection: TCPConnection?, _ local: SocketAddress, _ peer: SocketAddress, _ number: Int,
    on itself: String?
  ) -> KernelEnd? {
    guard let host = itself.map({ name in wire.hosts.first { $0.name == name } }) ?? wire.host(owning: local) else {
      return nil
    }
    let row = HostConnection.find(wire.parts[host.id.place].connections, local, peer)
    var state = row?.state ?? .closed
    let isInitiator = connection?.ends.0 == local
    // A listener makes nothing of a SYN that it had no room for.
    if state == .listen, connection?.state(ofInitiator: isInitiator, number: number) != .listen { state = .closed }
    // What a host sends to itself is not moved by the wire, and its times are the machine's.
    guard itself == nil, let row else {
      connection?.tell(nil, ofInitiator: isInitiator)
      return KernelEnd(host, local, peer, state)
    }
    var inside = Shared(wrappedValue: inside(row, connection))
    // What has not changed is kept once.
    if let known = connection?.told(ofInitiator: isInitiator)?.inside, known == inside { inside = known }
    let moved = wire.links[host.id.place].moved
    let before =
      connection?.note(inside, state, ofInitiator: isInitiator, moved: moved)
      ?? ToldInside.before(nil, inside, state)
    return KernelEnd(host, local, peer, state, inside: inside, before: before)
  }

  /// An end that was established when it was told of last and is so still: its socket tells what there is to tell, where
  /// the session has it. Nil when it is another, and has to be looked for.
  private func established(
    _ wire: HostWire, _ connection: TCPConnection?, _ local: SocketAddress, _ peer: SocketAddress,
    _ socket: (SocketAddress, SocketAddress) -> Int32?, on itself: String?
  ) -> KernelEnd? {
    guard itself == nil, let connection else { return nil }
    let isInitiator = connection.ends.0 == local
    guard let known = connection.told(ofInitiator: isInitiator), known.state == .established,
      let algorithm = known.inside.map({ $0.algorithm }), let host = wire.host(owning: local),
      let descriptor = socket(local, peer),
      var now = HostConnection.look(descriptor, local, peer, algorithm: algorithm)
    else { return nil }
    connection.fill(&now, ofInitiator: isInitiator)
    var inside = Shared<TCPInside>(wrappedValue: now)
    if known.inside == inside { inside = known.inside }
    let before = connection.note(
      inside, .established, ofInitiator: isInitiator, moved: wire.links[host.id.place].moved)
    return KernelEnd(host, local, peer, .established, inside: inside, before: before)
  }

  /// An end whose host has moved no frame since it was told of last, and that has as much to send as then: its kernel need
  /// not be asked again, only what waits to be read may be less. Nil when more may have changed.
  private func unmoved(
    _ wire: HostWire, _ connection: TCPConnection, _ local: SocketAddress, _ peer: SocketAddress,
    _ queues: () -> (unread: Int, unacknowledged: Int)?
  ) -> KernelEnd? {
    let isInitiator = connection.ends.0 == local
    guard let known = connection.told(ofInitiator: isInitiator), known.state == .established,
      let host = wire.host(owning: local), wire.links[host.id.place].moved == known.moved, let queues = queues(),
      known.inside.map({ $0.sendQueue }) == queues.unacknowledged
    else { return nil }
    guard known.inside.map({ $0.receiveQueue }) != queues.unread else {
      return KernelEnd(host, local, peer, .established)
    }
    var inside = known.inside
    inside.wrappedValue?.receiveQueue = queues.unread
    let before = connection.note(inside, .established, ofInitiator: isInitiator, moved: known.moved)
    return KernelEnd(host, local, peer, .established, inside: inside, before: before)
  }

  /// What a host's TCP keeps of a connection, with times of the session's clock.
  func inside(_ row: HostConnection) -> TCPInside? { inside(row, tracer.table.find(row.local, row.remote)) }

  private func inside(_ row: HostConnection, _ connection: TCPConnection?) -> TCPInside? {
    guard var inside = row.inside else { return nil }
    if let connection {
      connection.fill(&inside, ofInitiator: connection.ends.0 == row.local)
    } else {
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
  private func correct(
    _ end: KernelEnd, _ connection: TCPConnection?, _ number: Int, in packets: inout [TracedPacket]
  ) {
    guard let connection,
      let told = connection.state(ofInitiator: connection.ends.0 == end.local, number: number), told != end.state,
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

extension TCPConnection {
  /// A side's state, if it is still the connection of that number.
  fileprivate func state(ofInitiator isInitiator: Bool, number: Int) -> TCPState? {
    self.number == number ? state(ofInitiator: isInitiator) : nil
  }
}
