import Foundation
import Testing

@testable import LineEditing

@Suite struct HistoryFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-\(UUID())").path
  private var path: String { folder + "/state/wsalab/history" }

  private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }
  private func write(_ bytes: some Sequence<UInt8>) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }
  private func clean() { try? FileManager.default.removeItem(atPath: folder) }

  @Test func keepsLinesForItsOwnerOnly() throws {
    defer { clean() }
    let history = HistoryFile(path: path)
    #expect(history.load().isEmpty)
    for line in ["a", "a", " secret", "", "b", "a"] { _ = history.append(Array(line.utf8)) }
    #expect(try text() == "a\nb\na\n")
    #expect(try mode(path) == 0o600)
    #expect(try mode(folder + "/state/wsalab") == 0o700)
    let next = HistoryFile(path: path)
    #expect(next.load().map { String(decoding: $0, as: UTF8.self) } == ["a", "b", "a"])
    #expect(!next.append(Array("a".utf8)))
  }

  @Test func tellsWhatIsKept() {
    defer { clean() }
    let history = HistoryFile(path: path)
    #expect(history.append([0x61]))
    #expect(!history.append([0x61]))
    #expect(!history.append([0x20, 0x61]))
    #expect(!history.append([]))
    #expect(!history.append([0x61, 0, 0x61]))
    #expect(!history.append([UInt8](repeating: 0x61, count: HistoryFile.longestLine + 1)))
  }

  /// What is recalled goes to the terminal as it is: a line that would steer it is not kept, nor read from a file.
  @Test(arguments: [
    "send c \"\u{9b}31m\"", "x \u{202E}y", "x \u{2066}y", "\u{1b}[2J", "a\u{7f}", "a\rb", "\u{FEFF}a", "a\u{200B}b",
  ])
  func whatSteersATerminalIsNotKept(_ line: String) throws {
    defer { clean() }
    let history = HistoryFile(path: path)
    #expect(!history.append(Array(line.utf8)))
    #expect(history.append(Array("send c \"한글 é 👍\"\t".utf8)))
    try write(Array((line + "\nhtons 1\n").utf8) + [0x61, 0x9b, 0x0a])
    #expect(HistoryFile(path: path).load() == [Array("htons 1".utf8)])
  }

  @Test func isBounded() throws {
    defer { clean() }
    try write((0..<HistoryFile.limit + 5).map { "line \($0)\n" }.joined().utf8)
    let history = HistoryFile(path: path)
    let lines = history.load()
    #expect(lines.count == HistoryFile.limit)
    #expect(lines.first == Array("line 5".utf8))
    #expect(try text().hasPrefix("line 5\n"))
    #expect(try mode(path) == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/state/wsalab") == ["history"])
  }

  @Test func readsOnlyTheEndOfAHugeFile() throws {
    defer { clean() }
    try write([UInt8](repeating: 0x78, count: HistoryFile.longestFile) + Array("\nlast\n".utf8))
    let history = HistoryFile(path: path)
    #expect(history.load() == [Array("last".utf8)])
  }

  @Test func survivesDamage() throws {
    defer { clean() }
    try write([0xFF, 0x1B, 0x0A, 0, 0x0A, 0x61])
    let history = HistoryFile(path: path)
    #expect(history.load() == [[0x61]])
    // The last line had no newline: the next one does not grow on it.
    #expect(history.append([0x62]))
    #expect(history.append([0x63]))
    let next = HistoryFile(path: path)
    #expect(next.load() == [[0x61], [0x62], [0x63]])
  }

  @Test(arguments: ["/proc/nowhere/history", "/dev/null/history", "/", "", "/dev/full"])
  func anImpossiblePlaceIsNotFatal(_ path: String) {
    let history = HistoryFile(path: path)
    #expect(history.load().isEmpty)
    #expect(history.append([0x61]))
  }

  @Test func standsWhereXDGSays() {
    #expect(HistoryFile.defaultPath(stateHome: "/s", home: "/h") == "/s/wsalab/history")
    #expect(HistoryFile.defaultPath(stateHome: nil, home: "/h") == "/h/.local/state/wsalab/history")
    #expect(HistoryFile.defaultPath(stateHome: "relative", home: "/h") == "/h/.local/state/wsalab/history")
    #expect(HistoryFile.defaultPath(stateHome: nil, home: nil) == nil)
  }
}
