/// A segment's fields as they came off the network, absolute numbers and all.
struct Segment {
  var flags: TCPFlags
  var seq: UInt32
  var ack: UInt32
  var len: Int
  /// As in the header, not scaled.
  var window: UInt32
  var wscale: UInt8?
  /// What it acknowledges selectively (RFC 2018), as in its option.
  var sack: [(left: UInt32, right: UInt32)] = []

  /// Whether it has a selective acknowledgement.
  var hasSACK: Bool { !sack.isEmpty }

  /// How many sequence numbers it takes: its bytes, SYN and FIN.
  var span: UInt32 {
    UInt32(truncatingIfNeeded: len) &+ (flags.contains(.syn) ? 1 : 0) &+ (flags.contains(.fin) ? 1 : 0)
  }
  /// Whether it does nothing but acknowledge.
  var isBareACK: Bool { flags.subtracting([.ece, .cwr]) == .ack && len == 0 }
  /// The number after its last.
  var end: UInt32 { seq &+ span }
}

/// Sequence numbers go round: `a` is before `b` when less than half the circle lies between them (RFC 9293 section
/// 3.4).
@inline(__always)
func isBefore(_ a: UInt32, _ b: UInt32) -> Bool { Int32(bitPattern: a &- b) < 0 }

/// What is known of one side of a connection from the segments alone.
struct TCPSide {
  var state: TCPState
  /// The first number seen from this side: relative numbers count from it. Nil before that.
  var first: UInt32?
  /// The numbers of the connection that was here before, when a SYN has begun another: the first, and the one after the
  /// last. What belongs to it may still come.
  var former: (first: UInt32, next: UInt32)?
  /// The number after the last that it sent.
  var next: UInt32 = 0
  /// What the other side has acknowledged of it.
  var acknowledged: UInt32 = 0
  /// The number that this side expects next, nil before anything tells.
  var expected: UInt32?
  /// The number after its FIN, once that was sent.
  var afterFIN: UInt32?
  /// Whether the other side's FIN has reached it in order.
  var tookFIN = false
  /// The window it announced last, scaled.
  var window: UInt32 = 0
  /// The window scale option of its SYN.
  var wscale: UInt8?
  /// The number that it acknowledged last, nil before its first ACK.
  var lastACK: UInt32?
  /// How many duplicate ACKs it has sent since it acknowledged something new.
  var duplicatesSent = 0
  /// What duplicate ACKs have reached it for the bytes that it is to send again.
  var duplicates = Duplicates()
  /// Whether what it sent last is still to be answered.
  var isUnanswered = false
  /// When it last sent what takes sequence numbers, in milliseconds; only followed on a wire.
  var sentAt: Int64 = 0
  /// Since when it has something to acknowledge, in milliseconds; nil when it has not. Only followed on a wire.
  var owesSince: Int64?
  /// When it last sent anything, in milliseconds; only followed on a wire.
  var activeAt: Int64 = 0
  /// How long its segments are answered after; only followed on a wire.
  var roundTrip = RoundTrip()
  /// How often its SYN was sent again; only followed on a wire.
  var handshakeBackoff = 0
  /// What the other side has beyond its acknowledgement, by the selective ones that have arrived, counted from `first`;
  /// only on a wire.
  var scoreboard: [Range<UInt32>] = []

  /// Duplicate ACKs as they reached a side.
  struct Duplicates {
    /// How many, since the last ACK of something new.
    var count = 0
    /// Whether one of them had a selective acknowledgement.
    var hasSACK = false
    /// When the last of them arrived, in milliseconds.
    var at: Int64 = 0
    /// The window of the last ACK that arrived, as in its header.
    var window: UInt32 = 0
  }

  init(_ state: TCPState) { self.state = state }

  /// A number of this side as counted from the first that was seen of it.
  func relative(_ number: UInt32) -> UInt32 {
    guard let first else { return 0 }
    guard let former, isFormer(number) else { return number &- first }
    return number &- former.first
  }

  /// Whether a number belongs to the connection that was here before.
  private func isFormer(_ number: UInt32) -> Bool {
    guard let first, let former, isBefore(number, first) || isBefore(next, number) else { return false }
    return !isBefore(number, former.first) && !isBefore(former.next, number)
  }

  /// Sends a segment to `peer`: what it tells of this side, and the states before and after.
  mutating func send(_ segment: Segment, peer: TCPSide) -> (before: TCPState, after: TCPState) {
    if segment.flags.contains(.ack) {
      expected = segment.ack
      // A FIN that came before what precedes it takes effect when the gap is filled, and the ACK tells that it is.
      if !tookFIN, peer.isFINAcknowledged(by: segment.ack) { takeFIN() }
    }
    let overtaken = stepBack(for: segment, peer: peer)
    let before = state
    // A SYN sent again takes nothing back: the ACK of the first may have come meanwhile.
    let isOld = segment.flags.contains(.syn) && first == segment.seq && ![.closed, .listen].contains(before)
    state =
      isOld
      ? before
      : state.sending(
        SegmentFacts(
          syn: segment.flags.contains(.syn), ack: segment.flags.contains(.ack), fin: segment.flags.contains(.fin),
          rst: segment.flags.contains(.rst)))
    if segment.flags.contains(.syn) { wscale = segment.wscale.map { min($0, 14) } }
    window = scaled(segment, peer: peer)
    if !isFormer(segment.seq), isBefore(next, segment.end) { next = segment.end }
    if segment.flags.contains(.fin) { afterFIN = segment.end }
    let after = state
    if let overtaken { state = state.receiving(overtaken) }
    return (before, after)
  }

  /// A SYN or FIN that does not acknowledge the other side's was sent before that one came: the two crossed. Goes back
  /// to the state before, and returns what is received after sending.
  private mutating func stepBack(for segment: Segment, peer: TCPSide) -> SegmentFacts? {
    if state == .synReceived, segment.flags.contains(.syn), !segment.flags.contains(.ack), peer.state == .synSent {
      state = .closed
      return SegmentFacts(syn: true)
    }
    if state == .closeWait, segment.flags.contains(.fin), !peer.isFINAcknowledged(by: segment.ack) {
      state = .established
      return SegmentFacts(fin: true)
    }
    return nil
  }

  /// The window of a segment in bytes. A SYN's is never scaled, and others only when both SYNs had the option (RFC 7323
  /// section 2.2).
  func scaled(_ segment: Segment, peer: TCPSide) -> UInt32 {
    guard !segment.flags.contains(.syn), let wscale, peer.wscale != nil else { return segment.window }
    return segment.window << UInt32(wscale)
  }

  /// Receives a segment: what it tells this side, and the states before and after.
  mutating func receive(_ segment: Segment) -> (before: TCPState, after: TCPState) {
    let before = state
    let isInOrder = expected.map { !isBefore($0, segment.seq) } ?? true
    let hasACK = segment.flags.contains(.ack)
    let facts = SegmentFacts(
      syn: segment.flags.contains(.syn), ack: hasACK, fin: segment.flags.contains(.fin) && isInOrder,
      rst: segment.flags.contains(.rst) && believesReset(segment),
      acknowledgesSYN: hasACK && first.map { isBefore($0, segment.ack) } ?? false,
      acknowledgesFIN: hasACK && isFINAcknowledged(by: segment.ack))
    state = state.receiving(facts)
    if facts.fin { tookFIN = true }
    if hasACK, isBefore(acknowledged, segment.ack), !isBefore(next, segment.ack) { acknowledged = segment.ack }
    if isInOrder, expected.map({ isBefore($0, segment.end) }) ?? true { expected = segment.end }
    return (before, state)
  }

  /// Takes the other side's FIN in.
  private mutating func takeFIN() {
    tookFIN = true
    state = state.receiving(SegmentFacts(fin: true))
  }

  /// Whether a number acknowledges this side's FIN.
  func isFINAcknowledged(by ack: UInt32) -> Bool {
    guard let afterFIN else { return false }
    return !isBefore(ack, afterFIN)
  }

  /// Whether this side believes a reset with these numbers (RFC 9293 section 3.10.7.3 for SYN_SENT, RFC 5961 section 3
  /// otherwise; right behind a FIN, the number of the FIN is as good).
  func believesReset(_ segment: Segment) -> Bool {
    if state == .synSent { return segment.flags.contains(.ack) && segment.ack == next }
    guard let expected else { return true }
    return segment.seq == expected || (tookFIN && segment.seq &+ 1 == expected)
  }
}
