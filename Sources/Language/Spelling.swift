/// Finds what may have been meant by a word that nothing is called.
public enum Spelling {
  /// The candidate nearest to a word, nil when none is near: at most a third of its letters differ. The first of
  /// equals. A word that is near to none may be the beginning of one.
  public static func nearest(_ word: String, _ candidates: some Sequence<String>) -> String? {
    let typed = Array(word.lowercased().utf8.prefix(64))
    guard !typed.isEmpty else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().utf8)
      let limit = min(max(1, max(typed.count, other.count) / 3), (best?.distance ?? .max) - 1)
      // Of two single letters nothing is alike.
      guard abs(typed.count - other.count) <= limit, max(typed.count, other.count) > 1 else { continue }
      let distance = distance(typed, other)
      if distance <= limit { best = (candidate, distance) }
    }
    return best?.word ?? beginning(with: typed, candidates)
  }

  /// The shortest candidate that the word is the beginning of, the first of equals: `bi` of `bind`.
  private static func beginning(with typed: [UInt8], _ candidates: some Sequence<String>) -> String? {
    guard typed.count > 1 else { return nil }
    var best: String?
    for candidate in candidates where candidate.lowercased().utf8.starts(with: typed) {
      if candidate.utf8.count < best?.utf8.count ?? .max { best = candidate }
    }
    return best
  }

  /// `; did you mean "bind"?`, or nothing.
  public static func suggestion(_ word: String, _ candidates: some Sequence<String>) -> String {
    nearest(word, candidates).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that make one word of the other.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in 0..<b.count {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), min(row[j], last[j + 1]) + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
