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
        guard programs.callsLeft > 0, programs.callsLeft % 256 != 0 || caller.isInterrupted?() != true else {
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
    case .call(let invocation): got = makeCall(invocation, on: thread)
    case .timed(let invocation):
      thread.isTimed = true
      got = makeCall(invocation, on: thread)
    case .rest:
      thread.isResting = true
      return
    case .end: return end(thread)
    case .giveUp:
      program.ended.append(thread.label)
      return end(thread)
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
    if network.hasHosts {
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
    if options.traces { network.drain(into: &current.packets) }
    var (idle, rounds) = (0, 0)
    while !isQuiet, !programs.hasGivenUp {
      // A capture that is not read would be a sign for ever.
      let isSigned = options.traces ? waitForNetwork(milliseconds: 5) : winsock.poll(milliseconds: 5)
      (idle, rounds) = (isSigned && rounds < 1000 ? 0 : idle + 1, rounds + 1)
      winsock.poll(milliseconds: 0)
      if options.traces { network.drain(into: &current.packets) }
      guard idle == 4 else { continue }
      if options.traces { network.stopExpecting(in: &current.packets) }
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
}
