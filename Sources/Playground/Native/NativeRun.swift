import Calls
import Children
import Language
import LinuxSockets
import Steps
import Winsock

extension Session {
  /// The learner's programs.
  var native: NativeTable {
    get { programs.native }
    _modify { yield &programs.native }
  }
}

/// How a learner's programs run: each in its turn, call by call. A program that has not been answered stands still.
extension Session {
  /// Begins a program; it makes its first call when it has its turn.
  public func begin(_ compiled: CompiledProgram, named name: String? = nil) throws(UsageError) {
    let wanted = name ?? compiled.name
    var free = wanted
    var number = 2
    while native.find(free) != nil {
      free = wanted + String(number)
      number += 1
    }
    let program = NativeProgram(name: free, compiled: compiled, host: 0)
    program.isShown = !native.areHidden
    native.list.append(program)
    native.hasToldEnd = false
    Descriptors.allowMore()
  }

  /// Lets programs make so many calls in all.
  public func allowProgramCalls(_ calls: Int) { native.callsLeft = calls }

  /// Calls of the programs that have begun, and of those that will, are not told.
  public func hidePrograms() { native.areHidden = true }

  /// The next step of a program; nil when all of them wait, or have ended, or none is there.
  public func nextProgramStep() -> Step? {
    while !native.isEmpty {
      if !native.queued.isEmpty { return native.queued.removeFirst() }
      if let kept = native.kept {
        native.kept = nil
        if let step = hear(kept.message, kept.program) { return step }
        continue
      }
      guard let program = whoseTurn() else { return nil }
      native.turn = program
      if let step = advance(program) { return step }
    }
    return nil
  }

  /// The program that goes on: that which has its turn until all its threads wait, then those that can go on, in order,
  /// then the first that has not begun, and then time passes.
  private func whoseTurn() -> NativeProgram? {
    if let turn = native.turn, turn.state == .speaking || turn.state == .answered { return turn }
    if let next = native.list.first(where: { $0.state == .answered || $0.state == .speaking }) { return next }
    if let next = native.list.first(where: { $0.state == .new }) { return next }
    return nil
  }

  private func advance(_ program: NativeProgram) -> Step? {
    switch program.state {
    case .new: return start(program)
    case .answered:
      program.answer.now = native.now
      takeEntries(program)
      let answer = program.answer
      program.answer = NativeAnswer(kind: .goOn)
      program.state = .speaking
      guard program.running?.tell(answer.bytes) == true else { return ended(program) }
      return nil
    case .speaking:
      guard let running = program.running,
        let bytes = running.next(isInterrupted: { [caller] in caller.isInterrupted?() ?? false }),
        let message = NativeMessage(bytes)
      else { return ended(program) }
      let printed = takePrinted(program)
      native.now = max(native.now, message.now)
      if let printed {
        native.kept = (program, message)
        return printed
      }
      return hear(message, program)
    case .waiting, .over: return nil
    }
  }

  private func start(_ program: NativeProgram) -> Step? {
    do throws(CompileError) {
      var walls = RunningProgram.Walls()
      walls.isTrusted = caller.trustsPrograms
      let running = try RunningProgram(program.compiled, arguments: [], input: -1, walls: walls)
      program.running = running
      program.state = .speaking
      return nil
    } catch {
      program.state = .over
      exitStatus = 2
      return programStep([error.message] + (error.hint.map { [$0] } ?? []), program)
    }
  }

  /// What a program has written, as a step of its own.
  func takePrinted(_ program: NativeProgram) -> Step? {
    guard let running = program.running else { return nil }
    let written = running.takeWritten()
    guard !written.isEmpty else { return nil }
    var pieces: [PrintedText] = []
    for piece in written {
      pieces.append(PrintedText(program: program.name, isError: piece.stream == .complaint, bytes: Bytes(piece.bytes)))
    }
    return Step(number: 0, thread: nextThread, line: "", body: .printed(pieces))
  }

  /// Does what a message asks.
  func hear(_ message: NativeMessage, _ program: NativeProgram) -> Step? {
    switch message.kind {
    case .hello: greet(message, program)
    case .call: return call(message, program)
    case .idle:
      program.deadline = message.deadline == 0 ? nil : message.deadline
      program.waits = message.waits
      program.state = hasEntries(program) ? .answered : .waiting
      if program.state == .waiting { native.turn = nil }
      if !isAnyReady, passNativeTime() { return quietStep(program) }
    case .thread: beginThread(message, program)
    case .ended: return endThread(message, program)
    case .tick:
      poll()
      native.now += 1_000_000
      program.answer.kind = .goOn
      program.state = .answered
      return quietStep(program)
    case .routines: return moreRoutines(message, program)
    case .freed: return freed(message, program)
    case .missing:
      program.answer.kind = .goOn
      program.state = .answered
      let place = sourcePlace(message.pc, message.name, program)
      return programStep(
        ["\(message.name) is declared and not served here" + (place.map { ": \($0.file):\($0.line)" } ?? "")], program)
    case .fault: program.fault = message
    case .exit:
      program.status = Int32(truncatingIfNeeded: message.arguments.first ?? 0)
      program.answer.kind = .goOn
      program.state = .answered
    }
    return nil
  }

  var isAnyReady: Bool { native.list.contains { [.new, .answered, .speaking].contains($0.state) } }
}
