import LinuxSockets
import Winsock

// Objects as `show` and declarations report them.

extension JSONWriter {
  /// `object`, `type` and `value`.
  mutating func objectKeys(_ object: ObjectRecord) {
    raw(",\"object\":")
    string(object.name)
    raw(",\"type\":")
    string(object.state.type.rawValue)
    raw(",\"value\":{")
    state(object.state)
    raw("}")
  }

  private mutating func state(_ state: ObjectState) {
    switch state {
    case .socket(let state): socket(state)
    case .event(let signaled):
      raw("\"signaled\":")
      if let signaled { bool(signaled) } else { raw("null") }
    case .port(let state): port(state)
    case .buffer(let len, let memory):
      raw("\"len\":")
      number(UInt64(len))
      raw(",\"buf\":")
      hex(memory)
    case .overlapped(let state): overlapped(state)
    case .routine(let commands):
      raw("\"commands\":")
      string(commands)
    case .thread(let state): thread(state)
    case .program(let state): programKeys(state)
    }
  }

  private mutating func overlapped(_ state: OverlappedState) {
    raw("\"Internal\":")
    number(UInt64(state.Internal))
    raw(",\"InternalHigh\":")
    number(state.InternalHigh)
    raw(",\"Offset\":")
    number(UInt64(state.Offset))
    raw(",\"OffsetHigh\":")
    number(UInt64(state.OffsetHigh))
    raw(",\"hEvent\":")
    // A handle that is closed is nothing any more, though the field still holds its number.
    string(orNull: state.signaled == nil ? nil : state.hEvent)
  }

  private mutating func socket(_ state: SocketState) {
    raw("\"state\":")
    string(state.state)
    raw(",\"type\":")
    if state.isStream { raw("\"SOCK_STREAM\"") } else { raw("\"SOCK_DGRAM\"") }
    if let local = state.local {
      raw(",\"local\":")
      address(local)
    }
    if let peer = state.peer {
      raw(",\"peer\":")
      address(peer)
    }
    raw(",\"nonblocking\":")
    bool(state.isNonblocking)
    raw(",\"pending\":")
    list(state.pending) { $0.string($1) }
    if let port = state.port {
      raw(",\"port\":")
      string(port.name)
      raw(",\"key\":")
      number(port.key)
    }
  }

  private mutating func port(_ state: PortState) {
    raw("\"open\":")
    bool(state.isOpen)
    raw(",\"concurrency\":")
    number(UInt64(state.concurrency))
    raw(",\"queue\":")
    list(state.queue) { $0.packet(($1.key, $1.overlapped, UInt64($1.bytes), UInt64($1.status.rawValue))) }
    raw(",\"waiting\":")
    list(state.waiting) { $0.string($1) }
    raw(",\"sockets\":")
    list(state.sockets) { json, socket in
      json.raw("{\"socket\":")
      json.string(socket.name)
      json.raw(",\"key\":")
      json.number(socket.key)
      json.raw("}")
    }
  }

  private mutating func thread(_ state: ThreadState) {
    raw("\"lastError\":")
    number(UInt64(state.lastError.rawValue))
    if let blocked = state.blockedIn {
      raw(",\"blockedIn\":")
      string(blocked.call)
      raw(",\"blockedStep\":")
      number(Int64(blocked.step))
    }
    raw(",\"routines\":")
    list(state.routines) { $0.string($1) }
  }
}
