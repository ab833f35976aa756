import Language
import Steps

/// A line of which it is known what it calls, and in which form: its values are still to be read. Both forms are read where
/// they stand; neither is turned into the other.
struct LineForm {
  let origin: Invocation.Origin
  private let arguments: Arguments
  /// Where the line's text ends.
  private let end: Int
  /// Whether the line is a name alone, whose value is asked for.
  private var isValue = false

  private enum Arguments {
    case words([Word])
    case c(CForm)
  }

  var command: Command { origin.command }

  /// The form of a trimmed line.
  init(_ line: Line) throws(UsageError) {
    end = line.text.upperBound
    if let form = try CForm(line) {
      origin = Invocation.Origin(
        command: form.command, bytes: line.bytes, text: line.text, thread: form.head.thread,
        name: form.command.makes == nil ? nil : form.head.name.map { ResultName(line.bytes, $0) }, isC: true)
      arguments = .c(form)
      return
    }
    var line = line
    try Lexer.split(&line)
    var found = Catalogue.find(line.bytes, line.command)
    if found == nil, Command.isValue(line) {  // `o.Internal` alone prints it
      found = Command.print.command
      line.words = [Word(line.command)]
      isValue = true
    }
    guard let command = found else { throw Catalogue.unknown(line.bytes, line.command) }
    origin = Invocation.Origin(
      command: command, bytes: line.bytes, text: line.text, thread: line.thread,
      name: line.name.map { ResultName(line.bytes, $0) })
    arguments = .words(line.words)
  }

  /// Reads the values, with the names of a session.
  consuming func invocation(_ session: Session) throws(UsageError) -> Invocation {
    let scope = Scope(session: session, command: command, bytes: origin.bytes)
    if isValue, case .words(let words) = arguments, let word = words.first, !session.knows(origin.bytes, word.range) {
      throw Catalogue.unknown(origin.bytes, word.range)
    }
    switch arguments {
    case .c(let form): return try command.actions.readC(origin, form.reader(scope))
    case .words(let words):
      var reader = ArgumentReader(scope, words: words, end: end)
      return try command.actions.readWords(origin, &reader)
    }
  }

  /// Whether it gives a byte count's address beside a WSAOVERLAPPED.
  var pointsToBytes: Bool { if case .c(let form) = arguments { form.pointsToBytes } else { false } }

  /// A mistake in it, with what would be right in its own form.
  func located(_ error: UsageError) -> UsageError {
    guard origin.isC else { return error }
    var error = error
    error.hint = command.prototype
    return error
  }
}
