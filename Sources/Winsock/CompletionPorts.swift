/// I/O completion ports. Source: MS docs, I/O Completion Ports and the pages of the functions.
extension WinsockLayer {
  /// CreateIoCompletionPort in its three uses: a port alone, a socket with an existing port, both at once. NULL with
  /// the error when it fails. A file is associated once, and never with another port.
  public func CreateIoCompletionPort(_ thread: ThreadID, _ file: Handle, _ port: Handle, key: UInt64, threads: UInt32)
    -> Return
  {
    if file == .invalid {
      guard port == .null else { return failure(thread, .WSA_INVALID_PARAMETER, 0) }
      return makePort(thread, threads)
    }
    let socket = handles.index(file, .socket)
    guard socket >= 0 else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    guard port == .null || handles.index(port, .port) >= 0 else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    // A handle that was not opened for overlapped use has no port. Source: recorded on Wine 8.0.
    guard sockets[socket].pointee.port < 0, sockets[socket].pointee.flags.contains(.overlapped) else {
      return failure(thread, .WSA_INVALID_PARAMETER, 0)
    }
    var result = quiet(Int64(bitPattern: port.rawValue))
    if port == .null { result = makePort(thread, threads) }
    guard result.error == .success else { return result }
    let index = handles.index(Handle(rawValue: UInt64(bitPattern: result.value)), .port)
    sockets[socket].pointee.port = index
    sockets[socket].pointee.key = key
    ports[index].pointee.references += 1
    return result
  }

  private func makePort(_ thread: ThreadID, _ threads: UInt32) -> Return {
    let concurrency = threads == 0 ? Self.processors : threads
    guard let index = ports.take(PortCell(handle: .null, concurrency: concurrency)) else {
      return failure(thread, .WSA_NOT_ENOUGH_MEMORY, 0)
    }
    guard let handle = handles.make(.port, index: index) else {
      ports.give(index)
      return failure(thread, .WSA_NOT_ENOUGH_MEMORY, 0)
    }
    ports[index].pointee.handle = handle
    return quiet(Int64(bitPattern: handle.rawValue))
  }

  /// SetFileCompletionNotificationModes: bits once set stay. Source: MS docs, SetFileCompletionNotificationModes.
  public func SetFileCompletionNotificationModes(_ thread: ThreadID, _ s: Handle, _ modes: UInt32) -> Return {
    let socket = handles.index(s, .socket)
    guard socket >= 0 else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    // A handle that was not opened for overlapped use has no completions to notify of. Recorded on Wine 8.0.
    guard modes & ~3 == 0, sockets[socket].pointee.flags.contains(.overlapped) else {
      return failure(thread, .WSA_INVALID_PARAMETER, 0)
    }
    sockets[socket].pointee.modes |= modes
    return quiet(1)
  }

  /// PostQueuedCompletionStatus: any three values, none looked at.
  public func PostQueuedCompletionStatus(
    _ thread: ThreadID, _ port: Handle, bytes: UInt32, key: UInt64, overlapped: OverlappedPointer?
  ) -> Return {
    let index = handles.index(port, .port)
    guard index >= 0 else { return failure(thread, .WSA_INVALID_HANDLE, 0) }
    note(
      .posted(
        port: port,
        CompletionPacket(key: key, overlapped: overlapped, bytes: bytes, status: .STATUS_SUCCESS)))
    let packet = PacketCell(
      bytes: bytes, key: key, overlapped: overlapped, status: .STATUS_SUCCESS, writesOverlapped: false)
    return enqueue(packet, port: index) ? quiet(1) : failure(thread, .WSA_NOT_ENOUGH_MEMORY, 0)
  }

  // MARK: - The queue

  /// Puts a packet at the end of a port's queue and releases a waiter, if the concurrency value lets it.
  @discardableResult
  func enqueue(_ packet: PacketCell, port: Int32) -> Bool {
    guard let index = packets.take(packet) else { return false }
    let cell = ports[port]
    if cell.pointee.tail < 0 { cell.pointee.head = index } else { packets[cell.pointee.tail].pointee.next = index }
    cell.pointee.tail = index
    cell.pointee.count += 1
    if cell.pointee.waiter >= 0 { releaseWaiters(port) }
    return true
  }

  /// Takes the packet that is first, writing its OVERLAPPED if it is a completion that was pending: the status block is
  /// not updated before. Source: MS docs, I/O Completion Ports.
  @inline(__always)
  private func dequeue(_ port: Int32) -> CompletionPacket? {
    let cell = ports[port]
    let index = cell.pointee.head
    guard index >= 0 else { return nil }
    let packet = packets[index].pointee
    cell.pointee.head = packet.next
    if packet.next < 0 { cell.pointee.tail = -1 }
    cell.pointee.count -= 1
    packets.give(index)
    if packet.writesOverlapped, let overlapped = packet.overlapped {
      write(overlapped, packet.status, packet.bytes)
    }
    return CompletionPacket(
      key: packet.key, overlapped: packet.overlapped, bytes: packet.bytes, status: packet.status)
  }

  /// Releases waiting threads, the one that began last first, while there are packets and room to run.
  /// Source: MS docs, I/O Completion Ports (threads are released LIFO; concurrency value).
  func releaseWaiters(_ port: Int32) {
    let cell = ports[port]
    while cell.pointee.waiter >= 0, cell.pointee.head >= 0, cell.pointee.active < cell.pointee.concurrency {
      let thread = cell.pointee.waiter
      cell.pointee.waiter = threads[thread].pointee.below
      let wait = waits[Int(thread)]
      threads[thread].pointee.port = port  // `resume` makes it run on the port's account
      if case .packets(_, let count) = wait {
        resume(thread, takeSeveral(ThreadID(index: thread), port, count))
      } else if let packet = dequeue(port) {
        resume(thread, dequeued(ThreadID(index: thread), packet))
      }
    }
  }

  /// What GetQueuedCompletionStatus returns for a packet: FALSE with the operation's Win32 error when it failed, and
  /// the packet all the same.
  private func dequeued(_ thread: ThreadID, _ packet: CompletionPacket) -> Return {
    let isError = packet.status.rawValue >= 0x8000_0000
    guard isError else { return quiet(1, .packet(packet)) }
    return failure(thread, packet.status.win32, 0, .packet(packet))
  }

  private func takeSeveral(_ thread: ThreadID, _ port: Int32, _ count: UInt32) -> Return {
    var taken: [CompletionPacket] = []
    while taken.count < Int(count), let packet = dequeue(port) { taken.append(packet) }
    return quiet(1, .packets(taken))
  }

  /// GetQueuedCompletionStatus: TRUE with a packet; FALSE with a packet whose operation failed; FALSE without one at
  /// the end of the time limit (WAIT_TIMEOUT) or of the port (ERROR_ABANDONED_WAIT_0).
  public func GetQueuedCompletionStatus(_ thread: ThreadID, _ port: Handle, timeout: UInt32) -> CallResult {
    let index = handles.index(port, .port)
    guard index >= 0 else { return .returned(failure(thread, .WSA_INVALID_HANDLE, 0)) }
    comeBack(thread.index, to: index)
    if ports[index].pointee.active < ports[index].pointee.concurrency, let packet = dequeue(index) {
      joinPort(thread.index, index)
      return .returned(dequeued(thread, packet))
    }
    if timeout == 0 { return .returned(failure(thread, .WAIT_TIMEOUT, 0)) }
    return waitFor(thread, index, .GetQueuedCompletionStatus, .port(index), timeout, alertable: false)
  }

  /// GetQueuedCompletionStatusEx: up to `count` packets at once; never FALSE for a failed operation, whose status is in
  /// its entry. An alertable wait that ran a routine gives FALSE with WAIT_IO_COMPLETION.
  public func GetQueuedCompletionStatusEx(
    _ thread: ThreadID, _ port: Handle, count: UInt32, timeout: UInt32, alertable: Bool
  ) -> CallResult {
    let index = handles.index(port, .port)
    guard index >= 0 else { return .returned(failure(thread, .WSA_INVALID_HANDLE, 0)) }
    guard count > 0 else { return .returned(failure(thread, .WSA_INVALID_PARAMETER, 0)) }
    comeBack(thread.index, to: index)
    if ports[index].pointee.active < ports[index].pointee.concurrency, ports[index].pointee.head >= 0 {
      joinPort(thread.index, index)
      return .returned(takeSeveral(thread, index, count))
    }
    if alertable, drainRoutines(thread.index) { return .returned(failure(thread, .WAIT_IO_COMPLETION, 0)) }
    if timeout == 0 { return .returned(failure(thread, .WAIT_TIMEOUT, 0)) }
    return waitFor(
      thread, index, .GetQueuedCompletionStatusEx, .packets(index, count: count), timeout, alertable: alertable)
  }

  private func waitFor(
    _ thread: ThreadID, _ port: Int32, _ call: CallKind, _ wait: Wait, _ timeout: UInt32, alertable: Bool
  ) -> CallResult {
    if state.pointee.refusesToBlock { return .refused }
    threads[thread.index].pointee.below = ports[port].pointee.waiter
    ports[port].pointee.waiter = thread.index
    return block(thread, call, wait, limit: timeout, alertable: alertable)
  }

  /// Takes a thread out of a port's stack of waiters.
  func removeWaiter(_ thread: Int32, from port: Int32) {
    var at = ports[port].pointee.waiter
    if at == thread {
      ports[port].pointee.waiter = threads[thread].pointee.below
      return
    }
    while at >= 0 {
      let below = threads[at].pointee.below
      if below == thread {
        threads[at].pointee.below = threads[thread].pointee.below
        return
      }
      at = below
    }
  }

  // MARK: - The concurrency value

  /// The thread runs on the port's account.
  private func joinPort(_ thread: Int32, _ port: Int32) {
    threads[thread].pointee.port = port
    ports[port].pointee.active += 1
  }

  /// The thread comes back for another packet: it runs on no port's account any more. On the same port it takes the
  /// next packet itself, before any thread that waits there: that is what keeps few threads busy.
  private func comeBack(_ thread: Int32, to port: Int32) {
    guard threads[thread].pointee.port == port else { return leavePort(thread) }
    threads[thread].pointee.port = -1
    ports[port].pointee.active -= min(1, ports[port].pointee.active)
  }

  /// The thread runs on no port's account any more: it asks another port, or ends.
  func leavePort(_ thread: Int32) {
    let port = threads[thread].pointee.port
    guard port >= 0 else { return }
    threads[thread].pointee.port = -1
    ports[port].pointee.active -= min(1, ports[port].pointee.active)
    if ports[port].pointee.waiter >= 0 { releaseWaiters(port) }
  }

  /// The thread blocks in another call: the port may let another one run meanwhile.
  func releaseFromPort(_ thread: Int32) {
    let port = threads[thread].pointee.port
    guard port >= 0 else { return }
    ports[port].pointee.active -= min(1, ports[port].pointee.active)
    if ports[port].pointee.waiter >= 0 { releaseWaiters(port) }
  }

  /// The thread runs again; the number may exceed the concurrency value then, as it may on Windows.
  func rejoinPort(_ thread: Int32) {
    let port = threads[thread].pointee.port
    if port >= 0 { ports[port].pointee.active += 1 }
  }

  // MARK: - The end

  /// CloseHandle of a port: waiters are released with ERROR_ABANDONED_WAIT_0. The port itself lives on until no socket
  /// is associated with it. Source: MS docs, GetQueuedCompletionStatus (remarks), CreateIoCompletionPort.
  func closePort(_ port: Int32) {
    handles.close(ports[port].pointee.handle)
    while ports[port].pointee.waiter >= 0 {
      let thread = ports[port].pointee.waiter
      ports[port].pointee.waiter = threads[thread].pointee.below
      resume(thread, Return(0, error: .ERROR_ABANDONED_WAIT_0))
    }
    dropReference(port)
  }

  /// A socket is gone from its port.
  func leavePort(socket index: Int32) {
    let port = sockets[index].pointee.port
    guard port >= 0 else { return }
    sockets[index].pointee.port = -1
    dropReference(port)
  }

  private func dropReference(_ port: Int32) {
    ports[port].pointee.references -= 1
    guard ports[port].pointee.references == 0 else { return }
    while dequeue(port) != nil {}
    for i in 0..<threads.used where threads[i].pointee.port == port { threads[i].pointee.port = -1 }
    ports[port].pointee.handle = .null
    ports.give(port)
  }

  /// A port as it is now; nil when `port` is not an open port.
  public func describe(port: Handle) -> PortDescription? {
    let index = handles.index(port, .port)
    guard index >= 0 else { return nil }
    var queue: [CompletionPacket] = []
    var packet = ports[index].pointee.head
    while packet >= 0 {
      let cell = packets[packet].pointee
      queue.append(
        CompletionPacket(key: cell.key, overlapped: cell.overlapped, bytes: cell.bytes, status: cell.status))
      packet = cell.next
    }
    var waiting: [ThreadID] = []
    var thread = ports[index].pointee.waiter
    while thread >= 0 {
      waiting.append(ThreadID(index: thread))
      thread = threads[thread].pointee.below
    }
    var associated: [(Handle, UInt64)] = []
    for i in 0..<sockets.used where isLive(i) && sockets[i].pointee.port == index {
      associated.append((sockets[i].pointee.handle, sockets[i].pointee.key))
    }
    return PortDescription(
      concurrency: ports[index].pointee.concurrency, active: ports[index].pointee.active, queue: queue,
      waiting: waiting, sockets: associated)
  }
}

/// A completion port as it is at a moment.
public struct PortDescription {
  /// How many threads may run at once.
  public var concurrency: UInt32
  /// How many run at the moment on its account.
  public var active: UInt32
  /// The packets in its queue, the next one first.
  public var queue: [CompletionPacket]
  /// The threads that wait, the one that is released next first.
  public var waiting: [ThreadID]
  /// The sockets associated with it, and their keys.
  public var sockets: [(handle: Handle, key: UInt64)]
}
