/// WSAGetOverlappedResult, and a socket's file object, which it waits for when there is no event.
extension WinsockLayer {
  /// WSAGetOverlappedResult: TRUE with the bytes, or FALSE with the operation's error or WSA_IO_INCOMPLETE. It reads
  /// nothing but the OVERLAPPED; told to wait, it waits for hEvent or, where that is NULL, for the socket itself, and
  /// then reads the OVERLAPPED, whatever has signaled what it waited for. STATUS_PENDING is not a failure status: it gives
  /// TRUE and 0 bytes. Source: MS docs, GetOverlappedResult (Remarks: no way to know which operation caused the
  /// object's state to be signaled) and WSAGetOverlappedResult; recorded on Wine 8.0.
  public func WSAGetOverlappedResult(_ thread: ThreadID, _ s: Handle, _ overlapped: OverlappedPointer, wait: Bool)
    -> CallResult
  {
    guard state.pointee.startups > 0 else { return .returned(failure(thread, .WSANOTINITIALISED, 0)) }
    guard handles.index(s, .socket) >= 0 else { return .returned(failure(thread, .WSAENOTSOCK, 0)) }
    guard overlapped.pointee.Internal == UInt64(NTStatus.STATUS_PENDING.rawValue) else {
      return .returned(overlappedResult(thread, overlapped))
    }
    guard wait else { return .returned(failure(thread, .WSA_IO_INCOMPLETE, 0)) }
    let event = eventHandle(overlapped.pointee.hEvent)
    let object = event == .null ? s : event
    guard let isSignaled = isWaitable(object, by: thread.index) else {
      return .returned(failure(thread, .WSA_INVALID_HANDLE, 0))
    }
    if isSignaled { return .returned(overlappedResult(thread, overlapped)) }
    return block(thread, .WSAGetOverlappedResult, .overlapped(overlapped, object), limit: nil, alertable: false)
  }

  /// GetOverlappedResult: the same, with the error that kernel32 has for the operation's status, ERROR_IO_INCOMPLETE
  /// while it is under way. It does not ask whether the handle is a socket. Source: MS docs, GetOverlappedResult.
  public func GetOverlappedResult(_ thread: ThreadID, _ s: Handle, _ overlapped: OverlappedPointer, wait: Bool)
    -> CallResult
  {
    guard handles.index(s, .socket) >= 0 else { return .returned(failure(thread, .WSA_INVALID_HANDLE, 0)) }
    let result = WSAGetOverlappedResult(thread, s, overlapped, wait: wait)
    guard case .returned(let value) = result, value.error != .success, value.error != .WSA_IO_INCOMPLETE else {
      return result
    }
    let status = NTStatus(rawValue: UInt32(truncatingIfNeeded: overlapped.pointee.Internal))
    return .returned(failure(thread, status.win32, 0))
  }

  /// What the OVERLAPPED says now.
  func overlappedResult(_ thread: ThreadID, _ overlapped: OverlappedPointer) -> Return {
    let status = NTStatus(rawValue: UInt32(truncatingIfNeeded: overlapped.pointee.Internal))
    let bytes = UInt32(truncatingIfNeeded: overlapped.pointee.InternalHigh)
    guard status.isSuccess else { return failure(thread, status.winsock, 0) }
    return success(thread, 1, .transfer(bytes: bytes, flags: 0))
  }

  /// An operation has ended: its event is signaled or, without one (a routine's hEvent is the application's own), the
  /// socket's file object, unless FILE_SKIP_SET_EVENT_ON_HANDLE is set. Source: MS docs, GetOverlappedResult and
  /// SetFileCompletionNotificationModes; recorded on Wine 8.0.
  @inline(__always)
  func signalEnd(of cell: UnsafeMutablePointer<OperationCell>) {
    let event = cell.pointee.routine >= 0 ? .null : eventHandle(cell.pointee.event)
    if event != .null { return signal(handle: event) }
    let owner = sockets[cell.pointee.owner]
    guard owner.pointee.modes & 2 == 0 else { return }
    owner.pointee.flags.remove(.unsignaled)
    if state.pointee.objectWaiters > 0, !owner.pointee.flags.contains(.closing) { wakeEventWaiters() }
  }
}
