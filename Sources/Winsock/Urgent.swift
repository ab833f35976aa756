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
    var ahead: Int32 = 0
    _ = kernel.ioctl(cell.pointee.descriptor, request: 0x541B /* FIONREAD: up to the urgent byte */, &ahead)
    if cell.pointee.taken.first == 0 { cell.pointee.taken.drop() }  // Linux passed it when this one came
    cell.pointee.taken.append(ahead)
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

  /// Passes over urgent bytes that were fetched and come next in the stream. Linux does it by itself for the last one,
  /// unless SO_OOBINLINE was set meanwhile; older ones it takes for ordinary data. Source: Wine's test_select;
  /// tcp_check_urg of Linux.
  func skipTaken(_ index: Int32) {
    let cell = sockets[index]
    while cell.pointee.taken.first == 0, cell.pointee.flags.contains(.oobInline) || !isAtMark(index) {
      var byte: UInt8 = 0
      guard kernel.receive(cell.pointee.descriptor, &byte, count: 1, flags: 0).raw > 0 else { return }
      cell.pointee.taken.drop()
      cell.pointee.taken.pass(1)
    }
  }

  /// FIONREAD counts up to an urgent byte; this counts what is behind one that was fetched and comes next.
  /// Source: tcp(7), MSG_TRUNC with MSG_PEEK.
  func behindTaken(_ index: Int32) -> Int {
    let flags = Int32(MSG_PEEK) | 0x20 /* MSG_TRUNC: count, copy nothing */
    return max(0, kernel.receive(sockets[index].pointee.descriptor, nil, count: Int(Int32.max), flags: flags).raw)
  }

  /// A receive in a stream with urgent bytes that were fetched: it ends before the next of them.
  func receiveBeforeTaken(_ request: inout OperationCell, _ cell: UnsafeMutablePointer<SocketCell>) -> KernelReturn {
    skipTaken(request.socket)
    var piece = MemoryPiece(base: request.first.base.map { $0 + request.done }, count: request.total - request.done)
    if let pieces = request.pieces {
      let all = UnsafeBufferPointer(start: pieces, count: Int(request.pieceCount))
      piece = all.first { $0.count > 0 } ?? MemoryPiece(base: nil, count: 0)
    }
    let reach = cell.pointee.taken.first.map { $0 > 0 ? Int($0) : Int.max } ?? Int.max
    let flags = Int32(request.messageFlags & MSG_PEEK)
    let outcome = kernel.receive(cell.pointee.descriptor, piece.base, count: min(piece.count, reach), flags: flags)
    if outcome.raw > 0, flags == 0 {
      if request.messageFlags & MSG_WAITALL != 0 { Self.advance(&request, by: outcome.raw) }
      cell.pointee.taken.pass(Int32(outcome.raw))
      skipTaken(request.socket)
    }
    return outcome
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

/// Where fetched urgent bytes stand in the stream: how many bytes are to be received before each. Eight of them, in plain
/// memory.
struct TakenBytes {
  private var ahead = SIMD8<Int32>(repeating: 0)
  private(set) var count = 0
  /// Bytes before the next one, nil when there is none.
  var first: Int32? { count > 0 ? ahead[0] : nil }

  mutating func append(_ bytes: Int32) {
    guard count < 8 else { return }
    ahead[count] = bytes
    count += 1
  }

  mutating func drop() {
    guard count > 0 else { return }
    for i in 1..<8 { ahead[i - 1] = ahead[i] }
    count -= 1
  }

  /// Bytes were received; what they went past is gone.
  mutating func pass(_ bytes: Int32) {
    ahead &-= bytes
    while let first, first < 0 { drop() }
  }
}
