import Steps

// Objects out of their records.

extension JSONValue {
  /// `object`, `type` and `value`.
  func objectRecord() throws(RecordError) -> ObjectRecord {
    ObjectRecord(name: try string("object"), state: try member("value").objectState(try choice("type"), self["more"]))
  }

  private func objectState(_ type: ObjectType, _ more: JSONValue?) throws(RecordError) -> ObjectState {
    switch type {
    case .socket: .socket(try socketState())
    case .event: .event(signaled: self["signaled"] == .null ? nil : try bool("signaled"))
    case .port: .port(try portState())
    case .file:
      .file(isTrue("open") ? FileState(size: try integer("size"), position: try integer("position")) : nil)
    case .mutex: .mutex(try lockState())
    case .semaphore: .semaphore(try lockState())
    case .buffer:
      .buffer(
        len: try integer("len"), memory: try bytes("buf"),
        rest: try number("rest").map { UntoldBytes(count: $0, isZero: isTrue("restIsZero")) })
    case .overlapped: .overlapped(try overlappedState(more ?? .object([])))
    case .routine: .routine(commands: try string("commands"))
    case .thread: .thread(try threadState())
    case .program: .program(try programState())
    case .variable: .variable(try variableState())
    }
  }

  private func lockState() throws(RecordError) -> LockState? {
    guard isTrue("open") else { return nil }
    return LockState(
      count: try integer("count"), most: try integer("most"), owner: try text("owner"), depth: try number("depth") ?? 0)
  }

  private func variableState() throws(RecordError) -> VariableState {
    let fields = try map("fields") { (field) throws(RecordError) in
      VariableState.Field(
        name: try field.string("name"), type: try field.string("type"), value: try field.string("value"),
        note: try field.text("note"), offset: try field.integer("offset"), size: try field.integer("size"))
    }
    return VariableState(
      type: try string("ctype"), fields: fields, moreFields: try number("moreFields") ?? 0,
      memory: try bytes("bytes"))
  }

  private func socketState() throws(RecordError) -> SocketState {
    var state = SocketState(state: try string("state"))
    state.isStream = try string("type") == "SOCK_STREAM"
    (state.local, state.peer) = (try endpoint("local"), try endpoint("peer"))
    state.isNonblocking = try bool("nonblocking")
    state.pending = try map("pending") { (value) throws(RecordError) in try value.pendingRecord() }
    state.port = try portKey()
    state.inside = try self["inside"]?.insideState()
    return state
  }

  private func pendingRecord() throws(RecordError) -> PendingRecord {
    var record = PendingRecord(call: try string("call"), step: try integer("step"), thread: try string("thread"))
    (record.overlapped, record.routine, record.event) = (try text("overlapped"), try text("routine"), try text("event"))
    record.port = try portKey()
    return record
  }

  /// The fields, and what they mean: in the same object where nothing else is given.
  private func overlappedState(_ names: JSONValue? = nil) throws(RecordError) -> OverlappedState {
    let names = names ?? self
    let closed = try names.text("closedEvent")
    let event = try text("hEvent")
    return OverlappedState(
      Internal: try statusValue("Internal", names), InternalHigh: try integer("InternalHigh"),
      Offset: try integer("Offset"),
      OffsetHigh: try integer("OffsetHigh"), hEvent: closed ?? event,
      signaled: names.has("signaled") ? try names.bool("signaled") : nil)
  }

  private func portState() throws(RecordError) -> PortState {
    PortState(
      isOpen: try bool("open"), concurrency: try integer("concurrency"),
      queue: try map("queue") { (packet) throws(RecordError) in try packet.portPacket() },
      waiting: try strings("waiting"),
      sockets: try map("sockets") { (socket) throws(RecordError) in
        PortKey(name: try socket.string("socket"), key: try socket.integer("key"))
      })
  }

  private func threadState() throws(RecordError) -> ThreadState {
    let blocked = try text("blockedIn").map { (call) throws(RecordError) in
      BlockedCall(call: call, step: try integer("blockedStep"))
    }
    return ThreadState(
      lastError: try errorValue("lastError"), blockedIn: blocked, routines: try strings("routines"))
  }

  // MARK: - Changes

  /// An entry of `changes`.
  func change() throws(RecordError) -> Change {
    let (name, value) = (try string("object"), try member("value"))
    switch try choice("type") as ObjectType {
    case .socket: return .socket(name: name, try value.socketState())
    case .buffer: return .buffer(name: name, try value.bufferChange())
    case .overlapped:
      return .overlapped(name: name, before: try self["before"]?.overlappedState(), now: try value.overlappedState())
    case .event: return .event(name: name, signaled: try value.bool("signaled"))
    default: throw RecordError("an object of this type does not change")
    }
  }

  private func bufferChange() throws(RecordError) -> BufferChange {
    let memory = try bytes("buf")
    let ranges = try map("changed") { (pair) throws(RecordError) in
      guard case .array(let numbers) = pair, numbers.count == 2 else { throw RecordError("\"changed\" has no pairs") }
      let (start, count): (Int, Int) = (
        try numbers[0].integer(named: "changed"), try numbers[1].integer(named: "changed")
      )
      guard start >= 0, count > 0, count <= memory.count, start <= memory.count - count else {
        throw RecordError("\"changed\" lies outside of the memory")
      }
      return start..<start + count
    }
    guard zip(ranges, ranges.dropFirst()).allSatisfy({ $0.upperBound < $1.lowerBound }) else {
      throw RecordError("\"changed\" is not in order")
    }
    return BufferChange(len: try integer("len"), memory: memory, changed: has("changed") ? ranges : nil)
  }

  /// An entry of `completed`.
  func finished() throws(RecordError) -> Finished {
    if let port = try text("posted") {
      return .posted(
        PostedPacket(
          port: port, key: try integer("key"), overlapped: try text("overlapped"), bytes: try integer("bytes")))
    }
    return .operation(
      CompletionRecord(
        call: try string("call"), step: try integer("step"), bytes: try integer("bytes"),
        status: try statusValue("status"), overlapped: try text("overlapped"), port: try portKey(),
        routine: try queuedRoutine()))
  }
}
