import Winsock

/// The connections that one thread of the event model waits for: the array of events, in its order.
final class EventGroup {
  var slots: [Int] = []
}

/// The main thread of the event model: it accepts, makes an event, starts a receive, and puts the event into the array.
final class EventAccepting: ThreadBody {
  private enum Stage { case opening, accepting, refusing, makingEvent, receiving, closing, closingEvent }

  private let server: EchoServer
  private var stage = Stage.opening
  private var slot = 0

  init(_ server: EchoServer) { self.server = server }

  func next(after answer: Answer?, _ memory: ProgramMemory) -> Move {
    switch stage {
    case .opening:
      if let move = server.nextOpening(answer, memory) { return move }
      addGroup(memory)
      return accept(memory)
    case .accepting: return accepted(answer, memory)
    case .refusing, .closingEvent:
      server.didClose(slot)
      return accept(memory)
    case .makingEvent:
      stage = .receiving
      memory.makeBuffer("b\(slot)", size: EchoServer.room)
      return .call(eventReceive(slot, memory))
    case .receiving:
      if let answer, !answer.hasBegun {
        server.failures.note("WSARecv", answer.error)
        stage = .closing
        return .call(memory.closesocket("a\(slot)"))
      }
      group(memory).slots.append(slot)
      return accept(memory)
    case .closing:
      stage = .closingEvent
      return .call(memory.wsacloseevent("e\(slot)"))
    }
  }

  private func accept(_ memory: ProgramMemory) -> Move {
    stage = .accepting
    return server.accept(into: &slot, memory)
  }

  private func accepted(_ answer: Answer?, _ memory: ProgramMemory) -> Move {
    if let answer, !answer.succeeded { return server.refuse("accept", answer, slot) }
    server.didAccept()
    if server.settings.full == .refuse, server.groups[0].slots.count >= WSA_MAXIMUM_WAIT_EVENTS {
      server.refused += 1
      stage = .refusing
      return .call(memory.closesocket("a\(slot)"))
    }
    stage = .makingEvent
    return .call(memory.wsacreateevent("e\(slot)"))
  }

  /// The array that takes another event: the only one, or with a worker for each 64 one that has room.
  private func group(_ memory: ProgramMemory) -> EventGroup {
    guard server.settings.full == .worker else { return server.groups[0] }
    if let free = server.groups.first(where: { $0.slots.count < WSA_MAXIMUM_WAIT_EVENTS }) { return free }
    return addGroup(memory)
  }

  @discardableResult
  private func addGroup(_ memory: ProgramMemory) -> EventGroup {
    let group = EventGroup()
    server.groups.append(group)
    let number = server.groups.count
    memory.begin(number == 1 ? "worker" : "worker\(number)", EventWaiting(server, group))
    return group
  }
}

/// WSARecv with the event of a connection.
private func eventReceive(_ slot: Int, _ memory: ProgramMemory) -> Invocation {
  memory.setLength("b\(slot)", UInt32(EchoServer.room))
  memory.zero("o\(slot)", event: "e\(slot)")
  return memory.wsarecv("a\(slot)", "b\(slot)", "o\(slot)")
}

/// The worker of the event model: it waits for one of its events, and does what comes next on that connection. Its wait
/// ends every 100 ms, so that it comes to see events that were added meanwhile.
final class EventWaiting: ThreadBody {
  private enum Stage { case waiting, resetting, asking, going, closing, closingEvent }

  private let server: EchoServer
  private let group: EventGroup
  private var stage = Stage.waiting
  /// The array as the wait at hand took it.
  private var waited: [Int] = []
  private var slot = 0
  /// Connections whose operation under way is a send.
  private var sending: Set<Int> = []

  init(_ server: EchoServer, _ group: EventGroup) { (self.server, self.group) = (server, group) }

  var seesMore: Bool { waited != group.slots }

  func next(after answer: Answer?, _ memory: ProgramMemory) -> Move {
    guard let answer else { return wait(memory) }
    switch stage {
    case .waiting: return woken(answer, memory)
    case .resetting:
      stage = .asking
      return .call(memory.getresult("a\(slot)", "o\(slot)"))
    case .asking: return asked(answer, memory)
    case .going:
      if answer.hasBegun { return wait(memory) }
      server.failures.note(sending.contains(slot) ? "WSASend" : "WSARecv", answer.error)
      return close(memory)
    case .closing:
      stage = .closingEvent
      return .call(memory.wsacloseevent("e\(slot)"))
    case .closingEvent:
      group.slots.removeAll { $0 == slot }
      sending.remove(slot)
      server.didClose(slot)
      return wait(memory)
    }
  }

  private func wait(_ memory: ProgramMemory) -> Move {
    stage = .waiting
    waited = group.slots
    if waited.isEmpty { return .timed(memory.sleepex(100)) }
    return .timed(memory.wait(waited.map { "e\($0)" }, 100))
  }

  private func woken(_ answer: Answer, _ memory: ProgramMemory) -> Move {
    if answer.value == WSA_WAIT_FAILED {
      server.failures.note("WSAWaitForMultipleEvents", answer.error)
      return .giveUp
    }
    guard !waited.isEmpty, answer.value >= 0, answer.value < Int64(waited.count) else { return wait(memory) }
    slot = waited[Int(answer.value)]
    stage = .resetting
    return .call(memory.wsaresetevent("e\(slot)"))
  }

  private func asked(_ answer: Answer, _ memory: ProgramMemory) -> Move {
    guard answer.succeeded, answer.bytes > 0 else {
      if !answer.succeeded { server.failures.note("WSAGetOverlappedResult", answer.error) }
      return close(memory)
    }
    stage = .going
    if sending.remove(slot) != nil {
      server.bytes += UInt64(answer.bytes)
      return .call(eventReceive(slot, memory))
    }
    sending.insert(slot)
    server.receives += 1
    memory.setLength("b\(slot)", answer.bytes)
    memory.zero("o\(slot)", event: "e\(slot)")
    return .call(memory.wsasend("a\(slot)", "b\(slot)", "o\(slot)"))
  }

  private func close(_ memory: ProgramMemory) -> Move {
    stage = .closing
    return .call(memory.closesocket("a\(slot)"))
  }
}
