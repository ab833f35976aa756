import Foundation
import Testing

/// Writing lessons: new, save, check, review.
@Suite(
  .enabled(if: Program.isBuilt, "the program is not built beside the tests"),
  .enabled(if: Program.hasPrivateNetwork, "a lesson is replayed in a network of its own")
) struct LessonWorkTests {
  @Test func aNewLessonPassesTheCheckAtOnce() throws {
    let program = try Program()
    defer { program.clean() }
    let made = try program.run(["new", "01-my-lesson"])
    #expect(made.status == 0 && made.text.contains("01-my-lesson.md"))
    let text = try String(contentsOf: program.home.appendingPathComponent("01-my-lesson.md"), encoding: .utf8)
    for part in ["# My lesson\n", "```predict\n", "```goal\n", "```wsa answer\n"] { #expect(text.contains(part)) }
    let check = try program.run(["check", "01-my-lesson.md"])
    #expect(check.status == 0 && check.text == "1 lesson: none refused\n")
    let again = try program.run(["new", "01-my-lesson.md"])
    #expect(again.status == 2 && again.complaintText.contains("is there already"))
    #expect(try String(contentsOf: program.home.appendingPathComponent("01-my-lesson.md"), encoding: .utf8) == text)
  }

  @Test(arguments: [
    (["new"], "new takes one name"), (["new", "a", "b"], "new takes one name"),
    (["new", "a/b"], "there is no folder a/"),
    (["new", "--update", "a"], "--update belongs to check"), (["new", "a.txt"], "letters, digits, hyphens"),
    (["check", "--update", "--review", "a"], "give one of the two"),
    (["check", "--review", "a"], "asks on a terminal"),
  ])
  func whatCannotBeDoneIsExplained(_ arguments: [String], _ message: String) throws {
    let program = try Program()
    defer { program.clean() }
    let outcome = try program.run(arguments)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.complaintText.contains(message))
  }

  @Test func aSavedSessionPassesTheCheckAsItIs() throws {
    let program = try Program()
    defer { program.clean() }
    let session = """
      l = socket tcp
      bind l 127.0.0.1:7777
      nonsense
      help recv
      listen l
      htons 1
      undo
      expect last.return == 5
      c = socket tcp  # a comment
      connect c 127.0.0.1:7777
      a = accept l
      thread t1
      @t1 recv a 5
      send c "hello"
      save a-talk.md
      save a-talk.md
      save a talk.md
      """
    let typed = try program.run(["--save-to", "."], input: Array(session.utf8))
    #expect(
      typed.text.contains("saved 9 lines as the lesson a-talk.md\n  left out 1 that does not hold when replayed\n"))
    #expect(typed.text.contains("a-talk.md: is there already"))
    let text = try String(contentsOf: program.home.appendingPathComponent("a-talk.md"), encoding: .utf8)
    #expect(text.hasPrefix("# A talk\n"))
    for left in ["nonsense", "help", "undo", "save", "htons", "expect"] { #expect(!text.contains("> " + left)) }
    #expect(text.contains("wsa> @t1 recv a 5\n") && text.contains("ESTABLISHED"))
    let check = try program.run(["check", "a-talk.md"])
    #expect(check.status == 0, "\(check.text)\(check.complaintText)")
  }

  @Test func aGoalIsJudgedByWhatItsAnswerReaches() throws {
    let program = try Program()
    defer { program.clean() }
    #expect(try program.run(["new", "a"]).status == 0)
    let path = program.home.appendingPathComponent("a.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    func check(_ old: String, _ new: String) throws -> String {
      let changed = text.replacingOccurrences(of: old, with: new)
      #expect(changed != text)
      try changed.write(to: path, atomically: false, encoding: .utf8)
      let outcome = try program.run(["check", "a.md"])
      #expect(outcome.status == 1)
      return outcome.text
    }
    #expect(try check("reach b.data == \"Hello\"", "reach b.len == 4").contains("does not reach this: b.len is 5\n"))
    #expect(try check("reach b.data == \"Hello\"", "reach c.open").contains("this goal is met before it is tried"))
    #expect(try check("when last.return == 5", "when last.return == 4").contains("no choice holds"))
    #expect(try check("when last.error != 0", "when c.open").contains("exactly one choice is to hold"))
    #expect(try check("wsa> b = wsabuf 5", "wsa> b = wsabuffer 5").contains("is a mistake: "))
  }

  @Test func theExamplesOfTheGuideAreALesson() throws {
    let program = try Program()
    defer { program.clean() }
    let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let guide = try String(contentsOf: top.appendingPathComponent("lessons/README.md"), encoding: .utf8)
    let pieces = guide.components(separatedBy: "````markdown\n").dropFirst().map {
      $0.components(separatedBy: "\n````\n")[0]
    }
    #expect(pieces.count == 5)
    let path = try program.file("guide.md", Array(("# Guide\n\n" + pieces.joined(separator: "\n\n") + "\n").utf8))
    let update = try program.run(["check", "--update", path])
    #expect(update.status == 0, "\(update.text)\(update.complaintText)")
    let check = try program.run(["check", path])
    #expect(check.status == 0 && check.text == "1 lesson: none refused\n")
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("recieve"))
  }

  @Test func aReviewAsksForEachDifference() throws {
    let program = try Program(["NO_COLOR": "1"])
    defer { program.clean() }
    #expect(try program.run(["new", "a"]).status == 0)
    let path = program.home.appendingPathComponent("a.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let changed = text.replacingOccurrences(of: "listen(l, SOMAXCONN) = 0", with: "listen(l) = 0")
      .replacingOccurrences(of: "accept(l) = a", with: "accept() = a")
    try changed.write(to: path, atomically: false, encoding: .utf8)
    let terminal = try Terminal(program, ["check", "--review", path.path])
    #expect(try terminal.expect("accept? ").contains("-  listen(l) = 0"))
    terminal.type("maybe\r")
    try terminal.expect("Answer y, n, a or q")
    try terminal.expect("q quit: ")
    terminal.type("y\r")
    try terminal.expect("+  accept(l) = a")
    try terminal.expect("q quit: ")
    terminal.type("n\r")
    try terminal.expect("rewrote the block at line ")
    try terminal.expect("1 updated, 1 refused")
    #expect(try terminal.status() == 1)
    let kept = text.replacingOccurrences(of: "accept(l) = a", with: "accept() = a")
    #expect(try String(contentsOf: path, encoding: .utf8) == kept)
  }

  /// The pages that no lesson's test looks at: CI checks them with the lessons, at its end.
  @Test(.enabled(if: Program.hasPrivateNetwork, "transcripts need a private network")) func pagesAreAsTheyMustBe()
    throws
  {
    let program = try Program()
    defer { program.clean() }
    let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let run = try program.run(["check", top.path + "/lessons/README.md", top.path + "/README.md"])
    #expect(run.status == 0, "\(run.text)\(run.complaintText)")
    #expect(run.text.hasSuffix(": none refused\n"), "\(run.text)")
  }

  /// A routine's mistake is the lesson's, also when the routine runs on a blocked thread because of another's line.
  @Test func aMistakeInARoutineThatRunsLaterIsFound() throws {
    let program = try Program()
    defer { program.clean() }
    let lines = [
      "l = socket", "bind l 127.0.0.1:0", "listen l", "c = socket", "connect c l", "a = accept l", "o = overlapped",
      "routine r : htons 1; setsockopt a NOTHING 1", "thread w", "@w wsarecv a 4 o routine=r",
      "@w sleepex INFINITE alertable", "send c \"x\"",
    ]
    let blocks = lines.map { "wsa> \($0)\n" }.joined()
    let path = try program.file("01-a.md", "# A\n\n```wsa\n\(blocks)```\n".utf8)
    let run = try program.run(["check", "--update", path])
    #expect(run.status == 1)
    #expect(run.text.contains("\"setsockopt a NOTHING 1\" is a mistake"), "\(run.text)")
    let kept = try program.run(["check", path])
    #expect(kept.status == 1 && kept.text.contains("\"setsockopt a NOTHING 1\" is a mistake"), "\(kept.text)")
  }
}
