import Language
import Steps

extension Command {
  /// Steps are spoken of by their numbers: "the WSARecv of step 18". Here they are seen.
  static let history = CommandOf(
    "history", topic: .playground, summary: "Lists the lines so far by their step numbers, or the last N of them.",
    tasks: ["steps", "numbers", "list"], examples: ["history", "history 5"], needsThread: false, isSaved: false,
    NumberParameter("N", "how many lines", label: "n", absent: (20, "20"))
  ) { call, number throws(UsageError) in
    let past = call.session.history.past
    guard past.isWhole else { throw UsageError("this session has too many lines to list") }
    guard number.value >= 1 else { throw UsageError("one line at least is listed", at: number.range) }
    let count = past.lines.count
    let first = max(0, count - Int(clamping: number.value))
    var lines: [TextLine] = []
    let width = String(count).count
    for (i, line) in past.lines.enumerated().dropFirst(first) {
      let text = ByteText.quoted(line.bytes, 0..<line.bytes.count).dropFirst().dropLast()
      let step = String(i + 1)
      lines.append(
        TextLine(.code, String(repeating: " ", count: width - step.count) + step + "  " + text))
    }
    if lines.isEmpty { lines.append(TextLine(.prose, "there is no line yet")) }
    return .body(.text(lines))
  }
}
