import Glibc
import LinuxSockets

/// connect and ConnectEx.
extension WinsockLayer {
  /// connect: 0, or blocks until the handshake is done; WSAEWOULDBLOCK on a non-blocking socket.
  /// Source: MS docs, connect; Wine's test_connect.
  public func connect(_ thread: ThreadID, _ s: Handle, _ address: SocketAddress) -> CallResult {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return .returned(failure(thread, refusal)) }
    let cell = sockets[index]
    if !cell.pointee.isStream { return .returned(connectDatagram(thread, index, address)) }
    let error = connectable(index, address)
    guard error == .success else { return .returned(failure(thread, error)) }
    let outcome = startConnect(index, address)
    guard outcome == .success else { return .returned(failure(thread, outcome)) }
    if cell.pointee.flags.contains(.nonblocking) {
      let watched = register(index)
      if findsNoRoom(index) { refusing.append(index) }
      return .returned(failure(thread, watched == .success ? .WSAEWOULDBLOCK : watched))
    }
    if let outcome = answer(index) ?? (findsNoRoom(index) ? Self.refusal : nil) {
      let error = settleConnect(index, outcome)
      // What a blocking connect has returned is not kept for SO_ERROR. Source: Wine's test_select, test_WSAPoll.
      cell.pointee.pendingError = .success
      return .returned(error == .success ? quiet(0) : failure(thread, error))
    }
    return blockIn(thread, operation(.connect, index, thread))
  }

  /// Why no connection can be started here; `.success` when one can.
  private func connectable(_ index: Int32, _ address: SocketAddress) -> ErrorCode {
    refreshConnect(index)
    let cell = sockets[index]
    switch cell.pointee.phase {
    // A connection of ConnectEx is none to connect until SO_UPDATE_CONNECT_CONTEXT. Source: Wine's test_connect.
    case .connected where cell.pointee.flags.isSuperset(of: [.byConnectEx, .contextMissing]): return .WSAEINVAL
    case .connected, .disconnected: return .WSAEISCONN
    case .connecting: return .WSAEALREADY
    case .listening: return .WSAEINVAL
    case .unconnected, .refused: break
    }
    if cell.pointee.acceptingInto >= 0 { return .WSAEINVAL }
    if address.family != cell.pointee.family { return .WSAEAFNOSUPPORT }
    // INADDR_ANY is this host to Linux, and no destination to Windows.
    if address.isWildcard || address.port == 0 { return .WSAEADDRNOTAVAIL }
    return .success
  }

  /// Sends the SYN.
  private func startConnect(_ index: Int32, _ address: SocketAddress) -> ErrorCode {
    let bound = bindImplicitly(index)
    guard bound == .success else { return bound }
    return startedConnect(index, address, kernel.connect(sockets[index].pointee.descriptor, address))
  }

  /// Sends the SYN with data (RFC 7413); `early` is how many bytes it has: none where the other end has given no cookie
  /// yet, which this SYN asks for. Source: MS docs, IPPROTO_TCP socket options (TCP_FASTOPEN).
  private func startConnect(
    _ index: Int32, _ address: SocketAddress, with data: WSABUF, _ early: inout Int
  ) -> ErrorCode {
    let bound = bindImplicitly(index)
    guard bound == .success else { return bound }
    let outcome = kernel.send(
      sockets[index].pointee.descriptor, data.buf, count: Int(data.len), flags: Int32(truncatingIfNeeded: MSG_FASTOPEN),
      to: address)
    if !outcome.failed { early = outcome.raw }
    return startedConnect(index, address, outcome)
  }

  private func startedConnect(_ index: Int32, _ address: SocketAddress, _ outcome: KernelReturn) -> ErrorCode {
    let cell = sockets[index]
    // The pair of addresses still stands, in TIME_WAIT or open. Source: MS docs, connect (WSAEADDRINUSE).
    if outcome.isError(EADDRNOTAVAIL) { return .WSAEADDRINUSE }
    // An interrupted connect goes on by itself. Source: connect(2).
    guard !outcome.failed || outcome.isError(EINPROGRESS) || outcome.isError(EINTR) else { return translate(outcome) }
    cell.pointee.phase = .connecting
    cell.pointee.armed = FD.all
    cell.pointee.peer = address
    cell.pointee.failure = .success
    return .success
  }

  /// How a connection attempt has ended, nil while it is under way. Linux tells it to the next connect, once.
  private func answer(_ index: Int32) -> KernelReturn? {
    if !refusing.isEmpty, refusing.contains(index) { return Self.refusal }
    let cell = sockets[index]
    let outcome = kernel.connect(cell.pointee.descriptor, cell.pointee.peer)
    return outcome.isError(EALREADY) || outcome.isError(EINPROGRESS) ? nil : outcome
  }

  /// Takes the end of a connection attempt into the socket's state.
  private func settleConnect(_ index: Int32, _ outcome: KernelReturn) -> ErrorCode {
    guard outcome.failed, !outcome.isError(EISCONN) else {
      becomeConnected(index)
      return .success
    }
    let cell = sockets[index]
    cell.pointee.phase = .refused
    cell.pointee.pendingError = translate(outcome)
    note(.socketChanged(cell.pointee.handle))
    return cell.pointee.pendingError
  }

  /// A socket is connected: its own address is known now.
  func becomeConnected(_ index: Int32) {
    let cell = sockets[index]
    cell.pointee.phase = .connected
    cell.pointee.flags.insert(.byConnect)
    cell.pointee.connectedAt = milliseconds
    if cell.pointee.local.isWildcard { learnLocal(index) }
    watch(index)
    note(.socketChanged(cell.pointee.handle))
  }

  /// Which address a connection goes out from. To the loopback address it is that address: no need to ask.
  private func learnLocal(_ index: Int32) {
    let cell = sockets[index]
    let port = cell.pointee.local.port
    var local = SocketAddress.loopback(cell.pointee.family, port: port)
    if cell.pointee.peer.with(port: port) != local { _ = kernel.localAddress(cell.pointee.descriptor, &local) }
    if local.port == port { cell.pointee.local = local }
  }

  /// Looks whether a connection attempt of a non-blocking socket has ended meanwhile.
  func refreshConnect(_ index: Int32) {
    if sockets[index].pointee.phase == .connecting { serveConnect(index) }
  }

  // MARK: - A listener without room

  /// Whether the SYN that was just sent has met a listening socket of this layer whose queue is full. Linux passes it over
  /// in silence, and sends it again; Windows refuses it by RST, and its client gives up after three, half a second apart.
  /// The attempt is ended here. Source: MS docs, listen (backlog) and connect (WSAECONNREFUSED). Between hosts packets move
  /// later, and the listener's system is not asked.
  private func findsNoRoom(_ index: Int32) -> Bool {
    let cell = sockets[index]
    // 2 is SYN_SENT (include/net/tcp_states.h): on a loopback the answer would be there.
    guard cell.pointee.host == 0, kernel.tcpState(cell.pointee.descriptor).raw == 2, isFull(cell.pointee.peer) else {
      return false
    }
    var local = cell.pointee.local
    if local.isWildcard { _ = kernel.localAddress(cell.pointee.descriptor, &local) }
    _ = kernel.connect(cell.pointee.descriptor, .none)
    note(.refusedForRoom(cell.pointee.handle, from: local, to: cell.pointee.peer))
    return true
  }

  /// Whether those who listen at an address have no room; false when nobody does.
  private func isFull(_ address: SocketAddress) -> Bool {
    var isHeard = false
    for index in 0..<sockets.used where sockets[index].pointee.phase == .listening && sockets[index].pointee.host == 0 {
      let local = sockets[index].pointee.local
      guard local.port == address.port, local.family == address.family, local.isWildcard || local == address else {
        continue
      }
      var (length, limit) = (Int32(0), Int32(0))
      let outcome = kernel.acceptQueue(sockets[index].pointee.descriptor, length: &length, limit: &limit)
      if outcome.failed || length <= limit { return false }
      isHeard = true
    }
    return isHeard
  }

  /// Ends the attempts that found no room.
  func endRefused() {
    let refused = refusing
    refusing.removeAll(keepingCapacity: true)
    for index in refused where isLive(index) && sockets[index].pointee.phase == .connecting {
      endConnect(index, Self.refusal)
    }
  }

  private static var refusal: KernelReturn { KernelReturn(raw: -Int(ECONNREFUSED)) }

  /// The edge of a connecting socket.
  func serveConnect(_ index: Int32) {
    guard let outcome = answer(index) else { return }
    endConnect(index, outcome)
  }

  private func endConnect(_ index: Int32, _ outcome: KernelReturn) {
    let error = settleConnect(index, outcome)
    let cell = sockets[index]
    let head = cell.pointee.sends.head
    if head >= 0 {
      switch operations[head].pointee.call {
      case .connect:
        cell.pointee.pendingError = .success
        finish(head, error == .success ? .STATUS_SUCCESS : status(of: error))
      case .ConnectEx: finishConnectEx(head, error)
      default: break
      }
    }
    if cell.pointee.selectMask != 0 { recordConnected(index, error) }
  }

  private func connectDatagram(_ thread: ThreadID, _ index: Int32, _ address: SocketAddress) -> Return {
    let cell = sockets[index]
    guard address.family == cell.pointee.family else { return failure(thread, .WSAEAFNOSUPPORT) }
    let bound = bindImplicitly(index)
    guard bound == .success else { return failure(thread, bound) }
    // The wildcard address with port 0 dissolves the association. Source: MS docs, connect (connectionless sockets).
    let dissolves = address.isWildcard && address.port == 0
    if !dissolves, address.isWildcard || address.port == 0 { return failure(thread, .WSAEADDRNOTAVAIL) }
    let outcome = kernel.connect(cell.pointee.descriptor, dissolves ? .none : address)
    guard !outcome.failed else { return failure(thread, translate(outcome)) }
    cell.pointee.phase = dissolves ? .unconnected : .connected
    cell.pointee.peer = dissolves ? .none : address
    if !dissolves {
      var local = SocketAddress.none
      _ = kernel.localAddress(cell.pointee.descriptor, &local)
      if local.port == cell.pointee.local.port { cell.pointee.local = local }
    }
    note(.socketChanged(cell.pointee.handle))
    return quiet(0)
  }

  // MARK: - ConnectEx

  /// ConnectEx: always under way at first (FALSE, WSA_IO_PENDING). The socket must be bound.
  /// Source: MS docs, ConnectEx; Wine's test_connect.
  public func ConnectEx(
    _ thread: ThreadID, _ s: Handle, _ address: SocketAddress, _ data: WSABUF?, overlapped: OverlappedPointer?
  ) -> CallResult {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return .returned(failure(thread, refusal, 0)) }
    guard let overlapped else { return .returned(failure(thread, .WSA_INVALID_PARAMETER, 0)) }
    let event = begin(overlapped, &refusal)
    guard refusal == .success else { return .returned(failure(thread, refusal, 0)) }
    let cell = sockets[index]
    guard cell.pointee.isStream else { return .returned(failure(thread, .WSAEINVAL, 0)) }
    if cell.pointee.phase == .connected || cell.pointee.phase == .disconnected {
      return .returned(failure(thread, .WSAEISCONN, 0))
    }
    guard cell.pointee.flags.contains(.bound) else { return .returned(failure(thread, .WSAEINVAL, 0)) }
    var error = connectable(index, address)
    var early = 0
    if error == .success {
      if cell.pointee.flags.contains(.fastOpen), let data, data.len > 0 {
        error = startConnect(index, address, with: data, &early)
      } else {
        error = startConnect(index, address)
      }
    }
    guard error == .success else { return .returned(failure(thread, error, 0)) }
    var request = operation(.ConnectEx, index, thread)
    request.overlapped = overlapped
    request.event = event
    request.first = MemoryPiece(base: data?.buf, count: Int(data?.len ?? 0))
    (request.total, request.done) = (request.first.count, early)
    guard post(request, &refusal) >= 0 else { return .returned(failure(thread, refusal, 0)) }
    if findsNoRoom(index) { refusing.append(index) } else { refreshConnect(index) }
    return .returned(failure(thread, .WSA_IO_PENDING, 0))
  }

  private func finishConnectEx(_ operation: Int32, _ error: ErrorCode) {
    guard error == .success else { return finish(operation, status(of: error)) }
    let cell = operations[operation]
    sockets[cell.pointee.socket].pointee.flags.formUnion([.contextMissing, .byConnectEx])
    if cell.pointee.done >= cell.pointee.total { return finish(operation, .STATUS_SUCCESS) }
    serveSends(cell.pointee.socket)  // the first data go out as any send does
  }
}
