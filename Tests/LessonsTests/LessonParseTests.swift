import Testing

@testable import Lessons

private func parse(_ text: String) throws -> Lesson { try Lesson.parse(Array(text.utf8), path: "a.md") }

private func error(_ bytes: [UInt8]) -> LessonError? {
  do {
    _ = try Lesson.parse(bytes, path: "a.md")
    return nil
  } catch {
    return error
  }
}

private func commands(_ lesson: Lesson) -> [String] {
  lesson.blocks.flatMap(\.commands).map { "\($0.line) " + String(decoding: $0.text, as: UTF8.self) }
}

private let plain = """
  # A lesson

  ```wsa
  wsa> l = socket
    socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = l
   t2> connect c l
  w1> gqcs p
  ```

  prose
  """

@Test func `a block's lines after prompts are commands, with their lines in the file`() throws {
  let lesson = try parse(plain)
  #expect(lesson.blocks.count == 1)
  #expect(lesson.blocks.first?.line == 3)
  #expect(commands(lesson) == ["4 l = socket", "6 connect c l", "7 gqcs p"])
}

@Test(arguments: ["```wsa", "~~~wsa", "````  wsa  wrong", "  ```wsa", "   ~~~~ wsa"])
func `fences of either kind, longer ones and indented ones mark blocks`(opening: String) throws {
  let indent = String(opening.prefix { $0 == " " })
  let fence = opening.trimmingPrefix { $0 == " " }.prefix { $0 == "`" || $0 == "~" }
  let lesson = try parse("x\n\(opening)\n\(indent)wsa> socket\n\(indent)\(fence)\n")
  #expect(commands(lesson) == ["3 socket"])
}

@Test(arguments: ["```c", "```", "```wsabuf", "```c wsa"])
func `a block marked otherwise holds no transcript`(opening: String) throws {
  #expect(try parse("\(opening)\nwsa> socket\n```\n").blocks.isEmpty)
}

@Test(arguments: ["    ```wsa", "``wsa", "```wsa `x`", "x ```wsa"])
func `what is no fence opens no block`(opening: String) throws {
  #expect(try parse("\(opening)\nwsa> socket\n").blocks.isEmpty)
}

@Test func `a shorter fence or one of another kind inside a block does not end it`() throws {
  let lesson = try parse("````wsa\nwsa> help\n```\n~~~~\n```` x\n````\nafter\n")
  #expect(lesson.blocks.first?.lines.count == 4)
}

@Test func `a wsa fence inside another block is that block's text`() throws {
  #expect(try parse("~~~markdown\n```wsa\nwsa> socket\n```\n~~~\n").blocks.isEmpty)
}

@Test func `output is not taken for a command`() throws {
  let lesson = try parse("```wsa\nwsa> help\n  s> one\n   t2> two\nx>y\n-> z\n```\n")
  #expect(commands(lesson) == ["2 help", "3 one"])
}

@Test func `an empty prompt is an empty command`() throws {
  #expect(commands(try parse("```wsa\nwsa>\nwsa> \n```\n")) == ["2 ", "3 "])
}

@Test func `a block that never ends is an error at its first line, with what ends it`() {
  let found = error(Array("a\n\n~~~~wsa\nwsa> socket\n```\n".utf8))
  #expect(found?.description == "a.md:3: the block that begins here never ends; end it with a line of ~~~~")
  #expect(error(Array("```c\nx\n".utf8))?.line == 1)
}

@Test func `output before the first command is an error`() {
  #expect(error(Array("```wsa\n  socket() = l\nwsa> x\n```\n".utf8))?.line == 2)
}

@Test func `bytes that are not text are an error at their line`() {
  #expect(error(Array("one\ntwo\n".utf8) + [0xff, 0x0a])?.line == 3)
  #expect(error(Array("one\n".utf8) + [0x00])?.message.contains("NUL") == true)
  #expect(error([0xc3])?.line == 1)
  #expect(error([0xed, 0xa0, 0x80])?.line == 1)
  #expect(error(Array("héllo 한국어 🦆\n".utf8)) == nil)
}

@Test func `every prefix of a lesson is read or refused`() {
  let bytes = Array(plain.utf8)
  for count in 0...bytes.count { _ = error(Array(bytes[..<count])) }
}
