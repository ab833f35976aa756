import Calls
import Steps
import TerminalText

// What came back through pointers, behind the value of the call.

extension Page {
  /// The fields that are short, on the line of the call.
  mutating func appendOut(_ fields: [OutField], of call: CallDescriptor?) {
    var isFirst = true
    for field in fields {
      // Text that is the return value is printed as that.
      if field.value.isUntold || field.key == "text" && call?.returns == .text { continue }
      if !isFirst { text.append(",") }
      together(isFirst ? "   " : " ") { $0.appendField(field, call) }
      isFirst = false
    }
  }

  private mutating func appendField(_ field: OutField, _ call: CallDescriptor?) {
    switch field.value {
    case .number(let value): appendNumber(value, field.key)
    case .text(let value):
      if field.key == "to" { text.append("to ") }
      if field.key == "text" { text.append("\"") }
      text.append(escaping: value)
      if field.key == "text" { text.append("\"") }
    case .bytes(let data):
      if field.key == "data" {
        appendPreview(data.values, total: data.count, columns: max(room, 24))
      } else {
        appendHex(data.values)
      }
    case .address(let value): appendAddress(value, field.key, call)
    case .name(let name):
      text.append(escaping: field.key)
      text.append(" ")
      text.append(escaping: name ?? "NULL")
    case .names(let names): appendNames(names, field.key)
    case .revents(let entries): appendList(entries) { $0.appendRevents($1.socket, $1.events) }
    case .eventErrors(let entries): appendErrors(entries)
    case .entries: break
    }
  }

  private mutating func appendNumber(_ value: UInt64, _ key: String) {
    switch key {
    case "version", "highVersion":
      text.append(key == "version" ? "wVersion " : "wHighVersion ")
      text.append(value & 0xff)
      text.append(".")
      text.append(value >> 8 & 0xff)
    case "flags" where value != 0:
      text.append("flags ")
      appendMessageFlags(value)
    case "value" where value == UInt64(UInt32.max):
      text.append("value 0xffffffff")
    default:
      text.append(escaping: key)
      text.append(" ")
      text.append(value)
    }
  }

  /// The flags that WSARecv gives back, by winsock2.h.
  private mutating func appendMessageFlags(_ value: UInt64) {
    let names: [(bit: UInt64, name: StaticString)] = [
      (1, "MSG_OOB"), (0x100, "MSG_TRUNC"), (0x200, "MSG_CTRUNC"), (0x400, "MSG_BCAST"), (0x800, "MSG_MCAST"),
      (0x8000, "MSG_PARTIAL"),
    ]
    guard value != 0, value & ~names.reduce(0, { $0 | $1.bit }) == 0 else { return text.append(hex: value) }
    var isFirst = true
    for flag in names where value & flag.bit != 0 {
      if !isFirst { text.append("|") }
      text.append(flag.name)
      isFirst = false
    }
  }

  private mutating func appendAddress(_ address: Address, _ key: String, _ call: CallDescriptor?) {
    switch key {
    case "addr": if call?.action == .accept { text.append("from ") }
    default:
      text.append(escaping: key)
      text.append(" ")
    }
    append(address)
  }

  private mutating func appendNames(_ names: [String], _ key: String) {
    if key != "addresses" && key != "events" {
      text.append(escaping: key)
      text.append(" ")
    }
    for (i, name) in names.enumerated() {
      if i > 0 { text.append(key == "events" ? " | " : ", ") }
      text.append(escaping: name)
    }
  }

  private mutating func appendRevents(_ socket: String, _ names: [String]) {
    text.append(escaping: socket)
    text.append(": ")
    if names.isEmpty { text.append("0") }
    for (i, name) in names.enumerated() {
      if i > 0 { text.append(" | ") }
      text.append(escaping: name)
    }
  }

  private mutating func appendErrors(_ entries: [EventError]) {
    let failed = entries.filter { !$0.error.isNone }
    if failed.isEmpty { return text.append("no errors") }
    appendList(failed) { page, entry in
      page.text.append(escaping: entry.event)
      page.text.append(" with ")
      page.text.append(escaping: entry.error.name)
    }
  }

  private mutating func appendList<Entry>(_ entries: [Entry], _ write: (inout Page, Entry) -> Void) {
    for i in entries.indices {
      if i > 0 { text.append(", ") }
      write(&self, entries[i])
    }
  }

  private mutating func appendHex(_ data: [UInt8]) {
    for (i, byte) in data.prefix(64).enumerated() {
      if i > 0 { text.append(" ") }
      text.append(hexByte: byte)
    }
    if data.count > 64 { text.append(" …") }
  }
}

extension OutValue {
  /// What has lines of its own, or nothing to tell: no bytes were received.
  fileprivate var isUntold: Bool {
    switch self {
    case .entries: true
    case .bytes(let data): data.count == 0
    case .names(let names): names.isEmpty
    default: false
    }
  }
}

// MARK: - What takes lines of its own

extension Page {
  /// The entries of GetQueuedCompletionStatusEx, and received bytes that the preview could not show.
  mutating func writeLongOut(_ fields: [OutField]) {
    for field in fields {
      guard case .entries(let entries) = field.value else { continue }
      for entry in entries { writeEntry(entry) }
    }
  }

  private mutating func writeEntry(_ entry: PortPacket) {
    begin(2)
    text.append("key ")
    text.append(entry.key)
    text.append(", overlapped ")
    text.append(escaping: entry.overlapped ?? "NULL")
    text.append(", bytes ")
    text.append(entry.bytes)
    text.append(", Internal ")
    append(entry.status)
    end()
  }

  /// A status by its name, or its number.
  mutating func append(_ status: StatusValue) {
    if let name = status.name { return text.append(escaping: name) }
    text.append(hex: status.code, digits: 8)
  }

  /// An ADDR.
  mutating func append(_ address: Address) {
    if address.isIPv6 {
      text.append("[")
      text.append(escaping: address.host)
      text.append("]")
    } else {
      text.append(escaping: address.host)
    }
    // ICMP and ARP have no ports.
    guard address.port > 0 || address.isWildcard else { return }
    text.append(":")
    text.append(address.port)
  }

  /// The first bytes in quotes, as many as fit, with `…` behind where there are more.
  mutating func appendPreview(_ data: [UInt8], total: Int, columns: Int) {
    let count = data.withUnsafeBufferPointer { Self.previewed($0, isCut: data.count < total, columns: columns) }
    text.append(quoting: data[..<count])
    if count < total { text.append("…") }
  }

  /// How many bytes of a preview fit: whole characters, and none that is cut off at the end of what is kept.
  private static func previewed(_ data: UnsafeBufferPointer<UInt8>, isCut: Bool, columns: Int) -> Int {
    var used = 3
    var count = 0
    while count < data.count {
      let byte = data[count]
      var (needed, length) = ((0x20..<0x7f).contains(byte) ? (byte == 0x22 || byte == 0x5c ? 2 : 1) : 4, 1)
      if let character = TextBuffer.character(in: data, at: count) {
        (needed, length) = (character.columns, character.length)
      } else if isCut, byte >= 0xC2, data.count - count < 4, data[(count + 1)...].allSatisfy({ $0 & 0xC0 == 0x80 }) {
        break
      }
      if used + needed > columns { break }
      used += needed
      count += length
    }
    return count
  }
}
