import Playground

import Steps
@testable import Lessons

/// A session that knows what statements hold after how many lines, and runs nothing.
final class FakeSession: TakenSession {
  var lines: [String] = []
  /// Statements that hold.
  var holding: Set<String> = []
  /// Values of operands.
  var values: [String: String] = [:]
  /// Becomes true of a statement when a line was run.
  var effects: [String: String] = [:]

  func judge(_ statement: [UInt8]) -> Judgement {
    let text = String(decoding: statement, as: UTF8.self)
    return holding.contains(text) ? .holds : .fails(seen: "seen of \(text)")
  }

  func value(of operand: [UInt8]) -> String? { values[String(decoding: operand, as: UTF8.self)] }
  var lineCount: Int { lines.count }
  var didLastLineWaitInVain: Bool { lines.last?.hasPrefix("sleepex") ?? false }
  var isLastLineReplayed: Bool { lines.last.map { !$0.hasPrefix("(") } ?? false }

  func run(_ line: String) {
    if line.hasPrefix("undo") {
      return lines.removeLast(min(lines.count, Int(line.dropFirst(5)) ?? 1))
    }
    lines.append(line)
    if let effect = effects[line] { holding.insert(effect) }
  }
}

/// Somebody who takes a lesson: what was shown, and what the lesson waits for.
struct Learner {
  var taking: Taking
  let session = FakeSession()
  /// What was shown or run since it was last looked at.
  private var seen: [String] = []

  init(_ text: String, width: Int = 80) throws {
    let lesson = try Lesson.parse(Array(text.utf8), path: "a.md")
    taking = Taking(lesson, view: TakingView(width: width))
  }

  /// Everything up to where a line is waited for.
  mutating func goOn() -> Taking.Wait {
    while true {
      switch taking.next(in: session) {
      case .show(let lines): seen.append(lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"))
      case .run(let line): run(line)
      case .wait(let wait): return wait
      }
    }
  }

  /// Types a line where the lesson waits, and goes on. What that line came to is in `run`.
  @discardableResult
  mutating func type(_ line: String) -> Taking.Wait {
    switch taking.meaning(of: Array(line.utf8)) {
    case .run(let line, _): run(line)
    case .taken, .nothing, .goOn: break
    }
    return goOn()
  }

  mutating func run(_ line: [UInt8]) {
    let text = String(decoding: line, as: UTF8.self)
    session.run(text)
    seen.append("> " + text)
    taking.didRun(line, Step(number: session.lines.count, thread: "main", line: text, body: .none), in: session)
  }

  /// Asks the lesson something with a command of its own, which the session runs like any line.
  mutating func hint(_ help: String = "") {
    taking.hint { _ in help.isEmpty ? [] : [TextLine(.heading, help)] }
    didAsk("hint")
  }

  mutating func skip() {
    taking.skip()
    didAsk("skip")
  }

  mutating func goal() {
    taking.goal(in: session)
    didAsk("goal")
  }

  private mutating func didAsk(_ line: String) {
    session.run("(\(line))")
    taking.didRun(
      Array(line.utf8), Step(number: session.lines.count, thread: "main", line: line, body: .none), in: session)
  }

  /// The lines that were run, without what was asked.
  var lines: [String] { session.lines.filter { !$0.hasPrefix("(") } }

  /// What was shown since the last time, as one text.
  mutating func read() -> String {
    defer { seen = [] }
    return seen.joined(separator: "\n\n")
  }
}

extension Taking.Wait {
  /// For comparing: what is proposed, or the kind.
  var text: String {
    switch self {
    case .command(let line): "command " + String(decoding: line, as: UTF8.self)
    case .goal(let line): "goal" + (line.map { " " + String(decoding: $0, as: UTF8.self) } ?? "")
    case .answer(let prompt): "answer " + prompt
    case .end: "end"
    }
  }
}

/// A lesson with an item of every kind.
let wholeLesson = """
  # Whole

  Read this.

  ## Watch

  ```wsa
  wsa> l = socket
    socket() = l
  wsa> listen l
    listen(l) = 0
  ```

  ## Guess

  ```predict
  What comes?
  - nothing
    when a == 0
  - *everything*
    when a == 1
  ```

  In between.

  ```wsa
  wsa> recv l 10
    recv() = 4
  wsa> htons 1
    htons(1) = 256
  ```

  ```predict
  How much?
  value last.return
  ```

  ```wsa
  wsa> htons 2
    htons(2) = 512
  ```

  ## Do

  ```goal
  Reach it.
  reach c.state == ESTABLISHED
  reach b.len == 3
  hint Think.
  hint Think of c.
  ```

  <details><summary>Answer</summary>

  ```wsa answer
  wsa> connect c l
    connect(c, l) = 0
  wsa> b = wsabuf 3
  ```

  </details>

  Done.
  """
