/// What a segment is beside its fields, seen from the segments before it: the names that captures are read with.
public enum TCPNotice: Sendable, Hashable {
  /// A bare ACK that acknowledges nothing new and announces another window.
  case windowUpdate
  /// The n-th bare ACK for a number that was acknowledged before, while later bytes are on their way (RFC 5681 section
  /// 2; with a selective acknowledgement whatever its window, RFC 6675 section 2).
  case duplicateACK(Int)
  /// Sent again since duplicate ACKs came, before the retransmission timer (RFC 5681 section 3.2, RFC 8985).
  case fastRetransmission
  /// It brings nothing new and asks whether the other side is still there (RFC 1122 section 4.2.3.6).
  case keepAlive
  /// It asks whether a window is still closed (RFC 9293 section 3.8.6.1).
  case windowProbe
}

extension TCPSide {
  /// How long after the last duplicate ACK a segment that is sent again was sent because of it, in milliseconds: less than
  /// the least retransmission timeout of Linux, 200 ms.
  private static let fast: Int64 = 100
  /// How many duplicate ACKs are needed without a selective acknowledgement (RFC 5681 section 3.2).
  private static let threshold = 3

  /// What a segment is that this side sends, before it is sent.
  mutating func notice(
    _ segment: Segment, isRetransmission: Bool, peer: TCPSide, at time: Int64
  ) -> TCPNotice? {
    guard segment.flags.contains(.ack) else { return nil }
    let isAgain = lastACK == segment.ack
    lastACK = segment.ack
    if !isAgain { duplicatesSent = 0 }
    if isRetransmission { return resending(segment, at: time) }
    let isOpen = state != .timeWait && state != .closed
    return isOpen && isAgain && segment.isBareACK && segment.seq == next ? acknowledgingAgain(segment, peer: peer) : nil
  }

  private mutating func acknowledgingAgain(_ segment: Segment, peer: TCPSide) -> TCPNotice? {
    let newWindow = scaled(segment, peer: peer)
    // The window of a SYN is not scaled, and what follows cannot have all of its digits.
    let isSame = newWindow.distance(to: window).magnitude < 1 << UInt(min(wscale ?? 0, 14))
    if isBefore(segment.ack, peer.next), segment.hasSACK || isSame && newWindow > 0 {
      duplicatesSent += 1
      return .duplicateACK(duplicatesSent)
    }
    return isSame || newWindow == 0 ? nil : .windowUpdate
  }

  /// Whether a segment that this side sends again is sent since duplicate ACKs came.
  private func resending(_ segment: Segment, at time: Int64) -> TCPNotice? {
    let isAsked = duplicates.count >= (duplicates.hasSACK ? 1 : Self.threshold)
    return isAsked && segment.seq == acknowledged && time - duplicates.at < Self.fast ? .fastRetransmission : nil
  }

  /// Counts a duplicate ACK that arrives at this side, before it is received.
  mutating func countDuplicate(_ segment: Segment, at time: Int64) {
    guard segment.flags.contains(.ack) else { return }
    defer { duplicates.window = segment.window }
    guard segment.ack == acknowledged else {
      if isBefore(acknowledged, segment.ack) { duplicates = Duplicates() }
      return
    }
    guard segment.isBareACK, isBefore(acknowledged, next), segment.hasSACK || segment.window == duplicates.window else {
      return
    }
    duplicates.count += 1
    duplicates.hasSACK = duplicates.hasSACK || segment.hasSACK
    duplicates.at = time
  }
}
