/// What the wire does to every packet by itself. Chances are in hundredths of a percent, from 0 to 10,000.
public struct WireRules: Equatable, Sendable {
  /// The chance that a packet is lost.
  public var loss = 0
  /// The chance that a packet arrives twice.
  public var duplication = 0
  /// The chance that a packet is overtaken by the next one.
  public var reordering = 0
  /// How long every packet is on its way, in milliseconds.
  public var latency = 0
  /// What the pseudo-random numbers begin with: the same rules with the same seed treat the same packets alike.
  public var seed: UInt64 = 1

  /// Whether hosts acknowledge data after a while only, as kernels do by themselves, instead of at once.
  public var delaysAcknowledgements = false

  /// A wire that does nothing by itself.
  public init() {}

  /// How much later a packet arrives that is overtaken, in milliseconds.
  static let overtaken = 20

  /// Whether packets pass as they come.
  public var isPlain: Bool { loss == 0 && duplication == 0 && reordering == 0 && latency == 0 }
}

/// What becomes of one packet.
struct WireVerdict {
  var isLost = false
  var isDoubled = false
  var delay = 0
}

/// Rules at work.
struct WireChance {
  let rules: WireRules
  private var numbers: SplitMix

  /// Begins with the rules' seed.
  init(_ rules: WireRules) {
    self.rules = rules
    numbers = SplitMix(seed: rules.seed)
  }

  /// What becomes of the next packet. As many numbers are drawn for each, so that one rule does not change what another
  /// does.
  mutating func next() -> WireVerdict {
    guard !rules.isPlain else { return WireVerdict() }
    let drawn = (numbers.next(below: 10_000), numbers.next(below: 10_000), numbers.next(below: 10_000))
    return WireVerdict(
      isLost: drawn.0 < rules.loss, isDoubled: drawn.1 < rules.duplication,
      delay: rules.latency + (drawn.2 < rules.reordering ? WireRules.overtaken : 0))
  }
}
