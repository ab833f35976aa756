import Calls

// Where words come from whose group has another source than they.
extension WordEntry {
  /// The RFCs of words, by their names in the heading.
  static let rfcs: [String: Int] = [
    "congestion window": 5681, "slow start": 5681, "congestion avoidance": 5681, "fast retransmit": 5681,
    "duplicate ACK": 5681, "RTO": 6298, "RTT": 6298, "D-SACK": 2883, "silly window syndrome": 1122, "ECN": 3168,
    "timestamps": 7323, "ws": 7323, "SACK": 2018, "MTU": 1191, "fragment": 791, "PMTUD": 1191, "checksum": 1071,
    "TTL": 791,
    "ICMP": 792, "ARP": 826, "DNS": 1034, "NAT": 3022, "multicast": 1112, "broadcast": 919, "SYN queue": 4987,
    "Nagle": 1122, "delayed ACK": 1122, "keep-alive": 1122, "ephemeral port": 6056, "urgent data": 6093,
    "loopback": 1122, "black hole": 2923, "Fast Open": 7413, "RACK": 8985, "challenge ACK": 5961, "CUBIC": 9438,
    "scoreboard": 6675, "Recovery": 5681, "drop-tail": 7567, "bufferbloat": 7567,
  ]

  /// Words of this program itself: how packets were come by.
  private static let own: Set<String> = ["inferred", "captured"]

  /// Where a word comes from, in a group that comes from `group`.
  func source(in group: ClaimSource?) -> ClaimSource? {
    if Self.own.contains(names[0]) { return nil }
    if let rfc = Self.rfcs[names[0]] { return .documented("RFC \(rfc)") }
    switch names[0] {
    case "little endian": return .documented("Microsoft's page of htons")
    case "proactor": return .documented("Schmidt, Pattern-Oriented Software Architecture 2")
    default: return group
    }
  }
}
