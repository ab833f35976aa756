/// An IP packet of either version, taken apart as far as its bytes go.
public struct PacketView {
  /// Source address.
  public let source: IPAddress
  /// Destination address.
  public let destination: IPAddress
  /// What it carries.
  public let protocolNumber: IPProtocol
  /// What follows the IP header, or what there is of it.
  public let payload: ByteView
  /// How long the payload is as the IP header says: more than there is of it when the packet was cut off.
  public let payloadLength: Int
  /// Where this fragment belongs, in bytes; 0 for the first and for a packet in one piece.
  public let fragmentOffset: Int
  /// Whether fragments follow this one.
  public let moreFragments: Bool

  /// Takes an Ethernet frame apart; nil when it carries no IP, or the IP header is cut off.
  public init?(frame: ByteView) {
    let ethernet = EthernetView(frame)
    switch ethernet.type {
    case .ipv4?, .ipv6?: self.init(packet: ethernet.payload)
    default: return nil
    }
  }

  /// Takes an IP packet apart; nil when it is none, or its header is cut off. Of a packet that is cut off itself, as the
  /// one that an ICMP error quotes, the payload is what there is.
  public init?(packet: ByteView) {
    guard let first = packet.byte(at: 0) else { return nil }
    switch first >> 4 {
    case 4: self.init(IPv4View(packet))
    case 6: self.init(IPv6View(packet))
    default: return nil
    }
  }

  private init?(_ packet: IPv4View) {
    guard let source = packet.source, let destination = packet.destination, let number = packet.protocolNumber,
      let offset = packet.fragmentOffset, let more = packet.moreFragments
    else { return nil }
    self.source = source
    self.destination = destination
    protocolNumber = number
    payload = packet.payload
    payloadLength = max(Int(packet.totalLength ?? 0) - (packet.headerLength ?? 0), payload.count)
    fragmentOffset = offset
    moreFragments = more
  }

  private init?(_ packet: IPv6View) {
    guard let source = packet.source, let destination = packet.destination, let carried = packet.carried
    else { return nil }
    self.source = source
    self.destination = destination
    protocolNumber = carried.protocolNumber
    payload = carried.payload
    let extensions = packet.afterHeader.count - payload.count
    payloadLength = max(Int(packet.payloadLength ?? 0) - extensions, payload.count)
    fragmentOffset = carried.fragmentOffset
    moreFragments = carried.moreFragments
  }
}
