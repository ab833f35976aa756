import LinuxSockets

/// SOCKADDR_IN and SOCKADDR_IN6 as Windows lays them out: the family in host order, port and address in network order.
/// Source: ws2def.h, ws2ipdef.h.
enum NativeAddress {
  /// The bytes of an address.
  static func bytes(_ address: SocketAddress) -> [UInt8] {
    let port = [UInt8(address.port >> 8), UInt8(address.port & 0xff)]
    switch address.family {
    case .inet6:
      return [23, 0] + port + [0, 0, 0, 0] + address.addressBytes + CValue.bytes(Int64(address.scope), 4)
    default:
      return [2, 0] + port + CValue.bytes(Int64(UInt32(truncatingIfNeeded: address.low).byteSwapped), 4)
        + [UInt8](repeating: 0, count: 8)
    }
  }

  /// The address that bytes stand for; nil where the family is none of the two, or too little is there.
  static func address(_ bytes: [UInt8]) -> SocketAddress? {
    guard bytes.count >= 16 else { return nil }
    func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    let port = UInt16(number(2..<4))
    switch Int(bytes[0]) | Int(bytes[1]) << 8 {
    case 2: return SocketAddress(inet: UInt32(number(4..<8)), port: port)
    case 23:
      guard bytes.count >= 28 else { return nil }
      let scope = UInt32(truncatingIfNeeded: CValue.number(Array(bytes[24..<28]), signed: false))
      return SocketAddress(family: .inet6, high: number(8..<16), low: number(16..<24), port: port, scope: scope)
    default: return nil
    }
  }
}
