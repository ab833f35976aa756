import LinuxSockets
import Winsock

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
    case .blocked(let call, _):
      raw(",\"call\":")
      string(call)
      raw(",\"blocked\":true")
    case .runs(let error, let bytes, let overlapped):
      raw(",\"error\":")
      number(UInt64(error.rawValue))
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
    raw(",")
    programKeys(program.state)
    raw("}\n")
  }

  /// What a program is and has done, and what its threads wait in.
  mutating func programKeys(_ state: ProgramState) {
    switch state.work {
    case .server(let model, let address, let accepted, let refused, let open, let receives, let bytes):
      raw("\"model\":")
      string(model)
      raw(",\"address\":")
      self.address(address)
      for (key, value) in [("accepted", accepted), ("refused", refused), ("open", open), ("receives", receives)] {
        raw(",")
        string(key)
        raw(":")
        number(Int64(value))
      }
      raw(",\"bytes\":")
      number(bytes)
    case .clients(let total, let bytesEach, let groups, let received):
      raw("\"clients\":")
      number(Int64(total))
      raw(",\"bytesEach\":")
      number(Int64(bytesEach))
      raw(",\"received\":")
      number(Int64(received))
      raw(",\"groups\":")
      list(groups) { json, group in
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
      json.number(Int64(group.names.count))
      json.raw(",\"first\":")
      json.string(group.names.first ?? "")
      json.raw(",\"blockedIn\":")
      json.string(orNull: group.call)
      json.raw("}")
    }
    raw(",\"failures\":")
    list(state.failures) { json, failure in
      json.raw("{\"call\":")
      json.string(failure.call)
      json.raw(",\"code\":")
      json.number(UInt64(failure.error.rawValue))
      json.raw(",\"name\":")
      json.string(failure.error.name(after: failure.call))
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
}
