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
      lastStep?.step.aftermath += step.aftermath
      lastStep?.step.finished += step.finished
      lastStep?.step.changes += step.changes
      lastStep?.asked.resumed += asked.resumed
      asked.resumed.removeAll()
      return
    }
    switch step.body {
    case .call, .blocked, .usage, .expectation: break
    default:
      let moved = !step.aftermath.isEmpty || step.finished.contains { if case .operation = $0 { true } else { false } }
      let hasPackets = step.packets.contains { ($0.delivered ?? $0.dropped ?? $0.duplicated) != nil }
      guard moved || hasPackets || !step.programs.isEmpty else { return }
    }
    lastStep = LastStep(step: step, asked: asked)
  }
}
