import CLinuxShims
import Glibc

/// Linux itself. It is the one door to the network: whatever a layer above asks for, no socket reaches farther than was
/// said when the kernel was made.
public final class LinuxKernel: Kernel {
  /// How far sockets reach.
  public enum Reach: Sendable {
    /// 127.0.0.0/8 and ::1. A bind to all addresses becomes one to the loopback; other addresses are not there
    /// (EADDRNOTAVAIL), other networks are not reached (ENETUNREACH).
    case loopback
    /// Whatever the network that the process is in has.
    case network
  }

  private let reach: Reach

  /// A kernel whose sockets reach so far.
  public init(reach: Reach = .network) { self.reach = reach }

  /// The address that a bind is really for; nil for one that this kernel does not have.
  private func reachable(_ address: SocketAddress) -> SocketAddress? {
    guard reach == .loopback, !address.isLoopback else { return address }
    return address.isWildcard ? .loopback(address.family, port: address.port) : nil
  }

  /// Whether something may be sent there.
  private func reaches(_ address: SocketAddress) -> Bool {
    reach == .network || address.isLoopback || address.isWildcard || address.family == .unspecified
  }

  /// The one place where errno is read.
  @inline(__always)
  private func result(_ value: Int) -> KernelReturn {
    KernelReturn(raw: value < 0 ? -Int(Glibc.errno) : value)
  }

  /// The one loop that retries EINTR.
  @inline(__always)
  private func retrying(_ call: () -> Int) -> KernelReturn {
    while true {
      let outcome = result(call())
      if !outcome.isError(EINTR) { return outcome }
    }
  }

  /// socket(2), as `Kernel` has it.
  public func socket(family: Int32, type: Int32, protocol number: Int32) -> KernelReturn {
    let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    return result(Int(Glibc.socket(family, type | flags, number)))
  }

  /// close(2), as `Kernel` has it.
  @discardableResult
  public func close(_ descriptor: Int32) -> KernelReturn {
    result(Int(Glibc.close(descriptor)))  // never retried: Linux has let go of the descriptor even after EINTR
  }

  /// bind(2), as `Kernel` has it.
  public func bind(_ descriptor: Int32, _ address: SocketAddress) -> KernelReturn {
    guard let address = reachable(address) else { return KernelReturn(raw: -Int(EADDRNOTAVAIL)) }
    return withSockaddr(address) { pointer, length in result(Int(Glibc.bind(descriptor, pointer, length))) }
  }

  /// listen(2), as `Kernel` has it.
  public func listen(_ descriptor: Int32, backlog: Int32) -> KernelReturn {
    result(Int(Glibc.listen(descriptor, backlog)))
  }

  /// accept4(2), as `Kernel` has it.
  public func accept(_ descriptor: Int32, peer: inout SocketAddress) -> KernelReturn {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let outcome = retrying { Int(wsalab_accept(descriptor, &storage, &length)) }
    if !outcome.failed { peer = SocketAddress(storage, length: length) }
    return outcome
  }

  /// connect(2), as `Kernel` has it.
  public func connect(_ descriptor: Int32, _ address: SocketAddress) -> KernelReturn {
    guard reaches(address) else { return KernelReturn(raw: -Int(ENETUNREACH)) }
    return withSockaddr(address) { pointer, length in result(Int(Glibc.connect(descriptor, pointer, length))) }
  }

  /// shutdown(2), as `Kernel` has it.
  public func shutdown(_ descriptor: Int32, how: Int32) -> KernelReturn {
    result(Int(Glibc.shutdown(descriptor, how)))
  }

  /// send(2) or sendto(2), as `Kernel` has it.
  public func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, count: Int, flags: Int32) -> KernelReturn {
    retrying { Glibc.send(descriptor, bytes, count, flags | Int32(truncatingIfNeeded: MSG_NOSIGNAL)) }
  }

  /// recv(2) or recvfrom(2), as `Kernel` has it.
  public func receive(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, flags: Int32)
    -> KernelReturn
  {
    retrying { Glibc.recv(descriptor, bytes, count, flags) }
  }

  /// recvmsg(2) with TCP_INQ, as `Kernel` has it.
  public func receive(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, left: inout Int32)
    -> KernelReturn
  {
    retrying { wsalab_receive_telling(descriptor, bytes, UInt(count), &left) }
  }

  /// setsockopt(2) of TCP_INQ, as `Kernel` has it.
  public func tellLeft(_ descriptor: Int32) {
    setOption(descriptor, level: Int32(IPPROTO_TCP), name: 36 /* TCP_INQ */, 1)
  }

  /// send(2) or sendto(2), as `Kernel` has it.
  public func send(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, count: Int, flags: Int32, to address: SocketAddress
  ) -> KernelReturn {
    guard reaches(address) else { return KernelReturn(raw: -Int(ENETUNREACH)) }
    return withSockaddr(address) { pointer, length in
      retrying {
        Glibc.sendto(descriptor, bytes, count, flags | Int32(truncatingIfNeeded: MSG_NOSIGNAL), pointer, length)
      }
    }
  }

  /// recv(2) or recvfrom(2), as `Kernel` has it.
  public func receive(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, flags: Int32, from: inout SocketAddress
  ) -> KernelReturn {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let outcome = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        retrying {
          Glibc.recvfrom(descriptor, bytes, count, flags | Int32(truncatingIfNeeded: MSG_TRUNC), address, &length)
        }
      }
    }
    if !outcome.failed { from = SocketAddress(storage, length: length) }
    return outcome
  }

  /// recvmsg(2) with IP_PKTINFO, as `Kernel` has it.
  public func receive(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, flags: Int32, from: inout SocketAddress,
    to: inout SocketAddress
  ) -> KernelReturn {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var address: (high: UInt64, low: UInt64) = (0, 0)
    var family: Int32 = 0
    let outcome = retrying {
      wsalab_receive_message(descriptor, bytes, UInt(count), flags, &storage, &length, &address, &family)
    }
    guard !outcome.failed else { return outcome }
    from = SocketAddress(storage, length: length)
    switch family {
    case AF_INET:
      to = SocketAddress(inet: UInt32(truncatingIfNeeded: address.high.bigEndian >> 32), port: 0)
    case AF_INET6:
      to = SocketAddress(family: .inet6, high: address.high.bigEndian, low: address.low.bigEndian, port: 0)
    default: to = .none
    }
    return outcome
  }

  /// sendmsg(2) with IP_PKTINFO, as `Kernel` has it.
  public func send(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, count: Int, to address: SocketAddress, from source: UInt32
  ) -> KernelReturn {
    let flags = Int32(truncatingIfNeeded: MSG_NOSIGNAL)
    guard address.family != .unspecified else {
      return retrying { wsalab_send_message(descriptor, bytes, UInt(count), flags, nil, 0, source) }
    }
    guard reaches(address) else { return KernelReturn(raw: -Int(ENETUNREACH)) }
    return withSockaddr(address) { pointer, length in
      retrying { wsalab_send_message(descriptor, bytes, UInt(count), flags, pointer, length, source) }
    }
  }

  /// setsockopt(2) of IP_PKTINFO or IPV6_RECVPKTINFO, as `Kernel` has it.
  public func tellDestination(_ descriptor: Int32, _ family: SocketAddress.Family) {
    if family == .inet6 {
      setOption(descriptor, level: Int32(IPPROTO_IPV6), name: 49 /* IPV6_RECVPKTINFO */, 1)
    } else {
      setOption(descriptor, level: Int32(IPPROTO_IP), name: 8 /* IP_PKTINFO */, 1)
    }
  }

  /// sendmsg(2), as `Kernel` has it.
  public func sendVector(_ descriptor: Int32, _ pieces: UnsafePointer<MemoryPiece>, count: Int, flags: Int32)
    -> KernelReturn
  {
    withMessage(pieces, count) { message in
      retrying { Glibc.sendmsg(descriptor, message, flags | Int32(truncatingIfNeeded: MSG_NOSIGNAL)) }
    }
  }

  /// recvmsg(2), as `Kernel` has it.
  public func receiveVector(_ descriptor: Int32, _ pieces: UnsafePointer<MemoryPiece>, count: Int, flags: Int32)
    -> KernelReturn
  {
    withMessage(pieces, count) { message in retrying { Glibc.recvmsg(descriptor, message, flags) } }
  }

  /// getsockname(2), as `Kernel` has it.
  public func localAddress(_ descriptor: Int32, _ address: inout SocketAddress) -> KernelReturn {
    readAddress(&address) { Glibc.getsockname(descriptor, $0, $1) }
  }

  /// getpeername(2), as `Kernel` has it.
  public func peerAddress(_ descriptor: Int32, _ address: inout SocketAddress) -> KernelReturn {
    readAddress(&address) { Glibc.getpeername(descriptor, $0, $1) }
  }

  /// setsockopt(2), as `Kernel` has it.
  @discardableResult
  public func setOption(_ descriptor: Int32, level: Int32, name: Int32, _ value: Int32) -> KernelReturn {
    var value = value
    return result(Int(Glibc.setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))))
  }

  /// IP_ADD_MEMBERSHIP and IP_DROP_MEMBERSHIP, as `Kernel` has them. A kernel that reaches the loopback alone has no interface
  /// for groups: joining one would be told to the real network.
  public func setMembership(_ descriptor: Int32, joins: Bool, group: UInt32, interface: UInt32) -> KernelReturn {
    guard reach == .network else { return KernelReturn(raw: -Int(EADDRNOTAVAIL)) }
    var request = ip_mreq(
      imr_multiaddr: in_addr(s_addr: group.bigEndian), imr_interface: in_addr(s_addr: interface.bigEndian))
    let name = joins ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP
    return result(
      Int(Glibc.setsockopt(descriptor, Int32(IPPROTO_IP), name, &request, socklen_t(MemoryLayout<ip_mreq>.size))))
  }

  /// IP_MULTICAST_IF, as `Kernel` has it.
  public func setMulticastInterface(_ descriptor: Int32, _ address: UInt32) -> KernelReturn {
    guard reach == .network else { return KernelReturn(raw: -Int(EADDRNOTAVAIL)) }
    var value = in_addr(s_addr: address.bigEndian)
    return result(
      Int(
        Glibc.setsockopt(
          descriptor, Int32(IPPROTO_IP), IP_MULTICAST_IF, &value, socklen_t(MemoryLayout<in_addr>.size))))
  }

  /// SO_ATTACH_REUSEPORT_CBPF, as `Kernel` has it.
  @discardableResult
  public func preferFirst(_ descriptor: Int32) -> KernelReturn { result(Int(wsalab_prefer_first(descriptor))) }

  /// setsockopt(2) of SO_LINGER, as `Kernel` has it.
  @discardableResult
  public func setLinger(_ descriptor: Int32, on: Bool, seconds: Int32) -> KernelReturn {
    var value = linger(l_onoff: on ? 1 : 0, l_linger: seconds)
    return result(
      Int(Glibc.setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))))
  }

  /// getsockopt(2), as `Kernel` has it.
  public func option(_ descriptor: Int32, level: Int32, name: Int32, _ value: inout Int32) -> KernelReturn {
    var length = socklen_t(MemoryLayout<Int32>.size)
    return result(Int(Glibc.getsockopt(descriptor, level, name, &value, &length)))
  }

  /// ioctl(2), as `Kernel` has it.
  public func ioctl(_ descriptor: Int32, request: UInt, _ value: inout Int32) -> KernelReturn {
    result(Int(wsalab_ioctl_int(descriptor, request, &value)))
  }

  /// getsockopt(2) of TCP_INFO, as `Kernel` has it.
  public func tcpState(_ descriptor: Int32) -> KernelReturn {
    result(Int(wsalab_tcp_state(descriptor)))
  }

  /// getsockopt(2) of TCP_INFO, as `Kernel` has it.
  public func acceptQueue(_ descriptor: Int32, length: inout Int32, limit: inout Int32) -> KernelReturn {
    result(Int(wsalab_accept_queue(descriptor, &length, &limit)))
  }

  /// epoll_create1(2), as `Kernel` has it.
  public func epollCreate() -> KernelReturn { result(Int(wsalab_epoll_create())) }

  /// epoll_ctl(2), as `Kernel` has it.
  public func epollAdd(_ epoll: Int32, _ descriptor: Int32, events: UInt32, data: UInt64) -> KernelReturn {
    result(Int(wsalab_epoll_add(epoll, descriptor, events, data)))
  }

  /// epoll_wait(2), as `Kernel` has it.
  public func epollWait(
    _ epoll: Int32, _ events: UnsafeMutablePointer<ReadyEvent>, count: Int32, milliseconds: Int32
  ) -> KernelReturn {
    events.withMemoryRebound(to: wsalab_ready_event.self, capacity: Int(count)) {
      result(Int(wsalab_epoll_wait(epoll, $0, count, milliseconds)))
    }
  }

  /// poll(2), as `Kernel` has it.
  public func poll(_ descriptor: Int32, events: Int16) -> KernelReturn {
    var entry = pollfd(fd: descriptor, events: events, revents: 0)
    let outcome = retrying { Int(Glibc.poll(&entry, 1, 0)) }
    return outcome.failed ? outcome : KernelReturn(raw: Int(UInt16(bitPattern: entry.revents)))
  }

  private func withSockaddr<R>(_ address: SocketAddress, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    switch address.family {
    case .inet6:
      var value = sockaddr_in6()
      value.sin6_family = sa_family_t(AF_INET6)
      value.sin6_port = address.port.bigEndian
      value.sin6_scope_id = address.scope
      withUnsafeMutableBytes(of: &value.sin6_addr) {
        $0.storeBytes(of: address.high.bigEndian, as: UInt64.self)
        $0.storeBytes(of: address.low.bigEndian, toByteOffset: 8, as: UInt64.self)
      }
      return withBytes(of: &value, body)
    case .inet:
      var value = sockaddr_in()
      value.sin_family = sa_family_t(AF_INET)
      value.sin_port = address.port.bigEndian
      value.sin_addr.s_addr = UInt32(truncatingIfNeeded: address.low).bigEndian
      return withBytes(of: &value, body)
    case .unspecified:
      var value = sockaddr()  // AF_UNSPEC: connect() takes it to dissolve an association
      return withBytes(of: &value, body)
    }
  }

  private func withBytes<T, R>(of value: inout T, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    withUnsafePointer(to: &value) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<T>.size)) }
    }
  }

  private func withMessage(
    _ pieces: UnsafePointer<MemoryPiece>, _ count: Int, _ body: (UnsafeMutablePointer<msghdr>) -> KernelReturn
  ) -> KernelReturn {
    var message = msghdr()
    // MemoryPiece has struct iovec's layout; the kernel does not write to the list itself.
    message.msg_iov = UnsafeMutableRawPointer(mutating: pieces).assumingMemoryBound(to: iovec.self)
    message.msg_iovlen = count
    return body(&message)
  }

  private func readAddress(
    _ address: inout SocketAddress, _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> KernelReturn {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let outcome = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { result(Int(call($0, &length))) }
    }
    if !outcome.failed { address = SocketAddress(storage, length: length) }
    return outcome
  }
}

extension SocketAddress {
  /// Reads what the kernel wrote; a family that is neither IPv4 nor IPv6, or a length of 0, is not an address.
  fileprivate init(_ storage: sockaddr_storage, length: socklen_t) {
    guard length > 0 else {
      self = .none
      return
    }
    self = withUnsafeBytes(of: storage) { bytes in
      switch Int32(bytes.load(as: sa_family_t.self)) {
      case AF_INET:
        let value = bytes.load(as: sockaddr_in.self)
        return SocketAddress(inet: UInt32(bigEndian: value.sin_addr.s_addr), port: UInt16(bigEndian: value.sin_port))
      case AF_INET6:
        let high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        let value = bytes.load(as: sockaddr_in6.self)
        return SocketAddress(
          family: .inet6, high: high, low: low, port: UInt16(bigEndian: value.sin6_port), scope: value.sin6_scope_id)
      default: return .none
      }
    }
  }
}
