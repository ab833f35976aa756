import Steps

// Packets as records.schema.json has them. A field that was not known is left out.

extension JSONWriter {
  /// The keys `packets` and, between hosts, `states`; nothing when no packet moved.
  mutating func packets(_ step: Step) {
    if !step.packets.isEmpty {
      raw(",\"packets\":")
      array(step.packets)
      if step.morePackets > 0 { key(",\"morePackets\":", step.morePackets) }
    }
    guard !step.states.isEmpty, !(isBrief && step.packets.isEmpty) else { return }
    raw(",\"states\":")
    list(step.states.indices.flatMap { place in step.states[place].ends.map { (place, $0) } }) { json, end in
      json.end(end.1, of: end.0)
    }
    if !isBrief, step.moreStates > 0 { key(",\"moreStates\":", step.moreStates) }
  }

  /// The key `omitted`: the packets of a trace that are not kept.
  mutating func omitted(_ omitted: OmittedPackets) {
    key(",\"omitted\":{\"place\":", omitted.place)
    key(",\"count\":", omitted.count)
    key(",\"bytes\":", omitted.bytes)
    raw("}")
  }

  /// An end of a connection as its kernel has it.
  private mutating func end(_ end: EndState, of place: Int) {
    raw("{\"host\":")
    string(end.host)
    raw(",\"local\":")
    address(end.local)
    raw(",\"peer\":")
    address(end.peer)
    raw(",\"state\":")
    string(end.state.rawValue)
    if !isBrief { key(",\"connection\":", place) }
    inside(",\"inside\":", end.inside)
    inside(",\"insideBefore\":", end.insideBefore)
    raw("}")
  }

  /// Packets as a list.
  mutating func array(_ packets: [Packet], isNumbered: Bool = false) {
    raw("[")
    for i in packets.indices {
      if i > 0 { raw(",") }
      packet(packets[i], isNumbered)
    }
    raw("]")
  }

  /// One packet.
  mutating func packet(_ packet: Packet, _ isNumbered: Bool) {
    raw("{")
    if isNumbered && packet.fromHost != nil || !isBrief, let frame = packet.number {
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
    if !isBrief { traceKeys(packet) }
    raw(",\"source\":")
    if packet.source == .captured { raw("\"captured\"}") } else { raw("\"inferred\"}") }
  }

  private mutating func segmentKeys(_ packet: Packet) {
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
    if let option = packet.fastOpen { key(",\"fastOpen\":", option.rawValue) }
    if let stamps = packet.timestamps {
      key(",\"timestamps\":{\"value\":", stamps.value)
      key(",\"echo\":", stamps.echo)
      raw("}")
    }
    key(",\"urgent\":", packet.urgent)
  }

  /// Between hosts: their names, and what became of the packet on the wire.
  private mutating func wireKeys(_ packet: Packet) {
    guard let host = packet.fromHost else { return }
    key(",\"waited\":", packet.waited)
    key(",\"held\":", packet.held)
    key(",\"delivered\":", packet.delivered)
    key(",\"dropped\":", packet.dropped)
    if let loss = packet.loss { key(",\"loss\":", loss.rawValue) }
    key(",\"lossMTU\":", packet.lossMTU)
    if packet.isMarked { raw(",\"ce\":true") }
    if packet.isInjected { raw(",\"injected\":true") }
    key(",\"duplicated\":", packet.duplicated)
    raw(",\"fromHost\":")
    string(host)
    if let host = packet.toHost {
      raw(",\"toHost\":")
      string(host)
    }
  }

  private mutating func datagramKeys(_ packet: Packet) {
    key(",\"protocol\":", packet.kind.rawValue.uppercased())
    raw(",\"flags\":[]")
    key(",\"len\":", packet.len)
    if !packet.note.isEmpty {
      raw(",\"note\":")
      string(packet.note)
    }
    guard !isBrief, let about = packet.about else { return }
    key(",\"about\":{\"protocol\":", about.kind.rawValue.uppercased())
    raw(",\"from\":")
    address(about.from)
    raw(",\"to\":")
    address(about.to)
    raw("}")
  }

  /// What ladders are drawn from.
  private mutating func traceKeys(_ packet: Packet) {
    if packet.connection > 0 { key(",\"connection\":", packet.connection) }
    if !packet.fromInitiator { raw(",\"fromInitiator\":false") }
    noticeKeys(packet)
    move(",\"sender\":", packet.senderStates)
    move(",\"receiver\":", packet.receiverStates)
    if packet.kind == .tcp, !packet.note.isEmpty { key(",\"note\":", packet.note) }
    guard packet.payloadStart.count > 0 else { return }
    raw(",\"payload\":")
    hex(packet.payloadStart.values)
  }

  /// What the segments before it make of a segment.
  private mutating func noticeKeys(_ packet: Packet) {
    if let notice = packet.notice { key(",\"notice\":", notice.rawValue) }
    key(",\"duplicateACKs\":", packet.duplicateACKs)
    guard !packet.sack.isEmpty else { return }
    raw(",\"sack\":")
    blocks(packet.sack)
    if packet.isDuplicateSACK { raw(",\"dsack\":true") }
  }

  private mutating func move(_ key: StaticString, _ move: StateMove?) {
    guard let move else { return }
    raw(key)
    raw("[")
    string(move.before.rawValue)
    raw(",")
    string(move.after.rawValue)
    raw("]")
  }

  private mutating func flags(_ flags: SegmentFlags) {
    var isFirst = true
    for (flag, text) in Self.flagTexts where flags.contains(flag) {
      if !isFirst { raw(",") }
      isFirst = false
      raw(text)
    }
  }

  private static let flagTexts: [(SegmentFlags, StaticString)] = [
    (.syn, "\"SYN\""), (.fin, "\"FIN\""), (.rst, "\"RST\""), (.psh, "\"PSH\""), (.ack, "\"ACK\""), (.urg, "\"URG\""),
    (.ece, "\"ECE\""), (.cwr, "\"CWR\""),
  ]
}
