import Glibc
import LinuxSockets

/// closesocket, shutdown, DisconnectEx and cancelling.
extension WinsockLayer {
  /// closesocket: every operation under way ends, and what waits for it is told. Source: MS docs, closesocket.
  public func closesocket(_ thread: ThreadID, _ s: Handle) -> CallResult {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return .returned(failure(thread, refusal)) }
    if !duplicates.isEmpty, closeOne(of: index, s) { return .returned(quiet(0)) }
    if lingers(index) { return linger(thread, index) }
    close(socket: index)
    return .returned(quiet(0))
  }

  /// Closes a socket. Operations on a connection end with STATUS_CONNECTION_ABORTED, as on Windows 10 (Wine's
  /// test_iocp); all others with STATUS_CANCELLED.
  func close(socket index: Int32) {
    let cell = sockets[index]
    let isConnection = cell.pointee.isStream && cell.pointee.phase == .connected
    cell.pointee.flags.insert(.closing)
    cancelAccepting(index)
    abandonAccepts(of: index)
    let isOrphan = orphan(index)
    endAll(index, isConnection ? .STATUS_CONNECTION_ABORTED : .STATUS_CANCELLED)
    if !held.isEmpty { releaseHeld(of: index) }
    if state.pointee.objectWaiters > 0 { wakeEventWaiters() }
    if cell.pointee.linger.on, cell.pointee.linger.seconds == 0 {
      kernel.setLinger(cell.pointee.descriptor, on: true, seconds: 0)
    }
    leavePort(socket: index)
    forgetBound(index)
    closeDuplicates(of: index)
    handles.close(cell.pointee.handle)
    cell.pointee.handle = .null
    if !isOrphan { kernel.close(cell.pointee.descriptor) }
    forgetGroups(index)
    sockets.give(index)
  }

  private func endAll(_ index: Int32, _ status: NTStatus) {
    endReceives(index, status)
    while sockets[index].pointee.sends.head >= 0 { finish(sockets[index].pointee.sends.head, status) }
  }

  private func endReceives(_ index: Int32, _ status: NTStatus) {
    let cell = sockets[index]
    while cell.pointee.receives.head >= 0 {
      // An AcceptEx that waits for first data is the listener's, and only cancelled. Recorded on Wine 8.0.
      let isAccept = operations[cell.pointee.receives.head].pointee.call == .AcceptEx
      finish(cell.pointee.receives.head, isAccept ? .STATUS_CANCELLED : status)
    }
    while cell.pointee.urgents.head >= 0 { finish(cell.pointee.urgents.head, status) }
  }

  /// The AcceptEx that would have made this socket a connection ends: its socket is gone.
  private func cancelAccepting(_ index: Int32) {
    let operation = sockets[index].pointee.acceptingInto
    guard operation >= 0 else { return }
    sockets[index].pointee.acceptingInto = -1
    finish(operation, .STATUS_CANCELLED)
  }

  /// Sockets that this listener was accepting into are free again; those that wait for first data lose their operation.
  private func abandonAccepts(of listener: Int32) {
    var operation = sockets[listener].pointee.receives.head
    while operation >= 0 {
      let into = operations[operation].pointee.accepting
      if into >= 0 { sockets[into].pointee.acceptingInto = -1 }
      operation = operations[operation].pointee.next
    }
    guard sockets[listener].pointee.phase == .listening else { return }
    forEachWaitingAccept(of: listener) { finish($0, .STATUS_CANCELLED) }
  }

  /// AcceptEx operations of a listener that have their connection and wait for data. A walk over the sockets: cold.
  private func forEachWaitingAccept(of listener: Int32, _ body: (Int32) -> Void) {
    for i in 0..<sockets.used where isLive(i) && i != listener {
      let head = sockets[i].pointee.receives.head
      if head >= 0, operations[head].pointee.call == .AcceptEx, operations[head].pointee.owner == listener {
        body(head)
      }
    }
  }

  // MARK: - shutdown

  /// shutdown: SD_RECEIVE 0, SD_SEND 1, SD_BOTH 2. Source: MS docs, shutdown; Wine's test_shutdown.
  public func shutdown(_ thread: ThreadID, _ s: Handle, how: Int32) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    refreshConnect(index)
    let cell = sockets[index]
    if cell.pointee.isStream {
      guard cell.pointee.phase == .connected || cell.pointee.phase == .disconnected,
        !cell.pointee.flags.contains(.contextMissing)
      else { return failure(thread, .WSAENOTCONN) }
    }
    guard 0...2 ~= how else { return failure(thread, .WSAEINVAL) }
    // SD_RECEIVE says nothing to the peer. Linux would turn it into an end of stream, so it stays in this layer.
    if how != 1 { cell.pointee.flags.insert(.shutReceive) }
    if how != 0 { shutSend(index) }
    note(.socketChanged(s))
    return success(thread)
  }

  private func shutSend(_ index: Int32) {
    let cell = sockets[index]
    guard !cell.pointee.flags.contains(.shutSend) else { return }
    cell.pointee.flags.insert(.shutSend)
    // Who closes second has no TIME_WAIT: the state is asked while it still tells.
    if cell.pointee.isStream, kernel.tcpState(cell.pointee.descriptor).raw == 8 /* TCP_CLOSE_WAIT */ {
      cell.pointee.flags.insert(.closesSecond)
    }
    if cell.pointee.isStream, !hasRest(cell.pointee) { _ = kernel.shutdown(cell.pointee.descriptor, how: 1) }
  }

  // MARK: - DisconnectEx

  /// DisconnectEx: sends the FIN; with `reuse` (TF_REUSE_SOCKET) the socket can be connected or accepted into again.
  /// With an OVERLAPPED it is under way at first. Source: MS docs, DisconnectEx; Wine's test_DisconnectEx.
  public func DisconnectEx(_ thread: ThreadID, _ s: Handle, overlapped: OverlappedPointer?, reuse: Bool) -> CallResult {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return .returned(failure(thread, refusal, 0)) }
    let event = overlapped.map { begin($0, &refusal) } ?? .null
    guard refusal == .success else { return .returned(failure(thread, refusal, 0)) }
    let cell = sockets[index]
    // What it has disconnected it disconnects again, with no effect. Source: Wine's test_DisconnectEx ("Test the
    // synchronous case").
    let isThere = cell.pointee.phase == .connected || cell.pointee.phase == .disconnected
    guard cell.pointee.isStream, isThere else { return .returned(failure(thread, .WSAENOTCONN, 0)) }
    var request = operation(.DisconnectEx, index, thread)
    request.messageFlags = reuse ? 2 : 0
    guard let overlapped else {
      let error = disconnect(index, reuse: reuse)
      return .returned(error == .success ? success(thread, 1) : failure(thread, error, 0))
    }
    request.overlapped = overlapped
    request.event = event
    let posted = post(request, &refusal)
    guard posted >= 0 else { return .returned(failure(thread, refusal, 0)) }
    serveDisconnect(index, posted)
    return .returned(failure(thread, .WSA_IO_PENDING, 0))
  }

  /// The FIN goes out when all sends before it have.
  func serveDisconnect(_ index: Int32, _ operation: Int32) {
    guard sockets[index].pointee.sends.head == operation else { return }
    let reuse = operations[operation].pointee.messageFlags & 2 != 0
    finish(operation, status(of: disconnect(index, reuse: reuse)))
  }

  @discardableResult
  func disconnect(_ index: Int32, reuse: Bool) -> ErrorCode {
    shutSend(index)
    sockets[index].pointee.phase = .disconnected
    let error = reuse ? makeReusable(index) : .success
    note(.socketChanged(sockets[index].pointee.handle))
    return error
  }

  /// The socket's handle gets a new Linux socket under it; the old one goes through its close by itself.
  private func makeReusable(_ index: Int32) -> ErrorCode {
    let cell = sockets[index]
    let fresh = makeDescriptor(on: cell.pointee.host, cell.pointee.family, 1, 6)
    guard !fresh.failed else { return translate(fresh) }
    endReceives(index, .STATUS_CONNECTION_ABORTED)
    let listenedTo = cell.pointee.flags.contains(.inBoundTable)
    _ = exchange(index, fresh.int32)  // nothing waits here: the next operation registers it, or is refused
    prepare(index)
    cell.pointee.flags.subtract([.shutSend, .shutReceive, .ended, .contextMissing, .byConnectEx, .byConnect])
    cell.pointee.flags.insert(.reused)
    cell.pointee.phase = .unconnected
    cell.pointee.peer = .none
    cell.pointee.failure = .success
    // A socket that was bound by its owner stays bound; one that was accepted is as fresh.
    guard listenedTo else {
      cell.pointee.flags.remove(.bound)
      return .success
    }
    let rebound = kernel.bind(fresh.int32, cell.pointee.local)
    guard rebound.failed else { return .success }
    forgetBound(index)
    cell.pointee.flags.remove(.bound)
    return translate(rebound)
  }

  // MARK: - Cancelling

  /// CancelIo: ends what the calling thread has under way on the socket; TRUE also when that is nothing.
  /// An event or a port is not a file. Source: MS docs, CancelIo; NtCancelIoFile (STATUS_OBJECT_TYPE_MISMATCH).
  public func CancelIo(_ thread: ThreadID, _ s: Handle) -> Return {
    let entry = handles.entry(s)
    guard entry.kind == .socket else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    cancel(socket: entry.index) { $0.thread == thread.index }
    return quiet(1)
  }

  /// CancelIoEx: ends one operation, or all of the process, on the socket; FALSE with ERROR_NOT_FOUND when there is
  /// none. Source: MS docs, CancelIoEx.
  public func CancelIoEx(_ thread: ThreadID, _ s: Handle, overlapped: OverlappedPointer?) -> Return {
    let entry = handles.entry(s)
    guard entry.kind == .socket else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    var count = cancel(socket: entry.index) { overlapped == nil || $0.overlapped == overlapped }
    if overlapped == nil { count += cancelBlocked(entry.index) }
    return count > 0 ? quiet(1) : failure(thread, .ERROR_NOT_FOUND, 0)
  }

  /// Ends the calls that other threads are blocked in on this socket. Source: MS docs, CancelIoEx (all I/O requests for
  /// the handle, whatever thread issued them); the error recorded on Wine 8.0.
  private func cancelBlocked(_ index: Int32) -> Int {
    var count = 0
    for thread in blockedInOrder(where: { _ in true }) {
      guard case .operation(let operation) = waits[Int(thread)], operations[operation].pointee.owner == index else {
        continue
      }
      unlink(operation)
      discard(operation)
      resume(thread, Return(SOCKET_ERROR, error: .WSA_OPERATION_ABORTED))
      count += 1
    }
    return count
  }

  /// Cancels the operations of a socket that match, in the order in which they were started. Blocked calls stay.
  @discardableResult
  func cancel(socket index: Int32, where matches: (OperationCell) -> Bool) -> Int {
    var found: [Int32] = []
    for head in [
      sockets[index].pointee.receives.head, sockets[index].pointee.urgents.head, sockets[index].pointee.sends.head,
    ] {
      var operation = head
      while operation >= 0 {
        let cell = operations[operation].pointee
        if cell.overlapped != nil, cell.owner == index, matches(cell) { found.append(operation) }
        operation = cell.next
      }
    }
    if sockets[index].pointee.phase == .listening {
      forEachWaitingAccept(of: index) { if matches(operations[$0].pointee) { found.append($0) } }
    }
    for operation in found {
      let into = operations[operation].pointee.accepting
      if into >= 0 { sockets[into].pointee.acceptingInto = -1 }
      finish(operation, .STATUS_CANCELLED)
    }
    // What waited behind the cancelled ones may be able to go on.
    if !found.isEmpty, isLive(index), sockets[index].pointee.phase == .connected {
      serveReceives(index)
      serveSends(index)
    }
    return found.count
  }
}
