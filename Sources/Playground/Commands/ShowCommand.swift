import Language
import Steps
import Winsock

extension Command {
  static let show = CommandOf(
    "show", topic: .playground, summary: "Reports objects as they are now; all of them without a name.",
    tasks: ["look", "print", "state", "list"], needsThread: false,
    WordsParameter(usage: "[NAME …]", about: "names of objects or threads", completes: .names([]))
  ) { call, words throws(UsageError) in
    let session = call.session
    guard !words.isEmpty else {
      let held = call.winsock.heldCompletions.map(session.heldRecord)
      return .body(.machine(session.allObjects(), held: held))
    }
    if words.count == 1, let program = session.native.find(ByteText.string(call.bytes, words[0])) {
      return .body(.text(session.telling(program)))
    }
    var records: [ObjectRecord] = []
    for word in words { records.append(try session.object(call.bytes, word)) }
    return .body(.objects(records, declared: false))
  }
}
