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

  /// An end from its parts.
  public init(host: String, local: SocketAddress, peer: SocketAddress, state: TCPState) {
    (self.host, self.local, self.peer, self.state) = (host, local, peer, state)
  }
}

/// Both ends of a connection between hosts, as their kernels have them.
public struct KernelStates: Sendable, Equatable {
  /// The end that sent the first segment, where there is a host of that address.
  public var initiator: KernelEnd?
  /// The other end, where there is a host of that address.
  public var responder: KernelEnd?

  /// The ends that there are, the initiator first.
  public var ends: [KernelEnd] { [initiator, responder].compactMap { $0 } }

  /// Two ends.
  public init(initiator: KernelEnd?, responder: KernelEnd?) {
    (self.initiator, self.responder) = (initiator, responder)
  }
}

extension Network {
  /// The states of both ends of the connections that these packets belong to, read from the kernels of their hosts now:
  /// of `limit` connections at most, in the order of first sight. The kernels know better than segments, which do not
  /// show that a listener without room ignored an ACK, or that a kernel gave up: the packets are corrected where they
  /// differ.
  public func kernelStates(correcting packets: inout [TracedPacket], limit: Int) -> (list: [KernelStates], more: Int) {
    guard let wire else { return ([], 0) }
    var lastOf: [Int: Int] = [:]
    var order: [Int] = []
    for index in packets.indices where packets[index].connection > 0 && packets[index].fromHost != nil {
      if lastOf.updateValue(index, forKey: packets[index].connection) == nil { order.append(packets[index].connection) }
    }
    func end(
      _ local: SocketAddress, _ peer: SocketAddress, _ known: TCPState?, of packet: TracedPacket
    ) -> KernelEnd? {
      // What a host sends to itself may have addresses that every host has.
      let itself = packet.fromHost == packet.toHost ? wire.hosts.first { $0.name == packet.fromHost } : nil
      guard let host = itself ?? wire.host(owning: local) else { return nil }
      let found = HostConnection.state(wire.parts[host.id.place].connections, local, peer) ?? .closed
      // A listener makes nothing of a SYN that it had no room for.
      let state = found == .listen && known != .listen ? .closed : found
      return KernelEnd(host: host.name, local: local, peer: peer, state: state)
    }
    let list = order.prefix(limit).compactMap { number -> KernelStates? in
      guard let index = lastOf[number] else { return nil }
      let packet = packets[index]
      let (one, other) = packet.fromInitiator ? (packet.from, packet.to) : (packet.to, packet.from)
      let states = KernelStates(
        initiator: end(one, other, tracer.state(from: one, to: other, number: number), of: packet),
        responder: end(other, one, tracer.state(from: other, to: one, number: number), of: packet))
      for end in states.ends { correct(end, number, in: &packets) }
      return states.ends.isEmpty ? nil : states
    }
    return (list, max(order.count - limit, 0))
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
    guard let connection = table.find(from, to), connection.number == number else { return nil }
    return connection.state(ofInitiator: connection.ends.0 == from)
  }
}
