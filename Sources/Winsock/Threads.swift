/// Threads, their last errors, and how blocked ones come back.
extension WinsockLayer {
  /// Makes another thread; nil when there are 65,536.
  public func makeThread() -> ThreadID? {
    guard let index = threads.take(ThreadCell()) else { return nil }
    waits.append(.none)
    return ThreadID(index: index)
  }

  /// Whether a call blocks this thread.
  public func isBlocked(_ thread: ThreadID) -> Bool { threads[thread.index].pointee.blockedIn != .none }

  /// The call this thread is blocked in and the tag it has; nil when it runs.
  public func blockedCall(_ thread: ThreadID) -> (call: CallKind, tag: Int32)? {
    let cell = threads[thread.index].pointee
    return cell.blockedIn == .none ? nil : (cell.blockedIn, cell.tag)
  }

  /// The thread's last error, without the call.
  public func lastError(_ thread: ThreadID) -> ErrorCode { threads[thread.index].pointee.lastError }

  /// Completion routines that wait for this thread, in order.
  public func queuedRoutines(_ thread: ThreadID) -> [RoutineID] {
    var found: [RoutineID] = []
    var index = threads[thread.index].pointee.routineHead
    while index >= 0 {
      found.append(RoutineID(index: routines[index].pointee.routine))
      index = routines[index].pointee.next
    }
    return found
  }

  /// Ends a thread: the operations that it started on sockets without a completion port are cancelled, and its
  /// completion routines never run. Source: MS docs, WSARecv ("all I/O initiated by a given thread is canceled when
  /// that thread exits"); a port's operations are not bound to their thread.
  public func endThread(_ thread: ThreadID) {
    threads[thread.index].pointee.hasEnded = true
    leavePort(thread.index)
    for i in 0..<sockets.used where isLive(i) && sockets[i].pointee.port < 0 {
      cancel(socket: i) { $0.thread == thread.index }
    }
    dropRoutines(thread.index)
    abandonMutexes(of: thread.index)
  }

  // MARK: - Results

  /// A success that leaves the thread's last error alone.
  @inline(__always)
  func quiet(_ value: Int64, _ out: Out = .none) -> Return { Return(value, out: out) }

  /// A success after which WSAGetLastError gives 0: what the calls of ws2_32 do that go through to the socket.
  /// Source: recorded on Wine 8.0, call by call.
  @inline(__always)
  func success(_ thread: ThreadID, _ value: Int64 = 0, _ out: Out = .none) -> Return {
    threads[thread.index].pointee.lastError = .success
    return Return(value, out: out)
  }

  /// A failure: the code becomes the thread's last error.
  func failure(_ thread: ThreadID, _ code: ErrorCode, _ value: Int64 = SOCKET_ERROR, _ out: Out = .none) -> Return {
    threads[thread.index].pointee.lastError = code
    return Return(value, error: code, out: out)
  }

  // MARK: - Blocking

  /// Blocks the thread in a call. It no longer counts as running on its port.
  func block(_ thread: ThreadID, _ call: CallKind, _ wait: Wait, limit: UInt32?, alertable: Bool) -> CallResult {
    if state.pointee.refusesToBlock { return .refused }
    let index = Int(thread.index)
    state.pointee.waitCount += 1
    threads[thread.index].pointee.blockedIn = call
    threads[thread.index].pointee.tag = tag
    threads[thread.index].pointee.isAlertable = alertable
    threads[thread.index].pointee.waitOrder = state.pointee.waitCount
    waits[index] = wait
    state.pointee.blockedThreads += 1
    switch wait {
    case .select, .poll: state.pointee.readinessWaiters += 1
    case .events(let handles, _): countWaiters(handles, by: 1)
    case .overlapped(_, let object): countWaiters([object], by: 1)
    case .port, .packets: return .blocked(limit: limit == INFINITE ? nil : limit)  // off its port's account already
    default: break
    }
    releaseFromPort(thread.index)
    return .blocked(limit: limit == INFINITE ? nil : limit)
  }

  /// The thread's call returns.
  func resume(_ index: Int32, _ result: Return) {
    let cell = threads[index]
    let call = cell.pointee.blockedIn
    guard call != .none else { return }
    var result = result
    if cell.pointee.isAlertable, cell.pointee.routineHead >= 0, !runBefore(index, call, &result) { return }
    unblock(index)
    if result.error != .success || Self.clearsError(call) { cell.pointee.lastError = result.error }
    note(.resumed(ThreadID(index: index), call, tag: cell.pointee.tag, result))
  }

  /// What was queued before an alertable wait's end runs first, and ends a wait that was asked to be alertable; false
  /// when a routine has ended the call itself. A thread that has its packets keeps them. Source: MS docs, SleepEx and
  /// WSAWaitForMultipleEvents (the routine runs before the function returns); recorded on Wine 8.0.
  private func runBefore(_ index: Int32, _ call: CallKind, _ result: inout Return) -> Bool {
    if case .packets = waits[Int(index)] { return true }
    guard drainRoutines(index), threads[index].pointee.blockedIn == call else { return false }
    switch waits[Int(index)] {
    case .sleep, .events: result = Return(WSA_WAIT_IO_COMPLETION)
    default: break
    }
    return true
  }

  /// The calls after whose success WSAGetLastError gives 0 are the same, blocked or not. Recorded on Wine 8.0.
  private static func clearsError(_ call: CallKind) -> Bool {
    switch call {
    case .connect, .closesocket, .WSAWaitForMultipleEvents, .SleepEx, .GetQueuedCompletionStatus,
      .GetQueuedCompletionStatusEx:
      return false
    default: return true
    }
  }

  /// The thread waits no more, whatever it waited for.
  private func unblock(_ index: Int32) {
    switch waits[Int(index)] {
    case .select, .poll: state.pointee.readinessWaiters -= 1
    case .events(let handles, _): countWaiters(handles, by: -1)
    case .overlapped(_, let object): countWaiters([object], by: -1)
    default: break
    }
    waits[Int(index)] = .none
    threads[index].pointee.blockedIn = .none
    threads[index].pointee.isAlertable = false
    state.pointee.blockedThreads -= 1
    rejoinPort(index)
  }

  private func countWaiters(_ handles: [Handle], by step: Int32) {
    for handle in handles {
      let event = self.handles.index(handle, .event)
      if event >= 0 { events[event].pointee.waiters += step }
    }
    state.pointee.objectWaiters += Int(step)
  }

  /// The blocked threads that are meant, in the order in which they began to wait: there may be thousands of others.
  func blockedInOrder(where isMeant: (Int32) -> Bool) -> [Int32] {
    var found: [Int32] = []
    for i in 0..<threads.used where threads[i].pointee.blockedIn != .none && isMeant(i) { found.append(i) }
    return found.sorted { threads[$0].pointee.waitOrder < threads[$1].pointee.waitOrder }
  }

  /// Ends a blocked call whose time limit has passed, with what the call gives then. `.resumed` is in the journal.
  public func timeOut(_ thread: ThreadID) {
    let index = thread.index
    let call = threads[index].pointee.blockedIn
    switch waits[Int(index)] {
    case .none: return
    case .operation(let operation):
      let cell = operations[operation].pointee
      if cell.call == .closesocket { return endLingering(operation, cell.socket, index, resets: true) }
      unlink(operation)
      discard(operation)
      // A blocking call with SO_RCVTIMEO or SO_SNDTIMEO. What a send has moved is lost to the caller, as on Windows.
      resume(index, Return(SOCKET_ERROR, error: .WSAETIMEDOUT))
    case .events: resume(index, Return(WSA_WAIT_TIMEOUT))
    case .sleep: resume(index, Return(0))
    case .overlapped: resume(index, Return(0, error: .WSA_IO_INCOMPLETE))
    case .port(let port), .packets(let port, _):
      removeWaiter(index, from: port)
      resume(index, Return(0, error: .WAIT_TIMEOUT))
    case .select, .poll: resume(index, timedOutSelection(index, call))
    }
  }
}
