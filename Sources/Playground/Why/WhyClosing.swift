import Winsock
import Wire

// The ends of connections.

extension Why {
  func closing() -> Reason? {
    guard let asked else { return nil }
    switch action {
    case .shutdown: return shutdown(asked, line[0])
    case .closeSocket:
      if isBlocked {
        return Reason(
          asked, found: ["SO_LINGER is on: the call waits until everything is delivered, or the time has passed."],
          next: ["\(step.thread) goes on then."], .close)
      }
      return Reason(
        asked, found: closed, next: ["\(line[0]) still holds the number: any call with it gives WSAENOTSOCK."], .close)
    default: return nil
    }
  }

  private func shutdown(_ asked: String, _ s: String) -> Reason {
    let peer = peerOrOther(s)
    if line[1].lowercased().contains("receive") || line[1] == "0" {
      return Reason(
        asked, found: ["No packet was sent: only \(s) itself knows, and its receives end from now on."],
        next: ["\(peer) can still send, and does not learn of it."], .close)
    }
    return Reason(
      asked,
      found: ["What was sent before goes out first, then the FIN: \(s) is in \(state(s)). The socket is not closed."],
      next: [
        "recv on \(peer) gives 0 when it has taken everything.",
        line[1].lowercased().contains("both") ? "" : "\(s) can still receive what \(peer) sends.",
        "closesocket \(s) is still needed.",
      ].filter { !$0.isEmpty }, .close)
  }

  private var closed: [String] {
    var texts = ["The handle is closed."]
    if handle(line[0])?.facts.flags.contains(.closedOneOfMany) == true {
      return texts + [
        "Its socket has another handle, by WSADuplicateSocket: the connection and what is under way go on."
      ]
    }
    let packets = step.packets
    if packets.contains(where: { $0.flags.contains(.rst) }) {
      texts.append(
        "A reset (RST) went out, and no FIN: unread bytes were lost, or SO_LINGER was on,0.")
    } else if packets.contains(where: { $0.flags.contains(.fin) }) {
      texts.append("The FIN went out after all that was sent; the connection's end goes on without the handle.")
    }
    let cancelled = step.finished.filter { if case .operation = $0 { true } else { false } }.count
    if cancelled > 0 { texts.append("\(Why.count(cancelled, "operation")) under way ended because of it.") }
    return texts
  }
}
