/// Mutexes and semaphores: what threads wait for beside events.
extension WinsockLayer {
  /// CreateMutex: a handle, or NULL. Source: MS docs, CreateMutexW.
  public func CreateMutex(_ thread: ThreadID, owned: Bool) -> Return {
    state.pointee.hasMutexes = true
    return make(thread) { cell in
      (cell.kind, cell.isSignaled) = (.mutex, !owned)
      (cell.owner, cell.depth) = owned ? (thread.index, 1) : (-1, 0)
    }
  }

  /// ReleaseMutex: TRUE, or FALSE with WSA_INVALID_HANDLE for what is no mutex, ERROR_NOT_OWNER for another thread's.
  /// Source: MS docs, ReleaseMutex.
  public func ReleaseMutex(_ thread: ThreadID, _ mutex: Handle) -> Return {
    let index = handles.index(mutex, .event)
    guard index >= 0, events[index].pointee.kind == .mutex else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    guard events[index].pointee.owner == thread.index else { return failure(thread, .ERROR_NOT_OWNER, 0) }
    events[index].pointee.depth -= 1
    if events[index].pointee.depth == 0 { release(mutex: index) }
    return quiet(1)
  }

  /// CreateSemaphore: a handle, or NULL with WSA_INVALID_PARAMETER when the counts do not go together.
  /// Source: MS docs, CreateSemaphoreW.
  public func CreateSemaphore(_ thread: ThreadID, count: Int32, most: Int32) -> Return {
    guard most > 0, count >= 0, count <= most else { return failure(thread, .WSA_INVALID_PARAMETER, 0) }
    return make(thread) { cell in
      (cell.kind, cell.isSignaled, cell.count, cell.most) = (.semaphore, count > 0, count, most)
    }
  }

  /// ReleaseSemaphore: TRUE and the count before, or FALSE with WSA_INVALID_HANDLE, WSA_INVALID_PARAMETER, or
  /// ERROR_TOO_MANY_POSTS when the count would exceed the most. Source: MS docs, ReleaseSemaphore.
  public func ReleaseSemaphore(_ thread: ThreadID, _ semaphore: Handle, count: Int32) -> Return {
    let index = handles.index(semaphore, .event)
    guard index >= 0, events[index].pointee.kind == .semaphore else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    guard count > 0 else { return failure(thread, .WSA_INVALID_PARAMETER, 0) }
    let before = events[index].pointee.count
    guard count <= events[index].pointee.most - before else { return failure(thread, .ERROR_TOO_MANY_POSTS, 0) }
    events[index].pointee.count += count
    events[index].pointee.isSignaled = true
    if events[index].pointee.waiters > 0 { wakeEventWaiters() }
    return quiet(1, .value(UInt64(before)))
  }

  /// What a mutex or a semaphore is at the moment; nil when `handle` is neither.
  public func describe(lock handle: Handle) -> (owner: ThreadID?, depth: Int32, count: Int32, most: Int32)? {
    let index = handles.index(handle, .event)
    guard index >= 0, events[index].pointee.kind != .event else { return nil }
    let cell = events[index].pointee
    let isFree: Int32 = cell.isSignaled ? 1 : 0
    return (
      cell.owner >= 0 ? ThreadID(index: cell.owner) : nil, cell.depth, cell.kind == .mutex ? isFree : cell.count,
      cell.kind == .mutex ? 1 : cell.most
    )
  }

  private func make(_ thread: ThreadID, _ fill: (inout EventCell) -> Void) -> Return {
    let made = WSACreateEvent(thread)
    guard made.error == .success else { return made }
    fill(&events[handles.index(Handle(rawValue: UInt64(bitPattern: made.value)), .event)].pointee)
    return made
  }

  /// A thread's wait has taken one. True for a mutex whose last owner ended while it had it.
  func take(_ index: Int32, by thread: Int32) -> Bool {
    switch events[index].pointee.kind {
    case .event: return false
    case .mutex:
      let isAbandoned = events[index].pointee.isAbandoned
      (events[index].pointee.owner, events[index].pointee.isAbandoned) = (thread, false)
      events[index].pointee.depth += 1
      events[index].pointee.isSignaled = false
      return isAbandoned
    case .semaphore:
      events[index].pointee.count -= 1
      events[index].pointee.isSignaled = events[index].pointee.count > 0
      return false
    }
  }

  private func release(mutex index: Int32) {
    (events[index].pointee.owner, events[index].pointee.depth, events[index].pointee.isSignaled) = (-1, 0, true)
    if events[index].pointee.waiters > 0 { wakeEventWaiters() }
  }

  /// A thread has ended: who waits for a mutex that it had is told that it was abandoned. Source: MS docs, Mutex objects.
  func abandonMutexes(of thread: Int32) {
    guard state.pointee.hasMutexes else { return }
    for index in 0..<events.used where events[index].pointee.kind == .mutex && events[index].pointee.owner == thread {
      events[index].pointee.isAbandoned = true
      release(mutex: index)
    }
  }
}
