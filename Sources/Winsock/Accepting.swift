import Glibc
import LinuxSockets

/// accept and AcceptEx.
extension WinsockLayer {
  /// accept: the connection that waited longest, or blocks. Source: MS docs, accept.
  public func accept(_ thread: ThreadID, _ s: Handle) -> CallResult { WSAAccept(thread, s, .accept) }

  /// What WSAAccept's condition function says of a caller.
  public enum AcceptCondition: Int, Sendable {
    /// CF_ACCEPT: the connection gets a socket.
    case accept
    /// CF_REJECT: it is reset, and the call fails with WSAECONNREFUSED.
    case reject
    /// CF_DEFER: it stays first in the queue, and the call fails with WSATRY_AGAIN.
    case `defer`
  }

  /// WSAAccept, whose condition function says `condition`: asked for the connection that waited longest. The connection is
  /// established before, as it is without SO_CONDITIONAL_ACCEPT. Source: MS docs, WSAAccept.
  public func WSAAccept(_ thread: ThreadID, _ s: Handle, _ condition: AcceptCondition) -> CallResult {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return .returned(failure(thread, refusal, -1)) }
    let cell = sockets[index]
    guard cell.pointee.isStream else { return .returned(failure(thread, .WSAEOPNOTSUPP, -1)) }
    guard cell.pointee.phase == .listening else { return .returned(failure(thread, .WSAEINVAL, -1)) }
    if cell.pointee.receives.isEmpty, let answer = take(thread, index, condition) { return .returned(answer) }
    if cell.pointee.flags.contains(.nonblocking) { return .returned(failure(thread, .WSAEWOULDBLOCK, -1)) }
    var request = operation(.accept, index, thread)
    request.total = condition.rawValue
    return blockIn(thread, request)
  }

  /// What accept gives for the connection that waited longest; nil when none waits.
  private func take(_ thread: ThreadID, _ index: Int32, _ condition: AcceptCondition) -> Return? {
    if condition == .defer {
      var (length, limit) = (Int32(0), Int32(0))
      _ = kernel.acceptQueue(sockets[index].pointee.descriptor, length: &length, limit: &limit)
      return length > 0 ? failure(thread, .WSATRY_AGAIN, -1) : nil
    }
    var peer = SocketAddress.none
    let outcome = kernel.accept(sockets[index].pointee.descriptor, peer: &peer)
    guard !outcome.failed else {
      return outcome.isError(EAGAIN) ? nil : failure(thread, translateAccept(outcome), -1)
    }
    guard condition == .reject else { return accepted(thread, index, outcome.int32, peer) }
    kernel.setLinger(outcome.int32, on: true, seconds: 0)
    kernel.close(outcome.int32)
    rearmAccept(index)
    return failure(thread, .WSAECONNREFUSED, -1)
  }

  /// Makes a socket of a connection that Linux handed out.
  private func accepted(_ thread: ThreadID, _ listener: Int32, _ descriptor: Int32, _ peer: SocketAddress) -> Return {
    let parent = sockets[listener].pointee
    // It has the listening socket's properties, its event selection and non-blocking mode included.
    // Source: MS docs, accept; Wine's test_accept_inheritance.
    var cell = SocketCell(descriptor: descriptor, handle: .null, family: parent.family, type: parent.type)
    cell.host = parent.host
    Self.inherit(&cell, from: parent)
    cell.flags.formUnion(parent.flags.intersection([.nonblocking, .overlapped]))
    cell.selectMask = parent.selectMask
    cell.selectEvent = parent.selectEvent
    guard let index = add(cell) else {
      kernel.close(descriptor)
      return failure(thread, .WSAEMFILE, -1)
    }
    connected(index, parent.local, peer)
    watch(index)
    let watched = cell.selectMask == 0 ? .success : startNetworkEvents(index)
    guard watched == .success else {
      close(socket: index)
      return failure(thread, watched)
    }
    rearmAccept(listener)
    return success(thread, Int64(bitPattern: sockets[index].pointee.handle.rawValue), .address(peer))
  }

  private static func inherit(_ cell: inout SocketCell, from parent: SocketCell) {
    cell.flags.formUnion(
      parent.flags.intersection([
        .keepAlive, .oobInline, .noDelay, .broadcast, .debug, .reuseAddress, .exclusiveAddress,
      ]))
    cell.receiveTimeout = parent.receiveTimeout
    cell.sendTimeout = parent.sendTimeout
    cell.receiveBuffer = parent.receiveBuffer
    cell.sendBuffer = parent.sendBuffer
    cell.linger = parent.linger
    cell.keepAlive = parent.keepAlive
  }

  /// A socket has become the server's end of a connection.
  private func connected(_ index: Int32, _ local: SocketAddress, _ peer: SocketAddress) {
    let cell = sockets[index]
    cell.pointee.flags.insert(.bound)
    cell.pointee.local = local
    cell.pointee.peer = peer
    if local.isWildcard { _ = kernel.localAddress(cell.pointee.descriptor, &cell.pointee.local) }
    cell.pointee.phase = .connected
    cell.pointee.armed = FD.all
    cell.pointee.connectedAt = milliseconds
    note(.socketChanged(cell.pointee.handle))
  }

  /// Hands connections to whoever waits for them, in order.
  func serveAccepts(_ index: Int32) {
    while sockets[index].pointee.receives.head >= 0 {
      let head = sockets[index].pointee.receives.head
      if operations[head].pointee.call == .accept {
        let thread = ThreadID(index: operations[head].pointee.thread)
        let condition = AcceptCondition(rawValue: operations[head].pointee.total) ?? .accept
        guard let answer = take(thread, index, condition) else { return }
        unlink(head)
        discard(head)
        resume(thread.index, answer)
        continue
      }
      var peer = SocketAddress.none
      let outcome = kernel.accept(sockets[index].pointee.descriptor, peer: &peer)
      if outcome.isError(EAGAIN) { return }
      // No edge comes again for what is waiting already: each operation is told what its own attempt met.
      guard !outcome.failed else {
        failAccept(head, translateAccept(outcome))
        continue
      }
      acceptInto(head, outcome.int32, peer)
    }
  }

  private func failAccept(_ operation: Int32, _ code: ErrorCode) {
    let into = operations[operation].pointee.accepting
    if into >= 0 { sockets[into].pointee.acceptingInto = -1 }
    finish(operation, status(of: code))
  }

  // MARK: - AcceptEx

  /// AcceptEx: always under way at first (FALSE, WSA_IO_PENDING). `output` takes the first data and both addresses, for
  /// which there are `addressLength` bytes, and `remoteLength` for the second where it has another length.
  /// Source: MS docs, AcceptEx; Wine's test_AcceptEx.
  public func AcceptEx(
    _ thread: ThreadID, _ listener: Handle, _ accepting: Handle, _ output: WSABUF, receiveLength: UInt32,
    addressLength: UInt32, remoteLength: UInt32? = nil, overlapped: OverlappedPointer?
  ) -> CallResult {
    let remoteLength = remoteLength ?? addressLength
    var refusal = ErrorCode.success
    // The OVERLAPPED is under way before the listener is looked at. Source: Wine's test_AcceptEx.
    guard let overlapped else { return .returned(failure(thread, .WSA_INVALID_PARAMETER, 0)) }
    let event = begin(overlapped, &refusal)
    let index = lookup(listener, &refusal)
    guard index >= 0, refusal == .success else { return .returned(failure(thread, refusal, 0)) }
    let into = refusal == .success ? lookup(accepting, &refusal) : -1
    guard into >= 0 else { return .returned(failure(thread, refusal, 0)) }
    guard sockets[index].pointee.phase == .listening, canBeAcceptedInto(into, from: index) else {
      return .returned(failure(thread, .WSAEINVAL, 0))
    }
    // The addresses take sizeof(sockaddr) + 16 bytes each at least. Source: MS docs, AcceptEx (parameters).
    let least: UInt32 = (sockets[index].pointee.family == .inet6 ? 28 : 16) + 16
    guard addressLength >= least, remoteLength >= least else {
      return .returned(failure(thread, .WSA_INVALID_PARAMETER, 0))
    }
    guard UInt64(output.len) >= UInt64(receiveLength) + UInt64(addressLength) + UInt64(remoteLength) else {
      return .returned(failure(thread, .WSAEFAULT, 0))
    }
    var request = operation(.AcceptEx, index, thread)
    request.overlapped = overlapped
    request.event = event
    request.first = MemoryPiece(
      base: output.buf, count: Int(receiveLength) + Int(addressLength) + Int(remoteLength))
    request.total = Int(receiveLength)
    request.localLength = addressLength
    request.accepting = into
    let posted = post(request, &refusal)
    guard posted >= 0 else { return .returned(failure(thread, refusal, 0)) }
    sockets[into].pointee.acceptingInto = posted
    serveAccepts(index)
    return .returned(failure(thread, .WSA_IO_PENDING, 0))
  }

  /// Only a fresh stream socket of the listener's family that nothing else is done with can be accepted into.
  private func canBeAcceptedInto(_ into: Int32, from listener: Int32) -> Bool {
    let cell = sockets[into].pointee
    return cell.isStream && cell.family == sockets[listener].pointee.family && cell.acceptingInto < 0
      && (cell.phase == .unconnected || cell.phase == .refused)
      && (!cell.flags.contains(.bound) || cell.flags.contains(.reused))
  }

  /// AcceptEx has its connection: the accepting socket becomes it, and with a receive length waits for data.
  private func acceptInto(_ operation: Int32, _ descriptor: Int32, _ peer: SocketAddress) {
    let request = operations[operation]
    let into = request.pointee.accepting
    let listener = request.pointee.socket
    unlink(operation)
    let watched = exchange(into, descriptor)
    sockets[into].pointee.acceptingInto = -1
    sockets[into].pointee.flags.subtract([.reused, .shutSend, .shutReceive, .ended])
    sockets[into].pointee.flags.insert(.contextMissing)
    sockets[into].pointee.failure = .success
    connected(into, sockets[listener].pointee.local, peer)
    Self.writeAddresses(request.pointee, local: sockets[into].pointee.local, remote: peer)
    rearmAccept(listener)
    guard request.pointee.total > 0 else {
      append(operation)  // `finish` takes it out again: the listener's queue is where it stood
      return finish(operation, .STATUS_SUCCESS)
    }
    request.pointee.socket = into
    append(operation)
    let refusal = watched == .success ? register(into) : watched
    guard refusal == .success else { return finish(operation, status(of: refusal)) }
    serveReceives(into)
  }

  /// The layout of the output: the data part, then two address parts of the lengths that were said, each with a sockaddr
  /// at its beginning. Only GetAcceptExSockaddrs is meant to read it. Source: MS docs, AcceptEx (lpOutputBuffer).
  private static func writeAddresses(_ request: OperationCell, local: SocketAddress, remote: SocketAddress) {
    guard let base = request.first.base else { return }
    let first = Int(request.localLength)
    let second = request.first.count - request.total - first
    for (place, length, address) in [(request.total, first, local), (request.total + first, second, remote)] {
      let part = UnsafeMutableRawBufferPointer(start: base + place, count: length)
      part.initializeMemory(as: UInt8.self, repeating: 0)
      part.copyBytes(from: SockaddrBytes.encode(address))
    }
  }

  /// GetAcceptExSockaddrs: the addresses in an output buffer. Source: MS docs, GetAcceptExSockaddrs.
  public func GetAcceptExSockaddrs(
    _ thread: ThreadID, _ output: WSABUF, receiveLength: UInt32, addressLength: UInt32, remoteLength: UInt32? = nil
  ) -> Return {
    func address(_ place: UInt64, _ length: UInt32) -> SocketAddress {
      guard let base = output.buf, place + UInt64(length) <= UInt64(output.len) else { return .none }
      return SockaddrBytes.decode(UnsafeRawBufferPointer(start: base + Int(place), count: Int(length)))
    }
    return quiet(
      0,
      .addresses(
        local: address(UInt64(receiveLength), addressLength),
        remote: address(UInt64(receiveLength) + UInt64(addressLength), remoteLength ?? addressLength)))
  }

  /// SO_UPDATE_ACCEPT_CONTEXT: the accepted socket takes on the listening one's properties, and knows its addresses.
  func updateAcceptContext(_ index: Int32, _ listener: Handle) -> ErrorCode {
    let parent = handles.index(listener, .socket)
    guard parent >= 0 else { return .WSAENOTSOCK }
    guard sockets[index].pointee.phase == .connected else { return .WSAENOTCONN }
    Self.inherit(&sockets[index].pointee, from: sockets[parent].pointee)
    sockets[index].pointee.flags.remove(.contextMissing)
    return .success
  }
}
