import Foundation
import Testing

@Suite("Habits that the compiler does not hold")
struct HabitTests {
  /// What may not stand in code, and why.
  private static let forbidden: [(pattern: String, why: String)] = [
    (#"@unchecked\s+Sendable"#, "the compiler must be able to check it"),
    (#"nonisolated\s*\(\s*unsafe\s*\)"#, "the compiler must be able to check it"),
    (#"\btry!"#, "an error has to be told, not trapped"),
    (#"\bas!"#, "an error has to be told, not trapped"),
    (#"\b(sleep|usleep|nanosleep|clock_nanosleep)\s*\("#, "wait for a state, not for a time"),
  ]

  @Test("Nothing is forced, unchecked or slept through", arguments: ["Sources", "Tests"])
  func nothingIsForced(_ folder: String) throws {
    for file in House.files(below: folder, ["swift", "c", "h"]) {
      let code = Code.withoutCommentsAndText(file.text)
      for (pattern, why) in Self.forbidden {
        let found = code.range(of: pattern, options: .regularExpression)
        #expect(found == nil, "\(file.path): \(found.map { String(code[$0]) } ?? ""): \(why)")
      }
    }
  }

  @Test("No file is two rooms in one: 400 lines at most")
  func filesAreShort() {
    for folder in ["Sources", "Tests"] {
      for file in House.files(below: folder, ["swift", "c", "h"]) {
        #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count - 1) lines")
      }
    }
  }

  @Test("A module and a type in it never share a name", arguments: House.rooms.filter { !$0.isC })
  func noTypeIsNamedLikeItsModule(_ room: House.Room) {
    let pattern = #"\b(class|struct|enum|protocol|actor|typealias)\s+"# + room.name + #"\b"#
    for file in House.files(below: "Sources/\(room.name)", ["swift"]) {
      let code = Code.withoutCommentsAndText(file.text)
      #expect(code.range(of: pattern, options: .regularExpression) == nil, "\(file.path)")
    }
  }

  @Test("The top level holds what a visitor looks for, and nothing else")
  func topLevelIsTidy() throws {
    let known: Set = ["Package.swift", "Sources", "Tests", "lessons", "README.md", "LICENSE"]
    let seen = try House.folders(in: ".").filter { !$0.hasPrefix(".") }
    #expect(seen.subtracting(known).isEmpty)
    #expect(known.subtracting(seen).isEmpty)
  }

  @Test("Comments and text are no code")
  func commentsAreSkipped() {
    let source = """
      a // b
      c /* d
      e */ f "g \\" h" + #"i " j"# k
      """
    let code = Code.withoutCommentsAndText(source)
    #expect(code.split(whereSeparator: \.isWhitespace) == ["a", "c", "f", "\"\"", "+", "\"\"", "k"])
    #expect(code.split(separator: "\n", omittingEmptySubsequences: false).count == 3)
  }
}
