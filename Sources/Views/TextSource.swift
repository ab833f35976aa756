import Steps
import TerminalText

// Calls of a learner's program, and what it writes.

extension Page {
  /// Where a call stands and how the source has it: `server.cpp:28> ::socket(AF_INET, SOCK_STREAM, 0) = listener`.
  mutating func writeSource(_ source: SourceLine, _ step: Step) {
    guard !step.line.isEmpty || source.line > 0 else { return }
    begin(-indent)
    text.styled(.quiet) { text in
      let isOwn = step.thread.hasPrefix(source.program + ".")
      let label = isOwn ? String(step.thread.dropFirst(source.program.utf8.count + 1)) : step.thread
      if label != "main", step.number > 0 {
        text.append(escaping: label)
        text.append(" ")
      }
      text.append(escaping: source.line > 0 ? "\(source.file):\(source.line)" : source.program)
      text.append("> ")
    }
    text.styled(.command) { $0.append(escaping: step.line) }
    if !source.target.isEmpty, !step.line.isEmpty {
      text.append(" = ", .quiet)
      text.append(escaping: source.target)
    }
    end()
  }

  /// What programs wrote, a line each behind the program's name.
  mutating func writePrinted(_ pieces: [PrintedText]) {
    for piece in pieces {
      var rest = piece.bytes.values[...]
      if rest.last == 0x0A { rest.removeLast() }
      for line in rest.split(separator: 0x0A, omittingEmptySubsequences: false) {
        begin(-indent)
        text.styled(piece.isError ? .failure : .good) {
          $0.append(escaping: piece.program)
          $0.append(" | ")
        }
        text.append(escaping: Array(line.last == 0x0D ? line.dropLast() : line))
        end()
      }
    }
  }
}
