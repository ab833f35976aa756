import LinuxSockets
import WireFormat

/// Packets that leave at one moment and arrive at another.
extension PacketTracer {
  /// A segment between its sender and its receiver.
  struct Transit {
    let segment: Segment
    let place: Int
    let number: Int
    let fromInitiator: Bool
  }

  /// Takes in that a packet has left its sender: what there is to tell of it, without its receiver's states. A packet
  /// that belongs to no connection has no transit. Nil when it is no TCP, UDP or ICMP, or its header is cut off.
  mutating func sent(
    _ packet: PacketView, at time: Int64, in packets: inout [TracedPacket]
  ) -> (packet: TracedPacket, transit: Transit?)? {
    switch packet.protocolNumber {
    case .tcp where packet.fragmentOffset == 0:
      guard case (let segment, var traced)? = Self.decode(packet) else { return nil }
      let (place, fromInitiator, effect) = table.sent(segment, from: traced.from, to: traced.to, at: time)
      let number = table[place].number
      tell(effect, of: segment, fromInitiator: fromInitiator, number: number, &traced, in: &packets)
      Self.number(&traced, segment, effect)
      traced.waited = effect.isDelayedACK ? Self.delayOfACKs : effect.waited.flatMap(Self.rounded)
      switch effect.probe {
      case .keepAlive: traced.notice = .keepAlive
      case .window: traced.notice = .windowProbe
      case nil: break
      }
      return (traced, Transit(segment: segment, place: place, number: number, fromInitiator: fromInitiator))
    case .udp where packet.fragmentOffset == 0:
      let datagram = Self.udp(packet)
      if packet.moreFragments || !pieces.isEmpty {
        if pieces.count >= Self.mostInPieces { pieces.removeAll() }
        pieces[HostPair(packet)] = packet.moreFragments ? datagram.map { ($0.from, $0.to) } : nil
      }
      return datagram.map { ($0, nil) }
    case .icmp where packet.fragmentOffset == 0: return report(packet, isIPv6: false).map { ($0, nil) }
    case .icmpv6 where packet.fragmentOffset == 0: return report(packet, isIPv6: true).map { ($0, nil) }
    case .tcp, .udp, .icmp, .icmpv6: return (laterFragment(packet), nil)
    default: return nil
    }
  }

  /// Takes in that a segment has arrived: its receiver's states before and after.
  mutating func arrived(_ transit: Transit, at time: Int64) -> (before: TCPState, after: TCPState)? {
    table.arrived(
      transit.segment, place: transit.place, number: transit.number, fromInitiator: transit.fromInitiator, at: time)
  }

  /// Whether a packet that leaves at a time is an acknowledgement that its kernel has delayed.
  func isDelayedACK(_ packet: PacketView, at time: Int64) -> Bool {
    guard packet.protocolNumber == .tcp, case (let segment, let traced)? = Self.decode(packet), segment.isBareACK,
      let connection = table.find(traced.from, traced.to)
    else { return false }
    return connection.isDelayed(at: time, fromInitiator: connection.ends.0 == traced.from)
  }

  /// The state that a segment's sender is in by now; nil when its connection has been forgotten.
  func senderState(_ transit: Transit) -> TCPState? {
    let connection = table[transit.place]
    return connection.number == transit.number ? connection.state(ofInitiator: transit.fromInitiator) : nil
  }

  /// Of so many pairs of hosts is remembered whose datagram travels in pieces.
  private static let mostInPieces = 64

  /// The kernel's timers are late by a few milliseconds, never the same: told are steps of 100 ms, and of 500 ms from a
  /// second on. Nil when it did not wait: what it answers made it send again.
  private static func rounded(_ milliseconds: Int64) -> Int? {
    let step: Int64 = milliseconds < 900 ? 100 : 500
    let waited = Int((milliseconds + step / 2) / step * step)
    return waited > 0 ? waited : nil
  }

  /// What Linux delays an acknowledgement by, in milliseconds, unless data have come at short intervals for a while
  /// (TCP_DELACK_MIN).
  private static let delayOfACKs = 40

  /// An ICMP message, which belongs to the connection that it is about.
  func report(_ packet: PacketView, isIPv6: Bool) -> TracedPacket? {
    guard var traced = Self.icmp(packet, isIPv6: isIPv6) else { return nil }
    if let about = traced.icmp?.about, about.protocolNumber == 6, let connection = table.find(about.from, about.to) {
      traced.connection = connection.number
      traced.fromInitiator = connection.ends.0 != about.from
    }
    return traced
  }

  private func laterFragment(_ packet: PacketView) -> TracedPacket {
    let pair = HostPair(packet)
    let ends = pieces[pair] ?? (pair.from, pair.to)
    var traced = TracedPacket(from: ends.from, to: ends.to)
    traced.kind = packet.protocolNumber == .udp ? .udp : packet.protocolNumber == .tcp ? .tcp : .icmp
    traced.len = packet.payload.count
    traced.fragmentOffset = packet.fragmentOffset
    return traced
  }
}
