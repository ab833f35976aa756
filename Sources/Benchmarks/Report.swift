import Glibc

/// What is printed: a heading for each measurement, a row for each program, and a verdict where a target stands.
enum Report {
  /// Whether every target that was measured so far was met.
  struct Verdicts {
    var missed = 0
    var unmeasured = 0
  }

  static func heading(_ text: String) {
    line("")
    line(text)
  }

  static func line(_ text: String) {
    print(text)
    fflush(nil)
  }

  static func row(_ name: String, _ columns: [String]) {
    line("  " + left(name, 44) + columns.map { right($0, 14) }.joined())
  }

  static func failure(_ text: String, _ verdicts: inout Verdicts) {
    verdicts.unmeasured += 1
    line("  not measured: " + text)
  }

  /// A ratio beside its target.
  static func verdict(_ what: String, _ ratio: Double, atMost limit: Double, _ verdicts: inout Verdicts) {
    judge(what, ratio, "at most \(decimal(limit))", ratio <= limit, &verdicts)
  }

  /// A ratio beside its target.
  static func verdict(_ what: String, _ ratio: Double, atLeast limit: Double, _ verdicts: inout Verdicts) {
    judge(what, ratio, "at least \(decimal(limit))", ratio >= limit, &verdicts)
  }

  /// The time of a row beside that of the program of before.
  static func regression(_ what: String, _ now: Rounds, _ before: Rounds, _ verdicts: inout Verdicts) {
    let ratio = Double(now.median) / Double(max(1, before.median))
    verdict("\(what): time beside the program of before", ratio, atMost: Thresholds.before, &verdicts)
  }

  private static func judge(
    _ what: String, _ ratio: Double, _ target: String, _ holds: Bool, _ verdicts: inout Verdicts
  ) {
    if !holds { verdicts.missed += 1 }
    line("  \(what): \(decimal(ratio)), target \(target): \(holds ? "met" : "MISSED")")
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
