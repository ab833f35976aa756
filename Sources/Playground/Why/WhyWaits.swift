import Winsock

// Waits: for sockets, for events, for routines.

extension Why {
  func waits() -> Reason? {
    guard let asked else { return nil }
    switch action {
    case .pollReadiness: return readiness(asked)
    case .waitForEvents: return waitForEvents(asked)
    case .sleep: return sleeping(asked)
    case .selectEvents:
      return Reason(
        asked,
        found: [
          "\(line[0]) is non-blocking from now on. Each event is reported once, until the call that re-enables it."
        ],
        next: ["wait \(line[1]), then wsaenumnetworkevents \(line[0]) \(line[1]) says which, and resets the event."],
        .events)
    case .readEvents: return networkEvents(asked)
    default: return events(asked)
    }
  }

  private func readiness(_ asked: String) -> Reason {
    if isBlocked {
      return Reason(
        asked, found: ["None of them is ready."] + unread,
        next: ["\(step.thread) goes on when one is: bytes or a FIN to read, a client to accept, room to send."],
        .blocking)
    }
    guard value > 0 else {
      return Reason(
        asked, found: ["None of them was ready in that time. 0 is not an error."] + unread,
        next: [
          line["read"] ?? line["write"] ?? line["except"] == nil
            ? "Ask again with the same array: each call writes its revents."
            : "Ask again; the sets are empty now and must be filled again."
        ], .blocking)
    }
    var ready: [String] = []
    for key in ["read", "write", "except"] {
      if case .names(let names)? = out(key), !names.isEmpty { ready.append(readyText(key, names)) }
    }
    if case .revents(let sets)? = out("revents") {
      ready += sets.filter { !$0.events.isEmpty }.map { "\($0.socket): \($0.events.joined(separator: ", "))." }
    }
    return Reason(asked, found: ready, next: ["A call on these will not have to wait, for this moment."], .blocking)
  }

  private func readyText(_ key: String, _ names: [String]) -> String {
    let list = names.joined(separator: ", ")
    switch key {
    case "read":
      let all = names.map { name -> String in
        if look(name)?.state == .listening { return "\(name) has a client to accept" }
        let count = readable(name)
        return count > 0 ? "\(Why.lie(count)) in \(name)" : "\(name) has a FIN or an error to report"
      }
      return all.joined(separator: "; ") + "."
    case "write": return "\(list) can send."
    default:
      let failed = names.filter { look($0)?.state == .unconnected || look($0)?.state == .bound }
      if failed.count == names.count {
        return "The connect of \(list) failed: getsockopt \(names[0]) SO_ERROR says how."
      }
      return failed.isEmpty ? "\(list): urgent data." : "\(list): urgent data, or a connect that failed."
    }
  }

  private var unread: [String] {
    guard let read = line["read"] else { return [] }
    let names = read.split(separator: ",").map(String.init)
    let texts = names.prefix(4).map { name in
      if look(name)?.state == .listening { return "no client waits at \(name)" }
      let count = readable(name)
      return count > 0 ? "\(Why.lie(count)) in \(name) by now" : "nothing lies in \(name)"
    }
    let text = texts.joined(separator: ", ") + "."
    return [text.prefix(1).uppercased() + text.dropFirst()]
  }

  private func waitForEvents(_ asked: String) -> Reason {
    let names = line[0].split(separator: ",").map(String.init)
    let signalers = unique(names).prefix(4).map { signaler(of: $0) }
    if isBlocked {
      return Reason(
        asked, found: ["None of what is waited for is so."] + signalers, next: ["\(step.thread) goes on when it is."],
        .events)
    }
    switch value {
    case WSA_WAIT_TIMEOUT:
      return Reason(
        asked, found: ["The time passed before."] + signalers, next: ["Wait again."],
        .events)
    case WSA_WAIT_IO_COMPLETION:
      return Reason(
        asked, found: ["Completion routines were queued to \(step.thread), and ran: that ends an alertable wait."],
        next: ["No event was reported. Wait again."], .routines)
    default:
      let name = Int(value) < names.count ? names[Int(value)] : line[0]
      return Reason(
        asked,
        found: [
          line.has("all") ? "All of them were signaled." : "\(name) was signaled: index \(value), the lowest that was."
        ],
        next: [
          isAutoReset(name)
            ? "The wait has reset it: it is an auto-reset event."
            : "The wait does not reset it: wsaresetevent \(name), or the next wait returns at once. "
              + "getresult or wsaenumnetworkevents says what has happened."
        ], .events)
    }
  }

  private func unique(_ names: [String]) -> [String] {
    names.enumerated().filter { place, name in names.firstIndex(of: name) == place }.map(\.element)
  }

  private func isAutoReset(_ name: String) -> Bool {
    handle(name).map { session.winsock.isAutoReset($0.handle) } ?? false
  }

  /// Who will signal an event.
  func signaler(of name: String) -> String {
    guard let event = handle(name), event.type == .event else { return "\(name) is not an event." }
    if session.winsock.isSignaled(event.handle) == true { return "\(name) is signaled now." }
    for place in session.objects.overlappeds.infos.indices where session.objects.overlappeds.infos[place].inFlight > 0 {
      let info = session.objects.overlappeds.infos[place]
      guard session.objects.overlappeds.pointer(Int32(place)).pointee.hEvent == event.handle else { continue }
      return
        "\(name) will be signaled by the \(info.call) of step \(info.step) (\(session.objects.names.text(info.name))), which is under way."
    }
    return "No operation that would signal \(name) is under way; wsasetevent, or a network event, can."
  }

  private func sleeping(_ asked: String) -> Reason {
    if isBlocked { return Reason(asked, found: ["The time has not passed."], .routines) }
    if value == WSA_WAIT_IO_COMPLETION {
      return Reason(
        asked, found: ["Completion routines were queued to \(step.thread), and ran: that ends the sleep."],
        next: ["Sleep again for those to come."], .routines)
    }
    let waiting = session.winsock.queuedRoutines(threadID).count
    var found = "The time has passed."
    if line.has("alertable") { found += " No completion routine was queued to \(step.thread)." }
    if waiting > 0 {
      found +=
        " \(Why.count(waiting, "routine")) \(waiting == 1 ? "waits" : "wait") for an alertable wait: this was none."
    }
    return Reason(asked, found: [found], next: waiting > 0 ? ["sleepex 0 alertable runs them."] : [], .routines)
  }

  var threadID: ThreadID {
    (session.threads.first { $0.name == step.thread } ?? session.threads[0]).id
  }

  private func networkEvents(_ asked: String) -> Reason {
    guard case .names(let names)? = out("events"), !names.isEmpty else {
      return Reason(asked, found: ["\(line[0]) has had none since they were asked for last."], next: [], .events)
    }
    return Reason(
      asked, found: ["\(names.joined(separator: ", ")) since they were asked for last; they are cleared now."],
      next: [next(names)], .events)
  }

  private func next(_ names: [String]) -> String {
    let s = line[0]
    if names.contains("FD_ACCEPT") { return "accept \(s), which also re-enables FD_ACCEPT." }
    if names.contains("FD_READ") { return "recv \(s) 100, which also re-enables FD_READ." }
    if names.contains("FD_CLOSE") { return "recv \(s) until 0, then closesocket \(s)." }
    return "FD_WRITE is reported again only after a send that gave WSAEWOULDBLOCK."
  }

  private func events(_ asked: String) -> Reason? {
    switch action {
    case .makeEvent:
      return Reason(
        asked,
        found: [
          isAutoReset(made)
            ? "Each wait that \(made) satisfies resets it." : "\(made) is not signaled, and resets by hand only."
        ],
        next: ["o = overlapped event=\(made) puts it into hEvent; wsaeventselect gives it to a socket."], .events)
    case .setEvent:
      let lasts =
        isAutoReset(line[0])
        ? "It stays signaled until one wait is satisfied by it, which resets it."
        : "It stays signaled until it is reset."
      return Reason(asked, found: [lasts], next: [], .events)
    case .makeLock:
      return Reason(
        asked, found: ["A wait that \(made) satisfies takes it, or one off its count."],
        next: ["waitforsingleobject \(made) takes it; it can stand among the events of a wait."], .events)
    case .releaseLock:
      return Reason(
        asked, found: ["A wait for \(line[0]) is satisfied by it, the one that began first."], next: [], .events)
    case .resetEvent: return Reason(asked, found: ["Waits for it wait again."], next: [], .events)
    case .closeHandle:
      return Reason(
        asked, found: ["\(line[0]) is closed; the name still holds the old number."],
        next: ["Operations that would signal it end unnoticed; packets that were in it are lost."], .lifetime)
    default: return nil
    }
  }
}
