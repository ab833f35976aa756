import Winsock

extension Why {
  func ports() -> Reason? {
    guard let asked else { return nil }
    let p = line[0]
    switch action {
    case .makePort: return associated(asked)
    case .dequeue:
      return isBlocked ? emptyPort(asked, p) : packet(asked, p)
    case .post:
      return Reason(
        asked, found: ["It is in the queue like any other; the system does not look at its three values."],
        next: ["The thread that began to wait last gets it: gqcs \(p) 0."], .port)
    case .setModes:
      return Reason(
        asked, found: ["From now on a call on \(p) that succeeds at once queues no packet, where the flag says so."],
        next: ["WSA_IO_PENDING still brings one. Read the return value: it distinguishes the two."], .port)
    default: return nil
    }
  }

  private func associated(_ asked: String) -> Reason {
    if line.words.isEmpty {
      return Reason(
        asked, found: ["\(made) is an empty queue; no socket belongs to it."],
        next: ["createiocompletionport a \(made) key=1 associates a socket with it; then gqcs \(made) takes packets."],
        .port)
    }
    return Reason(
      asked,
      found: [
        "From now on each overlapped operation on \(line[0]) that ends puts a packet with that key into \(made)."
      ],
      next: ["It stays so until \(line[0]) is closed. gqcs \(made) takes packets out."], .port)
  }

  private func emptyPort(_ asked: String, _ p: String) -> Reason {
    guard let handle = handle(p)?.handle, let port = session.winsock.describe(port: handle) else {
      return Reason(asked, found: ["\(p) is not an open port."], .port)
    }
    let names = port.sockets.compactMap { session.name($0.handle) }
    let pending = names.compactMap { name -> String? in
      guard let operations = look(name)?.pending, let first = operations.first else { return nil }
      return "\(first.call) of step \(first.tag) on \(name)"
    }
    var found = "No packet is in \(p)."
    if names.isEmpty { found += " No socket is associated with it." }
    if !names.isEmpty, pending.isEmpty {
      found += " No operation is under way on its sockets (\(names.joined(separator: ", ")))."
    }
    if !pending.isEmpty { found += " Under way: " + pending.prefix(4).joined(separator: ", ") + "." }
    if !port.queue.isEmpty { found = "Packets are there, but as many threads as the port allows run already." }
    return Reason(
      asked, found: [found],
      next: ["\(step.thread) goes on when one of these is done, or a packet is posted\(elsewhere("pqcs \(p) 0 1"))."],
      .port)
  }

  private func packet(_ asked: String, _ p: String) -> Reason {
    if case .entries(let entries)? = out("entries") {
      return Reason(
        asked,
        found: [
          "\(Why.count(entries.count, "packet")) \(entries.count == 1 ? "was" : "were") there. Internal of each says how its operation ended."
        ],
        next: ["Go on waiting."], .server)
    }
    var name = "NULL"
    if case .name(let overlapped?)? = out("overlapped") { name = overlapped }
    let bytes = number("bytes") ?? 0
    var found =
      "The packet says: \(Why.count(bytes)), key \(number("key") ?? 0) (which socket), \(name) (which operation)."
    var next =
      name == "NULL" ? "It was posted by hand: its meaning is yours." : "\(name) and its memory are yours again."
    switch askedLine.origins.last {
    case .operation(let call, let step, _): found += " That was the \(call) of step \(step)."
    case .posted(let step):
      found += " Step \(step) posted it: no operation with \(name) has ended."
      next = "Its three values mean what step \(step) meant by them."
    case nil: break
    }
    return Reason(asked, found: [found], next: [next, "Go on waiting: gqcs \(p)."], .port)
  }
}
