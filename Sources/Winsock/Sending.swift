import Glibc
import LinuxSockets

/// send, WSASend and their datagram forms.
extension WinsockLayer {
  /// send: the bytes sent, or blocks until all are taken. Source: MS docs, send.
  public func send(_ thread: ThreadID, _ s: Handle, _ buffer: WSABUF, flags: UInt32) -> CallResult {
    transfer(thread, s, Transfer(.send, buffer, flags: flags, isReceive: false))
  }

  /// sendto: one datagram. On a stream socket the address is passed over. Source: MS docs, sendto.
  public func sendto(_ thread: ThreadID, _ s: Handle, _ buffer: WSABUF, to: SocketAddress, flags: UInt32)
    -> CallResult
  {
    var asked = Transfer(.sendto, buffer, flags: flags, isReceive: false)
    asked.address = to
    return transfer(thread, s, asked)
  }

  /// WSASend: 0 when all was taken at once, else SOCKET_ERROR with WSA_IO_PENDING or an error.
  /// Source: MS docs, WSASend.
  public func WSASend(
    _ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, flags: UInt32,
    overlapped: OverlappedPointer?, routine: RoutineID?
  ) -> CallResult {
    guard let first = buffers.first else { return .returned(failure(thread, .WSAEINVAL)) }
    var asked = Transfer(.WSASend, first, flags: flags, isReceive: false)
    asked.take(buffers)
    (asked.overlapped, asked.routine) = (overlapped, routine?.index ?? -1)
    return transfer(thread, s, asked)
  }

  /// WSASendTo. Source: MS docs, WSASendTo.
  public func WSASendTo(
    _ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, to: SocketAddress, flags: UInt32,
    overlapped: OverlappedPointer?, routine: RoutineID?
  ) -> CallResult {
    guard let first = buffers.first else { return .returned(failure(thread, .WSAEINVAL)) }
    var asked = Transfer(.WSASendTo, first, flags: flags, isReceive: false)
    asked.take(buffers)
    (asked.address, asked.overlapped, asked.routine) = (to, overlapped, routine?.index ?? -1)
    return transfer(thread, s, asked)
  }

  /// Why a send is refused; `.success` when it may begin. Source: MS docs, send and WSASend (return values).
  func sendable(
    _ index: Int32, _ call: CallKind, _ address: SocketAddress, _ flags: UInt32, _ overlapped: OverlappedPointer?,
    _ routine: Int32
  ) -> ErrorCode {
    refreshConnect(index)
    let cell = sockets[index]
    // MSG_PEEK and MSG_WAITALL mean nothing to a send and are passed over. Source: recorded on Wine 8.0.
    let known = MSG_OOB | MSG_PEEK | MSG_DONTROUTE | MSG_WAITALL | MSG_PUSH_IMMEDIATE | MSG_PARTIAL
    if flags & ~known != 0 { return .WSAEOPNOTSUPP }
    if cell.pointee.isStream {
      if call == .WSASendMsg { return .WSAEOPNOTSUPP }
      guard cell.pointee.phase == .connected || cell.pointee.phase == .disconnected else { return .WSAENOTCONN }
      if cell.pointee.flags.contains(.shutSend) { return .WSAESHUTDOWN }
    } else {
      if cell.pointee.flags.contains(.shutSend) { return .WSAESHUTDOWN }
      if flags & MSG_OOB != 0 { return .WSAEOPNOTSUPP }
      if call == .WSASendMsg, !cell.pointee.flags.contains(.bound) { return .WSAEINVAL }
      let hasAddress = isAddressed(call, address)
      if !hasAddress, cell.pointee.phase != .connected { return .WSAENOTCONN }
      if hasAddress {
        if address.family != cell.pointee.family { return .WSAEAFNOSUPPORT }
        if address.isWildcard || address.port == 0 { return .WSAEADDRNOTAVAIL }
        let bound = bindImplicitly(index)
        if bound != .success { return bound }
      }
    }
    return overlapped != nil && routine >= 0 && cell.pointee.port >= 0 ? .WSAEINVAL : .success
  }

  /// Completes the sends at the head of the queue as long as there is room.
  func serveSends(_ index: Int32) {
    while true {
      let head = sockets[index].pointee.sends.head
      guard head >= 0 else { return }
      let call = operations[head].pointee.call
      if call == .connect { return }
      if call == .closesocket { return }
      if call == .DisconnectEx { return serveDisconnect(index, head) }
      guard case .done(let status, let flags) = attemptSend(&operations[head].pointee) else { return }
      let isRest = operations[head].pointee.flags.contains(.isRest)
      if call == .TransmitFile, status == .STATUS_SUCCESS { disconnectAfter(operations[head].pointee) }
      finish(head, status, flags: flags)
      if isRest { restIsSent(index) }
    }
  }

  @inline(__always)
  func attemptSend(_ request: inout OperationCell) -> Attempt {
    let cell = sockets[request.socket]
    if cell.pointee.failure != .success { return .done(status(of: cell.pointee.failure), flags: 0) }
    if !cell.pointee.isStream { return attemptDatagramSend(&request, cell) }
    if request.total == 0 { return .done(.STATUS_SUCCESS, flags: 0) }
    while true {
      let outcome = sendFrom(&request, cell.pointee.descriptor)
      if outcome.raw >= 0 {
        request.done += outcome.raw
        if request.done >= request.total { return .done(.STATUS_SUCCESS, flags: 0) }
        continue
      }
      if outcome.isError(EAGAIN) {
        rearmWrite(request.socket)
        return .again
      }
      return broken(request.socket, outcome)
    }
  }

  @inline(__always)
  private func sendFrom(_ request: inout OperationCell, _ descriptor: Int32) -> KernelReturn {
    let flags = Int32(request.messageFlags & MSG_OOB)
    guard let pieces = request.pieces else {
      let base = request.first.base.map { UnsafeRawPointer($0 + request.done) }
      return kernel.send(descriptor, base, count: request.first.count - request.done, flags: flags)
    }
    let outcome = kernel.sendVector(descriptor, pieces, count: Int(request.pieceCount), flags: flags)
    if outcome.raw > 0 { Self.advance(&request, by: outcome.raw) }
    return outcome
  }

  /// One datagram, whole or not at all. An unreachable port that Linux tells of here is kept for the next receive,
  /// where Windows tells it.
  private func attemptDatagramSend(_ request: inout OperationCell, _ cell: UnsafeMutablePointer<SocketCell>)
    -> Attempt
  {
    var outcome = sendDatagram(request, cell.pointee.descriptor)
    if outcome.isError(ECONNREFUSED) {
      if !cell.pointee.flags.contains(.ignoresUnreachable) { cell.pointee.pendingError = .WSAECONNRESET }
      drainErrorQueue(cell.pointee.descriptor)
      outcome = sendDatagram(request, cell.pointee.descriptor)
    }
    if outcome.isError(EAGAIN) {
      rearmWrite(request.socket)
      return .again
    }
    guard !outcome.failed else { return .done(status(of: translate(outcome)), flags: 0) }
    request.done = request.total
    return .done(.STATUS_SUCCESS, flags: 0)
  }

  private func sendDatagram(_ request: OperationCell, _ descriptor: Int32) -> KernelReturn {
    let hasAddress = isAddressed(request.call, request.address)
    if request.call == .WSASendMsg, request.localLength != 0 { return sendMessage(request, descriptor) }
    guard let pieces = request.pieces else {
      return hasAddress
        ? kernel.send(descriptor, request.first.base, count: request.first.count, flags: 0, to: request.address)
        : kernel.send(descriptor, request.first.base, count: request.first.count, flags: 0)
    }
    guard hasAddress else {
      return kernel.sendVector(descriptor, pieces, count: Int(request.pieceCount), flags: 0)
    }
    return gathered(request) { kernel.send(descriptor, $0, count: request.total, flags: 0, to: request.address) }
  }

  /// All bytes of a datagram in one stretch of memory, for the time of the call.
  func gathered<R>(_ request: OperationCell, _ body: (UnsafeRawPointer?) -> R) -> R {
    guard let pieces = request.pieces else { return body(request.first.base.map { UnsafeRawPointer($0) }) }
    let whole = UnsafeMutableRawPointer.allocate(byteCount: max(request.total, 1), alignment: 16)
    defer { whole.deallocate() }
    var at = 0
    for i in 0..<Int(request.pieceCount) {
      if let base = pieces[i].base { (whole + at).copyMemory(from: base, byteCount: pieces[i].count) }
      at += pieces[i].count
    }
    return body(whole)
  }
}
