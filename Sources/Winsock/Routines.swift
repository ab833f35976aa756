/// Completion routines: queued to the thread that started the operation, run in its alertable waits.
/// Source: MS docs, WSARecv and SleepEx (alertable waits and asynchronous procedure calls).
extension WinsockLayer {
  /// Queues a routine to a thread.
  func queueRoutine(_ thread: Int32, _ cell: RoutineCell) {
    guard !threads[thread].pointee.hasEnded, let index = routines.take(cell) else { return }
    let tail = threads[thread].pointee.routineTail
    if tail < 0 { threads[thread].pointee.routineHead = index } else { routines[tail].pointee.next = index }
    threads[thread].pointee.routineTail = index
    state.pointee.queuedRoutines += 1
  }

  /// Runs everything that is queued to the thread, what comes meanwhile included; true when something ran.
  func drainRoutines(_ thread: Int32) -> Bool {
    var ran = false
    state.pointee.runningRoutines += 1
    defer { state.pointee.runningRoutines -= 1 }
    while let run = takeRoutine(thread) {
      ran = true
      runRoutine?(run)
    }
    return ran
  }

  private func takeRoutine(_ thread: Int32) -> RoutineRun? {
    let index = threads[thread].pointee.routineHead
    guard index >= 0 else { return nil }
    let cell = routines[index].pointee
    threads[thread].pointee.routineHead = cell.next
    if cell.next < 0 { threads[thread].pointee.routineTail = -1 }
    routines.give(index)
    state.pointee.queuedRoutines -= 1
    return RoutineRun(
      routine: RoutineID(index: cell.routine), thread: ThreadID(index: thread), error: cell.error, bytes: cell.bytes,
      overlapped: cell.overlapped, flags: cell.flags, data: cell.isUserAPC ? cell.data : nil)
  }

  func dropRoutines(_ thread: Int32) {
    while takeRoutine(thread) != nil {}
  }

  /// QueueUserAPC: queues a function to a thread, behind the completion routines that are queued there. It runs in the
  /// thread's alertable waits as those do, and ends them. Returns 1; 0 with ERROR_GEN_FAILURE for a thread that has ended.
  /// Source: MS docs, QueueUserAPC.
  public func QueueUserAPC(_ thread: ThreadID, _ routine: RoutineID, to target: ThreadID, data: UInt64) -> Return {
    guard !threads[target.index].pointee.hasEnded else { return failure(thread, .ERROR_GEN_FAILURE, 0) }
    queueRoutine(target.index, RoutineCell(isUserAPC: true, data: data, routine: routine.index))
    return quiet(1)
  }

  /// Lets blocked threads run what is queued to them. A wait that was asked to be alertable ends with it; a blocking
  /// Winsock call goes on waiting.
  func runQueuedRoutines() {
    let meant = blockedInOrder { threads[$0].pointee.isAlertable && threads[$0].pointee.routineHead >= 0 }
    for thread in meant {
      guard threads[thread].pointee.isAlertable, threads[thread].pointee.routineHead >= 0 else { continue }
      let call = threads[thread].pointee.blockedIn
      // The routine ends the wait, whatever it does: an event that it sets stays set, a packet that it posts stays in the
      // port. Source: MS docs, WSAWaitForMultipleEvents and GetQueuedCompletionStatusEx (WAIT_IO_COMPLETION).
      let result = endOfWait(thread)
      guard drainRoutines(thread), threads[thread].pointee.blockedIn == call, let result else { continue }
      resume(thread, result)
    }
  }

  /// What a wait returns that a routine ends; it waits for nothing else from now on. Nil for a blocking call, which goes
  /// on.
  private func endOfWait(_ thread: Int32) -> Return? {
    switch waits[Int(thread)] {
    case .sleep: return Return(WSA_WAIT_IO_COMPLETION)
    case .events:
      waits[Int(thread)] = .sleep
      return Return(WSA_WAIT_IO_COMPLETION)
    case .packets(let port, _):
      removeWaiter(thread, from: port)
      waits[Int(thread)] = .sleep
      return Return(0, error: .WAIT_IO_COMPLETION)
    default: return nil
    }
  }

  /// SleepEx: waits, and in an alertable wait runs the thread's completion routines. Returns 0, or WAIT_IO_COMPLETION.
  public func SleepEx(_ thread: ThreadID, milliseconds: UInt32, alertable: Bool) -> CallResult {
    if alertable, drainRoutines(thread.index) { return .returned(quiet(WSA_WAIT_IO_COMPLETION)) }
    if milliseconds == 0 { return .returned(quiet(0)) }
    return block(thread, .SleepEx, .sleep, limit: milliseconds, alertable: alertable)
  }
}
