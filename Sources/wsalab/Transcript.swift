import Playground
import Steps
import Views

/// Writes lines and steps in the format that was asked for.
struct Transcript {
  private let text: TextView
  private let json: JSONView?

  init(_ format: Options.Format, isBrief: Bool = false, text options: TextOptions) {
    text = TextView(options)
    json = format == .json ? JSONView(brief: isBrief) : nil
  }

  /// Writes a line that holds no command, after `writeLine`.
  func writeComment(_ line: [UInt8], to output: Output) { json?.writeComment(line, into: &output.bytes) }

  /// Writes a line as it would stand at a prompt; records hold their line themselves.
  func writeLine(_ line: [UInt8], thread: String, to output: Output) {
    if json == nil { text.writeLine(line, thread: thread, into: &output.bytes) }
  }

  /// Writes what programs do until all of them wait, end or stop; calls that repeat are folded in text.
  func writePrograms(_ next: () -> Step?, to output: Output, after each: () -> Void = {}) {
    guard let first = next() else { return }
    var folding = Folding()
    var step: Step? = first
    while let one = step, !output.isBroken {
      for shown in json == nil ? folding.take(one) : [one] { write(shown, to: output) }
      each()
      step = next()
    }
    for shown in folding.rest() { write(shown, to: output) }
  }

  /// Writes what came of a line.
  func write(_ step: Step, to output: Output) {
    guard let json else { return text.write(step, into: &output.bytes) }
    var bytes: [UInt8] = []
    swap(&bytes, &output.bytes)
    json.write(step, into: &bytes) { gathered in
      swap(&gathered, &output.bytes)
      output.flush()
      swap(&gathered, &output.bytes)
    }
    swap(&bytes, &output.bytes)
  }
}
