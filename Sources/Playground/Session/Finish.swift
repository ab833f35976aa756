import Steps
import Winsock
import Wire

extension Session {
  /// Settles the network, and completes a step with all that came of it: calls that returned, routines that ran, what
  /// changed, and the packets.
  func finish(_ step: inout Step) {
    settle()
    returnLate(&step)
    var after = step.consequences
    if !winsock.journal.isEmpty || !current.routineRuns.isEmpty { tell(step, &after) }
    if winsock.holdsCompletions { describeHeld(&after.held) }
    describeChanges(&after.changes)
    if options.traces, !network.isPrivate { network.drain(into: &current.packets) }
    if case .trace = step.body { after.ends = current.tracedEnds }
    tellPrograms(&after.programs)
    // Lines that are run again note what is inside, too: the next line tells what has changed since.
    if network.hasHosts, options.traces, !(current.packets.isEmpty && current.used.list.isEmpty) {
      (after.states, after.moreStates) = kernelStates()
    }
    if !current.packets.isEmpty { tellPackets(&after) }
    if !current.warnings.isEmpty {
      if options.warnings { after.warnings = current.warnings }
      current.warnings.removeAll()
    }
    step.consequences = after
    count(step)
    // Nobody asks why of what nobody sees.
    if !native.areSilent { keep(step) }
  }

  private func tellPackets(_ after: inout Consequences) {
    after.packets = [Packet](current.packets, &trace.addresses)
    after.morePackets = current.untold
    current.untold = 0
    trace.remembered.append(current.packets)
    after.ends = endNames(current.packets)
    current.packets.removeAll(keepingCapacity: current.packets.count <= 64)
  }

  /// A call that the settling completed has not blocked: it was only slow.
  private func returnLate(_ step: inout Step) {
    guard case .blocked = step.body else { return }
    guard let place = threads.firstIndex(where: { $0.waiting?.step == step.number }) else { return }
    if let record = returned(place) { step.body = .call(record) }
  }

  /// Works through the journal in its order, and through the routines that ran between its entries.
  private func tell(_ step: Step, _ after: inout Consequences) {
    let own = threads.firstIndex { $0.name == step.thread }.map { threads[$0].id }
    var isBlocked = false
    if case .blocked = step.body { isBlocked = true }
    let runs = current.routineRuns
    (current.routineRuns, current.runs) = ([], 0)
    var nextRun = 0
    func tellRoutines(upTo position: Int) {
      while nextRun < runs.count, runs[nextRun].position <= position {
        let run = runs[nextRun]
        if step.number > 0, run.thread == own, !isBlocked {
          after.routines.append(run.record)
        } else {
          after.aftermath.append(.routine(run.record))
        }
        nextRun += 1
      }
    }
    while let (position, happening) = told.steps.next(in: winsock.journal) {
      tellRoutines(upTo: position)
      if position >= told.books.position, let (_, happening) = told.books.next(in: winsock.journal) { note(happening) }
      if !isOfProgram(happening) { tell(happening, by: step.thread, &after) }
    }
    tellRoutines(upTo: .max)
    winsock.dropJournal(before: told.steps.position)
    if !current.changesInRoutines.isEmpty {
      after.changes += current.changesInRoutines
      current.changesInRoutines.removeAll()
    }
  }

  /// Takes to the session's books what the journal has had since it was looked at last: a completion routine finds its
  /// operation done, and may begin it again.
  func noteJournal() {
    while let (_, happening) = told.books.next(in: winsock.journal) { note(happening) }
  }

  private func note(_ happening: Happening) {
    // A program's new socket has no name yet when it changes: it is looked at again with the others of the line.
    if case .socketChanged(let socket) = happening { return current.touched.sockets.insert(socket) }
    // A program's own books are kept where it is served.
    guard !isOfProgram(happening) else { return }
    switch happening {
    case .completed(let completion):
      if threads[place(completion.thread)].program == nil { noteCompleted(completion) }
    case .eventReset(let event):
      noteReset(event)
      current.touched.events.insert(event)
    case .eventSet(let event): current.touched.events.insert(event)
    case .posted(_, let packet):
      if let overlapped = packet.overlapped {
        objects.overlappeds[objects.overlappeds.place(overlapped)].origins.append(.posted(step: history.count))
      }
    case .resumed, .socketChanged, .refusedForRoom: break
    }
  }

  private func tell(_ happening: Happening, by thread: String, _ after: inout Consequences) {
    switch happening {
    case .resumed(let resumed, _, _, let value):
      let place = place(resumed)
      guard let waiting = threads[place].waiting else { return }
      threads[place].waiting = nil
      current.asked.resumed.append((waiting.step, waiting.invocation))
      touchReceived(waiting.shape.keep)
      noteAbandoned(place, value.error, by: thread)
      let native = threads[place].native
      let record = inMemory(of: native?.program) {
        let made = self.record(waiting.call, waiting.c, value, waiting.shape, given: waiting.invocation.name)
        complete(waiting.invocation.origin.c, value, made, on: resumed)
        return made
      }
      if let native { self.resumed(native, record, value) }
      if native?.program.isShown == false { return }
      after.aftermath.append(.resumed(step: waiting.step, thread: threads[place].name, record))
    case .completed(let completion): completed(completion, &after)
    case .eventReset, .eventSet, .socketChanged: break
    case .refusedForRoom(_, let from, let to):
      if options.traces { network.refuse(from: from, to: to, into: &current.packets) }
    case .posted(let port, let packet):
      guard let port = name(port) else { return }
      after.finished.append(
        .posted(
          PostedPacket(port: port, key: packet.key, overlapped: name(packet.overlapped), bytes: packet.bytes)))
    }
  }

  /// An operation is done: its memory is the script's again.
  private func noteCompleted(_ completion: Completion) {
    if let overlapped = completion.overlapped {
      let place = objects.overlappeds.place(overlapped)
      for buffer in objects.overlappeds[place].buffers where isReceive(completion.call) { touch(buffer) }
      touch(overlapped: place)
      inMemory(of: objects.overlappeds[place].native) { didComplete(completion, place) }
      if isReceive(completion.call) { noteReceived(objects.overlappeds[place].buffers, Int(completion.bytes)) }
      for buffer in objects.overlappeds[place].buffers where buffer.shadow != nil { writeBack(buffer) }
      releaseBuffers(place)
    }
  }

  private func completed(_ completion: Completion, _ after: inout Consequences) {
    if completion.routine != nil { watchRoutines(place(completion.thread)) }
    guard !completion.atOnce || completion.port != .null else { return }
    after.finished.append(
      .operation(
        CompletionRecord(
          call: "\(completion.call)", step: Int(completion.tag), bytes: completion.bytes,
          status: StatusValue(completion.status), overlapped: name(completion.overlapped),
          port: name(completion.port).map { PortKey(name: $0, key: completion.key) },
          routine: completion.routine.map {
            QueuedRoutine(name: routineName($0), thread: threads[place(completion.thread)].name)
          })))
  }

  private func isReceive(_ call: CallKind) -> Bool {
    call == .WSARecv || call == .WSARecvFrom || call == .WSARecvMsg || call == .AcceptEx
  }

  /// Lets go of the memory of an operation that is no longer under way.
  func releaseBuffers(_ place: Int32) {
    if objects.overlappeds[place].inFlight == 0 { objects.overlappeds[place].buffers.removeAll() }
  }
}
