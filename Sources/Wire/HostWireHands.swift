/// What hands do to the packets on the wire.
extension HostWire {
  /// Lets a frame arrive, and tells so.
  private func arrive(
    _ frame: HeldFrame, isCopy: Bool, at now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]
  ) {
    var packet = frame.packet
    if frame.isTold {
      packet.senderStates = nil
      packet.waited = nil
      if isCopy { packet.duplicated = frame.number } else { packet.delivered = frame.number }
    }
    if !frame.path.isEmpty {
      return pass(frame, packet, at: now, &tracer, into: &packets)
    }
    if frame.isLost {
      packet.dropped = frame.number
      log.note(.lost, of: packet.frame)
      return packets.append(packet)
    }
    willDeliver?()
    if !isHolding { outlastLeastRoundTrip(packet) }
    if let reason = unplugged(frame) ?? (links[frame.to].send(frame.bytes) ? nil : .noRoom) {
      packet.delivered = nil
      packet.duplicated = nil
      packet.dropped = frame.number
      packet.loss = reason
      log.note(.lost, of: packet.frame)
    } else {
      log.note(isCopy ? .doubled : .arrived, of: packet.frame, to: frame.to)
      packet.arrivedAt = now
      if frame.isCorrupted {
        (packet.delivered, packet.duplicated) = (nil, nil)
        (packet.dropped, packet.loss, packet.arrivedAt) = (frame.number, .corrupted, nil)
      } else if let transit = frame.transit {
        // Its record is told now: with what has become of the sender since, or a later record would be contradicted.
        if !frame.isTold, let state = tracer.senderState(transit) { packet.senderStates?.after = state }
        packet.receiverStates = tracer.arrived(transit, at: now)
      }
    }
    if frame.isTold || !packet.isLaterFragment || packet.dropped != nil { packets.append(packet) }
  }

  /// Lets a packet that waited for a hand through the routers on its way: it arrives, or is lost there.
  private func pass(
    _ frame: HeldFrame, _ packet: TracedPacket, at now: Int64, _ tracer: inout PacketTracer,
    into packets: inout [TracedPacket]
  ) {
    let routed = Routed(
      from: frame.from, to: frame.to, packet: packet, transit: frame.transit, path: frame.path, verdict: WireVerdict(),
      number: frame.number)
    route(frame.bytes, routed, now: now, &tracer, into: &packets)
    arriveDue(now: now, &tracer, into: &packets)
  }

  private func unplugged(_ frame: HeldFrame) -> PacketLoss? {
    if !hosts[frame.from].isPlugged { return .senderUnplugged }
    if !hosts[frame.to].isPlugged { return .receiverUnplugged }
    return nil
  }

  /// Lets arrive what is due, in the order of the times, then of the numbers.
  func arriveDue(now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]) {
    let due = held.filter { ($0.due ?? .max) <= now }
    held.removeAll { ($0.due ?? .max) <= now }
    findNextDue()
    for frame in due.sorted(by: { ($0.due ?? 0, $0.number) < ($1.due ?? 0, $1.number) }) {
      arrive(frame, isCopy: false, at: now, &tracer, into: &packets)
    }
  }

  private func findNextDue() { nextDue = held.compactMap(\.due).min() }

  /// Lets the oldest packets arrive that wait for a hand. Returns how many there were.
  func step(_ count: Int, at now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]) -> Int {
    let numbers = held.lazy.filter { $0.due == nil }.prefix(count).map(\.number)
    let chosen = Array(numbers)
    for number in chosen { _ = deliver(number, at: now, &tracer, into: &packets) }
    return chosen.count
  }

  /// Takes a packet off the wire.
  private func remove(_ number: Int) -> HeldFrame? {
    guard let place = held.firstIndex(where: { $0.number == number }) else { return nil }
    let frame = held.remove(at: place)
    if frame.due != nil { findNextDue() }
    return frame
  }

  /// Lets one packet arrive, whatever is before it. False when there is none of that number.
  func deliver(
    _ number: Int, at now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]
  ) -> Bool {
    guard let frame = remove(number) else { return false }
    arrive(frame, isCopy: false, at: now, &tracer, into: &packets)
    return true
  }

  /// Loses one packet.
  func drop(_ number: Int, into packets: inout [TracedPacket]) -> Bool {
    guard let frame = remove(number) else { return false }
    var packet = frame.packet
    if frame.isTold { (packet.senderStates, packet.waited) = (nil, nil) }
    packet.dropped = number
    log.note(.lost, of: packet.frame)
    packets.append(packet)
    return true
  }

  /// Lets a copy of one packet arrive; the packet itself stays where it is.
  func duplicate(
    _ number: Int, at now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]
  ) -> Bool {
    guard let frame = held.first(where: { $0.number == number }) else { return false }
    arrive(frame, isCopy: true, at: now, &tracer, into: &packets)
    return true
  }

  /// Turns a bit of a packet over: the last one. False when there is none of that number on its way.
  func corrupt(_ number: Int) -> Bool {
    guard let place = held.firstIndex(where: { $0.number == number }), let last = held[place].bytes.indices.last else {
      return false
    }
    held[place].bytes[last] ^= 1
    held[place].isCorrupted = true
    return true
  }

  /// Lets one packet arrive by itself at a time.
  func delay(_ number: Int, until due: Int64) -> Bool {
    guard let place = held.firstIndex(where: { $0.number == number }) else { return false }
    held[place].due = due
    findNextDue()
    return true
  }

  /// Lets everything arrive that waits for a hand, and what comes from now on pass.
  func flow(at now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]) {
    isHolding = false
    _ = step(held.count, at: now, &tracer, into: &packets)
  }
}
