import Foundation
import Testing

/// The inputs in Tests/Corpus, each of which once broke something or is like what comes from outside, break nothing.
@Suite("The corpus of the fuzz targets")
struct CorpusTests {
  private static let targets = ["lines", "calls", "packets", "markdown"]

  @Test("Every input passes", arguments: targets)
  func everyInputPasses(_ target: String) throws {
    let folder = House.top.appendingPathComponent("Tests/Corpus/\(target)").path
    let count = try FileManager.default.contentsOfDirectory(atPath: folder).count { !$0.hasPrefix(".") }
    let (status, output) = try Tool.run("wsalab-fuzz", [target, folder])
    let last = output.split(separator: "\n").suffix(3).joined(separator: "\n")
    #expect(status == 0 && last.hasSuffix("\(count) inputs passed"), "\(last)")
    #expect(count > 5)
  }

  @Test("Every target has a corpus, and every corpus a target")
  func targetsHaveCorpora() throws {
    #expect(try House.folders(in: "Tests/Corpus") == Set(Self.targets))
    let usage = try Tool.run("wsalab-fuzz", []).output
    #expect(usage.contains(" \(Self.targets.joined(separator: "|")) "))
  }
}
