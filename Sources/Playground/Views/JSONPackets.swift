import LinuxSockets
import Wire

// Packets as section 6 of the language page has them. A field that was not known is left out.

extension JSONWriter {
  /// The keys `packets` and, between hosts, `states`; nothing when no packet moved.
  mutating func packets(_ step: Step) {
    guard !step.packets.isEmpty else { return }
    raw(",\"packets\":")
    array(step.packets)
    if step.morePackets > 0 { key(",\"morePackets\":", step.morePackets) }
    guard !step.states.isEmpty else { return }
    raw(",\"states\":")
    list(step.states.flatMap(\.ends)) { $0.end($1) }
  }

  /// An end of a connection as its kernel has it.
  private mutating func end(_ end: KernelEnd) {
    raw("{\"host\":")
    string(end.host)
    raw(",\"local\":")
    address(end.local)
    raw(",\"peer\":")
    address(end.peer)
    raw(",\"state\":")
    string(end.state.rawValue)
    raw("}")
  }

  /// Packets as a list.
  mutating func array(_ packets: [TracedPacket], isNumbered: Bool = false) {
    raw("[")
    for i in packets.indices {
      if i > 0 { raw(",") }
      packet(packets[i], isNumbered)
    }
    raw("]")
  }

  /// One packet.
  mutating func packet(_ packet: TracedPacket, _ isNumbered: Bool) {
    raw("{")
    if isNumbered, packet.fromHost != nil, let frame = packet.frame {
      raw("\"number\":")
      number(UInt64(frame))
      raw(",")
    }
    raw("\"from\":")
    address(packet.from)
    raw(",\"to\":")
    address(packet.to)
    if packet.kind == .tcp { segmentKeys(packet) } else { datagramKeys(packet) }
    if packet.isRetransmission { raw(",\"retransmission\":true") }
    wireKeys(packet)
    raw(",\"source\":")
    if packet.source == .captured { raw("\"captured\"}") } else { raw("\"inferred\"}") }
  }

  private mutating func segmentKeys(_ packet: TracedPacket) {
    raw(",\"flags\":[")
    flags(packet.flags)
    raw("]")
    key(",\"seq\":", packet.seq)
    key(",\"ack\":", packet.ack)
    key(",\"len\":", packet.len)
    key(",\"win\":", packet.win)
    key(",\"mss\":", packet.mss)
    key(",\"wscale\":", packet.wscale)
    if packet.sackPermitted { raw(",\"sackPermitted\":true") }
    if let stamps = packet.timestamps {
      key(",\"timestamps\":{\"value\":", stamps.value)
      key(",\"echo\":", stamps.echo)
      raw("}")
    }
    key(",\"urgent\":", packet.urgent)
  }

  /// Between hosts: their names, and what became of the packet on the wire.
  private mutating func wireKeys(_ packet: TracedPacket) {
    guard let host = packet.fromHost else { return }
    key(",\"waited\":", packet.waited)
    key(",\"held\":", packet.held)
    key(",\"delivered\":", packet.delivered)
    key(",\"dropped\":", packet.dropped)
    key(",\"duplicated\":", packet.duplicated)
    raw(",\"fromHost\":")
    string(host)
    if let host = packet.toHost {
      raw(",\"toHost\":")
      string(host)
    }
    guard packet.kind == .tcp, !packet.note.isEmpty else { return }
    raw(",\"note\":")
    string(packet.note)
  }

  private mutating func datagramKeys(_ packet: TracedPacket) {
    if packet.kind == .udp { raw(",\"protocol\":\"UDP\"") } else { raw(",\"protocol\":\"ICMP\"") }
    raw(",\"flags\":[]")
    key(",\"len\":", packet.len)
    if !packet.note.isEmpty {
      raw(",\"note\":")
      string(packet.note)
    }
  }

  private mutating func key(_ key: StaticString, _ value: (some BinaryInteger)?) {
    guard let value else { return }
    raw(key)
    number(UInt64(clamping: value))
  }

  private mutating func flags(_ flags: TCPFlags) {
    var isFirst = true
    for (flag, text) in Self.flagTexts where flags.contains(flag) {
      if !isFirst { raw(",") }
      isFirst = false
      raw(text)
    }
  }

  private static let flagTexts: [(TCPFlags, StaticString)] = [
    (.syn, "\"SYN\""), (.fin, "\"FIN\""), (.rst, "\"RST\""), (.psh, "\"PSH\""), (.ack, "\"ACK\""), (.urg, "\"URG\""),
    (.ece, "\"ECE\""), (.cwr, "\"CWR\""),
  ]
}
