import LinuxSockets

/// Packets that were not seen but follow from what calls did: the same connections and states, without any number that
/// only the wire knows.
struct InferredTrace {
  private var tracer = PacketTracer()
  private var packets: [TracedPacket] = []

  /// Takes what a call did and keeps the packets that follow.
  mutating func take(_ event: InferredEvent) {
    switch event {
    case .connected(let from, let to):
      begin(from, to)
      segment([.syn, .ack], to, from)
      segment(.ack, from, to)
    case .refused(let from, let to):
      begin(from, to)
      segment([.rst, .ack], to, from)
    case .sent(let from, let to, let bytes, let urgent, let start):
      segment(urgent ? [.psh, .ack, .urg] : [.psh, .ack], from, to, len: bytes, start: start)
      segment(.ack, to, from)
    case .finished(let from, let to):
      segment([.fin, .ack], from, to)
      segment(.ack, to, from)
    case .reset(let from, let to):
      segment([.rst, .ack], from, to)
    case .sentDatagram(let from, let to, let bytes, let start):
      var packet = TracedPacket(from: from, to: to)
      packet.kind = .udp
      packet.len = bytes
      packet.payloadStart = [UInt8](start.prefix(PacketTracer.payloadStart))
      packet.source = .inferred
      packets.append(packet)
    }
  }

  /// Hands the packets over.
  mutating func drain(into out: inout [TracedPacket]) {
    guard !packets.isEmpty else { return }
    out += packets
    packets.removeAll(keepingCapacity: true)
  }

  /// A SYN, which begins another connection even between the same ends: its made-up number differs.
  private mutating func begin(_ from: SocketAddress, _ to: SocketAddress) {
    segment(.syn, from, to, seq: tracer.next(from: from, to: to).own &+ 1)
  }

  private mutating func segment(
    _ flags: TCPFlags, _ from: SocketAddress, _ to: SocketAddress, len: Int = 0, start: [UInt8] = [], seq: UInt32? = nil
  ) {
    let next = tracer.next(from: from, to: to)
    let segment = Segment(
      flags: flags, seq: seq ?? next.own, ack: flags.contains(.ack) ? next.other : 0, len: len, window: 65535)
    var packet = TracedPacket(from: from, to: to)
    packet.source = .inferred
    packet.payloadStart = [UInt8](start.prefix(PacketTracer.payloadStart))
    tracer.take(segment, packet, into: &packets)
  }
}
