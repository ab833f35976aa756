import Steps
import TerminalText

// What happened on threads that were blocked, and completion routines.

extension Page {
  /// Routines that ran and calls that returned, in order.
  mutating func writeAftermath(_ events: [Aftermath]) {
    for event in events {
      switch event {
      case .routine(let run): writeRoutine(run)
      case .resumed(_, let thread, let call): writeCall(call, after: thread + " resumes: ")
      }
    }
  }

  /// A completion routine's arguments, and the lines that it ran, further in.
  mutating func writeRoutine(_ run: RoutineRecord) {
    begin()
    text.append("routine ")
    text.append(escaping: run.routine)
    text.append(" runs on ")
    text.append(escaping: run.thread)
    if let data = run.data {
      text.append(": dwData ")
      // What does not look like a number of things is an address or a pattern of bits.
      if data > 0xffff { text.append(hex: data, digits: 8) } else { text.append(Int64(data)) }
    } else {
      writeArguments(run)
    }
    end()
    indent += 2
    for line in run.lines { writeRoutineLine(line) }
    indent -= 2
  }

  /// What a completion routine is told of its operation.
  private mutating func writeArguments(_ run: RoutineRecord) {
    text.append(": dwError ")
    text.append(escaping: run.error.name)
    text.append(", cbTransferred ")
    text.append(run.bytes)
    text.append(", lpOverlapped ")
    text.append(escaping: run.overlapped ?? "NULL")
    text.append(", dwFlags ")
    text.append(run.flags)
  }

  /// A line of a routine stands after the routine's own prompt; its sections follow as everywhere, without empty lines.
  private mutating func writeRoutineLine(_ step: Step) {
    begin()
    text.append("» ", .quiet)
    text.append(escaping: step.line, .command)
    end()
    writeResult(step)
    for case .socket(let name, let state) in step.changes { writeSocket(name, state) }
    if !step.packets.isEmpty { writeTrace(step) }
    writeFinished(step.finished)
    writeChanges(step.changes)
    if !step.held.isEmpty { writeHeld(step.held) }
    writeWarnings(step.warnings)
    writeAftermath(step.aftermath)
  }
}
