import Steps

/// Lines and steps in the form that was asked for, one after the other: what a session at a terminal, a script and a
/// lesson that is replayed all print.
public struct Transcript {
  /// The forms.
  public enum Form {
    case text(TextView)
    case json(JSONView)
  }

  /// The form that was asked for.
  public let form: Form
  /// Calls of programs that repeat.
  private var folding: Folding?

  /// Nothing yet.
  public init(_ form: Form) { self.form = form }

  /// Writes a line as it would stand at a prompt; records hold their line themselves.
  public func writeLine(_ line: [UInt8], thread: String, into out: inout [UInt8]) {
    if case .text(let view) = form { view.writeLine(line, thread: thread, into: &out) }
  }

  /// Writes a line that holds no command, after `writeLine`.
  public func writeComment(_ line: [UInt8], into out: inout [UInt8]) {
    if case .json(let view) = form { view.writeComment(line, into: &out) }
  }

  /// Writes what is no step, for records.
  public func write(_ entry: RecordedEntry, into out: inout [UInt8]) {
    if case .json(let view) = form { view.write(entry, into: &out) }
  }

  /// Writes what came of a line. Of very large records `spill` takes what has gathered, and empties it.
  public func write(_ step: Step, into out: inout [UInt8], spill: ((inout [UInt8]) -> Void)? = nil) {
    switch form {
    case .text(let view): view.write(step, into: &out)
    case .json(let view): view.write(step, into: &out, spill: spill)
    }
  }

  /// Writes what a program did. Calls that repeat are folded in text: they may be written later, with `endPrograms` at the
  /// latest.
  public mutating func writeProgram(_ step: Step, into out: inout [UInt8], spill: ((inout [UInt8]) -> Void)? = nil) {
    guard case .text = form else { return write(step, into: &out, spill: spill) }
    var folding = folding ?? Folding()
    for shown in folding.take(step) { write(shown, into: &out) }
    self.folding = folding
  }

  /// Programs wait, end or stop.
  public mutating func endPrograms(into out: inout [UInt8]) {
    for shown in folding?.rest() ?? [] { write(shown, into: &out) }
    folding = nil
  }
}
