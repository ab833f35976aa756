/// What is held against a limit of `thresholds.txt`, by its name there.
enum Threshold: String, CaseIterable {
  case start
  case enter
  case replayJSON = "replay-json"
  case replayBrief = "replay-brief"
  case replayScript = "replay-script"
  case replayDispatcher = "replay-dispatcher"
  case hosts = "hosts-ms"
  case packet = "packet-us"
  case piecesPeak = "pieces-peak-mb"
  case wholePeak = "whole-peak-mb"
  case engineOne = "engine-one"
  case engineMany = "engine-many"
  case allocations
  case pendingBytes = "pending-bytes"
  case before
}

/// A figure's limit.
struct Limit: CustomStringConvertible {
  /// Whether a figure must not exceed the value; otherwise it must reach it.
  let isMost: Bool
  let value: Double

  func holds(_ figure: Double) -> Bool { isMost ? figure <= value : figure >= value }

  var description: String { "at \(isMost ? "most" : "least") \(decimal(value))" }
}

/// The limits of `thresholds.txt`: one for each threshold.
struct Thresholds {
  private var limits: [Threshold: Limit] = [:]

  /// Reads lines of a name, `most` or `least`, and a number; `#` begins a comment. A name that is unknown, missing or there
  /// twice is an error: it would be a limit that nothing is held against.
  init(_ text: String) throws(BenchError) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.prefix { $0 != "#" }.split(separator: " ")
      if words.isEmpty { continue }
      guard let (name, limit) = Self.entry(words), limits.updateValue(limit, forKey: name) == nil else {
        throw BenchError("thresholds.txt, line \(index + 1): not a new NAME most|least NUMBER: \(line)")
      }
    }
    for name in Threshold.allCases where limits[name] == nil {
      throw BenchError("thresholds.txt has no \(name.rawValue)")
    }
  }

  /// The limits that the program was built with.
  static func builtIn() throws(BenchError) -> Thresholds {
    try Thresholds(String(decoding: PackageResources.thresholds_txt, as: UTF8.self))
  }

  subscript(_ name: Threshold) -> Limit {
    guard let limit = limits[name] else { preconditionFailure("init accepts no table without \(name.rawValue)") }
    return limit
  }

  private static func entry(_ words: [Substring]) -> (Threshold, Limit)? {
    guard words.count == 3, let name = Threshold(rawValue: String(words[0])), ["most", "least"].contains(words[1]),
      let value = Double(words[2]), value.isFinite, value >= 0
    else { return nil }
    return (name, Limit(isMost: words[1] == "most", value: value))
  }
}
