import Glibc
import LinuxSockets

/// bind, listen, and who may share a port.
extension WinsockLayer {
  /// bind: a socket is bound once (WSAEINVAL). Source: MS docs, bind; Wine's test_bind.
  public func bind(_ thread: ThreadID, _ s: Handle, _ address: SocketAddress) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    let cell = sockets[index]
    guard !cell.pointee.flags.contains(.bound) else { return failure(thread, .WSAEINVAL) }
    guard address.family == cell.pointee.family else { return failure(thread, .WSAEFAULT) }
    let error = bind(index, address)
    guard error == .success else { return failure(thread, error) }
    note(.socketChanged(s))
    return success(thread)
  }

  /// Binds for a call that needs a bound socket and was not given one.
  func bindImplicitly(_ index: Int32) -> ErrorCode {
    if sockets[index].pointee.flags.contains(.bound) { return .success }
    return bind(index, .any(sockets[index].pointee.family, port: 0))
  }

  private func bind(_ index: Int32, _ address: SocketAddress) -> ErrorCode {
    if address.port == 0 { return bindEphemeral(index, address) }
    let conflict = sharing(index, address)
    guard conflict == .success else { return conflict }
    let outcome = kernel.bind(sockets[index].pointee.descriptor, address)
    guard !outcome.failed else { return translate(outcome) }
    remember(index, address)
    return .success
  }

  /// Binds to the next free port: in order on a network of its own, as Linux likes on one that is shared.
  private func bindEphemeral(_ index: Int32, _ address: SocketAddress) -> ErrorCode {
    sockets[index].pointee.flags.insert(.ephemeral)
    guard ephemeralPorts == .inOrder else {
      let outcome = kernel.bind(sockets[index].pointee.descriptor, address)
      guard !outcome.failed else { return translate(outcome) }
      var bound = SocketAddress.none
      let named = kernel.localAddress(sockets[index].pointee.descriptor, &bound)
      guard !named.failed else { return translate(named) }
      remember(index, bound)
      return .success
    }
    for _ in 49152...65535 {
      let port = nextEphemeralPort(on: sockets[index].pointee.host)
      guard boundPorts[portKey(index, port)] == nil else { continue }
      let outcome = kernel.bind(sockets[index].pointee.descriptor, address.with(port: port))
      if outcome.isError(EADDRINUSE) { continue }
      guard !outcome.failed else { return translate(outcome) }
      remember(index, address.with(port: port))
      return .success
    }
    return .WSAENOBUFS
  }

  private func portKey(_ index: Int32, _ port: UInt16) -> UInt32 {
    let cell = sockets[index].pointee
    // Each host has ports of its own.
    return UInt32(cell.type) << 24 | UInt32(cell.host) << 17 | (cell.family == .inet6 ? 1 << 16 : 0) | UInt32(port)
  }

  private func remember(_ index: Int32, _ address: SocketAddress) {
    let cell = sockets[index]
    cell.pointee.local = address
    cell.pointee.flags.formUnion([.bound, .inBoundTable])
    let key = portKey(index, address.port)
    cell.pointee.boundNext = boundPorts[key] ?? -1
    boundPorts[key] = index
    if cell.pointee.selectMask != 0, !cell.pointee.isStream { recordNow(index) }
  }

  /// Takes a socket out of the table of bound ports.
  func forgetBound(_ index: Int32) {
    let cell = sockets[index]
    guard cell.pointee.flags.contains(.inBoundTable) else { return }
    cell.pointee.flags.remove(.inBoundTable)
    let key = portKey(index, cell.pointee.local.port)
    guard var at = boundPorts[key] else { return }
    if at == index {
      boundPorts[key] = cell.pointee.boundNext < 0 ? nil : cell.pointee.boundNext
      return
    }
    while sockets[at].pointee.boundNext >= 0 {
      let next = sockets[at].pointee.boundNext
      if next == index {
        sockets[at].pointee.boundNext = cell.pointee.boundNext
        return
      }
      at = next
    }
  }

  /// How a socket shares its address.
  func sharing(of index: Int32) -> AddressSharing {
    let flags = sockets[index].pointee.flags
    return flags.contains(.exclusiveAddress) ? .exclusive : flags.contains(.reuseAddress) ? .reuse : .none
  }

  /// Whether a bind to this address may succeed beside those that are there.
  private func sharing(_ index: Int32, _ address: SocketAddress) -> ErrorCode {
    var other = boundPorts[portKey(index, address.port)] ?? -1
    while other >= 0 {
      let verdict = Self.verdict(
        first: sharing(of: other), sockets[other].pointee.local, second: sharing(of: index), address)
      if verdict != .success { return verdict }
      other = sockets[other].pointee.boundNext
    }
    return .success
  }

  /// The table of "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE" for Windows Server 2003 and later, one user. Two
  /// specific addresses that differ never conflict.
  private static func verdict(first: AddressSharing, _ a: SocketAddress, second: AddressSharing, _ b: SocketAddress)
    -> ErrorCode
  {
    if !a.isWildcard, !b.isWildcard, a != b { return .success }
    switch (first, a.isWildcard, second, b.isWildcard) {
    case (_, true, .none, true), (_, false, .none, false): return .WSAEADDRINUSE
    case (.exclusive, true, .none, false): return .WSAEACCES
    case (_, _, .none, _): return .success
    case (.reuse, _, .reuse, _): return .success
    case (.none, true, .reuse, true), (.none, false, .reuse, false): return .WSAEACCES
    case (.none, _, .reuse, _): return .success
    case (.exclusive, true, .reuse, _), (.exclusive, false, .reuse, false): return .WSAEACCES
    case (.exclusive, false, .reuse, true): return .success
    case (_, true, .exclusive, true), (_, false, .exclusive, _): return .WSAEADDRINUSE
    case (.exclusive, true, .exclusive, false): return .WSAEACCES
    case (_, true, .exclusive, false): return .success
    }
  }

  /// listen: unbound WSAEINVAL, connected WSAEISCONN, datagram WSAEOPNOTSUPP; once more is fine.
  /// Source: MS docs, listen; Wine's test_listen.
  public func listen(_ thread: ThreadID, _ s: Handle, backlog: Int32) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    let cell = sockets[index]
    guard cell.pointee.isStream else { return failure(thread, .WSAEOPNOTSUPP) }
    switch cell.pointee.phase {
    case .connected, .disconnected: return failure(thread, .WSAEISCONN)
    case .connecting: return failure(thread, .WSAEINVAL)
    default: break
    }
    guard cell.pointee.flags.contains(.bound), cell.pointee.acceptingInto < 0 else {
      return failure(thread, .WSAEINVAL)
    }
    if cell.pointee.phase == .listening { return success(thread) }  // the first backlog stays, as the docs say
    // Data in a SYN are taken in where the option was set before. Source: MS docs, IPPROTO_TCP socket options.
    if cell.pointee.flags.contains(.fastOpen) {
      kernel.setOption(cell.pointee.descriptor, level: Int32(IPPROTO_TCP), name: TCP_FASTOPEN, 200)
    }
    // SOMAXCONN stands for "a reasonable maximum"; 200 is what a Windows server takes.
    let outcome = kernel.listen(cell.pointee.descriptor, backlog: min(max(backlog, 0), 200))
    guard !outcome.failed else { return failure(thread, translate(outcome)) }
    // Who of several gets a connection is indeterminate (MS docs, Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE); here it is
    // the same one on every run.
    if cell.pointee.flags.contains(.reuseAddress) { kernel.preferFirst(cell.pointee.descriptor) }
    cell.pointee.phase = .listening
    note(.socketChanged(s))
    let watched = cell.pointee.selectMask == 0 ? .success : register(index)
    return watched == .success ? success(thread) : failure(thread, watched)
  }

  /// getsockname: WSAEINVAL on an unbound socket. Source: Wine's test_getsockname.
  public func getsockname(_ thread: ThreadID, _ s: Handle) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    let cell = sockets[index]
    guard cell.pointee.flags.contains(.bound) else { return failure(thread, .WSAEINVAL) }
    // Before SO_UPDATE_ACCEPT_CONTEXT the accepted socket knows no address. Source: MS docs, AcceptEx (Remarks).
    if cell.pointee.flags.contains(.contextMissing), !cell.pointee.flags.contains(.byConnectEx) {
      return failure(thread, .WSAENOTCONN)
    }
    return success(thread, 0, .address(cell.pointee.local))
  }

  /// getpeername: WSAENOTCONN on an unconnected socket. Source: Wine's test_getpeername.
  public func getpeername(_ thread: ThreadID, _ s: Handle) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    refreshConnect(index)
    let cell = sockets[index]
    guard cell.pointee.phase == .connected || cell.pointee.phase == .disconnected,
      !cell.pointee.flags.contains(.contextMissing)
    else { return failure(thread, .WSAENOTCONN) }
    return success(thread, 0, .address(cell.pointee.peer))
  }
}
