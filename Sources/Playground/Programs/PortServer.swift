import Winsock

/// The main thread of the completion port model: it accepts, associates, and starts the first receive.
final class PortAccepting: ThreadBody {
  private enum Stage { case opening, making, accepting, associating, receiving, closing }

  private let server: EchoServer
  private var stage = Stage.opening
  private var slot = 0

  init(_ server: EchoServer) { self.server = server }

  func next(after answer: Answer?, _ memory: ProgramMemory) -> Move {
    switch stage {
    case .opening:
      if let move = server.nextOpening(answer, memory) { return move }
      stage = .making
      return .call(memory.makePort("p"))
    case .making:
      for number in 1...max(server.settings.threads, 1) { memory.begin("w\(number)", PortWorking(server)) }
      return accept(memory)
    case .accepting:
      if let answer, !answer.succeeded { return server.refuse("accept", answer, slot) }
      server.didAccept()
      stage = .associating
      return .call(memory.associate("a\(slot)", "p", key: slot))
    case .associating:
      stage = .receiving
      memory.makeBuffer("b\(slot)", size: EchoServer.room)
      return .call(receiving(slot, memory))
    case .receiving:
      guard let answer, !answer.hasBegun else { return accept(memory) }
      server.failures.note("WSARecv", answer.error)
      stage = .closing
      return .call(memory.closesocket("a\(slot)"))
    case .closing:
      server.didClose(slot)
      return accept(memory)
    }
  }

  private func accept(_ memory: ProgramMemory) -> Move {
    stage = .accepting
    return server.accept(into: &slot, memory)
  }
}

/// WSARecv with the memory of a connection.
private func receiving(_ slot: Int, _ memory: ProgramMemory) -> Invocation {
  memory.setLength("b\(slot)", UInt32(EchoServer.room))
  memory.zero("in\(slot)")
  return memory.wsarecv("a\(slot)", "b\(slot)", "in\(slot)")
}

/// A worker of the completion port model: it takes a packet, and does what comes next on that connection. The key says
/// which connection, the WSAOVERLAPPED which operation.
final class PortWorking: ThreadBody {
  private enum Stage { case taking, going, closing }

  private let server: EchoServer
  private var stage = Stage.taking
  private var slot = 0

  init(_ server: EchoServer) { self.server = server }

  func next(after answer: Answer?, _ memory: ProgramMemory) -> Move {
    guard let answer else { return take(memory) }
    switch stage {
    case .taking: return taken(answer, memory)
    case .going:
      if answer.hasBegun { return take(memory) }
      server.failures.note("WSASend or WSARecv", answer.error)
      return close(memory)
    case .closing:
      server.didClose(slot)
      return take(memory)
    }
  }

  private func take(_ memory: ProgramMemory) -> Move {
    stage = .taking
    return .call(memory.getqueuedcompletionstatus("p"))
  }

  private func taken(_ answer: Answer, _ memory: ProgramMemory) -> Move {
    guard case .packet(let packet) = answer.out, let overlapped = packet.overlapped else {
      server.failures.note("GetQueuedCompletionStatus", answer.error)
      return .giveUp
    }
    slot = Int(packet.key)
    stage = .going
    let isReceive = memory.part(overlapped).hasPrefix("in")
    guard answer.succeeded, packet.bytes > 0 else {
      if !answer.succeeded { server.failures.note(isReceive ? "WSARecv" : "WSASend", answer.error) }
      return close(memory)
    }
    guard isReceive else {
      server.bytes += UInt64(packet.bytes)
      return .call(receiving(slot, memory))
    }
    server.receives += 1
    memory.setLength("b\(slot)", packet.bytes)
    memory.zero("out\(slot)")
    return .call(memory.wsasend("a\(slot)", "b\(slot)", "out\(slot)"))
  }

  private func close(_ memory: ProgramMemory) -> Move {
    stage = .closing
    return .call(memory.closesocket("a\(slot)"))
  }
}
