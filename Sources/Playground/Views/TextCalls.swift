import Steps
import TerminalText
import Winsock

// A call, its value, what came back through pointers, and its error with a reason.

extension Page {
  /// The call in C and all that it gave. `prefix` stands before it (`main resumes: `).
  mutating func writeCall(_ call: CallRecord, after prefix: String, isHeld: Bool = false, isDone: Bool = false) {
    begin()
    text.append(escaping: prefix)
    appendC(call.c, call.call)
    let family = CallFamily(call.call)
    if appendsValue(call, family) {
      together(" ") {
        $0.text.append("= ")
        $0.appendValue(call, family)
      }
    }
    let fields = call.out ?? []
    if !fields.isEmpty { appendOut(fields, call.call) }
    end()
    if let error = call.error, case .errorItself = family { return writeReason(error, call.call) }
    if let error = call.error {
      writeError(error, call, isHeld ? "accepted; done, and held" : isDone ? "accepted; done meanwhile" : nil)
    }
    writeLongOut(fields)
  }

  /// The call in C, or its name where the session does not describe. A very long one loses its middle.
  mutating func appendC(_ c: String, _ call: String) {
    if c.isEmpty {
      text.append(escaping: call)
      return text.append("(…)")
    }
    guard c.utf8.count > 400 else { return text.append(escaping: c) }
    let bytes = Array(c.utf8)
    var head = 240
    while head > 0, bytes[head] & 0xc0 == 0x80 { head -= 1 }
    var tail = bytes.count - 80
    while tail < bytes.count, bytes[tail] & 0xc0 == 0x80 { tail += 1 }
    text.append(escaping: bytes[..<head])
    text.append("…")
    text.append(escaping: bytes[tail...])
  }

  private func appendsValue(_ call: CallRecord, _ family: CallFamily) -> Bool {
    if case .nothing = family { return false }
    return true
  }

  private mutating func appendValue(_ call: CallRecord, _ family: CallFamily) {
    switch call.returned {
    case .number(let value): appendNumber(value, family, call.call)
    case .text(let name):
      if call.call == "inet_ntop" { text.append("\"") }
      text.append(escaping: name)
      if call.call == "inet_ntop" { text.append("\"") }
    case .invalidSocket: text.append("INVALID_SOCKET", .red)
    case .null: text.append(call.call == "WSACreateEvent" ? "WSA_INVALID_EVENT" : "NULL", .red)
    }
  }

  private mutating func appendNumber(_ value: Int64, _ family: CallFamily, _ call: String) {
    switch family {
    case .status where value == -1 && call != "inet_pton": text.append("SOCKET_ERROR")
    case .bool: text.append(value == 0 ? "FALSE" : "TRUE")
    case .wait: appendWait(value, call)
    case .errorItself where value != 0, .lastError where value != 0:
      let code = ErrorCode(rawValue: UInt32(truncatingIfNeeded: value))
      text.append(escaping: code.name)
      text.append(" (")
      text.append(code.rawValue)
      text.append(")")
    case .swapped(let digits):
      text.append(value)
      text.append("   ")
      text.append(hex: UInt64(bitPattern: value), digits: digits)
    default: text.append(value)
    }
  }

  private mutating func appendWait(_ value: Int64, _ call: String) {
    let isSleep = call == "SleepEx"
    switch value {
    case WSA_WAIT_TIMEOUT: text.append("WSA_WAIT_TIMEOUT")
    case WSA_WAIT_IO_COMPLETION: text.append(isSleep ? "WAIT_IO_COMPLETION" : "WSA_WAIT_IO_COMPLETION")
    case WSA_WAIT_FAILED: text.append("WSA_WAIT_FAILED", .red)
    case 0 where !isSleep: text.append("WSA_WAIT_EVENT_0")
    case 1..<Int64(WSA_MAXIMUM_WAIT_EVENTS) where !isSleep:
      text.append("WSA_WAIT_EVENT_0 + ")
      text.append(value)
    default: text.append(value)
    }
  }
}

// MARK: - Errors

extension Page {
  /// `WSAGetLastError() = NAME (code)` and why.
  private mutating func writeError(_ error: ErrorValue, _ record: CallRecord, _ progress: String?) {
    let call = record.call
    begin()
    text.append(CallFamily.isWin32(call) ? "GetLastError() = " : "WSAGetLastError() = ")
    text.append(escaping: error.name, error.isPending ? .cyan : .red)
    text.append(" (")
    text.append(error.code)
    text.append(")")
    let code = ErrorCode(rawValue: error.code)
    let known = record.isOfDatagram ? Knowledge.datagramReason(code) : nil
    let reason = (error.isPending ? progress : nil) ?? known ?? Knowledge.reason(for: code, call: call)
    let fits = text.column + 3 + DisplayWidth.of(reason) <= width
    if fits, !reason.isEmpty {
      text.append("   ")
      text.append(trusted: reason)
    }
    end()
    if !fits { line(reason, at: 2) }
  }

  private mutating func writeReason(_ error: ErrorValue, _ call: String) {
    let reason = Knowledge.reason(for: ErrorCode(rawValue: error.code), call: call)
    if !reason.isEmpty { line(reason, at: 2) }
  }
}

extension TextBuffer {
  /// Appends untrusted text in a style.
  mutating func append(escaping text: String, _ style: Style) {
    styled(style) { $0.append(escaping: text) }
  }
}
