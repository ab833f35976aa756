import LinuxSockets

/// closesocket of a socket with SO_LINGER on and a time: it waits until the peer has everything, and resets the
/// connection when the time is over. Source: MS docs, closesocket (the table of l_onoff and l_linger).
///
/// Linux would wait in close(2) and hold up everything, so the waiting is done here.
extension WinsockLayer {
  /// Whether closing has something to wait for.
  func lingers(_ index: Int32) -> Bool {
    let cell = sockets[index]
    return cell.pointee.linger.on && cell.pointee.linger.seconds > 0 && cell.pointee.isStream
      && cell.pointee.phase == .connected && cell.pointee.failure == .success && isUnsent(index)
  }

  private func isUnsent(_ index: Int32) -> Bool {
    if hasRest(sockets[index].pointee) { return true }
    var queued: Int32 = 0
    return !kernel.ioctl(sockets[index].pointee.descriptor, request: 0x5411 /* SIOCOUTQ */, &queued).failed
      && queued > 0
  }

  /// Blocks the thread in closesocket. A non-blocking socket says WSAEWOULDBLOCK and stays open.
  func linger(_ thread: ThreadID, _ index: Int32) -> CallResult {
    let cell = sockets[index]
    if cell.pointee.flags.contains(.nonblocking) { return .returned(failure(thread, .WSAEWOULDBLOCK)) }
    if state.pointee.refusesToBlock { return .refused }
    var request = operation(.closesocket, index, thread)
    request.flags.insert(.blocking)
    var refusal = ErrorCode.success
    let posted = post(request, &refusal)
    guard posted >= 0 else { return .returned(failure(thread, refusal)) }
    state.pointee.lingering += 1
    let limit = UInt32(cell.pointee.linger.seconds) * 1000
    return block(thread, .closesocket, .operation(posted), limit: limit, alertable: false)
  }

  /// Looks which closing sockets have sent everything. An acknowledgement makes no edge, so they are asked.
  func serveLingering() {
    for thread in blockedInOrder(where: { threads[$0].pointee.blockedIn == .closesocket }) {
      guard case .operation(let operation) = waits[Int(thread)] else { continue }
      let index = operations[operation].pointee.socket
      if !isUnsent(index) { endLingering(operation, index, thread, resets: false) }
    }
  }

  /// Ends a closesocket that waited: all is sent, or the time is over and the connection is reset.
  func endLingering(_ operation: Int32, _ index: Int32, _ thread: Int32, resets: Bool) {
    state.pointee.lingering -= 1
    unlink(operation)
    discard(operation)
    sockets[index].pointee.linger = (resets, 0)  // on with 0 seconds is the reset
    close(socket: index)
    resume(thread, Return(0))
  }
}
