import Glibc
import LinuxSockets

/// AF_ numbers of winsock2.h; Linux has another one for IPv6.
enum AddressFamily {
  static let unspecified: Int32 = 0
  static let unix: Int32 = 1
  static let inet: Int32 = 2
  static let inet6: Int32 = 23
}

/// Making sockets, looking them up, and their place in the epoll set.
extension WinsockLayer {
  // MARK: - WSAStartup

  /// WSAStartup: 0, or the error itself. A version above 2.2 gets 2.2; one below 1.0 is refused.
  /// Source: MS docs, WSAStartup.
  public func WSAStartup(_ thread: ThreadID, version: UInt16) -> Return {
    let (major, minor) = (version & 0xff, version >> 8)
    guard major >= 1 else {
      return Return(
        Int64(ErrorCode.WSAVERNOTSUPPORTED.rawValue), error: .WSAVERNOTSUPPORTED)
    }
    state.pointee.startups += 1
    // 1.1 is the last of the first generation. Source for it: recorded on Wine 8.0.
    let given: UInt16 = major > 2 || major == 2 && minor > 2 ? 0x202 : major == 1 && minor > 1 ? 0x101 : version
    return quiet(0, .version(given, high: 0x202))
  }

  /// How often WSAStartup was called and not taken back, by the process whose thread calls next: several programs may
  /// share a layer.
  public var startups: Int {
    get { Int(state.pointee.startups) }
    set { state.pointee.startups = newValue }
  }

  /// WSACleanup: takes one WSAStartup back; the last one closes every socket. Source: MS docs, WSACleanup.
  public func WSACleanup(_ thread: ThreadID) -> Return {
    guard state.pointee.startups > 0 else { return failure(thread, .WSANOTINITIALISED) }
    state.pointee.startups -= 1
    if state.pointee.startups == 0 {
      for i in 0..<sockets.used where isLive(i) { close(socket: i) }
    }
    return quiet(0)
  }

  /// WSAGetLastError.
  public func WSAGetLastError(_ thread: ThreadID) -> Return {
    quiet(Int64(threads[thread.index].pointee.lastError.rawValue))
  }

  /// WSASetLastError.
  public func WSASetLastError(_ thread: ThreadID, _ code: UInt32) -> Return {
    threads[thread.index].pointee.lastError = ErrorCode(rawValue: code)
    return quiet(0)
  }

  // MARK: - socket

  /// socket: an overlapped socket, or INVALID_SOCKET.
  public func socket(_ thread: ThreadID, af: Int32, type: Int32, protocol number: Int32) -> Return {
    WSASocketW(thread, af: af, type: type, protocol: number, overlapped: true)
  }

  /// WSASocketW without a protocol info. Source for the errors: MS docs, socket; Wine's test_WSASocket.
  public func WSASocketW(_ thread: ThreadID, af: Int32, type: Int32, protocol number: Int32, overlapped: Bool)
    -> Return
  {
    guard state.pointee.startups > 0 else { return failure(thread, .WSANOTINITIALISED, -1) }
    let kind: (family: SocketAddress.Family, type: Int32, number: Int32)
    switch Self.transport(af: af, type: type, protocol: number) {
    case .success(let found): kind = found
    case .failure(let error): return failure(thread, error.code, -1)
    }
    let host = threads[thread.index].pointee.host
    let descriptor = makeDescriptor(on: host, kind.family, kind.type, kind.number)
    guard !descriptor.failed else { return failure(thread, translate(descriptor), -1) }
    var cell = SocketCell(
      descriptor: descriptor.int32, handle: .null, family: kind.family, type: kind.type,
      flags: overlapped ? .overlapped : [])
    cell.host = host
    guard let index = add(cell) else {
      kernel.close(descriptor.int32)
      return failure(thread, .WSAENOBUFS, -1)
    }
    prepare(index)
    return success(thread, Int64(bitPattern: sockets[index].pointee.handle.rawValue))
  }

  struct Refusal: Error { let code: ErrorCode }

  /// Which of the transports that are here a family, a type and a protocol stand for.
  static func transport(af: Int32, type: Int32, protocol number: Int32) -> Result<
    (family: SocketAddress.Family, type: Int32, number: Int32), Refusal
  > {
    func refuse(_ code: ErrorCode) -> Result<(family: SocketAddress.Family, type: Int32, number: Int32), Refusal> {
      .failure(Refusal(code: code))
    }
    if af == AddressFamily.unspecified, number == 0 { return refuse(.WSAEINVAL) }
    guard [AddressFamily.unspecified, AddressFamily.inet, AddressFamily.inet6].contains(af) else {
      return refuse(.WSAEAFNOSUPPORT)
    }
    let family: SocketAddress.Family = af == AddressFamily.inet6 ? .inet6 : .inet
    switch (type, number) {
    case (1, 0), (1, 6), (0, 0), (0, 6): return .success((family, 1, 6))
    case (2, 0), (2, 17), (0, 17): return .success((family, 2, 17))
    case (3, 0): return refuse(.WSAEPROTONOSUPPORT)
    case (3, _), (2, 1): return refuse(.WSAEACCES)  // raw sockets are for administrators
    case (0, _), (1, _), (2, _): return refuse(.WSAEPROTONOSUPPORT)
    default: return refuse(.WSAESOCKTNOSUPPORT)
    }
  }

  /// Takes a cell and a handle for a socket; nil when there are too many.
  func add(_ cell: SocketCell) -> Int32? {
    guard let index = sockets.take(cell) else { return nil }
    guard let handle = handles.make(.socket, index: index) else {
      sockets.give(index)
      return nil
    }
    sockets[index].pointee.handle = handle
    return index
  }

  /// Sets what makes a Linux socket behave as a Windows one does. Who may share a port is decided in `bind`, not by
  /// Linux; a datagram socket hears of unreachable ports even when it is not connected.
  func prepare(_ index: Int32) {
    let cell = sockets[index].pointee
    kernel.setOption(cell.descriptor, level: SOL_SOCKET, name: SO_REUSEADDR, 1)
    if cell.isStream {
      kernel.setOption(cell.descriptor, level: SOL_SOCKET, name: SO_REUSEPORT, 1)
    } else if cell.family == .inet {
      kernel.setOption(cell.descriptor, level: Int32(IPPROTO_IP), name: 11 /* IP_RECVERR */, 1)
      // Datagrams may be cut on their way, and no path's MTU is looked for. Source: MS docs, IPPROTO_IP socket options
      // (IP_MTU_DISCOVER, IP_PMTUDISC_NOT_SET).
      kernel.setOption(cell.descriptor, level: Int32(IPPROTO_IP), name: IP_MTU_DISCOVER, IP_PMTUDISC_DONT)
    } else {
      kernel.setOption(cell.descriptor, level: Int32(IPPROTO_IPV6), name: 25 /* IPV6_RECVERR */, 1)
    }
    if cell.family == .inet6 {  // Windows' default: an IPv6 socket is for IPv6 alone
      kernel.setOption(cell.descriptor, level: Int32(IPPROTO_IPV6), name: IPV6_V6ONLY, 1)
    }
  }

  // MARK: - Looking up

  /// The socket a handle names; nil with the thread's error when it names none.
  @inline(__always)
  func lookup(_ s: Handle, _ refusal: inout ErrorCode) -> Int32 {
    guard state.pointee.startups > 0 else {
      refusal = .WSANOTINITIALISED
      return -1
    }
    let index = handles.index(s, .socket)
    if index < 0 { refusal = .WSAENOTSOCK }
    return index
  }
}
