import Calls
import Winsock

// Results of overlapped operations, their cancelling, and the extension functions.

extension Why {
  func overlapped() -> Reason? {
    guard let asked else { return nil }
    let (s, o) = (line[0], line[1])
    switch action {
    case .getResult:
      if isBlocked {
        return Reason(
          asked, found: ["The operation is under way, and fWait is TRUE."],
          next: ["\(step.thread) goes on when \(awaited(s, o)). No completion routine runs meanwhile."], .events)
      }
      if isPending(o) {
        let wait = line.has("wait")
        return Reason(
          asked,
          found: [
            "\(o) is still under way: Internal is STATUS_PENDING, which is not a failure, and 0 bytes is not a result."
          ],
          next: wait
            ? ["The wait ended because \(awaited(s, o)). An event of its own would signal the end of \(o) alone."] : [],
          .events)
      }
      let info = place(o).map { session.objects.overlappeds[$0] }
      if let (call, step) = info?.immediate {
        return Reason(
          asked,
          found: ["The \(call) of step \(step) was done before it returned, with \(Why.count(number("bytes") ?? 0))."]
            + zero,
          next: ["\(o) and its memory are yours again."], .overlapped)
      }
      if info?.call.isEmpty == true {
        return Reason(
          asked,
          found: [
            "No operation was begun with \(o): its Internal is 0, which reads like one that ended well, with 0 bytes."
          ], next: ["wsarecv \(s) 100 \(o) begins one."], .overlapped)
      }
      return Reason(
        asked, found: ["It ended well, with \(Why.count(number("bytes") ?? 0))."] + zero,
        next: ["\(o) and its memory are yours again."], .overlapped)
    case .cancel:
      let left = look(s)?.pending.count ?? 0
      return Reason(
        asked, found: ["What was under way is asked to end; \(left) on \(s) \(left == 1 ? "pends" : "pend") still."],
        next: [
          "Each cancelled operation is still completed, mostly with WSA_OPERATION_ABORTED, and reported as any other. "
            + "Its memory is yours only after that."
        ], .lifetime)
    default: return nil
    }
  }

  /// What WSAGetOverlappedResult waits for.
  private func awaited(_ s: String, _ o: String) -> String {
    if let event = event(of: o) { return "\(event) is signaled, by whomever" }
    return "any operation on \(s) that has no event ends"
  }

  private var zero: [String] {
    guard number("bytes") == 0, let place = place(line[1]),
      CallCatalogue.find(session.objects.overlappeds[place].call)?.isStreamReceive == true
    else {
      return []
    }
    return ["0 bytes into memory that has room: the peer has closed its direction."]
  }

  func extensions() -> Reason? {
    guard let asked else { return nil }
    let s = line[0]
    switch action {
    case .accept:
      if error == .WSA_IO_PENDING { return pending(asked, s, "No client has come to \(s) yet.") }
      return Reason(
        asked, found: ["A client had come already."] + atOnce(s),
        next: ["setsockopt \(line[1]) SO_UPDATE_ACCEPT_CONTEXT \(s) makes \(line[1]) know of its connection."],
        .acceptEx)
    case .connect:
      if error == .WSA_IO_PENDING { return pending(asked, s, "The SYN went out.") }
      return Reason(
        asked, found: ["The connection is there."] + atOnce(s),
        next: ["setsockopt \(s) SO_UPDATE_CONNECT_CONTEXT comes first."], .acceptEx)
    case .disconnect:
      if error == .WSA_IO_PENDING { return pending(asked, s, "The end of the connection was begun.") }
      let next = line.has("reuse") ? ["\(s) can be connected or accepted into again."] : ["closesocket \(s)."]
      let found =
        line.has("reuse")
        ? "\(s) has left the connection, whose close goes on by itself."
        : "The FIN of \(s) went out: it is in \(state(s)), and \(peerOrOther(s)) may still send."
      return Reason(asked, found: [found] + atOnce(s), next: next, .acceptEx)
    case .openFile:
      return Reason(
        asked, found: ["\(made) is the file \(line[0]), as long as it was when it was opened."],
        next: ["transmitfile a \(made) sends it on a connected socket a; closehandle \(made) closes it."], .models)
    case .sendFile:
      if error == .WSA_IO_PENDING { return pending(asked, s, "The file is being sent.") }
      let ended = line["flags"]?.uppercased().contains("TF_DISCONNECT") == true
      return Reason(
        asked,
        found: ["The system took all of it, and sends it." + (ended ? " The FIN followed: TF_DISCONNECT." : "")],
        next: ["recv on \(peerOrOther(s)) takes it; where it ends only the two programs can know."], .stream)
    case .readAcceptAddresses:
      return Reason(
        asked, found: ["They follow the room for first data, each in its own part of the buffer."],
        next: ["getsockname and getpeername work after SO_UPDATE_ACCEPT_CONTEXT."], .acceptEx)
    default: return nil
    }
  }
}
