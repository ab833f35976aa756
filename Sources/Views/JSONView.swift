import Steps

/// Steps as records: one JSON object a line, with all that a step holds, so that `RecordReader` gets the step back.
///
/// The order in a step: routines that ran inside the call, the line's own record, what programs did (`program` records,
/// and with `in` the calls of those that are shown), what came of it on blocked threads. A line's own record says how
/// many of the others belong to it.
public struct JSONView {
  /// Whether only the keys are written that a script gets from a real Winsock as well.
  public let isBrief: Bool

  /// A view of all that a step holds, or of its brief form.
  public init(brief: Bool = false) { isBrief = brief }

  /// Appends all the records of a step, each with its newline. Where they hold very many bytes, `spill` is called in
  /// between: it takes what has gathered, and empties it.
  public func write(_ step: Step, into out: inout [UInt8], spill: ((inout [UInt8]) -> Void)? = nil) {
    var json = JSONWriter(isBrief: isBrief, spill: spill)
    json.append(to: &out) { $0.records(of: step, in: nil) }
  }
}

extension JSONView {
  /// Appends the record of a line that holds no command, as typed; nothing for a blank one, and in brief.
  public func writeComment(_ line: [UInt8], into out: inout [UInt8]) {
    guard !isBrief, !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return }
    var json = JSONWriter()
    json.append(to: &out) { $0.comment(line) }
  }

  /// Appends the record with which a block of a lesson begins; nothing in brief.
  public func writeBlock(into out: inout [UInt8]) {
    if !isBrief { out += "{\"block\":true}\n".utf8 }
  }

  /// Appends the records of an entry of a recorded session.
  public func write(_ entry: RecordedEntry, into out: inout [UInt8]) {
    switch entry {
    case .step(let step): write(step, into: &out)
    case .comment(let line): writeComment(line.values, into: &out)
    case .block: writeBlock(into: &out)
    case .prose, .prediction: writeLessonText(entry, into: &out)
    }
  }

  /// Appends the record of what a lesson says between its blocks, or has asked: `{"prose":"# Lost and found"}`,
  /// `{"predict":"What comes?","choices":["an ACK","nothing"],"right":0}`.
  private func writeLessonText(_ entry: RecordedEntry, into out: inout [UInt8]) {
    if isBrief { return }
    var json = JSONWriter()
    json.append(to: &out) { $0.lessonText(entry) }
  }
}

extension JSONWriter {
  /// All the records of a step; `routine` is the completion routine that ran the line, nil for a line of the session.
  mutating func records(of step: Step, in routine: String?) {
    for run in step.routines { routineRecords(run) }
    let carriesPackets = lineRecord(step, in: routine)
    programs(step.programs)
    aftermath(step, carriesPackets: !carriesPackets)
  }

  /// The line's own record, if it has one. Returns whether the step's packets are in it.
  private mutating func lineRecord(_ step: Step, in routine: String?) -> Bool {
    switch step.body {
    case .objects(let objects, let declared) where !objects.isEmpty:
      objectRecords(objects, step, in: routine) { json in
        if declared { json.raw(",\"declared\":true") }
        if objects.count > 1 { json.key(",\"objects\":", objects.count) }
      }
    case .machine(let objects, let held):
      objectRecords(objects, step, in: routine) { json in
        json.key(",\"machine\":", objects.count)
        if !held.isEmpty { json.raw(",\"kernel\":true") }
      }
      if !held.isEmpty { record(of: .held(held), step, in: routine, withTrail: objects.isEmpty) }
    case .none where step.number == 0 && routine == nil:
      return betweenRecord(step)
    default: record(of: step.body, step, in: routine, withTrail: true)
    }
    return true
  }

  private mutating func record(of body: StepBody, _ step: Step, in routine: String?, withTrail: Bool) {
    begin(step, in: routine, withThread: hasThread(body, in: routine))
    bodyKeys(body)
    end(step, withTrail: withTrail)
  }

  /// One object a line; the packets stand in the first, and `more` keys.
  private mutating func objectRecords(
    _ objects: [ObjectRecord], _ step: Step, in routine: String?, more: (inout JSONWriter) -> Void
  ) {
    for (i, object) in objects.enumerated() {
      begin(step, in: routine, withThread: !isBrief)
      objectKeys(object)
      if i == 0, !isBrief { more(&self) }
      end(step, withTrail: i == 0)
    }
  }

  /// What happened between lines: packets and warnings that no `resumes` record can carry.
  private mutating func betweenRecord(_ step: Step) -> Bool {
    let isResumed = step.aftermath.contains { if case .resumed = $0 { true } else { false } }
    let hasOnlyPackets = step.warnings.isEmpty && step.held.isEmpty
    let carriesPackets = !(isResumed && hasOnlyPackets)
    guard !isBrief || carriesPackets && !(step.packets.isEmpty && hasOnlyPackets) else { return carriesPackets }
    raw("{\"between\":true")
    if !isBrief { key(",\"thread\":", step.thread) }
    end(step, withTrail: true, withPackets: carriesPackets)
    return carriesPackets
  }

  /// In brief, a line that made no call has no thread.
  private func hasThread(_ body: StepBody, in routine: String?) -> Bool {
    guard isBrief else { return true }
    return switch body {
    case .usage: routine != nil
    case .expectation, .objects, .machine, .held, .hosts, .madeHost, .inFlight, .plot, .value: false
    default: true
    }
  }

  private mutating func begin(_ step: Step, in routine: String?, withThread: Bool) {
    if let routine {
      raw("{\"in\":")
      string(routine)
    } else {
      raw("{\"step\":")
      number(Int64(step.number))
    }
    if withThread {
      raw(",\"thread\":")
      string(step.thread)
    }
    raw(",\"line\":")
    string(step.line)
    guard let source = step.source, !isBrief else { return }
    raw(",\"source\":{\"program\":")
    string(source.program)
    raw(",\"file\":")
    string(source.file)
    raw(",\"line\":")
    number(Int64(source.line))
    if !source.target.isEmpty { key(",\"target\":", source.target) }
    if !source.files.isEmpty {
      raw(",\"files\":")
      list(source.files) { json, file in
        json.key("{\"name\":", file.name)
        json.key(",\"text\":", file.text)
        json.raw("}")
      }
    }
    raw("}")
  }

  /// Closes a record; what belongs to the whole line goes into its first record.
  private mutating func end(_ step: Step, withTrail: Bool, withPackets: Bool = true) {
    if withTrail {
      if withPackets { packets(step) }
      if !step.held.isEmpty {
        raw(",\"held\":")
        held(step.held)
      }
      warnings(step.warnings)
      if !isBrief { trail(step) }
    }
    raw("}\n")
  }

  private mutating func bodyKeys(_ body: StepBody) {
    switch body {
    case .call(let call): callKeys(call)
    case .blocked(let call, let c):
      raw(",\"call\":")
      string(call)
      raw(",\"blocked\":true")
      cKey(c)
    case .usage(let error): usageKeys(error)
    case .freed(let name, let type):
      raw(",\"object\":")
      string(name)
      raw(",\"type\":")
      string(type.rawValue)
      raw(",\"freed\":true")
    case .expectation(let holds, let seen):
      raw(",\"expect\":")
      bool(holds)
      if !seen.isEmpty, !isBrief {
        raw(",\"seen\":")
        string(seen)
      }
    case .trace(let list, let omitted):
      raw(",\"trace\":")
      array(list, isNumbered: true)
      if let omitted, !isBrief { self.omitted(omitted) }
    case .held(let records):
      raw(",\"inflight\":")
      held(records)
    case .hosts(let hosts):
      raw(",\"hosts\":")
      list(hosts) { json, host in
        json.raw("{")
        json.hostKeys(host)
        json.raw("}")
      }
    case .madeHost(let host):
      raw(",")
      hostKeys(host)
    case .inFlight(let records):
      raw(",\"inflight\":")
      inFlight(records)
      if !isBrief { raw(",\"wire\":true") }
    case .plot(let plot): plotKeys(plot)
    case .value(let value): valueKeys(value)
    case .text(let lines):
      raw(",\"text\":")
      list(lines) { $0.string($1.text) }
      if !isBrief, !lines.allSatisfy({ $0.kind == .prose }) {
        raw(",\"kinds\":")
        list(lines) { $0.string($1.kind.rawValue) }
      }
    case .objects(_, let declared):
      if !isBrief { raw(",\"objects\":0") }
      if !isBrief, declared { raw(",\"declared\":true") }
    case .printed(let pieces):
      raw(",\"printed\":")
      list(pieces) { json, piece in
        json.raw("{\"program\":")
        json.string(piece.program)
        if piece.isError { json.raw(",\"error\":true") }
        json.raw(",\"bytes\":")
        json.hex(piece.bytes.values)
        json.raw("}")
      }
    case .machine, .none: break
    }
  }

  /// `value`, and `shown` where it reads otherwise.
  private mutating func valueKeys(_ value: ValueRecord) {
    raw(",\"value\":")
    if let truth = value.truth {
      bool(truth)
    } else if let number = value.number {
      self.number(number)
      if !isBrief, value.text != String(number) { key(",\"shown\":", value.text) }
    } else {
      string(value.text)
    }
  }

  private mutating func usageKeys(_ error: UsageError) {
    raw(",\"usage\":")
    string(error.message)
    if let hint = error.hint {
      raw(",\"hint\":")
      string(hint)
    }
    if let place = error.place {
      key(",\"column\":", place.lowerBound)
      if !isBrief { key(",\"length\":", place.count) }
    }
  }

  private mutating func aftermath(_ step: Step, carriesPackets: Bool) {
    var carriesPackets = carriesPackets
    for event in step.aftermath {
      switch event {
      case .routine(let run): routineRecords(run)
      case .resumed(let number, let thread, let call):
        raw("{\"resumes\":")
        self.number(Int64(number))
        raw(",\"thread\":")
        string(thread)
        callKeys(call)
        if carriesPackets { packets(step) }
        carriesPackets = false
        raw("}\n")
      }
    }
  }

  /// A completion routine's record, and those of the lines that it ran.
  private mutating func routineRecords(_ run: RoutineRecord) {
    raw("{\"routine\":")
    string(run.routine)
    raw(",\"thread\":")
    string(run.thread)
    if let data = run.data { key(",\"data\":", data) } else { resultKeys(run) }
    if !isBrief, !run.lines.isEmpty { key(",\"lines\":", run.lines.count) }
    raw("}\n")
    for line in run.lines { records(of: line, in: run.routine) }
  }

  /// What a completion routine is told of its operation.
  private mutating func resultKeys(_ run: RoutineRecord) {
    raw(",\"error\":")
    number(UInt64(run.error.code))
    nameKey(of: run.error)
    raw(",\"bytes\":")
    number(UInt64(run.bytes))
    raw(",\"overlapped\":")
    string(orNull: run.overlapped)
    raw(",\"flags\":")
    number(UInt64(run.flags))
  }
}
