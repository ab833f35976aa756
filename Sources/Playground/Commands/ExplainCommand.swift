import Explain
import Language
import Steps

extension Command {
  static let explain = CommandOf(
    "explain", topic: .playground,
    summary: "Says what an error, a function, a constant or a state means, and what to do.",
    tasks: ["why", "meaning", "error code"], needsThread: false, isSaved: false,
    RestParameter(
      usage: "[TOPIC]",
      about: "an error's number or name, a function, a constant, packet N; the last error without it")
  ) { call, rest throws(UsageError) in
    let session = call.session
    let topic = rest.isEmpty ? session.lastErrorTopic : ByteText.string(call.bytes, rest)
    guard let topic else {
      return .body(
        .text([
          TextLine(
            .prose, "No call has failed yet. explain 10035, explain WSARecv, explain TIME_WAIT say what those mean.")
        ]))
    }
    let packet = Session.packetNumber(topic)
    if let packet, packet.isNamed {
      if let lines = session.packetText(frame: packet.number) { return .body(.text(lines)) }
      throw UsageError(
        "no packet of that number was captured", at: rest, hint: "trace numbers the packets between hosts")
    }
    if var lines = Knowledge.explain(topic) {
      if session.network.hasHosts, let packet, session.packetText(frame: packet.number) != nil {
        lines.append(TextLine(.prose, "explain packet \(packet.number) says what is in the packet of that number."))
      }
      return .body(.text(lines))
    }
    if let lines = Help.command(named: topic) { return .body(.text(lines)) }
    if let packet, let lines = session.packetText(frame: packet.number) { return .body(.text(lines)) }
    throw UsageError(
      "nothing is known of \(ByteText.quoted(call.bytes, rest))\(Command.near(topic))", at: rest,
      hint: "explain takes an error (10035, WSAEWOULDBLOCK), a function (WSARecv), a constant or a TCP state")
  }

  private static func near(_ topic: String) -> String {
    let near = Knowledge.closest(topic)
    return near.isEmpty ? "" : "; did you mean " + near.map { "\"\($0)\"" }.joined(separator: " or ") + "?"
  }
}
