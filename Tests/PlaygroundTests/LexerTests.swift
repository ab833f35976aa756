import Language
import Steps
import Testing

@testable import Playground

/// Lines taken apart: threads, names, words, quotes, comments.
struct LexerTests {
  private func split(_ text: String) throws -> Line? {
    var line = Line(bytes: Array(text.utf8))
    guard Lexer.trim(&line) else { return nil }
    try Lexer.split(&line)
    return line
  }

  private func text(_ line: Line?, _ range: Range<Int>?) -> String? {
    guard let line, let range else { return nil }
    return String(decoding: line.bytes[range], as: UTF8.self)
  }

  @Test(arguments: ["", "   ", "\t\r", "# a comment", "  # a comment"])
  func holdsNoCommand(_ text: String) throws {
    #expect(try split(text) == nil)
  }

  @Test func parts() throws {
    let line = try split("  @t2 a = accept l key=3 \"a # b\"   # comment")
    #expect(line?.string == "@t2 a = accept l key=3 \"a # b\"")
    #expect(text(line, line?.thread) == "t2")
    #expect(text(line, line?.name) == "a")
    #expect(text(line, line?.command) == "accept")
    #expect(line?.words.map { text(line, $0.range) } == ["l", "key=3", "\"a # b\""])
    #expect(line?.words.map(\.isKey) == [false, true, false])
  }

  @Test func equalsSignsThatNameNoKey() throws {
    let line = try split("expect o.Internal == 0 a==b \"x=y\" h1=2")
    #expect(line?.words.map(\.isKey) == [false, false, false, false, false, false])
  }

  @Test(arguments: [
    ("send s \"open", 7..<12), ("@t2", 3..<3), ("a =", 3..<3), ("send s \"a\\\"", 7..<11),
  ])
  func cannotBeTakenApart(_ line: String, _ place: Range<Int>) {
    let error = #expect(throws: UsageError.self) { try split(line) }
    #expect(error?.place == place)
  }

  @Test func aMegabyteOfWordsIsToldSo() {
    #expect(throws: UsageError.self) { try split("send " + String(repeating: "x ", count: 500_000)) }
    #expect(throws: Never.self) { try split("send " + String(repeating: "x", count: 1_000_000)) }
  }
}
