/// Holding completions: the learner is the kernel. While completions are held, an operation that is finished stays in
/// the simulated kernel, its OVERLAPPED still STATUS_PENDING and its event unsignaled, until it is let through.
/// Nothing of this exists on Windows; what a step does when it comes is what Windows does then.
extension WinsockLayer {
  /// Whether finished operations are held.
  public var holdsCompletions: Bool { state.pointee.holdsCompletions }

  /// Holds what finishes from now on. Operations that could complete at once pend then, as they may on Windows.
  public func holdCompletions() { state.pointee.holdsCompletions = true }

  /// Takes the number that the next held completion would get: whoever holds something else beside it, packets for
  /// instance, numbers both in one sequence.
  public func takeHeldNumber() -> Int {
    state.pointee.heldCount += 1
    return state.pointee.heldCount
  }

  /// The operations that are finished and held, in the order in which they finished.
  public var heldCompletions: [HeldCompletion] { held }

  /// Lets one held completion through, or ends it with an error of the caller's choice: its bytes are lost then.
  /// Nil when there is none of that number.
  @discardableResult
  public func release(_ number: Int, failing code: ErrorCode? = nil) -> HeldCompletion? {
    guard let place = held.firstIndex(where: { $0.number == number }) else { return nil }
    let one = held.remove(at: place)
    if code != nil { operations[one.operation].pointee.done = 0 }
    complete(one.operation, code.map { status(of: $0) } ?? one.status, flags: one.flags, atOnce: false)
    return one
  }

  /// Lets everything through, in order, and holds nothing any more.
  public func flowCompletions() {
    state.pointee.holdsCompletions = false
    while let first = held.first { release(first.number) }
  }

  /// Keeps a finished operation.
  func hold(_ operation: Int32, _ status: NTStatus, flags: UInt32) {
    let cell = operations[operation].pointee
    held.append(
      HeldCompletion(
        number: takeHeldNumber(), call: cell.call, tag: cell.tag, thread: ThreadID(index: cell.thread),
        socket: sockets[cell.owner].pointee.handle, overlapped: cell.overlapped,
        routine: cell.routine >= 0 ? RoutineID(index: cell.routine) : nil, port: heldPort(cell),
        key: sockets[cell.owner].pointee.key,
        bytes: UInt32(truncatingIfNeeded: cell.done), status: status, flags: flags, operation: operation))
  }

  /// The port that a packet would go to now, or NULL: an odd hEvent asks for none.
  private func heldPort(_ cell: OperationCell) -> Handle {
    let port = sockets[cell.owner].pointee.port
    return port < 0 || cell.event.rawValue & 1 != 0 ? .null : ports[port].pointee.handle
  }

  /// A socket is closed: what is held of it comes through, since its socket's port and key go with it.
  func releaseHeld(of socket: Int32) {
    for one in held where operations[one.operation].pointee.owner == socket { release(one.number) }
  }
}

/// An operation that is finished and held in the simulated kernel.
public struct HeldCompletion {
  /// Its number, from 1 in the order in which operations finished.
  public let number: Int
  /// The call that started it.
  public let call: CallKind
  /// The tag it was started with.
  public let tag: Int32
  /// The thread that started it.
  public let thread: ThreadID
  /// Its socket.
  public let socket: Handle
  /// Its OVERLAPPED.
  public let overlapped: OverlappedPointer?
  /// The routine that will be queued, if any.
  public let routine: RoutineID?
  /// The port that its packet will go to, or NULL.
  public let port: Handle
  /// The completion key, when there is a port.
  public let key: UInt64
  /// The bytes it will report.
  public let bytes: UInt32
  /// The status it will report.
  public let status: NTStatus
  let flags: UInt32
  let operation: Int32
}
