/// A thread of the blocking model: accept, then recv and send until the client has closed, then the next accept.
final class BlockingThread: ThreadBody {
  private enum Stage { case opening, accepting, receiving, sending, closing }

  private let server: EchoServer
  private var stage: Stage
  private var slot = 0
  /// Whether it serves one client, and has no accept of its own.
  private var servesOne = false

  /// A thread that accepts; the first one makes the listening socket.
  init(_ server: EchoServer, isFirst: Bool) {
    self.server = server
    stage = isFirst ? .opening : .closing
  }

  /// The thread of one client.
  private init(_ server: EchoServer, slot: Int) {
    (self.server, self.slot, stage, servesOne) = (server, slot, .sending, true)
  }

  func next(after answer: Answer?, _ memory: ProgramMemory) -> Move {
    switch stage {
    case .opening:
      if let move = server.nextOpening(answer, memory) { return move }
      if server.settings.threads > 1 {
        for number in 2...server.settings.threads {
          memory.begin("t\(number)", BlockingThread(server, isFirst: false))
        }
      }
      return accept(memory)
    case .accepting: return accepted(answer, memory)
    case .receiving: return received(answer, memory)
    case .sending: return sent(answer, memory)
    case .closing:
      if slot > 0 { server.didClose(slot) }
      return servesOne ? .end : accept(memory)
    }
  }

  private func accept(_ memory: ProgramMemory) -> Move {
    stage = .accepting
    return server.accept(into: &slot, memory)
  }

  private func accepted(_ answer: Answer?, _ memory: ProgramMemory) -> Move {
    if let answer, !answer.succeeded { return server.refuse("accept", answer, slot) }
    server.didAccept()
    guard server.settings.threads == 0 else { return receive(memory) }
    if memory.begin("t\(slot)", BlockingThread(server, slot: slot)) { return accept(memory) }
    return close(memory)
  }

  private func receive(_ memory: ProgramMemory) -> Move {
    stage = .receiving
    memory.makeBuffer("b\(slot)", size: EchoServer.room)
    memory.setLength("b\(slot)", UInt32(EchoServer.room))
    return .call(memory.recv("a\(slot)", "b\(slot)"))
  }

  private func received(_ answer: Answer?, _ memory: ProgramMemory) -> Move {
    guard let answer, answer.succeeded, answer.bytes > 0 else {
      if let answer, !answer.succeeded { server.failures.note("recv", answer.error) }
      return close(memory)
    }
    server.receives += 1
    stage = .sending
    memory.setLength("b\(slot)", answer.bytes)
    return .call(memory.send("a\(slot)", "b\(slot)"))
  }

  private func sent(_ answer: Answer?, _ memory: ProgramMemory) -> Move {
    if let answer, !answer.succeeded {
      server.failures.note("send", answer.error)
      return close(memory)
    }
    server.bytes += UInt64(max(answer?.value ?? 0, 0))
    return receive(memory)
  }

  private func close(_ memory: ProgramMemory) -> Move {
    stage = .closing
    return .call(memory.closesocket("a\(slot)"))
  }
}
