import LinuxSockets
import Winsock

// The words for objects, as they are now.

extension Why {
  func bound(_ name: String) -> Bound {
    let bytes = Array(name.utf8)
    return session.objects.names.find(bytes, 0..<bytes.count)
  }

  func handle(_ name: String) -> HandleObject? {
    if case .handle(let place) = bound(name) { return session.objects.handles[place] }
    return nil
  }

  func look(_ name: String) -> SocketDescription? { handle(name).flatMap { session.winsock.describe($0.handle) } }

  /// How many handles a socket has.
  func handles(_ name: String) -> Int { handle(name).map { session.winsock.handleCount($0.handle) } ?? 0 }

  /// How many bytes lie in a socket.
  func readable(_ name: String) -> Int { handle(name).map { session.winsock.readable($0.handle) } ?? 0 }

  /// The socket at the other end by its name, else its address; nil without a connection.
  func peer(_ name: String) -> String? {
    guard let socket = look(name), let peer = socket.peer else { return nil }
    var found: String?
    session.objects.names.forEachBound { other, bound in
      guard found == nil, case .handle(let place) = bound else { return }
      let description = session.winsock.describe(session.objects.handles[place].handle)
      if description?.local == peer, description?.peer == socket.local, other != name { found = other }
    }
    return found ?? peer.description
  }

  /// The peer, or words for one that is not known.
  func peerOrOther(_ name: String) -> String { peer(name) ?? "the peer" }

  /// `a, connected to c` and the like.
  func described(_ name: String) -> String {
    guard let socket = look(name) else { return name }
    if let peer = peer(name) { return "\(name), connected to \(peer)" }
    if socket.state == .listening { return "\(name), which listens" + at(socket.local) }
    if socket.local != nil { return "\(name), bound" + (socket.local.map { " to \($0)" } ?? "") }
    return name
  }

  /// `a is connected to c` and the like: a sentence without its full stop.
  func stands(_ name: String) -> String {
    guard let socket = look(name) else { return "\(name) is closed" }
    if let peer = peer(name) { return "\(name) is connected to \(peer)" }
    if socket.state == .listening { return "\(name) listens" + at(socket.local) }
    return socket.local.map { "\(name) is bound to \($0)" } ?? "\(name) is not bound"
  }

  private func at(_ address: SocketAddress?) -> String { address.map { " on \($0)" } ?? "" }

  /// The listening socket, bound socket or whatever has this address, other than `name`.
  func holder(of address: SocketAddress, but name: String, where matches: (SocketDescription) -> Bool) -> String? {
    var found: String?
    session.objects.names.forEachBound { other, bound in
      guard found == nil, other != name, case .handle(let place) = bound,
        let socket = session.winsock.describe(session.objects.handles[place].handle), let local = socket.local,
        local.port == address.port, matches(socket)
      else { return }
      found = other
    }
    return found
  }

  /// The address that a word gives: an ADDR, or that of a socket.
  func address(_ word: String) -> SocketAddress? {
    SocketAddress.parse(word.utf8) ?? look(word)?.local
  }

  /// What a name that should be a socket's is in truth.
  func notASocket(_ name: String) -> String {
    switch bound(name) {
    case .handle(let place):
      let object = session.objects.handles[place]
      if object.type == .event { return "\(name) is an event" + (object.isOpen ? "" : " that was closed") }
      if object.type == .mutex || object.type == .semaphore {
        return "\(name) is a \(object.type.rawValue)" + (object.isOpen ? "" : " that was closed")
      }
      if object.type == .file { return "\(name) is a file" + (object.isOpen ? "" : " that was closed") }
      if object.type == .port { return "\(name) is a completion port" + (object.isOpen ? "" : " that was closed") }
      if object.handle == .invalid { return "\(name) holds INVALID_SOCKET: the call that should have made it failed" }
      return "\(name) was closed: the variable still holds the old number"
    case .buffer: return "\(name) is a WSABUF"
    case .overlapped: return "\(name) is a WSAOVERLAPPED"
    case .program: return "\(name) is a program"
    case .variable(let variable): return "\(name) is a variable of type \(variable.type.name)"
    case .routine: return "\(name) is a completion routine"
    case .none: return "\(name) is not a socket"
    }
  }

  /// `1 byte`, `5 bytes`
  static func count(_ number: some BinaryInteger, _ one: String = "byte") -> String {
    number == 1 ? "1 \(one)" : "\(number) \(one)s"
  }

  /// `1 byte lies`, `5 bytes lie`
  static func lie(_ number: some BinaryInteger) -> String { count(number) + (number == 1 ? " lies" : " lie") }

  /// A socket's state as TCP names it.
  func state(_ name: String) -> String { look(name)?.state.rawValue ?? "closed" }
}
