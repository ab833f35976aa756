import Steps
import Winsock

// Lines that called nothing, and what came of a line elsewhere.

extension Why {
  func usage(_ error: UsageError) -> Reason {
    let next = error.hint.map { "\($0)." } ?? ""
    var help: [String] = []
    if let command = line.command { help = ["help \(command.name) describes its arguments."] }
    return Reason(
      step.line, found: ["\(sentence(error.message)) Nothing was called, and nothing has changed."],
      next: ([next] + help).filter { !$0.isEmpty })
  }

  private func sentence(_ text: String) -> String {
    let ends = text.hasSuffix("?") || text.hasSuffix(".")
    return text.prefix(1).uppercased() + text.dropFirst() + (ends ? "" : ".")
  }

  func expectation(_ holds: Bool, _ seen: String) -> Reason {
    if holds { return Reason("whether this is so: " + line.words.joined(separator: " "), found: ["It is."]) }
    var found = [seen.isEmpty ? "It is not." : "It is not: \(seen)."]
    for name in objectsSpoken where found.count < 4 { if let story = story(name) { found.append(story) } }
    return Reason("whether this is so: " + line.words.joined(separator: " "), found: found)
  }

  /// The objects and threads that a statement speaks of.
  private var objectsSpoken: [String] {
    var names: [String] = []
    for word in line.words {
      guard let name = word.split(whereSeparator: { $0 == "." || $0 == "(" }).first.map(String.init) else { continue }
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// What there is to tell of an object or a thread in one sentence; nil of what is at rest.
  func story(_ name: String) -> String? {
    if let thread = session.threads.first(where: { $0.name == name }) {
      guard let waiting = thread.waiting else { return nil }
      return "\(name) is blocked in the \(waiting.call) of step \(waiting.step)."
    }
    switch bound(name) {
    case .overlapped: return operation(name)
    case .program: return "\(name) is a program that runs by itself: show \(name) lists its threads and sockets."
    case .handle(let place) where session.objects.handles[place].type == .event: return signaler(of: name)
    case .handle: return look(name).map { "\(stands(name)), in state \($0.state.rawValue)." }
    case .buffer(let buffer) where buffer.owner >= 0 && session.objects.overlappeds[buffer.owner].inFlight > 0:
      return operation(session.objects.names.text(session.objects.overlappeds[buffer.owner].name))
    default: return nil
    }
  }

  /// The operation of a WSAOVERLAPPED, while it is under way or its packet lies in a queue.
  func operation(_ name: String) -> String? {
    guard let place = place(name) else { return nil }
    let info = session.objects.overlappeds[place]
    let what = "the \(info.call) of step \(info.step)"
    if let held = held(name) {
      return "\(name): \(what) is finished, but held under number \(held); step \(held) lets it through."
    }
    if info.inFlight > 0, let posting = info.posting {
      let socket = session.name(posting.socket) ?? "a socket that is closed"
      return "\(name): \(what) on \(socket) is under way\(peer(socket).map { " and waits for \($0)" } ?? "")."
    }
    if info.packets > 0 {
      return
        "\(name): \(what) has ended, and its packet has not been taken: until then Internal and InternalHigh stay as they were."
    }
    return nil
  }

  /// What came of the line beside its own result.
  func consequences() -> [String] {
    var texts: [String] = []
    for run in step.routines { texts.append(ran(run)) }
    for finished in step.finished where texts.count < 12 {
      if case .operation(let done) = finished, done.step != step.number { texts.append(completed(done)) }
    }
    for event in step.aftermath where texts.count < 16 {
      switch event {
      case .routine(let run): texts.append(ran(run))
      case .resumed(let number, let thread, let record): texts.append(resumed(number, thread, record))
      }
    }
    var lessons: [String] = []
    for case let lesson? in step.warnings.map(\.lesson) where !lessons.contains(lesson) { lessons.append(lesson) }
    if !lessons.isEmpty { texts.append("the warning given: lesson " + lessons.joined(separator: "; lesson ")) }
    return texts
  }

  private func ran(_ run: RoutineRecord) -> String {
    if run.data != nil {
      return "\(run.routine) ran on \(run.thread), because QueueUserAPC had queued it and \(run.thread) waited "
        + "alertably"
    }
    let how = run.error.isNone ? "with \(Why.count(run.bytes))" : "with \(run.error.name)"
    return "routine \(run.routine) ran on \(run.thread), because an operation that \(run.thread) had begun"
      + "\(run.overlapped.map { " with \($0)" } ?? "") has ended \(how) and \(run.thread) waited alertably"
  }

  private func completed(_ done: CompletionRecord) -> String {
    var text = "the \(done.call) of step \(done.step) is done"
    text += done.status.isSuccess ? ", \(Why.count(done.bytes))" : ": \(done.status.name ?? "failed")"
    if let port = done.port {
      text += "; its packet (key \(port.key))"
      if let thread = taker(of: done) { return text + " went to \(thread), which waited at \(port.name)" }
      if let name = done.overlapped, !queued(name, in: port.name) { return text + " was queued to \(port.name)" }
      return text + " is in \(port.name): gqcs \(port.name) takes it"
    }
    if let routine = done.routine {
      return text + "; \(routine.name) waits for an alertable wait of \(routine.thread): sleepex 0 alertable"
    }
    if let name = done.overlapped, let event = event(of: name) { return text + "; \(event) was signaled for \(name)" }
    return text + (done.overlapped.map { "; Internal and InternalHigh of \($0) tell how" } ?? "")
  }

  /// The thread that a packet released in the very step that queued it.
  private func taker(of done: CompletionRecord) -> String? {
    for case .resumed(_, let thread, let record) in step.aftermath {
      if case .name(let name?)? = record.out?.first(where: { $0.key == "overlapped" })?.value, name == done.overlapped {
        return thread
      }
      if case .entries(let entries)? = record.out?.first(where: { $0.key == "entries" })?.value,
        entries.contains(where: { $0.overlapped == done.overlapped })
      {
        return thread
      }
    }
    return nil
  }

  private func resumed(_ number: Int, _ thread: String, _ record: CallRecord) -> String {
    let invocation = askedLine.resumed.first { $0.step == number }?.invocation
    var asked = AskedLine(invocation)
    asked.origins = askedLine.origins
    asked.endedBy = askedLine.cause(step: step.number)
    let earlier = Why(
      session, Step(number: number, thread: thread, line: invocation?.typed ?? "", body: .call(record)), asked)
    let reason = earlier.reason()?.found.first ?? ""
    return
      "\(thread) goes on: its \(record.call) of step \(number)\(earlier.record?.error == nil ? "" : " failed"). \(reason)"
  }
}
