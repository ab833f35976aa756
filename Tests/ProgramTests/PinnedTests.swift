import Foundation
import Testing

/// Sessions whose whole output is kept beside them; Pinned/README.md says which and why.
@Suite(
  .enabled(if: Program.isBuilt, "the program is not built beside the tests"),
  .enabled(if: Program.hasPrivateNetwork, "on a shared network the ports that clients get differ from run to run"))
struct PinnedTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Pinned")
  static let sessions: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
    $0.hasSuffix(".wsa")
  }.map { String($0.dropLast(4)) }.sorted()
  private static let isRecording = ProcessInfo.processInfo.environment["WSALAB_RECORD"] != nil

  @Test func thereAreSome() { #expect(Self.sessions.count > 80) }

  @Test(arguments: sessions) func printsWhatIsPinned(_ session: String) throws {
    let program = try Program()
    defer { program.clean() }
    let script = Self.folder.appendingPathComponent(session + ".wsa").path
    let output = try program.run(["run", "--network", "private", "--color", "never", script]).output
    let pinned = Self.folder.appendingPathComponent(session + ".txt")
    let expected = try Data(contentsOf: pinned)
    guard Data(output) != expected else { return }
    if Self.isRecording { try Data(output).write(to: pinned) }
    Issue.record("\(session)\(Self.isRecording ? " was recorded" : ""): \(firstDifference(output, Array(expected)))")
  }

  /// The first line that differs, as pinned and as printed.
  private func firstDifference(_ output: [UInt8], _ expected: [UInt8]) -> String {
    func lines(_ bytes: [UInt8]) -> [Substring] {
      String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }
    let (printed, pinned) = (lines(output), lines(expected))
    let line = zip(printed, pinned).prefix { $0 == $1 }.count
    func shown(_ list: [Substring]) -> String { line < list.count ? String(list[line]) : "(the end)" }
    return "line \(line + 1)\n  pinned  \(shown(pinned))\n  printed \(shown(printed))"
  }
}
