import Steps

// Programs out of their records.

extension JSONValue {
  /// A record with `program`; `calls` are those of its calls that are shown.
  func programRecord(calls: [ProgramCall]) throws(RecordError) -> ProgramRecord {
    ProgramRecord(
      name: try string("program"), callCount: try integer("calls"), calls: calls,
      moreCalls: try number("moreCalls") ?? 0, hiddenPackets: try integer("hiddenPackets"), state: try programState())
  }

  /// A record with `in` of a program.
  func programCall() throws(RecordError) -> ProgramCall {
    ProgramCall(
      thread: try string("thread"), line: try text("line") ?? "", routine: try text("routine"),
      outcome: try programOutcome())
  }

  private func programOutcome() throws(RecordError) -> ProgramCall.Outcome {
    if let why = try text("usage") { return .refused(why) }
    guard has("call") else {
      return .runs(error: try errorValue("error"), bytes: try integer("bytes"), overlapped: try text("overlapped"))
    }
    if isTrue("blocked") { return .blocked(call: try string("call"), c: try text("c") ?? "") }
    return isTrue("resumes") ? .resumed(try callRecord()) : .call(try callRecord())
  }

  /// A program's status.
  func programState() throws(RecordError) -> ProgramState {
    let threads = try map("threads") { (group) throws(RecordError) in
      ProgramState.ThreadGroup(
        count: try group.integer("count"), first: try group.strings("names"), last: try group.string("last"),
        call: try group.text("blockedIn"))
    }
    let failures = try map("failures") { (failure) throws(RecordError) in
      ProgramState.Failure(
        call: try failure.string("call"),
        error: ErrorValue(code: try failure.integer("code"), name: try failure.string("name")),
        count: try failure.integer("count"))
    }
    return ProgramState(
      work: try programWork(), threads: threads, ended: try strings("ended"), failures: failures,
      isOver: try bool("over"), isStopped: try bool("stopped"), isPaused: isTrue("paused"))
  }

  private func programWork() throws(RecordError) -> ProgramState.Work {
    guard has("clients") else { return .server(try serverWork()) }
    let groups = try map("groups") { (group) throws(RecordError) in
      let (least, most): (Int, Int) = (try group.integer("least"), try group.integer("most"))
      guard least <= most else { throw RecordError("\"least\" is more than \"most\"") }
      return ClientGroup(stage: try group.choice("stage"), count: try group.integer("count"), bytes: least...most)
    }
    return .clients(
      ClientWork(
        total: try integer("clients"), bytesEach: try integer("bytesEach"), groups: groups,
        received: try integer("received")))
  }

  private func serverWork() throws(RecordError) -> ServerWork {
    var server = ServerWork(model: try string("model"), address: try address("address"))
    (server.accepted, server.refused) = (try integer("accepted"), try integer("refused"))
    (server.open, server.receives, server.bytes) = (try integer("open"), try integer("receives"), try integer("bytes"))
    return server
  }
}
