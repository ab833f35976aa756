/// An IPv4 or IPv6 address: plain memory.
public struct IPAddress: Hashable, Sendable {
  /// True for IPv6.
  public let isIPv6: Bool
  /// The first eight bytes of an IPv6 address, most significant first; 0 for IPv4.
  public let high: UInt64
  /// The last eight bytes of an IPv6 address, or an IPv4 address in the low 32 bits.
  public let low: UInt64

  /// Whether it is a group's: 224.0.0.0/4 (RFC 1112), ff00::/8 (RFC 4291).
  public var isGroup: Bool { isIPv6 ? high >> 56 == 0xff : low >> 28 == 0xe }

  /// An IPv4 address: 127.0.0.1 is 0x7f000001.
  public init(v4 value: UInt32) {
    isIPv6 = false
    high = 0
    low = UInt64(value)
  }

  /// An IPv6 address.
  public init(high: UInt64, low: UInt64) {
    isIPv6 = true
    self.high = high
    self.low = low
  }

  /// Appends the address in network order: 4 or 16 bytes.
  func write(into out: inout [UInt8]) {
    if isIPv6 {
      out.appendBigEndian(high)
      out.appendBigEndian(low)
    } else {
      out.appendBigEndian(UInt32(truncatingIfNeeded: low))
    }
  }
}

/// What an IP packet carries; an unknown number survives.
public struct IPProtocol: RawRepresentable, Hashable, Sendable {
  /// IANA's protocol number.
  public let rawValue: UInt8
  /// A protocol from its number.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The Internet Control Message Protocol (RFC 792).
  public static let icmp = IPProtocol(rawValue: 1)
  /// The Transmission Control Protocol (RFC 9293).
  public static let tcp = IPProtocol(rawValue: 6)
  /// The User Datagram Protocol (RFC 768).
  public static let udp = IPProtocol(rawValue: 17)
  /// ICMP for IPv6 (RFC 4443).
  public static let icmpv6 = IPProtocol(rawValue: 58)
}
