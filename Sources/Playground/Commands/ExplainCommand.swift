extension Command {
  static let explain = Command(
    "explain", topic: .playground,
    summary: "Says what an error, a function, a constant or a state means, and what to do.",
    tasks: ["why", "meaning", "error code"], needsThread: false, isSaved: false,
    RestParameter(
      usage: "[TOPIC]", about: "an error's number or name, a function, a constant; the last error without it")
  ) { call, rest throws(UsageError) in
    let session = call.session
    let topic = rest.isEmpty ? session.lastErrorTopic : ByteText.string(call.line.bytes, rest)
    guard let topic else {
      return .body(
        .text([
          TextLine(
            .prose, "No call has failed yet. explain 10035, explain WSARecv, explain TIME_WAIT say what those mean.")
        ]))
    }
    if let lines = Knowledge.explain(topic) { return .body(.text(lines)) }
    if let lines = Help.command(named: topic) { return .body(.text(lines)) }
    throw UsageError(
      "nothing is known of \(ByteText.quoted(call.line.bytes, rest))\(Command.near(topic))", at: rest,
      hint: "explain takes an error (10035, WSAEWOULDBLOCK), a function (WSARecv), a constant or a TCP state")
  }

  private static func near(_ topic: String) -> String {
    let near = Knowledge.closest(topic)
    return near.isEmpty ? "" : "; did you mean " + near.map { "\"\($0)\"" }.joined(separator: " or ") + "?"
  }
}
