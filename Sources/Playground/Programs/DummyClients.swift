import LinuxSockets
import Winsock

/// The clients of a dummyclient: what they have in common, and how far each one has come.
final class DummyClients {
  /// What was asked for.
  struct Settings {
    var address: SocketAddress
    var count: Int
    var messages: Int
    /// Whether they keep their connections when all has come back.
    var stays: Bool
  }

  /// How far a client has come.
  enum State: Equatable {
    case starting, connecting, exchanging, staying, finished
    /// The server closed before all was back.
    case cutOff
    case failed
  }

  /// What each message is: the text in a buffer of 100 bytes, zeros behind it.
  static let message = Array("Hello world".utf8)
  static let messageSize = 100

  /// More clients than anyone asks for, and more messages of each.
  static let maximum = 2000
  static let maximumMessages = 1000

  let settings: Settings
  var states: [State]
  /// How many bytes came back to each.
  var received: [Int]
  var failures = FailureList()

  init(_ settings: Settings) {
    self.settings = settings
    states = Array(repeating: .starting, count: settings.count)
    received = Array(repeating: 0, count: settings.count)
  }

  /// How many bytes each one sends, and wants back.
  var total: Int { settings.messages * Self.messageSize }

  func count(_ isMeant: (State) -> Bool) -> Int { states.reduce(0) { $0 + (isMeant($1) ? 1 : 0) } }
}

/// One client: it connects, sends its messages, receives until as much has come back, and closes.
final class DummyThread: ThreadBody {
  private enum Stage { case making, connecting, sending, receiving, closing, ending }

  private let clients: DummyClients
  private let place: Int
  private var stage = Stage.making
  private var sent = 0

  init(_ clients: DummyClients, place: Int) { (self.clients, self.place) = (clients, place) }

  private var socket: String { "s\(place + 1)" }
  private var buffer: String { "b\(place + 1)" }

  func next(after answer: Answer?, _ memory: ProgramMemory) -> Move {
    switch stage {
    case .making:
      stage = .connecting
      return .call(memory.socket(clients.settings.address.family, socket))
    case .connecting:
      if let answer, !answer.succeeded { return fail("socket", answer, memory, isOpen: false) }
      stage = .sending
      clients.states[place] = .connecting
      return .call(Command.connect(memory.handle(socket), AddressParameter.Value(clients.settings.address)))
    case .sending: return send(after: answer, memory)
    case .receiving: return received(answer, memory)
    case .closing:
      stage = .ending
      return .call(memory.closesocket(socket))
    case .ending: return .end
    }
  }

  private func send(after answer: Answer?, _ memory: ProgramMemory) -> Move {
    if let answer, !answer.succeeded { return fail(sent == 0 ? "connect" : "send", answer, memory) }
    clients.states[place] = .exchanging
    guard sent < clients.settings.messages else {
      if clients.settings.messages == 0 { return finish(memory) }
      stage = .receiving
      memory.makeBuffer(buffer, size: clients.total)
      return .call(memory.recv(socket, buffer))
    }
    sent += 1
    return .call(memory.send(socket, "hello"))
  }

  private func received(_ answer: Answer?, _ memory: ProgramMemory) -> Move {
    guard let answer, answer.succeeded else { return fail("recv", answer, memory) }
    guard answer.bytes > 0 else {
      clients.states[place] = .cutOff
      stage = .closing
      return next(after: nil, memory)
    }
    clients.received[place] += Int(answer.bytes)
    let left = clients.total - clients.received[place]
    guard left > 0 else { return finish(memory) }
    memory.setLength(buffer, UInt32(left))
    return .call(memory.recv(socket, buffer))
  }

  private func finish(_ memory: ProgramMemory) -> Move {
    stage = .closing
    clients.states[place] = clients.settings.stays ? .staying : .finished
    return clients.settings.stays ? .rest : next(after: nil, memory)
  }

  private func fail(
    _ call: String, _ answer: Answer?, _ memory: ProgramMemory, isOpen: Bool = true
  ) -> Move {
    clients.states[place] = .failed
    if let answer { clients.failures.note(call, answer.error) }
    stage = isOpen ? .closing : .ending
    return next(after: nil, memory)
  }
}
