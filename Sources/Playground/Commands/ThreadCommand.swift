import Winsock

extension Command {
  static let thread = Command(
    "thread", topic: .memory, summary: "Makes a thread; @NAME runs a line on it.", tasks: ["worker", "concurrent"],
    needsThread: false, TextParameter(usage: "NAME", about: "a name")
  ) { call, name throws(UsageError) in
    guard ByteText.isName(call.line.bytes, name.range) else {
      throw UsageError("\(ByteText.quoted(call.line.bytes, name.range)) is not a name", at: name.range)
    }
    let place = try call.session.addThread(name.text, at: name.range)
    return .body(
      .objects([ObjectRecord(name: name.text, state: .thread(call.session.threadState(place)))], declared: true))
  }
}
