import Calls
import Steps
import TerminalText

// A call, its value, what came back through pointers, and its error with a reason.

extension Page {
  /// The call in C and all that it gave. `prefix` stands before it (`main resumes: `).
  mutating func writeCall(_ call: CallRecord, after prefix: String, isHeld: Bool = false, isDone: Bool = false) {
    begin()
    if !prefix.isEmpty { text.append(escaping: prefix, .warning) }
    appendC(call.c, call.call)
    let descriptor = CallCatalogue.find(call.call)
    let family = descriptor?.returns ?? .status
    if family != .nothing {
      together(" ") {
        $0.text.append("= ")
        $0.appendValue(call.returned, family)
      }
    }
    let fields = call.out ?? []
    if !fields.isEmpty { appendOut(fields, of: descriptor) }
    end()
    if let error = call.error, family == .error { return writeReason(error, descriptor) }
    if let error = call.error {
      let progress = isHeld ? "accepted; done, and held" : isDone ? "accepted; done meanwhile" : nil
      writeError(error, call, descriptor, progress)
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

  private mutating func appendValue(_ value: ReturnValue, _ family: ReturnFamily) {
    switch value {
    case .number(let value): appendNumber(value, family)
    case .text(let name):
      if family == .text { text.append("\"") }
      text.append(escaping: name)
      if family == .text { text.append("\"") }
    case .invalidSocket: text.append("INVALID_SOCKET", .failure)
    case .null: text.append(family == .event ? "WSA_INVALID_EVENT" : "NULL", .failure)
    }
  }

  private mutating func appendNumber(_ value: Int64, _ family: ReturnFamily) {
    switch family {
    case .status where value == -1: text.append("SOCKET_ERROR")
    case .file where value == -1: text.append("INVALID_HANDLE_VALUE", .failure)
    case .bool: text.append(value == 0 ? "FALSE" : "TRUE")
    case .wait: appendWait(value, "WSA_WAIT_", object: "EVENT_0")
    case .objectWait: appendWait(value, "WAIT_", object: "OBJECT_0")
    case .sleep: if value == WaitResult.ioCompletion { text.append("WAIT_IO_COMPLETION") } else { text.append(value) }
    case .error where value != 0, .lastError where value != 0:
      text.append(escaping: ErrorReason.name(of: UInt32(truncatingIfNeeded: value)))
      text.append(" (")
      text.append(value)
      text.append(")")
    case .swapped(let digits):
      text.append(value)
      text.append("   ")
      text.append(hex: UInt64(bitPattern: value), digits: digits)
    default: text.append(value)
    }
  }

  private mutating func appendWait(_ value: Int64, _ family: String, object: String) {
    func name(_ text: String) -> String { family + text }
    switch value {
    case WaitResult.timeout: text.append(trusted: name("TIMEOUT"))
    case WaitResult.ioCompletion: text.append(trusted: name("IO_COMPLETION"))
    case WaitResult.failed: text.append(trusted: name("FAILED"), .failure)
    case 0: text.append(trusted: name(object))
    case 128..<128 + WaitResult.maximumEvents:
      text.append(trusted: name("ABANDONED_0"), .caution)
      if value > 128 {
        text.append(" + ")
        text.append(value - 128)
      }
    case 1..<WaitResult.maximumEvents:
      text.append(trusted: name(object))
      text.append(" + ")
      text.append(value)
    default: text.append(value)
    }
  }
}

// MARK: - Errors

extension Page {
  /// `WSAGetLastError() = NAME (code)` and why.
  private mutating func writeError(
    _ error: ErrorValue, _ record: CallRecord, _ descriptor: CallDescriptor?, _ progress: String?
  ) {
    begin()
    text.append(descriptor?.error == .win32 ? "GetLastError() = " : "WSAGetLastError() = ")
    text.append(escaping: error.name, error.isPending ? .pending : .failure)
    text.append(" (")
    text.append(error.code)
    text.append(")")
    let known = record.isOfDatagram ? ErrorReason.onDatagramSocket(error.code) : nil
    let reason = (error.isPending ? progress : nil) ?? known ?? ErrorReason.of(error.code, after: descriptor)
    let fits = text.column + 3 + DisplayWidth.of(reason) <= width
    if fits, !reason.isEmpty {
      text.append("   ")
      text.append(trusted: reason)
    }
    end()
    if !fits { line(reason, at: 2) }
  }

  private mutating func writeReason(_ error: ErrorValue, _ descriptor: CallDescriptor?) {
    let reason = ErrorReason.of(error.code, after: descriptor)
    if !reason.isEmpty { line(reason, at: 2) }
  }
}

extension TextBuffer {
  /// Appends untrusted text in a style.
  mutating func append(escaping text: String, _ style: Style) {
    styled(style) { $0.append(escaping: text) }
  }
}
