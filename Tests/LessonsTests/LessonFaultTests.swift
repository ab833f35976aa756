import Testing

@testable import Lessons

/// Everything that is wrong with a text, as `LINE message`.
private func faults(_ text: String) -> [String] {
  var parser = LessonParser(bytes: Array(text.utf8), path: "a.md")
  _ = parser.parse()
  return parser.faults.map { "\($0.line) \($0.message)" }
}

private let answer = "```wsa answer\nwsa> x\n```\n"
private let hints = "hint one\nhint two\n"

@Test(arguments: [
  ("```wsa solution\nwsa> x\n```", "1 a block of wsa is plain, or marked answer or wrong, not \"solution\""),
  ("```wsa answer\nwsa> x\n```", "1 this does not answer a goal; an answer follows its goal block directly"),
  (
    "```wsa\n  output\n```", "2 output before the first command of the block; a block begins with a prompt: wsa> socket"
  ),
  ("x\n~~~wsa\nwsa> x\n```", "2 the block that begins here never ends; end it with a line of ~~~"),
]) func `a broken block of wsa is explained`(text: String, fault: String) {
  #expect(faults(text) == [fault])
}

@Test(arguments: [
  (
    "- a\n  when last.return == 0\n- b\n  when last.error != 0",
    "1 the predict block asks nothing; begin it with the question"
  ),
  (
    "Q?",
    "1 the predict block has no answer; give choices (\"- text\" with \"when STATEMENT\" below), or \"value OPERAND\""
  ),
  ("Q?\n- a\n  when last.return == 0", "1 a prediction has 2 to 6 choices, not 1"),
  (
    "Q?\n- a\n- b\n  when last.return == 0",
    "3 this choice does not say when it is right; put a line below: when last.return == 0"
  ),
  ("Q?\n- a\n  when last.return == 0\n-\n  when last.return == 1", "5 this choice has no text"),
  ("Q?\nvalue last.return\nvalue last.error", "4 a prediction has one value line, or choices; not more than one value"),
  (
    "Q?\n- a\n  when last.return == 0\n- b\n  when last.return == 1\nvalue x",
    "7 a prediction has choices or a value, not both"
  ),
  ("Q?\nvalue last.return == 3", "3 this is a statement; a value is one field, such as last.return"),
  (
    "Q?\n- a\n  when last.return == 0\n- b\n  when last.return == 1\nwhat",
    "7 \"what\" is not understood here; a line begins with \"-\", \"when\" or \"value\", or goes on with the line before it "
      + "and is indented"
  ),
]) func `a broken prediction is explained`(text: String, fault: String) {
  #expect(faults("```predict\n\(text)\n```\n```wsa\nwsa> x\n```\n") == [fault])
}

@Test func `a statement that is not written as one is explained at its line`() {
  let text = "```predict\nQ?\n- a\n  when last.return = 0\n- b\n  when last.return ==\n```\n```wsa\nwsa> x\n```\n"
  let found = faults(text)
  #expect(found.count == 2)
  #expect(found.first?.hasPrefix("4 a comparison is written ==") == true)
  #expect(found.last?.hasPrefix("6 something is missing at the end") == true)
}

@Test func `a prediction that no block answers is told`() {
  let predict = "```predict\nQ?\nvalue last.return\n```\n"
  let message = "nothing answers this prediction; put a block of wsa with a command below it, before the next goal"
  #expect(faults(predict) == ["1 " + message])
  #expect(faults(predict + "```wsa\n```\n") == ["1 " + message])
  #expect(faults(predict + "```goal\nG\nreach x.len == 1\n\(hints)```\n\(answer)") == ["1 " + message])
  #expect(faults(predict + predict + "text\n```wsa wrong\nwsa> x\n```\n") == [])
}

@Test(arguments: [
  ("reach b.len == 1\n\(hints)", "1 the goal block says nothing; begin it with what is to be reached"),
  ("G\n\(hints)", "1 the goal has nothing to reach; add a line such as: reach b.data == \"Bye\""),
  (
    "G\nreach b.len == 1\n",
    "1 the goal has no hint; give two (\"hint TEXT\"), a gentle one and a direct one; the answer is the third"
  ),
  (
    "G\nreach b.len == 1\nhint one\n  goes on\n",
    "1 the goal has one hint; give two (\"hint TEXT\"), a gentle one and a direct one; the answer is the third"
  ),
  ("G\nreach b.len == 1\nhint one\nhint\n", "5 this hint is empty"),
  (
    "G\nreach b.len == 1\n\(hints)solve it\n",
    "6 \"solve it\" is not understood here; a line begins with \"reach\" or \"hint\", or goes on with the line before it "
      + "and is indented"
  ),
]) func `a broken goal is explained`(text: String, fault: String) {
  #expect(faults("```goal\n\(text)```\n" + answer) == [fault])
}

@Test func `a goal without an answer is told, whatever comes instead`() {
  let goal = "```goal\nG\nreach b.len == 1\n\(hints)```\n"
  let fault = "1 this goal has no answer; put the block ```wsa answer right below it"
  #expect(faults(goal) == [fault])
  #expect(faults(goal + "prose\n" + answer).first == fault)
  #expect(faults(goal + "```wsa\nwsa> x\n```\n") == [fault])
  #expect(faults(goal + "```c\nx\n```\n" + answer).first == fault)
  #expect(faults(goal + goal + answer) == [fault])
  #expect(
    faults(goal + "```wsa answer\nwsa> x\n") == [
      "7 the block that begins here never ends; end it with a line of ```"
    ])
  #expect(faults(goal + "\n<details><summary>Answer</summary>\n\n<!-- a\ncomment -->\n" + answer) == [])
}

@Test func `all faults of a file are told, in the order of its lines`() {
  let text = """
    ```wsa unknown
    wsa> x
    ```
    ```goal
    reach b.len =
    hint one
    ```
    ```wsa answer
    wsa> x
    ```
    ```predict
    ```
    ```wsa
      output
    ```
    ```wsa
    wsa> x
    """
  #expect(faults(text).map { $0.prefix { $0 != " " } } == ["1", "4", "4", "5", "11", "11", "14", "16"])
}

@Test func `what stands in a comment is no part of a lesson`() throws {
  let text = "# T\none\n<!-- a\n\n```wsa\nwsa> x\n-->\ntwo\n<!-- b -->\n```wsa\nwsa> y\n```\n"
  let lesson = try Lesson.parse(Array(text.utf8), path: "a.md")
  #expect(lesson.blocks.map(\.line) == [10])
  let prose = lesson.items.compactMap { item in
    if case .prose(let range) = item { String(decoding: lesson.bytes[range], as: UTF8.self) } else { nil }
  }
  #expect(prose == ["# T\none\n", "two\n"])
}
