import LinuxSockets

/// One connection as the segments tell it. On a loopback it is told each segment once (`take`), as sent and received at
/// the same moment: there they are. On a wire it is told when a segment leaves (`sent`) and when it arrives, which may be
/// later, more than once, or never (`arrived`).
final class TCPConnection {
  /// From 1, in the order of first sight.
  var number: Int
  /// The two ends; `ends.0` sent the first segment.
  let ends: (SocketAddress, SocketAddress)
  private var initiator: TCPSide
  private var responder: TCPSide
  /// What was told last of what lies behind the segments at each end.
  private var told: (initiator: ToldInside?, responder: ToldInside?)

  /// What a segment did.
  struct Effect {
    var sender: (before: TCPState, after: TCPState)
    /// Nil where it has not arrived yet.
    var receiver: (before: TCPState, after: TCPState)?
    var relativeSeq: UInt32
    var relativeAck: UInt32
    var window: UInt32
    var isRetransmission: Bool
    /// A reset answered a SYN: nobody listened there, though the SYN was told as if.
    var refusesSYN = false
    /// For a retransmission on a wire: how many milliseconds ago its sender sent something last.
    var waited: Int64?
    /// Whether it acknowledges what came a while before: its kernel has delayed it.
    var isDelayedACK = false
    /// Whether it asks for an answer though it brings nothing new: its number was acknowledged before (RFC 1122 section
    /// 4.2.3.6).
    var probe: Probe?
    /// What it is beside its fields.
    var notice: TCPNotice?
  }

  /// An acknowledgement that comes this many milliseconds after what it is for, or later, was delayed: Linux delays it by
  /// 40 ms at least (TCP_DELACK_MIN), and one that is not delayed is there at once.
  private static let leastDelay: Int64 = 20

  /// What a segment without anything new asks.
  enum Probe { case keepAlive, window }

  /// A connection that begins with this segment, or is first seen with it.
  init(number: Int, from: SocketAddress, to: SocketAddress, first segment: Segment) {
    self.number = number
    ends = (from, to)
    if segment.flags.contains(.rst) {
      (initiator, responder) = (TCPSide(.closed), TCPSide(.closed))
    } else if segment.flags.contains(.syn) {
      // Whether someone listens will be seen from the answer.
      (initiator, responder) = (TCPSide(.closed), TCPSide(segment.flags.contains(.ack) ? .synSent : .listen))
    } else {
      (initiator, responder) = (TCPSide(.established), TCPSide(.established))
    }
  }

  /// Takes over the numbers of the connection that was between the same ends before: what belongs to it may still come.
  func follow(_ other: TCPConnection) {
    for isInitiator in [true, false] {
      let before = other.side((ends.0 == other.ends.0) == isInitiator)
      var one = side(isInitiator)
      one.former = before.first.map { ($0, before.next) }
      setSide(isInitiator, one)
    }
  }

  /// Whether nothing can follow but TIME_WAIT's end.
  var isOver: Bool {
    func ended(_ state: TCPState) -> Bool { state == .closed || state == .timeWait }
    return ended(initiator.state) && ended(responder.state)
  }

  /// How many of the two sides wait for an answer.
  var unanswered: Int { (initiator.isUnanswered ? 1 : 0) + (responder.isUnanswered ? 1 : 0) }

  /// Whether this SYN begins another connection between the same ends: a side that has a SYN out chooses another number
  /// only for another connection.
  func isNewIncarnation(_ segment: Segment, fromInitiator: Bool) -> Bool {
    guard segment.flags.contains(.syn), !segment.flags.contains(.ack) else { return false }
    guard let first = side(fromInitiator).first else { return isOver }
    return segment.seq != first || isOver
  }

  /// What the segments tell of a side that its kernel does not tell by the session's clock.
  func fill(_ inside: inout TCPInside, ofInitiator isInitiator: Bool) {
    let one = side(isInitiator)
    (inside.roundTrip, inside.variation) = (one.roundTrip.smoothed, one.roundTrip.variation)
    inside.scoreboard = one.scoreboard
    let base: Int64
    if let timeout = one.roundTrip.timeout {
      base = timeout
    } else if one.state == .synSent || one.state == .synReceived {
      base = HostTimers.firstTimeout
    } else {
      // No segment of the handshake could be timed: the timeout is set anew, and only what ran out since has doubled it
      // (RFC 6298 section 5.7).
      base = HostTimers.fallbackTimeout
      inside.backoff = max(inside.backoff - one.handshakeBackoff, 0)
    }
    inside.timeout = HostTimers.timeout(base, doubled: inside.backoff)
  }

  /// A number of a side for a segment that is made up: counted from its first, or from what the other side expects of it
  /// (`expects`), or has acknowledged next itself.
  func number(_ number: InjectedSegment.Number, ofInitiator isInitiator: Bool, expects: Bool) -> UInt32 {
    let (one, other) = (side(isInitiator), side(!isInitiator))
    switch number {
    case .relative(let number): return (one.first ?? 0) &+ UInt32(truncatingIfNeeded: number)
    case .expected(let more):
      let base = expects ? other.expected ?? one.next : one.next
      return base &+ UInt32(truncatingIfNeeded: more)
    }
  }

  /// The numbers of a segment as counted from the first of each side.
  func relative(_ segment: Segment, fromInitiator: Bool) -> (seq: UInt32, ack: UInt32) {
    (
      side(fromInitiator).relative(segment.seq),
      segment.flags.contains(.ack) ? side(!fromInitiator).relative(segment.ack) : 0
    )
  }

  /// A side's state as it is.
  func state(ofInitiator isInitiator: Bool) -> TCPState { side(isInitiator).state }

  /// Takes over a side's state from its kernel.
  func correct(_ state: TCPState, ofInitiator isInitiator: Bool) {
    if isInitiator { initiator.state = state } else { responder.state = state }
  }

  /// Whether the other side has not sent anything.
  var isWithoutAnswer: Bool { responder.first == nil }

  /// Forgets that an answer was expected. A listener that did not answer a SYN made no connection of it.
  func stopExpecting() {
    if isWithoutAnswer, responder.state == .synReceived { responder.state = .listen }
    initiator.isUnanswered = false
    responder.isUnanswered = false
  }

  /// What was told last of what lies behind the segments at an end.
  func told(ofInitiator isInitiator: Bool) -> ToldInside? { isInitiator ? told.initiator : told.responder }

  /// Notes what is told of an end.
  func tell(_ now: ToldInside?, ofInitiator isInitiator: Bool) {
    if isInitiator { told.initiator = now } else { told.responder = now }
  }

  /// The number that a side would send next, for segments that are made up.
  func next(fromInitiator: Bool) -> UInt32 { side(fromInitiator).next }

  /// Takes a segment in at both ends. A connection of a socket with itself has one side only, which sends and receives.
  func take(_ segment: Segment, fromInitiator: Bool) -> Effect {
    let isSelf = ends.0 == ends.1
    let senderSide = fromInitiator || isSelf
    let receiverSide = !fromInitiator || isSelf
    var effect = send(segment, senderSide, receiverSide)
    var receiver = side(receiverSide)
    if effect.isRetransmission, receiver.first == nil, receiver.state == .synReceived {
      receiver.state = .listen  // the SYN is sent again: the first found no room, and made no connection
    }
    effect.receiver = receiver.receive(segment)
    setSide(receiverSide, receiver)
    settle(senderSide)
    settle(receiverSide)
    return effect
  }

  /// Takes in that a segment has left its sender, at a time in milliseconds.
  func sent(_ segment: Segment, fromInitiator: Bool, at time: Int64, mayBeDelayed: Bool = false) -> Effect {
    let probe = probe(segment, fromInitiator: fromInitiator)
    var effect = send(segment, fromInitiator, !fromInitiator, at: time)
    var sender = side(fromInitiator)
    effect.probe = probe
    if probe != nil { effect.waited = time - sender.activeAt }
    sender.activeAt = time
    if effect.isRetransmission { effect.waited = time - sender.sentAt }
    if segment.flags.contains(.ack), let since = sender.owesSince {
      effect.isDelayedACK = mayBeDelayed && segment.isBareACK && time - since >= Self.leastDelay
      sender.owesSince = nil
    }
    if segment.span > 0 { sender.sentAt = time }
    sender.roundTrip.sends(segment, isAgain: effect.isRetransmission, at: time)
    if effect.isRetransmission, segment.flags.contains(.syn) { sender.handshakeBackoff += 1 }
    sender.isUnanswered = false  // whatever it owed an answer to has it now
    setSide(fromInitiator, sender)
    return effect
  }

  /// Whether the other side has acknowledged all of a segment.
  func isAcknowledged(_ segment: Segment, fromInitiator: Bool) -> Bool {
    !isBefore(side(fromInitiator).acknowledged, segment.end)
  }

  /// Whether an acknowledgement that a side sends at a time was delayed by its kernel.
  func isDelayed(at time: Int64, fromInitiator: Bool) -> Bool {
    side(fromInitiator).owesSince.map { time - $0 >= Self.leastDelay } ?? false
  }

  private func probe(_ segment: Segment, fromInitiator: Bool) -> Probe? {
    let sender = side(fromInitiator)
    guard segment.flags == .ack, segment.len == 0, sender.first != nil, segment.seq &+ 1 == sender.acknowledged,
      sender.state != .synSent
    else { return nil }
    return side(!fromInitiator).window == 0 ? .window : .keepAlive
  }

  /// Takes in that a segment has reached the other side: its states before and after.
  func arrived(
    _ segment: Segment, fromInitiator: Bool, at time: Int64 = 0, isAnsweredLater: Bool = false
  ) -> (before: TCPState, after: TCPState) {
    var receiver = side(!fromInitiator)
    receiver.countDuplicate(segment, at: time)
    let states = receiver.receive(segment)
    if segment.flags.contains(.ack) {
      receiver.roundTrip.isAnswered(segment.ack, at: time)
      receiver.noteSelective(segment)
    }
    // The kernel answers at once what takes sequence numbers; a reset is answered by nothing.
    let asks = segment.span > 0 && !segment.flags.contains(.rst) && receiver.state != .closed
    receiver.isUnanswered = asks && (!isAnsweredLater || segment.flags.contains(.syn))
    if asks, receiver.owesSince == nil { receiver.owesSince = time }
    setSide(!fromInitiator, receiver)
    return states
  }

  private func send(
    _ segment: Segment, _ senderSide: Bool, _ receiverSide: Bool, at time: Int64 = 0
  ) -> Effect {
    let isFirstFromSender = side(senderSide).first == nil
    learnFirst(segment, senderSide: senderSide, receiverSide: receiverSide)

    let refuses = refusesSYN(segment, senderSide: senderSide, isFirstFromSender: isFirstFromSender)
    let isRetransmission =
      !isFirstFromSender && segment.span > 0 && !segment.flags.contains(.rst)
      && isBefore(segment.seq, side(senderSide).next)
    var sender = side(senderSide)
    let receiver = side(receiverSide)
    let notice = sender.notice(segment, isRetransmission: isRetransmission, peer: receiver, at: time)
    let senderStates = sender.send(segment, peer: receiver)
    setSide(senderSide, sender)
    return Effect(
      sender: senderStates, relativeSeq: sender.relative(segment.seq),
      relativeAck: segment.flags.contains(.ack) ? receiver.relative(segment.ack) : 0,
      window: sender.window, isRetransmission: isRetransmission, refusesSYN: refuses, notice: notice)
  }

  /// A reset as a side's first segment answers a SYN: nobody listened, and the side was CLOSED all the time.
  private func refusesSYN(_ segment: Segment, senderSide: Bool, isFirstFromSender: Bool) -> Bool {
    guard segment.flags.contains(.rst), isFirstFromSender, side(senderSide).state == .synReceived else { return false }
    var sender = side(senderSide)
    sender.state = .closed
    setSide(senderSide, sender)
    return true
  }

  /// Notes the first number of each side that this segment shows.
  private func learnFirst(_ segment: Segment, senderSide: Bool, receiverSide: Bool) {
    var sender = side(senderSide)
    // A listener that answers a SYN of a connection that is over begins to count again.
    let begins = segment.flags.contains(.syn) && sender.first != segment.seq
    if sender.first == nil || begins {
      if let first = sender.first { sender.former = (first, sender.next) }
      // A side that refuses has no SYN to count from: its RST is number 1, as Wireshark shows it.
      sender.first = segment.flags.contains(.rst) ? segment.seq &- 1 : segment.seq
      sender.next = segment.seq
      sender.acknowledged = segment.seq
      setSide(senderSide, sender)
    }
    var receiver = side(receiverSide)
    if receiver.first == nil, segment.flags.contains(.ack) {  // joined in the middle of a conversation
      receiver.first = segment.ack
      receiver.next = segment.ack
      receiver.acknowledged = segment.ack
      setSide(receiverSide, receiver)
    }
  }

  /// Whether a side still waits: something of it is not acknowledged, the other side is there, and its window lets it
  /// in.
  private func settle(_ isInitiator: Bool) {
    var sender = side(isInitiator)
    let receiver = side(!isInitiator)
    let limit = sender.acknowledged &+ receiver.window
    sender.isUnanswered =
      isBefore(sender.acknowledged, sender.next) && sender.state != .closed && receiver.state != .closed
      && (sender.state == .synSent || !isBefore(limit, sender.next))
    setSide(isInitiator, sender)
  }

  private func side(_ isInitiator: Bool) -> TCPSide { isInitiator ? initiator : responder }

  private func setSide(_ isInitiator: Bool, _ side: TCPSide) {
    if isInitiator { initiator = side } else { responder = side }
  }
}
