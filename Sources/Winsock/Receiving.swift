import Glibc
import LinuxSockets

/// What trying an operation gave.
enum Attempt {
  /// Nothing can be done now.
  case again
  /// It is done; the bytes are in the operation.
  case done(NTStatus, flags: UInt32)
}

/// recv, WSARecv and their datagram forms.
extension WinsockLayer {
  /// recv: the bytes received, 0 at the end of the stream, or blocks. Source: MS docs, recv.
  public func recv(_ thread: ThreadID, _ s: Handle, _ buffer: WSABUF, flags: UInt32) -> CallResult {
    transfer(thread, s, Transfer(.recv, buffer, flags: flags, isReceive: true))
  }

  /// recvfrom: the bytes of one datagram and its sender, or blocks. Source: MS docs, recvfrom.
  public func recvfrom(_ thread: ThreadID, _ s: Handle, _ buffer: WSABUF, flags: UInt32) -> CallResult {
    transfer(thread, s, Transfer(.recvfrom, buffer, flags: flags, isReceive: true))
  }

  /// WSARecv: 0 when it was done at once, else SOCKET_ERROR with WSA_IO_PENDING or an error. Without an OVERLAPPED it is
  /// recv over several buffers. Source: MS docs, WSARecv; Wine's test_WSARecv.
  public func WSARecv(
    _ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, flags: UInt32,
    overlapped: OverlappedPointer?, routine: RoutineID?
  ) -> CallResult {
    receive(thread, s, .WSARecv, buffers, flags, overlapped, routine)
  }

  /// WSARecvFrom. Source: MS docs, WSARecvFrom.
  public func WSARecvFrom(
    _ thread: ThreadID, _ s: Handle, _ buffers: UnsafeBufferPointer<WSABUF>, flags: UInt32,
    overlapped: OverlappedPointer?, routine: RoutineID?
  ) -> CallResult {
    receive(thread, s, .WSARecvFrom, buffers, flags, overlapped, routine)
  }

  private func receive(
    _ thread: ThreadID, _ s: Handle, _ call: CallKind, _ buffers: UnsafeBufferPointer<WSABUF>, _ flags: UInt32,
    _ overlapped: OverlappedPointer?, _ routine: RoutineID?
  ) -> CallResult {
    guard let first = buffers.first else { return .returned(failure(thread, .WSAEINVAL)) }
    var asked = Transfer(call, first, flags: flags, isReceive: true)
    asked.take(buffers)
    (asked.overlapped, asked.routine) = (overlapped, routine?.index ?? -1)
    return transfer(thread, s, asked)
  }

  /// A transfer: refused, or begun. Its pieces are the operation's from here on.
  @inline(__always)
  func transfer(_ thread: ThreadID, _ s: Handle, _ asked: Transfer) -> CallResult {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    var event = Handle.null
    if let overlapped = asked.overlapped, index >= 0 { event = begin(overlapped, &refusal, routine: asked.routine) }
    if refusal == .success {
      refusal =
        asked.isReceive
        ? receivable(index, asked.call, asked.flags, asked.overlapped, asked.routine)
        : sendable(index, asked.call, asked.address, asked.flags, asked.overlapped, asked.routine)
    }
    guard refusal == .success else {
      asked.pieces?.deallocate()
      return .returned(failure(thread, refusal))
    }
    var request = operation(asked.call, index, thread)
    request.messageFlags = asked.flags
    request.first = MemoryPiece(base: asked.first.buf, count: Int(asked.first.len))
    request.pieces = asked.pieces
    request.pieceCount = asked.count
    request.total = asked.total
    request.address = asked.address
    request.overlapped = asked.overlapped
    request.event = event
    request.routine = asked.routine
    request.localLength = asked.control
    return start(thread, &request, isReceive: asked.isReceive)
  }

  /// Why a receive is refused; `.success` when it may begin. Source: MS docs, recv and WSARecv (return values).
  func receivable(
    _ index: Int32, _ call: CallKind, _ flags: UInt32, _ overlapped: OverlappedPointer?, _ routine: Int32
  ) -> ErrorCode {
    refreshConnect(index)
    let cell = sockets[index]
    let known = MSG_OOB | MSG_PEEK | MSG_DONTROUTE | MSG_WAITALL | MSG_PUSH_IMMEDIATE | MSG_PARTIAL
    if flags & ~known != 0 { return .WSAEOPNOTSUPP }
    if cell.pointee.isStream {
      if call == .WSARecvMsg { return .WSAEOPNOTSUPP }
      guard cell.pointee.phase == .connected || cell.pointee.phase == .disconnected else { return .WSAENOTCONN }
      if cell.pointee.flags.contains(.shutReceive) { return .WSAESHUTDOWN }
      if flags & MSG_OOB != 0, cell.pointee.flags.contains(.oobInline) { return .WSAEINVAL }
      if flags & MSG_WAITALL != 0 {
        let waits = overlapped != nil || !cell.pointee.flags.contains(.nonblocking)
        if flags & MSG_PEEK != 0 || !waits { return .WSAEOPNOTSUPP }
      }
    } else {
      guard cell.pointee.flags.contains(.bound) else { return .WSAEINVAL }
      if cell.pointee.flags.contains(.shutReceive) { return .WSAESHUTDOWN }
      if flags & (MSG_OOB | MSG_WAITALL) != 0 { return .WSAEOPNOTSUPP }
    }
    return overlapped != nil && routine >= 0 && cell.pointee.port >= 0 ? .WSAEINVAL : .success
  }

  /// Begins a transfer: tries it unless another one is ahead, then pends, blocks, or says WSAEWOULDBLOCK.
  @inline(__always)
  func start(_ thread: ThreadID, _ request: inout OperationCell, isReceive: Bool) -> CallResult {
    let cell = sockets[request.socket]
    cell.pointee.flags.insert(.unsignaled)
    let isPosted = request.overlapped != nil && cell.pointee.flags.contains(.overlapped)
    if isPosted, state.pointee.holdsCompletions { return postHeld(thread, request, isReceive) }
    let isFree = withUnsafeMutablePointer(to: &request) { queue(for: $0).pointee.isEmpty }
    // A socket that was read empty is not tried again before its next edge. In a completion routine edges may wait to
    // be fetched, so that there it is.
    let isKnownEmpty =
      isPosted && isReceive && cell.pointee.flags.contains(.drained) && request.messageFlags & MSG_OOB == 0
      && cell.pointee.failure == .success && state.pointee.runningRoutines == 0
    if isFree, !isKnownEmpty,
      case .done(let status, let flags) = isReceive ? attemptReceive(&request) : attemptSend(&request)
    {
      return .returned(ended(thread, request, status, flags))
    }
    if isPosted {
      var refusal = ErrorCode.success
      let index = post(request, &refusal)
      return .returned(failure(thread, index < 0 ? refusal : .WSA_IO_PENDING))
    }
    // A socket made without WSA_FLAG_OVERLAPPED waits for what has an OVERLAPPED, non-blocking or not.
    // Source: Wine's test_nonblocking_async_recv.
    if cell.pointee.flags.contains(.nonblocking), request.overlapped == nil {
      defer { request.pieces?.deallocate() }
      if !isReceive, request.done > 0 { return .returned(takenInPart(thread, &request)) }
      if !isReceive { rearmWrite(request.socket) }
      return .returned(failure(thread, .WSAEWOULDBLOCK))
    }
    return blockIn(thread, request)
  }

  /// Linux took a part of a non-blocking send; Windows takes all of it.
  private func takenInPart(_ thread: ThreadID, _ request: inout OperationCell) -> Return {
    if keepRest(request) { request.done = request.total }
    return returned(thread, request, 0)
  }

  /// While completions are held every posted transfer pends; what can be done at once is finished, and held.
  private func postHeld(_ thread: ThreadID, _ request: OperationCell, _ isReceive: Bool) -> CallResult {
    var refusal = ErrorCode.success
    guard post(request, &refusal) >= 0 else { return .returned(failure(thread, refusal)) }
    if !isReceive {
      serveSends(request.socket)
    } else if request.messageFlags & MSG_OOB != 0 {
      serveUrgents(request.socket)
    } else {
      serveReceives(request.socket)
    }
    return .returned(failure(thread, .WSA_IO_PENDING))
  }

  /// A transfer was done before its call returned.
  private func ended(_ thread: ThreadID, _ request: OperationCell, _ status: NTStatus, _ flags: UInt32) -> Return {
    let isError = status.rawValue >= 0xC000_0000
    if let overlapped = request.overlapped {
      if isError {  // not started: no completion will come, and the status block stays as `begin` left it
        request.pieces?.deallocate()
        return failure(thread, status.winsock)
      }
      return endedAtOnce(thread, request, overlapped, status, flags)
    }
    request.pieces?.deallocate()
    return status == .STATUS_SUCCESS ? returned(thread, request, flags) : cut(thread, request, status)
  }

  /// What a call returns that did not succeed: a datagram that was cut off is told of nevertheless.
  private func cut(_ thread: ThreadID, _ request: OperationCell, _ status: NTStatus) -> Return {
    failure(thread, status.winsock, SOCKET_ERROR, cutMessage(request, status))
  }

  /// Success at once is reported all the same: event, routine or packet. So is a warning such as STATUS_BUFFER_OVERFLOW.
  private func endedAtOnce(
    _ thread: ThreadID, _ request: OperationCell, _ overlapped: OverlappedPointer, _ status: NTStatus, _ flags: UInt32
  ) -> Return {
    let result = status == .STATUS_SUCCESS ? returned(thread, request, flags) : cut(thread, request, status)
    guard let index = operations.take(request) else {
      request.pieces?.deallocate()
      return failure(thread, .WSAENOBUFS)
    }
    complete(index, status, flags: flags, atOnce: true)
    return result
  }

  /// What a transfer's call returns when all went well.
  func returned(_ thread: ThreadID, _ request: OperationCell, _ flags: UInt32) -> Return {
    let count = UInt32(truncatingIfNeeded: request.done)
    switch request.call {
    case .recv: return success(thread, Int64(count), .data(count: count))
    case .recvfrom: return success(thread, Int64(count), .dataFrom(count: count, request.address))
    case .WSARecv: return success(thread, 0, .transfer(bytes: count, flags: flags))
    case .WSARecvFrom: return success(thread, 0, .transferFrom(bytes: count, flags: flags, request.address))
    case .WSARecvMsg: return success(thread, 0, .message(bytes: count, lastMessage))
    case .send, .sendto: return success(thread, Int64(count))
    default: return success(thread, 0, .bytes(count))
    }
  }

  // MARK: - Trying

  /// Completes the receives at the head of the queue as long as there is something for them.
  func serveReceives(_ index: Int32) {
    while true {
      let head = sockets[index].pointee.receives.head
      guard head >= 0, case .done(let status, let flags) = attemptReceive(&operations[head].pointee) else { return }
      finish(head, status, flags: flags)
    }
  }

  /// The same for receives of urgent data.
  func serveUrgents(_ index: Int32) {
    while true {
      let head = sockets[index].pointee.urgents.head
      guard head >= 0, case .done(let status, let flags) = attemptReceive(&operations[head].pointee) else { return }
      finish(head, status, flags: flags)
    }
  }

  @inline(__always)
  private func attemptReceive(_ request: inout OperationCell) -> Attempt {
    let cell = sockets[request.socket]
    if cell.pointee.failure != .success { return .done(status(of: cell.pointee.failure), flags: 0) }
    if !cell.pointee.isStream { return attemptDatagram(&request, cell) }
    if request.messageFlags & MSG_OOB != 0 { return attemptUrgent(&request, cell) }
    if request.total == 0 { return attemptNothing(request.socket) }
    while true {
      let outcome =
        cell.pointee.taken.count > 0
        ? receiveBeforeTaken(&request, cell) : receiveInto(&request, cell.pointee.descriptor)
      if outcome.raw > 0 {
        request.done += outcome.raw
        if request.messageFlags & MSG_WAITALL != 0, request.done < request.total { continue }
        rearmRead(request.socket)
        return .done(.STATUS_SUCCESS, flags: 0)
      }
      if outcome.raw == 0 { return endOfStream(request.socket) }
      if outcome.isError(EAGAIN) { return .again }
      return broken(request.socket, outcome)
    }
  }

  /// One receive into what is left of the memory.
  @inline(__always)
  private func receiveInto(_ request: inout OperationCell, _ descriptor: Int32) -> KernelReturn {
    let flags = Int32(request.messageFlags & MSG_PEEK)
    // AcceptEx's output holds the addresses behind the data.
    let room = request.call == .AcceptEx ? request.total : request.first.count
    guard let pieces = request.pieces else {
      let base = request.first.base.map { $0 + request.done }
      if flags == 0, request.overlapped != nil { return receiveTelling(request.socket, base, room - request.done) }
      return kernel.receive(descriptor, base, count: room - request.done, flags: flags)
    }
    let outcome = kernel.receiveVector(descriptor, pieces, count: Int(request.pieceCount), flags: flags)
    if outcome.raw > 0, request.messageFlags & MSG_WAITALL != 0 { Self.advance(&request, by: outcome.raw) }
    return outcome
  }

  /// A receive that also learns whether anything is left: what saves the next one from trying in vain.
  @inline(__always)
  private func receiveTelling(_ socket: Int32, _ base: UnsafeMutableRawPointer?, _ count: Int) -> KernelReturn {
    let cell = sockets[socket]
    guard cell.pointee.flags.contains(.registered) else {
      return kernel.receive(cell.pointee.descriptor, base, count: count, flags: 0)
    }
    var left: Int32 = -1
    let outcome = kernel.receive(cell.pointee.descriptor, base, count: count, left: &left)
    if outcome.isError(EAGAIN) || outcome.raw > 0 && left == 0 { cell.pointee.flags.insert(.drained) }
    return outcome
  }

  /// Moves the beginning of a list of pieces past what was transferred.
  static func advance(_ request: inout OperationCell, by count: Int) {
    guard let pieces = request.pieces else { return }
    var left = count
    for i in 0..<Int(request.pieceCount) where left > 0 {
      let step = min(left, pieces[i].count)
      pieces[i].base = pieces[i].base.map { $0 + step }
      pieces[i].count -= step
      left -= step
    }
  }

  /// A receive of no bytes is done when there is something to read, and takes nothing. Source: Wine's test_empty_recv.
  private func attemptNothing(_ index: Int32) -> Attempt {
    let cell = sockets[index]
    var byte: UInt8 = 0
    let outcome = kernel.receive(cell.pointee.descriptor, &byte, count: 1, flags: Int32(MSG_PEEK))
    rearmRead(index)
    if outcome.isError(EAGAIN) { return .again }
    return outcome.failed ? broken(index, outcome) : .done(.STATUS_SUCCESS, flags: 0)
  }

  /// The peer will send no more. A connection that is gone altogether was reset after its FIN: Linux then still says
  /// end of stream, Windows says WSAECONNABORTED. Source: Wine's test_shutdown ("Send data to a peer which is closed").
  func endOfStream(_ index: Int32) -> Attempt {
    let cell = sockets[index]
    cell.pointee.flags.insert(.ended)
    if !cell.pointee.flags.contains(.shutSend), kernel.tcpState(cell.pointee.descriptor).raw == TCPClosed {
      cell.pointee.failure = .WSAECONNABORTED
      return .done(.STATUS_CONNECTION_ABORTED, flags: 0)
    }
    return .done(.STATUS_SUCCESS, flags: 0)
  }

  /// A transfer failed. A connection that broke stays so: every call from now on says the same.
  /// Source: Wine's test_tcp_reset.
  func broken(_ index: Int32, _ outcome: KernelReturn) -> Attempt {
    let code = translate(outcome)
    if keepAliveFailed(index, outcome) {
      sockets[index].pointee.failure = .WSAECONNRESET
      return .done(status(of: .WSAENETRESET), flags: 0)
    }
    if sockets[index].pointee.isStream, Self.breaksConnection(outcome) { sockets[index].pointee.failure = code }
    return .done(status(of: code), flags: 0)
  }

  /// One datagram. What does not fit is lost, and said so. A datagram of ours that nobody was there for makes the next
  /// receive fail. Source: MS docs, recvfrom (WSAEMSGSIZE, WSAECONNRESET).
  private func attemptDatagram(_ request: inout OperationCell, _ cell: UnsafeMutablePointer<SocketCell>) -> Attempt {
    if cell.pointee.pendingError != .success {  // a send has met it already
      cell.pointee.pendingError = .success
      return .done(.STATUS_PORT_UNREACHABLE, flags: 0)
    }
    var outcome = receiveDatagram(&request, cell.pointee.descriptor)
    var ignored = 0
    // SIO_UDP_CONNRESET of FALSE: nobody hears of ports that are unreachable. Source: MS docs, Winsock IOCTLs.
    while outcome.isError(ECONNREFUSED), cell.pointee.flags.contains(.ignoresUnreachable), ignored < 64 {
      drainErrorQueue(cell.pointee.descriptor)
      outcome = receiveDatagram(&request, cell.pointee.descriptor)
      ignored += 1
    }
    if outcome.isError(EAGAIN) { return .again }
    if outcome.isError(ECONNREFUSED) {
      drainErrorQueue(cell.pointee.descriptor)
      return .done(.STATUS_PORT_UNREACHABLE, flags: 0)
    }
    guard !outcome.failed else { return .done(status(of: translate(outcome)), flags: 0) }
    request.done = min(outcome.raw, request.total)
    rearmRead(request.socket)
    if request.call == .WSARecvMsg { return endMessage(request, isCut: outcome.raw > request.total) }
    return outcome.raw > request.total
      ? .done(.STATUS_BUFFER_OVERFLOW, flags: MSG_PARTIAL) : .done(.STATUS_SUCCESS, flags: 0)
  }

  private func receiveDatagram(_ request: inout OperationCell, _ descriptor: Int32) -> KernelReturn {
    let flags = Int32(request.messageFlags & MSG_PEEK)
    let isMessage = request.call == .WSARecvMsg
    guard let pieces = request.pieces else {
      if isMessage { return receiveMessage(&request, descriptor, request.first.base, request.first.count, flags) }
      return kernel.receive(
        descriptor, request.first.base, count: request.first.count, flags: flags, from: &request.address)
    }
    // Scattered datagrams are rare: through one stretch of memory.
    let whole = UnsafeMutableRawPointer.allocate(byteCount: max(request.total, 1), alignment: 16)
    defer { whole.deallocate() }
    let outcome =
      isMessage
      ? receiveMessage(&request, descriptor, whole, request.total, flags)
      : kernel.receive(descriptor, whole, count: request.total, flags: flags, from: &request.address)
    var at = 0
    for i in 0..<Int(request.pieceCount) where at < min(outcome.raw, request.total) {
      let count = min(pieces[i].count, min(outcome.raw, request.total) - at)
      pieces[i].base?.copyMemory(from: whole + at, byteCount: count)
      at += count
    }
    return outcome
  }

  /// Empties the queue of ICMP errors, so that one unreachable port is one error.
  func drainErrorQueue(_ descriptor: Int32) {
    var byte: UInt8 = 0
    for _ in 0..<64 where kernel.receive(descriptor, &byte, count: 1, flags: 0x2000 /* MSG_ERRQUEUE */).failed {
      return
    }
  }
}

/// TCP_CLOSE of linux/tcp.h.
let TCPClosed = 7
