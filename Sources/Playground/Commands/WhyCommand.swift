import Language
import Steps

extension Command {
  static let why = CommandOf(
    "why", topic: .playground,
    summary: "Explains the last result: what was asked, what was found, what comes next, and the lesson.",
    tasks: ["reason", "explain result", "blocked", "pending", "what happened"], needsThread: false, isSaved: false,
    RestParameter(
      usage: "[NAME]", about: "a thread or an object: what it waits for; the last line without it",
      completes: .names([]))
  ) { call, rest throws(UsageError) in
    let session = call.session
    guard !rest.isEmpty else {
      if let last = session.last.step { return .body(.text(Why(session, last.step, last.asked).lines())) }
      return .body(
        .text([
          TextLine(.prose, "Nothing has been called yet. why explains the result of the last line that did something.")
        ])
      )
    }
    let name = ByteText.string(call.bytes, rest)
    if let thread = session.threads.first(where: { $0.name == name }), let waiting = thread.waiting {
      let step = Step(
        number: waiting.step, thread: name, line: waiting.invocation.typed,
        body: .blocked(call: waiting.call, c: waiting.c))
      return .body(.text(Why(session, step, AskedLine(waiting.invocation)).lines()))
    }
    _ = try session.object(call.bytes, rest)
    let nothing = Step(number: session.history.count, thread: "main", line: "", body: .none)
    let story = Why(session, nothing, AskedLine()).story(name) ?? "\(name) waits for nothing, and nothing waits for it."
    return .body(.text([TextLine(.prose, story)]))
  }
}
