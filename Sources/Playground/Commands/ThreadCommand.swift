import Language
import Calls
import Steps
import Winsock

extension Command {
  static let thread = CommandOf(
    "thread", topic: .memory, summary: "Makes a thread; @NAME runs a line on it.", tasks: ["worker", "concurrent"],
    needsThread: false, TextParameter(usage: "NAME", about: "a name")
  ) { call, name throws(UsageError) in
    guard ByteText.isName(call.bytes, name.range) else {
      throw UsageError("\(ByteText.quoted(call.bytes, name.range)) is not a name", at: name.range)
    }
    let place = try call.session.addThread(name.text, at: name.range)
    call.session.moveToHost(place, of: call.invocation)
    return .body(
      .objects([ObjectRecord(name: name.text, state: .thread(call.session.threadState(place)))], declared: true))
  }

  static let exitthread = CommandOf(
    "exitthread", call: .ExitThread, c: "ExitThread({code})", topic: .memory,
    summary: "Ends the thread that it runs on, and what it started on sockets without a port.",
    tasks: ["end a thread", "worker"], NumberParameter("CODE", "the exit code", label: "code", absent: (0, "0"))
  ) { call, _ throws(UsageError) in
    let session = call.session
    let place = session.place(call.thread)
    guard place > 0 else { throw UsageError("main cannot end", hint: "quit ends the session; @NAME exitthread") }
    guard session.current.depth == 0 else { throw UsageError("a thread cannot end in a completion routine here") }
    session.watchThreadEnd(place)
    session.threads[place].hasEnded = true
    session.winsock.endThread(call.thread)
    return .call(Return(0), .nothing)
  }
}
