import Steps

// Programs as records: each shown call, a record with `in` (the program), `thread`, `line` and what a call's record has
// (`resumes` true for one that returns late, `routine` for one that a completion routine makes); then one record with
// `program`, its name, and how it stands.

extension JSONWriter {
  /// The records of what programs did.
  mutating func programs(_ programs: [ProgramRecord]) {
    for program in programs {
      for call in program.calls { programCall(call, of: program.name) }
    }
    for program in programs { programRecord(program) }
  }

  private mutating func programCall(_ call: ProgramCall, of program: String) {
    raw("{\"in\":")
    string(program)
    raw(",\"thread\":")
    string(call.thread)
    if !call.line.isEmpty {
      raw(",\"line\":")
      string(call.line)
    }
    if let routine = call.routine {
      raw(",\"routine\":")
      string(routine)
    }
    switch call.outcome {
    case .call(let record): callKeys(record)
    case .resumed(let record):
      raw(",\"resumes\":true")
      callKeys(record)
    case .blocked(let call, let c):
      raw(",\"call\":")
      string(call)
      raw(",\"blocked\":true")
      cKey(c)
    case .runs(let error, let bytes, let overlapped):
      raw(",\"error\":")
      number(UInt64(error.code))
      nameKey(of: error)
      raw(",\"bytes\":")
      number(UInt64(bytes))
      raw(",\"overlapped\":")
      string(orNull: overlapped)
    case .refused(let why):
      raw(",\"usage\":")
      string(why)
    }
    raw("}\n")
  }

  private mutating func programRecord(_ program: ProgramRecord) {
    raw("{\"program\":")
    string(program.name)
    raw(",\"calls\":")
    number(Int64(program.callCount))
    raw(",\"hiddenPackets\":")
    number(Int64(program.hiddenPackets))
    if !isBrief, program.moreCalls > 0 { key(",\"moreCalls\":", program.moreCalls) }
    raw(",")
    programKeys(program.state)
    raw("}\n")
  }

  /// What a program is and has done, and what its threads wait in.
  mutating func programKeys(_ state: ProgramState) {
    switch state.work {
    case .server(let server):
      raw("\"model\":")
      string(server.model)
      raw(",\"address\":")
      address(server.address)
      key(",\"accepted\":", server.accepted)
      key(",\"refused\":", server.refused)
      key(",\"open\":", server.open)
      key(",\"receives\":", server.receives)
      raw(",\"bytes\":")
      number(server.bytes)
    case .clients(let clients):
      raw("\"clients\":")
      number(Int64(clients.total))
      key(",\"bytesEach\":", clients.bytesEach)
      key(",\"received\":", clients.received)
      raw(",\"groups\":")
      list(clients.groups) { json, group in
        json.raw("{\"stage\":")
        json.string(group.stage.rawValue)
        json.raw(",\"count\":")
        json.number(Int64(group.count))
        json.raw(",\"least\":")
        json.number(Int64(group.bytes.lowerBound))
        json.raw(",\"most\":")
        json.number(Int64(group.bytes.upperBound))
        json.raw("}")
      }
    }
    raw(",\"threads\":")
    list(state.threads) { json, group in
      json.raw("{\"count\":")
      json.number(Int64(group.count))
      json.raw(",\"first\":")
      json.string(group.first.first ?? "")
      if !json.isBrief { json.groupNames(group) }
      json.raw(",\"blockedIn\":")
      json.string(orNull: group.call)
      json.raw("}")
    }
    raw(",\"ended\":")
    list(state.ended) { $0.string($1) }
    raw(",\"failures\":")
    list(state.failures) { json, failure in
      json.raw("{\"call\":")
      json.string(failure.call)
      json.raw(",\"code\":")
      json.number(UInt64(failure.error.code))
      json.raw(",\"name\":")
      json.string(failure.error.name)
      json.raw(",\"count\":")
      json.number(Int64(failure.count))
      json.raw("}")
    }
    raw(",\"over\":")
    bool(state.isOver)
    raw(",\"stopped\":")
    bool(state.isStopped)
    if state.isPaused { raw(",\"paused\":true") }
  }

  /// The names of a group's first threads and of its last one.
  fileprivate mutating func groupNames(_ group: ProgramState.ThreadGroup) {
    raw(",\"names\":")
    list(group.first) { $0.string($1) }
    raw(",\"last\":")
    string(group.last)
  }
}
