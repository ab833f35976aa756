import Steps

// What a call gave, as keys of its record.

extension JSONWriter {
  /// `call`, `return`, `error` and `out`.
  mutating func callKeys(_ call: CallRecord) {
    raw(",\"call\":")
    string(call.call)
    raw(",\"return\":")
    returned(call.returned)
    if let error = call.error {
      raw(",\"error\":{\"code\":")
      number(UInt64(error.code))
      raw(",\"name\":")
      string(error.name)
      raw("}")
    } else {
      raw(",\"error\":null")
    }
    if let fields = call.out { out(fields) }
    cKey(call.c)
    if call.isOfDatagram, !isBrief { raw(",\"datagram\":true") }
  }

  /// The key `c`: the call as C.
  mutating func cKey(_ c: String) {
    guard !isBrief, !c.isEmpty else { return }
    raw(",\"c\":")
    string(c)
  }

  /// The key `errorName`; nothing for no error.
  mutating func nameKey(of error: ErrorValue) {
    guard !isBrief, !error.isNone else { return }
    raw(",\"errorName\":")
    string(error.name)
  }

  /// A status's number for a key that stands already, and the key `statusName`; nothing more for success.
  mutating func status(_ status: StatusValue) {
    number(UInt64(status.code))
    guard !isBrief, status.code != 0, let name = status.name else { return }
    raw(",\"statusName\":")
    string(name)
  }

  private mutating func returned(_ value: ReturnValue) {
    switch value {
    case .number(let value): number(value)
    case .text(let text): string(text)
    case .invalidSocket: raw("\"INVALID_SOCKET\"")
    case .null: raw("null")
    }
  }

  private mutating func out(_ fields: [OutField]) {
    raw(",\"out\":{")
    for i in fields.indices {
      if i > 0 { raw(",") }
      string(fields[i].key)
      raw(":")
      outValue(fields[i].value)
      if case .eventErrors(let errors) = fields[i].value { names(of: errors) }
    }
    raw("}")
  }

  /// The names of the errors of network events: `errorNames`.
  private mutating func names(of errors: [EventError]) {
    let failed = errors.filter { !$0.error.isNone }
    if isBrief || failed.isEmpty { return }
    raw(",\"errorNames\":")
    object(failed) { json, entry in
      json.string(entry.event)
      json.raw(":")
      json.string(entry.error.name)
    }
  }

  private mutating func outValue(_ value: OutValue) {
    switch value {
    case .number(let value): number(value)
    case .text(let text): string(text)
    case .bytes(let data): hex(data.values)
    case .address(let value): address(value)
    case .name(let name): string(orNull: name)
    case .names(let names): list(names) { $0.string($1) }
    case .revents(let entries):
      object(entries) { json, entry in
        json.string(entry.socket)
        json.raw(":")
        json.list(entry.events) { $0.string($1) }
      }
    case .eventErrors(let entries):
      object(entries) { json, entry in
        json.string(entry.event)
        json.raw(":")
        json.number(UInt64(entry.error.code))
      }
    case .entries(let entries): list(entries) { $0.packet($1) }
    }
  }

  private mutating func object<Entry>(_ entries: [Entry], _ entry: (inout JSONWriter, Entry) -> Void) {
    raw("{")
    for i in entries.indices {
      if i > 0 { raw(",") }
      entry(&self, entries[i])
    }
    raw("}")
  }

  /// A packet of a completion port.
  mutating func packet(_ packet: PortPacket) {
    raw("{\"key\":")
    number(packet.key)
    raw(",\"overlapped\":")
    string(orNull: packet.overlapped)
    raw(",\"bytes\":")
    number(UInt64(packet.bytes))
    raw(",\"status\":")
    status(packet.status)
    raw("}")
  }
}
