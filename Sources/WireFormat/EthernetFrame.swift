/// The bytes of an Ethernet II frame, whatever they are.
public struct EthernetView {
  let view: ByteView
  /// A frame's bytes, from the destination's hardware address on.
  public init(_ view: ByteView) { self.view = view }
  /// To whom, as a 48-bit number.
  public var destination: UInt64? { Self.hardwareAddress(view, at: 0) }
  /// From whom, as a 48-bit number.
  public var source: UInt64? { Self.hardwareAddress(view, at: 6) }
  /// What it carries.
  public var type: EtherType? { view.uint16(at: 12).map(EtherType.init(rawValue:)) }
  /// What follows the header.
  public var payload: ByteView { view.dropFirst(EthernetHeader.length) }

  private static func hardwareAddress(_ view: ByteView, at offset: Int) -> UInt64? {
    guard let high = view.uint16(at: offset), let low = view.uint32(at: offset + 2) else { return nil }
    return UInt64(high) << 32 | UInt64(low)
  }
}

/// What an Ethernet frame carries; an unknown number survives.
public struct EtherType: RawRepresentable, Hashable, Sendable {
  /// IEEE's number.
  public let rawValue: UInt16
  /// A type from its number.
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// An IPv4 packet (RFC 894).
  public static let ipv4 = EtherType(rawValue: 0x0800)
  /// An IPv6 packet (RFC 2464).
  public static let arp = EtherType(rawValue: 0x0806)
  /// IPv6.
  public static let ipv6 = EtherType(rawValue: 0x86dd)
}

/// An Ethernet II header that is one.
public struct EthernetHeader: Hashable, Sendable {
  /// Bytes of an Ethernet II header.
  public static let length = 14
  /// 48 bits each.
  public var destination: UInt64
  /// 48 bits.
  public var source: UInt64
  /// What it carries.
  public var type: EtherType

  /// A header from its fields; of the addresses the low 48 bits count.
  public init(destination: UInt64, source: UInt64, type: EtherType) {
    self.destination = destination & 0xffff_ffff_ffff
    self.source = source & 0xffff_ffff_ffff
    self.type = type
  }

  /// Nil when the header is cut off, or the type is a length (IEEE 802.3: below 1536).
  public init?(_ view: EthernetView) {
    guard let destination = view.destination, let source = view.source, let type = view.type, type.rawValue >= 1536
    else { return nil }
    self.init(destination: destination, source: source, type: type)
  }

  /// Appends the header's 14 bytes.
  public func write(into out: inout [UInt8]) {
    for address in [destination, source] {
      out.appendBigEndian(UInt16(truncatingIfNeeded: address >> 32))
      out.appendBigEndian(UInt32(truncatingIfNeeded: address))
    }
    out.appendBigEndian(type.rawValue)
  }
}
