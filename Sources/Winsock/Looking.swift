import LinuxSockets

/// Looking at the layer's objects: changes nothing.
extension WinsockLayer {
  /// The address a socket is bound to, nil when it is none or `s` is not a socket.
  public func boundAddress(_ s: Handle) -> SocketAddress? {
    let index = handles.index(s, .socket)
    guard index >= 0, sockets[index].pointee.flags.contains(.bound) else { return nil }
    return sockets[index].pointee.local
  }

  /// The bytes that a TCP socket has sent and that were not acknowledged; 0 when it is no TCP socket.
  public func unacknowledged(_ s: Handle) -> Int {
    let index = handles.index(s, .socket)
    guard index >= 0, sockets[index].pointee.isStream else { return 0 }
    let descriptor = sockets[index].pointee.descriptor
    var queued: Int32 = 0
    var unsent: Int32 = 0
    guard !kernel.ioctl(descriptor, request: 0x5411 /* SIOCOUTQ */, &queued).failed else { return 0 }
    if queued == 0 || kernel.ioctl(descriptor, request: 0x894B /* SIOCOUTQNSD */, &unsent).failed { return 0 }
    return Int(queued - unsent)
  }

  /// The bytes that have arrived and can be received at once (of the first datagram, when it is not a stream); 0 when there
  /// are none, or it is not a connected socket.
  public func readable(_ s: Handle) -> Int {
    let index = handles.index(s, .socket)
    guard index >= 0, sockets[index].pointee.failure == .success else { return 0 }
    var count: Int32 = 0
    let result = kernel.ioctl(sockets[index].pointee.descriptor, request: 0x541B /* FIONREAD */, &count)
    if count == 0, sockets[index].pointee.taken.first == 0 { return behindTaken(index) }
    return result.failed ? 0 : Int(count)
  }

  /// The two ends of a connected socket; nil when `s` is none. Asks no kernel.
  public func ends(of s: Handle) -> (local: SocketAddress, peer: SocketAddress)? {
    let index = handles.index(s, .socket)
    guard index >= 0 else { return nil }
    let phase = sockets[index].pointee.phase
    guard phase == .connected || phase == .disconnected else { return nil }
    return (sockets[index].pointee.local, sockets[index].pointee.peer)
  }

  /// The descriptor of a connected socket, for reading what its kernel keeps of the connection and for nothing else; nil
  /// when `s` is none.
  public func descriptor(of s: Handle) -> Int32? {
    let index = handles.index(s, .socket)
    guard index >= 0, sockets[index].pointee.phase == .connected else { return nil }
    return sockets[index].pointee.descriptor
  }

  /// The bytes that the kernel keeps for a stream: those that wait to be received, and those that were sent and are not
  /// acknowledged (ioctls FIONREAD and TIOCOUTQ). Nil when `s` is no open socket.
  public func queues(of s: Handle) -> (unread: Int, unacknowledged: Int)? {
    let index = handles.index(s, .socket)
    guard index >= 0 else { return nil }
    let descriptor = sockets[index].pointee.descriptor
    var counts: (unread: Int32, unacknowledged: Int32) = (0, 0)
    guard !kernel.ioctl(descriptor, request: 0x541B /* FIONREAD */, &counts.unread).failed,
      !kernel.ioctl(descriptor, request: 0x5411 /* TIOCOUTQ */, &counts.unacknowledged).failed
    else { return nil }
    return (Int(counts.unread), Int(counts.unacknowledged))
  }

  /// What a socket is at the moment, nil when `s` is not an open socket.
  public func describe(_ s: Handle) -> SocketDescription? {
    let index = handles.index(s, .socket)
    guard index >= 0 else { return nil }
    let cell = sockets[index].pointee
    let isNamed = cell.phase == .connected || cell.phase == .disconnected
    return SocketDescription(
      isStream: cell.isStream, family: cell.family, state: state(index),
      local: cell.flags.contains(.bound) ? cell.local : nil, peer: isNamed ? cell.peer : nil,
      isNonblocking: cell.flags.contains(.nonblocking), needsContext: cell.flags.contains(.contextMissing),
      pending: pending(cell.receives) + pending(cell.urgents) + pending(cell.sends),
      port: cell.port < 0 ? .null : ports[cell.port].pointee.handle, key: cell.key,
      sharing: sharing(of: index))
  }

  private func state(_ index: Int32) -> SocketDescription.State {
    let cell = sockets[index].pointee
    switch cell.phase {
    case .listening: return .listening
    case .unconnected, .refused: return cell.flags.contains(.bound) ? .bound : .unconnected
    default: break
    }
    if !cell.isStream { return .connected }
    switch kernel.tcpState(cell.descriptor).raw {
    case 1: return .established
    case 2: return .synSent
    case 3: return .synReceived
    case 4: return .finWait1
    case 5: return .finWait2
    case 6: return .timeWait
    case 8: return .closeWait
    case 9: return .lastAck
    case 10: return .listening
    case 11: return .closing
    // A socket whose FIN was answered shows CLOSE while its TIME_WAIT is kept apart from it.
    default:
      let isFirst = cell.flags.contains(.shutSend) && !cell.flags.contains(.closesSecond)
      return isFirst && cell.failure == .success ? .timeWait : .unconnected
    }
  }

  private func pending(_ queue: OperationQueue) -> [PendingOperation] {
    var found: [PendingOperation] = []
    var index = queue.head
    while index >= 0 {
      let cell = operations[index].pointee
      index = cell.next
      if cell.flags.contains(.isRest) { continue }  // the application's call has returned
      found.append(
        PendingOperation(
          call: cell.call, tag: cell.tag, thread: ThreadID(index: cell.thread), overlapped: cell.overlapped,
          event: cell.event, routine: cell.routine >= 0 ? RoutineID(index: cell.routine) : nil,
          bytes: UInt32(truncatingIfNeeded: cell.done)))
    }
    return found
  }
}

/// A socket as it is now.
public struct SocketDescription {
  /// Where a TCP socket is, by Linux's TCP_INFO where it has a connection.
  public enum State: String, Sendable {
    case unconnected = "CLOSED", bound = "BOUND", listening = "LISTEN", synSent = "SYN_SENT", synReceived = "SYN_RCVD",
      established = "ESTABLISHED", finWait1 = "FIN_WAIT_1", finWait2 = "FIN_WAIT_2", closeWait = "CLOSE_WAIT",
      closing = "CLOSING", lastAck = "LAST_ACK", timeWait = "TIME_WAIT", connected = "CONNECTED"
  }
  /// True for SOCK_STREAM.
  public var isStream: Bool
  /// IPv4 or IPv6.
  public var family: SocketAddress.Family
  /// Its state; `connected` is a datagram socket with a peer.
  public var state: State
  /// Its own address, when it is bound.
  public var local: SocketAddress?
  /// Its peer's address, when it is connected.
  public var peer: SocketAddress?
  /// Whether FIONBIO or WSAEventSelect made it non-blocking.
  public var isNonblocking: Bool
  /// By AcceptEx or ConnectEx, and SO_UPDATE_…_CONTEXT has not been set.
  public var needsContext: Bool
  /// The operations under way on it, in order: receives, urgent receives, sends.
  public var pending: [PendingOperation]
  /// The completion port it is associated with, or NULL.
  public var port: Handle
  /// The completion key.
  public var key: UInt64
  /// How it shares its address with other sockets.
  public var sharing: AddressSharing
}

/// How a socket shares its address: SO_REUSEADDR, SO_EXCLUSIVEADDRUSE, or neither.
public enum AddressSharing: Int, Sendable { case none, reuse, exclusive }

/// An operation under way.
public struct PendingOperation {
  /// The call that started it.
  public var call: CallKind
  /// The tag it was started with.
  public var tag: Int32
  /// The thread that started it, or is blocked in it.
  public var thread: ThreadID
  /// Its OVERLAPPED, nil for a blocked call.
  public var overlapped: OverlappedPointer?
  /// The event it will signal, or NULL.
  public var event: Handle
  /// The routine it will queue.
  public var routine: RoutineID?
  /// Bytes moved so far, for a send that is partly done.
  public var bytes: UInt32
}
