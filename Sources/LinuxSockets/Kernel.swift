/// What the layers above ask of the operating system's sockets: one requirement a system call, so that a test can
/// stand in for Linux. Every call retries EINTR and reports errors in its return value; none allocates.
public protocol Kernel: AnyObject {
  /// socket(2) with SOCK_NONBLOCK and SOCK_CLOEXEC. `family`, `type` and `protocol` are Linux's numbers.
  func socket(family: Int32, type: Int32, protocol: Int32) -> KernelReturn
  /// close(2).
  @discardableResult func close(_ descriptor: Int32) -> KernelReturn
  /// bind(2).
  func bind(_ descriptor: Int32, _ address: SocketAddress) -> KernelReturn
  /// listen(2).
  func listen(_ descriptor: Int32, backlog: Int32) -> KernelReturn
  /// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC; `peer` is written when it succeeds.
  func accept(_ descriptor: Int32, peer: inout SocketAddress) -> KernelReturn
  /// connect(2). An unspecified address dissolves a datagram socket's association.
  func connect(_ descriptor: Int32, _ address: SocketAddress) -> KernelReturn
  /// shutdown(2); `how` is SHUT_RD 0, SHUT_WR 1, SHUT_RDWR 2.
  func shutdown(_ descriptor: Int32, how: Int32) -> KernelReturn
  /// send(2) with MSG_NOSIGNAL.
  func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, count: Int, flags: Int32) -> KernelReturn
  /// recv(2).
  func receive(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, flags: Int32) -> KernelReturn
  /// recvmsg(2) on a TCP socket that was told so by `tellLeft(_:)`: `left` is what remains to be read after it, -1 when
  /// that is not known.
  func receive(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, left: inout Int32) -> KernelReturn
  /// setsockopt(2) of TCP_INQ.
  func tellLeft(_ descriptor: Int32)
  /// sendto(2) with MSG_NOSIGNAL.
  func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, count: Int, flags: Int32, to address: SocketAddress)
    -> KernelReturn
  /// recvfrom(2) with the real length of a datagram that did not fit (MSG_TRUNC); `from` is written when it succeeds.
  func receive(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, flags: Int32, from: inout SocketAddress
  ) -> KernelReturn
  /// recvmsg(2) of a datagram, as recvfrom above; `to` is the address that it was sent to, of no family where the socket was
  /// not asked to tell it (`tellDestination`).
  func receive(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, flags: Int32, from: inout SocketAddress,
    to: inout SocketAddress
  ) -> KernelReturn
  /// sendmsg(2) of a datagram from an IPv4 address of this machine's, in host order (IP_PKTINFO); to the peer when
  /// `address` has no family.
  func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, count: Int, to address: SocketAddress, from source: UInt32)
    -> KernelReturn
  /// setsockopt(2) of IP_PKTINFO or IPV6_RECVPKTINFO.
  func tellDestination(_ descriptor: Int32, _ family: SocketAddress.Family)
  /// sendmsg(2) over `count` pieces, with MSG_NOSIGNAL.
  func sendVector(_ descriptor: Int32, _ pieces: UnsafePointer<MemoryPiece>, count: Int, flags: Int32) -> KernelReturn
  /// recvmsg(2) into `count` pieces.
  func receiveVector(_ descriptor: Int32, _ pieces: UnsafePointer<MemoryPiece>, count: Int, flags: Int32)
    -> KernelReturn
  /// getsockname(2).
  func localAddress(_ descriptor: Int32, _ address: inout SocketAddress) -> KernelReturn
  /// getpeername(2).
  func peerAddress(_ descriptor: Int32, _ address: inout SocketAddress) -> KernelReturn
  /// setsockopt(2) with an int.
  @discardableResult func setOption(_ descriptor: Int32, level: Int32, name: Int32, _ value: Int32) -> KernelReturn
  /// setsockopt(2) of IP_ADD_MEMBERSHIP or IP_DROP_MEMBERSHIP; addresses in host order, interface 0 for the kernel's choice.
  func setMembership(_ descriptor: Int32, joins: Bool, group: UInt32, interface: UInt32) -> KernelReturn
  /// setsockopt(2) of IP_MULTICAST_IF with an address in host order, 0 for the kernel's choice.
  func setMulticastInterface(_ descriptor: Int32, _ address: UInt32) -> KernelReturn
  /// Of listening sockets that share an address the one that was first gets every connection (SO_REUSEPORT with a program
  /// that always says 0).
  @discardableResult func preferFirst(_ descriptor: Int32) -> KernelReturn
  /// setsockopt(2) with a struct linger.
  @discardableResult func setLinger(_ descriptor: Int32, on: Bool, seconds: Int32) -> KernelReturn
  /// getsockopt(2) of an int; the value is written when it succeeds.
  func option(_ descriptor: Int32, level: Int32, name: Int32, _ value: inout Int32) -> KernelReturn
  /// ioctl(2) that gives an int: FIONREAD, SIOCATMARK, SIOCOUTQ.
  func ioctl(_ descriptor: Int32, request: UInt, _ value: inout Int32) -> KernelReturn
  /// TCP_INFO's tcpi_state: Linux's number, 1 ESTABLISHED … 11 CLOSING.
  func tcpState(_ descriptor: Int32) -> KernelReturn
  /// TCP_INFO of a listening socket: how many connections wait to be accepted, and the backlog. Both are written when it
  /// succeeds.
  func acceptQueue(_ descriptor: Int32, length: inout Int32, limit: inout Int32) -> KernelReturn
  /// epoll_create1(2).
  func epollCreate() -> KernelReturn
  /// EPOLL_CTL_ADD, with `data` handed back with each event.
  func epollAdd(_ epoll: Int32, _ descriptor: Int32, events: UInt32, data: UInt64) -> KernelReturn
  /// epoll_wait(2); `milliseconds` -1 is no limit. EINTR is reported, not retried: a signal is for the caller.
  func epollWait(_ epoll: Int32, _ events: UnsafeMutablePointer<ReadyEvent>, count: Int32, milliseconds: Int32)
    -> KernelReturn
  /// poll(2) of one descriptor without waiting: the ready events among `events` (POLLIN 1, POLLPRI 2, POLLOUT 4, …).
  func poll(_ descriptor: Int32, events: Int16) -> KernelReturn
}

/// A piece of memory in a scatter or gather list: the same layout as struct iovec.
public struct MemoryPiece {
  /// Where it begins.
  public var base: UnsafeMutableRawPointer?
  /// How many bytes it has.
  public var count: Int

  /// A piece of memory that its maker keeps alive while a call uses it.
  @inlinable
  public init(base: UnsafeMutableRawPointer?, count: Int) {
    self.base = base
    self.count = count
  }
}

/// One event of epoll_wait, in a layout of our own: struct epoll_event is packed on some machines only.
public struct ReadyEvent {
  /// What was given when the descriptor was added.
  public var data: UInt64
  /// EPOLLIN and its kin.
  public var events: UInt32

  /// An empty event, to be filled by epoll_wait.
  public init() { (data, events) = (0, 0) }
}
