import LinuxSockets

/// select and WSAPoll: what sockets are ready for, asked of Linux when it is wanted.
extension WinsockLayer {
  /// select: how many sockets are set, 0 at the end of the time limit, or blocks. Nil stands for a NULL set.
  /// Source: MS docs, select; Wine's test_select.
  public func select(
    _ thread: ThreadID, read: [Handle]?, write: [Handle]?, except: [Handle]?, timeout: UInt32
  ) -> CallResult {
    guard state.pointee.startups > 0 else { return .returned(failure(thread, .WSANOTINITIALISED)) }
    let (read, write, except) = (read.map(Self.set), write.map(Self.set), except.map(Self.set))
    let all = (read ?? []) + (write ?? []) + (except ?? [])
    guard !all.isEmpty else { return .returned(failure(thread, .WSAEINVAL)) }
    for handle in all where handles.index(handle, .socket) < 0 {
      return .returned(failure(thread, .WSAENOTSOCK))
    }
    if let result = selected(thread, read, write, except) { return .returned(result) }
    if timeout == 0 { return .returned(success(thread, 0, .sets(read: [], write: [], except: []))) }
    let watched = register(all)
    guard watched == .success else { return .returned(failure(thread, watched)) }
    return block(
      thread, .select, .select(read: read, write: write, except: except), limit: timeout, alertable: true)
  }

  /// Puts those that are sockets into the epoll set: what wakes the wait.
  private func register(_ handles: [Handle]) -> ErrorCode {
    for index in handles.map({ self.handles.index($0, .socket) }) where index >= 0 {
      let watched = register(index)
      guard watched == .success else { return watched }
    }
    return .success
  }

  /// An fd_set holds a socket once, however often it is put in, and 64 of them: FD_SET leaves out the others without a
  /// word. Source: MS docs, select (FD_SET, FD_SETSIZE); winsock2.h.
  private static func set(_ handles: [Handle]) -> [Handle] {
    var found: [Handle] = []
    for handle in handles where found.count < FD_SETSIZE && !found.contains(handle) { found.append(handle) }
    return found
  }

  /// What select would return now; nil when it would wait.
  private func selected(_ thread: ThreadID, _ read: [Handle]?, _ write: [Handle]?, _ except: [Handle]?) -> Return? {
    let isReadable = (read ?? []).filter { readiness($0).read }
    let isWritable = (write ?? []).filter { readiness($0).write }
    let isExcepted = (except ?? []).filter { readiness($0).except }
    let count = isReadable.count + isWritable.count + isExcepted.count
    guard count > 0 else { return nil }
    return success(thread, Int64(count), .sets(read: isReadable, write: isWritable, except: isExcepted))
  }

  /// Whether a socket belongs into each of select's sets. Source: MS docs, select (the lists of what each set tells).
  func readiness(_ handle: Handle) -> (read: Bool, write: Bool, except: Bool) {
    let index = handles.index(handle, .socket)
    guard index >= 0 else { return (false, false, false) }
    refreshConnect(index)
    let cell = sockets[index].pointee
    let bits = pollBits(index)
    var isError = bits & (Readiness.error | Readiness.hangup) != 0
    if !cell.isStream { isError = isError || cell.pendingError != .success }
    switch cell.phase {
    // A socket that listens after a refused attempt keeps the attempt's error. Source: Wine's test_select.
    case .listening: return (bits & Readiness.read != 0, false, cell.pendingError != .success)
    case .refused: return (false, false, true)
    case .connecting: return (false, false, false)
    case .unconnected where cell.isStream: return (false, false, false)
    default:
      // Urgent data in the stream are read as any other; apart from it they are an exception.
      let urgent = hasUrgent(cell, bits)
      let inline = cell.flags.contains(.oobInline)
      let hasRoom = bits & Readiness.write != 0 && !hasRest(cell)
      return (bits & Readiness.read != 0 || isError, hasRoom || isError, urgent && !inline)
    }
  }

  private func pollBits(_ index: Int32) -> UInt32 {
    let wanted = Readiness.read | Readiness.write | Readiness.urgent | Readiness.ended
    let outcome = kernel.poll(sockets[index].pointee.descriptor, events: Int16(wanted))
    return outcome.failed ? 0 : UInt32(truncatingIfNeeded: outcome.raw)
  }

  /// WSAPoll: how many sockets have something, 0 at the end of the time limit, or blocks. A handle that is not a socket is
  /// POLLNVAL and not counted. Source: MS docs, WSAPoll; Wine's test_WSAPoll.
  public func WSAPoll(_ thread: ThreadID, _ entries: [(socket: Handle, events: UInt16)], timeout: UInt32) -> CallResult
  {
    guard state.pointee.startups > 0 else { return .returned(failure(thread, .WSANOTINITIALISED)) }
    guard !entries.isEmpty else { return .returned(failure(thread, .WSAEINVAL)) }
    guard entries.contains(where: { handles.index($0.socket, .socket) >= 0 }) else {
      return .returned(failure(thread, .WSAENOTSOCK))
    }
    // What can only be told cannot be asked for. Source: MS docs, WSAPoll (POLLPRI is not supported, WSAEINVAL).
    let askable = PollBits.readNormal | PollBits.readBand | PollBits.writeNormal
    // An entry without a socket is passed over, whatever it asks for. Source: Wine's test_WSAPoll.
    if entries.contains(where: { $0.events & ~askable != 0 && handles.index($0.socket, .socket) >= 0 }) {
      return .returned(failure(thread, .WSAEINVAL))
    }
    if let result = polled(thread, entries) { return .returned(result) }
    // Nothing but invalid handles to tell of, or no time: the answer is what there is.
    if timeout == 0 {
      let revents = entries.map { reventsOf($0.socket, $0.events) }
      return .returned(success(thread, 0, .polled(revents)))
    }
    let watched = register(entries.map(\.socket))
    guard watched == .success else { return .returned(failure(thread, watched)) }
    // The time limit is an int: any negative one is none.
    let limit = timeout > 0x7fff_ffff ? INFINITE : timeout
    // Distinguish handles that were never sockets from those that are closed meanwhile, which end the wait.
    let waited = entries.map { handles.index($0.socket, .socket) < 0 ? (socket: .invalid, events: $0.events) : $0 }
    return block(thread, .WSAPoll, .poll(waited), limit: limit, alertable: true)
  }

  private func polled(_ thread: ThreadID, _ entries: [(socket: Handle, events: UInt16)]) -> Return? {
    let revents = entries.map { reventsOf($0.socket, $0.events) }
    var count = revents.reduce(0) { $0 + ($1 & ~PollBits.invalid != 0 ? 1 : 0) }
    if isBlocked(thread) {
      count += zip(entries, revents).reduce(0) { $0 + ($1.1 == PollBits.invalid && $1.0.socket != .invalid ? 1 : 0) }
    }
    return count == 0 ? nil : success(thread, Int64(count), .polled(revents))
  }

  private func reventsOf(_ handle: Handle, _ events: UInt16) -> UInt16 {
    let index = handles.index(handle, .socket)
    guard index >= 0 else { return PollBits.invalid }
    refreshConnect(index)
    let cell = sockets[index].pointee
    let bits = pollBits(index)
    switch cell.phase {
    case .listening: return bits & Readiness.read != 0 ? PollBits.readNormal & events : 0
    case .connecting: return 0
    case .refused: return PollBits.error | PollBits.hangup | PollBits.writeNormal & events
    case .unconnected where cell.isStream: return 0
    default: return connectedRevents(index, bits, events)
    }
  }

  /// A peer that has closed is POLLHUP, with what is left to read; a reset one POLLERR too.
  /// Source: Wine's test_WSAPoll ("Test listening/connected/half-closed sockets").
  private func connectedRevents(_ index: Int32, _ bits: UInt32, _ events: UInt16) -> UInt16 {
    let cell = sockets[index].pointee
    var found: UInt16 = 0
    // An unreachable port is told by the next receive: to a datagram socket it is something to read.
    if !cell.isStream {
      let isToldOf = bits & (Readiness.read | Readiness.error) != 0 || cell.pendingError != .success
      if isToldOf { found |= PollBits.readNormal & events }
      return bits & Readiness.write != 0 ? found | PollBits.writeNormal & events : found
    }
    if readable(cell.handle) > 0 { found |= PollBits.readNormal & events }
    if bits & Readiness.write != 0, !hasRest(cell) { found |= PollBits.writeNormal & events }
    if hasUrgent(cell, bits), !cell.flags.contains(.oobInline) { found |= PollBits.readBand & events }
    if bits & (Readiness.ended | Readiness.hangup) != 0 { found |= PollBits.hangup }
    if bits & Readiness.error != 0 || cell.failure != .success { found |= PollBits.error | PollBits.hangup }
    return found
  }

  /// Blocked select and WSAPoll calls whose sockets are ready now return.
  func wakeReadinessWaiters() {
    for thread in blockedInOrder(where: { [.select, .WSAPoll].contains(threads[$0].pointee.blockedIn) }) {
      let id = ThreadID(index: thread)
      switch waits[Int(thread)] {
      case .select(let read, let write, let except):
        if let result = closed(read, write, except) ?? selected(id, read, write, except) { resume(thread, result) }
      case .poll(let entries):
        if let result = polled(id, entries) { resume(thread, result) }
      default: break
      }
    }
  }

  /// What a waiting select returns when one of its sockets was closed by another thread: a closed socket can be read
  /// from without waiting, and is not a socket to the other sets. Source: Wine's test_select (SelectReadThread); recorded
  /// on Wine 8.0.
  private func closed(_ read: [Handle]?, _ write: [Handle]?, _ except: [Handle]?) -> Return? {
    func closed(_ handles: [Handle]?) -> [Handle] {
      (handles ?? []).filter { self.handles.index($0, .socket) < 0 }
    }
    let isReadable = closed(read)
    if !isReadable.isEmpty {
      return Return(Int64(isReadable.count), out: .sets(read: isReadable, write: [], except: []))
    }
    guard closed(write).isEmpty, closed(except).isEmpty else { return Return(SOCKET_ERROR, error: .WSAENOTSOCK) }
    return nil
  }

  /// What select and WSAPoll return at the end of their time limit.
  func timedOutSelection(_ thread: Int32, _ call: CallKind) -> Return {
    guard case .poll(let entries) = waits[Int(thread)] else {
      return Return(0, out: .sets(read: [], write: [], except: []))
    }
    return Return(0, out: .polled(entries.map { reventsOf($0.socket, $0.events) }))
  }
}

/// FD_SETSIZE of winsock2.h, unless a program defines it before.
public let FD_SETSIZE = 64

/// WSAPoll's bits, of winsock2.h.
public enum PollBits {
  /// POLLERR.
  public static let error: UInt16 = 0x001
  /// POLLHUP.
  public static let hangup: UInt16 = 0x002
  /// POLLNVAL.
  public static let invalid: UInt16 = 0x004
  /// POLLWRNORM, which is POLLOUT.
  public static let writeNormal: UInt16 = 0x010
  /// POLLWRBAND.
  public static let writeBand: UInt16 = 0x020
  /// POLLRDNORM; POLLIN is this and POLLRDBAND.
  public static let readNormal: UInt16 = 0x100
  /// POLLRDBAND.
  public static let readBand: UInt16 = 0x200
  /// POLLPRI.
  public static let priority: UInt16 = 0x400
}
