import Steps

/// Reads the records that `JSONView` wrote back into steps.
///
/// The records of one step are found by the counts in them: a routine says how many lines it ran, a line how many
/// routines, programs and records of blocked threads belong to it.
public struct RecordReader {
  private let nextLine: () -> [UInt8]?
  /// The number of the line that was read last, from 1: where an error is.
  public private(set) var lineNumber = 0
  private var waiting: JSONValue?

  /// Routines inside routines are not deeper than this.
  private static let maximumDepth = 32

  /// A reader of lines without their newlines; nil ends them.
  public init(_ nextLine: @escaping () -> [UInt8]?) { self.nextLine = nextLine }

  /// The next entry, nil at the end. After an error the rest cannot be read.
  public mutating func next() throws(RecordError) -> RecordedEntry? {
    guard let record = try peek() else { return nil }
    if record.isTrue("block") {
      waiting = nil
      return .block
    }
    if let entry = try record.lessonText() {
      waiting = nil
      return entry
    }
    if record.has("comment") || record.has("commentBytes") {
      waiting = nil
      return .comment(try record.typed("comment", "commentBytes") ?? Bytes([]))
    }
    return .step(try step(depth: 0))
  }

  private mutating func peek() throws(RecordError) -> JSONValue? {
    if let waiting { return waiting }
    while let line = nextLine() {
      lineNumber += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0d }) { continue }
      let value = try JSONValue.parse(line)
      guard case .object = value else { throw RecordError("a record is a JSON object") }
      waiting = value
      return value
    }
    return nil
  }

  private mutating func take() throws(RecordError) -> JSONValue {
    guard let record = try peek() else { throw RecordError("the records end within a step") }
    waiting = nil
    return record
  }

  // MARK: - A step

  /// A line's routines, its own record, and what followed it.
  private mutating func step(depth: Int) throws(RecordError) -> Step {
    guard depth < Self.maximumDepth else { throw RecordError("routines are nested too deeply") }
    var routines: [RoutineRecord] = []
    while let record = try peek(), record.has("routine"), !record.has("in") {
      routines.append(try routine(depth: depth))
    }
    let record = try take()
    var step = try record.stepHead()
    step.routines = routines
    guard try record.number("routines") ?? 0 == routines.count else {
      throw RecordError("\"routines\" does not count the routines before it")
    }
    step.body = try body(of: record)
    try record.readTrail(into: &step)
    step.programs = try programs(try record.number("programs") ?? 0)
    try readAftermath(try record.number("aftermath") ?? 0, into: &step, depth: depth)
    return step
  }

  private mutating func routine(depth: Int) throws(RecordError) -> RoutineRecord {
    let record = try take()
    let (name, thread) = (try record.string("routine"), try record.string("thread"))
    var run: RoutineRecord
    if record.has("data") {
      run = RoutineRecord(
        routine: name, thread: thread, error: .none, bytes: 0, overlapped: nil, flags: 0,
        data: try record.integer("data"), lines: [])
    } else {
      run = RoutineRecord(
        routine: name, thread: thread, error: try record.errorValue("error"), bytes: try record.integer("bytes"),
        overlapped: try record.text("overlapped"), flags: try record.integer("flags"), lines: [])
    }
    let count: Int = try record.number("lines") ?? 0
    while run.lines.count < count { run.lines.append(try step(depth: depth + 1)) }
    return run
  }

  /// What the line was; objects have a record each.
  private mutating func body(of record: JSONValue) throws(RecordError) -> StepBody {
    guard record.has("object"), record.has("value") else { return try record.plainBody() }
    let shown: Int? = try record.number("objects")
    let all: Int? = try record.number("machine")
    let count = shown ?? all ?? 1
    var objects = [try record.objectRecord()]
    while objects.count < count { objects.append(try take().objectRecord()) }
    guard record.has("machine") else { return .objects(objects, declared: record.isTrue("declared")) }
    var held: [HeldRecord] = []
    if record.isTrue("kernel") {
      held = try take().map("inflight") { (one) throws(RecordError) in try one.heldRecord() }
    }
    return .machine(objects, held: held)
  }

  private mutating func programs(_ count: Int) throws(RecordError) -> [ProgramRecord] {
    var calls: [String: [ProgramCall]] = [:]
    var programs: [ProgramRecord] = []
    while programs.count < count {
      let record = try take()
      if let program = try record.text("in") {
        calls[program, default: []].append(try record.programCall())
      } else {
        let name = try record.string("program")
        programs.append(try record.programRecord(calls: calls[name] ?? []))
      }
    }
    return programs
  }

  private mutating func readAftermath(_ count: Int, into step: inout Step, depth: Int) throws(RecordError) {
    while step.aftermath.count < count {
      if let record = try peek(), record.has("routine") {
        step.aftermath.append(.routine(try routine(depth: depth)))
        continue
      }
      let record = try take()
      step.aftermath.append(
        .resumed(step: try record.integer("resumes"), thread: try record.string("thread"), try record.callRecord()))
      if record.has("packets") { try record.readPackets(into: &step) }
    }
  }
}
