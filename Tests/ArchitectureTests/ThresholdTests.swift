import Foundation
import Testing

/// What Benchmarks holds its rows against is the data file in the repository.
@Suite("Benchmark thresholds")
struct ThresholdTests {
  /// `NAME: at most N` and `NAME: at least N` of the file, by name.
  private static func file() throws -> [String: String] {
    let url = House.top.appendingPathComponent("Sources/Benchmarks/thresholds.txt")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
    let pairs = lines.map { line in
      let words = line.split(separator: " ")
      return (String(words[0]), "at \(words[1]) " + String(format: "%.2f", Double(words[2]) ?? .nan))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  @Test("The program was built with those of the file")
  func programHasThem() throws {
    let (status, output) = try Tool.run("Benchmarks", ["--thresholds"])
    try #require(status == 0, "\(output)")
    let printed = Set(output.split(separator: "\n").map(String.init))
    #expect(try printed == Set(Self.file().map { "\($0.key): \($0.value)" }))
  }

  /// The limits that a release must reach. A looser one in the file is a decision to be made here as well.
  @Test(
    "No limit is looser than what was agreed",
    arguments: [
      ("start", "at most 1.50"), ("replay-json", "at least 0.60"), ("replay-brief", "at least 0.65"),
      ("replay-dispatcher", "at least 0.90"), ("engine-one", "at most 1.05"), ("engine-many", "at most 1.05"),
      ("before", "at most 1.03"),
    ])
  func limitsStand(_ name: String, _ limit: String) throws { #expect(try Self.file()[name] == limit) }

  @Test("An unknown measurement is refused")
  func unknownArgumentIsRefused() throws {
    let (status, output) = try Tool.run("Benchmarks", ["--chekc"])
    #expect(status == 2 && output.contains("unknown argument \"--chekc\""))
  }
}
