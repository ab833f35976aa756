import Steps

extension Session {
  /// Keeps the last line that there is something to say about. What comes of it between lines is added to it.
  func keep(_ step: Step) {
    if step.number == 0 {
      lastStep?.aftermath += step.aftermath
      lastStep?.finished += step.finished
      lastStep?.changes += step.changes
      return
    }
    switch step.body {
    case .call, .blocked, .usage, .expectation: lastStep = step
    default:
      let moved = !step.aftermath.isEmpty || step.finished.contains { if case .operation = $0 { true } else { false } }
      let hasPackets = step.packets.contains { ($0.delivered ?? $0.dropped ?? $0.duplicated) != nil }
      if moved || hasPackets || !step.programs.isEmpty { lastStep = step }
    }
  }

  /// The line of a step, as it was typed; nil when it is not known any more.
  func line(ofStep number: Int) -> String? {
    guard number > 0, number <= past.lines.count else { return nil }
    var line = Line(bytes: past.lines[number - 1].bytes)
    return Lexer.trim(&line) ? line.string : nil
  }
}
