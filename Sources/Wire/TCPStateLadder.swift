/// What of a segment decides about a side's state.
struct SegmentFacts: Equatable {
  var syn = false
  var ack = false
  /// The segment ends its sender's stream, and its receiver has everything before the FIN.
  var fin = false
  /// A reset; on the receiver's side one that it may believe (RFC 9293 section 3.5.2, RFC 5961).
  var rst = false
  /// It acknowledges the SYN of the side that receives it.
  var acknowledgesSYN = false
  /// It acknowledges the FIN of the side that receives it.
  var acknowledgesFIN = false
}

/// TCP's states as two ladders: what a side becomes by sending a segment, and by receiving one (RFC 9293 section 3.3.2,
/// figure 5, and section 3.10.7). Watching the segments is enough, since every transition but the end of TIME_WAIT
/// sends or receives one.
extension TCPState {
  /// The state after sending.
  func sending(_ segment: SegmentFacts) -> TCPState {
    // Who resets has given the connection up already, or never had one.
    // A listener has none, and goes on listening.
    if segment.rst { return self == .listen ? .listen : .closed }
    switch self {
    case .closed, .listen:
      // A SYN alone opens actively; with an ACK it is a listener's answer to a SYN that was not seen.
      if segment.syn { return segment.ack ? .synReceived : .synSent }
      return self
    case .synSent:
      // Still asking, or answering the other side's SYN: both opened at once.
      return segment.syn && segment.ack ? .synReceived : .synSent
    case .synReceived:
      // A side may close before its SYN is acknowledged.
      return segment.fin ? .finWait1 : .synReceived
    case .established:
      // A listener that had no room for the last ACK of the handshake sends its SYN ACK again: it never left SYN_RCVD.
      if segment.syn { return .synReceived }
      return segment.fin ? .finWait1 : .established
    case .closeWait:
      // The other side has finished; now this one has, too.
      return segment.fin ? .lastAck : .closeWait
    case .finWait1, .finWait2, .closing, .lastAck, .timeWait:
      // The FIN is sent: acknowledgements and retransmissions change nothing.
      return self
    }
  }

  /// The state after receiving.
  func receiving(_ segment: SegmentFacts) -> TCPState {
    // A reset ends it from every state. (What is told of here is the connection; the listener itself goes on.)
    if segment.rst { return .closed }
    switch self {
    case .closed:
      // Nothing is there: the answer will be a reset.
      return .closed
    case .listen:
      // The SYN makes a half-open connection of which this is the first state.
      return segment.syn && !segment.ack ? .synReceived : .listen
    case .synSent:
      guard segment.syn else { return .synSent }
      // The answer to our SYN, or a SYN that crossed it: both opened at once.
      guard segment.acknowledgesSYN else { return .synReceived }
      return segment.fin ? .closeWait : .established
    case .synReceived:
      guard segment.acknowledgesSYN else { return .synReceived }
      return segment.fin ? .closeWait : .established
    case .established:
      return segment.fin ? .closeWait : .established
    case .finWait1:
      // Our FIN's ACK, the other side's FIN, or both in one segment.
      if segment.acknowledgesFIN { return segment.fin ? .timeWait : .finWait2 }
      return segment.fin ? .closing : .finWait1
    case .finWait2:
      return segment.fin ? .timeWait : .finWait2
    case .closeWait:
      // The other side's stream is at its end; what comes are acknowledgements.
      return .closeWait
    case .closing:
      return segment.acknowledgesFIN ? .timeWait : .closing
    case .lastAck:
      return segment.acknowledgesFIN ? .closed : .lastAck
    case .timeWait:
      // Waits for segments that are late; time alone ends it.
      return .timeWait
    }
  }
}
