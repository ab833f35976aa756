import Foundation
import Testing

/// The version is written in one file of Sources. The program prints it, and the changelog's newest heading is it.
@Suite(.enabled(if: Program.isBuilt)) struct VersionTests {
  private static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: top.appendingPathComponent(path), encoding: .utf8)
  }

  /// The second word of `wsalab --version`.
  private static func printed() throws -> String {
    let program = try Program()
    defer { program.clean() }
    let words = try program.run(["--version"]).text.split(whereSeparator: \.isWhitespace)
    try #require(words.count > 1 && words[0] == "wsalab")
    return String(words[1])
  }

  @Test func theProgramPrintsWhatTheSourceSays() throws {
    let source = try Self.text("Sources/wsalab/Version.swift")
    #expect(source.contains("static let text = \"\(try Self.printed())\""))
  }

  @Test func theChangelogBeginsWithIt() throws {
    let version = try Self.printed()
    let isVersion = version.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+/) != nil
    #expect(isVersion, "\(version) is not three numbers")
    let headings = try Self.text(".github/CHANGELOG.md").split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(headings.first == "## \(version)")
    #expect(headings.count { $0 == "## \(version)" } == 1)
  }

  /// Whatever the kind of file: one more place is one that the next release forgets. A link is no other file.
  @Test func noOtherFileOfSourcesHasIt() throws {
    let version = try Self.printed()
    let folder = Self.top.appendingPathComponent("Sources")
    let found = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var files: [String] = []
    while let url = found.nextObject() as? URL {
      let isLink = try url.resourceValues(forKeys: [.isSymbolicLinkKey]).isSymbolicLink == true
      guard !isLink, let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      if Self.holds(text, version) { files.append(String(url.path.dropFirst(folder.path.count + 1))) }
    }
    #expect(files == ["wsalab/Version.swift"])
    for path in ["Package.swift", "README.md"] { #expect(!Self.holds(try Self.text(path), version), "\(path)") }
  }

  /// Whether the version stands in a text by itself: `10.0.2.0` is an address.
  private static func holds(_ text: String, _ version: String) -> Bool {
    let pattern = "(?<![0-9.])" + NSRegularExpression.escapedPattern(for: version) + "(?![0-9]|\\.[0-9])"
    return text.range(of: pattern, options: .regularExpression) != nil
  }

  @Test func aNumberInsideAnotherIsNotAVersion() {
    #expect(Self.holds("wsalab 0.2.0.", "0.2.0") && Self.holds("\"0.2.0\"", "0.2.0"))
    #expect(!Self.holds("10.0.2.0 and 0.2.0.1 and 0.2.01", "0.2.0"))
  }
}
