import LinuxSockets

/// How operations are made and queued.
extension WinsockLayer {
  /// An operation of this thread on this socket, not queued yet.
  @inline(__always)
  func operation(_ call: CallKind, _ socket: Int32, _ thread: ThreadID) -> OperationCell {
    OperationCell(socket: socket, owner: socket, thread: thread.index, tag: tag, call: call)
  }

  /// Queues an operation; -1 when there are too many (WSAENOBUFS) or Linux does not watch its socket, which is in the
  /// epoll set from then on. An operation that is refused has given its memory back.
  @inline(__always)
  func post(_ request: OperationCell, _ refusal: inout ErrorCode) -> Int32 {
    refusal = register(request.socket)
    let taken = refusal == .success ? operations.take(request) : nil
    guard let index = taken else {
      if refusal == .success { refusal = .WSAENOBUFS }
      request.pieces?.deallocate()
      return -1
    }
    operations[index].pointee.flags.insert(.pended)
    sockets[request.socket].pointee.flags.insert(.unsignaled)
    append(index)
    return index
  }

  /// Queues an operation and blocks its thread in it. A blocking Winsock call waits alertably.
  func blockIn(_ thread: ThreadID, _ request: OperationCell) -> CallResult {
    if state.pointee.refusesToBlock {
      request.pieces?.deallocate()
      return .refused
    }
    var request = request
    request.flags.insert(.blocking)
    var refusal = ErrorCode.success
    let index = post(request, &refusal)
    guard index >= 0 else { return .returned(failure(thread, refusal)) }
    let cell = sockets[request.socket].pointee
    var limit: UInt32 = 0
    switch request.call {
    case .recv, .recvfrom, .WSARecv, .WSARecvFrom, .WSARecvMsg: limit = cell.receiveTimeout
    case .send, .sendto, .WSASend, .WSASendTo, .WSASendMsg, .TransmitFile: limit = cell.sendTimeout
    default: break
    }
    let none = limit == 0 || limit == INFINITE
    return block(thread, request.call, .operation(index), limit: none ? nil : limit, alertable: true)
  }
}
