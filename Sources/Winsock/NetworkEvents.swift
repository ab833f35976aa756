import LinuxSockets

/// WSAEventSelect and WSAEnumNetworkEvents. An event is recorded once, and again only after the call that re-enables
/// it: recv for FD_READ, accept for FD_ACCEPT, a send that would block for FD_WRITE, a receive of urgent data for FD_OOB.
/// Source: MS docs, WSAEventSelect; Wine's test_accept_events, test_read_events, test_write_events, test_close_events.
extension WinsockLayer {
  /// WSAEventSelect: the socket becomes non-blocking; what holds already is recorded at once.
  public func WSAEventSelect(_ thread: ThreadID, _ s: Handle, _ event: Handle, _ events: UInt32) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    let hasEvent = handles.index(event, .event) >= 0
    // Events want an event; where none are asked for the handle is passed over. Source: MS docs, WSAEventSelect (remarks).
    guard hasEvent || events == 0 else { return failure(thread, .WSAEINVAL) }
    let cell = sockets[index]
    cell.pointee.flags.insert(.nonblocking)
    cell.pointee.selectMask = events
    cell.pointee.selectEvent = events == 0 ? .null : event
    // The record is cleared, and what was recorded and not reported is recorded anew where it still holds. What was
    // reported needs the call that re-enables it. Source: Wine's test_read_events, test_accept_events.
    cell.pointee.armed |= cell.pointee.recorded
    cell.pointee.recorded = 0
    let watched = events == 0 ? .success : startNetworkEvents(index)
    return watched == .success ? success(thread) : failure(thread, watched)
  }

  /// Records what holds now, and what comes from now on; an error when Linux does not watch the socket.
  func startNetworkEvents(_ index: Int32) -> ErrorCode {
    let watched = register(index)
    if watched == .success { recordFirst(index) }
    return watched
  }

  private func recordFirst(_ index: Int32) {
    refreshConnect(index)
    if sockets[index].pointee.phase == .connecting { return }
    if sockets[index].pointee.phase == .refused {
      return record(index, FD.connect, sockets[index].pointee.pendingError)
    }
    // A connection that came to be before is told as one that comes to be now. Source: recorded on Wine 8.0.
    if sockets[index].pointee.phase == .connected, sockets[index].pointee.flags.contains(.byConnect) {
      record(index, FD.connect)
    }
    recordNow(index)
  }

  /// WSAEnumNetworkEvents: what was recorded, cleared now; the event is reset with it.
  public func WSAEnumNetworkEvents(_ thread: ThreadID, _ s: Handle, _ event: Handle) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    let cell = sockets[index]
    refreshConnect(index)
    let object = handles.index(event, .event)
    if object >= 0 { reset(object) }
    let recorded = cell.pointee.recorded
    let errors = withUnsafeBytes(of: cell.pointee.recordedErrors) { bytes in
      (0..<6).map { ErrorCode(rawValue: bytes.load(fromByteOffset: 4 * $0, as: UInt32.self)) }
    }
    cell.pointee.recorded = 0
    cell.pointee.recordedErrors = (0, 0, 0, 0, 0, 0)
    return success(thread, 0, .networkEvents(recorded, errors: errors))
  }

  /// The attempt to connect has ended.
  func recordConnected(_ index: Int32, _ error: ErrorCode) {
    record(index, FD.connect, error)
    if error == .success { recordNow(index) }
  }

  /// Records what holds at the moment, of what is armed.
  func recordNow(_ index: Int32) {
    let cell = sockets[index]
    let bits = readiness(cell.pointee.handle)
    if cell.pointee.phase == .listening {
      if bits.read { record(index, FD.accept) }
      return
    }
    let receives = cell.pointee.phase == .connected || cell.pointee.phase == .disconnected
    // A datagram socket has room to send when it has an address. Source: Wine's test_connect_events.
    guard cell.pointee.isStream ? receives : cell.pointee.flags.contains(.bound) else { return }
    if bits.except { record(index, FD.oob) }
    let end = cell.pointee.isStream ? endOfConnection(index) : nil
    if bits.read, hasData(index) { record(index, FD.read) }
    if let end { record(index, FD.close, end) }
    // After the socket's own FIN nothing can be sent. Recorded on Wine 8.0.
    let canSend =
      end ?? .success == .success && !cell.pointee.flags.contains(.shutSend) && !hasRest(cell.pointee)
    if bits.write, canSend { record(index, FD.write) }
  }

  private func hasData(_ index: Int32) -> Bool {
    let cell = sockets[index].pointee
    return !cell.isStream || readable(cell.handle) > 0
  }

  /// Nil while the connection stands; `.success` after the peer's FIN; WSAECONNABORTED after a reset.
  /// Source for the error: Wine's test_close_events ("Trigger RST").
  private func endOfConnection(_ index: Int32) -> ErrorCode? {
    let cell = sockets[index]
    let outcome = kernel.poll(cell.pointee.descriptor, events: Int16(Readiness.ended)).raw
    guard outcome > 0 else { return cell.pointee.failure == .success ? nil : .WSAECONNABORTED }
    let bits = UInt32(outcome)
    if bits & Readiness.error != 0 || cell.pointee.failure != .success { return .WSAECONNABORTED }
    guard bits & (Readiness.ended | Readiness.hangup) != 0 else { return nil }
    let isGone = kernel.tcpState(cell.pointee.descriptor).raw == TCPClosed
    return isGone && !cell.pointee.flags.contains(.shutSend) ? .WSAECONNABORTED : .success
  }

  private func record(_ index: Int32, _ bit: UInt32, _ error: ErrorCode = .success) {
    let cell = sockets[index]
    guard cell.pointee.selectMask & bit != 0, cell.pointee.armed & bit != 0 else { return }
    cell.pointee.armed &= ~bit
    cell.pointee.recorded |= bit
    withUnsafeMutableBytes(of: &cell.pointee.recordedErrors) {
      $0.storeBytes(of: error.rawValue, toByteOffset: 4 * bit.trailingZeroBitCount, as: UInt32.self)
    }
    signal(handle: cell.pointee.selectEvent)
  }

  // MARK: - Re-enabling

  @inline(__always)
  private func rearm(_ index: Int32, _ bit: UInt32) {
    guard sockets[index].pointee.selectMask != 0 else { return }
    sockets[index].pointee.armed |= bit
    recordNow(index)
  }

  /// A receive takes back an FD_READ that was recorded and not reported, and re-enables it: what is left records it anew.
  /// Source: Wine's test_write_events, test_read_events.
  @inline(__always)
  func rearmRead(_ index: Int32) {
    sockets[index].pointee.recorded &= ~FD.read
    rearm(index, FD.read)
  }

  /// A receive of urgent data re-enables FD_OOB.
  @inline(__always)
  func rearmUrgent(_ index: Int32) { rearm(index, FD.oob) }

  /// A send that would block re-enables FD_WRITE, which is recorded when there is room again.
  @inline(__always)
  func rearmWrite(_ index: Int32) {
    if sockets[index].pointee.selectMask != 0 { sockets[index].pointee.armed |= FD.write }
  }

  /// accept re-enables FD_ACCEPT.
  @inline(__always)
  func rearmAccept(_ index: Int32) { rearm(index, FD.accept) }
}

/// The FD_ bits of winsock2.h.
public enum FD {
  /// FD_READ.
  public static let read: UInt32 = 1
  /// FD_WRITE.
  public static let write: UInt32 = 2
  /// FD_OOB.
  public static let oob: UInt32 = 4
  /// FD_ACCEPT.
  public static let accept: UInt32 = 8
  /// FD_CONNECT.
  public static let connect: UInt32 = 16
  /// FD_CLOSE.
  public static let close: UInt32 = 32
  static let all: UInt32 = 63
}
