import Foundation
import Testing

/// A session that was recorded prints from its records alone, to the bytes that its replay printed.
///
/// Every lesson, every exhibit, the README and every conformance script is replayed: each in one of six forms by turns, in
/// all six where `WSALAB_PROOF` is `full`.
@Suite(
  .enabled(if: Program.isBuilt, "the program is not built beside the tests"),
  .enabled(if: Program.hasPrivateNetwork, "on a shared network no two runs have the same ports"))
struct RecordedSessionTests {
  private static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func files(_ folder: String, _ suffix: String) -> [String] {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: top.appendingPathComponent(folder).path)) ?? []
    return found.filter { $0.hasSuffix(suffix) }.sorted().map { folder + "/" + $0 }
  }

  static let sources: [String] =
    files("lessons", ".md") + files("lessons/museum", ".md") + ["README.md"]
    + files("Tests/PlaygroundTests/Conformance", ".wsa")

  private static let forms = ["never", "always"].flatMap { color in
    ["60", "80", "120"].map { ["--color", color, "--width", $0] }
  }

  private static func forms(of source: String) -> [[String]] {
    if ProcessInfo.processInfo.environment["WSALAB_PROOF"] == "full" { return forms }
    return [forms[(sources.firstIndex(of: source) ?? 0) % 6]]
  }

  @Test func thereAreSomeOfEachKind() {
    #expect(Self.sources.count { $0.hasPrefix("lessons/museum") } > 10)
    #expect(Self.sources.count { $0.hasSuffix(".wsa") } > 100)
  }

  @Test(arguments: sources) func aRecordingPrintsAsItsReplay(_ source: String) throws {
    let program = try Program()
    defer { program.clean() }
    let path = Self.top.appendingPathComponent(source).path
    let recorded = try program.run(["run", "--format", "json", path])
    // 20 MB in packets of 1,460 bytes say the same ten thousand times.
    if recorded.output.count < 1 << 20 {
      let fault = try RecordSchema.fault(in: recorded.output)
      #expect(fault == nil, "\(fault ?? "")")
    }
    for form in Self.forms(of: source) {
      let replay = try program.run(["run"] + form + [path])
      let view = try program.run(["view"] + form + ["-"], input: recorded.output)
      #expect(view.status == 0 && view.complaintText.isEmpty)
      #expect(view.output == replay.output, "\(form)")
      #expect(replay.status == recorded.status)
    }
  }

  @Test func whatIsNoRecordingIsRefusedByItsLine() throws {
    let program = try Program()
    defer { program.clean() }
    let path = try program.file("s.jsonl", Array("{\"step\":1,\"line\":\"htons 1\"}\n{\"step\":}\n".utf8))
    let outcome = try program.run(["view", path])
    #expect(outcome.status == 2)
    #expect(outcome.complaintText.hasSuffix("s.jsonl:2: not a JSON value, at byte 8\n"))
    #expect(try program.run(["view", path + "x"]).complaintText.contains("No such file or directory"))
    #expect(try program.run(["view", program.home.path]).complaintText.hasSuffix(": Is a directory\n"))
    #expect(try program.run(["view"]).status == 2)
    #expect(try program.run(["run", "--brief", "-"]).complaintText.contains("--brief belongs to --format json"))
  }
}
