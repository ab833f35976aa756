import Playground
import Steps

// What the learner asks of the lesson with the commands of its own.
extension Taking {
  /// `hint`: the next layer at a goal; at a command `help` tells of it.
  public mutating func hint(help: ([UInt8]) -> [TextLine]) {
    isAsking = true
    guard place < outline.pieces.count else { return queue.append(view.note("The lesson is finished.")) }
    switch outline.pieces[place] {
    case .prose: queue.append(view.note("Enter goes on."))
    case .command(let command): queue.append(view.help(command.text, help(command.text)))
    case .prediction: queue.append(view.note("Say what you believe; what happens then shows it."))
    case .goal(let goal):
      hints += 1
      let count = goal.hints.count + 1
      if hints <= goal.hints.count {
        queue.append(view.hint(hints, of: count, goal.hints[hints - 1]))
      } else {
        hints = count
        queue.append(view.answer(count, lesson.blocks[goal.answer]))
      }
    }
  }

  /// `goal`: what is to be done, and what of it is not done yet.
  public mutating func goal(in session: some TakenSession) {
    isAsking = true
    guard place < outline.pieces.count else { return queue.append(view.note("The lesson is finished.")) }
    switch outline.pieces[place] {
    case .prose: queue.append(view.note("Press Enter to continue."))
    case .command: queue.append(view.note("No goal is set here: Enter has the lesson's line typed, or type your own."))
    case .prediction(let prediction): queue.append(view.question(prediction))
    case .goal(let goal):
      queue.append(view.task(goal))
      queue.append(view.parts(of: goal, in: session, "Of that:"))
    }
  }

  /// `skip`: the rest of the section, up to a goal in it, runs without being asked for; at a goal, its answer.
  public mutating func skip() {
    isAsking = true
    guard place < outline.pieces.count else { return queue.append(view.note("The lesson is finished.")) }
    if case .goal = outline.pieces[place] {
      skipsUntil = place + 1
    } else {
      skipsUntil = outline.skipEnd(after: place)
    }
  }

  /// Ctrl-C: what is being skipped is asked for again.
  public mutating func stopSkipping() { skipsUntil = 0 }
}
