import Steps

/// The last line that there is something to say about, with what it asked.
struct LastStep {
  var step: Step
  var asked: AskedLine
}

extension Session {
  /// Keeps the last line that there is something to say about. What comes of it between lines is added to it.
  func keep(_ step: Step) {
    if step.number == 0 {
      if step.hasConsequences {
        last.step?.step.aftermath += step.aftermath
        last.step?.step.finished += step.finished
        last.step?.step.changes += step.changes
      }
      last.step?.asked.resumed += current.asked.resumed
      current.asked.resumed.removeAll()
      return
    }
    switch step.body {
    case .call, .blocked, .usage, .expectation: break
    default:
      let moved = !step.aftermath.isEmpty || step.finished.contains { if case .operation = $0 { true } else { false } }
      let hasPackets = step.packets.contains { ($0.delivered ?? $0.dropped ?? $0.duplicated) != nil }
      guard moved || hasPackets || !step.programs.isEmpty else { return }
    }
    last.step = LastStep(step: step, asked: current.asked)
  }
}
