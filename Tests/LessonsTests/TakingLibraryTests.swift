import Foundation
import Testing

@testable import Lessons

private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("lessons")

@Suite("The lessons that the program carries") struct LibraryTests {
  /// The numbered files of a folder, sorted.
  private static func files(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(name).path)
      .filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }.sorted().map { name.isEmpty ? $0 : "\(name)/\($0)" }
  }

  @Test("Sources/CLessons/list.inc has a line for each lesson, in order") func noneIsForgotten() throws {
    let expected = try Self.files("") + Self.files("museum")
    #expect(Library.own.entries.map { $0.name + ".md" } == expected)
  }

  @Test func theyAreTheFilesAsTheyStand() throws {
    for entry in Library.own.entries {
      let file = try Data(contentsOf: folder.appendingPathComponent(entry.name + ".md"))
      #expect(try Library.own.bytes(of: entry) == [UInt8](file), "\(entry.name)")
      #expect(try Library.own.lesson(entry).title == Library.own.title(of: entry))
    }
  }

  @Test(arguments: [
    ("01-a-tcp-conversation", "01-a-tcp-conversation"), ("1", "01-a-tcp-conversation"),
    ("001", "01-a-tcp-conversation"),
    ("a-tcp-conversation", "01-a-tcp-conversation"), ("01-A-TCP-conversation.md", "01-a-tcp-conversation"),
    ("a-tcp", "01-a-tcp-conversation"), ("what-the", "16-what-the-notes-get-wrong"),
  ])
  func aLessonIsFound(_ typed: String, _ name: String) throws {
    #expect(try Library.own.entry(typed).name == name)
  }

  @Test func aFolderAndANumberFind() throws {
    #expect(try Library.own.entry("museum/3").folder == "museum")
    #expect(try Library.own.entry("museum/03").short == "museum/03")
  }

  @Test(arguments: [("a", "several"), ("99", "there is no lesson"), ("", "there is no lesson"), ("museum", "several")])
  func whatFitsNoneOrManyIsToldSo(_ typed: String, _ told: String) {
    #expect { try Library.own.entry(typed) } throws: { "\($0)".contains(told) }
  }

  @Test func theNextIsOfTheSameFolder() throws {
    let entries = Library.own.entries
    #expect(Library.own.next(after: "01-a-tcp-conversation")?.name == "02-the-first-overlapped-receive")
    let last = try #require(entries.last { $0.folder.isEmpty })
    #expect(Library.own.next(after: last.name) == nil)
  }

  @Test func aFolderIsListedByItself() throws {
    let museum = try #require(Library.own.folder("Museum/"))
    #expect(museum.entries.allSatisfy { $0.folder == "museum" } && !museum.entries.isEmpty)
    #expect(Library.own.folder("") == nil && Library.own.folder("nosuch") == nil)
    // A beginning will do, when no lesson outside begins so.
    #expect(Library.own.folder("mus")?.title == "museum" && Library.own.folder("a") == nil)
    #expect(Library.own.names.contains("museum") && Library.own.names.contains("01-a-tcp-conversation"))
    let file = ProgressFile(path: nil) { _ in }
    var progress = LessonProgress()
    progress.isDone = true
    file.keep(progress, for: try Library.own.entry("museum/2").key)
    let all = String(decoding: Listing(.own, file, isInSession: false).text(width: 80, hasColor: false), as: UTF8.self)
    #expect(all.contains("  museum  \(museum.entries.count) lessons, 1 done: wsalab learn museum\n"))
    // All of it stands on a screen of 30 rows, with the command above it and the prompt below.
    #expect(all.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 28 && !all.contains("museum/"))
    let own = String(
      decoding: Listing(museum, file, isInSession: false).text(width: 80, hasColor: false), as: UTF8.self)
    #expect(own.split(separator: "\n")[1].hasSuffix("  done") && own.hasSuffix("Next: wsalab learn museum/01\n"))
    #expect(Listing(.own, file, isInSession: true).lines.contains { $0.text.hasSuffix(", 1 done: lesson museum") })
  }

  @Test func aPackIsAFolder() throws {
    let pack = try Library.pack(folder.appendingPathComponent("museum").path)
    #expect(pack.entries.allSatisfy { $0.key.hasPrefix("/") && !$0.name.contains("README") })
    #expect(pack.entries.first?.short == "01")
    #expect { try Library.pack("/nowhere") } throws: { $0 is LessonError }
    #expect { try Library.pack(folder.deletingLastPathComponent().appendingPathComponent(".dev").path) } throws: {
      "\($0)".contains("holds no lesson")
    }
  }

  @Test(arguments: [
    ("07-a-stream.md", "", "lesson 07"), ("museum/03-x.md", "", "lesson museum/03"),
    ("04-x.md", "museum", "lesson museum/04"),
    ("../07-x.md#there", "museum", "lesson 07"), ("https://example.org/a.md", "", "https://example.org/a.md"),
  ])
  func aLinkToALessonNamesIt(_ target: String, _ folder: String, _ note: String) {
    #expect(LessonLinks(folder: folder).note(target) == note)
  }

  @Test(arguments: ["README.md", "#below", "../Sources/x.swift", ""])
  func otherTargetsAreNotTold(_ target: String) { #expect(LessonLinks().note(target) == nil) }

  @Test func theListTellsWhatWasDoneAndWhatIsNext() {
    let file = ProgressFile(path: nil) { _ in }
    let fresh = String(
      decoding: Listing(.own, file, isInSession: false).text(width: 80, hasColor: false), as: UTF8.self)
    #expect(fresh.hasPrefix("  01  ") || fresh.hasPrefix("  01         A TCP conversation\n"))
    #expect(fresh.hasSuffix("\nNext: wsalab learn 01\n"))
    var progress = LessonProgress()
    progress.isDone = true
    file.keep(progress, for: "01-a-tcp-conversation")
    (progress.place, progress.section, progress.sections, progress.isDone) = (9, 2, 5, false)
    file.keep(progress, for: "03-addresses-and-byte-order")
    let text = String(decoding: Listing(.own, file, isInSession: false).text(width: 80, hasColor: false), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines[0].contains("A TCP conversation") && lines[0].hasSuffix("  done"))
    #expect(lines[2].hasSuffix("  in part: section 2 of 5"))
    #expect(lines.last == "Go on with: wsalab learn 03")
    #expect(lines.allSatisfy { $0.count <= 80 })
  }
}
