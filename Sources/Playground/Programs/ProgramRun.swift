import LinuxSockets
import Winsock
import Wire

/// How programs run: whenever something moves, their threads go on until every one of them is blocked.
extension Session {
  /// Begins a program with its first thread, on the host of a thread.
  func begin(_ program: Program, _ label: String, _ body: any ThreadBody) {
    programs.list.append(program)
    begin(label, body, in: program)
  }

  /// Begins a thread of a program; false when there are too many.
  @discardableResult
  func begin(_ label: String, _ body: any ThreadBody, in program: Program) -> Bool {
    guard let place = takeThread(program.name + "." + label) else { return false }
    let thread = ProgramThread(program, place: place, label: label, body: body)
    threads[place].program = thread
    winsock.move(threads[place].id, toHost: program.host)
    program.threads.append(thread)
    program.ready.append(thread)
    return true
  }

  /// A thread that no program needs any more, or a new one.
  private func takeThread(_ name: String) -> Int? {
    if let place = programs.spare.popLast() {
      threads[place].name = name
      _ = winsock.WSASetLastError(threads[place].id, 0)
      return place
    }
    guard let id = winsock.makeThread() else { return nil }
    threads.append(SessionThread(name: name, id: id))
    programs.threads += 1
    return threads.count - 1
  }

  /// A thread of a program has come to its end. What it has under way is cancelled then, as when any thread ends.
  private func end(_ thread: ProgramThread) {
    if threads[thread.place].inFlight > 0 {
      threads[thread.place].hasEnded = true
      winsock.endThread(threads[thread.place].id)
    } else {
      release(thread.place)
    }
    thread.program.threads.removeAll { $0 === thread }
  }

  /// Lets programs go on, if anything has happened that lets them.
  func servePrograms() {
    guard !programs.isEmpty, !programs.isRunning else { return }
    collectPrograms()
    if programs.hasReady { runPrograms() }
  }

  /// Lets programs go on until all their threads are blocked and nothing is on its way.
  func runPrograms() {
    guard !programs.isEmpty, !programs.isRunning else { return }
    programs.isRunning = true
    defer { programs.isRunning = false }
    collectPrograms()
    while true {
      while let thread = programs.takeReady() {
        advance(thread)
        guard programs.callsLeft > 0, programs.callsLeft % 256 != 0 || isInterrupted?() != true else {
          programs.isPaused = programs.hasReady
          return
        }
      }
      settleNetwork()
      hidePackets()
      collectPrograms()
      if programs.hasReady { continue }
      if !passTime() { return }
    }
  }

  /// Lets a thread make one call.
  private func advance(_ thread: ProgramThread) {
    let program = thread.program
    let answer = thread.answer
    thread.answer = nil
    let move = thread.body.next(after: answer, ProgramMemory(session: self, program: program))
    let got: Answer?
    switch move {
    case .call(let line): got = makeCall(line, on: thread)
    case .make(let line, let name): got = makeCall(line, named: name, on: thread)
    case .timed(let line):
      thread.isTimed = true
      got = makeCall(line, on: thread)
    case .rest:
      thread.isResting = true
      return
    case .end: return end(thread)
    }
    if let got {
      thread.answer = got
      thread.isTimed = false
      program.ready.append(thread)
    }
    moveOn()
  }

  /// After a call: packets arrive, and what they complete is told, before anything else happens. So the order of things
  /// is the same each time.
  private func moveOn() {
    guard programs.hasMoved else { return collectPrograms() }
    programs.hasMoved = false
    if hasHosts {
      moveAll()
    } else {
      winsock.poll(milliseconds: 0)
      waitForAnswers()
    }
    hidePackets()
    collectPrograms()
  }

  /// Linux may put off an answer on a loopback for a moment: it is waited for, but in vain only once a line.
  private func waitForAnswers() {
    if options.traces { network.drain(into: &packets) }
    var (idle, rounds) = (0, 0)
    while !isQuiet, !programs.hasGivenUp {
      // A capture that is not read would be a sign for ever.
      let isSigned = options.traces ? waitForNetwork(milliseconds: 5) : winsock.poll(milliseconds: 5)
      (idle, rounds) = (isSigned && rounds < 1000 ? 0 : idle + 1, rounds + 1)
      winsock.poll(milliseconds: 0)
      if options.traces { network.drain(into: &packets) }
      guard idle == 4 else { continue }
      if options.traces { network.stopExpecting(in: &packets) }
      programs.hasGivenUp = true
    }
  }

  /// Nothing moves any more: waits with a time limit come to their ends, where that changes anything. False when none
  /// does.
  private func passTime() -> Bool {
    var hasPassed = false
    for program in programs.list {
      for thread in program.threads where thread.isTimed && thread.body.seesMore {
        winsock.timeOut(threads[thread.place].id)
        hasPassed = true
      }
    }
    collectPrograms()
    return hasPassed
  }

  // MARK: - What happened

  /// Takes what happened to programs out of the journal.
  func collectPrograms() {
    guard !programs.isEmpty || programs.seen < winsock.journal.count else { return }
    var kept = programs.seen
    var i = programs.seen
    var noted = journalNoted
    while i < winsock.journal.count {
      if takeIn(winsock.journal[i]) {
        if i < journalNoted { noted -= 1 }
        for j in routineRuns.indices where routineRuns[j].position > kept { routineRuns[j].position -= 1 }
      } else {
        if kept < i { winsock.journal[kept] = winsock.journal[i] }
        kept += 1
      }
      i += 1
    }
    winsock.journal.removeSubrange(kept...)
    programs.seen = kept
    journalNoted = noted
  }

  /// Takes in something that happened, if it happened to a program.
  private func takeIn(_ happening: Happening) -> Bool {
    switch happening {
    case .resumed(let id, _, _, let value):
      guard let thread = threads[place(id)].program else { return false }
      resumed(thread, value)
    case .completed(let completion):
      guard isProgram(completion.overlapped) else { return false }
      asProgram(isShown: false) { completed(completion) }
    case .eventSet(let event): return isProgram(event)
    case .eventReset(let event):
      guard isProgram(event) else { return false }
      noteReset(event)
    case .socketChanged(let socket):
      guard isProgram(socket) else { return false }
      noteEnd(socket)
    case .posted(let port, _): return isProgram(port)
    }
    return true
  }

  /// An operation of a program is done: its memory is the program's again.
  private func completed(_ completion: Completion) {
    guard let overlapped = completion.overlapped else { return }
    let place = overlappeds.place(overlapped)
    didComplete(completion, place)
    if completion.call == .WSARecv { noteReceived(overlappeds[place].buffers, Int(completion.bytes)) }
    releaseBuffers(place)
  }

  /// Whether a WSAOVERLAPPED is a program's: its name has a dot.
  private func isProgram(_ overlapped: OverlappedPointer?) -> Bool {
    overlapped.map { names.text(overlappeds[overlappeds.place($0)].name).utf8.contains(UInt8(ascii: ".")) } ?? false
  }

  /// Whether a program made what this handle is of.
  func isProgram(_ handle: Handle) -> Bool { handles.place(handle).map { handles[$0].isProgram } ?? false }

  /// A program's socket has a connection: its packets are named after it.
  private func noteEnd(_ socket: Handle) {
    guard options.describes, let state = winsock.describe(socket), let local = state.local else { return }
    ends.note(socket, local, state.peer)
  }

  // MARK: - Packets

  /// Packets between programs whose calls are hidden are counted, and kept for `trace` only.
  private func hidePackets() {
    guard !packets.isEmpty else { return }
    var hidden: [TracedPacket] = []
    var kept = 0
    for i in packets.indices {
      if let program = hider(of: packets[i]) {
        program.hiddenPackets += 1
        if options.describes || hasHosts { hidden.append(packets[i]) }
      } else {
        if kept < i { packets[kept] = packets[i] }
        kept += 1
      }
    }
    packets.removeSubrange(kept...)
    if !hidden.isEmpty { remembered.append(hidden) }
    thinOut()
  }

  /// The server that a packet goes to or comes from, when both its ends belong to programs and one of them is hidden.
  private func hider(of packet: TracedPacket) -> Program? {
    let (end, client): (SocketAddress, Program)
    if let from = programs.clientEnds[packet.from] {
      (end, client) = (packet.to, from)
    } else if let to = programs.clientEnds[packet.to] {
      (end, client) = (packet.from, to)
    } else {
      return nil
    }
    let server = programs.list.first { $0.listens(at: end) }
    return server.flatMap { $0.isShown && client.isShown ? nil : $0 }
  }
}

extension Program {
  fileprivate func listens(at end: SocketAddress) -> Bool {
    guard case .server(let server) = work else { return false }
    let address = server.address
    return address == end || address.isWildcard && address.port == end.port
  }
}
