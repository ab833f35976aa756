import Playground
import Testing
import Wire

@testable import Lessons

/// What the replay of a lesson finds wrong, as `LINE message`. Lines that need no network.
private func faults(_ text: String) throws -> [String] {
  var parser = LessonParser(bytes: Array(text.utf8), path: "a.md")
  let lesson = parser.parse()
  try #require(parser.faults.isEmpty, "\(parser.faults)")
  let session = Session(options: SessionOptions(), network: try Network(.shared))
  defer { session.end() }
  var judge = LessonJudge(lesson, session: session)
  for (place, block) in lesson.blocks.enumerated() {
    judge.begin(place)
    for (i, command) in block.commands.enumerated() {
      if let step = session.run(command.text) { judge.look(at: step, of: command, in: place) }
      judge.end(i, of: place)
    }
    judge.end(place)
  }
  return judge.take().map { "\($0.line) \($0.message)" }
}

private func predict(_ lines: String, then commands: String = "wsa> htons 1\nwsa> htons 2") -> String {
  "```predict\nHow much?\n\(lines)\n```\n```wsa\n\(commands)\n```\n"
}

private func goal(_ reach: String, answer: String, before: String = "wsa> htons 1") -> String {
  """
  ```wsa
  \(before)
  ```
  ```goal
  Make b.
  \(reach)
  hint one
  hint two
  ```
  ```wsa answer
  \(answer)
  ```

  """
}

@Test func `exactly one choice holds after the first command, not after the block`() throws {
  #expect(try faults(predict("- a\n  when last.return == 256\n- b\n  when last.return == 512")) == [])
}

@Test func `a prediction of which no choice holds is told with the values seen`() throws {
  let found = try faults(predict("- a\n  when last.return == 3\n- b\n  when b.len == 4"))
  #expect(
    found == [
      "1 no choice holds after the first command of the next block: last.return is 256; there is no \"b\""
    ])
}

@Test func `a prediction of which two choices hold names their lines`() throws {
  let found = try faults(predict("- a\n  when last.return > 3\n- b\n  when last.return > 4"))
  #expect(found == ["1 exactly one choice is to hold, but those of lines 4 and 6 do"])
}

@Test func `a choice that no value could ever make right is told at its line`() throws {
  let found = try faults(predict("- a\n  when last.return == 256\n- b\n  when last.retrun == 4"))
  #expect(found.count == 1 && found[0].hasPrefix("6 "))
}

@Test func `a value that is asked for has to be there`() throws {
  #expect(try faults(predict("value last.return")) == [])
  #expect(try faults(predict("value b.len"))[0].hasPrefix("3 b.len has no value after the first command"))
}

@Test func `a goal that is not met before and is met after its answer is right`() throws {
  #expect(try faults(goal("reach b.len == 5", answer: "wsa> b = wsabuf \"Hello\"")) == [])
}

@Test func `a goal met before it is tried is refused`() throws {
  let found = try faults(
    goal("reach b.len == 5", answer: "wsa> htons 1", before: "wsa> b = wsabuf \"Hello\""))
  #expect(found == ["4 this goal is met before it is tried; ask for a state that is not reached yet"])
}

@Test func `a goal of which one part is so before is not met yet`() throws {
  let text = goal(
    "reach last.return == 256\nreach b.len == 5", answer: "wsa> b = wsabuf \"Hello\"\nwsa> htons 1")
  #expect(try faults(text) == [])
}

@Test func `a goal that its answer does not reach tells which part, and the values seen`() throws {
  let found = try faults(
    goal("reach b.len == 5\nreach b.len == 4\nreach c.len == 1", answer: "wsa> b = wsabuf \"Hello\""))
  #expect(
    found == [
      "7 the answer at line 12 does not reach this: b.len is 5",
      "8 the answer at line 12 does not reach this: there is no \"c\"",
    ])
}

@Test func `a mistake is refused where it stands, unless its block means to show one`() throws {
  let found = try faults("```wsa\nwsa> htons 1\nwsa> nonsense\n```\n")
  #expect(found.count == 1 && found[0].hasPrefix("3 \"nonsense\" is a mistake: "))
  #expect(found[0].hasSuffix("; mend it, or show it in a block marked wsa wrong"))
  #expect(try faults("```wsa wrong\nwsa> nonsense\n```\n") == [])
  #expect(
    try faults("```wsa wrong\nwsa> htons 1\n```\n") == [
      "1 no line of this block is a mistake; only a block that shows one is marked wrong"
    ])
}

@Test func `an expect that does not hold is told at its line`() throws {
  #expect(
    try faults("```wsa\nwsa> htons 1\nwsa> expect last.return == 1\n```\n") == [
      "3 this expect does not hold: last.return is 256"
    ])
}

@Test func `what a replay tells is read as it was written`() {
  var bytes: [UInt8] = []
  ReplayStream.append(block: Array("wsa> x\n".utf8), to: &bytes)
  ReplayStream.append(.init(line: 7, message: "two words"), to: &bytes)
  ReplayStream.append(block: [], to: &bytes)
  let contents = ReplayStream.read(bytes)
  #expect(contents.blocks == [Array("wsa> x\n".utf8), []])
  #expect(contents.faults == [.init(line: 7, message: "two words")])
  #expect(contents.isWhole)
  for count in 1..<bytes.count where bytes[count - 1] != 0 {
    #expect(!ReplayStream.read(Array(bytes[..<count])).isWhole)
  }
}
