import WireFormat

#if DEBUG
  @testable import Playground
  @testable import Wire
#endif

/// Frames as a capture socket gives them: everything that can be asked of one is asked; a header that is accepted is
/// written and read back the same; the connections that they belong to are followed.
@MainActor enum PacketsTarget {
  static func run(_ input: [UInt8]) {
    #if DEBUG
      var tracer = PacketTracer()
      var packets: [TracedPacket] = []
    #endif
    for frame in frames(input).prefix(64) {
      ByteView.with(frame) { view in
        readAll(view)
        if let packet = PacketView(frame: view) { writeBack(packet) }
        #if DEBUG
          tracer.take(frame: view, into: &packets)
          let fields = PacketAnatomy(view, length: view.count, traced: packets.last).fields
          require(!fields.isEmpty, "a frame without a field")
        #endif
      }
    }
  }

  /// The frames, each after its length; the last may be cut off.
  private static func frames(_ input: [UInt8]) -> [[UInt8]] {
    var frames: [[UInt8]] = []
    var rest = input[...]
    while rest.count > 2 {
      let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
      rest = rest.dropFirst(2)
      frames.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return frames
  }

  private static func readAll(_ bytes: ByteView) {
    for view in [bytes, EthernetView(bytes).payload] {
      let (four, six) = (IPv4View(view), IPv6View(view))
      _ = (IPv4Header(four), four.isChecksumValid, IPv6Header(six), six.carried?.payload.bytes)
      for payload in [view, four.payload, six.carried?.payload ?? .empty] { readTransport(payload) }
    }
    guard let header = EthernetHeader(EthernetView(bytes)) else { return }
    var written: [UInt8] = []
    header.write(into: &written)
    require(written == bytes.prefix(EthernetHeader.length).bytes, "an Ethernet header is written otherwise than read")
  }

  private static func readTransport(_ bytes: ByteView) {
    let (tcp, udp) = (TCPView(bytes), UDPView(bytes))
    _ = (TCPHeader(tcp), TCPOptions(tcp.options), tcp.options.isWellFormed, tcp.payload.bytes)
    _ = (UDPHeader(udp), udp.payload.bytes)
    for isIPv6 in [false, true] {
      let icmp = ICMPView(bytes, isIPv6: isIPv6)
      _ = (ICMPMessage(icmp), icmp.body.bytes)
    }
  }

  private static func writeBack(_ packet: PacketView) {
    guard packet.protocolNumber == .tcp, let header = TCPHeader(TCPView(packet.payload)) else { return }
    var written: [UInt8] = []
    let payload = TCPView(packet.payload).payload.bytes
    guard header.write(payload: payload, from: packet.source, to: packet.destination, into: &written) else { return }
    ByteView.with(written) { view in
      let again = TCPView(view)
      require(TCPHeader(again) == header, "a TCP header is read otherwise than written")
      require(again.payload.bytes == payload, "a payload is read otherwise than written")
      require(
        again.isChecksumValid(source: packet.source, destination: packet.destination), "a checksum that is not valid")
    }
  }
}
