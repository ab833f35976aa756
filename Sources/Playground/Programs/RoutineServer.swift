import Winsock

/// The main thread of the routine model: it accepts, and hands each connection to the worker.
final class RoutineAccepting: ThreadBody {
  private enum Stage { case opening, makingEvent, accepting, handing }

  private let server: EchoServer
  private let desk = HandoverDesk()
  private var stage = Stage.opening
  private var slot = 0

  init(_ server: EchoServer) { self.server = server }

  func next(after answer: Answer?, _ memory: ProgramMemory) -> Move {
    switch stage {
    case .opening:
      if let move = server.nextOpening(answer, memory) { return move }
      stage = .makingEvent
      return .call(memory.wsacreateevent("e"))
    case .makingEvent:
      memory.makeRoutine("onReceive")
      memory.makeRoutine("onSend")
      memory.begin("worker", RoutineWaiting(server, desk))
    case .accepting:
      if let answer, !answer.succeeded { return server.refuse("accept", answer, slot) }
      server.didAccept()
      desk.slots.append(slot)
      stage = .handing
      return .call(memory.wsasetevent("e"))
    case .handing: break
    }
    stage = .accepting
    return server.accept(into: &slot, memory)
  }
}

/// Connections that main has accepted and the worker has not begun with.
final class HandoverDesk {
  var slots: [Int] = []
}

/// The worker of the routine model: it starts the first receive of each connection, and then does all its work inside
/// an alertable wait.
final class RoutineWaiting: ThreadBody {
  private enum Stage { case waiting, resetting, receiving, closing }

  private let server: EchoServer
  private let desk: HandoverDesk
  private var stage = Stage.waiting
  private var slot = 0

  init(_ server: EchoServer, _ desk: HandoverDesk) { (self.server, self.desk) = (server, desk) }

  func next(after answer: Answer?, _ memory: ProgramMemory) -> Move {
    guard let answer else { return wait(memory) }
    switch stage {
    case .waiting:
      guard answer.value == 0 else { return wait(memory) }
      stage = .resetting
      return .call(memory.wsaresetevent("e"))
    case .resetting: return begin(memory)
    case .receiving:
      if answer.hasBegun { return begin(memory) }
      server.failures.note("WSARecv", answer.error)
      stage = .closing
      return .call(memory.closesocket("a\(slot)"))
    case .closing:
      server.didClose(slot)
      return begin(memory)
    }
  }

  private func wait(_ memory: ProgramMemory) -> Move {
    stage = .waiting
    return .call(memory.wait(["e"], isAlertable: true))
  }

  /// The first receive of the next connection on the desk.
  private func begin(_ memory: ProgramMemory) -> Move {
    guard !desk.slots.isEmpty else { return wait(memory) }
    slot = desk.slots.removeFirst()
    stage = .receiving
    memory.makeBuffer("b\(slot)", size: EchoServer.room)
    return .call(receive(slot, memory))
  }

  private func receive(_ slot: Int, _ memory: ProgramMemory) -> Invocation {
    memory.setLength("b\(slot)", UInt32(EchoServer.room))
    memory.zero("o\(slot)")
    return memory.wsarecv("a\(slot)", "b\(slot)", "o\(slot)", "onReceive")
  }

  func routine(_ name: String, _ run: RoutineRun, _ memory: ProgramMemory) -> [Invocation] {
    guard let overlapped = run.overlapped, let slot = Int(memory.part(overlapped).dropFirst()) else { return [] }
    let isReceive = name == memory.name("onReceive")
    guard run.error == .success, run.bytes > 0 else {
      if run.error != .success { server.failures.note(isReceive ? "WSARecv" : "WSASend", run.error) }
      server.didClose(slot)
      return [memory.closesocket("a\(slot)")]
    }
    guard isReceive else {
      server.bytes += UInt64(run.bytes)
      return [receive(slot, memory)]
    }
    server.receives += 1
    memory.setLength("b\(slot)", run.bytes)
    memory.zero("o\(slot)")
    return [memory.wsasend("a\(slot)", "b\(slot)", "o\(slot)", "onSend")]
  }
}
