import LinuxSockets
import Steps
import Winsock

/// How a program's thread makes a call: the same way as a typed line, but its warnings are not told, `last` stays what
/// the user's own last call was, and what changes is described only when the program's calls are shown.
extension Session {
  /// Does something for a program and leaves the session's own memory of lines as it was.
  func asProgram<Result>(_ program: Program?, isShown: Bool, _ body: () -> Result) -> Result {
    let kept = (call: current.call, touched: current.touched, error: last.error, last: last.call)
    let sender = current.sender
    defer {
      (current.call, current.touched, last.error, last.call) = kept
      current.sender = current.sender ?? sender
    }
    current.call = CurrentCall()
    (current.call.program, current.call.warns) = (program, false)
    current.call.isDescribed = kept.call.isDescribed && isShown
    return body()
  }

  /// Makes a call of a program. Nil when it blocks its thread.
  func makeCall(_ invocation: Invocation, on thread: ProgramThread, in routine: String? = nil) -> Answer? {
    let program = thread.program
    program.calls += 1
    programs.callsLeft -= 1
    return asProgram(program, isShown: program.isShown) {
      do throws(UsageError) {
        return try call(invocation, thread, in: routine)
      } catch {
        // The layer refused what a line may not do: too many names or handles.
        note(invocation, .refused(error.message), thread, in: routine)
        return Answer(Return(-1, error: .WSAENOBUFS))
      }
    }
  }

  private func call(_ invocation: Invocation, _ thread: ProgramThread, in routine: String?) throws(UsageError)
    -> Answer?
  {
    let command = invocation.command
    programs.hasMoved = Self.moves(command)
    switch try submit(invocation, on: thread.place, step: history.count) {
    case .body: throw UsageError("\(command.name) is not a call")
    case .refused: throw UsageError("this call would wait inside a completion routine")
    case .returned(let record, let value, let shape):
      note(invocation, .call(record), thread, in: routine)
      noteEnds(shape, thread.program)
      return Answer(value)
    case .blocked(let waiting, _):
      note(invocation, .blocked(call: waiting.call, c: waiting.c), thread, in: routine)
      noteEnds(waiting.shape, thread.program)
      return nil
    }
  }

  /// Whether a call can make packets that somebody waits for.
  private static func moves(_ command: Command) -> Bool {
    switch command.descriptor?.action {
    case .send, .connect, .closeSocket: true
    default: false
    }
  }

  /// A call that blocked a program's thread has returned.
  func resumed(_ thread: ProgramThread, _ value: Return) {
    guard let waiting = threads[thread.place].waiting else { return }
    threads[thread.place].waiting = nil
    asProgram(thread.program, isShown: thread.program.isShown) {
      let record = record(waiting.call, waiting.c, value, waiting.shape, given: waiting.invocation.name)
      note(ProgramCall(thread: thread.label, line: "", routine: nil, outcome: .resumed(record)), thread.program)
    }
    thread.answer = Answer(value)
    thread.isTimed = false
    thread.program.ready.append(thread)
  }

  /// Keeps a call that was begun for telling, as it would be typed.
  private func note(
    _ invocation: Invocation, _ outcome: @autoclosure () -> ProgramCall.Outcome, _ thread: ProgramThread,
    in routine: String?
  ) {
    note(
      ProgramCall(
        thread: thread.label, line: invocation.shortForm(self), routine: routine, outcome: outcome()), thread.program)
  }

  /// Keeps a call for telling, when the program's calls are shown.
  private func note(_ call: @autoclosure () -> ProgramCall, _ program: Program) {
    guard program.isShown, !program.isStopped else { return }
    if program.told.count < ProgramTable.maximumTold { program.told.append(call()) } else { program.moreCalls += 1 }
  }

  /// Notes which address a client has, so that its packets are known.
  private func noteEnds(_ shape: Shape, _ program: Program) {
    guard case .connecting(let socket, _) = shape.keep, let local = winsock.boundAddress(socket) else { return }
    // Its address is not known before the handshake is over.
    let own = network.hasHosts ? reachable(local, onHost: program.host) : .loopback(local.family, port: local.port)
    programs.clientEnds[local.isWildcard ? own : local] = program
  }

  /// A port that a program's client had is another socket's now.
  func forgetProgramEnd(of socket: Handle) {
    guard !programs.clientEnds.isEmpty, let local = winsock.boundAddress(socket) else { return }
    programs.clientEnds[local] = nil
  }

  /// Runs a completion routine of a program.
  func run(_ run: RoutineRun, of program: Program) {
    guard let thread = threads[place(run.thread)].program, !program.isStopped else { return }
    let name = routineName(run.routine)
    let memory = ProgramMemory(session: self, program: program)
    note(
      ProgramCall(
        thread: thread.label, line: "", routine: name,
        outcome: .runs(error: ErrorValue(run.error), bytes: run.bytes, overlapped: self.name(run.overlapped))), program)
    current.depth += 1
    winsock.refusesToBlock = true
    for invocation in thread.body.routine(name, run, memory) {
      let hadMoved = programs.hasMoved
      _ = makeCall(invocation, on: thread, in: name)
      if hadMoved { programs.hasMoved = true }
    }
    current.depth -= 1
    winsock.refusesToBlock = current.depth > 0
  }
}
