import Steps

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
    guard !isBrief, case .overlapped(let state) = object.state, state.hEvent != nil || state.Internal.code != 0 else {
      return
    }
    raw(",\"more\":{")
    overlappedNames(state, separator: "")
    raw("}")
  }

  private mutating func state(_ state: ObjectState) {
    switch state {
    case .socket(let state): socket(state)
    case .event(let signaled):
      raw("\"signaled\":")
      if let signaled { bool(signaled) } else { raw("null") }
    case .port(let state): port(state)
    case .file(let state):
      raw("\"open\":")
      bool(state != nil)
      key(",\"size\":", state?.size)
      key(",\"position\":", state?.position)
    case .mutex(let state), .semaphore(let state):
      raw("\"open\":")
      bool(state != nil)
      key(",\"count\":", state?.count)
      key(",\"most\":", state?.most)
      key(",\"owner\":", state?.owner)
      if let depth = state?.depth, depth > 0 { key(",\"depth\":", depth) }
    case .buffer(let len, let memory, let rest):
      raw("\"len\":")
      number(UInt64(len))
      raw(",\"buf\":")
      hex(memory.values)
      key(",\"rest\":", rest?.count)
      if rest?.isZero == true { raw(",\"restIsZero\":true") }
    case .overlapped(let state): overlapped(state)
    case .routine(let commands):
      raw("\"commands\":")
      string(commands)
    case .thread(let state): thread(state)
    case .program(let state): programKeys(state)
    case .variable(let state): variable(state)
    }
  }

  private mutating func variable(_ state: VariableState) {
    raw("\"ctype\":")
    string(state.type)
    raw(",\"fields\":")
    list(state.fields) { json, field in
      json.raw("{\"name\":")
      json.string(field.name)
      json.raw(",\"type\":")
      json.string(field.type)
      json.raw(",\"value\":")
      json.string(field.value)
      json.key(",\"note\":", field.note)
      json.key(",\"offset\":", field.offset)
      json.key(",\"size\":", field.size)
      json.raw("}")
    }
    if state.moreFields > 0 { key(",\"moreFields\":", state.moreFields) }
    raw(",\"bytes\":")
    hex(state.memory.values)
  }

  /// A WSAOVERLAPPED's fields, without braces.
  mutating func overlapped(_ state: OverlappedState) {
    raw("\"Internal\":")
    number(UInt64(state.Internal.code))
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

  /// What the fields of a WSAOVERLAPPED mean: the status by its name, and whether the event is signaled, or which one is
  /// closed.
  mutating func overlappedNames(_ state: OverlappedState, separator: StaticString) {
    var separator = separator
    if state.Internal.code != 0, let name = state.Internal.name {
      raw(separator)
      key("\"statusName\":", name)
      separator = ","
    }
    guard let event = state.hEvent else { return }
    raw(separator)
    if let signaled = state.signaled {
      raw("\"signaled\":")
      bool(signaled)
    } else {
      key("\"closedEvent\":", event)
    }
  }

  /// A socket's state, without braces.
  mutating func socket(_ state: SocketState) {
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
    list(state.pending) { $0.pending($1) }
    if let port = state.port { portKeys(port) }
    inside(",\"inside\":", state.inside)
  }

  /// `port` and `key`.
  mutating func portKeys(_ port: PortKey) {
    raw(",\"port\":")
    string(port.name)
    raw(",\"key\":")
    number(port.key)
  }

  private mutating func pending(_ operation: PendingRecord) {
    raw("{\"call\":")
    string(operation.call)
    key(",\"step\":", operation.step)
    raw(",\"thread\":")
    string(operation.thread)
    key(",\"overlapped\":", operation.overlapped)
    key(",\"routine\":", operation.routine)
    key(",\"event\":", operation.event)
    if let port = operation.port { portKeys(port) }
    raw("}")
  }

  private mutating func port(_ state: PortState) {
    raw("\"open\":")
    bool(state.isOpen)
    raw(",\"concurrency\":")
    number(UInt64(state.concurrency))
    raw(",\"queue\":")
    list(state.queue) { $0.packet($1) }
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
    number(UInt64(state.lastError.code))
    nameKey(of: state.lastError)
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
