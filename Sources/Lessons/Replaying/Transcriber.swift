import Playground
import Steps
import Views

/// Runs lines through a session and writes what comes of them, in the form that was asked for.
struct Transcriber {
  /// The forms of a replay.
  enum Form {
    case text(TextView)
    case json(JSONView)
  }

  let session: Session
  let form: Form
  /// What was written and not yet taken.
  var out: [UInt8] = []

  /// Runs one line, and after it those of a script that it has begun; `watch` sees what comes of each.
  mutating func run(_ line: [UInt8], watch: (Step) -> Void = { _ in }) {
    runOne(line, watch)
    while !session.isFinished, let next = session.nextScriptLine() { runOne(next, watch) }
  }

  private mutating func runOne(_ line: [UInt8], _ watch: (Step) -> Void) {
    if case .text(let view) = form { view.writeLine(line, thread: session.nextThread, into: &out) }
    guard let step = session.run(line) else {
      if case .json(let view) = form { view.writeComment(line, into: &out) }
      return
    }
    watch(step)
    switch form {
    case .text(let view): view.write(step, into: &out)
    case .json(let view): view.write(step, into: &out)
    }
    runPrograms(watch)
  }

  /// What programs do because of a line, until all of them wait, end or stop.
  private mutating func runPrograms(_ watch: (Step) -> Void) {
    var folding = Folding()
    while let step = session.nextProgramStep() {
      watch(step)
      switch form {
      case .text(let view): for shown in folding.take(step) { view.write(shown, into: &out) }
      case .json(let view): view.write(step, into: &out)
      }
    }
    if case .text(let view) = form { for shown in folding.rest() { view.write(shown, into: &out) } }
  }

  /// Gives what was written so far, and keeps the memory for more.
  mutating func take(_ write: ([UInt8]) -> Void) {
    if out.isEmpty { return }
    write(out)
    out.removeAll(keepingCapacity: true)
  }
}
