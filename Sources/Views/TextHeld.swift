import Steps
import TerminalText

// What is held in the simulated kernel, and warnings.

extension Page {
  /// What a step newly held, or all that is held: `in the kernel: 1  WSARecv on a, step 9   5 bytes, STATUS_SUCCESS → o, e`.
  mutating func writeHeld(_ records: [HeldRecord]) {
    if records.isEmpty { return line("nothing is held in the kernel") }
    let numbers = records.map { String($0.number).utf8.count }.max() ?? 1
    let calls = records.map { columns(of: $0) }.max() ?? 0
    for (i, record) in records.enumerated() {
      begin()
      if i == 0 { text.append("in the kernel: ", .label) } else { text.spaces(Page.heldTitle) }
      text.spaces(numbers - String(record.number).utf8.count)
      text.append(record.number)
      text.append("  ")
      let start = text.column
      appendStart(of: record)
      text.pad(to: start + min(calls, 26), gap: 0)
      text.append("   ")
      appendOutcome(of: record)
      end(hang: Page.heldTitle + numbers + 2)
    }
  }

  /// The columns of `in the kernel: `.
  private static var heldTitle: Int { 15 }

  private func columns(of record: HeldRecord) -> Int {
    var measure = Page(TextOptions(), text: TextBuffer())
    measure.appendStart(of: record)
    return measure.text.column
  }

  /// `WSARecv on a, step 9`
  private mutating func appendStart(of record: HeldRecord) {
    text.append(escaping: record.call)
    if let socket = record.socket {
      text.append(" on ")
      text.append(escaping: socket)
    }
    text.append(", step ")
    text.append(record.step)
  }

  /// `5 bytes, STATUS_SUCCESS → o, e`
  private mutating func appendOutcome(of record: HeldRecord) {
    appendCount(record.bytes)
    text.append(", ")
    append(record.status)
    if record.overlapped == nil, case .none = record.destination { return }
    text.append(" → ")
    if let overlapped = record.overlapped { text.append(escaping: overlapped) }
    if case .none = record.destination { return }
    if record.overlapped != nil { text.append(", ") }
    append(record.destination)
  }

  private mutating func append(_ destination: HeldRecord.Destination) {
    switch destination {
    case .none: break
    case .event(let name): text.append(escaping: name)
    case .port(let port):
      text.append(escaping: port.name)
      text.append(" (key ")
      text.append(port.key)
      text.append(")")
    case .routine(let routine):
      text.append("routine ")
      text.append(escaping: routine.name)
      text.append(" on ")
      text.append(escaping: routine.thread)
    case .thread(let name):
      text.append(escaping: name)
      text.append(" waits")
    }
  }
}

// MARK: - Warnings

extension Page {
  /// `warning: ` and the sentences, hanging; the lesson that treats it stands behind them.
  mutating func writeWarnings(_ warnings: [Warning]) {
    for warning in warnings {
      begin()
      text.append("warning:", .warning)
      text.append(" ")
      text.styled(.caution) { text in
        text.append(escaping: warning.text)
        if let lesson = warning.lesson {
          text.append(" (lesson ")
          let number = lesson.prefix { $0.isNumber }
          text.append(escaping: String(number))
          if !number.isEmpty, lesson[number.endIndex...].first == " " { text.append(":") }
          text.append(escaping: String(lesson[number.endIndex...]))
          text.append(")")
        }
      }
      end(hang: 2)
    }
  }
}
