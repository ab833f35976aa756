import Playground
import Steps
import Testing

@testable import Lessons

@Suite("A lesson that is taken") struct TakingTests {
  @Test func proseIsShownUpToTheFirstCommand() throws {
    var learner = try Learner(wholeLesson)
    #expect(learner.goOn().text == "command l = socket")
    #expect(learner.read() == "Whole\n═════\n\nRead this.\n\nWatch\n─────")
  }

  @Test func anEmptyLineHasTheCommandTyped() throws {
    var learner = try Learner(wholeLesson)
    _ = learner.goOn()
    #expect(learner.type("").text == "command listen l")
    #expect(learner.type("  ").text == "answer a or b (Enter: don't know)> ")
    #expect(learner.session.lines == ["l = socket", "listen l"])
  }

  @Test func anythingElseRunsAndTheCommandStaysProposed() throws {
    var learner = try Learner(wholeLesson)
    _ = learner.goOn()
    #expect(learner.type("show").text == "command l = socket")
    #expect(learner.type("l =  socket").text == "command listen l")
    #expect(learner.session.lines == ["show", "l =  socket"])
  }

  @Test func theSameCallInAnotherFormCounts() throws {
    var learner = try Learner(wholeLesson)
    _ = learner.goOn()
    learner.type("")
    let line = Array("listen(l)".utf8)
    let record = CallRecord(call: "listen", c: "listen(l)", returned: .number(0), error: nil, out: nil)
    learner.session.run("listen(l)")
    learner.taking.didRun(
      line, Step(number: 2, thread: "main", line: "listen(l)", body: .call(record)), in: learner.session)
    #expect(learner.goOn().text.hasPrefix("answer"))
  }

  @Test func theSameCallWithAnotherNameDoesNot() throws {
    var learner = try Learner(wholeLesson)
    _ = learner.goOn()
    let record = CallRecord(call: "socket", c: "socket()", returned: .text("x"), error: nil, out: nil)
    learner.session.run("x = socket")
    learner.taking.didRun(
      Array("x = socket".utf8), Step(number: 1, thread: "main", line: "", body: .call(record)), in: learner.session)
    #expect(learner.goOn().text == "command l = socket")
  }

  @Test func skipRunsTheRestOfTheSection() throws {
    var learner = try Learner(wholeLesson)
    _ = learner.goOn()
    learner.skip()
    #expect(learner.goOn().text.hasPrefix("answer"))
    #expect(learner.lines == ["l = socket", "listen l"])
    learner.skip()
    #expect(learner.goOn().text == "goal")
    #expect(learner.lines == ["l = socket", "listen l", "recv l 10", "htons 1", "htons 2"])
    // What was skipped was not asked.
    #expect(learner.taking.score == Taking.Score())
  }

  @Test func skipStopsAtAGoal() throws {
    let goal = "```goal\nDo.\nreach x == 1\nhint a\nhint b\n```\n```wsa answer\nwsa> c\n```\n"
    var learner = try Learner("# S\n\n```wsa\nwsa> a\nwsa> b\n```\n\(goal)\n```wsa\nwsa> d\n```\n")
    _ = learner.goOn()
    learner.skip()
    #expect(learner.goOn() == .goal(proposal: nil))
    #expect(learner.lines == ["a", "b"] && learner.read().contains("Your turn"))
    learner.skip()
    #expect(learner.goOn().text == "command d")
  }

  @Test func theWholeLessonIsFinishedWithEnter() throws {
    var learner = try Learner(wholeLesson)
    learner.session.values["last.return"] = "512"
    learner.session.holding = ["a == 1"]
    learner.session.effects = ["connect c l": "c.state == ESTABLISHED", "b = wsabuf 3": "b.len == 3"]
    var wait = learner.goOn()
    for _ in 0..<7 { wait = learner.type("") }
    #expect(wait == .goal(proposal: nil))
    learner.hint()
    learner.hint()
    learner.hint()
    #expect(learner.goOn().text == "goal connect c l")
    #expect(learner.type("").text == "goal b = wsabuf 3")
    #expect(learner.type("") == .end)
    let isFinished = learner.taking.isFinished
    #expect(isFinished)
    #expect(learner.taking.score == Taking.Score(asked: 2, right: 0, unsure: 2, goals: 1, reached: 0))
    #expect(
      learner.read().hasSuffix(
        "Done.\n\n│ Finished: Whole\n│ Predictions: 0 of 2 right, 2 left open.\n│ Goals: 0 of 1 reached by lines of your own."
      ))
    let meaning = learner.taking.meaning(of: [])
    #expect(meaning == .goOn)
  }

  @Test func aLessonWithoutAnythingToTypeEnds() throws {
    var learner = try Learner("# Only prose\n\nText.\n")
    #expect(learner.goOn() == .end)
    #expect(learner.read() == "Only prose\n══════════\n\nText.\n\n│ Finished: Only prose")
  }

  @Test func aCommandsHintIsItsHelp() throws {
    var learner = try Learner(wholeLesson)
    _ = learner.goOn()
    _ = learner.read()
    learner.hint("listen S")
    #expect(learner.goOn().text == "command l = socket")
    #expect(learner.read() == "listen S")
  }

  @Test func undoGoesBackInTheLesson() throws {
    var learner = try Learner(wholeLesson)
    _ = learner.goOn()
    learner.type("")
    learner.type("show")
    learner.type("")
    #expect(learner.taking.lines.map(\.place) == [3, 4, 4])
    // undo 2
    learner.session.lines.removeLast(2)
    learner.taking.didRun(
      Array("undo 2".utf8), Step(number: 2, thread: "main", line: "", body: .none), in: learner.session)
    #expect(learner.goOn().text == "command listen l")
    #expect(learner.taking.lines.count == 1)
    // restart
    learner.session.lines = []
    learner.taking.didRun(
      Array("restart".utf8), Step(number: 2, thread: "main", line: "", body: .none), in: learner.session)
    #expect(learner.goOn().text == "command l = socket")
    #expect(learner.taking.lines.isEmpty)
  }
}

@Suite("A lesson that goes back itself") struct UndoingLessonTests {
  @Test func itsUndoIsALineLikeOthers() throws {
    var learner = try Learner("# U\n\n```wsa\nwsa> a\nwsa> b\nwsa> undo 2\nwsa> c\n```\n")
    _ = learner.goOn()
    learner.type("")
    #expect(learner.type("").text == "command undo 2")
    learner.session.lines = []
    let step = Step(number: 1, thread: "main", line: "undo 2", body: .none)
    learner.taking.didRun(Array("undo 2".utf8), step, in: learner.session)
    #expect(learner.goOn().text == "command c")
    #expect(learner.taking.lines.isEmpty)
  }
}

@Suite("What will happen") struct PredictionTests {
  /// A learner who has come to the first question.
  private func learner(_ holding: Set<String>) throws -> Learner {
    var learner = try Learner(wholeLesson)
    learner.session.holding = holding
    _ = learner.goOn()
    learner.type("")
    learner.type("")
    return learner
  }

  @Test func theQuestionIsShownWithItsChoices() throws {
    var learner = try learner([])
    #expect(
      learner.read().hasSuffix(
        "│ What will happen?\n│ What comes?\n│\n│   a) nothing\n│   b) *everything*"))
  }

  @Test(arguments: [
    ("a", "Not so. You said a); it is b) *everything*.", 0), ("b", "Right: b) *everything*.", 1),
    ("B)", "Right: b) *everything*.", 1),
    ("", "It is b) *everything*.", 0),
  ])
  func theOutcomeAnswersRightAfterTheCommand(_ typed: String, _ told: String, _ right: Int) throws {
    var learner = try learner(["a == 1"])
    #expect(learner.type(typed).text == "command recv l 10")
    _ = learner.read()
    #expect(learner.type("").text == "command htons 1")
    #expect(learner.read() == "> recv l 10\n\n\(told)")
    #expect(learner.taking.score.asked == 1 && learner.taking.score.right == right)
  }

  @Test func whatIsTypedInBetweenAnswersNothing() throws {
    var learner = try learner(["a == 0"])
    learner.type("a")
    #expect(learner.type("(show").text == "command recv l 10")
    #expect(learner.taking.score.asked == 0)
    learner.type("")
    #expect(learner.read().hasSuffix("Right: a) nothing."))
  }

  /// Lines of one's own that would spoil the outcome are undone before it is looked at: those typed at the question, and
  /// those typed between the answer and its line.
  @Test func linesAheadAreUndoneFirst() throws {
    var learner = try learner(["a == 0"])
    learner.type("send l")
    learner.type("(why")
    learner.type("recv l 10")
    _ = learner.read()
    #expect(learner.type("a").text == "command recv l 10")
    #expect(
      learner.read() == "Your 3 lines are undone first: the question is about the lesson's own session.\n\n> undo 3"
        + "\n\nIn between.")
    #expect(learner.session.lines == ["l = socket", "listen l"])
    learner.type("send l")
    #expect(learner.type("").text == "command recv l 10")
    #expect(learner.read().hasSuffix("> undo"))
    #expect(learner.session.lines == ["l = socket", "listen l"])
    #expect(learner.taking.lines.count == 2)
    learner.type("")
    #expect(learner.read().hasSuffix("Right: a) nothing."))
    #expect(learner.taking.score.asked == 1)
  }

  @Test func aLineThatIsTypedBehindOnesOwnIsNotJudged() throws {
    var learner = try learner(["a == 0"])
    learner.type("a")
    learner.type("send l")
    learner.type("recv l 10")
    #expect(learner.read().contains("Your answer is not judged"))
    #expect(learner.taking.score.asked == 0 && learner.taking.question == nil)
  }

  /// Undone at the question itself, nothing is left to undo.
  @Test func whatWasUndoneIsNotUndoneAgain() throws {
    var learner = try learner(["a == 0"])
    learner.type("send l")
    learner.session.lines.removeLast()
    let step = Step(number: 2, thread: "main", line: "undo", body: .none)
    learner.taking.didRun(Array("undo".utf8), step, in: learner.session)
    _ = learner.goOn()
    _ = learner.read()
    learner.type("a")
    #expect(learner.read() == "In between.")
  }

  @Test func aLetterThatIsNoChoiceIsToldSo() throws {
    var learner = try learner([])
    _ = learner.read()
    #expect(learner.type("c").text.hasPrefix("answer"))
    #expect(learner.read() == "There is no c; a or b, or Enter if you do not know.")
  }

  @Test func aLineIsRunAlsoAtAQuestion() throws {
    var learner = try learner([])
    #expect(learner.type("show l").text.hasPrefix("answer"))
    #expect(learner.session.lines.last == "show l")
  }

  @Test(arguments: [Set<String>(), ["a == 0", "a == 1"]])
  func aSessionThatBecameAnotherAnswersNothing(_ holding: Set<String>) throws {
    var learner = try learner(holding)
    learner.type("a")
    learner.type("")
    #expect(learner.read().contains("None of the answers came true here"))
    #expect(learner.taking.score.asked == 0)
  }

  @Test(arguments: [
    ("512", "Right: 512."), ("0x200", "Right: 512."), ("5", "Not so. You said 5; it is 512."), ("", "It is 512."),
  ])
  func aValueIsCompared(_ typed: String, _ told: String) throws {
    var learner = try learner(["a == 0", "last.return == 0x200"])
    learner.session.values["last.return"] = "512"
    learner.type("")
    learner.type("")
    #expect(learner.type("").text == "answer your guess (Enter: don't know)> ")
    _ = learner.read()
    learner.type(typed)
    learner.type("")
    #expect(learner.read().hasPrefix("> htons 2\n\n\(told)"))
  }
}

@Suite("A goal") struct GoalTests {
  private func learner(_ holding: Set<String> = []) throws -> Learner {
    var learner = try Learner(wholeLesson)
    learner.session.holding = holding
    _ = learner.goOn()
    for _ in 0..<3 {
      learner.skip()
      if case .goal = learner.goOn() { break }
    }
    return learner
  }

  @Test func itsTaskIsShownAndItsAnswerIsNot() throws {
    var learner = try learner()
    let text = learner.read()
    #expect(text.hasSuffix("│ Your turn\n│ Reach it.\n│\n│ Any lines will do. hint helps, goal says what is missing."))
    #expect(!text.contains("connect") && !text.contains("details"))
  }

  @Test func anyLinesReachIt() throws {
    var learner = try learner()
    learner.session.effects = ["x": "c.state == ESTABLISHED", "y": "b.len == 3"]
    #expect(learner.type("x") == .goal(proposal: nil))
    _ = learner.read()
    #expect(learner.type("y") == .end)
    #expect(learner.read().hasPrefix("> y\n\nThat is it: the goal is reached.\n\nDone."))
    #expect(learner.taking.score.goals == 1 && learner.taking.score.reached == 1)
  }

  /// A socket that the answer uses is closed: told at once, and once. Those that it makes or closes itself are none.
  @Test func whatAnswersNeedAndIsGoneIsTold() throws {
    var learner = try Learner(wholeLesson)
    learner.session.values = ["c.open": "true", "l.open": "true"]
    _ = learner.goOn()
    for _ in 0..<3 {
      learner.skip()
      if case .goal = learner.goOn() { break }
    }
    learner.type("show")
    _ = learner.read()
    learner.session.values["c.open"] = "false"
    learner.type("closesocket c")
    #expect(learner.read().contains("c is closed, and the lesson's way to the goal needs it. undo goes back a line"))
    learner.type("closesocket c")
    #expect(!learner.read().contains("c is closed"))
  }

  @Test func whatIsMetAlreadyIsToldSo() throws {
    var learner = try learner(["c.state == ESTABLISHED", "b.len == 3"])
    #expect(learner.goOn() == .end)
    #expect(learner.read().contains("You have reached it already.\n\nDone."))
  }

  @Test func goalTellsWhatIsMissingWithTheValuesSeen() throws {
    var learner = try learner(["b.len == 3"])
    _ = learner.read()
    learner.goal()
    #expect(learner.goOn() == .goal(proposal: nil))
    #expect(
      learner.read().hasSuffix(
        """
        Of that:
          not yet  c.state == ESTABLISHED   (seen of c.state == ESTABLISHED)
          met      b.len == 3
        """))
  }

  @Test func hintsComeInThreeLayers() throws {
    var learner = try learner()
    _ = learner.read()
    let layers = [
      "│ Hint 1 of 3\n│ Think.", "│ Hint 2 of 3\n│ Think of c.",
      "│ Hint 3 of 3: the answer\n│   connect c l\n│   b = wsabuf 3",
    ]
    for layer in layers + [layers[2]] {
      learner.hint()
      _ = learner.goOn()
      #expect(learner.read() == layer)
    }
  }

  @Test func afterSomeTriesHelpIsOffered() throws {
    var learner = try learner()
    for _ in 0..<3 { learner.type("x") }
    #expect(!learner.read().contains("hint helps. "))
    learner.type("x")
    #expect(learner.read().hasSuffix("Not reached yet. goal says what is missing, hint helps."))
  }

  @Test func skipRunsTheAnswer() throws {
    var learner = try learner()
    learner.session.effects = ["connect c l": "c.state == ESTABLISHED", "b = wsabuf 3": "b.len == 3"]
    _ = learner.read()
    learner.skip()
    #expect(learner.goOn() == .end)
    #expect(learner.read().hasPrefix("> connect c l\n\n> b = wsabuf 3\n\nThe answer's lines reach the goal.\n\nDone."))
    #expect(learner.taking.score.reached == 0)
  }

  @Test func skipGoesOnAlsoWhereTheAnswerNoLongerReachesIt() throws {
    var learner = try learner()
    _ = learner.read()
    learner.skip()
    #expect(learner.goOn() == .end)
    #expect(learner.read().contains("The answer's lines do not reach it in this session"))
  }

  @Test func enterRepeatsTheTaskOnce() throws {
    var learner = try learner()
    _ = learner.read()
    #expect(learner.type("") == .goal(proposal: nil))
    let task = "│ Still your turn\n│ Reach it.\n│ Stuck? Type hint, goal or skip."
    #expect(learner.read() == task)
    let meaning = learner.taking.meaning(of: [])
    #expect(meaning == .nothing)
    #expect(learner.type("") == .goal(proposal: nil))
    #expect(learner.read().isEmpty)
    // After another line it may have scrolled away.
    learner.type("x")
    learner.type("")
    #expect(learner.read().hasSuffix(task))
  }
}
