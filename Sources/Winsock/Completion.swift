import LinuxSockets

/// How operations begin, are queued, and end.
extension WinsockLayer {
  /// Marks an OVERLAPPED as under way and unsignals its event, before anything else is looked at: a call that fails at
  /// once leaves it so. An hEvent that is not an event is refused. Source: MS docs, OVERLAPPED (hEvent); the order and
  /// WSAENOTSOCK, which is what STATUS_INVALID_HANDLE becomes, recorded on Wine 8.0. With a routine the field is the
  /// application's own and is not looked at (MS docs, WSARecv, lpCompletionRoutine).
  @inline(__always)
  func begin(_ overlapped: OverlappedPointer, _ refusal: inout ErrorCode, routine: Int32 = -1) -> Handle {
    overlapped.pointee.Internal = UInt64(NTStatus.STATUS_PENDING.rawValue)
    let event = overlapped.pointee.hEvent
    if event != .null, routine < 0 {
      let index = handles.index(eventHandle(event), .event)
      if index >= 0 { reset(index) } else if refusal == .success { refusal = .WSAENOTSOCK }
    }
    return event
  }

  /// hEvent without its low-order bit, which only says that no packet is wanted.
  @inline(__always)
  func eventHandle(_ event: Handle) -> Handle { Handle(rawValue: event.rawValue & ~1) }

  /// The queue of a socket that an operation of this kind stands in. The cells never move, so the pointer holds.
  @inline(__always)
  func queue(for cell: UnsafeMutablePointer<OperationCell>) -> UnsafeMutablePointer<OperationQueue> {
    let socket = sockets[cell.pointee.socket]
    switch cell.pointee.call {
    case .send, .sendto, .WSASend, .WSASendTo, .WSASendMsg, .TransmitFile, .connect, .ConnectEx, .DisconnectEx,
      .closesocket:
      return withUnsafeMutablePointer(to: &socket.pointee.sends) { $0 }
    default:
      return cell.pointee.messageFlags & MSG_OOB != 0
        ? withUnsafeMutablePointer(to: &socket.pointee.urgents) { $0 }
        : withUnsafeMutablePointer(to: &socket.pointee.receives) { $0 }
    }
  }

  /// Puts an operation at the end of its queue.
  @inline(__always)
  func append(_ operation: Int32) {
    let cell = operations[operation]
    let queue = queue(for: cell)
    let tail = queue.pointee.tail
    cell.pointee.previous = tail
    cell.pointee.next = -1
    if tail < 0 { queue.pointee.head = operation } else { operations[tail].pointee.next = operation }
    queue.pointee.tail = operation
  }

  /// Takes an operation out of its queue.
  @inline(__always)
  func unlink(_ operation: Int32) {
    let cell = operations[operation]
    let queue = queue(for: cell)
    let (previous, next) = (cell.pointee.previous, cell.pointee.next)
    if previous < 0 { queue.pointee.head = next } else { operations[previous].pointee.next = next }
    if next < 0 { queue.pointee.tail = previous } else { operations[next].pointee.previous = previous }
  }

  /// Gives an operation's cell back.
  @inline(__always)
  func discard(_ operation: Int32) {
    if operations[operation].pointee.flags.contains(.ownsMemory) {
      operations[operation].pointee.first.base?.deallocate()
    }
    operations[operation].pointee.pieces?.deallocate()
    operations.give(operation)
  }

  /// Ends an operation that was pending: takes it out of its queue and tells whoever waits for it.
  func finish(_ operation: Int32, _ status: NTStatus, flags: UInt32 = 0) {
    unlink(operation)
    if state.pointee.holdsCompletions, operations[operation].pointee.overlapped != nil {
      return hold(operation, status, flags: flags)
    }
    complete(operation, status, flags: flags, atOnce: false)
  }

  /// Ends an operation that is in no queue (any more).
  func complete(_ operation: Int32, _ status: NTStatus, flags: UInt32, atOnce: Bool) {
    let cell = operations[operation]
    if cell.pointee.flags.contains(.blocking), threads[cell.pointee.thread].pointee.blockedIn != .none {
      resume(cell.pointee.thread, blockingReturn(cell.pointee, status, flags: flags))
    }
    if let overlapped = cell.pointee.overlapped {
      deliver(cell, overlapped, status, flags: flags, atOnce: atOnce)
    }
    discard(operation)
  }

  /// Tells an operation's end the way its OVERLAPPED asked for: a packet, a completion routine, an event.
  /// Source: MS docs, WSARecv ("Overlapped Socket I/O"), I/O Completion Ports.
  @inline(__always)
  private func deliver(
    _ cell: UnsafeMutablePointer<OperationCell>, _ overlapped: OverlappedPointer, _ status: NTStatus, flags: UInt32,
    atOnce: Bool
  ) {
    let owner = sockets[cell.pointee.owner]
    let bytes = UInt32(truncatingIfNeeded: cell.pointee.done)
    let port = owner.pointee.port
    // FILE_SKIP_COMPLETION_PORT_ON_SUCCESS; and an odd hEvent asks for no packet.
    let queues =
      port >= 0 && !(atOnce && owner.pointee.modes & 1 != 0 && status.isSuccess) && cell.pointee.event.rawValue & 1 == 0
    if queues {
      let packet = PacketCell(
        bytes: bytes, key: owner.pointee.key, overlapped: overlapped, status: status, writesOverlapped: !atOnce)
      if atOnce { write(overlapped, status, bytes) }
      note(
        .completed(
          completion(cell, status, bytes, port: ports[port].pointee.handle, key: owner.pointee.key, atOnce: atOnce)))
      signalEnd(of: cell)
      enqueue(packet, port: port)
      return
    }
    write(overlapped, status, bytes)
    note(.completed(completion(cell, status, bytes, port: .null, key: 0, atOnce: atOnce)))
    if cell.pointee.routine >= 0 {
      queueRoutine(
        cell.pointee.thread,
        RoutineCell(
          routine: cell.pointee.routine, error: status.winsock, bytes: bytes, flags: flags, overlapped: overlapped))
    }
    signalEnd(of: cell)
  }

  @inline(__always)
  private func tellsSender(_ call: CallKind) -> Bool { call == .WSARecvFrom || call == .WSARecvMsg }

  private func completion(
    _ cell: UnsafeMutablePointer<OperationCell>, _ status: NTStatus, _ bytes: UInt32, port: Handle, key: UInt64,
    atOnce: Bool
  ) -> Completion {
    Completion(
      call: cell.pointee.call, tag: cell.pointee.tag, thread: ThreadID(index: cell.pointee.thread),
      sender: tellsSender(cell.pointee.call) ? cell.pointee.address : .none,
      socket: sockets[cell.pointee.owner].pointee.handle, overlapped: cell.pointee.overlapped, bytes: bytes,
      status: status, port: port,
      key: key, routine: cell.pointee.routine >= 0 ? RoutineID(index: cell.pointee.routine) : nil, atOnce: atOnce)
  }

  /// The status block: what the I/O manager writes when an operation is done.
  @inline(__always)
  func write(_ overlapped: OverlappedPointer, _ status: NTStatus, _ bytes: UInt32) {
    overlapped.pointee.InternalHigh = UInt64(bytes)
    overlapped.pointee.Internal = UInt64(status.rawValue)
  }

  /// What a blocked call returns when its operation is done.
  private func blockingReturn(_ cell: OperationCell, _ status: NTStatus, flags: UInt32) -> Return {
    let count = UInt32(truncatingIfNeeded: cell.done)
    guard status == .STATUS_SUCCESS else {
      let failed = cell.call == .TransmitFile ? 0 : SOCKET_ERROR
      return Return(failed, error: blockingError(cell, status), out: cutMessage(cell, status))
    }
    switch cell.call {
    case .recv: return Return(Int64(count), out: .data(count: count))
    case .recvfrom: return Return(Int64(count), out: .dataFrom(count: count, cell.address))
    case .WSARecv: return Return(0, out: .transfer(bytes: count, flags: flags))
    case .WSARecvFrom: return Return(0, out: .transferFrom(bytes: count, flags: flags, cell.address))
    case .send, .sendto: return Return(Int64(count))
    case .WSARecvMsg: return Return(0, out: .message(bytes: count, lastMessage))
    case .WSASend, .WSASendTo, .WSASendMsg: return Return(0, out: .bytes(count))
    case .DisconnectEx, .TransmitFile: return Return(1)
    default: return Return(0)
    }
  }

  /// A blocked call that closesocket ended says WSAEINTR for accept and for datagram sockets, WSAECONNABORTED for a
  /// connection. Source: MS docs, closesocket; AFD on Windows 10.
  private func blockingError(_ cell: OperationCell, _ status: NTStatus) -> ErrorCode {
    status == .STATUS_CANCELLED ? .WSAEINTR : status.winsock
  }

  /// Whether an operation under way, or finished and held, uses this OVERLAPPED. Walks the queues: not for the hot path.
  public func isPending(_ overlapped: OverlappedPointer) -> Bool {
    if held.contains(where: { $0.overlapped == overlapped }) { return true }
    for i in 0..<sockets.used where isLive(i) {
      for head in [sockets[i].pointee.receives.head, sockets[i].pointee.sends.head, sockets[i].pointee.urgents.head] {
        var operation = head
        while operation >= 0 {
          if operations[operation].pointee.overlapped == overlapped { return true }
          operation = operations[operation].pointee.next
        }
      }
    }
    return false
  }
}

/// MSG_OOB of winsock2.h.
public let MSG_OOB: UInt32 = 0x1
/// MSG_PEEK of winsock2.h.
public let MSG_PEEK: UInt32 = 0x2
/// MSG_DONTROUTE of winsock2.h.
public let MSG_DONTROUTE: UInt32 = 0x4
/// MSG_WAITALL of winsock2.h.
public let MSG_WAITALL: UInt32 = 0x8
/// MSG_PUSH_IMMEDIATE of winsock2.h.
public let MSG_PUSH_IMMEDIATE: UInt32 = 0x20
/// MSG_PARTIAL of winsock2.h.
public let MSG_PARTIAL: UInt32 = 0x8000
