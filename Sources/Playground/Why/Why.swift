import Calls
import LinuxSockets
import Steps
import Winsock

/// Explains a step in its context: what was asked, what the layer found, what comes next, and the lesson that treats it.
/// It looks at the session as it is now, and changes nothing.
struct Why {
  let session: Session
  let step: Step
  let askedLine: AskedLine
  let line: AskedWords
  /// The C function; empty when the line called none.
  let call: String
  /// What is known of the function; nil when the line called none.
  let descriptor: CallDescriptor?
  /// Nil while the call has not returned.
  let record: CallRecord?

  init(_ session: Session, _ step: Step, _ asked: AskedLine) {
    (self.session, self.step, askedLine) = (session, step, asked)
    line = AskedWords(asked, session)
    switch step.body {
    case .call(let record): (call, self.record) = (record.call, record)
    case .blocked(let call, _): (self.call, record) = (call, nil)
    default: (call, record) = ("", nil)
    }
    descriptor = CallCatalogue.find(call)
  }

  /// What the call does.
  var action: CallAction? { descriptor?.action }

  var error: ErrorCode? { record?.error.map { ErrorCode(rawValue: $0.code) } }
  var isBlocked: Bool { !call.isEmpty && record == nil }

  /// The number that the call returned; 0 when it was none.
  var value: Int64 {
    if case .number(let number)? = record?.returned { return number }
    return 0
  }

  /// The name that the call gave to what it made, or the text that it returned.
  var made: String {
    if case .text(let name)? = record?.returned { return name }
    return "it"
  }

  func out(_ key: String) -> OutValue? { record?.out?.first { $0.key == key }?.value }

  func number(_ key: String) -> UInt64? {
    if case .number(let number)? = out(key) { return number }
    return nil
  }

  /// All that is to be said.
  func lines() -> [TextLine] {
    var lines = [TextLine(.heading, heading)]
    if var reason = reason() {
      if reason.sources.isEmpty, !isUsage { reason.sources = sources }
      lines += Self.lines(reason)
    }
    lines += consequences().map { TextLine(.item, $0) }
    return lines
  }

  static func lines(_ reason: Reason) -> [TextLine] {
    var lines: [TextLine] = []
    if !reason.asked.isEmpty { lines.append(TextLine(.item, "asked: " + reason.asked)) }
    if !reason.found.isEmpty { lines.append(TextLine(.item, "found: " + reason.found.joined(separator: " "))) }
    if !reason.next.isEmpty { lines.append(TextLine(.item, "next: " + reason.next.joined(separator: " "))) }
    if let lesson = reason.lesson { lines.append(TextLine(.item, "lesson " + lesson.rawValue)) }
    if !reason.sources.isEmpty { lines.append(TextLine(.item, "source: " + ClaimSource.text(reason.sources))) }
    return lines
  }

  /// Whether the line was not run: then nothing is claimed of Windows.
  private var isUsage: Bool { if case .usage = step.body { true } else { false } }

  /// What the session holds of the line, and what is known of its call.
  private var sources: [ClaimSource] {
    [.session(packetSource)] + (descriptor?.sources ?? [])
  }

  private var packetSource: String {
    guard !step.packets.isEmpty else { return "this session's steps" }
    let isCaptured = step.packets.allSatisfy { $0.source == .captured }
    return "this session's steps and packets, " + (isCaptured ? "as captured" : "inferred from the calls")
  }

  private var heading: String {
    let what = "step \(step.number)"
    switch step.body {
    case .call, .blocked: return "\(what): \(call)\(isBlocked ? " has not returned" : result)"
    case .usage: return "\(what) was not run"
    case .expectation(let holds, _): return "\(what): the statement \(holds ? "holds" : "does not hold")"
    default: return "\(what): \(step.line)"
    }
  }

  private var result: String {
    if let error {
      return error == .WSA_IO_PENDING ? " began: WSA_IO_PENDING" : " failed: \(error.name(after: call))"
    }
    switch record?.returned {
    case .text(let name): return " gave \(name)"
    case .number(let number) where descriptor?.returns != .lastError: return " returned \(named(number))"
    default: return " is done"
    }
  }

  private func named(_ number: Int64) -> String {
    switch descriptor?.returns {
    case .bool: return number == 0 ? "FALSE" : "TRUE"
    case .sleep where number == WSA_WAIT_IO_COMPLETION: return "WAIT_IO_COMPLETION"
    case .wait where number == WSA_WAIT_TIMEOUT: return "WSA_WAIT_TIMEOUT"
    case .wait where number == WSA_WAIT_IO_COMPLETION: return "WSA_WAIT_IO_COMPLETION"
    case .wait: return "WSA_WAIT_EVENT_0" + (number > 0 ? " + \(number)" : "")
    case .objectWait where number == WSA_WAIT_TIMEOUT: return "WAIT_TIMEOUT"
    case .objectWait where number >= 128: return "WAIT_ABANDONED_0"
    case .objectWait: return "WAIT_OBJECT_0" + (number > 0 ? " + \(number)" : "")
    default: return String(number)
    }
  }

  /// The reason by the call's family.
  func reason() -> Reason? {
    switch step.body {
    case .usage(let error): return usage(error)
    case .expectation(let holds, let seen): return expectation(holds, seen)
    case .call, .blocked: break
    default: return wire() ?? program()
    }
    if let error, error != .WSA_IO_PENDING, let asked = asked { return failure(error, asked) }
    return sockets() ?? transfers() ?? closing() ?? waits() ?? overlapped() ?? extensions() ?? ports() ?? rest()
  }
}
