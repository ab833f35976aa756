import Glibc
import LinuxSockets

/// Linux with faults: every call goes to the real kernel, but for those that the schedule makes fail instead. It keeps
/// count of the calls, and of the descriptors that are open.
final class FaultyKernel: Kernel {
  /// A kind of system call.
  enum Call: String, CaseIterable {
    case socket, close, bind, listen, accept, connect, shutdown, send, receive, localAddress, peerAddress, setOption,
      option, ioctl, tcpState, epollCreate, epollAdd, epollWait, poll
  }

  /// What a call meets instead of what it would have met.
  enum Fault {
    /// It does nothing and returns this error.
    case error(Int32)
    /// A transfer moves this many bytes at most.
    case atMost(Int)
  }

  private let linux = LinuxKernel()
  /// What the calls of a kind meet, by how many of them went before.
  private var schedule: [Call: [Int: Fault]] = [:]
  /// What the call of this number among all calls fails with.
  private var sweep: (number: Int, error: Int32)?
  private(set) var counts: [Call: Int] = [:]
  /// All calls, in order.
  private(set) var calls: [Call] = []
  private(set) var open: Set<Int32> = []
  /// A signal comes while the next connect(2) waits: it returns EINTR, and the connection is made all the same.
  var interrupt = false
  /// Faults that were met.
  private(set) var met = 0

  /// The n-th call of a kind from now on (the next one is 1) meets a fault.
  func fail(_ call: Call, _ nth: Int = 1, with error: Int32) { schedule(call, nth, .error(error)) }

  /// The n-th transfer of a kind from now on moves this many bytes at most.
  func limit(_ call: Call, _ nth: Int = 1, to count: Int) { schedule(call, nth, .atMost(count)) }

  /// The call of this number fails, whatever kind it is; the first is 0.
  func fail(callNumber number: Int, with error: Int32) { sweep = (number, error) }

  /// Nothing fails from now on.
  func heal() { (schedule, sweep) = ([:], nil) }

  private func schedule(_ call: Call, _ nth: Int, _ fault: Fault) {
    schedule[call, default: [:]][counts[call, default: 0] + nth - 1] = fault
  }

  /// Counts a call; what it meets, if anything.
  private func meet(_ call: Call) -> Fault? {
    let count = counts[call, default: 0]
    counts[call] = count + 1
    calls.append(call)
    if let sweep, calls.count - 1 == sweep.number {
      met += 1
      return .error(sweep.error)
    }
    guard let fault = schedule[call]?[count] else { return nil }
    met += 1
    return fault
  }

  private func failing(_ call: Call, or make: () -> KernelReturn) -> KernelReturn {
    if case .error(let error) = meet(call) { return KernelReturn(raw: -Int(error)) }
    return make()
  }

  private func moving(_ call: Call, _ count: Int, or make: (Int) -> KernelReturn) -> KernelReturn {
    switch meet(call) {
    case .error(let error): return KernelReturn(raw: -Int(error))
    case .atMost(let limit): return make(min(count, limit))
    case nil: return make(count)
    }
  }

  private func opening(_ call: Call, or make: () -> KernelReturn) -> KernelReturn {
    let outcome = failing(call, or: make)
    if !outcome.failed { open.insert(outcome.int32) }
    return outcome
  }

  func socket(family: Int32, type: Int32, protocol number: Int32) -> KernelReturn {
    opening(.socket) { linux.socket(family: family, type: type, protocol: number) }
  }
  /// The descriptor is gone in any case, as on Linux.
  func close(_ descriptor: Int32) -> KernelReturn {
    open.remove(descriptor)
    let outcome = linux.close(descriptor)
    return failing(.close) { outcome }
  }
  func bind(_ descriptor: Int32, _ address: SocketAddress) -> KernelReturn {
    failing(.bind) { linux.bind(descriptor, address) }
  }
  func listen(_ descriptor: Int32, backlog: Int32) -> KernelReturn {
    failing(.listen) { linux.listen(descriptor, backlog: backlog) }
  }
  func accept(_ descriptor: Int32, peer: inout SocketAddress) -> KernelReturn {
    var address = peer
    let outcome = opening(.accept) { linux.accept(descriptor, peer: &address) }
    peer = address
    return outcome
  }
  func connect(_ descriptor: Int32, _ address: SocketAddress) -> KernelReturn {
    let outcome = failing(.connect) { linux.connect(descriptor, address) }
    defer { interrupt = false }
    return interrupt ? KernelReturn(raw: -Int(EINTR)) : outcome
  }
  func shutdown(_ descriptor: Int32, how: Int32) -> KernelReturn {
    failing(.shutdown) { linux.shutdown(descriptor, how: how) }
  }
  func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, count: Int, flags: Int32) -> KernelReturn {
    moving(.send, count) { linux.send(descriptor, bytes, count: $0, flags: flags) }
  }
  func receive(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, flags: Int32) -> KernelReturn {
    moving(.receive, count) { linux.receive(descriptor, bytes, count: $0, flags: flags) }
  }
  func receive(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, left: inout Int32) -> KernelReturn {
    var rest = left
    let outcome = moving(.receive, count) { linux.receive(descriptor, bytes, count: $0, left: &rest) }
    left = rest
    return outcome
  }
  func tellLeft(_ descriptor: Int32) {
    _ = failing(.setOption) {
      linux.tellLeft(descriptor)
      return KernelReturn(raw: 0)
    }
  }
  func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, count: Int, flags: Int32, to address: SocketAddress)
    -> KernelReturn
  {
    failing(.send) { linux.send(descriptor, bytes, count: count, flags: flags, to: address) }
  }
  func receive(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, flags: Int32, from: inout SocketAddress
  ) -> KernelReturn {
    var address = from
    let outcome = failing(.receive) { linux.receive(descriptor, bytes, count: count, flags: flags, from: &address) }
    from = address
    return outcome
  }
  func receive(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, count: Int, flags: Int32, from: inout SocketAddress,
    to: inout SocketAddress
  ) -> KernelReturn {
    var (sender, destination) = (from, to)
    let outcome = failing(.receive) {
      linux.receive(descriptor, bytes, count: count, flags: flags, from: &sender, to: &destination)
    }
    (from, to) = (sender, destination)
    return outcome
  }
  func send(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, count: Int, to address: SocketAddress, from source: UInt32
  ) -> KernelReturn {
    failing(.send) { linux.send(descriptor, bytes, count: count, to: address, from: source) }
  }
  func tellDestination(_ descriptor: Int32, _ family: SocketAddress.Family) {
    _ = failing(.setOption) {
      linux.tellDestination(descriptor, family)
      return KernelReturn(raw: 0)
    }
  }
  func sendVector(_ descriptor: Int32, _ pieces: UnsafePointer<MemoryPiece>, count: Int, flags: Int32) -> KernelReturn {
    moving(.send, count) { linux.sendVector(descriptor, pieces, count: $0, flags: flags) }
  }
  func receiveVector(_ descriptor: Int32, _ pieces: UnsafePointer<MemoryPiece>, count: Int, flags: Int32)
    -> KernelReturn
  {
    moving(.receive, count) { linux.receiveVector(descriptor, pieces, count: $0, flags: flags) }
  }
  func localAddress(_ descriptor: Int32, _ address: inout SocketAddress) -> KernelReturn {
    var found = address
    let outcome = failing(.localAddress) { linux.localAddress(descriptor, &found) }
    address = found
    return outcome
  }
  func peerAddress(_ descriptor: Int32, _ address: inout SocketAddress) -> KernelReturn {
    var found = address
    let outcome = failing(.peerAddress) { linux.peerAddress(descriptor, &found) }
    address = found
    return outcome
  }
  func setOption(_ descriptor: Int32, level: Int32, name: Int32, _ value: Int32) -> KernelReturn {
    failing(.setOption) { linux.setOption(descriptor, level: level, name: name, value) }
  }
  func setMembership(_ descriptor: Int32, joins: Bool, group: UInt32, interface: UInt32) -> KernelReturn {
    failing(.setOption) { linux.setMembership(descriptor, joins: joins, group: group, interface: interface) }
  }
  func setMulticastInterface(_ descriptor: Int32, _ address: UInt32) -> KernelReturn {
    failing(.setOption) { linux.setMulticastInterface(descriptor, address) }
  }
  func preferFirst(_ descriptor: Int32) -> KernelReturn { failing(.setOption) { linux.preferFirst(descriptor) } }
  func setLinger(_ descriptor: Int32, on: Bool, seconds: Int32) -> KernelReturn {
    failing(.setOption) { linux.setLinger(descriptor, on: on, seconds: seconds) }
  }
  func option(_ descriptor: Int32, level: Int32, name: Int32, _ value: inout Int32) -> KernelReturn {
    var found = value
    let outcome = failing(.option) { linux.option(descriptor, level: level, name: name, &found) }
    value = found
    return outcome
  }
  func ioctl(_ descriptor: Int32, request: UInt, _ value: inout Int32) -> KernelReturn {
    var found = value
    let outcome = failing(.ioctl) { linux.ioctl(descriptor, request: request, &found) }
    value = found
    return outcome
  }
  func tcpState(_ descriptor: Int32) -> KernelReturn { failing(.tcpState) { linux.tcpState(descriptor) } }
  func acceptQueue(_ descriptor: Int32, length: inout Int32, limit: inout Int32) -> KernelReturn {
    failing(.tcpState) { linux.acceptQueue(descriptor, length: &length, limit: &limit) }
  }
  func epollCreate() -> KernelReturn { opening(.epollCreate) { linux.epollCreate() } }
  func epollAdd(_ epoll: Int32, _ descriptor: Int32, events: UInt32, data: UInt64) -> KernelReturn {
    failing(.epollAdd) { linux.epollAdd(epoll, descriptor, events: events, data: data) }
  }
  func epollWait(_ epoll: Int32, _ events: UnsafeMutablePointer<ReadyEvent>, count: Int32, milliseconds: Int32)
    -> KernelReturn
  {
    failing(.epollWait) { linux.epollWait(epoll, events, count: count, milliseconds: milliseconds) }
  }
  func poll(_ descriptor: Int32, events: Int16) -> KernelReturn {
    failing(.poll) { linux.poll(descriptor, events: events) }
  }
}
