import Explain
import Steps

// What hands did to packets on the wire.

extension Why {
  /// A line that let packets arrive, lost or doubled them: what they were.
  func wire() -> Reason? {
    guard let command = line.command?.name, ["step", "drop", "duplicate", "flow"].contains(command) else { return nil }
    let touched = step.packets.filter { ($0.delivered ?? $0.dropped ?? $0.duplicated) != nil }
    guard let first = touched.first else { return nil }
    let told = touched.prefix(4).map(Why.text)
    let more = touched.count > 4 ? ["\(touched.count - 4) more: trace shows all."] : []
    return Reason("", found: told + more, next: Why.next(of: first).map { [$0] } ?? [], lesson(first))
  }

  private func lesson(_ packet: Packet) -> Course? {
    guard packet.kind == .tcp else { return nil }
    if packet.flags.contains(.syn) { return .handshake }
    return packet.flags.contains(.fin) || packet.flags.contains(.rst) ? .close : .conversation
  }

  /// `Packet 3, a → b, was SYN ACK: …`
  private static func text(_ packet: Packet) -> String {
    let number = packet.delivered ?? packet.dropped ?? packet.duplicated ?? 0
    let ends = "\(packet.fromHost ?? "?") → \(packet.toHost ?? "?")"
    return "Packet \(number), \(ends), was \(packet.summary): \(meaning(packet))."
  }

  /// What a packet says to who gets it.
  private static func meaning(_ packet: Packet) -> String {
    guard packet.kind == .tcp else {
      return packet.kind == .udp ? "a datagram of \(count(packet.len ?? 0))" : packet.note
    }
    let flags = packet.flags
    if flags.contains(.rst) { return "the connection is over at its sender, and is to be over here" }
    if flags.contains(.syn) {
      return flags.contains(.ack) ? "the other side takes the connection" : "somebody asks for a connection"
    }
    var parts: [String] = []
    if let len = packet.len, len > 0 { parts.append("\(count(len)) from \(packet.seq ?? 0) on") }
    if flags.contains(.fin) { parts.append("its sender sends no more") }
    if let ack = packet.ack, flags.contains(.ack), parts.isEmpty { parts.append("all before \(ack) has come") }
    let again = packet.isRetransmission ? ", sent again" : ""
    return parts.joined(separator: ", and ") + again
  }

  /// What comes of it.
  private static func next(of packet: Packet) -> String? {
    let hasSpan = (packet.len ?? 0) > 0 || packet.flags.contains(.syn) || packet.flags.contains(.fin)
    if packet.kind == .udp { return packet.dropped == nil ? nil : "Nobody sends a datagram again." }
    guard packet.kind == .tcp else { return nil }
    if packet.dropped != nil {
      return hasSpan
        ? "Its sender waits for an acknowledgement, and sends it again when none has come: sleepex 1000 lets time pass."
        : "Nobody acknowledges an acknowledgement: the next one says the same and more."
    }
    if packet.duplicated != nil {
      return "The packet itself still arrives; by its sequence number the receiver sees that it is a copy."
    }
    return nil
  }
}
