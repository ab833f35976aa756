/// Frames written down byte by byte from RFC 791, 8200, 9293, 768 and 792, checksums reckoned apart from the code.
enum Frames {
  static let ethernet4 = hex("000000000000 000000000000 0800")
  static let ethernet6 = hex("000000000000 000000000000 86dd")

  /// 127.0.0.1:49152 → 127.0.0.1:7777, SYN with MSS 1460, SACK permitted and window scale 8.
  static let syn =
    ethernet4
    + hex("45000034 12344000 40062a8e 7f000001 7f000001")
    + hex("c0001e61 11223344 00000000 8002faf0 53550000 020405b4 01010402 01030308")
  /// PSH ACK URG with "hello" and the urgent pointer 5.
  static let data =
    ethernet4
    + hex("4500002d 12344000 40062a95 7f000001 7f000001")
    + hex("c0001e61 11223345 55667789 503800fb 7d1a0005 68656c6c6f")
  /// ACK with timestamps and one SACK block.
  static let sack =
    ethernet4
    + hex("45000040 12344000 40062a82 7f000001 7f000001")
    + hex("1e61c000 55667789 11223345 b01000fb a7a80000 0101080a 00000001 00000002 0101050a 11224000 11224800")
  /// A datagram with "hi" to the discard port.
  static let datagram =
    ethernet4 + hex("4500001e 12344000 40112a99 7f000001 7f000001") + hex("c0000009 000ad964 6869")
  /// Port unreachable, about that datagram.
  static let unreachable =
    ethernet4
    + hex("4500003a 12344000 40012a8d 7f000001 7f000001")
    + hex("0303fb1a 00000000 4500001e 12344000 40112a99 7f000001 7f000001 c0000009 000ad964 6869")
  /// [::1]:49152 → [::1]:7777, FIN ACK.
  static let finIPv6 =
    ethernet6
    + hex("60000000 00140640 00000000000000000000000000000001 00000000000000000000000000000001")
    + hex("c0001e61 00000001 00000002 50110100 d06d0000")

  static let all = [syn, data, sack, datagram, unreachable, finIPv6]
}

/// Bytes from hex digits; whatever else is in the text is passed over.
func hex(_ text: String) -> [UInt8] {
  let digits = text.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

/// A generator whose numbers are the same on every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
