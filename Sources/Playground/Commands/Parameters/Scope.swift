import Language
import Steps

/// Where a line's values are read: its bytes, the command that it calls, and the session whose names it speaks.
struct Scope {
  let session: Session
  let command: Command
  let bytes: [UInt8]

  /// An argument that is not what it has to be.
  func wrong(_ range: Range<Int>, _ what: String, hint: String? = nil) -> UsageError {
    UsageError("\(ByteText.quoted(bytes, range)) \(what)", at: range, hint: hint ?? command.usage)
  }

  /// A name that nothing is called.
  func unknown(_ range: Range<Int>, _ types: [ObjectType]) -> UsageError {
    let near = Spelling.suggestion(ByteText.string(bytes, range), session.liveNames(types))
    return UsageError("there is no \(ByteText.quoted(bytes, range))\(near)", at: range, hint: command.usage)
  }
}

extension Call {
  /// Where the values of what is performed were read.
  var scope: Scope { Scope(session: session, command: invocation.command, bytes: invocation.bytes) }
}
