/// The Internet checksum: the one's complement of the one's complement sum of 16-bit words (RFC 1071).
public struct InternetChecksum {
  private var sum: UInt64 = 0
  private var isOdd = false

  /// A sum of nothing.
  public init() {}

  /// Adds bytes; an odd number of them goes on where it ended.
  public mutating func add(_ view: ByteView) {
    for offset in 0..<view.count {
      guard let byte = view.byte(at: offset) else { return }
      sum += isOdd ? UInt64(byte) : UInt64(byte) << 8
      isOdd.toggle()
    }
  }

  /// Adds the addresses, the protocol and the length that TCP and UDP are summed with (RFC 9293 section 3.1, RFC 8200
  /// section 8.1).
  public mutating func addPseudoHeader(
    source: IPAddress, destination: IPAddress, protocol number: IPProtocol, length: Int
  ) {
    for half in [source.high, source.low, destination.high, destination.low] {
      sum += (half >> 48) + (half >> 32 & 0xffff) + (half >> 16 & 0xffff) + (half & 0xffff)
    }
    sum +=
      UInt64(number.rawValue) + UInt64(truncatingIfNeeded: length & 0xffff) + UInt64(truncatingIfNeeded: length >> 16)
  }

  /// The value for the checksum field; 0 when the field was summed with the rest and is right.
  public var value: UInt16 {
    var folded = sum
    while folded > 0xffff { folded = (folded & 0xffff) + (folded >> 16) }
    return ~UInt16(truncatingIfNeeded: folded)
  }
}
