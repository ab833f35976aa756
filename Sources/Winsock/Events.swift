/// Event objects. WSACreateEvent makes manual-reset ones. Source: MS docs, WSACreateEvent.
extension WinsockLayer {
  /// WSACreateEvent: a handle, or NULL with WSA_NOT_ENOUGH_MEMORY.
  public func WSACreateEvent(_ thread: ThreadID) -> Return {
    guard let index = events.take(EventCell()) else { return failure(thread, .WSA_NOT_ENOUGH_MEMORY, 0) }
    guard let handle = handles.make(.event, index: index) else {
      events.give(index)
      return failure(thread, .WSA_NOT_ENOUGH_MEMORY, 0)
    }
    events[index].pointee.handle = handle
    return success(thread, Int64(bitPattern: handle.rawValue))
  }

  /// CreateEvent: an event that is reset by hand, or by each wait that it satisfies; NULL with an error.
  /// Source: MS docs, CreateEventW.
  public func CreateEvent(_ thread: ThreadID, manualReset: Bool, signaled: Bool) -> Return {
    let made = WSACreateEvent(thread)
    guard made.error == .success else { return made }
    let index = handles.index(Handle(rawValue: UInt64(bitPattern: made.value)), .event)
    events[index].pointee.resetsItself = !manualReset
    if signaled { signal(index) }
    return made
  }

  /// WSASetEvent: TRUE, or FALSE with WSA_INVALID_HANDLE.
  public func WSASetEvent(_ thread: ThreadID, _ event: Handle) -> Return {
    let index = handles.index(event, .event)
    guard index >= 0, events[index].pointee.kind == .event else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    signal(index)
    return quiet(1)
  }

  /// WSAResetEvent: TRUE, or FALSE with WSA_INVALID_HANDLE.
  public func WSAResetEvent(_ thread: ThreadID, _ event: Handle) -> Return {
    let index = handles.index(event, .event)
    guard index >= 0, events[index].pointee.kind == .event else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    reset(index)
    return quiet(1)
  }

  /// WSACloseEvent, which is CloseHandle: TRUE, or FALSE with WSA_INVALID_HANDLE.
  public func WSACloseEvent(_ thread: ThreadID, _ event: Handle) -> Return { CloseHandle(thread, event) }

  /// CloseHandle of an event, a completion port, a file or a socket. The pseudo-handle -1 (of the process) is closed in vain.
  /// Source: MS docs, CloseHandle, GetCurrentProcess.
  public func CloseHandle(_ thread: ThreadID, _ handle: Handle) -> Return {
    if handle == .invalid { return quiet(1) }
    let entry = handles.entry(handle)
    switch entry.kind {
    case .none: return failure(thread, .WSA_INVALID_HANDLE, 0)
    case .event:
      handles.close(handle)
      if events[entry.index].pointee.waiters == 0 { events.give(entry.index) }  // else a waiter still looks at it
    case .port: closePort(entry.index)
    case .socket: close(socket: entry.index)
    case .file: closeFile(handle, entry.index)
    }
    return quiet(1)
  }

  /// Whether a wait that an event satisfies resets it; false when `event` is not an open event.
  public func isAutoReset(_ event: Handle) -> Bool {
    let index = handles.index(event, .event)
    return index >= 0 && events[index].pointee.resetsItself
  }

  /// Whether an event is signaled, nil when `event` is not an open event. Changes nothing.
  public func isSignaled(_ event: Handle) -> Bool? {
    let index = handles.index(event, .event)
    return index < 0 ? nil : events[index].pointee.isSignaled
  }

  /// Signals an event and releases who waits for it.
  @inline(__always)
  func signal(_ index: Int32) {
    guard !events[index].pointee.isSignaled else { return }
    events[index].pointee.isSignaled = true
    note(.eventSet(events[index].pointee.handle))
    if events[index].pointee.waiters > 0 { wakeEventWaiters() }
  }

  /// Signals an event by handle; NULL and a closed one are passed over, as the kernel does with a handle it has lost.
  @inline(__always)
  func signal(handle: Handle) {
    guard handle != .null else { return }
    let index = handles.index(handle, .event)
    if index >= 0 { signal(index) }
  }

  /// Unsignals an event.
  @inline(__always)
  func reset(_ index: Int32) {
    guard events[index].pointee.isSignaled else { return }
    events[index].pointee.isSignaled = false
    note(.eventReset(events[index].pointee.handle))
  }

  /// Releases the threads whose objects are signaled, in the order in which they began to wait.
  func wakeEventWaiters() {
    for thread in blockedInOrder(where: { Self.waitsForObjects(threads[$0].pointee.blockedIn) }) {
      switch waits[Int(thread)] {
      case .events(let waited, let all):
        if let value = satisfied(waited, all: all, by: thread) { resume(thread, Return(value)) }
      case .overlapped(let overlapped, let object):
        if isWaitable(object, by: thread) ?? false {
          _ = consume(object, by: thread)
          resume(thread, overlappedResult(ThreadID(index: thread), overlapped))
        }
      default: break
      }
    }
  }

  private static func waitsForObjects(_ call: CallKind) -> Bool {
    call == .WSAWaitForMultipleEvents || call == .WSAGetOverlappedResult
  }

  /// What a thread's wait for these returns now; nil when it waits on. An abandoned mutex adds WAIT_ABANDONED_0.
  /// Source: MS docs, WaitForMultipleObjects (return value).
  private func satisfied(_ waited: [Handle], all: Bool, by thread: Int32) -> Int64? {
    for (place, handle) in waited.enumerated() {
      let isSet = isWaitable(handle, by: thread) ?? false
      if isSet, !all { return consume(handle, by: thread) ? WAIT_ABANDONED_0 + Int64(place) : Int64(place) }
      if !isSet, all { return nil }
    }
    guard all else { return nil }
    var isAbandoned = false
    for handle in waited where consume(handle, by: thread) { isAbandoned = true }
    return isAbandoned ? WAIT_ABANDONED_0 : 0
  }

  /// A wait was satisfied by this object: an auto-reset event is reset, a mutex has an owner, a semaphore lets one less
  /// through. True for an abandoned mutex. Source: MS docs, WaitForSingleObject (remarks).
  @inline(__always)
  private func consume(_ handle: Handle, by thread: Int32) -> Bool {
    let index = handles.index(handle, .event)
    guard index >= 0 else { return false }
    if events[index].pointee.resetsItself { reset(index) }
    return events[index].pointee.kind != .event && take(index, by: thread)
  }

  /// Whether a thread's wait for this handle would be satisfied: nil for no handle at all. A port's never is here.
  func isWaitable(_ handle: Handle, by thread: Int32) -> Bool? {
    if handle == .invalid { return false }  // the pseudo-handle of the process: signaled when it ends
    let entry = handles.entry(handle)
    switch entry.kind {
    case .none: return nil
    case .event:
      let isOwn = events[entry.index].pointee.kind == .mutex && events[entry.index].pointee.owner == thread
      return events[entry.index].pointee.isSignaled || isOwn
    case .socket: return !sockets[entry.index].pointee.flags.contains(.unsignaled)
    case .port: return false
    case .file: return true  // nothing is under way on it: what sends it is the socket's
    }
  }

  /// WSAWaitForMultipleEvents: the index of the lowest event that is set (0 when all were waited for),
  /// WSA_WAIT_TIMEOUT, WSA_WAIT_IO_COMPLETION, or WSA_WAIT_FAILED. More than 64 events, or one of them twice when all
  /// are waited for, are WSA_INVALID_PARAMETER. Source: MS docs, WSAWaitForMultipleEvents.
  public func WSAWaitForMultipleEvents(
    _ thread: ThreadID, _ events: [Handle], all: Bool, timeout: UInt32, alertable: Bool
  ) -> CallResult {
    guard !events.isEmpty, events.count <= WSA_MAXIMUM_WAIT_EVENTS, !(all && Set(events).count < events.count) else {
      return .returned(failure(thread, .WSA_INVALID_PARAMETER, WSA_WAIT_FAILED))
    }
    if events.count == 1 {  // the everyday case, in one look
      guard let isSet = isWaitable(events[0], by: thread.index) else {
        return .returned(failure(thread, .WSA_INVALID_HANDLE, WSA_WAIT_FAILED))
      }
      if isSet {
        return .returned(quiet(consume(events[0], by: thread.index) ? WAIT_ABANDONED_0 : 0))
      }
    } else {
      for handle in events where isWaitable(handle, by: thread.index) == nil {
        return .returned(failure(thread, .WSA_INVALID_HANDLE, WSA_WAIT_FAILED))
      }
      if let value = satisfied(events, all: all, by: thread.index) { return .returned(quiet(value)) }
    }
    if alertable, drainRoutines(thread.index) { return .returned(quiet(WSA_WAIT_IO_COMPLETION)) }
    if timeout == 0 { return .returned(quiet(WSA_WAIT_TIMEOUT)) }
    return block(
      thread, .WSAWaitForMultipleEvents, .events(events, all: all), limit: timeout, alertable: alertable)
  }
}
