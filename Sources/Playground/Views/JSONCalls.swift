import LinuxSockets
import Winsock

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
      number(UInt64(error.rawValue))
      raw(",\"name\":")
      string(error.name(after: call.call))
      raw("}")
    } else {
      raw(",\"error\":null")
    }
    if let fields = call.out { out(fields) }
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
    }
    raw("}")
  }

  private mutating func outValue(_ value: OutValue) {
    switch value {
    case .number(let value): number(value)
    case .text(let text): string(text)
    case .hex(let data): hex(data)
    case .address(let value): address(value)
    case .name(let name): string(orNull: name)
    case .names(let names): list(names) { $0.string($1) }
    case .namesBy(let entries):
      object(entries) { json, entry in
        json.string(entry.key)
        json.raw(":")
        json.list(entry.names) { $0.string($1) }
      }
    case .numbersBy(let entries):
      object(entries) { json, entry in
        json.string(entry.key)
        json.raw(":")
        json.number(entry.number)
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
  mutating func packet(_ packet: (key: UInt64, overlapped: String?, bytes: UInt64, status: UInt64)) {
    raw("{\"key\":")
    number(packet.key)
    raw(",\"overlapped\":")
    string(orNull: packet.overlapped)
    raw(",\"bytes\":")
    number(packet.bytes)
    raw(",\"status\":")
    number(packet.status)
    raw("}")
  }
}
