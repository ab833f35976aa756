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
  /// Begins a program, which makes its first call when it has its turn; `isAlone` where nothing else will be in the
  /// session. Gives what it is called.
  @discardableResult
  public func begin(_ compiled: CompiledProgram, arguments: [String] = [], isAlone: Bool = false) -> String {
    let program = begin(compiled, named: Self.programName(compiled.name), host: 0, arguments: arguments)
    program.isAlone = isAlone
    if isAlone { threads[0].name = "wsalab" }
    return program.name
  }

  func begin(_ compiled: CompiledProgram, named name: String, host: Int32, arguments: [String]) -> NativeProgram {
    let program = NativeProgram(name: freeProgramName(name), compiled: compiled, host: host)
    program.isShown = !native.areHidden
    program.arguments = arguments
    native.list.append(program)
    native.hasToldEnd = false
    Descriptors.allowMore()
    return program
  }

  /// What a program is called whose source has that name: `server` of `g1_hello.server`.
  public static func programName(_ source: String) -> String {
    let last = source.split(separator: ".").last.map { Array($0.utf8) } ?? []
    var name = last.prefix(24).map { ByteText.isLetter($0) || ByteText.isDigit($0) ? $0 : UInt8(ascii: "_") }
    if name.first.map({ !ByteText.isLetter($0) }) ?? true { name = Array("program".utf8) }
    return String(decoding: name, as: UTF8.self)
  }

  /// Whether a learner's program of that name has not ended.
  public func isRunning(program name: String) -> Bool { native.find(name).map { $0.state != .over } ?? false }

  private func freeProgramName(_ wanted: String) -> String {
    func isFree(_ name: String) -> Bool {
      let bytes = Array(name.utf8)
      if case .none = objects.names.find(bytes, 0..<bytes.count) {} else { return false }
      return !native.list.contains { $0.name == name && $0.state != .over } && programs.find(name) == nil
    }
    var (free, number) = (wanted, 2)
    while !isFree(free) {
      free = wanted + String(number)
      number += 1
    }
    return free
  }

  /// Lets programs make so many calls in all.
  public func allowProgramCalls(_ calls: Int) { (native.callsLeft, native.callsAllowed) = (calls, calls) }

  /// Whether a program did not end by itself: it crashed, was stopped, or did not begin.
  public var programsFailed: Bool { native.haveFailed }

  /// Calls of the programs that have begun, and of those that will, are not told.
  public func hidePrograms() { native.areHidden = true }

  /// Nobody will see the packets of this session, or warnings: the ones are not captured, the others not looked for.
  public func skipPackets() { (options.traces, options.warnings) = (false, false) }

  /// A line comes: programs beside it may go on for as long as after any other.
  func beginNativeLine() {
    guard native.areBeside else { return }
    noteDigest()
    (native.callsLeft, native.timeLeft, native.arePaused) = (native.callsAllowed, NativeTable.usualTime, false)
  }

  /// Notes of the last line what programs did after it.
  func noteDigest() {
    guard native.areBeside else { return }
    history.past.note(native.digest, of: history.past.lines.count - 1)
    native.digest = NativeDigest()
  }

  /// The next step of a program; nil when all of them wait, or have ended, or none is there. Whoever runs a line asks
  /// for these until there is none.
  public func nextProgramStep() -> Step? {
    guard let step = upcomingStep() else { return nil }
    if native.areBeside { native.digest.add(step) }
    if !history.isReplaying { caller.recording?.append(.step(step)) }
    return step
  }

  /// Whether a program computes, or has something to tell: asking for its next step may take long.
  public var programsAreUnderWay: Bool {
    !native.isEmpty && !native.arePaused && (!native.kept.isEmpty || whoseTurn() != nil)
  }

  private func upcomingStep() -> Step? {
    while !native.isEmpty, !native.arePaused {
      if !native.queued.isEmpty { return native.queued.removeFirst() }
      if caller.isInterrupted?() == true { return pause() }
      if !native.kept.isEmpty {
        let kept = native.kept.removeFirst()
        if kept.program.state != .over, let step = hear(kept.message, kept.program) { return step }
        continue
      }
      guard let program = whoseTurn() else {
        guard passNativeTime() else { return native.areBeside ? deadlock() ?? countHidden() : nil }
        if let step = quietStep(nil) { return step }
        continue
      }
      native.turn = program
      if let step = advance(program) { return step }
    }
    return nil
  }

  /// Ctrl-C: programs stand still until the next line.
  private func pause() -> Step? {
    guard native.areBeside, isAnyReady || !native.kept.isEmpty else { return nil }
    native.arePaused = true
    return Step(
      number: 0, thread: nextThread, line: "",
      body: .text([TextLine(.prose, "interrupted: the programs go on after the next line")]))
  }

  /// How many calls programs have made whose calls are not told.
  private func countHidden() -> Step? {
    let hidden = native.list.filter { !$0.isShown && $0.untold > 0 }
    guard !hidden.isEmpty else { return nil }
    let lines = hidden.map { TextLine(.prose, "\($0.name) made \($0.untold) \($0.untold == 1 ? "call" : "calls")") }
    for program in hidden { program.untold = 0 }
    return Step(number: 0, thread: nextThread, line: "", body: .text(lines))
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
      // What lines have brought about is in the program's memory, and nobody's there any more, before it goes on.
      syncMemory(program)
      program.answer.now = native.now
      var answer = program.answer
      program.answer = answer.takeRest()
      program.state = .speaking
      guard program.running?.tell(answer.bytes) == true else { return ended(program) }
      return nil
    case .speaking:
      guard let running = program.running else { return ended(program) }
      switch running.next(isInterrupted: { [caller] in caller.isInterrupted?() ?? false }) {
      case .interrupted: return pause()
      case .nothing: return ended(program)
      case .message(let bytes):
        guard let message = NativeMessage(bytes) else {
          program.spokeGarbage = true
          return ended(program)
        }
        let printed = takePrinted(program)
        native.now = max(native.now, min(message.now, native.now + NativeTable.usualTime))
        guard let printed else { return hear(message, program) }
        native.kept.insert((program, message), at: 0)
        return printed
      }
    case .waiting, .over, .stopped: return nil
    }
  }

  /// The process of a program; it waits behind its first word until that is taken.
  private func process(of program: NativeProgram) throws(CompileError) -> RunningProgram {
    try behindWalls(program.compiled.sourceNames, isOwn: program.compiled.isOwn) { isTrusted throws(CompileError) in
      var walls = RunningProgram.Walls()
      walls.isTrusted = isTrusted
      return try RunningProgram(program.compiled, arguments: program.arguments, input: -1, walls: walls)
    }
  }

  private func start(_ program: NativeProgram) -> Step? {
    do throws(CompileError) {
      if program.running == nil { program.running = try process(of: program) }
      program.state = .speaking
      // The others are loaded meanwhile. What refuses that refuses it again when their turn comes.
      for other in native.list where other.state == .new && other.running == nil {
        other.running = try? process(of: other)
      }
      return nil
    } catch {
      program.state = .over
      (exitStatus, native.haveFailed) = (2, true)
      return programStep([error.message] + (error.hint.map { [$0] } ?? []), program)
    }
  }

  /// What a program has written, as a step of its own.
  func takePrinted(_ program: NativeProgram) -> Step? {
    let written = program.running?.takeWritten() ?? []
    guard !written.isEmpty else { return nil }
    let pieces = written.map { piece in
      let isError = piece.stream == .complaint
      let bytes = isError && program.compiled.isSanitized ? withLines(piece.bytes, program) : piece.bytes
      return PrintedText(program: program.name, isError: isError, bytes: Bytes(bytes))
    }
    return Step(number: 0, thread: nextThread, line: "", body: .printed(pieces))
  }

  /// Does what a message asks.
  func hear(_ message: NativeMessage, _ program: NativeProgram) -> Step? {
    switch message.kind {
    case .hello: greet(message, program)
    case .call: return call(message, program)
    case .keyboard: return readKeyboard(message, program)
    case .idle:
      program.deadline = message.deadline == 0 ? nil : message.deadline
      program.waits = message.waits
      program.state = hasEntries(program) ? .answered : .waiting
      program.answer.kind = .goOn
      if program.state == .waiting { native.turn = nil }
    case .thread: beginThread(message, program)
    case .ended: return endThread(message, program)
    case .tick:
      if message.arguments.first ?? 0 > UInt64(NativeTable.mostBudgets) { return spins(program, message) }
      poll()
      native.now += 1_000_000
      program.goOn()
      return quietStep(program)
    case .routines: return moreRoutines(message, program)
    case .freed: return freed(message, program)
    case .touched: return touched(message, program)
    case .text: return takenForText(message, program)
    case .missing:
      program.goOn()
      let place = sourcePlace(message.pc, message.name, program)
      return programStep(
        ["\(message.name) is declared and not served here" + (place.map { ": \($0.file):\($0.line)" } ?? "")], program)
    case .error:
      if let thread = program.thread(message.thread), let code = message.arguments.first {
        _ = winsock.WSASetLastError(threads[thread.place].id, UInt32(truncatingIfNeeded: code))
      }
      (program.answer.kind, program.answer.value) = (.returned, 0)
      program.state = .answered
    case .fault: program.fault = message
    case .exit:
      program.status = Int32(truncatingIfNeeded: message.arguments.first ?? 0)
      program.goOn()
    }
    return nil
  }

  var isAnyReady: Bool { native.list.contains { [.new, .answered, .speaking].contains($0.state) } }
}
