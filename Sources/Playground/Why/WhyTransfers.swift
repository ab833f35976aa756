import Explain
import Winsock

// Bytes that are sent and received.

extension Why {
  func transfers() -> Reason? {
    guard let asked else { return nil }
    switch action {
    case .send: return sending(asked, line[0])
    case .receive: return receiving(asked, line[0])
    default: return nil
    }
  }

  private var isOverlapped: Bool { overlappedName != nil }

  private func sending(_ asked: String, _ s: String) -> Reason {
    let peer = peerOrOther(s)
    if isBlocked {
      return Reason(
        asked, found: ["The memory for what \(s) sends is full: \(peer) does not receive."],
        next: ["\(step.thread) goes on when \(peer) has received enough\(elsewhere("recv \(peer) 65536"))."], .blocking)
    }
    if error == .WSA_IO_PENDING { return pending(asked, s, "There was no room for all of it, or it is held.") }
    let bytes = Int64(clamping: number("bytes") ?? UInt64(max(0, value)))
    if descriptor?.isForDatagrams == true {
      return Reason(
        asked, found: ["The datagram of \(Why.count(bytes)) was handed over. That says nothing of its arrival."],
        next: ["If no socket is bound there, a later receive may fail with WSAECONNRESET."], .notes)
    }
    let lesson: Course =
      flags != nil ? .flags : isOverlapped ? lessonOfTelling(s) : line[1].contains(",") ? .gather : .stream
    var found = [
      "The system took \(Why.count(bytes)) into its memory and sends them; the result says nothing of \(peer)."
    ]
    if step.packets.contains(where: { $0.flags.contains(.rst) }), let (name, _, closing) = closedPeer(of: s) {
      found.append("Step \(closing.step) had closed \(name): the answer was RST, and the connection is gone.")
    }
    return Reason(
      asked,
      found: found + atOnce(s),
      next: found.count > 1
        ? ["The next call on \(s) fails: closesocket \(s)."]
        : lies(at: peer) + ["A stream keeps no borders: they may be received in parts, or with other sends."], lesson
    )
  }

  private func lies(at peer: String) -> [String] {
    let count = readable(peer)
    return count > 0 ? ["\(Why.lie(count)) in \(peer) now, to be received: recv \(peer) 100."] : []
  }

  private func receiving(_ asked: String, _ s: String) -> Reason {
    let peer = peerOrOther(s)
    if isBlocked, flags?.uppercased().contains("MSG_OOB") == true {
      return Reason(
        asked,
        found: ["No urgent byte has arrived on \(s) that was not taken; what is in the stream's order does not count."],
        next: ["An urgent byte lets \(step.thread) go on\(elsewhere("send \(peer) \"!\" flags=MSG_OOB"))."], .flags)
    }
    if isBlocked {
      return Reason(
        asked, found: ["Nothing has arrived on \(s) that was not taken, and \(peer) has not ended its direction."],
        next: [
          "One byte is enough for \(step.thread) to go on\(elsewhere("send \(peer) \"hello\"")).",
          "The FIN of \(peer) (then it returns 0) or a reset would end it too.",
        ], .blocking)
    }
    if error == .WSA_IO_PENDING { return pending(asked, s, "Nothing lay in \(s) to be received.") }
    let bytes = number("bytes") ?? UInt64(max(0, value))
    if bytes == 0 { return nothing(asked, s, peer) }
    return received(asked, s, peer, bytes)
  }

  private func nothing(_ asked: String, _ s: String, _ peer: String) -> Reason {
    guard look(s)?.isStream != false else {
      return Reason(asked, found: ["A datagram without payload had arrived: that is a message too."], .notes)
    }
    if hasNoRoom {
      return Reason(
        asked, found: ["There was room for no byte, so that 0 says nothing of the peer."],
        next: ["Ask for one byte at least: then 0 is the peer's FIN."], .stream)
    }
    return Reason(
      asked,
      found: ["All bytes were taken before, and the FIN of \(peer) has come: 0 says that it will send no more."]
        + atOnce(s),
      next: ["\(s) is in \(state(s)) and may still send. When it has said all: shutdown \(s) send, closesocket \(s)."],
      .close)
  }

  private var hasNoRoom: Bool {
    if line[1] == "0" { return true }
    if case .buffer(let buffer) = bound(line[1]) { return buffer.len == 0 }
    return false
  }

  private func received(_ asked: String, _ s: String, _ peer: String, _ bytes: UInt64) -> Reason {
    let (left, isDatagram) = (readable(s), look(s)?.isStream == false)
    let flags = (flags ?? "").uppercased()
    var found = "\(Why.count(bytes)) lay there"
    if flags.contains("MSG_PEEK") {
      found += ", and still do: MSG_PEEK only looks."
    } else if isDatagram {
      found += ": one whole datagram."
    } else {
      found += left > 0 ? "; \(Why.lie(left)) there still." : "; nothing is left in \(s)."
    }
    var next = "They are all there was at that moment: only the bytes themselves can say where a message ends."
    if isDatagram {
      next = "A datagram is a message of its own: the next receive gives the next one, however much room there was."
    } else if left > 0, !flags.contains("MSG_PEEK") {
      next = "recv \(s) \(left) takes the others."
    }
    if flags.contains("MSG_PEEK"), !isDatagram {
      next =
        left > Int(bytes)
        ? "\(Why.count(UInt64(left))) lie there in all: recv \(s) \(left) takes them."
        : "recv \(s) \(bytes) takes them."
    }
    if flags.contains("MSG_OOB") { next = "The urgent byte is outside the stream's order." }
    let lesson: Course =
      !flags.isEmpty ? .flags : isOverlapped ? lessonOfTelling(s) : line[1].contains(",") ? .gather : .stream
    return Reason(asked, found: [found] + atOnce(s), next: [next], lesson)
  }

  /// An overlapped call that was done at once: who is told all the same.
  func atOnce(_ s: String) -> [String] {
    guard let name = overlappedName else { return [] }
    var told = "It was done at once, and it is reported all the same: "
    if line["routine"] != nil {
      return [told + "the routine is queued to \(step.thread), for its next alertable wait."]
    }
    if let port = port(of: s) {
      told += queued(name, in: port) ? "the packet of \(name) is in \(port): gqcs \(port) 0 takes it." : "by \(port)."
      if skipsPackets(name, port) { told = "It was done at once, and no packet is in \(port) for it." }
      return [told]
    }
    return [
      told + "Internal and InternalHigh of \(name) are written"
        + (event(of: name).map { ", \($0) is signaled." } ?? ".")
    ]
  }

  private func skipsPackets(_ name: String, _ port: String) -> Bool {
    !queued(name, in: port) && !step.aftermath.contains { if case .resumed = $0 { true } else { false } }
  }
}
