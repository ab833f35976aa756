import Steps

// What is held in the simulated kernel, and warnings, as keys of a record.

extension JSONWriter {
  /// A list of operations that are held.
  mutating func held(_ records: [HeldRecord]) {
    list(records) { $0.heldRecord($1) }
  }

  /// One operation that is held.
  mutating func heldRecord(_ record: HeldRecord) {
    raw("{\"number\":")
    number(Int64(record.number))
    raw(",\"call\":")
    string(record.call)
    raw(",\"step\":")
    number(Int64(record.step))
    raw(",\"socket\":")
    string(orNull: record.socket)
    raw(",\"bytes\":")
    number(UInt64(record.bytes))
    raw(",\"status\":")
    status(record.status)
    raw(",\"overlapped\":")
    string(orNull: record.overlapped)
    destination(record.destination)
    raw("}")
  }

  private mutating func destination(_ destination: HeldRecord.Destination) {
    switch destination {
    case .none: break
    case .event(let name):
      raw(",\"event\":")
      string(name)
    case .port(let port): portKeys(port)
    case .routine(let routine):
      raw(",\"routine\":")
      string(routine.name)
      raw(",\"thread\":")
      string(routine.thread)
    case .thread(let name):
      raw(",\"thread\":")
      string(name)
    }
  }

  /// The key `warnings`; nothing when there are none.
  mutating func warnings(_ warnings: [Warning]) {
    if warnings.isEmpty { return }
    raw(",\"warnings\":")
    list(warnings) { json, warning in
      json.raw("{\"kind\":")
      json.string(warning.kind.rawValue)
      json.raw(",\"text\":")
      json.string(warning.text)
      if let lesson = warning.lesson {
        json.raw(",\"lesson\":")
        json.string(lesson)
      }
      json.raw("}")
    }
  }
}
