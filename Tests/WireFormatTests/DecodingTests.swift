import Testing
import WireFormat

@Suite struct DecodingTests {
  private let loopback = IPAddress(v4: 0x7f00_0001)

  @Test func synIsReadFieldByField() {
    ByteView.with(Frames.syn) { bytes in
      let ethernet = EthernetView(bytes)
      #expect(ethernet.type == .ipv4)
      #expect(ethernet.source == 0)
      let ip = IPv4View(ethernet.payload)
      #expect(ip.version == 4)
      #expect(ip.headerLength == 20)
      #expect(ip.totalLength == 52)
      #expect(ip.identification == 0x1234)
      #expect(ip.dontFragment == true)
      #expect(ip.moreFragments == false)
      #expect(ip.fragmentOffset == 0)
      #expect(ip.timeToLive == 64)
      #expect(ip.protocolNumber == .tcp)
      #expect(ip.source == loopback)
      #expect(ip.destination == loopback)
      #expect(ip.isChecksumValid == true)
      let tcp = TCPView(ip.payload)
      #expect(tcp.sourcePort == 49152)
      #expect(tcp.destinationPort == 7777)
      #expect(tcp.sequenceNumber == 0x1122_3344)
      #expect(tcp.acknowledgementNumber == 0)
      #expect(tcp.headerLength == 32)
      #expect(tcp.control == .syn)
      #expect(tcp.window == 64240)
      #expect(tcp.isChecksumValid(source: loopback, destination: loopback))
      #expect(tcp.payload.isEmpty)
      #expect(tcp.options.isWellFormed)
      let options = TCPOptions(tcp.options)
      #expect(options.maximumSegmentSize == 1460)
      #expect(options.windowScale == 8)
      #expect(options.sackPermitted)
      #expect(options.timestamps == nil)
      #expect(options.unknown.isEmpty)
    }
  }

  @Test func payloadAndUrgentPointerAreRead() throws {
    try ByteView.with(Frames.data) { bytes in
      let packet = try #require(PacketView(frame: bytes))
      let tcp = TCPView(packet.payload)
      #expect(tcp.control == [.psh, .ack, .urg])
      #expect(tcp.urgentPointer == 5)
      #expect(tcp.payload.bytes == Array("hello".utf8))
      #expect(tcp.isChecksumValid(source: packet.source, destination: packet.destination))
    }
  }

  @Test func timestampsAndSelectiveAcknowledgementsAreRead() throws {
    try ByteView.with(Frames.sack) { bytes in
      let packet = try #require(PacketView(frame: bytes))
      let header = try #require(TCPHeader(TCPView(packet.payload)))
      #expect(header.options.timestamps == TCPTimestamps(value: 1, echo: 2))
      #expect(Array(header.options.sackBlocks) == [SACKBlock(left: 0x1122_4000, right: 0x1122_4800)])
    }
  }

  @Test func datagramIsRead() throws {
    try ByteView.with(Frames.datagram) { bytes in
      let packet = try #require(PacketView(frame: bytes))
      #expect(packet.protocolNumber == .udp)
      let view = UDPView(packet.payload)
      #expect(UDPHeader(view) == UDPHeader(sourcePort: 49152, destinationPort: 9))
      #expect(view.payload.bytes == Array("hi".utf8))
      #expect(view.isChecksumValid(source: packet.source, destination: packet.destination))
    }
  }

  @Test func unreachableHoldsThePacketThatItIsAbout() throws {
    try ByteView.with(Frames.unreachable) { bytes in
      let packet = try #require(PacketView(frame: bytes))
      #expect(packet.protocolNumber == .icmp)
      let view = ICMPView(packet.payload, isIPv6: false)
      #expect(view.isChecksumValid(source: packet.source, destination: packet.destination))
      #expect(ICMPMessage(view) == .unreachable(.port, about: Array(Frames.datagram.dropFirst(14))))
    }
  }

  @Test func lengthIsKnownOfAPacketThatWasCutOff() throws {
    for frame in [Frames.data, Frames.finIPv6] {
      let whole = ByteView.with(frame) { PacketView(frame: $0)?.payloadLength }
      let cutOff = ByteView.with(Array(frame.dropLast(3))) { PacketView(frame: $0)?.payloadLength }
      #expect(whole == cutOff)
      #expect(whole == (frame == Frames.data ? 25 : 20))
    }
  }

  @Test func ipv6IsRead() throws {
    try ByteView.with(Frames.finIPv6) { bytes in
      let header = try #require(IPv6Header(IPv6View(EthernetView(bytes).payload)))
      #expect(header.source == IPAddress(high: 0, low: 1))
      #expect(header.nextHeader == .tcp)
      #expect(header.hopLimit == 64)
      let packet = try #require(PacketView(frame: bytes))
      let tcp = TCPView(packet.payload)
      #expect(tcp.control == [.fin, .ack])
      #expect(tcp.isChecksumValid(source: packet.source, destination: packet.destination))
    }
  }

  @Test func extensionHeadersAreSkipped() throws {
    // Hop-by-hop options, then a fragment header (offset 1480, more to come), then UDP.
    let packet =
      hex("60000000 001a0040 00000000000000000000000000000001 00000000000000000000000000000001")
      + hex("2c000104 00000000  110005c9 00000001") + hex("c0000009 000a0000 6869")
    try ByteView.with(packet) { bytes in
      let view = try #require(PacketView(packet: bytes))
      #expect(view.protocolNumber == .udp)
      #expect(view.fragmentOffset == 1480)
      #expect(view.moreFragments)
      #expect(UDPView(view.payload).payload.bytes == Array("hi".utf8))
    }
  }

  @Test(arguments: [
    ("02 04 05b4", 1, true), ("01 01 01 00", 4, true), ("fd 06 aabbccdd", 1, true), ("02 04 05", 1, false),
    ("02 00 0000", 1, false), ("02 01 0000", 1, false), ("03 04 0808", 1, false), ("08 0a 00", 1, false),
    ("05 0a 00000001 00000002", 1, true), ("05 09 00000001 000000", 1, false), ("04 03 00", 1, false), ("", 0, true),
  ])
  func optionsAreJudgedByTheView(_ text: String, _ count: Int, _ isWellFormed: Bool) {
    ByteView.with(hex(text)) { bytes in
      let view = TCPOptionsView(bytes)
      #expect(view.isWellFormed == isWellFormed)
      var seen = 0
      for _ in view { seen += 1 }
      #expect(seen == count)
      _ = TCPOptions(view)
    }
  }

  @Test func unknownOptionsSurvive() {
    ByteView.with(hex("fd 06 aabbccdd 01 00")) { bytes in
      let options = TCPOptions(TCPOptionsView(bytes))
      #expect(options.unknown == [UnknownTCPOption(kind: 0xfd, data: [0xaa, 0xbb, 0xcc, 0xdd])])
      #expect(options.bytes == hex("fd 06 aabbccdd 01 01"))
    }
  }

  @Test func valuesRefuseNonsense() {
    func header(_ change: (inout [UInt8]) -> Void) -> TCPHeader? {
      var frame = Frames.syn
      change(&frame)
      return ByteView.with(frame) { PacketView(frame: $0).flatMap { TCPHeader(TCPView($0.payload)) } }
    }
    #expect(header { _ in } != nil)
    #expect(header { $0[46] = 0x40 } == nil, "a header of 16 bytes")
    #expect(header { $0[46] = 0xf0 } == nil, "a header longer than the packet")
    #expect(header { $0[55] = 0x00 } == nil, "an option of length 0")
    func ip(_ change: (inout [UInt8]) -> Void) -> IPv4Header? {
      var packet = Array(Frames.syn.dropFirst(14))
      change(&packet)
      return ByteView.with(packet) { IPv4Header(IPv4View($0)) }
    }
    #expect(ip { _ in } != nil)
    #expect(ip { $0[0] = 0x65 } == nil, "version 6")
    #expect(ip { $0[0] = 0x44 } == nil, "a header of 16 bytes")
    #expect(ip { $0[3] = 0xff } == nil, "longer than its bytes")
    #expect(ip { $0[6] = 0x20 } == nil, "a fragment")
    #expect(IPv4Header(source: loopback, destination: IPAddress(high: 0, low: 1), protocolNumber: .tcp) == nil)
    #expect(IPv6Header(source: loopback, destination: IPAddress(high: 0, low: 1), nextHeader: .tcp) == nil)
  }
}
