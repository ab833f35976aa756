import Calls
import Language
import Steps
import Winsock

/// Completion routines of programs: they run in the program, and the session says when.
extension Session {
  /// Winsock lets a program's routine run: the program does it before its wait ends, or in it.
  func run(_ run: RoutineRun, function: UInt64, on thread: NativeThread) {
    let program = thread.program
    let overlapped: UInt64 = address(of: run.overlapped)
    if let pointer = run.overlapped { writeBack(overlapped: objects.overlappeds.place(pointer)) }
    let arguments: [UInt64] =
      run.overlapped == nil
      ? [run.data ?? 0] : [UInt64(run.error.rawValue), UInt64(run.bytes), overlapped, UInt64(run.flags)]
    program.answer.routines.append(
      NativeAnswer.Routine(thread: thread.number, function: function, arguments: arguments))
    if program.state == .waiting { program.state = .answered }
  }

  func queueRoutine(_ message: NativeMessage, _ thread: NativeThread) -> StepBody {
    let program = thread.program
    guard message.arguments.count == 3, let target = program.thread(UInt32(truncatingIfNeeded: message.arguments[1]))
    else {
      program.answer.value = 0
      program.answer.error = ErrorCode.WSA_INVALID_HANDLE.rawValue
      return .none
    }
    let routine = nativeRoutine(message.arguments[0], program)
    let value = winsock.QueueUserAPC(
      threads[thread.place].id, routine, to: threads[target.place].id, data: message.arguments[2])
    program.answer.value = value.value
    program.answer.error = lastError(thread)
    let call = CallDescriptor.QueueUserAPC.name
    let c = "\(call)(\(routineName(routine)), \(threads[target.place].name), \(message.arguments[2]))"
    return .call(record(call, c, value, Shape(result: .number, keep: .none), given: nil))
  }

  /// The routine at an address of a program.
  func nativeRoutine(_ address: UInt64, _ program: NativeProgram) -> RoutineID {
    if let known = program.routines[address] { return RoutineID(index: known) }
    let label = program.symbols?.place(at: address)?.function ?? "routine"
    let text = Array(freeNativeName(program, label) { _ in false }.utf8)
    let name = objects.names.intern(text, 0..<text.count)
    let place = addRoutine(name: name, commands: [])
    objects.routines[Int(place)].function = address
    objects.names.bind(name, .routine(place))
    program.routines[address] = place
    return RoutineID(index: place)
  }

  /// The routines of a wait have run: others may have been queued to the thread by then, and run in the same wait.
  func moreRoutines(_ message: NativeMessage, _ program: NativeProgram) -> Step? {
    program.goOn()
    guard let thread = program.thread(message.thread), !thread.isBlocked else { return nil }
    _ = winsock.SleepEx(threads[thread.place].id, milliseconds: 0, alertable: true)
    return quietStep(program)
  }
}
