import LinuxSockets
import Winsock

/// Holds a statement against the session as it is now. It changes nothing: reading an event does not reset it.
struct Evaluator {
  let session: Session
  let bytes: [UInt8]
  let thread: ThreadID

  /// Whether the statement holds, and the values that were looked at.
  struct Verdict {
    var holds: Bool
    var seen: String
  }

  private enum Value {
    case number(Int64)
    case truth(Bool)
    case text(String)
    case data([UInt8])
  }

  private struct Seen {
    var texts: [String] = []
    mutating func note(_ text: String) {
      if !texts.contains(text), texts.count < 16 { texts.append(text) }
    }
  }

  func verdict(_ expression: Expression) throws(UsageError) -> Verdict {
    var seen = Seen()
    let holds = try evaluate(expression, &seen)
    return Verdict(holds: holds, seen: seen.texts.joined(separator: ", "))
  }

  /// The value of one operand, as it is told.
  func text(of operand: Expression.Operand) throws(UsageError) -> String {
    var seen = Seen()
    let value = try value(operand, &seen)
    guard case .field(_, let field) = operand else { return text(value, 0..<0) }
    return text(value, field)
  }

  private func evaluate(_ expression: Expression, _ seen: inout Seen) throws(UsageError) -> Bool {
    switch expression {
    case .not(let inner): return try !evaluate(inner, &seen)
    case .and(let left, let right):
      // Both sides, always: a mistake on the right is told also when the left does not hold.
      let (first, second) = (try evaluate(left, &seen), try evaluate(right, &seen))
      return first && second
    case .or(let left, let right):
      let (first, second) = (try evaluate(left, &seen), try evaluate(right, &seen))
      return first || second
    case .holds(let operand):
      switch try value(operand, &seen) {
      case .truth(let truth): return truth
      case .number(let number): return number != 0
      default:
        throw UsageError("that is neither true nor false", at: operand.range, hint: "compare it: == != < <= > >=")
      }
    case .compare(let left, let comparison, let right):
      return try compare(
        value(left, &seen), comparison, value(right, &seen), at: left.range.lowerBound..<right.range.upperBound)
    }
  }

  private func compare(_ left: Value, _ comparison: Expression.Comparison, _ right: Value, at range: Range<Int>)
    throws(UsageError) -> Bool
  {
    switch (left, right) {
    case (.number(let a), .number(let b)): return ordered(a, comparison, b)
    case (.truth(let a), .truth(let b)): return ordered(a ? 1 : 0, comparison, b ? 1 : 0)
    case (.truth(let a), .number(let b)): return ordered(a ? 1 : 0, comparison, b)
    case (.number(let a), .truth(let b)): return ordered(a, comparison, b ? 1 : 0)
    case (.text(let a), .text(let b)): return try same(a == b, comparison, range)
    case (.data(let a), .data(let b)): return try same(a == b, comparison, range)
    case (.text(let a), .data(let b)), (.data(let b), .text(let a)):
      return try same(Array(a.utf8) == b, comparison, range)
    default: throw UsageError("these two cannot be compared", at: range)
    }
  }

  private func ordered(_ a: Int64, _ comparison: Expression.Comparison, _ b: Int64) -> Bool {
    switch comparison {
    case .equal: return a == b
    case .unequal: return a != b
    case .less: return a < b
    case .lessOrEqual: return a <= b
    case .greater: return a > b
    case .greaterOrEqual: return a >= b
    }
  }

  private func same(_ equal: Bool, _ comparison: Expression.Comparison, _ range: Range<Int>) throws(UsageError) -> Bool
  {
    switch comparison {
    case .equal: return equal
    case .unequal: return !equal
    default: throw UsageError("these can only be compared by == and !=", at: range)
    }
  }

  // MARK: - Values

  private func value(_ operand: Expression.Operand, _ seen: inout Seen) throws(UsageError) -> Value {
    switch operand {
    case .number(let number, _): return .number(number)
    case .data(let data, _): return .data(data)
    case .word(let range): return try word(range)
    case .field(let object, let field):
      if let address = address(operand.range) { return .text(address) }
      let value = try self.field(object, field)
      seen.note("\(ByteText.string(bytes, operand.range)) is \(text(value, field))")
      return value
    }
  }

  private func address(_ range: Range<Int>) -> String? {
    range.count <= 64 ? SocketAddress.parse(bytes[range])?.description : nil
  }

  private static let states: [String] = [
    "CLOSED", "BOUND", "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT",
    "CLOSING",
    "LAST_ACK", "TIME_WAIT", "CONNECTED", "NULL", "INVALID_SOCKET",
  ]

  private func word(_ range: Range<Int>) throws(UsageError) -> Value {
    let text = ByteText.string(bytes, range)
    if text == "inflight" { return .number(Int64(session.winsock.heldCompletions.count)) }
    if Self.states.contains(text.uppercased()) { return .text(text.uppercased()) }
    if let value = Constants.value(bytes, range) { return .number(value) }
    if let address = address(range) { return .text(address) }
    if case .none = session.names.find(bytes, range) {
      let near = Spelling.suggestion(text, Self.states + session.liveNames([]))
      throw UsageError("there is no \(ByteText.quoted(bytes, range))\(near)", at: range)
    }
    return .text(text)
  }

  private func field(_ object: Range<Int>, _ field: Range<Int>) throws(UsageError) -> Value {
    if ByteText.equals(bytes, object, "last") { return try last(field) }
    switch session.names.find(bytes, object) {
    case .overlapped(let place): return try overlapped(place, field)
    case .buffer(let buffer): return try self.buffer(buffer, field)
    case .handle(let place): return try handle(session.handles[place], field)
    case .routine: throw unknown(field, ["nothing"])
    case .program(let program):
      // `server.a1.state` is a field of an object of the program.
      if let dot = bytes[field].lastIndex(of: UInt8(ascii: ".")) {
        return try self.field(object.lowerBound..<dot, dot + 1..<field.upperBound)
      }
      return .number(try session.number(of: program, ByteText.string(bytes, field), at: field))
    case .none:
      let name = ByteText.string(bytes, object)
      if let place = session.threads.firstIndex(where: { $0.name == name }) { return try thread(place, field) }
      let near = Spelling.suggestion(name, session.liveNames([]) + ["last"])
      throw UsageError("there is no \(ByteText.quoted(bytes, object))\(near)", at: object)
    }
  }

  private func unknown(_ field: Range<Int>, _ fields: [String]) -> UsageError {
    let near = Spelling.suggestion(ByteText.string(bytes, field), fields)
    return UsageError(
      "it has no \(ByteText.quoted(bytes, field))\(near)", at: field, hint: "it has " + fields.joined(separator: ", "))
  }

  private func overlapped(_ place: Int32, _ field: Range<Int>) throws(UsageError) -> Value {
    let state = session.overlappedState(place)
    if ByteText.equals(bytes, field, "Internal") { return .number(Int64(state.Internal)) }
    if ByteText.equals(bytes, field, "InternalHigh") { return .number(Int64(truncatingIfNeeded: state.InternalHigh)) }
    if ByteText.equals(bytes, field, "Offset") { return .number(Int64(state.Offset)) }
    if ByteText.equals(bytes, field, "OffsetHigh") { return .number(Int64(state.OffsetHigh)) }
    if ByteText.equals(bytes, field, "hEvent") { return .text(state.hEvent ?? "NULL") }
    if ByteText.equals(bytes, field, "pending") {
      return .truth(session.winsock.isPending(session.overlappeds.pointer(place)))
    }
    throw unknown(field, ["Internal", "InternalHigh", "Offset", "OffsetHigh", "hEvent", "pending"])
  }

  /// `data` is what the last receive put there; of memory that received nothing, its first `len` bytes. `buf` is the
  /// whole memory.
  private func buffer(_ buffer: Buffer, _ field: Range<Int>) throws(UsageError) -> Value {
    if ByteText.equals(bytes, field, "data") { return .data(buffer.bytes(buffer.received ?? Int(buffer.len))) }
    if ByteText.equals(bytes, field, "len") { return .number(Int64(buffer.len)) }
    if ByteText.equals(bytes, field, "buf") { return .data(buffer.contents) }
    throw unknown(field, ["data", "len", "buf"])
  }

  private func handle(_ object: HandleObject, _ field: Range<Int>) throws(UsageError) -> Value {
    if object.type == .event {
      guard ByteText.equals(bytes, field, "signaled") else { throw unknown(field, ["signaled"]) }
      return .truth(session.winsock.isSignaled(object.handle) ?? false)
    }
    if object.type == .port { return try port(object, field) }
    let state = session.socketState(object.handle)
    if ByteText.equals(bytes, field, "state") { return .text(state?.state ?? "CLOSED") }
    if ByteText.equals(bytes, field, "local") { return .text(state?.local?.description ?? "NULL") }
    if ByteText.equals(bytes, field, "peer") { return .text(state?.peer?.description ?? "NULL") }
    if ByteText.equals(bytes, field, "nonblocking") { return .truth(state?.isNonblocking ?? false) }
    if ByteText.equals(bytes, field, "pending") { return .number(Int64(state?.pending.count ?? 0)) }
    if ByteText.equals(bytes, field, "open") { return .truth(state != nil) }
    throw unknown(field, ["state", "local", "peer", "nonblocking", "pending", "open"])
  }

  private func port(_ object: HandleObject, _ field: Range<Int>) throws(UsageError) -> Value {
    let port = session.winsock.describe(port: object.handle)
    if ByteText.equals(bytes, field, "queued") { return .number(Int64(port?.queue.count ?? 0)) }
    if ByteText.equals(bytes, field, "waiting") { return .number(Int64(port?.waiting.count ?? 0)) }
    if ByteText.equals(bytes, field, "open") { return .truth(port != nil) }
    throw unknown(field, ["queued", "waiting", "open"])
  }

  private func thread(_ place: Int, _ field: Range<Int>) throws(UsageError) -> Value {
    if ByteText.equals(bytes, field, "blocked") { return .truth(session.threads[place].waiting != nil) }
    if ByteText.equals(bytes, field, "error") {
      return .number(Int64(session.winsock.lastError(session.threads[place].id).rawValue))
    }
    if ByteText.equals(bytes, field, "routines") {
      return .number(Int64(session.winsock.queuedRoutines(session.threads[place].id).count))
    }
    throw unknown(field, ["blocked", "error", "routines"])
  }

  /// The last call of the session: what it returned, and its error, 0 when it succeeded.
  private func last(_ field: Range<Int>) throws(UsageError) -> Value {
    if ByteText.equals(bytes, field, "error") { return .number(Int64(session.lastCall.error.rawValue)) }
    if ByteText.equals(bytes, field, "return") {
      switch session.lastCall.returned {
      case .number(let number): return .number(number)
      case .text(let text): return .text(text)
      case .invalidSocket: return .text("INVALID_SOCKET")
      case .null: return .text("NULL")
      }
    }
    throw unknown(field, ["error", "return"])
  }

  // MARK: - Telling

  private func text(_ value: Value, _ field: Range<Int>) -> String {
    switch value {
    case .number(let number):
      if ByteText.equals(bytes, field, "Internal"),
        let name = NTStatus(rawValue: UInt32(truncatingIfNeeded: number)).name
      {
        return name
      }
      if ByteText.equals(bytes, field, "error") {
        return number == 0 ? "0" : ErrorCode(rawValue: UInt32(truncatingIfNeeded: number)).name
      }
      return String(number)
    case .truth(let truth): return truth ? "true" : "false"
    case .text(let text): return text
    case .data(let data):
      return "hex:" + data.prefix(24).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        + (data.count > 24 ? "…" : "")
    }
  }
}
