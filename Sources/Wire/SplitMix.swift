/// A small generator of pseudo-random numbers that gives the same ones on every machine (Steele, Lea and Flood 2014,
/// "Fast splittable pseudorandom number generators").
struct SplitMix {
  private var state: UInt64

  /// Numbers that depend on the seed alone.
  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number below `bound`; its tiny preference for small ones does not matter to a wire.
  mutating func next(below bound: UInt64) -> UInt64 { next().multipliedFullWidth(by: bound).high }
}
