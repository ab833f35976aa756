import Glibc
import LinuxSockets

/// Urgent data: MSG_OOB, SO_OOBINLINE and SIOCATMARK. Linux keeps one urgent byte and makes an older one ordinary data;
/// Windows queues them apart from the stream, so that each is fetched when it comes.
/// Source: Wine's test_oob and test_select (with their todo_wine lines).
extension WinsockLayer {
  /// One urgent byte, apart from the stream. Linux says EINVAL where there is none yet; Windows waits.
  func attemptUrgent(_ request: inout OperationCell, _ cell: UnsafeMutablePointer<SocketCell>) -> Attempt {
    guard request.first.count > 0, let base = request.first.base else {
      return .done(.STATUS_SUCCESS, flags: MSG_OOB)
    }
    let outcome = cell.pointee.urgent.count > 0 ? KernelReturn(raw: 1) : fetchUrgent(request.socket)
    if outcome.raw > 0 {
      let peeks = request.messageFlags & MSG_PEEK != 0
      base.storeBytes(of: peeks ? cell.pointee.urgent.first : cell.pointee.urgent.take(), as: UInt8.self)
      request.done = 1
      rearmUrgent(request.socket)
      return .done(.STATUS_SUCCESS, flags: MSG_OOB)
    }
    if outcome.raw == 0 { return endOfStream(request.socket) }
    return outcome.isError(EAGAIN) || outcome.isError(EINVAL) ? .again : broken(request.socket, outcome)
  }

  /// Takes Linux's urgent byte into the queue: 1, or what Linux says where there is none.
  private func fetchUrgent(_ index: Int32) -> KernelReturn {
    let cell = sockets[index]
    var byte: UInt8 = 0
    let outcome = kernel.receive(cell.pointee.descriptor, &byte, count: 1, flags: Int32(MSG_OOB))
    guard outcome.raw > 0 else { return outcome }
    cell.pointee.urgent.append(byte)
    cell.pointee.flags.insert(.urgentTaken)
    return outcome
  }

  /// An urgent byte has come: it is fetched before the next one takes its place.
  func noticeUrgent(_ index: Int32) {
    let cell = sockets[index].pointee
    guard cell.isStream, !cell.flags.contains(.oobInline), !cell.urgent.isFull else { return }
    if cell.urgents.isEmpty { _ = fetchUrgent(index) }
  }

  /// Whether urgent data wait to be received, in the queue or in Linux.
  func hasUrgent(_ cell: SocketCell, _ bits: UInt32) -> Bool {
    cell.urgent.count > 0 || bits & Readiness.urgent != 0
  }

  /// With SO_OOBINLINE set later, Linux gives an urgent byte that was fetched once more, where it stands in the stream:
  /// it is passed over. Without SO_OOBINLINE Linux passes over it. Source: Wine's test_select.
  func skipUrgent(_ index: Int32) {
    let cell = sockets[index]
    guard cell.pointee.flags.contains(.oobInline), isAtMark(index) else { return }
    var byte: UInt8 = 0
    if kernel.receive(cell.pointee.descriptor, &byte, count: 1, flags: 0).raw > 0 {
      cell.pointee.flags.remove(.urgentTaken)
    }
  }

  /// Linux's own SIOCATMARK: whether the next byte is the urgent one. Source: tcp(7).
  private func isAtMark(_ index: Int32) -> Bool {
    var mark: Int32 = 0
    return !kernel.ioctl(sockets[index].pointee.descriptor, request: 0x8905, &mark).failed && mark != 0
  }

  /// SIOCATMARK: TRUE when no urgent data wait, or, received in line, when they come next.
  /// Source: MS docs, SIOCATMARK; Wine's test_oob.
  func atMark(_ index: Int32) -> Bool {
    let cell = sockets[index].pointee
    let outcome = kernel.poll(cell.descriptor, events: Int16(Readiness.urgent)).raw
    guard hasUrgent(cell, outcome > 0 ? UInt32(truncatingIfNeeded: outcome) : 0) else { return true }
    return cell.flags.contains(.oobInline) && isAtMark(index)
  }
}

/// Urgent bytes in the order in which they came: eight of them, in plain memory.
struct UrgentQueue {
  private var bytes: UInt64 = 0
  private(set) var count: UInt8 = 0
  var isFull: Bool { count == 8 }
  /// The oldest.
  var first: UInt8 { UInt8(truncatingIfNeeded: bytes) }

  mutating func append(_ byte: UInt8) {
    bytes |= UInt64(byte) << (8 * UInt64(count))
    count += 1
  }

  mutating func take() -> UInt8 {
    let byte = first
    bytes >>= 8
    count -= 1
    return byte
  }
}
