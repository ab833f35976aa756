import Foundation
import Testing

/// Lessons, taken with lines from a pipe.
@Suite(.enabled(if: Program.hasPrivateNetwork, "the ports of a lesson are its own on a private network only"))
struct LearnTests {
  static let lesson = """
    # Small

    Some *prose* with `code`, and [another](07-a-stream-has-no-messages.md).

    ## A socket

    ```wsa
    wsa> l = socket tcp
      socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = l
    wsa> bind l 127.0.0.1:7777
      bind(l, 127.0.0.1:7777) = 0
    ```

    ```predict
    What does it return?
    - 0
      when last.return == 0
    - SOCKET_ERROR
      when last.return == -1
    ```

    ```wsa
    wsa> listen l
      listen(l, SOMAXCONN) = 0
    ```

    ## Your own

    ```goal
    Connect `c` to it.
    reach c.state == ESTABLISHED
    hint It needs a socket.
    hint connect c l
    ```

    ```wsa answer
    wsa> c = socket tcp
    wsa> connect c l
    ```

    ```predict
    Which number is the state's?
    value last.error
    ```

    ```wsa
    wsa> send c ""
    ```
    """

  /// Takes a lesson with lines, and gives what was printed.
  private func learn(_ program: Program, _ lines: [String], _ arguments: [String] = []) throws -> Program.Outcome {
    let path = try program.file("small.md", LearnTests.lesson.utf8)
    return try program.run(["learn"] + arguments + [path], input: Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  @Test func aLessonIsTakenFromBeginningToEnd() throws {
    let program = try Program()
    defer { program.clean() }
    let run = try learn(program, ["", "", "b", "", "hint", "c = socket", "goal", "connect c l", "0", ""])
    #expect(run.status == 0 && run.isClean && run.complaint.isEmpty)
    let expected = [
      "Small\n═════\n\nSome *prose* with `code`, and another (lesson 07).\n\nA socket\n────────\n\n",
      "Enter types: l = socket tcp\nwsa> l = socket tcp\n  socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = l\n",
      "│ What will happen?\n│ What does it return?\n│\n│   a) 0\n│   b) SOCKET_ERROR\n\na or b (Enter: don't know)> b\n",
      "wsa> listen l\n  listen(l, SOMAXCONN) = 0\n  l   LISTEN        127.0.0.1:7777\n\nNot so. You said b); it is a) 0.\n",
      "│ Your turn\n│ Connect `c` to it.\n", "wsa> hint\n\n│ Hint 1 of 3\n│ It needs a socket.\n",
      "Of that:\n  not yet  c.state == ESTABLISHED   (c.state is CLOSED)\n", "That is it: the goal is reached.\n",
      "your guess (Enter: don't know)> 0\n\nEnter types: send c \"\"\n", "Right: 0.\n", "│ Finished: Small\n",
    ]
    var rest = run.text[...]
    for text in expected {
      let range = try #require(rest.range(of: text), "\(text) is not in \(rest)")
      rest = rest[range.upperBound...]
    }
  }

  @Test func theSameLinesGiveTheSameBytes() throws {
    let lines = ["", "", "", "", "skip", "", "", "quit"]
    let outputs = try (0..<2).map { _ in
      let program = try Program()
      defer { program.clean() }
      return try learn(program, lines).text
    }
    #expect(outputs[0] == outputs[1] && outputs[0].contains("│ Finished: Small"))
  }

  @Test func itGoesOnWhereOneStopped() throws {
    let program = try Program()
    defer { program.clean() }
    let first = try learn(program, ["", "", "b", "", "x = socket"])
    #expect(first.text.contains("\nYour place is kept, section 2 of 2: Your own.\nGo on with: wsalab learn "))
    #expect(first.text.hasSuffix("small.md\n"))
    let second = try learn(program, ["show x", "connect x l", "show"])
    #expect(second.text.contains("You go on where you stopped, section 2 of 2: Your own."))
    #expect(second.text.contains("  connect(x, 127.0.0.1:7777) = 0\n"))
    #expect(!second.text.contains("wsa> l = socket tcp"))
    let list = try program.run(["learn", "."])
    #expect(list.text == "  small  Small  in part: section 2 of 2\n\nGo on with: wsalab learn . small\n")
    #expect(try program.run(["learn", "--reset", "small.md"]).text == "small starts over\n")
    #expect(try program.run(["learn", "."]).text == "  small  Small\n\nNext: wsalab learn . small\n")
  }

  @Test func theOwnLessonsAreFoundFromAnywhere() throws {
    let program = try Program()
    defer { program.clean() }
    let run = try program.run(["learn", "1"], input: Array("\n\n".utf8))
    #expect(run.text.contains("A TCP conversation\n══════════════════"))
    #expect(run.text.contains("Your place is kept, section 1 of ") && run.text.hasSuffix("wsalab learn 01\n"))
    #expect(try program.run(["learn"]).text.contains("in part: section 1 of "))
    #expect(try program.run(["learn", "--reset", "all"]).text == "forgot what was done of 1 lesson\n")
  }

  @Test func aWholeLessonOfTheCourseIsTakenWithEnter() throws {
    let program = try Program()
    defer { program.clean() }
    // Enter does nothing more at a goal: there the answer has to be asked for.
    let run = try program.run(["learn", "02"], input: Array(String(repeating: "\n\n\n\nskip\n", count: 40).utf8))
    #expect(run.text.contains("│ Finished: The first overlapped receive"))
    #expect(try program.run(["learn"]).text.split(separator: "\n")[1].hasSuffix("  done"))
    for line in run.text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func whatIsNotKeptIsNotSaidToBe() throws {
    let program = try Program()
    defer { program.clean() }
    let file = program.home.appendingPathComponent("state/wsalab/lessons")
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    let run = try program.run(["learn", "1"], input: Array("\n".utf8))
    #expect(run.complaintText.contains("cannot be kept"))
    #expect(run.text.hasSuffix("Your place could not be kept.\nStart over with: wsalab learn 01\n"))
  }

  @Test func aBrokenProgressFileIsSetAside() throws {
    let program = try Program()
    defer { program.clean() }
    let folder = program.home.appendingPathComponent("state/wsalab")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try "wsalab lessons 9\n".write(to: folder.appendingPathComponent("lessons"), atomically: false, encoding: .utf8)
    let run = try program.run(["learn"])
    #expect(run.status == 0 && run.text.hasSuffix("Next: wsalab learn 01\n"))
    #expect(run.complaintText.contains("newer version") && run.complaintText.contains("lessons.aside"))
  }

  @Test(arguments: [
    (["learn", "nosuch"], "there is no lesson \"nosuch\""), (["learn", "a"], "begins several lessons"),
    (["learn", "nosuch.md"], "cannot be found"), (["learn", "/nowhere"], "cannot be found"),
    (["learn", "--format", "json", "1"], "a lesson is taken as text"),
    (["learn", "--reset"], "--reset needs a lesson"),
    (["--reset"], "--reset belongs to learn"), (["learn", "a", "b", "c"], "learn takes a lesson"),
    (["learn", "--update"], "--update belongs to check"), (["learn", "."], "holds no lesson"),
  ])
  func whatIsWrongIsToldInASentence(_ arguments: [String], _ told: String) throws {
    let program = try Program()
    defer { program.clean() }
    let run = try program.run(arguments)
    #expect(run.status == 2 && run.complaintText.contains(told) && run.output.isEmpty, "\(run.complaintText)")
  }

  @Test func aFolderOfLessonsIsListed() throws {
    let program = try Program()
    defer { program.clean() }
    let list = try program.run(["learn", "museum"])
    #expect(list.status == 0 && list.text.hasPrefix("  museum/01  "))
    let run = try program.run([], input: Array("lesson\nlesson museum\n".utf8))
    #expect(run.text.contains("lesson museum\n") && run.text.contains("museum/01  "))
    #expect(run.status == 0)
  }

  @Test func theLessonUnderWayBeginsItsSectionAnew() throws {
    let program = try Program()
    defer { program.clean() }
    let run = try learn(program, ["x = socket", "", "closesocket l", "", "lesson small", "", "", "quit"])
    #expect(run.text.contains("In the lesson this line goes another way: lines of yours came before it."))
    let rest = try #require(run.text.range(of: "This section starts again: section 1 of 2: A socket.")).upperBound
    #expect(run.text[rest...].contains("  bind(l, 127.0.0.1:7777) = 0\n"))
  }

  @Test func aWaitInVainIsNotWaitedAgain() throws {
    let program = try Program()
    defer { program.clean() }
    _ = try learn(program, ["sleepex 700", "e = wsacreateevent", "wait e any 700", ""])
    let start = ContinuousClock.now
    let run = try learn(program, ["show e"])
    #expect(run.text.contains("You go on where you stopped") && run.text.contains("  e   WSAEVENT"))
    // Twice 700 ms were waited the first time; half of it is far more than a start takes.
    #expect(ContinuousClock.now - start < .milliseconds(700))
  }

  @Test func aSessionFromAPipeTakesLessonsToo() throws {
    let program = try Program()
    defer { program.clean() }
    let run = try program.run([], input: Array("mine = socket\n\nlesson 1\n\nlesson end\nshow mine\n".utf8))
    #expect(run.status == 0 && run.text.contains("wsa> l = socket tcp\n") && run.text.contains("  mine  CLOSED"))
    #expect(run.text.contains("The lesson is left; your session is as it was before it."))
  }

  @Test func withoutALessonTheCommandsSayWhatToDo() throws {
    let program = try Program()
    defer { program.clean() }
    for line in ["hint", "skip", "goal", "lesson end"] {
      let run = try program.run([], input: Array(line.utf8))
      #expect(run.status == 2 && run.text.contains("no lesson is under way"), "\(run.text)")
    }
    let script = try program.file("a.wsa", "lesson 01\n".utf8)
    #expect(try program.run(["run", script]).text.contains("a script takes no lessons"))
    let records = try program.run(["--format", "json"], input: Array("lesson 01".utf8))
    #expect(records.text.contains("a lesson is taken as text"))
  }
}

/// Lessons at a terminal.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests")) struct LearnTerminalTests {
  private func terminal(_ program: Program) throws -> Terminal {
    try Terminal(program, ["learn", program.file("small.md", LearnTests.lesson.utf8)])
  }

  @Test func enterTypesAndLinesAreEdited() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try terminal(program)
    try terminal.expect("Enter types: ")
    try terminal.enter("")
    try terminal.expect(") = l")
    try terminal.expect("bind l 127.0.0.1:7777")
    try terminal.enter("htons 1")
    try terminal.expect("= 256")
    try terminal.expect("Enter types: ")
    // The line that Enter had typed is in the history.
    try terminal.expect("wsa> ")
    terminal.type("\u{1B}[A\u{1B}[A")
    try terminal.expect("l = socket tcp")
    terminal.type("\u{03}")
    try terminal.enter("quit")
    try terminal.expect("Your place is kept, section 1 of 2: A socket")
    #expect(try terminal.status() == 0)
    #expect(terminal.echoes)
  }

  @Test func namesOfLessonsAreCompleted() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.expect("wsa> ")
    terminal.type("lesson 02\t")
    try terminal.expect("lesson 02-the-first-overlapped-receive ")
    terminal.type("\r")
    try terminal.expect("Enter types: ")
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
  }

  @Test func anotherLineEndsALongAnswer() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try terminal(program)
    try terminal.expect("Enter types: ")
    try terminal.enter("help")
    try terminal.expect("Enter goes on")
    try terminal.enter("htons 1", prompt: " -- ")
    let shown = try terminal.expect("Enter types: ")
    #expect(shown.contains("= 256") && !shown.contains("the playground"))
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
  }

  @Test func aLongAnswerOutsideOfALessonIsShownInPagesToo() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.enter("help")
    let first = try terminal.expect("Enter goes on")
    #expect(first.contains("startup and errors") && !first.contains("wsarecvdisconnect"))
    try terminal.enter("", prompt: " -- ")
    #expect(try terminal.expect("Enter goes on").contains("wsarecvdisconnect"))
    try terminal.enter("htons 1", prompt: " -- ")
    #expect(try !terminal.expect("= 256").contains("completion ports"))
    try terminal.enter("help")
    try terminal.expect("Enter goes on")
    terminal.type("\u{03}")
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
  }

  /// A space turns the page and q leaves, at once; elsewhere both are letters.
  @Test func aSpaceTurnsThePageAndQLeaves() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.enter("help")
    try terminal.expect("q ends")
    terminal.type(" ")
    #expect(try terminal.expect("q ends").contains("wsarecvdisconnect"))
    terminal.type("q")
    try terminal.enter("q = socket")
    #expect(try terminal.expect("= q").contains("SOCK_STREAM"))
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
  }

  @Test func controlCCutsGoingOnShort() throws {
    let program = try Program()
    defer { program.clean() }
    let first = try terminal(program)
    for line in ["sleepex 1", "x = socket"] { try first.enter(line) }
    try first.expect(") = x")
    try first.enter("quit")
    #expect(try first.status() == 0)
    // As if something had come of a wait of an hour.
    let kept = program.home.appendingPathComponent("state/wsalab/lessons")
    let text = try String(contentsOf: kept, encoding: .utf8)
    try text.replacing("wait 3 sleepex 1\n", with: "line 3 sleepex 3600000\n")
      .write(to: kept, atomically: true, encoding: .utf8)
    let second = try terminal(program)
    try second.expect("keeps your place.")
    second.type("\u{03}")
    try second.expect("Not all of your lines ran again")
    try second.enter("quit", prompt: "> ")
    #expect(try second.status() == 0)
  }

  @Test func controlDKeepsThePlace() throws {
    let program = try Program()
    defer { program.clean() }
    let first = try terminal(program)
    try first.enter("")
    try first.expect("bind l")
    try first.enter("\u{04}")
    #expect(try first.status() == 0)
    let second = try terminal(program)
    try second.expect("You go on where you stopped, section 1 of 2")
    try second.expect("bind l 127.0.0.1:7777")
    try second.enter("quit")
    #expect(try second.status() == 0)
  }

  @Test func nothingScrollsByUnread() throws {
    let program = try Program()
    defer { program.clean() }
    let text = "# Long\n\n" + (1...30).map { "Paragraph \($0).\n\n" }.joined() + "```wsa\nwsa> htons 1\n```\n"
    let terminal = try Terminal(program, ["learn", program.file("long.md", text.utf8)])
    let page = try terminal.expect("Enter goes on")
    #expect(page.contains("Paragraph 7.") && !page.contains("Paragraph 12."))
    try terminal.enter("", prompt: " -- ")
    try terminal.expect("Enter goes on")
    // A larger screen takes more.
    terminal.resize(columns: 80, rows: 60)
    try terminal.enter("", prompt: " -- ")
    #expect(try terminal.expect("Enter types: ").contains("Paragraph 30."))
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
  }

  @Test func aLessonBeginsInASessionAndGivesItBack() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.enter("mine = socket")
    try terminal.expect(") = mine")
    try terminal.enter("lesson 02")
    try terminal.expect("lesson end brings back")
    try terminal.expect("The first overlapped receive")
    try terminal.expect("Enter types: ")
    try terminal.enter("")
    try terminal.expect("Enter types: ")
    try terminal.enter("lesson end")
    try terminal.expect("your session is as it was")
    try terminal.enter("show mine")
    try terminal.expect("CLOSED")
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
  }
}
