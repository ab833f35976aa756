import Explain
import Winsock

// Operations under way: whose they are, who will be told, and what must stay.

extension Why {
  /// The WSAOVERLAPPED of the line, by its name.
  var overlappedName: String? {
    line.words.dropFirst().first { if case .overlapped = bound($0) { true } else { false } }
  }

  func place(_ overlapped: String) -> Int32? {
    if case .overlapped(let place) = bound(overlapped) { return place }
    return nil
  }

  /// The event in hEvent, by its name.
  func event(of overlapped: String) -> String? {
    place(overlapped).flatMap { session.overlappedState($0).hEvent }
  }

  /// The port that a socket belongs to, by its name.
  func port(of socket: String) -> String? { look(socket).flatMap { session.name($0.port) } }

  /// Whether the packet of an operation lies in a port's queue.
  func queued(_ overlapped: String, in port: String) -> Bool {
    guard let handle = handle(port)?.handle, let description = session.winsock.describe(port: handle) else {
      return false
    }
    return description.queue.contains { session.name($0.overlapped) == overlapped }
  }

  func isPending(_ overlapped: String) -> Bool {
    place(overlapped).map { session.winsock.isPending(session.objects.overlappeds.pointer($0)) } ?? false
  }

  /// A call that gave WSA_IO_PENDING.
  func pending(_ asked: String, _ s: String, _ reason: String) -> Reason {
    let name = overlappedName ?? "the WSAOVERLAPPED"
    var found = [reason, "So the operation was begun: WSA_IO_PENDING is not a failure."]
    if let held = held(name) {
      found.append(
        "It is finished and held in the simulated kernel under number \(held): its completion has not been reported yet."
      )
    } else if !isPending(name) {
      found.append("Meanwhile it is done.")
    }
    var next: [String] = []
    if isPending(name) {
      next.append(completes(s))
      next.append("Until then \(kept(name)) must stay where they are and untouched.")
    }
    next.append(isToldBy(name, s))
    return Reason(asked, found: found, next: next, lessonOfTelling(s))
  }

  func held(_ overlapped: String) -> Int? {
    session.winsock.heldCompletions.first { session.name($0.overlapped) == overlapped }?.number
  }

  private func kept(_ name: String) -> String {
    guard let place = place(name) else { return name }
    let buffers = session.objects.overlappeds[place].buffers.compactMap {
      $0.name >= 0 ? session.objects.names.text($0.name) : nil
    }
    return ([name] + buffers.map { "the memory of \($0)" }).joined(separator: " and ")
  }

  /// What will complete it.
  private func completes(_ s: String) -> String {
    let peer = peerOrOther(s)
    switch action {
    case .accept:
      let data = line["data"].map { $0 != "0" } ?? false
      return data
        ? "A client that connects and sends completes it." : "The next client that connects to \(s) completes it."
    case .connect: return "The end of the handshake completes it."
    case .disconnect: return "It is completed when the connection has ended."
    case .send, .sendFile: return "It is completed when there is room, so when \(peer) has received."
    case .receive where descriptor?.isForDatagrams == true: return "The next datagram completes it."
    default:
      let before = look(s).map { $0.pending.filter { $0.call == .WSARecv }.count } ?? 0
      let order =
        before > 1 ? " \(before) receives pend on \(s): they are filled in the order in which they were posted." : ""
      return "The next bytes of \(peer) complete it, one is enough; so does its FIN, with 0 bytes.\(order)"
    }
  }

  /// Who will be told, and how to take it.
  private func isToldBy(_ name: String, _ s: String) -> String {
    if let routine = line["routine"] {
      return "Then \(routine) is queued to \(step.thread), and runs in its next alertable wait: sleepex 0 alertable."
    }
    let port = port(of: s)
    if !isPending(name), port == nil { return "getresult \(s) \(name) says how it ended." }
    if let port, queued(name, in: port) { return "Its packet is in \(port): gqcs \(port) 0 takes it." }
    if let port {
      return "Then a packet (key \(look(s)?.key ?? 0), \(name)) is queued to \(port): gqcs \(port) waits for it."
    }
    if let event = event(of: name) {
      return "Then \(event) is signaled: wait \(event), then getresult \(s) \(name) says how it ended."
    }
    return
      "Then Internal of \(name) changes; nothing reports it. getresult \(s) \(name) asks. (An event: o = overlapped event=e.)"
  }

  func lessonOfTelling(_ s: String) -> Course {
    if action == .accept || action == .connect || action == .disconnect { return .acceptEx }
    if line["routine"] != nil { return .routines }
    return port(of: s) != nil ? .port : .overlapped
  }
}
