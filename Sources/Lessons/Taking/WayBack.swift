import Playground
import Steps

// What is told when a line of the lesson does something else than in the lesson, since other lines ran before it.
extension Taking {
  /// How to come back to the lesson's own session.
  var wayBack: String {
    let section = outline.section(at: place) > 0 ? "this section" : "the lesson"
    let anew = name.isEmpty ? "" : "; lesson \(name) starts \(section) again, with the lesson's own lines before it"
    return "undo goes back a line, undo 3 three of them\(anew)."
  }

  /// What is told below a line that went another way; `isKnown` when nothing else has told so yet.
  func becameAnother(_ isKnown: Bool) -> String {
    (isKnown ? "In the lesson this line goes another way: lines of yours came before it. " : "") + wayBack
  }

  /// Whether a line did not succeed that does in the lesson, or waits where it does not wait there.
  func fails(_ step: Step?, _ command: Outline.Command) -> Bool {
    // Printed nothing, it says nothing of how it goes.
    if command.printed.isEmpty { return false }
    let printed = String(decoding: command.printed, as: UTF8.self)
    switch step?.body {
    case .usage(let error): return !printed.contains(error.message)
    case .call(let record): return record.error.map { !printed.contains("\($0.name)") } ?? false
    case .blocked: return !printed.contains("block")
    case .expectation(let holds, _): return !holds && !printed.contains("fail")
    default: return false
    }
  }

  /// What is told who types a question, which is not a command; nil when a line is none.
  func answer(toQuestion line: [UInt8], _ step: Step?) -> String? {
    guard case .usage? = step?.body, let first = Lesson.words(line).first, !Session.isCommand(first) else { return nil }
    let openings = ["what", "what's", "how", "where", "who", "when", "which", "can", "do", "does", "is", "i", "please"]
    guard line.last == UInt8(ascii: "?") || openings.contains(first.lowercased()) else { return nil }
    return "Ask help, explain and why: help receive without blocking, explain WSAENOTCONN, why for the last result. "
      + "hint helps with the lesson."
  }
}
