import Testing
import WireFormat

@Suite struct WritingTests {
  private let loopback = IPAddress(v4: 0x7f00_0001)

  /// A whole frame from values.
  private func frame(_ payload: [UInt8], _ number: IPProtocol) throws -> [UInt8] {
    var out: [UInt8] = []
    EthernetHeader(destination: 0, source: 0, type: .ipv4).write(into: &out)
    var header = try #require(IPv4Header(source: loopback, destination: loopback, protocolNumber: number))
    header.identification = 0x1234
    #expect(header.write(payloadLength: payload.count, into: &out))
    return out + payload
  }

  @Test func datagramIsWrittenAsByHand() throws {
    var datagram: [UInt8] = []
    UDPHeader(sourcePort: 49152, destinationPort: 9)
      .write(payload: Array("hi".utf8), from: loopback, to: loopback, into: &datagram)
    #expect(try frame(datagram, .udp) == Frames.datagram)
  }

  @Test func unreachableIsWrittenAsByHand() throws {
    var message: [UInt8] = []
    ICMPMessage.unreachable(.port, about: Array(Frames.datagram.dropFirst(14)))
      .write(from: loopback, to: loopback, into: &message)
    #expect(try frame(message, .icmp) == Frames.unreachable)
  }

  @Test(arguments: [false, true]) func anEchoComesBackAsItWasWritten(_ isIPv6: Bool) {
    let address = isIPv6 ? IPAddress(high: 0, low: 1) : loopback
    let data = Array("ping data".utf8)
    for message in [
      ICMPMessage.echoRequest(identifier: 0x1234, sequence: 7, data: data),
      .echoReply(identifier: 0x1234, sequence: 7, data: data),
    ] {
      var bytes: [UInt8] = []
      message.write(from: address, to: address, into: &bytes)
      #expect(bytes.count == 8 + data.count)
      ByteView.with(bytes) { view in
        let read = ICMPView(view, isIPv6: isIPv6)
        #expect(read.isChecksumValid(source: address, destination: address))
        #expect(ICMPMessage(read) == message)
      }
    }
  }

  @Test func segmentIsWrittenAsByHand() throws {
    var header = TCPHeader(sourcePort: 49152, destinationPort: 7777)
    header.sequenceNumber = 0x1122_3345
    header.acknowledgementNumber = 0x5566_7789
    header.control = [.psh, .ack, .urg]
    header.window = 251
    header.urgentPointer = 5
    var segment: [UInt8] = []
    #expect(header.write(payload: Array("hello".utf8), from: loopback, to: loopback, into: &segment))
    #expect(try frame(segment, .tcp) == Frames.data)
  }

  @Test func everyHeaderComesBackAsItWasWritten() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let header = Self.randomHeader(&generator)
      let payload = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let isIPv6 = Bool.random(using: &generator)
      let source = isIPv6 ? IPAddress(high: 1, low: .random(in: 0 ... .max, using: &generator)) : loopback
      let destination = isIPv6 ? IPAddress(high: 0, low: 1) : loopback
      var bytes: [UInt8] = []
      guard header.write(payload: payload, from: source, to: destination, into: &bytes) else {
        #expect(header.options.bytes == nil)
        continue
      }
      ByteView.with(bytes) { view in
        let segment = TCPView(view)
        #expect(segment.isChecksumValid(source: source, destination: destination))
        #expect(TCPHeader(segment) == header)
        #expect(segment.payload.bytes == payload)
      }
    }
  }

  @Test func whatIsTooLongIsNotWritten() throws {
    var out: [UInt8] = []
    let header = try #require(IPv4Header(source: loopback, destination: loopback, protocolNumber: .udp))
    #expect(!header.write(payloadLength: 65516, into: &out))
    let udp = UDPHeader(sourcePort: 1, destinationPort: 2)
    #expect(!udp.write(payload: [UInt8](repeating: 0, count: 65528), from: loopback, to: loopback, into: &out))
    var tcp = TCPHeader(sourcePort: 1, destinationPort: 2)
    tcp.options.unknown = [UnknownTCPOption(kind: 99, data: [UInt8](repeating: 0, count: 39))]
    #expect(!tcp.write(payload: [], from: loopback, to: loopback, into: &out))
    #expect(out.isEmpty)
  }

  private static func randomHeader(_ generator: inout SeededGenerator) -> TCPHeader {
    var header = TCPHeader(
      sourcePort: .random(in: 0...65535, using: &generator), destinationPort: .random(in: 0...65535, using: &generator))
    header.sequenceNumber = .random(in: 0 ... .max, using: &generator)
    header.acknowledgementNumber = .random(in: 0 ... .max, using: &generator)
    header.control = TCPControlBits(rawValue: .random(in: 0...255, using: &generator))
    header.window = .random(in: 0...65535, using: &generator)
    header.urgentPointer = .random(in: 0...65535, using: &generator)
    if Bool.random(using: &generator) { header.options.maximumSegmentSize = .random(in: 0...65535, using: &generator) }
    if Bool.random(using: &generator) { header.options.windowScale = .random(in: 0...14, using: &generator) }
    header.options.sackPermitted = .random(using: &generator)
    if Bool.random(using: &generator) { header.options.timestamps = TCPTimestamps(value: 7, echo: 9) }
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      header.options.sackBlocks.append(SACKBlock(left: 5, right: .random(in: 0 ... .max, using: &generator)))
    }
    if Int.random(in: 0..<4, using: &generator) == 0 {
      header.options.unknown.append(UnknownTCPOption(kind: 0xfe, data: [1, 2, 3]))
    }
    return header
  }

  /// What a checksum was before makes no difference; a fragment, a frame that is cut off and a datagram without one stay.
  @Test(arguments: Frames.all) func checksumsAreFilledIn(_ frame: [UInt8]) {
    let ip = frame[12] == 0x86 ? 54 : 34
    let place = [6: ip + 16, 17: ip + 6][Int(frame[12] == 0x86 ? frame[20] : frame[23])]
    var unfinished = frame
    if let place { unfinished[place..<place + 2] = [0x12, 0x34] }
    var cut = Array(unfinished.dropLast())
    let before = cut
    FinishedChecksum.fill(&cut)
    #expect(cut == before)
    FinishedChecksum.fill(&unfinished)
    #expect(unfinished == frame)
  }

  @Test func aDatagramWithoutAChecksumStaysSo() {
    var frame = Frames.datagram
    frame[40..<42] = [0, 0]
    let before = frame
    FinishedChecksum.fill(&frame)
    #expect(frame == before)
  }

  @Test func aFragmentIsLeftAlone() {
    var frame = Frames.datagram
    frame[20] = 0x20  // more fragments follow
    frame[40..<42] = [0x12, 0x34]
    let before = frame
    FinishedChecksum.fill(&frame)
    #expect(frame == before)
  }
}
