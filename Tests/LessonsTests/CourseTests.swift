import Foundation
import Testing

@testable import Lessons

/// The project's own lessons.
struct CourseTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("lessons").path
  private static let files = (try? Files.markdown(below: folder)) ?? []
  private static let lessons = files.filter { !$0.hasSuffix("/README.md") }

  @Test(arguments: lessons) func `a lesson is listed in its folder's README`(path: String) throws {
    let name = path.split(separator: "/").last.map { String($0) } ?? path
    let readme = try Files.read(String(path.dropLast(name.count)) + "README.md")
    let links = LinkScanner.links(of: MarkdownPage(readme)).links.map(\.destination)
    #expect(links.contains(name))
  }

  @Test(arguments: lessons) func `a lesson asks, and lets the learner do something`(path: String) throws {
    let lesson = try Lesson.parse(Files.read(path), path: path)
    let kinds = lesson.items.map { item in
      switch item {
      case .prediction: "predict"
      case .goal: "goal"
      default: ""
      }
    }
    #expect(kinds.contains("predict") && kinds.contains("goal"))
  }

  /// A newcomer sees a handshake soon: after 8 lines, answers and guesses, and 350 words of the page.
  @Test func `the first handshake is near`() throws {
    let path = try #require(Self.lessons.first { $0.contains("/01-") })
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    let before = try #require(text.range(of: "wsa> connect")).lowerBound
    let lines = text[..<before].split(separator: "\n")
    let enters = lines.count { $0.hasPrefix("wsa> ") || $0 == "```predict" } + 1
    #expect(enters <= 8)
    let words = text[..<before].split { $0.isWhitespace }.filter { $0.contains { $0.isLetter } }
    #expect(words.count <= 350 && words.count > 50)
  }

  @Test func `there are lessons, and their links are alive`() throws {
    #expect(Self.lessons.count >= 16)
    var rules = PageRules(width: 80)
    for path in Self.files {
      var file = CheckedFile(path: path)
      rules.check(&file)
      #expect(file.faults == [] && file.breaks == [], "\(path)")
    }
  }
}
