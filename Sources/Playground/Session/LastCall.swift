import Language
import Steps
import Winsock

/// The last call of a session, as statements look at it.
struct LastCall {
  /// The C function.
  var call = ""
  /// The thread that is blocked in it; nil when it has returned.
  var blocked: String?
  /// What it returned, and its error.
  var returned = ReturnValue.number(0)
  var error = ErrorCode.success
  /// What came back through pointers.
  var out: [OutField]?
  /// How many packets the line of the last call has moved, and how many warnings it gave.
  var packets = 0
  var warnings = 0
}

extension Session {
  /// Counts what came of a step for `last.packets` and `last.warnings`: of the last line that called, or moved or warned
  /// of something. What happens between lines still comes of the line before.
  func count(_ step: Step) {
    let packets = step.packets.count + step.morePackets
    let warnings = step.warnings.count
    if step.number == 0 {
      last.call.packets += packets
      last.call.warnings += warnings
      return
    }
    switch step.body {
    case .call, .blocked: break
    default: if packets == 0, warnings == 0 { return }
    }
    last.call.packets = packets
    last.call.warnings = warnings
  }
}

extension Evaluator {
  private static let always = ["call", "blocked", "packets", "warnings", "return", "error"]
  /// Every key that some call tells.
  private static let told = [
    "addr", "addresses", "bytes", "data", "entries", "errors", "events", "except", "flags", "from", "function",
    "highVersion", "key", "local", "name", "overlapped", "read", "remote", "revents", "text", "value", "version",
    "write",
  ]

  /// A field of the last call: what it returned, its error (0 when it succeeded), and what came back through pointers.
  func last(_ field: Range<Int>) throws(UsageError) -> Value {
    let last = session.last.call
    if ByteText.equals(bytes, field, "call") { return .text(last.call) }
    if ByteText.equals(bytes, field, "blocked") { return .truth(last.blocked != nil) }
    if ByteText.equals(bytes, field, "packets") { return .number(Int64(last.packets)) }
    if ByteText.equals(bytes, field, "warnings") { return .number(Int64(last.warnings)) }
    let name = ByteText.string(bytes, field)
    guard let key = (Self.always + Self.told).first(where: { $0.lowercased() == name.lowercased() }) else {
      throw unknown(field, Self.always + (last.out ?? []).map(\.key))
    }
    if let thread = last.blocked {
      throw absent("the last call, \(last.call), has not returned: \(thread) is blocked in it", at: field)
    }
    if key == "error" { return .number(Int64(last.error.rawValue)) }
    if key == "return" { return value(last.returned) }
    guard let told = last.out?.first(where: { $0.key == key }) else {
      throw absent("the last call, \(last.call.isEmpty ? "none yet" : last.call), has no \"\(key)\"", at: field)
    }
    return value(told.value)
  }

  private func value(_ returned: ReturnValue) -> Value {
    switch returned {
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case .invalidSocket: return .text("INVALID_SOCKET")
    case .null: return .text("NULL")
    }
  }

  /// A key of `out`. The revents of several sockets are told as `a=POLLRDNORM|POLLHUP,c=POLLWRNORM`.
  private func value(_ out: OutValue) -> Value {
    switch out {
    case .number(let number): return .number(Int64(clamping: number))
    case .text(let text): return .text(text)
    case .bytes(let data): return .data(data.values)
    case .address(let address): return .text(address.description)
    case .name(let name): return .text(name ?? "NULL")
    case .names(let names): return .list(names)
    case .revents(let sets): return .list(sets.map { "\($0.socket)=\($0.events.joined(separator: "|"))" })
    case .eventErrors(let errors): return .list(errors.map { "\($0.event)=\($0.error.code)" })
    case .entries(let entries): return .number(Int64(entries.count))
    }
  }
}
