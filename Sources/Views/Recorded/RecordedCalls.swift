import Steps

// Calls out of their records.

extension JSONValue {
  /// `call`, `return`, `error`, `out` and `c`.
  func callRecord() throws(RecordError) -> CallRecord {
    var record = CallRecord(
      call: try string("call"), c: try text("c") ?? "", returned: try returned(), error: try callError(),
      out: try has("out") ? member("out").outFields() : nil)
    record.isOfDatagram = isTrue("datagram")
    return record
  }

  private func returned() throws(RecordError) -> ReturnValue {
    switch try member("return") {
    case .null: return .null
    case .string("INVALID_SOCKET"): return .invalidSocket
    case .string(let text): return .text(text)
    case let value: return .number(try value.integer(named: "return"))
    }
  }

  private func callError() throws(RecordError) -> ErrorValue? {
    let error = try member("error")
    if case .null = error { return nil }
    return ErrorValue(code: try error.integer("code"), name: try error.string("name"))
  }

  /// The number at a key, and `errorName`.
  func errorValue(_ key: String) throws(RecordError) -> ErrorValue {
    let code: UInt32 = try integer(key)
    return code == 0 ? .none : ErrorValue(code: code, name: try text("errorName") ?? "error \(code)")
  }

  /// The number at a key, and `statusName` in the same object or in another one.
  func statusValue(_ key: String, _ names: JSONValue? = nil) throws(RecordError) -> StatusValue {
    let code: UInt32 = try integer(key)
    return code == 0 ? .success : StatusValue(code: code, name: try (names ?? self).text("statusName"))
  }

  /// The keys of `out`, in their order.
  private func outFields() throws(RecordError) -> [OutField] {
    guard case .object(let members) = self else { throw RecordError("\"out\" is not an object") }
    var fields: [OutField] = []
    for member in members where member.key != "errorNames" {
      fields.append(OutField(member.key, try outValue(member.key, member.value)))
    }
    return fields
  }

  private func outValue(_ key: String, _ value: JSONValue) throws(RecordError) -> OutValue {
    switch (key, value) {
    case ("errors", .object(let members)): return .eventErrors(try eventErrors(members))
    case ("revents", .object(let members)): return .revents(try Self.revents(members))
    case ("entries", _):
      return .entries(try map("entries") { (entry) throws(RecordError) in try entry.portPacket() })
    case (_, .array): return .names(try strings(key))
    case (_, .null): return .name(nil)
    case (_, .number): return .number(try value.integer(named: key))
    case ("data", .string), ("bytes", .string): return .bytes(try bytes(key))
    case ("addr", .string), ("from", .string), ("local", .string), ("remote", .string):
      return .address(try address(key))
    case ("overlapped", .string(let name)): return .name(name)
    case (_, .string(let text)): return .text(text)
    default: throw RecordError("\"\(key)\" of \"out\" is of no known type")
    }
  }

  private func eventErrors(_ members: [Member]) throws(RecordError) -> [EventError] {
    var errors: [EventError] = []
    for member in members {
      let code: UInt32 = try member.value.integer(named: member.key)
      let name = code == 0 ? "0" : try self["errorNames"]?.text(member.key) ?? "error \(code)"
      errors.append(EventError(event: member.key, error: ErrorValue(code: code, name: name)))
    }
    return errors
  }

  private static func revents(_ members: [Member]) throws(RecordError) -> [SocketEvents] {
    var list: [SocketEvents] = []
    for member in members {
      let events = try JSONValue.object([member]).strings(member.key)
      list.append(SocketEvents(socket: member.key, events: events))
    }
    return list
  }

  /// A packet of a completion port.
  func portPacket() throws(RecordError) -> PortPacket {
    PortPacket(
      key: try integer("key"), overlapped: try text("overlapped"), bytes: try integer("bytes"),
      status: try statusValue("status"))
  }

  /// `port` and `key`; nil where there is no port.
  func portKey() throws(RecordError) -> PortKey? {
    try text("port").map { (name) throws(RecordError) in PortKey(name: name, key: try integer("key")) }
  }

  /// `routine` and `thread`; nil where there is no routine.
  func queuedRoutine() throws(RecordError) -> QueuedRoutine? {
    try text("routine").map { (name) throws(RecordError) in
      QueuedRoutine(name: name, thread: try string("thread"))
    }
  }
}
