import LinuxSockets
import Testing

@testable import Wire

/// Connections fed with segments by hand, where a loopback cannot be made to produce them.
@Suite struct ConnectionTests {
  @Test func handshake() {
    var wire = HandMadeConnection()
    #expect(wire.client(.syn, 0) == [.closed, .synSent, .listen, .synReceived])
    #expect(wire.fromInitiator)
    #expect(wire.server([.syn, .ack], 0, 1) == [.synReceived, .synReceived, .synSent, .established])
    #expect(!wire.fromInitiator)
    #expect(wire.last?.relativeSeq == 0)
    #expect(wire.last?.relativeAck == 1)
    #expect(wire.client(.ack, 1, 1) == [.established, .established, .synReceived, .established])
    #expect(wire.number == 1)
  }

  @Test func refusal() {
    var wire = HandMadeConnection()
    wire.client(.syn, 0)
    #expect(wire.server([.rst, .ack], 0, 1) == [.closed, .closed, .synSent, .closed])
    #expect(wire.last?.refusesSYN == true)
    #expect(wire.table.unanswered == 0)
  }

  @Test func bothOpenAtOnce() {
    var wire = HandMadeConnection()
    #expect(wire.client(.syn, 0) == [.closed, .synSent, .listen, .synReceived])
    // The other side was not listening: its own SYN, sent before ours came, tells.
    #expect(wire.server(.syn, 0) == [.closed, .synSent, .synSent, .synReceived])
    #expect(wire.client([.syn, .ack], 0, 1) == [.synReceived, .synReceived, .synReceived, .established])
    #expect(wire.server([.syn, .ack], 0, 1).last == .established)
    #expect(wire.number == 1)
  }

  @Test func bothCloseAtOnce() {
    var wire = HandMadeConnection()
    wire.open()
    #expect(wire.client([.fin, .ack], 1, 1) == [.established, .finWait1, .established, .closeWait])
    // The other FIN does not acknowledge this one: it was sent before this one came.
    #expect(wire.server([.fin, .ack], 1, 1) == [.established, .finWait1, .finWait1, .closing])
    #expect(wire.client(.ack, 2, 2) == [.closing, .closing, .closing, .timeWait])
    #expect(wire.server(.ack, 2, 2) == [.timeWait, .timeWait, .closing, .timeWait])
  }

  @Test func closeInThreeSegments() {
    var wire = HandMadeConnection()
    wire.open()
    wire.client([.fin, .ack], 1, 1)
    #expect(wire.server([.fin, .ack], 1, 2) == [.closeWait, .lastAck, .finWait1, .timeWait])
    #expect(wire.client(.ack, 2, 2) == [.timeWait, .timeWait, .lastAck, .closed])
  }

  @Test func halfClosedSideStillReceives() {
    var wire = HandMadeConnection()
    wire.open()
    wire.client([.fin, .ack], 1, 1)
    #expect(wire.server(.ack, 1, 2) == [.closeWait, .closeWait, .finWait1, .finWait2])
    #expect(wire.server([.psh, .ack], 1, 2, len: 10) == [.closeWait, .closeWait, .finWait2, .finWait2])
    #expect(wire.table.unanswered == 1)
    #expect(wire.client(.ack, 2, 11) == [.finWait2, .finWait2, .closeWait, .closeWait])
    #expect(wire.table.unanswered == 0)
  }

  @Test func finBeforeItsDataTakesEffectWithTheGap() {
    var wire = HandMadeConnection()
    wire.open()
    #expect(wire.client([.fin, .ack], 11, 1) == [.established, .finWait1, .established, .established])
    #expect(wire.server(.ack, 1, 1) == [.established, .established, .finWait1, .finWait1])
    #expect(wire.client([.psh, .ack], 1, 1, len: 10) == [.finWait1, .finWait1, .established, .established])
    #expect(wire.last?.isRetransmission == true)
    #expect(wire.server(.ack, 1, 12) == [.closeWait, .closeWait, .finWait1, .finWait2])
  }

  /// After a FIN a reset may have the FIN's own number or the one behind it; before a FIN only the one that is expected.
  @Test(arguments: [(UInt32(0), false), (1, true), (2, true), (3, false)])
  func resetBehindAFINMayHaveItsNumber(_ seq: UInt32, _ isBelieved: Bool) {
    var wire = HandMadeConnection()
    wire.open()
    wire.server([.fin, .ack], 1, 1)
    #expect(
      wire.server(.rst, seq) == [
        .finWait1, .closed, .closeWait, isBelieved ? .closed : .closeWait,
      ])
    var open = HandMadeConnection()
    open.open()
    #expect(open.server(.rst, seq).last == (seq == 1 ? .closed : .established))
  }

  @Test func resetThatIsNotBelievedChangesNothing() {
    var wire = HandMadeConnection()
    wire.open()
    #expect(wire.server(.rst, 500) == [.established, .closed, .established, .established])
    var asking = HandMadeConnection()
    asking.client(.syn, 0)
    #expect(asking.server([.rst, .ack], 0, 7) == [.closed, .closed, .synSent, .synSent])
  }

  @Test(arguments: [
    (UInt32(1), 10, false), (11, 5, false), (1, 10, true), (6, 12, true), (18, 1, false), (0, 0, false),
  ])
  func retransmissionIsWhatWasSentBefore(_ seq: UInt32, _ len: Int, _ expected: Bool) {
    var wire = HandMadeConnection()
    wire.open()
    // 1 … 15 are sent, unless it is the first that is looked at.
    if expected || seq > 1 || len == 0 { wire.client(.ack, 1, 1, len: 10) }
    if expected || seq > 11 || len == 0 { wire.client(.ack, 11, 1, len: 7) }
    wire.client(.ack, seq, 1, len: len)
    #expect(wire.last?.isRetransmission == expected)
  }

  @Test func synAndFinAreRetransmissionsToo() {
    var wire = HandMadeConnection()
    wire.client(.syn, 0)
    #expect(wire.last?.isRetransmission == false)
    #expect(wire.client(.syn, 0) == [.synSent, .synSent, .listen, .synReceived])
    #expect(wire.last?.isRetransmission == true)
    wire.server([.syn, .ack], 0, 1)
    wire.client([.fin, .ack], 1, 1)
    wire.client([.fin, .ack], 1, 1)
    #expect(wire.last?.isRetransmission == true)
    #expect(wire.number == 1)
  }

  @Test func anotherNumberIsAnotherConnection() {
    var wire = HandMadeConnection()
    wire.open()
    wire.client([.rst, .ack], 1, 1)
    wire.bases = (5, 6)
    #expect(wire.client(.syn, 0) == [.closed, .synSent, .listen, .synReceived])
    #expect(wire.number == 2)
    #expect(wire.last?.relativeSeq == 0)
    #expect(wire.last?.isRetransmission == false)
    wire.bases = (9, 6)  // given up without a segment, and begun again
    wire.client(.syn, 0)
    #expect(wire.number == 3)
    #expect(wire.table.unanswered == 1)
    #expect(wire.table.count == 1)
  }

  @Test func theOtherSideMayBeginTheNextOne() {
    var wire = HandMadeConnection()
    wire.open()
    wire.client([.rst, .ack], 1, 1)
    wire.bases = (5, 6)
    #expect(wire.server(.syn, 0) == [.closed, .synSent, .listen, .synReceived])
    #expect(wire.fromInitiator)
    #expect(wire.number == 2)
  }

  @Test func windowsAreScaledAfterTheHandshakeWhenBothScale() {
    var wire = HandMadeConnection()
    wire.client(.syn, 0, window: 64240, wscale: 8)
    #expect(wire.last?.window == 64240)
    wire.server([.syn, .ack], 0, 1, window: 65535, wscale: 2)
    #expect(wire.last?.window == 65535)
    wire.client(.ack, 1, 1, window: 251)
    #expect(wire.last?.window == 251 << 8)
    wire.server(.ack, 1, 1, window: 251)
    #expect(wire.last?.window == 251 << 2)

    var oneSided = HandMadeConnection()
    oneSided.client(.syn, 0, window: 64240, wscale: 8)
    oneSided.server([.syn, .ack], 0, 1)
    oneSided.client(.ack, 1, 1, window: 251)
    #expect(oneSided.last?.window == 251)
  }

  @Test func conversationJoinedInTheMiddle() {
    var wire = HandMadeConnection()
    #expect(wire.client([.psh, .ack], 100, 200, len: 5) == [.established, .established, .established, .established])
    #expect(wire.last?.relativeSeq == 0)
    #expect(wire.last?.relativeAck == 0)
    wire.server(.ack, 200, 105)
    #expect(wire.last?.relativeAck == 5)
  }

  @Test func settledMeansAnswered() {
    var wire = HandMadeConnection()
    wire.client(.syn, 0)
    #expect(wire.table.unanswered == 1)
    wire.server([.syn, .ack], 0, 1)
    #expect(wire.table.unanswered == 1)
    wire.client(.ack, 1, 1)
    #expect(wire.table.unanswered == 0)
    wire.client([.psh, .ack], 1, 1, len: 10)
    #expect(wire.table.unanswered == 1)
    wire.server(.ack, 1, 11, window: 0)
    #expect(wire.table.unanswered == 0)
    wire.client([.psh, .ack], 11, 1, len: 1)
    #expect(wire.table.unanswered == 0, "the window does not let it in")
    wire.server(.ack, 1, 11, window: 100)
    #expect(wire.table.unanswered == 1, "now it does")
    wire.table.stopExpecting()
    #expect(wire.table.unanswered == 0)
    wire.server([.rst, .ack], 1, 11)
    #expect(wire.table.unanswered == 0)
  }

  @Test func memoryIsBounded() {
    var wire = HandMadeConnection()
    for round in 0..<20_000 {
      wire.client = SocketAddress(inet: 0x7f00_0001 + UInt32(round % 3), port: UInt16(1024 + round))
      wire.open()
      wire.client([.fin, .ack], 1, 1)
      wire.server([.fin, .ack], 1, 2)
      wire.client(.ack, 2, 2)
    }
    #expect(wire.table.count <= ConnectionTable.keptOver + 1)
    #expect(wire.number == 20_000)
    #expect(wire.table.unanswered == 0)
  }

  @Test func openConnectionsAreBoundedToo() {
    var wire = HandMadeConnection()
    for round in 0..<(ConnectionTable.keptInAll + 1000) {
      wire.client = SocketAddress(inet: UInt32(round), port: 1)
      wire.client(.syn, 0)
    }
    #expect(wire.table.count == ConnectionTable.keptInAll)
    #expect(wire.table.unanswered == ConnectionTable.keptInAll)
  }

  /// Segments that make no sense at all: nothing traps, and nothing grows without bound.
  @Test func anySegmentsAreTaken() {
    var wire = HandMadeConnection()
    var state: UInt64 = 42
    func random(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    for _ in 0..<50_000 {
      wire.client.port = UInt16(49152 + random(4))
      wire.server.port = UInt16(49152 + random(4))
      let flags = TCPFlags(rawValue: UInt8(random(64)))
      let seq = random(2) == 0 ? UInt32(random(20)) : UInt32(truncatingIfNeeded: random(1 << 31)) &* 2
      let ack = random(2) == 0 ? UInt32(random(20)) : UInt32(truncatingIfNeeded: random(1 << 31)) &* 2
      let scale: UInt8? = random(2) == 0 ? nil : UInt8(random(256))
      if random(2) == 0 {
        wire.client(flags, seq, ack, len: Int(random(1500)), window: UInt32(random(65536)), wscale: scale)
      } else {
        wire.server(flags, seq, ack, len: Int(random(1500)), window: UInt32(random(65536)), wscale: scale)
      }
      #expect(wire.table.unanswered >= 0)
      #expect(wire.table.count <= 16)
    }
  }
}
