/// The bytes of an IPv6 packet, whatever they are (RFC 8200).
public struct IPv6View {
  let view: ByteView
  /// A packet's bytes, from the version on.
  public init(_ view: ByteView) { self.view = view }
  /// 6, when it is IPv6.
  public var version: UInt8? { view.byte(at: 0).map { $0 >> 4 } }
  /// The length in bytes of what follows the header, as it says.
  public var payloadLength: UInt16? { view.uint16(at: 4) }
  /// What follows the header: a protocol, or an extension header.
  public var nextHeader: IPProtocol? { view.byte(at: 6).map(IPProtocol.init(rawValue:)) }
  /// How many more hops it may take.
  public var hopLimit: UInt8? { view.byte(at: 7) }
  /// Source address.
  public var source: IPAddress? { Self.address(view, at: 8) }
  /// Destination address.
  public var destination: IPAddress? { Self.address(view, at: 24) }
  /// What follows the fixed header, up to the length where that is inside the bytes.
  public var afterHeader: ByteView {
    view.dropFirst(IPv6Header.length).prefix(Int(payloadLength ?? 0))
  }

  /// The protocol that is carried, its bytes, and the fragment's place, with the extension headers skipped (at most
  /// eight of them). Nil when a header is cut off.
  public var carried: (protocolNumber: IPProtocol, payload: ByteView, fragmentOffset: Int, moreFragments: Bool)? {
    guard var next = nextHeader else { return nil }
    var rest = afterHeader
    var offset = 0
    var more = false
    for _ in 0..<8 {
      switch next.rawValue {
      case 0, 43, 60:
        // Hop-by-hop options, routing, destination options: the length counts units of eight bytes beyond the first.
        guard let following = rest.byte(at: 0), let units = rest.byte(at: 1) else { return nil }
        next = IPProtocol(rawValue: following)
        rest = rest.dropFirst((Int(units) + 1) * 8)
      case 44:  // fragment
        guard let following = rest.byte(at: 0), let place = rest.uint16(at: 2) else { return nil }
        next = IPProtocol(rawValue: following)
        offset = Int(place & 0xfff8)
        more = place & 1 != 0
        rest = rest.dropFirst(8)
      default: return (next, rest, offset, more)
      }
    }
    return nil
  }

  private static func address(_ view: ByteView, at offset: Int) -> IPAddress? {
    guard let high = view.uint64(at: offset), let low = view.uint64(at: offset + 8) else { return nil }
    return IPAddress(high: high, low: low)
  }
}

/// An IPv6 header without extension headers that is one.
public struct IPv6Header: Hashable, Sendable {
  /// Bytes of the fixed header.
  public static let length = 40
  /// Source address.
  public var source: IPAddress
  /// Destination address.
  public var destination: IPAddress
  /// What it carries.
  public var nextHeader: IPProtocol
  /// How many more hops it may take.
  public var hopLimit: UInt8 = 64

  /// A header between two IPv6 addresses; nil when one of them is IPv4.
  public init?(source: IPAddress, destination: IPAddress, nextHeader: IPProtocol) {
    guard source.isIPv6, destination.isIPv6 else { return nil }
    self.source = source
    self.destination = destination
    self.nextHeader = nextHeader
  }

  /// Nil when it is not IPv6, or shorter than it says.
  public init?(_ packet: IPv6View) {
    guard packet.version == 6, let length = packet.payloadLength, Int(length) == packet.afterHeader.count,
      let source = packet.source, let destination = packet.destination, let next = packet.nextHeader,
      let hops = packet.hopLimit
    else { return nil }
    self.init(source: source, destination: destination, nextHeader: next)
    hopLimit = hops
  }

  /// Appends the header's 40 bytes. Nothing is written and false returned when the payload is longer than 65,535 bytes.
  @discardableResult
  public func write(payloadLength: Int, into out: inout [UInt8]) -> Bool {
    guard let length = UInt16(exactly: payloadLength) else { return false }
    out.appendBigEndian(0x6000_0000 as UInt32)
    out.appendBigEndian(length)
    out.append(nextHeader.rawValue)
    out.append(hopLimit)
    source.write(into: &out)
    destination.write(into: &out)
    return true
  }
}
