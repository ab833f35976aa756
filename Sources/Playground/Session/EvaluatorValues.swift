import Language
import LinuxSockets
import Steps
import Winsock
import Wire

// What the operands of a statement are: the fields of objects, threads and of the last call.

extension Evaluator {
  func value(_ operand: Expression.Operand, _ seen: inout Seen) throws(UsageError) -> Value {
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
    if text == "inflight" {
      return .number(Int64(session.winsock.heldCompletions.count + session.network.inFlightCount))
    }
    if Self.states.contains(text.uppercased()) { return .text(text.uppercased()) }
    if let state = InsideState.Congestion(rawValue: text), session.network.hasHosts { return .text(state.rawValue) }
    if let algorithm = CongestionAlgorithm(rawValue: text) { return .text(algorithm.rawValue) }
    if let value = Constants.value(bytes, range) { return .number(value) }
    if let address = address(range) { return .text(address) }
    if case .variable = session.objects.names.find(bytes, range) { return try variable(range) }
    if case .none = session.objects.names.find(bytes, range) {
      let near = Spelling.suggestion(text, Self.states + session.liveNames([]))
      throw absent("there is no \(ByteText.quoted(bytes, range))\(near)", at: range)
    }
    return .text(text)
  }

  private func field(_ object: Range<Int>, _ field: Range<Int>) throws(UsageError) -> Value {
    if ByteText.equals(bytes, object, "last") { return try last(field) }
    switch session.objects.names.find(bytes, object) {
    case .overlapped(let place): return try overlapped(place, field)
    case .buffer(let buffer): return try self.buffer(buffer, field)
    case .handle(let place): return try handle(session.objects.handles[place], field)
    case .routine: throw unknown(field, ["nothing"])
    case .variable: return try variable(object.lowerBound..<field.upperBound)
    case .program(let program):
      // `server.a1.state` is a field of an object of the program.
      if let dot = bytes[field].lastIndex(of: UInt8(ascii: ".")) {
        return try self.field(object.lowerBound..<dot, dot + 1..<field.upperBound)
      }
      return .number(try session.number(of: program, ByteText.string(bytes, field), at: field))
    case .none:
      let name = ByteText.string(bytes, object)
      if let program = session.native.find(name) { return try native(program, object, field) }
      if let place = session.threads.firstIndex(where: { $0.name == name }) { return try thread(place, field) }
      let near = Spelling.suggestion(name, session.liveNames([]) + ["last"])
      throw absent("there is no \(ByteText.quoted(bytes, object))\(near)", at: object)
    }
  }

  /// A field of a learner's program, or of an object of it: `server.calls`, `server.listener.state`.
  private func native(_ program: NativeProgram, _ object: Range<Int>, _ field: Range<Int>) throws(UsageError) -> Value {
    if let dot = bytes[field].lastIndex(of: UInt8(ascii: ".")) {
      let (name, rest) = (object.lowerBound..<dot, dot + 1..<field.upperBound)
      if case .none = session.objects.names.find(bytes, name) {
        let text = ByteText.string(bytes, name)
        if let place = session.threads.firstIndex(where: { $0.name == text }) { return try thread(place, rest) }
        throw absent("there is no \(ByteText.quoted(bytes, name))", at: name)
      }
      return try self.field(name, rest)
    }
    switch ByteText.string(bytes, field) {
    case "calls": return .number(Int64(program.calls))
    case "threads": return .number(Int64(program.threads.count { $0 != nil }))
    case "status": return .number(Int64(program.status ?? -1))
    case "over": return .truth(program.state == .over)
    case "stopped": return .truth(program.state == .stopped)
    default: throw unknown(field, ["calls", "threads", "status", "over", "stopped"])
    }
  }

  /// A variable of C, or a member of one: a number, a handle by its name, text up to its zero.
  private func variable(_ range: Range<Int>) throws(UsageError) -> Value {
    let c = CEvaluator(session: session, thread: thread, bytes: bytes)
    guard let expression = try CParser.expression(bytes, range, types: session.objects.c.types) else {
      throw UsageError("this is no variable", at: range)
    }
    let place = try c.place(expression)
    if place.type.isText, let data = session.load(place.address, place.type.size) {
      return .data(Array(data.prefix { $0 != 0 }))
    }
    if case .array = place.type {
      return .text(session.told(CValue(place.type, Int64(bitPattern: place.address))).text)
    }
    let value = try c.loaded(place, expression)
    if case .integer(let integer) = value.type, integer.isHandle {
      return .text(session.handle(value.address, integer.name))
    }
    switch value.type {
    case .pointer, .function: return .text(session.pointer(value.address, to: value.type.element))
    case .structure, .array: return .text(session.told(value).text)
    default: return .number(value.number)
    }
  }

  /// A field that this object has not. What another type of object has may still come to be under that name.
  func unknown(_ field: Range<Int>, _ fields: [String]) -> UsageError {
    let name = ByteText.string(bytes, field)
    let near = Spelling.suggestion(name, fields)
    var error = UsageError(
      "it has no \(ByteText.quoted(bytes, field))\(near)", at: field, hint: "it has " + fields.joined(separator: ", "))
    error.isAbsence = Self.fields.contains { $0.lowercased() == name.lowercased() }
    return error
  }

  func absent(_ message: String, at range: Range<Int>) -> UsageError {
    var error = UsageError(message, at: range)
    error.isAbsence = true
    return error
  }

  /// The fields that an object of some type has.
  private static let fields =
    [
      "Internal", "InternalHigh", "Offset", "OffsetHigh", "hEvent", "pending", "data", "len", "buf", "signaled",
      "state",
      "local", "peer", "nonblocking", "open", "queued", "waiting", "blocked", "error", "routines",
    ] + InsideState.fields

  private func overlapped(_ place: Int32, _ field: Range<Int>) throws(UsageError) -> Value {
    let state = session.overlappedState(place)
    if ByteText.equals(bytes, field, "Internal") { return .number(Int64(state.Internal.code)) }
    if ByteText.equals(bytes, field, "InternalHigh") { return .number(Int64(truncatingIfNeeded: state.InternalHigh)) }
    if ByteText.equals(bytes, field, "Offset") { return .number(Int64(state.Offset)) }
    if ByteText.equals(bytes, field, "OffsetHigh") { return .number(Int64(state.OffsetHigh)) }
    if ByteText.equals(bytes, field, "hEvent") { return .text(state.hEvent ?? "NULL") }
    if ByteText.equals(bytes, field, "pending") {
      return .truth(session.winsock.isPending(session.objects.overlappeds.pointer(place)))
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
    let fields = ["state", "local", "peer", "nonblocking", "pending", "open"]
    guard let inside = session.shownState(object.handle)?.inside else {
      throw unknown(field, session.network.hasHosts ? fields + InsideState.fields : fields)
    }
    return try self.inside(inside, field, beside: fields)
  }

  /// What lies behind the segments of a connection between hosts.
  private func inside(_ state: InsideState, _ field: Range<Int>, beside fields: [String]) throws(UsageError) -> Value {
    let name = ByteText.string(bytes, field).lowercased()
    switch name {
    case "congestion": return .text(state.congestion.rawValue)
    case "algorithm": return .text(state.algorithm)
    case "ssthresh": return .number(state.ssthresh.map { Int64($0) } ?? -1)
    case "srtt": return .number(state.srtt.map { Int64($0) } ?? -1)
    default:
      guard let path = InsideState.numbers.first(where: { $0.key.lowercased() == name })?.path else {
        throw unknown(field, fields + InsideState.fields)
      }
      return .number(Int64(state[keyPath: path]))
    }
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
}
