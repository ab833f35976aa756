/// Finds ASCII words by their bytes, not caring about case: a hash table made once and only read afterwards.
public struct WordTable: Sendable {
  private let slots: [Int32]
  private let words: [[UInt8]]
  private let mask: UInt32

  /// A table of these words; the value of each is its position. A word that comes twice keeps its first position.
  public init(_ words: [String]) {
    self.words = words.map { $0.utf8.map(ByteText.lowered) }
    var size: UInt32 = 8
    while size < UInt32(words.count) * 2 { size *= 2 }
    mask = size - 1
    var slots = [Int32](repeating: -1, count: Int(size))
    for (position, word) in self.words.enumerated() {
      var slot = Self.hash(word, 0..<word.count) & (size - 1)
      while slots[Int(slot)] >= 0, self.words[Int(slots[Int(slot)])] != word { slot = (slot + 1) & (size - 1) }
      if slots[Int(slot)] < 0 { slots[Int(slot)] = Int32(position) }
    }
    self.slots = slots
  }

  /// FNV-1a, made the same on every run on purpose: nothing printed may depend on a random seed.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for i in range { hash = (hash ^ UInt32(ByteText.lowered(bytes[i]))) &* 16_777_619 }
    return hash ^ hash >> 15
  }

  /// The position of the word that stands at `range`, nil when it is not in the table.
  public func find(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var slot = Self.hash(bytes, range) & mask
    while true {
      let position = Int(slots[Int(slot)])
      if position < 0 { return nil }
      if matches(words[position], bytes, range) { return position }
      slot = (slot + 1) & mask
    }
  }

  private func matches(_ word: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard word.count == range.count else { return false }
    for i in 0..<word.count where word[i] != ByteText.lowered(bytes[range.lowerBound + i]) { return false }
    return true
  }
}
