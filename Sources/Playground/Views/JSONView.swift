import LinuxSockets
import Winsock
import Wire

/// Steps as records: one JSON object a line, as sections 5 and 6 of the language page fix them.
///
/// The order in a step: routines that ran inside the call, the line's own record, what programs did (`program` records,
/// and with `in` the calls of those that are shown), what came of it on blocked threads.
public struct JSONView {
  /// A view without any state.
  public init() {}

  /// Appends all the records of a step, each with its newline. Where they hold very many bytes, `spill` is called in
  /// between: it takes what has gathered, and empties it.
  public func write(_ step: Step, into out: inout [UInt8], spill: ((inout [UInt8]) -> Void)? = nil) {
    var json = JSONWriter()
    json.spill = spill
    swap(&json.bytes, &out)
    json.records(of: step, in: nil)
    swap(&json.bytes, &out)
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
    case .objects(let objects, _) where !objects.isEmpty: objectRecords(objects, step, in: routine)
    case .machine(let objects, let held):
      objectRecords(objects, step, in: routine)
      if !held.isEmpty { record(of: .held(held), step, in: routine, withTrail: objects.isEmpty) }
    case .none where step.number == 0 && routine == nil:
      return betweenRecord(step)
    default: record(of: step.body, step, in: routine, withTrail: true)
    }
    return true
  }

  private mutating func record(of body: Step.Body, _ step: Step, in routine: String?, withTrail: Bool) {
    begin(step, in: routine, withThread: Self.hasThread(body, in: routine))
    bodyKeys(body)
    end(step, withTrail: withTrail)
  }

  /// One object a line; the packets stand in the first.
  private mutating func objectRecords(_ objects: [ObjectRecord], _ step: Step, in routine: String?) {
    for (i, object) in objects.enumerated() {
      begin(step, in: routine, withThread: false)
      objectKeys(object)
      end(step, withTrail: i == 0)
    }
  }

  /// What happened between lines: packets and warnings that no `resumes` record can carry.
  private mutating func betweenRecord(_ step: Step) -> Bool {
    let isResumed = step.aftermath.contains { if case .resumed = $0 { true } else { false } }
    let hasOnlyPackets = step.warnings.isEmpty && step.held.isEmpty
    if isResumed && hasOnlyPackets { return false }
    if step.packets.isEmpty && hasOnlyPackets { return true }
    raw("{\"between\":true")
    end(step, withTrail: true)
    return true
  }

  private static func hasThread(_ body: Step.Body, in routine: String?) -> Bool {
    switch body {
    case .usage: routine != nil
    case .expectation, .objects, .machine, .held, .hosts, .madeHost, .inFlight: false
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
  }

  /// Closes a record; what belongs to the whole line goes into its first record.
  private mutating func end(_ step: Step, withTrail: Bool) {
    if withTrail {
      packets(step)
      if !step.held.isEmpty {
        raw(",\"held\":")
        held(step.held)
      }
      warnings(step.warnings)
    }
    raw("}\n")
  }

  private mutating func bodyKeys(_ body: Step.Body) {
    switch body {
    case .call(let call): callKeys(call)
    case .blocked(let call, _):
      raw(",\"call\":")
      string(call)
      raw(",\"blocked\":true")
    case .usage(let error): usageKeys(error)
    case .freed(let name, let type):
      raw(",\"object\":")
      string(name)
      raw(",\"type\":")
      string(type.rawValue)
      raw(",\"freed\":true")
    case .expectation(let holds, _):
      raw(",\"expect\":")
      bool(holds)
    case .trace(let list):
      raw(",\"trace\":")
      array(list, isNumbered: true)
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
    case .text(let lines):
      raw(",\"text\":")
      list(lines) { $0.string($1.text) }
    case .objects, .machine, .none: break
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
      raw(",\"column\":")
      number(Int64(place.lowerBound))
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
    raw(",\"error\":")
    number(UInt64(run.error.rawValue))
    raw(",\"bytes\":")
    number(UInt64(run.bytes))
    raw(",\"overlapped\":")
    string(orNull: run.overlapped)
    raw(",\"flags\":")
    number(UInt64(run.flags))
    raw("}\n")
    for line in run.lines { records(of: line, in: run.routine) }
  }
}
