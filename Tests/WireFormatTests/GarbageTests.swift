import Testing
import WireFormat

/// No bytes trap, whatever they are: everything that can be asked is asked.
@Suite struct GarbageTests {
  @Test func everyPrefixOfEveryFrameIsRead() {
    for frame in Frames.all {
      for length in 0...frame.count { ByteView.with(Array(frame.prefix(length)), Self.readAll) }
    }
  }

  @Test func randomBytesAreRead() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...90, using: &generator)
      ByteView.with((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }, Self.readAll)
    }
  }

  @Test func framesWithBytesChangedAreRead() {
    var generator = SeededGenerator(seed: 3)
    for round in 0..<20_000 {
      var frame = Frames.all[round % Frames.all.count]
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        frame[Int.random(in: 0..<frame.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      ByteView.with(Array(frame.prefix(.random(in: 0...frame.count, using: &generator))), Self.readAll)
    }
  }

  @Test func viewsStayInside() {
    ByteView.with([1, 2, 3]) { view in
      #expect(view.byte(at: 2) == 3)
      #expect(view.byte(at: 3) == nil)
      #expect(view.byte(at: -1) == nil)
      #expect(view.uint16(at: 1) == 0x0203)
      #expect(view.uint16(at: 2) == nil)
      #expect(view.uint32(at: 0) == nil)
      #expect(view.uint64(at: .max) == nil)
      #expect(view.uint16(at: .min) == nil)
      #expect(view.dropFirst(2).bytes == [3])
      #expect(view.dropFirst(3).isEmpty)
      #expect(view.dropFirst(-1).count == 3)
      #expect(view.prefix(99).count == 3)
      #expect(view.prefix(-1).isEmpty)
    }
  }

  private static func readAll(_ bytes: ByteView) {
    _ = EthernetHeader(EthernetView(bytes))
    readPacket(PacketView(frame: bytes))
    readPacket(PacketView(packet: bytes))
    let ip = IPv4View(bytes)
    _ = (IPv4Header(ip), ip.isChecksumValid, ip.payload.bytes)
    let ip6 = IPv6View(bytes)
    _ = (IPv6Header(ip6), ip6.carried?.payload.bytes)
    readTransport(bytes)
  }

  private static func readPacket(_ packet: PacketView?) {
    guard let packet else { return }
    readTransport(packet.payload)
    _ = TCPView(packet.payload).isChecksumValid(source: packet.source, destination: packet.destination)
    _ = UDPView(packet.payload).isChecksumValid(source: packet.source, destination: packet.destination)
  }

  private static func readTransport(_ bytes: ByteView) {
    let tcp = TCPView(bytes)
    _ = (TCPHeader(tcp), TCPOptions(tcp.options), tcp.options.isWellFormed, tcp.payload.bytes)
    let udp = UDPView(bytes)
    _ = (UDPHeader(udp), udp.payload.bytes)
    for isIPv6 in [false, true] {
      let icmp = ICMPView(bytes, isIPv6: isIPv6)
      _ = (ICMPMessage(icmp), icmp.body.bytes)
    }
  }
}
