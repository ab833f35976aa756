import Language
import Steps

extension Command {
  static let plot = CommandOf(
    "plot", topic: .hosts,
    summary: "Draws a connection: sequence numbers over time, the congestion window, round trips, throughput, queues.",
    tasks: ["picture", "graph", "tcptrace", "cwnd", "slow start"],
    needs: "packets that have moved between hosts; wire latency=50ms lets time pass between them",
    examples: ["plot c", "plot c cwnd", "save c.svg"], needsThread: false, isSaved: false,
    HandleParameter("S", "a socket", .socket, absent: .null),
    TextParameter(
      usage: "sequence|cwnd|rtt|throughput|queues", about: "what to draw; sequence when left out", label: "what",
      isOptional: true, completes: .words(PlotRecord.Kind.allCases.map(\.rawValue)))
  ) { call, socket, what throws(UsageError) in
    let session = call.session
    let words = PlotRecord.Kind.allCases.map(\.rawValue)
    let kind = what.wasGiven ? PlotRecord.Kind(rawValue: what.text.lowercased()) : .sequence
    guard let kind else {
      throw UsageError(
        "\(ByteText.quoted(call.bytes, what.range)) is not a plot\(Spelling.suggestion(what.text, words))",
        at: what.range, hint: "plot S \(words.joined(separator: "|"))")
    }
    let own = socket.range.isEmpty ? nil : socket.handle
    guard let first = session.remembered(of: own)?.packets.first(where: { $0.connection > 0 && $0.kind == .tcp }) else {
      throw UsageError(
        socket.range.isEmpty
          ? "no connection has sent a packet" : "no packet of this socket's connection is remembered",
        at: socket.range.isEmpty ? nil : socket.range, hint: "a connect moves some; trace shows them")
    }
    let from = session.senderToDraw(first, of: own)
    session.trace.drawn = (first.connection, from)
    guard let plot = session.plot(kind, of: first.connection, from: from) else {
      throw UsageError(
        session.whyNoPlot(kind), at: what.wasGiven ? what.range : nil,
        hint: kind == .sequence ? nil : "between hosts, with wire latency=50ms, a send shows it")
    }
    return .body(.plot(plot))
  }
}
