/// Two ends that answer each other's acknowledgements without end, since each has acknowledged what the other has not sent:
/// what happens when somebody puts data into a connection. Linux ends it by answering once in half a second; here each
/// segment that does not fit is answered, so that a line shows the same at any speed, until it is a storm.
struct ACKStorm {
  /// So many answers are shown.
  private static let shown = 8

  /// What is compared of the last packet of a direction.
  private struct Last {
    let connection: Int
    let seq: UInt32?
    let ack: UInt32?
    let flags: TCPFlags

    init(_ packet: TracedPacket) {
      (connection, seq, ack, flags) = (packet.connection, packet.seq, packet.ack, packet.flags)
    }
  }

  private var last: (initiator: Last?, responder: Last?)
  private var count = 0
  /// Whether answers are limited now.
  private var isCalmed = false

  /// Notes a packet. True when a storm has just been recognised.
  mutating func notes(_ packet: TracedPacket) -> Bool {
    let before = packet.fromInitiator ? last.initiator : last.responder
    if packet.fromInitiator { last.initiator = Last(packet) } else { last.responder = Last(packet) }
    guard packet.kind == .tcp, packet.flags == .ack, packet.len == 0, let before,
      before.connection == packet.connection, before.seq == packet.seq, before.ack == packet.ack, before.flags == .ack,
      packet.sack.isEmpty
    else {
      if (packet.len ?? 0) > 0 { count = 0 }
      return false
    }
    count += 1
    guard count >= Self.shown, !isCalmed else { return false }
    isCalmed = true
    return true
  }

  /// Begins anew with a line. True when answers were limited.
  mutating func begin() -> Bool {
    let wasCalmed = isCalmed
    self = ACKStorm()
    return wasCalmed
  }
}

extension HostWire {
  /// Ends a storm as Linux does.
  func calm(_ packet: TracedPacket) {
    if storm.notes(packet) { for part in parts { setup.setAnswers(true, part) } }
  }

  /// A line begins: each segment that does not fit is answered again.
  func beginLine() {
    if storm.begin() { for part in parts { setup.setAnswers(false, part) } }
  }
}
