import LinuxSockets

/// sockaddr_in and sockaddr_in6 as they lie in memory on Windows. Source: ws2def.h, ws2ipdef.h.
public enum SockaddrBytes {
  /// 16 or 28 bytes; the family is little-endian, port and address in network order.
  public static func encode(_ address: SocketAddress) -> [UInt8] {
    let port = [UInt8(address.port >> 8), UInt8(address.port & 0xff)]
    switch address.family {
    case .inet6:
      let scope = (0..<4).map { UInt8(truncatingIfNeeded: address.scope >> (8 * $0)) }
      return [UInt8(AddressFamily.inet6), 0] + port + [0, 0, 0, 0] + address.addressBytes + scope
    case .inet: return [UInt8(AddressFamily.inet), 0] + port + address.addressBytes + [UInt8](repeating: 0, count: 8)
    case .unspecified: return []
    }
  }

  /// Reads a sockaddr; none when it is neither of the two.
  public static func decode(_ bytes: UnsafeRawBufferPointer) -> SocketAddress {
    func big(_ from: Int, _ count: Int) -> UInt64 {
      (from..<from + count).reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[$1]) }
    }
    guard bytes.count >= 16, bytes[1] == 0 else { return .none }
    switch Int32(bytes[0]) {
    case AddressFamily.inet: return SocketAddress(inet: UInt32(big(4, 4)), port: UInt16(big(2, 2)))
    case AddressFamily.inet6 where bytes.count >= 28:
      let scope = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[24 + $1]) << (8 * UInt32($1)) }
      return SocketAddress(family: .inet6, high: big(8, 8), low: big(16, 8), port: UInt16(big(2, 2)), scope: scope)
    default: return .none
    }
  }
}
