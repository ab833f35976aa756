import Testing

@testable import Lessons

private func rewritten(_ file: String, _ transcripts: [String]) throws -> String {
  let lesson = try Lesson.parse(Array(file.utf8), path: "a.md")
  return String(decoding: lesson.rewritten(with: transcripts.map { Array($0.utf8) }), as: UTF8.self)
}

@Test func `only the block's lines are replaced`() throws {
  let file = "a  \n```wsa\nwsa> x\nold\n```\nb\t\n\n~~~wsa\nwsa> y\n~~~\nno newline at the end"
  #expect(
    try rewritten(file, ["wsa> x\n  new\n", "wsa> y\n"])
      == "a  \n```wsa\nwsa> x\n  new\n```\nb\t\n\n~~~wsa\nwsa> y\n~~~\nno newline at the end")
}

@Test func `a block that agrees keeps its bytes, whatever they are`() throws {
  let file = "  ```wsa\n wsa> x\n   out\n  ```\r\nrest\r\n"
  #expect(try rewritten(file, ["wsa> x\n out\n"]) == file)
}

@Test func `line ends of CR LF stay`() throws {
  let file = "# a\r\n```wsa\r\nwsa> x\r\n```\r\n"
  #expect(
    try rewritten(file, ["wsa> x\n  one\n\n  two\n"]) == "# a\r\n```wsa\r\nwsa> x\r\n  one\r\n\r\n  two\r\n```\r\n")
}

@Test func `an indented block stays indented`() throws {
  #expect(try rewritten(" ```wsa\n wsa> x\n ```\n", ["wsa> x\n  y\n\nz\n"]) == " ```wsa\n wsa> x\n   y\n\n z\n ```\n")
}

@Test func `an empty block can be filled`() throws {
  #expect(try rewritten("```wsa\n```\n", ["wsa> x\n"]) == "```wsa\nwsa> x\n```\n")
}

@Test(arguments: [("", ""), ("\n", ""), ("\n\n", ""), ("a\n\n\n", "a\n"), ("a\n\nb\n", "a\n\nb\n")])
func `empty lines at the end of an output are dropped`(output: String, trimmed: String) {
  #expect(Lesson.trimmed(Array(output.utf8)) == Array(trimmed.utf8))
}
