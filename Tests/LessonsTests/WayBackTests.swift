import Playground
import Steps
import Testing
import Winsock

@testable import Lessons

@Suite("A lesson's line in a session that has become another") struct WayBackTests {
  private static let text = """
    # W

    ## First

    ```wsa
    wsa> htons 1
    ```

    ## Second

    ```wsa
    wsa> listen l
      listen(l, SOMAXCONN) = 0
    wsa> send l "x"
      send(l, "x", 1, 0) = SOCKET_ERROR
      WSAGetLastError() = WSAENOTCONN (10057)   it is not connected
    wsa> recv l 1
      recv(l, b1.buf, 1, 0) …   main is blocked; the next line runs on t2
    wsa> htons 2
    ```
    """

  /// What is shown when the second section's line at `place` comes to `body`.
  private func told(_ place: Int, _ body: StepBody) throws -> String {
    var learner = try Learner(Self.text)
    learner.taking.name = "07"
    _ = learner.goOn()
    for _ in 0...place { learner.type("") }
    _ = learner.read()
    guard case .run(let line, _) = learner.taking.meaning(of: []) else { return "" }
    learner.session.run(String(decoding: line, as: UTF8.self))
    learner.taking.didRun(line, Step(number: 9, thread: "main", line: "", body: body), in: learner.session)
    _ = learner.goOn()
    return learner.read().replacing("\n", with: " ")
  }

  private func call(_ error: ErrorValue?) -> StepBody {
    .call(CallRecord(call: "x", c: "x()", returned: .number(0), error: error, out: nil))
  }

  @Test func aFailureThatIsNotTheLessonsTellsTheWayBack() throws {
    let way = "undo goes back"
    for body in [call(.WSAEINVAL), .usage(UsageError("there is no \"l\"")), .blocked(call: "x", c: "x()")] {
      let told = try told(0, body)
      #expect(told.contains("In the lesson this line goes another way") && told.contains(way))
      #expect(told.contains("lesson 07 starts this section"))
    }
    #expect(try !told(0, call(nil)).contains(way))
    #expect(try told(1, call(.WSAEINVAL)).contains(way))
  }

  @Test func theLessonsOwnFailuresAreNone() throws {
    #expect(try told(1, call(.WSAENOTCONN)).isEmpty)
    #expect(try told(2, .blocked(call: "recv", c: "recv()")).isEmpty)
  }

  @Test(arguments: [
    ("what is this", true), ("recv l?", false), ("c?", true), ("How do I go on", true), ("sokcet", false),
  ])
  func aQuestionIsToldWhereToAsk(_ line: String, _ isQuestion: Bool) throws {
    let learner = try Learner(Self.text)
    let step = Step(number: 1, thread: "main", line: line, body: .usage(UsageError("unknown command")))
    let answer = learner.taking.answer(toQuestion: Array(line.utf8), step)
    #expect((answer != nil) == isQuestion)
    #expect(learner.taking.answer(toQuestion: Array(line.utf8), nil) == nil)
  }

  @Test func theSectionBeginsAnewWithTheLessonsOwnLines() throws {
    var learner = try Learner(Self.text)
    _ = learner.goOn()
    for line in ["x", "", "y", "", "z"] { learner.type(line) }
    var anew = try Learner(Self.text)
    anew.taking.restoreSection(of: learner.taking)
    #expect(anew.taking.lines.map { String(decoding: $0.text, as: UTF8.self) } == ["htons 1"])
    #expect(anew.goOn().text == "command listen l")
    #expect(anew.read().hasSuffix("\n\nSecond\n──────"))
  }
}

extension ErrorValue {
  fileprivate static let WSAEINVAL = ErrorValue(code: 10022, name: "WSAEINVAL")
  fileprivate static let WSAENOTCONN = ErrorValue(code: 10057, name: "WSAENOTCONN")
}
