import Glibc
import LinuxSockets

/// setsockopt, getsockopt, ioctlsocket and WSAIoctl.
extension WinsockLayer {
  /// setsockopt. Source: MS docs, SOL_SOCKET Socket Options; Wine's test_set_getsockopt.
  public func setsockopt(_ thread: ThreadID, _ s: Handle, _ option: SocketOption, _ value: OptionValue) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    let error = set(index, option, value)
    return error == .success ? success(thread) : failure(thread, error)
  }

  private func set(_ index: Int32, _ option: SocketOption, _ value: OptionValue) -> ErrorCode {
    switch (option, value) {
    case (.SO_LINGER, .linger(let on, let seconds)):
      guard sockets[index].pointee.isStream else { return .WSAENOPROTOOPT }
      sockets[index].pointee.linger = (on, seconds)
    case (.SO_UPDATE_ACCEPT_CONTEXT, .socket(let listener)): return updateAcceptContext(index, listener)
    case (.SO_UPDATE_CONNECT_CONTEXT, _):
      guard sockets[index].pointee.phase == .connected else { return .WSAENOTCONN }
      sockets[index].pointee.flags.remove(.contextMissing)
    case (.IP_ADD_MEMBERSHIP, .membership(let membership)): return join(index, membership)
    case (.IP_DROP_MEMBERSHIP, .membership(let membership)): return leave(index, membership)
    case (.IP_MULTICAST_IF, .address(let address)): return setMulticastInterface(index, address)
    case (_, .number(let number)): return set(index, option, number: number)
    default: return .WSAEFAULT
    }
    return .success
  }

  /// Gives a socket as much room in both directions as Windows gives by default, 65,536 bytes, where Linux would give
  /// megabytes: a program that floods its peer waits as soon as it does there. Source: MS docs, SO_SNDBUF and SO_RCVBUF.
  public func limitRoom(_ socket: Handle) {
    let index = handles.index(socket, .socket)
    guard index >= 0 else { return }
    for option in [SO_SNDBUF, SO_RCVBUF] { setBuffer(sockets[index].pointee.descriptor, option, 65536) }
  }

  private func set(_ index: Int32, _ option: SocketOption, number: Int64) -> ErrorCode {
    let cell = sockets[index]
    let value = Int32(truncatingIfNeeded: number)
    switch option {
    case .SO_RCVTIMEO: cell.pointee.receiveTimeout = UInt32(bitPattern: value)
    case .SO_SNDTIMEO: cell.pointee.sendTimeout = UInt32(bitPattern: value)
    case .SO_RCVBUF:
      cell.pointee.receiveBuffer = value
      setBuffer(cell.pointee.descriptor, SO_RCVBUF, value)
    case .SO_SNDBUF:
      cell.pointee.sendBuffer = value
      // 0 stands for no buffer at all on Windows. Linux cannot do without, and crawls with its least of 4,608 bytes.
      setBuffer(cell.pointee.descriptor, SO_SNDBUF, max(value, 16384))
    case .SO_TYPE, .SO_ACCEPTCONN, .SO_CONNECT_TIME, .SO_MAX_MSG_SIZE: return .WSAENOPROTOOPT
    case .IP_TTL, .IPV6_UNICAST_HOPS, .IP_MULTICAST_TTL: return setHops(index, option, value)
    case .SO_ERROR: cell.pointee.pendingError = ErrorCode(rawValue: UInt32(bitPattern: value))
    case .SO_DONTLINGER:
      guard cell.pointee.isStream else { return .WSAENOPROTOOPT }
      cell.pointee.linger.on = value == 0
    case .TCP_KEEPIDLE, .TCP_KEEPINTVL, .TCP_KEEPCNT: return setKeepAlive(index, option, number)
    // These two look at the first byte alone. Source: Wine's test_set_getsockopt (values of 256 and more).
    case .SO_KEEPALIVE, .TCP_NODELAY, .TCP_FASTOPEN: return setFlag(index, option, value & 0xff != 0)
    default: return setFlag(index, option, value != 0)
    }
    return .success
  }

  /// IP_TTL, IPV6_UNICAST_HOPS, IP_MULTICAST_TTL: 0 to 255 hops. Source: MS docs, IPPROTO_IP Socket Options.
  private func setHops(_ index: Int32, _ option: SocketOption, _ value: Int32) -> ErrorCode {
    let cell = sockets[index]
    let isOfInet6 = option == .IPV6_UNICAST_HOPS
    guard isOfInet6 == (cell.pointee.family == .inet6) else { return .WSAENOPROTOOPT }
    guard let hops = UInt8(exactly: value) else { return .WSAEINVAL }
    let isMulticast = option == .IP_MULTICAST_TTL
    if isMulticast { cell.pointee.hops.multicast = hops } else { cell.pointee.hops.unicast = hops }
    // Linux has no datagram without a hop, but for multicast.
    let asked = isMulticast ? Int32(hops) : max(Int32(hops), 1)
    let name: Int32 =
      isOfInet6 ? 16 /* IPV6_UNICAST_HOPS */ : isMulticast ? 33 /* IP_MULTICAST_TTL */ : 2 /* IP_TTL */
    kernel.setOption(
      cell.pointee.descriptor, level: isOfInet6 ? Int32(IPPROTO_IPV6) : Int32(IPPROTO_IP), name: name, asked)
    return .success
  }

  /// Linux doubles what it is given, for its own bookkeeping, so that half of it is asked for.
  private func setBuffer(_ descriptor: Int32, _ name: Int32, _ bytes: Int32) {
    kernel.setOption(descriptor, level: SOL_SOCKET, name: name, max(bytes, 0))
  }

  private func setFlag(_ index: Int32, _ option: SocketOption, _ on: Bool) -> ErrorCode {
    let cell = sockets[index]
    guard let flag = Self.flag(option) else { return .WSAENOPROTOOPT }
    switch option {
    case .SO_REUSEADDR where on && cell.pointee.flags.contains(.exclusiveAddress),
      .SO_EXCLUSIVEADDRUSE where on && cell.pointee.flags.contains(.reuseAddress):
      return .WSAEINVAL  // the two exclude each other; MS docs, SO_EXCLUSIVEADDRUSE
    case .SO_EXCLUSIVEADDRUSE where cell.pointee.flags.contains(.bound): return .WSAEINVAL
    case .SO_KEEPALIVE where !cell.pointee.isStream: return .WSAENOPROTOOPT
    case .SO_OOBINLINE where !cell.pointee.isStream: return .WSAENOPROTOOPT
    case .SO_CONDITIONAL_ACCEPT where !cell.pointee.isStream: return .WSAENOPROTOOPT
    case .IPV6_V6ONLY where cell.pointee.family != .inet6, .IP_MULTICAST_LOOP where cell.pointee.family != .inet:
      return .WSAENOPROTOOPT
    // For datagrams. Source: MS docs, IPPROTO_IP Socket Options (IP_PKTINFO), IPPROTO_IPV6 Socket Options (IPV6_PKTINFO).
    case .IP_PKTINFO where cell.pointee.isStream || cell.pointee.family != .inet,
      .IPV6_PKTINFO where cell.pointee.isStream || cell.pointee.family != .inet6:
      return .WSAENOPROTOOPT
    // Before it is bound. Source: MS docs, IPPROTO_IPV6 Socket Options.
    case .IPV6_V6ONLY where cell.pointee.flags.contains(.bound): return .WSAEINVAL
    case .TCP_NODELAY where !cell.pointee.isStream, .TCP_FASTOPEN where !cell.pointee.isStream: return .WSAENOPROTOOPT
    default: break
    }
    // Two flags are kept for what Windows has on from the start.
    let isInverse = option == .IPV6_V6ONLY || option == .IP_MULTICAST_LOOP
    if on != isInverse { cell.pointee.flags.insert(flag) } else { cell.pointee.flags.remove(flag) }
    let descriptor = cell.pointee.descriptor
    switch option {
    case .SO_KEEPALIVE:
      if on { applyKeepAlive(index) }
      kernel.setOption(descriptor, level: SOL_SOCKET, name: SO_KEEPALIVE, on ? 1 : 0)
    case .SO_OOBINLINE:
      kernel.setOption(descriptor, level: SOL_SOCKET, name: SO_OOBINLINE, on ? 1 : 0)
      skipTaken(index)
    case .SO_BROADCAST: kernel.setOption(descriptor, level: SOL_SOCKET, name: SO_BROADCAST, on ? 1 : 0)
    case .TCP_NODELAY: kernel.setOption(descriptor, level: Int32(IPPROTO_TCP), name: TCP_NODELAY, on ? 1 : 0)
    case .SO_DONTROUTE: kernel.setOption(descriptor, level: SOL_SOCKET, name: SO_DONTROUTE, on ? 1 : 0)
    case .IPV6_V6ONLY: kernel.setOption(descriptor, level: Int32(IPPROTO_IPV6), name: IPV6_V6ONLY, on ? 1 : 0)
    case .IP_MULTICAST_LOOP: setMulticastLoop(index, on)
    default: break  // who may share a port is decided in this layer
    }
    return .success
  }

  private static func flag(_ option: SocketOption) -> SocketFlags? {
    switch option {
    case .SO_REUSEADDR: return .reuseAddress
    case .SO_EXCLUSIVEADDRUSE: return .exclusiveAddress
    case .SO_KEEPALIVE: return .keepAlive
    case .SO_OOBINLINE: return .oobInline
    case .SO_BROADCAST: return .broadcast
    case .SO_DEBUG: return .debug
    case .TCP_NODELAY: return .noDelay
    case .TCP_FASTOPEN: return .fastOpen
    case .SO_CONDITIONAL_ACCEPT: return .conditionalAccept
    case .SO_DONTROUTE: return .dontRoute
    case .IPV6_V6ONLY: return .dualStack
    case .IP_MULTICAST_LOOP: return .noMulticastLoop
    case .IP_PKTINFO, .IPV6_PKTINFO: return .tellsDestination
    default: return nil
    }
  }

  /// getsockopt. Source: as setsockopt.
  public func getsockopt(_ thread: ThreadID, _ s: Handle, _ option: SocketOption) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    refreshConnect(index)
    let cell = sockets[index]
    switch option {
    case .SO_LINGER:
      guard cell.pointee.isStream else { return failure(thread, .WSAENOPROTOOPT) }
      let linger = cell.pointee.linger
      return success(thread, 0, .linger(on: linger.on, seconds: linger.seconds))
    case .SO_UPDATE_ACCEPT_CONTEXT, .SO_UPDATE_CONNECT_CONTEXT, .IP_ADD_MEMBERSHIP, .IP_DROP_MEMBERSHIP:
      return failure(thread, .WSAENOPROTOOPT)
    case .SO_KEEPALIVE, .SO_OOBINLINE, .TCP_NODELAY, .SO_DONTLINGER, .TCP_KEEPIDLE, .TCP_KEEPINTVL, .TCP_KEEPCNT:
      guard cell.pointee.isStream else { return failure(thread, .WSAENOPROTOOPT) }
    case .SO_MAX_MSG_SIZE where cell.pointee.isStream: return failure(thread, .WSAENOPROTOOPT)
    case .IPV6_V6ONLY where cell.pointee.family != .inet6, .IPV6_UNICAST_HOPS where cell.pointee.family != .inet6,
      .IP_TTL where cell.pointee.family != .inet, .IP_MULTICAST_TTL where cell.pointee.family != .inet,
      .IP_MULTICAST_LOOP where cell.pointee.family != .inet, .IP_MULTICAST_IF where cell.pointee.family != .inet,
      .IP_PKTINFO where cell.pointee.isStream || cell.pointee.family != .inet,
      .IPV6_PKTINFO where cell.pointee.isStream || cell.pointee.family != .inet6:
      return failure(thread, .WSAENOPROTOOPT)
    default: break
    }
    return success(thread, 0, .value(value(index, option)))
  }

  private func value(_ index: Int32, _ option: SocketOption) -> UInt64 {
    let cell = sockets[index]
    switch option {
    case .SO_RCVTIMEO: return UInt64(cell.pointee.receiveTimeout)
    case .SO_SNDTIMEO: return UInt64(cell.pointee.sendTimeout)
    case .SO_RCVBUF: return UInt64(UInt32(bitPattern: cell.pointee.receiveBuffer))
    case .SO_SNDBUF: return UInt64(UInt32(bitPattern: cell.pointee.sendBuffer))
    case .SO_TYPE: return UInt64(cell.pointee.type)
    case .SO_ACCEPTCONN: return cell.pointee.phase == .listening ? 1 : 0
    case .SO_DONTLINGER: return cell.pointee.linger.on ? 0 : 1
    // It stays, as often as it is asked for. Source: Wine's test_select (interactive part); the page says otherwise.
    case .SO_ERROR: return UInt64(cell.pointee.pendingError.rawValue)
    case .SO_CONNECT_TIME:  // seconds, 0xFFFFFFFF while not connected; Wine's test_connect_time
      guard cell.pointee.isStream, cell.pointee.phase == .connected else { return 0xffff_ffff }
      return (milliseconds - min(milliseconds, cell.pointee.connectedAt)) / 1000
    case .TCP_KEEPIDLE: return UInt64(cell.pointee.keepAlive.idle)
    case .TCP_KEEPINTVL: return UInt64(cell.pointee.keepAlive.interval)
    case .TCP_KEEPCNT: return UInt64(cell.pointee.keepAlive.count)
    case .SO_MAX_MSG_SIZE: return 65507
    case .IP_TTL, .IPV6_UNICAST_HOPS: return UInt64(cell.pointee.hops.unicast)
    case .IP_MULTICAST_TTL: return UInt64(cell.pointee.hops.multicast)
    // In network order, as the bytes of a struct in_addr.
    case .IP_MULTICAST_IF: return UInt64((multicastInterfaces[index] ?? 0).byteSwapped)
    case .IPV6_V6ONLY: return cell.pointee.flags.contains(.dualStack) ? 0 : 1
    case .IP_MULTICAST_LOOP: return cell.pointee.flags.contains(.noMulticastLoop) ? 0 : 1
    default: return Self.flag(option).map { cell.pointee.flags.contains($0) } == true ? 1 : 0
    }
  }

  /// ioctlsocket: FIONBIO takes a value, FIONREAD and SIOCATMARK give one. Source: MS docs, Winsock IOCTLs.
  public func ioctlsocket(_ thread: ThreadID, _ s: Handle, _ command: UInt32, value: UInt32) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    refreshConnect(index)
    let cell = sockets[index]
    switch command {
    case FIONBIO:
      // A socket with events selected stays non-blocking. Source: Wine's test_fionbio.
      if value == 0, cell.pointee.selectMask != 0 { return failure(thread, .WSAEINVAL) }
      if value != 0 { cell.pointee.flags.insert(.nonblocking) } else { cell.pointee.flags.remove(.nonblocking) }
      return success(thread)
    case FIONREAD:
      return success(thread, 0, .value(cell.pointee.phase == .listening ? 0 : UInt64(readable(s))))
    case SIOCATMARK:
      guard cell.pointee.isStream else { return failure(thread, .WSAEINVAL) }
      return success(thread, 0, .value(atMark(index) ? 1 : 0))
    case SIO_UDP_CONNRESET:
      // Source: MS docs, Winsock IOCTLs (SIO_UDP_CONNRESET).
      guard !cell.pointee.isStream else { return failure(thread, .WSAEOPNOTSUPP) }
      if value == 0 {
        cell.pointee.flags.insert(.ignoresUnreachable)
      } else {
        cell.pointee.flags.remove(.ignoresUnreachable)
      }
      return success(thread)
    default: return failure(thread, .WSAEOPNOTSUPP)
    }
  }

  /// WSAIoctl(SIO_KEEPALIVE_VALS): SO_KEEPALIVE and its times in milliseconds. Source: MS docs, SIO_KEEPALIVE_VALS.
  public func WSAIoctl(_ thread: ThreadID, _ s: Handle, keepAlive on: Bool, time: UInt32, interval: UInt32) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    guard sockets[index].pointee.isStream else { return failure(thread, .WSAEOPNOTSUPP) }
    if on {
      sockets[index].pointee.keepAlive.idle = max(1, time / 1000)
      sockets[index].pointee.keepAlive.interval = max(1, interval / 1000)
    }
    let error = setFlag(index, .SO_KEEPALIVE, on)
    return error == .success ? success(thread) : failure(thread, error)
  }

  /// WSAIoctl(SIO_GET_EXTENSION_FUNCTION_POINTER). Source: MS docs, WSAIoctl.
  public func WSAIoctl(_ thread: ThreadID, _ s: Handle, extension function: ExtensionFunction) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    return success(thread, 0, .function(function))
  }

  /// WSAIoctl with an OVERLAPPED. What is asked for is done at once and given back, and told as an operation that has ended
  /// besides, of no bytes: by a packet, a routine, an event. A request that fails has begun nothing. Recorded on Wine 8.0.
  public func WSAIoctl(
    _ thread: ThreadID, _ s: Handle, overlapped: OverlappedPointer, routine: RoutineID?, _ request: () -> Return
  ) -> Return {
    var refusal = ErrorCode.success
    let index = lookup(s, &refusal)
    guard index >= 0 else { return failure(thread, refusal) }
    // The socket's port takes packets, and a routine cannot be used as well. Source: MS docs, CreateIoCompletionPort.
    if routine != nil, sockets[index].pointee.port >= 0 { return failure(thread, .WSAEINVAL) }
    let event = begin(overlapped, &refusal, routine: routine?.index ?? -1)
    guard refusal == .success else { return failure(thread, refusal) }
    var operation = operation(.WSAIoctl, index, thread)
    (operation.overlapped, operation.event, operation.routine) = (overlapped, event, routine?.index ?? -1)
    guard let place = operations.take(operation) else { return failure(thread, .WSAENOBUFS) }
    let result = request()
    if result.error == .success {
      complete(place, .STATUS_SUCCESS, flags: 0, atOnce: true)
    } else {
      discard(place)
    }
    return result
  }

  /// WSAIoctl with one of ioctlsocket's commands.
  public func WSAIoctl(_ thread: ThreadID, _ s: Handle, _ command: UInt32, value: UInt32) -> Return {
    ioctlsocket(thread, s, command, value: value)
  }
}

/// SIO_UDP_CONNRESET of mswsock.h.
public let SIO_UDP_CONNRESET: UInt32 = 0x9800_000c
/// SIO_KEEPALIVE_VALS of mstcpip.h.
public let SIO_KEEPALIVE_VALS: UInt32 = 0x9800_0004
/// FIONBIO of winsock2.h.
public let FIONBIO: UInt32 = 0x8004_667e
/// FIONREAD of winsock2.h.
public let FIONREAD: UInt32 = 0x4004_667f
/// SIOCATMARK of winsock2.h.
public let SIOCATMARK: UInt32 = 0x4004_7307
