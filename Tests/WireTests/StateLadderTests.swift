import Testing

@testable import Wire

/// RFC 9293's figure 5, arrow by arrow, and what makes no difference.
@Suite struct StateLadderTests {
  private static let syn = SegmentFacts(syn: true)
  private static let synACK = SegmentFacts(syn: true, ack: true, acknowledgesSYN: true)
  private static let ack = SegmentFacts(ack: true, acknowledgesSYN: true)
  private static let fin = SegmentFacts(ack: true, fin: true, acknowledgesSYN: true)
  private static let ackOfFIN = SegmentFacts(ack: true, acknowledgesSYN: true, acknowledgesFIN: true)
  private static let finAndACKOfFIN = SegmentFacts(ack: true, fin: true, acknowledgesSYN: true, acknowledgesFIN: true)
  private static let rst = SegmentFacts(rst: true)

  @Test(arguments: [
    (TCPState.closed, syn, TCPState.synSent), (.listen, synACK, .synReceived), (.synSent, syn, .synSent),
    (.synSent, synACK, .synReceived), (.synReceived, synACK, .synReceived), (.synReceived, ack, .synReceived),
    (.synReceived, fin, .finWait1), (.established, ack, .established), (.established, fin, .finWait1),
    (.established, synACK, .synReceived), (.closeWait, ack, .closeWait), (.closeWait, fin, .lastAck),
    (.finWait1, ack, .finWait1), (.finWait1, fin, .finWait1), (.finWait2, ack, .finWait2), (.closing, ack, .closing),
    (.lastAck, fin, .lastAck), (.timeWait, ack, .timeWait), (.closed, ack, .closed),
  ])
  func sending(_ before: TCPState, _ segment: SegmentFacts, _ after: TCPState) {
    #expect(before.sending(segment) == after)
  }

  @Test(arguments: [
    (TCPState.closed, syn, TCPState.closed), (.listen, syn, .synReceived), (.listen, ack, .listen),
    (.synSent, synACK, .established), (.synSent, syn, .synReceived), (.synSent, ack, .synSent),
    (.synReceived, ack, .established), (.synReceived, synACK, .established), (.synReceived, fin, .closeWait),
    (.established, ack, .established), (.established, fin, .closeWait), (.finWait1, ack, .finWait1),
    (.finWait1, ackOfFIN, .finWait2), (.finWait1, fin, .closing), (.finWait1, finAndACKOfFIN, .timeWait),
    (.finWait2, ack, .finWait2), (.finWait2, finAndACKOfFIN, .timeWait), (.closeWait, ack, .closeWait),
    (.closing, ack, .closing), (.closing, ackOfFIN, .timeWait), (.lastAck, ack, .lastAck),
    (.lastAck, ackOfFIN, .closed),
    (.timeWait, finAndACKOfFIN, .timeWait),
  ])
  func receiving(_ before: TCPState, _ segment: SegmentFacts, _ after: TCPState) {
    #expect(before.receiving(segment) == after)
  }

  @Test(arguments: [
    TCPState.closed, .synSent, .synReceived, .established, .finWait1, .finWait2, .closeWait, .closing, .lastAck,
    .timeWait,
  ])
  func resetEndsEverything(_ state: TCPState) {
    #expect(state.sending(Self.rst) == .closed)
    #expect(state.receiving(Self.rst) == .closed)
  }

  /// RFC 9293 section 3.10.7.2: a RST to a listening socket is ignored, and one that answers a stray segment
  /// leaves it listening.
  @Test func aListenerOutlivesTheResetItSends() {
    #expect(TCPState.listen.sending(Self.rst) == .listen)
  }
}
