import LinuxSockets
import Testing

@testable import Wire

/// What a segment is beside its flags, as the RFCs define it.
@Suite struct NoticeTests {
  private typealias Wire = HandMadeConnection

  private static func connected() -> Wire {
    var wire = Wire()
    wire.open()
    return wire
  }

  /// RFC 5681 section 2: bytes outstanding, no data, SYN and FIN off, the greatest ACK so far, the same window.
  @Test func duplicateACKsAreCounted() {
    var wire = Self.connected()
    wire.client(.ack, 11, 1, len: 10)  // 1 … 10 are missing
    for count in 1...3 {
      wire.server(.ack, 1, 1)
      #expect(wire.last?.notice == .duplicateACK(count))
    }
    wire.server(.ack, 1, 21)
    #expect(wire.last?.notice == nil, "it acknowledges something new")
    wire.client(.ack, 31, 1, len: 10)
    wire.server(.ack, 1, 21)
    #expect(wire.last?.notice == .duplicateACK(1), "counted anew")
  }

  /// Another window makes it none, unless a selective acknowledgement tells that something came (RFC 6675 section 2).
  @Test(arguments: [(false, TCPNotice.windowUpdate), (true, .duplicateACK(1))])
  func anotherWindow(_ hasSACK: Bool, _ notice: TCPNotice) {
    var wire = Self.connected()
    wire.client(.ack, 11, 1, len: 10)
    wire.server(.ack, 1, 1, window: 900, hasSACK: hasSACK)
    #expect(wire.last?.notice == notice)
  }

  @Test func withNothingOutstandingNothingIsADuplicate() {
    var wire = Self.connected()
    wire.client(.ack, 1, 1, len: 10)
    wire.server(.ack, 1, 11)
    wire.server(.ack, 1, 11)
    #expect(wire.last?.notice == nil)
  }

  @Test(arguments: [Array<UInt8>(), [1]]) func dataIsNoDuplicateACK(_ data: [UInt8]) {
    var wire = Self.connected()
    wire.client(.ack, 11, 1, len: 10)
    wire.server(.ack, 1, 1, len: data.count)
    #expect(wire.last?.notice == (data.isEmpty ? .duplicateACK(1) : nil))
  }

  /// A closed window opens; one that closes is no update of its own.
  @Test func windowsThatOpenAreUpdates() {
    var wire = Self.connected()
    wire.client(.ack, 1, 1, len: 10)
    wire.server(.ack, 1, 11, window: 0)
    #expect(wire.last?.notice == nil)
    wire.server(.ack, 1, 11, window: 500)
    #expect(wire.last?.notice == .windowUpdate)
    wire.server(.ack, 1, 11, window: 0)
    #expect(wire.last?.notice == nil)
  }

  /// The window of a SYN-ACK is not scaled, and the first ACK behind it cannot tell its last digits: no change.
  @Test func whatScalingCutsOffIsNoUpdate() {
    var wire = Wire()
    wire.client(.syn, 0, window: 64240, wscale: 7)
    wire.server([.syn, .ack], 0, 1, window: 65535, wscale: 7)
    wire.client(.ack, 1, 1, window: 502)  // 64256
    wire.client(.ack, 1, 1, window: 501)  // 64128
    #expect(wire.last?.notice == .windowUpdate, "128 bytes are a change")
    wire.server(.ack, 1, 1, window: 512)  // 65536
    #expect(wire.last?.notice == nil)
  }

  /// A listener that answers a SYN anew begins to count again; what belongs to its first answer keeps that one's numbers.
  @Test func anAnswerToAStaleSYNHasItsOwnNumbers() {
    var wire = Wire()
    wire.client(.syn, 0)
    wire.server([.syn, .ack], 0, 1)
    wire.server(.ack, 1, 1)
    wire.bases.server = 0x8100_0000
    wire.server([.syn, .ack], 0, 1)
    #expect(wire.last?.relativeSeq == 0)
    wire.client(.ack, 1, 1)
    #expect(wire.last?.relativeAck == 1)
    wire.bases.server = 0x7fff_ffff
    wire.client([.rst, .ack], 1, 1)
    #expect(wire.last?.relativeAck == 1, "of the first answer")
    wire.server(.ack, 1, 1)
    #expect(wire.last?.relativeSeq == 1)
  }
}
