import Language
import Steps

extension Command {
  static let undo = CommandOf(
    "undo", topic: .playground, summary: "Goes back to before the last line that did something, or the last N of them.",
    tasks: ["back", "again"],
    needs: "lines of this session: they are run again from the beginning, in a fresh network",
    undoneBy: "typing the lines again", examples: ["undo", "undo 2"], needsThread: false, isSaved: false,
    NumberParameter("N", "how many lines", label: "n", absent: (1, "1"))
  ) { call, number throws(UsageError) in
    let session = call.session
    guard number.value >= 1 else { throw UsageError("one line at least is undone", at: number.range) }
    guard let first = session.history.past.undoable(fromEnd: Int(number.value)) else {
      let there = session.history.past.undoable
      guard there > 0 else { throw UsageError("there is nothing to undo") }
      throw UsageError(
        "there \(there == 1 ? "is" : "are") only \(there) \(there == 1 ? "line" : "lines") to undo", at: number.range,
        hint: "restart starts over")
    }
    let line = session.history.past.lines[first]
    if let done = try session.goBack(keeping: first) { return .body(.text([interrupted(done)])) }
    return .body(
      .text(
        [TextLine(.prose, told(line, number.value) + "; the next step is \(session.history.count + 1)")]
          + unlike(session)))
  }

  /// Programs that were run again did something else than the first time.
  private static func unlike(_ session: Session) -> [TextLine] {
    guard session.history.isUnlike else { return [] }
    return [
      TextLine(.item, "a program did not repeat itself: what it did this time is not what it did the first time")
    ]
  }

  /// Ctrl-C has ended the way back.
  private static func interrupted(_ done: Int) -> TextLine {
    TextLine(.prose, "interrupted: the first \(done) \(done == 1 ? "line was" : "lines were") run again, and no more")
  }

  /// What is undone: the line, or how many and the first of them.
  private static func told(_ line: PastLines.PastLine, _ count: Int64) -> String {
    let text = ByteText.quoted(line.bytes, 0..<line.bytes.count)
    return count == 1 ? "\(text) is undone" : "\(count) lines are undone, from \(text) on"
  }

  static let restart = CommandOf(
    "restart", topic: .playground, summary: "Starts the session over, in a fresh network.", tasks: ["reset", "clear"],
    undoneBy: "run, with a script that save has written before", examples: ["restart"],
    needsThread: false, isSaved: false
  ) { call throws(UsageError) in
    try call.session.goBack(keeping: 0)
    return .body(.text([TextLine(.prose, "everything is as at the beginning")]))
  }

  static let attempt = CommandOf(
    "try", topic: .playground, summary: "Marks a place: end goes back to it.", tasks: ["what if", "experiment"],
    undoneBy: "end, with all lines since", examples: ["try", "unplug b", "end"],
    needsThread: false, isSaved: false
  ) { call throws(UsageError) in
    guard call.session.history.past.mark == nil else {
      throw UsageError("a try is under way", hint: "end undoes it")
    }
    call.session.history.past.mark = call.session.history.past.lines.count
    return .body(.text([TextLine(.prose, "what follows is undone by end")]))
  }

  static let end = CommandOf(
    "end", topic: .playground, summary: "Undoes all lines since try.", tasks: ["what if", "experiment"],
    needs: "a try", examples: ["try", "unplug b", "end"],
    needsThread: false, isSaved: false
  ) { call throws(UsageError) in
    let session = call.session
    guard let mark = session.history.past.mark else {
      throw UsageError("there is no try to end", hint: "try begins one")
    }
    let count = session.history.past.lines.count - mark - 1
    if let done = try session.goBack(keeping: mark) { return .body(.text([interrupted(done)])) }
    return .body(
      .text(
        [TextLine(.prose, "\(count) \(count == 1 ? "line is" : "lines are") undone; all is as before try")]
          + unlike(session)))
  }
}
