import Steps

// What came of a line beside its result: keys that a script gets from no real Winsock.

extension JSONWriter {
  /// The keys `typed`, `completed`, `changes`, `ends`, `next`, and how many records of others belong to the step:
  /// `routines` before its own, `programs` and `aftermath` behind.
  mutating func trail(_ step: Step) {
    if let typed = step.typed { self.typed(typed) }
    if !step.finished.isEmpty {
      raw(",\"completed\":")
      list(step.finished) { $0.finished($1) }
    }
    if !step.changes.isEmpty {
      raw(",\"changes\":")
      list(step.changes) { $0.change($1) }
    }
    if !step.ends.isEmpty {
      raw(",\"ends\":")
      list(step.ends) { $0.endName($1) }
    }
    if !step.routines.isEmpty { key(",\"routines\":", step.routines.count) }
    if !step.programs.isEmpty { key(",\"programs\":", step.programs.count) }
    if !step.aftermath.isEmpty { key(",\"aftermath\":", step.aftermath.count) }
    key(",\"next\":", step.nextThread)
  }

  /// The line as typed: text, or hex where it is not UTF-8.
  private mutating func typed(_ line: Bytes) {
    if let text = String(validating: line.values, as: UTF8.self) { return key(",\"typed\":", text) }
    raw(",\"typedBytes\":")
    hex(line.values)
  }

  /// The record of a line without a command.
  mutating func comment(_ line: [UInt8]) {
    if let text = String(validating: line, as: UTF8.self) {
      key("{\"comment\":", text)
    } else {
      raw("{\"commentBytes\":")
      hex(line)
    }
    raw("}\n")
  }

  /// The record of a lesson's text; nothing for what is none.
  mutating func lessonText(_ entry: RecordedEntry) {
    switch entry {
    case .prose(let text): key("{\"prose\":", text)
    case .prediction(let asked):
      key("{\"predict\":", asked.question)
      if !asked.choices.isEmpty {
        raw(",\"choices\":")
        list(asked.choices) { $0.string($1) }
      }
      if let right = asked.right { key(",\"right\":", right) }
      key(",\"value\":", asked.value)
    default: return
    }
    raw("}\n")
  }

  private mutating func finished(_ one: Finished) {
    switch one {
    case .operation(let done):
      raw("{\"call\":")
      string(done.call)
      key(",\"step\":", done.step)
      key(",\"bytes\":", done.bytes)
      raw(",\"status\":")
      status(done.status)
      key(",\"overlapped\":", done.overlapped)
      if let port = done.port { portKeys(port) }
      if let routine = done.routine {
        key(",\"routine\":", routine.name)
        key(",\"thread\":", routine.thread)
      }
    case .posted(let packet):
      raw("{\"posted\":")
      string(packet.port)
      key(",\"key\":", packet.key)
      key(",\"overlapped\":", packet.overlapped)
      key(",\"bytes\":", packet.bytes)
    }
    raw("}")
  }

  private mutating func change(_ change: Change) {
    raw("{\"object\":")
    switch change {
    case .socket(let name, let state):
      string(name)
      raw(",\"type\":\"SOCKET\",\"value\":{")
      socket(state)
    case .buffer(let name, let change):
      string(name)
      raw(",\"type\":\"WSABUF\",\"value\":{")
      buffer(change)
    case .overlapped(let name, let before, let now):
      string(name)
      raw(",\"type\":\"WSAOVERLAPPED\",\"value\":{")
      overlapped(now)
      overlappedNames(now, separator: ",")
      if let before {
        raw("},\"before\":{")
        overlapped(before)
        overlappedNames(before, separator: ",")
      }
    case .event(let name, let signaled):
      string(name)
      raw(",\"type\":\"WSAEVENT\",\"value\":{\"signaled\":")
      bool(signaled)
    }
    raw("}}")
  }

  /// Memory, and the places in it that changed: pairs of the first byte and the number of bytes.
  private mutating func buffer(_ change: BufferChange) {
    raw("\"len\":")
    number(UInt64(change.len))
    raw(",\"buf\":")
    hex(change.memory.values)
    guard let ranges = change.changed else { return }
    raw(",\"changed\":")
    list(ranges) { json, range in
      json.key("[", range.lowerBound)
      json.key(",", range.count)
      json.raw("]")
    }
  }

  private mutating func endName(_ end: EndName) {
    raw("{\"name\":")
    string(end.name)
    raw(",\"local\":")
    address(end.local)
    if let peer = end.peer {
      raw(",\"peer\":")
      address(peer)
    }
    raw("}")
  }
}
