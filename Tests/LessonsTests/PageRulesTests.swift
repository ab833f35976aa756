import Foundation
import Testing

@testable import Lessons

/// What the rules for pages find in a text.
private func faults(_ text: String) throws -> [String] {
  let path = NSTemporaryDirectory() + "page-\(UUID().uuidString).md"
  try text.write(toFile: path, atomically: false, encoding: .utf8)
  defer { try? FileManager.default.removeItem(atPath: path) }
  var file = CheckedFile(path: path)
  var rules = PageRules(width: 80)
  rules.check(&file)
  return file.faults.map { "\($0.line) \($0.message)" }
}

private func wide(_ line: Int, _ columns: Int) -> [String] {
  ["\(line) \(columns) columns; a lesson's lines have 80 at most"]
}

@Test func `a line has 80 columns at most, and a Korean letter takes two`() throws {
  let eighty = String(repeating: "x", count: 80)
  #expect(try faults("# T\n\(eighty)\n") == [])
  #expect(try faults("# T\n\(eighty)y\n") == wide(2, 81))
  #expect(try faults("# T\n" + String(repeating: "한", count: 40) + "\n") == [])
  #expect(try faults("# T\n" + String(repeating: "한", count: 41) + "\r\n") == wide(2, 82))
}

@Test func `code and tables have 80 columns too`() throws {
  let line = String(repeating: "x", count: 81)
  #expect(try faults("# T\n```c\n\(line)\n```\n") == wide(3, 81))
  #expect(try faults("# T\n| \(line) |\n|---|\n") == wide(2, 85))
}

@Test func `where a link leads takes no columns`() throws {
  let address = "https://host/" + String(repeating: "x", count: 90)
  #expect(try faults("# T\n[a](\(address)) and <\(address)>, \(address)\n[b]\n\n[b]: \(address)\n") == [])
  #expect(try faults("# T\n`\(address)`\n") == wide(2, 105))
}

@Test func `a lesson begins with its title, a page may begin as it likes`() throws {
  let block = "```wsa\nwsa> htons 1\n```\n"
  #expect(try faults("# A title\n\n" + block) == [])
  #expect(
    try faults("Words\n\n# Late\n" + block) == [
      "1 the lesson has no title; make its first line one: # A TCP conversation"
    ])
  #expect(try faults("## Low\n" + block).count == 1)
  #expect(try faults("Words\n") == [])
}

@Test func `a byte-order mark before the title is no part of it`() throws {
  let text = "\u{feff}# T\n\n```wsa\nwsa> e = event\n```\n"
  #expect(try faults(text) == [])
  let lesson = try Lesson.parse(Array(text.utf8), path: "x.md")
  #expect(lesson.title == "T")
  #expect(lesson.bytes.starts(with: [0xef, 0xbb, 0xbf]))
  guard case .prose(let range) = lesson.items.first else { return #expect(Bool(false)) }
  #expect(range.lowerBound == 3)
}

@Test func `ten thousand links to the page's own places`() throws {
  let links = String(repeating: "[a](#part-1999)\n", count: 9_999)
  let parts = (0..<2_000).map { "## Part \($0)\n" }.joined()
  let found = try faults("# T\n" + parts + links + "[a](#part-x)\n")
  #expect(found == ["12001 this link is dead: no heading of this page is called #part-x; did you mean #part-0?"])
}

@Test func `a pipe in a folder of lessons is not waited for`() throws {
  let folder = NSTemporaryDirectory() + "pages-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try #require(mkfifo(folder + "/a.md", 0o600) == 0)
  try "# T\n".write(toFile: folder + "/b.md", atomically: false, encoding: .utf8)
  #expect(try Files.markdown(below: folder) == [folder + "/b.md"])
}

/// One that cannot be read is named where it is read; the others are there.
@Test func `a dangling link and an unreadable folder do not stop the others`() throws {
  let folder = NSTemporaryDirectory() + "pages-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder + "/closed", withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try FileManager.default.createSymbolicLink(atPath: folder + "/a.md", withDestinationPath: folder + "/nowhere.md")
  try FileManager.default.createSymbolicLink(atPath: folder + "/self.md", withDestinationPath: folder + "/self.md")
  try "# T\n".write(toFile: folder + "/b.md", atomically: false, encoding: .utf8)
  chmod(folder + "/closed", 0)
  let found = try Files.markdown(below: folder)
  chmod(folder + "/closed", 0o700)
  // Root reads every folder.
  let closed = geteuid() == 0 ? [] : [folder + "/closed"]
  #expect(found == [folder + "/a.md", folder + "/b.md"] + closed + [folder + "/self.md"])
  #expect(throws: LessonError.self) { try Files.read(folder + "/a.md") }
}
