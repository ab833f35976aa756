/// Checksums that the kernel left to a network card which the frame never came to: on a loopback nothing fills them in.
public enum FinishedChecksum {
  /// Fills in the checksum of a whole TCP segment or UDP datagram in an Ethernet frame. A fragment, a frame that is cut
  /// off and any other protocol stay as they are, as does a UDP datagram without a checksum.
  public static func fill(_ frame: inout [UInt8]) {
    let place = ByteView.with(frame) { view -> (offset: Int, value: UInt16)? in
      guard let packet = PacketView(frame: view), packet.fragmentOffset == 0, !packet.moreFragments,
        packet.payload.count == packet.payloadLength, let field = field(packet),
        let start = view.base, let base = packet.payload.base
      else { return nil }
      let payload = packet.payload
      var sum = InternetChecksum()
      sum.addPseudoHeader(
        source: packet.source, destination: packet.destination, protocol: packet.protocolNumber, length: payload.count)
      sum.add(payload.prefix(field))
      sum.add(payload.dropFirst(field + 2))
      // UDP sends all ones for a sum of zero, which would say that there is none (RFC 768).
      let value = packet.protocolNumber == .udp && sum.value == 0 ? 0xffff : sum.value
      return (base - start + field, value)
    }
    guard let place else { return }
    frame[place.offset] = UInt8(place.value >> 8)
    frame[place.offset + 1] = UInt8(truncatingIfNeeded: place.value)
  }

  /// Where the checksum is in a payload; nil when there is none to fill in.
  private static func field(_ packet: PacketView) -> Int? {
    switch packet.protocolNumber {
    case .tcp where packet.payload.count >= TCPHeader.minimumLength: return 16
    case .udp where packet.payload.count >= UDPHeader.length:
      let sent = UDPView(packet.payload).checksum
      return sent == nil || sent == 0 ? nil : 6
    default: return nil
    }
  }
}
