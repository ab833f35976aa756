import Foundation
import Testing
import Views

@testable import Lessons

/// A folder of lessons, and what checking it said. The child is a shell that prints what the test gives it.
private struct Folder: ~Copyable {
  let path = NSTemporaryDirectory() + "lessons-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
  }

  func read(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

  func check(_ script: String, updates: Bool = false) -> (status: Int32, out: String, complaint: String) {
    var options = CheckOptions(replayer: Replayer(program: "/bin/sh", arguments: ["-c", script]))
    options.updates = updates
    var out: [UInt8] = []
    var complaint: [UInt8] = []
    let status = Check.run(paths: [path], options: options, write: { out += $0 }, complain: { complaint += $0 })
    return (status, String(decoding: out, as: UTF8.self), String(decoding: complaint, as: UTF8.self))
  }
}

private let lesson = "# One\n\n```wsa\nwsa> x\n  old\n```\n\nend\n"

@Test func `lessons that agree are counted`() throws {
  let folder = try Folder()
  try folder.write(lesson, to: "a.md")
  try folder.write(lesson, to: "b.md")
  try folder.write("no block\n", to: "README.md")
  let result = folder.check("printf 'wsa> x\\n  old\\n\\0'")
  #expect(result.status == 0)
  #expect(result.out == "2 lessons and 1 page: none refused\n")
}

@Test func `a lesson that differs is shown with its lines in the file, and changed only when asked`() throws {
  let folder = try Folder()
  try folder.write(lesson, to: "a.md")
  chmod(folder.path + "/a.md", 0o640)
  let result = folder.check("printf 'wsa> x\\n  new\\n\\0'")
  #expect(result.status == 1)
  #expect(result.out.hasSuffix("@@ -4,2 +4,2 @@\n wsa> x\n-  old\n+  new\n1 lesson: 1 refused\n"))
  #expect(try folder.read("a.md") == lesson)
  let update = folder.check("printf 'wsa> x\\n  new\\n\\0'", updates: true)
  #expect(update.status == 0)
  #expect(update.out.hasSuffix("/a.md: rewrote the block at line 3\n1 lesson: 1 updated, none refused\n"))
  #expect(try folder.read("a.md") == lesson.replacingOccurrences(of: "old", with: "new"))
  let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/a.md")[.posixPermissions] as? Int
  #expect(mode == 0o640)
  #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.md"])
}

@Test func `a replay that dies changes nothing and says why`() throws {
  let folder = try Folder()
  try folder.write(lesson, to: "a.md")
  let torn = folder.check("printf 'wsa> x'; echo no luck >&2; exit 2", updates: true)
  #expect(torn.status == 2)
  #expect(torn.complaint.hasSuffix("/a.md: its replay ended before the lesson did, with status 2. no luck\n"))
  let killed = folder.check("kill -9 $$", updates: true)
  #expect(killed.status == 2)
  #expect(killed.complaint.contains("crashed"))
  #expect(try folder.read("a.md") == lesson)
}

@Test func `a broken lesson is told, and the others are checked all the same`() throws {
  let folder = try Folder()
  try folder.write("```wsa\nwsa> x\n", to: "a.md")
  try folder.write(lesson, to: "b.md")
  let result = folder.check("printf 'wsa> x\\n  old\\n\\0'")
  #expect(result.status == 2)
  #expect(result.complaint.contains("/a.md:1: the block that begins here never ends"))
  #expect(result.out == "1 lesson: 1 broken\n")
}

@Test func `a transcript wider than the page is a difference`() throws {
  let folder = try Folder()
  let wide = String(repeating: "w", count: 81)
  try folder.write("# One\n\n```wsa\nwsa> x\n\(wide)\n```\n", to: "a.md")
  let result = folder.check("printf 'wsa> x\\n\(wide)\\n\\0'")
  #expect(result.status == 1)
  #expect(result.out.contains("/a.md:5: 81 columns; a lesson's lines have 80 at most\n"))
}

@Test func `what is not there, or holds no lesson, is told`() throws {
  let folder = try Folder()
  #expect(folder.check("true").complaint.hasSuffix("holds no lesson: there is no .md file below it\n"))
  var complaint: [UInt8] = []
  let status = Check.run(
    paths: [folder.path + "/none.md"], options: CheckOptions(replayer: Replayer(program: "/bin/false", arguments: [])),
    write: { _ in }, complain: { complaint += $0 })
  #expect(status == 2)
  #expect(String(decoding: complaint, as: UTF8.self).contains("none.md: cannot be found"))
}

@Test func `a lesson that differs between two runs is refused, and not updated`() throws {
  let folder = try Folder()
  try folder.write(lesson, to: "a.md")
  let script = "if mkdir \(folder.path)/first 2>/dev/null; then n=1; else n=2; fi; printf \"wsa> x\\n  $n\\n\\0\""
  let result = folder.check(script, updates: true)
  #expect(result.status == 1)
  #expect(result.out.contains("/a.md:5: two replays print different things here, \"  "))
  #expect(try folder.read("a.md") == lesson)
}

@Test func `what a replay finds wrong is told at its line, with all the rest`() throws {
  let folder = try Folder()
  try folder.write("No title\n\n[dead](x.md)\n\n```wsa\nwsa> x\n```\n", to: "a.md")
  let result = folder.check("printf 'wsa> x\\n\\0\\0016 this expect does not hold: b is \\033[2J\\0'; exit 1")
  #expect(result.status == 1)
  let lines = result.out.split(separator: "\n").map { $0.drop { $0 != ":" }.dropFirst() }
  #expect(lines.count == 4)
  #expect(lines[0].hasPrefix("1: the lesson has no title"))
  #expect(lines[1] == "3: this link is dead: there is no x.md")
  #expect(lines[2] == "6: this expect does not hold: b is \\x1b[2J")
}

@Test func `a page without blocks is checked for its links and columns, alone or in a folder`() throws {
  let folder = try Folder()
  try folder.write("# Page\n\n[dead](x.md)\n", to: "README.md")
  let result = folder.check("exit 2")
  #expect(
    result.status == 1
      && result.out.hasSuffix("/README.md:3: this link is dead: there is no x.md\n0 lessons and 1 page: 1 refused\n"))
  var out: [UInt8] = []
  let status = Check.run(
    paths: [folder.path + "/README.md"],
    options: CheckOptions(replayer: Replayer(program: "/bin/false", arguments: [])), write: { out += $0 },
    complain: { _ in })
  #expect(status == 1 && String(decoding: out, as: UTF8.self) == result.out)
}

@Test func `what is not text is told, and not looked at further`() throws {
  let folder = try Folder()
  let bytes = Data([0x7f, 0x45, 0x4c, 0x46, 0x00, 0x0a, 0xff])
  try bytes.write(to: URL(fileURLWithPath: folder.path + "/a.md"))
  let result = folder.check("exit 2")
  #expect(result.status == 2)
  #expect(result.complaint.hasSuffix("/a.md:1: a NUL byte: this is not text; a lesson is a Markdown file in UTF-8\n"))
  #expect(result.out == "0 lessons: 1 broken\n")
}

@Test func `a file that changes while it is checked is told`() throws {
  let folder = try Folder()
  try folder.write(lesson, to: "a.md")
  #expect(folder.check("printf '\\0\\0'").complaint.hasSuffix("it was changed while it was checked; check it again\n"))
}

@Test func `what was written meanwhile is not written over`() throws {
  let folder = try Folder()
  try folder.write(lesson, to: "a.md")
  let mine = lesson + "mine\n"
  let script = "printf 'wsa> x\\n  new\\n\\0'; printf '\(mine.replacingOccurrences(of: "\n", with: "\\n"))' > $0"
  let result = folder.check(script, updates: true)
  #expect(result.status == 2 && result.complaint.contains("it was changed while it was checked"))
  #expect(try folder.read("a.md") == mine)
}

@Test func `of very much that differs the beginning is shown`() throws {
  let folder = try Folder()
  try folder.write(lesson, to: "a.md")
  let out = folder.check("echo 'wsa> x'; seq 1000; printf '\\0'").out
  let lines = out.split(separator: "\n")
  #expect(lines.count == 402)
  #expect(lines[400] == "… and 605 lines more")
}
