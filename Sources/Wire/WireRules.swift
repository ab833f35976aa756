/// What the wire does to every packet by itself. Chances are in hundredths of a percent, from 0 to 10,000.
public struct WireRules: Equatable, Sendable {
  /// The chance that a packet is lost.
  public var loss = 0
  /// The chance that a packet arrives twice.
  public var duplication = 0
  /// The chance that a packet is overtaken by the next one of its direction.
  public var reordering = 0
  /// How long every packet is on its way, in milliseconds.
  public var latency = 0
  /// What the pseudo-random numbers begin with: the same rules with the same seed treat the same packets alike.
  public var seed: UInt64 = 1

  /// Whether hosts acknowledge data after a while only, as kernels do by themselves, instead of at once.
  public var delaysAcknowledgements = false

  /// Whether hosts ask each other for their hardware addresses.
  public var showsResolution = false

  /// A wire that does nothing by itself.
  public init() {}
}

/// What becomes of one packet.
struct WireVerdict {
  var isLost = false
  var isDoubled = false
  var isOvertaken = false
}

/// Rules at work. What becomes of a packet depends on what it is, and on how often it was sent, and on nothing else: not
/// on when it comes, nor on what came before it in another connection.
struct WireChance {
  let rules: WireRules
  private var sendings: [UInt64: UInt64] = [:]
  /// A session that sends more than this begins to count anew.
  private static let mostCounted = 100_000

  /// Begins with the rules' seed.
  init(_ rules: WireRules) { self.rules = rules }

  /// What becomes of a packet. As many numbers are drawn for each, so that one rule does not change what another does.
  mutating func verdict(of packet: TracedPacket) -> WireVerdict {
    guard rules.loss > 0 || rules.duplication > 0 || rules.reordering > 0 else { return WireVerdict() }
    let identity = Self.identity(of: packet)
    if sendings.count > Self.mostCounted { sendings.removeAll() }
    let count = sendings[identity, default: 0]
    sendings[identity] = count + 1
    var numbers = SplitMix(seed: Self.mixed(Self.mixed(rules.seed, identity), count))
    let drawn = (numbers.next(below: 10_000), numbers.next(below: 10_000), numbers.next(below: 10_000))
    let isLost = drawn.0 < rules.loss
    return WireVerdict(
      isLost: isLost, isDoubled: drawn.1 < rules.duplication, isOvertaken: !isLost && drawn.2 < rules.reordering)
  }

  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    var numbers = SplitMix(seed: hash ^ word)
    return numbers.next()
  }

  /// The connection, the direction, and which of its bytes: numbers count from the connection's first, so that they are
  /// the same on every run.
  private static func identity(of packet: TracedPacket) -> UInt64 {
    var hash: UInt64 = 0
    for end in [packet.from, packet.to] {
      for word in [end.high, end.low, UInt64(end.port)] { hash = mixed(hash, word) }
    }
    for word in [
      UInt64(packet.connection), UInt64(packet.flags.rawValue), UInt64(packet.seq ?? 0), UInt64(packet.ack ?? 0),
      UInt64(packet.len ?? 0), UInt64(packet.fragmentOffset),
    ] { hash = mixed(hash, word) }
    return hash
  }
}
