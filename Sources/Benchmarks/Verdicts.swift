/// How the rows that were measured so far compare with their limits.
struct Verdicts {
  let thresholds: Thresholds
  private(set) var missed = 0
  private(set) var worse = 0
  private(set) var unmeasured = 0

  init(_ thresholds: Thresholds) { self.thresholds = thresholds }

  /// Whether every row was measured and is within its limit.
  var areGood: Bool { missed + worse + unmeasured == 0 }

  /// Prints a figure beside its limit, and counts a miss.
  mutating func judge(_ what: String, _ figure: Double, _ name: Threshold) {
    let limit = thresholds[name]
    if !limit.holds(figure) { missed += 1 }
    Report.line("  \(what): \(decimal(figure)), target \(limit): \(limit.holds(figure) ? "met" : "MISSED")")
  }

  /// Prints a row's time or memory beside that of the program of before, and counts one that is worse. Nothing without
  /// such a program.
  mutating func compare(_ what: String, _ now: Double, before: Double?) {
    guard let before, before > 0 else { return }
    let limit = thresholds[.before]
    let ratio = now / before
    if !limit.holds(ratio) { worse += 1 }
    Report.line("  \(what), now / before: \(decimal(ratio)), \(limit): \(limit.holds(ratio) ? "kept" : "WORSE")")
  }

  /// The same of medians.
  mutating func compare(_ what: String, _ now: Rounds, before: Rounds?) {
    compare(what, Double(now.median), before: before.flatMap { $0.isEmpty ? nil : Double($0.median) })
  }

  /// Prints why a row could not be measured, and counts it.
  mutating func fail(_ text: String) {
    unmeasured += 1
    Report.line("  not measured: " + text)
  }

  /// The last lines of a run.
  func printSummary(before: String?) {
    Report.line("")
    Report.line("Targets missed: \(missed). Not measured: \(unmeasured).")
    if let before { Report.line("Worse than \(before), by its limit (\(thresholds[.before])): \(worse).") }
  }
}
