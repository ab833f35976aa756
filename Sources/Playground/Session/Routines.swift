import Language
import Steps
import Winsock

/// A completion routine of the script: what it does when it runs.
struct Routine {
  let name: Int32
  let commands: [[UInt8]]
  /// The program that it is a part of; nil for a line's.
  var program: Program?
  /// Where it stands in a learner's program; nil for one of lines.
  var function: UInt64?
}

/// A routine that ran, and where the journal ended then: the order of what happened follows from it.
struct RoutineMark {
  let position: Int
  let thread: ThreadID
  var record: RoutineRecord
}

extension Session {
  /// More runs than this within one line are a routine that feeds itself: it is still reported, but does nothing more.
  private static let maximumRuns = 1000
  private static let maximumDepth = 8

  func addRoutine(name: Int32, commands: [[UInt8]], program: Program? = nil) -> Int32 {
    objects.routines.append(Routine(name: name, commands: commands, program: program))
    return Int32(objects.routines.count - 1)
  }

  func routineName(_ id: RoutineID) -> String { objects.name(id) }

  /// Runs a completion routine, when Winsock says so: its commands run one after the other on its thread.
  func run(_ run: RoutineRun) {
    if let program = threads[place(run.thread)].program?.program { return self.run(run, of: program) }
    let record = RoutineRecord(
      routine: routineName(run.routine), thread: threads[place(run.thread)].name, error: ErrorValue(run.error),
      bytes: run.bytes,
      overlapped: name(run.overlapped), flags: run.flags, data: run.data, lines: [])
    let commands = commands(of: run.routine)
    if let overlapped = run.overlapped {
      // Its completion may not have been told to the books yet: it is, before the routine's commands look at it.
      noteJournal()
      let place = objects.overlappeds.place(overlapped)
      if objects.overlappeds[place].routines > 0 { objects.overlappeds[place].routines -= 1 }
    }
    if let function = objects.routines.indices.contains(Int(run.routine.index))
      ? objects.routines[Int(run.routine.index)].function : nil, let thread = threads[place(run.thread)].native
    {
      self.run(run, function: function, on: thread)
    }
    current.runs += 1
    let place = current.routineRuns.count
    current.routineRuns.append(RoutineMark(position: winsock.journal.end, thread: run.thread, record: record))
    guard let commands else { return }
    noteJournal()
    var changes: [Change] = []
    describeChanges(&changes)
    current.changesInRoutines += changes
    current.depth += 1
    winsock.refusesToBlock = true
    for bytes in commands {
      var line = Line(bytes: bytes)
      if Lexer.trim(&line) { current.routineRuns[place].record.lines.append(executeWhole(line, in: run.thread)) }
    }
    current.depth -= 1
    winsock.refusesToBlock = current.depth > 0
  }

  /// Runs one command of a routine, with the routines that run inside it and with what it changed.
  private func executeWhole(_ line: Line, in thread: ThreadID) -> Step {
    let (outerSender, outerCall) = (current.sender, current.call)
    defer { (current.sender, current.call) = (current.sender ?? outerSender, outerCall) }
    let before = current.routineRuns.count
    var step = execute(line, from: .routine(thread))
    step.routines = current.routineRuns[before...].filter { $0.thread == thread }.map(\.record)
    if !step.routines.isEmpty {
      let others = current.routineRuns[before...].filter { $0.thread != thread }
      current.routineRuns.replaceSubrange(before..., with: others)
    }
    noteJournal()
    describeChanges(&step.changes)
    return step
  }

  private func commands(of routine: RoutineID) -> [[UInt8]]? {
    guard objects.routines.indices.contains(Int(routine.index)), !objects.routines[Int(routine.index)].commands.isEmpty
    else {
      return nil
    }
    guard current.runs < Self.maximumRuns, current.depth < Self.maximumDepth else {
      let warning =
        "\(routineName(routine)) ran \(current.runs) times within one line: its commands were left out from there"
      let isTold = current.warnings.contains { $0.text.hasPrefix(routineName(routine) + " ran ") }
      if !isTold { current.warnings.append(Warning(.endlessRoutine, warning)) }
      return nil
    }
    return objects.routines[Int(routine.index)].commands
  }
}
