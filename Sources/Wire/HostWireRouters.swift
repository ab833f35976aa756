import LinuxSockets
import WireFormat

/// The way of a packet through routers.
extension HostWire {
  /// A packet that has left its host, and its way.
  struct Routed {
    let from: Int
    let to: Int
    let packet: TracedPacket
    let transit: PacketTracer.Transit?
    let path: [RouterHop]
    let verdict: WireVerdict
    /// Its number, when it has waited for a hand.
    var number: Int?
  }

  /// The routers between two hosts' addresses: none within a network, nil when none lead there.
  func path(from source: IPAddress, to destination: IPAddress) -> [RouterHop]? {
    routers.isEmpty ? [] : routers.path(from: NetworkPrefix(source), to: NetworkPrefix(destination))
  }

  /// Sends a packet through routers: it arrives when the last one has sent it, or is lost at one of them.
  func route(
    _ frame: [UInt8], _ one: Routed, now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]
  ) {
    var packet = one.packet
    var pieces: [(frame: [UInt8], at: Int64)] = [(frame, (now + Int64(chance.rules.latency)) * 1000)]
    for hop in one.path {
      var next: [(frame: [UInt8], at: Int64)] = []
      for piece in pieces {
        switch routers.pass(piece.frame, hop, at: piece.at) {
        case .passes(let sent, let isMarked):
          packet.isMarked = packet.isMarked || isMarked
          next += sent
        case .lost(let reason, let answer, let time):
          packet.delivered = nil
          packet.loss = reason
          // It is told behind those that came before it, as it would have come there.
          put(
            HeldFrame(
              number: one.number ?? nextNumber(), from: one.from, to: one.to, bytes: piece.frame, packet: packet,
              transit: nil, due: (time + 999) / 1000, isTold: false, isLost: true), into: &packets)
          if let answer {
            let message = Answer(answer, to: piece.frame, hop, one.from)
            self.answer(message, at: piece.at, now: now, &tracer, into: &packets)
          }
          return
        }
      }
      pieces = next
    }
    if pieces.count > 1, packet.kind == .udp, packet.fragments == 0 { packet.fragments = pieces.count }
    for (place, piece) in pieces.enumerated() {
      var told = packet
      if place > 0 { told.fragmentOffset = max(Self.offset(of: piece.frame), 1) }
      let due = (piece.at + 999) / 1000
      for copy in 0..<(one.verdict.isDoubled && !one.verdict.isLost ? 2 : 1) {
        put(
          HeldFrame(
            number: place == 0 && copy == 0 ? one.number ?? nextNumber() : nextNumber(), from: one.from, to: one.to,
            bytes: piece.frame, packet: told,
            transit: place == 0 && copy == 0 ? one.transit : nil, due: due, isTold: false, isLost: one.verdict.isLost),
          into: &packets)
      }
    }
  }

  private static func offset(of frame: [UInt8]) -> Int {
    ByteView.with(frame) { PacketView(frame: $0)?.fragmentOffset ?? 0 }
  }

  /// What a router has to say to a packet's sender.
  struct Answer {
    let message: ICMPMessage
    let frame: [UInt8]
    let hop: RouterHop
    /// The place of the packet's sender.
    let to: Int

    init(_ message: ICMPMessage, to frame: [UInt8], _ hop: RouterHop, _ sender: Int) {
      (self.message, self.frame, self.hop, to) = (message, frame, hop, sender)
    }
  }

  /// Sends an ICMP message to a packet's sender, from the router's address in the network that the packet came from. It
  /// arrives as late as the packet has come there early.
  private func answer(
    _ one: Answer, at time: Int64, now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]
  ) {
    let router = routers.list[one.hop.router]
    guard let header = RoutedHeader(one.frame) else { return }
    let own = router.addresses[1 - one.hop.side]
    let source = own.ip
    var message: [UInt8] = []
    one.message.write(from: source, to: header.source, into: &message)
    let made = Self.frame(
      message, header.isIPv6 ? .icmpv6 : .icmp, from: source, at: Self.hardwareAddress(one.hop), to: header.source,
      at: hosts[one.to].hardwareAddress)
    guard let frame = made else { return }
    let traced = ByteView.with(frame) { view in
      PacketView(frame: view).flatMap { tracer.report($0, isIPv6: header.isIPv6) }
    }
    guard var traced else { return }
    (traced.fromHost, traced.toHost, traced.sentAt) = (router.name, hosts[one.to].name, time / 1000)
    traced.frame = ByteView.with(frame) { log.append($0, from: FrameLog.router(one.hop.router)) }
    let back = (2 * time - now * 1000 + 999) / 1000
    put(
      HeldFrame(
        number: nextNumber(), from: one.to, to: one.to, bytes: frame, packet: traced, transit: nil, due: max(back, now),
        isTold: false), into: &packets)
  }

  /// The hardware address of a router's interface towards a network, locally administered.
  static func hardwareAddress(_ hop: RouterHop) -> UInt64 {
    0x0200_0001_0000 | UInt64(hop.router) << 8 | UInt64(hop.side)
  }

  /// Puts a packet on its way that arrives by itself.
  private func put(_ frame: HeldFrame, into packets: inout [TracedPacket]) {
    guard held.count < Self.heldLimit else { return lose(frame.packet, .wireFull, into: &packets) }
    held.append(frame)
    let due = frame.due ?? .max
    nextDue = min(nextDue ?? due, due)
  }
}
