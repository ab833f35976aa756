import LinuxSockets

/// The epoll set: which sockets the network is asked about, and what is done at an edge.
extension WinsockLayer {
  /// Puts a socket into the epoll set, once and for everything; each edge is told from then on. What Linux said to it.
  @inline(__always)
  func register(_ index: Int32) -> ErrorCode {
    sockets[index].pointee.flags.contains(.registered) ? .success : registerFirst(index)
  }

  /// What comes back with each edge: the socket's place, and its handle's number, which tells a stale edge.
  @inline(__always)
  static func token(_ index: Int32, _ handle: Handle) -> UInt64 {
    UInt64(UInt32(bitPattern: index)) << 32 | handle.rawValue & 0xffff_ffff
  }

  private func registerFirst(_ index: Int32) -> ErrorCode {
    if state.pointee.epoll < 0 {
      let made = kernel.epollCreate()
      guard !made.failed else { return translate(made) }
      state.pointee.epoll = made.int32
    }
    let cell = sockets[index]
    if cell.pointee.isStream { kernel.tellLeft(cell.pointee.descriptor) }
    let token = Self.token(index, cell.pointee.handle)
    let added = kernel.epollAdd(
      state.pointee.epoll, cell.pointee.descriptor, events: Readiness.all | Readiness.edge, data: token)
    guard !added.failed else { return translate(added) }
    cell.pointee.registration = token
    cell.pointee.flags.insert(.registered)
    return .success
  }

  /// A socket's descriptor was exchanged for another one, which is in no epoll set yet.
  func exchange(_ index: Int32, _ descriptor: Int32) -> ErrorCode {
    kernel.close(sockets[index].pointee.descriptor)
    sockets[index].pointee.descriptor = descriptor
    let was = sockets[index].pointee.flags.contains(.registered)
    sockets[index].pointee.flags.subtract([.registered, .drained])
    return was ? register(index) : .success
  }

  /// Whether an edge of a socket is none that anything waits for: serving it changes nothing in the kernel.
  @inline(__always)
  func isIdle(_ index: Int32, _ events: UInt32) -> Bool {
    let cell = sockets[index]
    return cell.pointee.phase == .connected && events & ~(Readiness.read | Readiness.write) == 0
      && cell.pointee.receives.isEmpty && cell.pointee.sends.isEmpty && cell.pointee.selectMask == 0
  }

  /// Serves one socket's edge.
  func serve(_ index: Int32, _ events: UInt32) {
    let cell = sockets[index]
    cell.pointee.flags.remove(.drained)
    switch cell.pointee.phase {
    case .listening: serveAccepts(index)
    case .connecting: serveConnect(index)
    default:
      if events & Readiness.error != 0 { noticeReset(index) }
      if events & Readiness.urgent != 0 { noticeUrgent(index) }
      let broken = events & (Readiness.hangup | Readiness.error) != 0
      if broken || events & Readiness.urgent != 0, !cell.pointee.urgents.isEmpty { serveUrgents(index) }
      if broken || events & (Readiness.read | Readiness.ended) != 0, !cell.pointee.receives.isEmpty {
        serveReceives(index)
      }
      if broken || events & Readiness.write != 0, !cell.pointee.sends.isEmpty { serveSends(index) }
    }
    if cell.pointee.selectMask != 0 { recordNow(index) }
  }
}

/// EPOLL bits, which are poll's.
enum Readiness {
  static let read: UInt32 = 0x001
  static let urgent: UInt32 = 0x002
  static let write: UInt32 = 0x004
  static let error: UInt32 = 0x008
  static let hangup: UInt32 = 0x010
  static let ended: UInt32 = 0x2000
  static let edge: UInt32 = 1 << 31
  static let all: UInt32 = read | urgent | write | ended
}
