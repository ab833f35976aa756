import Playground
import Steps

/// Holds what a lesson claims against the session that replays it: its predictions, its goals, and that only a block
/// marked `wrong` shows a mistake.
struct LessonJudge {
  private let session: Session
  private let lesson: Lesson
  /// Predictions and the goal of each block that has some.
  private var predictions: [Int: [Lesson.Prediction]] = [:]
  private var goals: [Int: Lesson.Goal] = [:]
  private var usageErrors = 0
  /// What was found wrong and not yet taken.
  private(set) var faults: [ReplayStream.Fault] = []

  init(_ lesson: Lesson, session: Session) {
    self.session = session
    self.lesson = lesson
    var waiting: [Lesson.Prediction] = []
    for item in lesson.items {
      switch item {
      case .prose: continue
      case .prediction(let prediction): waiting.append(prediction)
      case .transcript(let place):
        predictions[place] = waiting
        waiting = []
      case .goal(let goal): goals[goal.answer] = goal
      }
    }
  }

  /// Gives what was found so far.
  mutating func take() -> [ReplayStream.Fault] {
    defer { faults = [] }
    return faults
  }

  private mutating func fault(_ line: Int, _ message: String) {
    faults.append(ReplayStream.Fault(line: line, message: message))
  }

  // MARK: - In the order of a replay

  static let wasQuit = "the session was ended by quit before; leave quit out of lessons"

  /// A command that cannot be run any more: the replay ends here.
  mutating func missed(_ command: Lesson.Command) { fault(command.line, LessonJudge.wasQuit) }

  /// Before a block's first command.
  mutating func begin(_ place: Int) {
    usageErrors = 0
    guard let goal = goals[place], goal.parts.allSatisfy({ judge($0) == .holds }) else { return }
    fault(goal.line, "this goal is met before it is tried; ask for a state that is not reached yet")
  }

  /// After each step of a command.
  mutating func look(at step: Step, of command: Lesson.Command, in place: Int) {
    look(at: step.body, line: step.line, of: command, in: place)
    var routines = step.routines
    for case .routine(let routine) in step.aftermath { routines.append(routine) }
    for line in routines.flatMap(\.lines) { look(at: line.body, line: line.line, of: command, in: place) }
  }

  private mutating func look(at body: StepBody, line: String, of command: Lesson.Command, in place: Int) {
    switch body {
    case .usage(let error):
      usageErrors += 1
      guard lesson.blocks[place].role != .wrong else { return }
      let hint = error.hint.map { " (\($0))" } ?? ""
      fault(
        command.line,
        "\"\(line)\" is a mistake: \(error.message)\(hint); mend it, or show it in a block marked wsa wrong")
    case .expectation(false, let seen):
      fault(command.line, "this expect does not hold: \(seen)")
    default: return
    }
  }

  /// After a command has run.
  mutating func end(_ command: Int, of place: Int) {
    guard command == 0 else { return }
    for prediction in predictions[place] ?? [] { judge(prediction) }
  }

  /// After a block's last command.
  mutating func end(_ place: Int) {
    let block = lesson.blocks[place]
    if block.role == .wrong, usageErrors == 0 {
      fault(block.line, "no line of this block is a mistake; only a block that shows one is marked wrong")
    }
    guard let goal = goals[place] else { return }
    for part in goal.parts {
      switch judge(part) {
      case .holds: continue
      case .fails(let seen): fault(part.line, "the answer at line \(block.line) does not reach this: \(seen)")
      case .absent(let why), .malformed(let why):
        fault(part.line, "the answer at line \(block.line) does not reach this: \(why)")
      }
    }
  }

  // MARK: - Statements

  private func judge(_ claim: Lesson.Claim) -> Judgement { session.judge(Array(claim.text.utf8)) }

  private mutating func judge(_ prediction: Lesson.Prediction) {
    switch prediction.answer {
    case .value(let operand):
      if session.value(of: Array(operand.text.utf8)) == nil {
        fault(operand.line, "\(operand.text) has no value after the first command of the next block")
      }
    case .choices(let choices):
      for choice in choices {
        if case .malformed(let why) = judge(choice.when) { return fault(choice.when.line, why) }
      }
      let right = choices.filter { judge($0.when) == .holds }
      if right.isEmpty {
        fault(prediction.line, "no choice holds after the first command of the next block: \(seen(choices))")
      } else if right.count > 1 {
        let lines = right.map { String($0.when.line) }.joined(separator: " and ")
        fault(prediction.line, "exactly one choice is to hold, but those of lines \(lines) do")
      }
    }
  }

  /// Why no choice holds: each thing once.
  private func seen(_ choices: [Lesson.Prediction.Choice]) -> String {
    var reasons: [String] = []
    for choice in choices {
      switch judge(choice.when) {
      case .holds: continue
      case .fails(let seen): if !reasons.contains(seen) { reasons.append(seen) }
      case .absent(let why), .malformed(let why): if !reasons.contains(why) { reasons.append(why) }
      }
    }
    return reasons.joined(separator: "; ")
  }
}
