import Steps
import TerminalText

// What lies behind the segments: the congestion window, the timers and the queues of a host's TCP.

extension Page {
  /// What has changed inside the ends of a step's connections, a line an end:
  /// `inside: client :49152  Open → Recovery · cwnd 10 → 7 · ssthresh 7`.
  mutating func writeInside(_ step: Step) {
    for end in step.states.lazy.flatMap(\.ends) {
      let parts = end.changesInside(by: step)
      guard !parts.isEmpty else { continue }
      begin()
      text.append("inside:", .quiet)
      text.append(" ")
      text.append(escaping: end.host)
      text.append(" :")
      text.append(end.local.port)
      text.append("  ")
      for (place, part) in parts.enumerated() {
        let isFirst = place == 0
        // A line ends between two changes, never within one.
        if !isFirst, text.column + part.count + 3 > width {
          self.end()
          begin(8)
        } else if !isFirst {
          text.append(" · ")
        }
        text.append(escaping: part)
      }
      self.end()
    }
  }

  /// Everything, in rows: what `show` tells of a connection between hosts.
  mutating func writeInside(_ state: InsideState) {
    let algorithm = state.algorithm.isEmpty ? "" : ", \(state.algorithm)"
    let phase = state.ssthresh.map { state.cwnd < $0 ? "slow start" : "congestion avoidance" } ?? "slow start"
    let grows = state.congestion != .recovery && state.congestion != .cwr
    row("congestion", state.congestion.rawValue + algorithm + (grows ? ", " + phase : ""))
    row("cwnd", "\(segments(state.cwnd)) of \(grouped(state.mss)) bytes")
    row("ssthresh", state.ssthresh.map { segments($0) } ?? "none yet")
    var flight = segments(state.inFlight)
    if state.unacknowledged != state.inFlight { flight += ", \(state.unacknowledged) unacknowledged" }
    for (count, name) in [(state.sacked, "SACKed"), (state.lost, "lost"), (state.retransmitting, "retransmitted")]
    where count > 0 {
      flight += ", \(count) \(name)"
    }
    row("in flight", flight)
    if !state.scoreboard.isEmpty {
      row("SACKed", state.scoreboard.map { "\($0.left)-\($0.right)" }.joined(separator: " "))
    }
    row(
      "round trip",
      state.srtt.map { "srtt \(milliseconds($0)), rttvar \(milliseconds(state.rttvar))" } ?? "not measured")
    row("RTO", "\(grouped(state.rto)) ms" + (state.backoff > 0 ? ", backed off \(times(state.backoff))" : ""))
    var queues = "send \(grouped(state.sendQueue)) bytes"
    if state.notSent > 0 { queues += " (\(grouped(state.notSent)) unsent)" }
    row("queues", queues + ", receive \(grouped(state.receiveQueue)) bytes")
    row("peer window", "\(grouped(state.peerWindow)) bytes")
    row("retransmits", "\(segments(state.retransmissions)); reordering \(state.reordering)")
  }

  private mutating func row(_ name: StaticString, _ value: String) {
    begin(4)
    text.append(name, .quiet)
    text.pad(to: indent + 16, gap: 2)
    text.append(escaping: value)
    end(hang: 16)
  }
}

extension Step {
  /// Whether something has changed behind the segments that is told.
  var tellsInside: Bool {
    states.contains { $0.ends.contains { !$0.changesInside(by: self).isEmpty } }
  }
}

extension EndState {
  /// What has changed behind the segments. What a receive has taken out of a queue its own line tells.
  fileprivate func changesInside(by step: Step) -> [String] {
    guard let inside, var before = insideBefore else { return [] }
    if step.packets.isEmpty { before.receiveQueue = inside.receiveQueue }
    return inside.changes(since: before)
  }
}

/// `1 segment`, `10 segments`.
private func segments(_ count: Int) -> String { count == 1 ? "1 segment" : "\(grouped(count)) segments" }

private func times(_ count: Int) -> String { count == 1 ? "once" : count == 2 ? "twice" : "\(count) times" }

/// `100 ms`, `12.5 ms`.
private func milliseconds(_ microseconds: Int) -> String {
  let tenths = (microseconds + 50) / 100
  return tenths % 10 == 0 ? "\(grouped(tenths / 10)) ms" : "\(grouped(tenths / 10)).\(tenths % 10) ms"
}

extension InsideState {
  /// What has changed since an earlier moment, each as `cwnd 10 → 12`. The window of the peer is told when it comes to
  /// limit what is sent, or no longer does: it changes a little with almost every segment.
  fileprivate func changes(since before: InsideState) -> [String] {
    var parts: [String] = []
    func tell(_ name: String, _ before: Int?, _ now: Int?) {
      guard before != now else { return }
      var part = name
      part += " "
      part += before.map(grouped) ?? "none"
      part += " → "
      part += now.map(grouped) ?? "none"
      parts.append(part)
    }
    if congestion != before.congestion { parts.append("\(before.congestion.rawValue) → \(congestion.rawValue)") }
    tell("cwnd", before.cwnd, cwnd)
    tell("ssthresh", before.ssthresh, ssthresh)
    tell("in flight", before.inFlight, inFlight)
    tell("SACKed", before.sacked, sacked)
    tell("lost", before.lost, lost)
    tell("retransmits", before.retransmissions, retransmissions)
    if srtt != before.srtt, let srtt {
      let known = before.srtt.map { $0 > 0 ? milliseconds($0) + " → " : "" } ?? ""
      parts.append("srtt " + known + milliseconds(srtt))
    }
    if rto != before.rto { parts.append("RTO \(grouped(before.rto)) → \(grouped(rto)) ms") }
    tell("reordering", before.reordering, reordering)
    tell("send queue", before.sendQueue, sendQueue)
    tell("unread", before.receiveQueue, receiveQueue)
    if (peerWindow < 2 * mss) != (before.peerWindow < 2 * mss) || (peerWindow == 0) != (before.peerWindow == 0) {
      tell("peer window", before.peerWindow, peerWindow)
    }
    return parts
  }
}
