import LinuxSockets

/// A send or a receive as its call gives it.
struct Transfer {
  let call: CallKind
  /// MSG_PEEK and its like.
  let flags: UInt32
  let isReceive: Bool
  /// The memory: the first piece, and all of them when there are several.
  let first: WSABUF
  var pieces: UnsafeMutablePointer<MemoryPiece>?
  var count: Int32 = 1
  /// Bytes in all.
  var total: Int
  /// sendto's destination.
  var address: SocketAddress = .none
  /// WSARecvMsg: the length of the memory for control data. WSASendMsg: the IPv4 address to send from, or 0.
  var control: UInt32 = 0
  var overlapped: OverlappedPointer?
  var routine: Int32 = -1

  /// A transfer of one piece, without an OVERLAPPED.
  @inline(__always)
  init(_ call: CallKind, _ first: WSABUF, flags: UInt32, isReceive: Bool) {
    (self.call, self.first, self.flags, self.isReceive) = (call, first, flags, isReceive)
    total = Int(first.len)
  }

  /// Takes the WSABUF array as it is now, since the caller's may be gone when the operation runs. One buffer needs no
  /// array.
  @inline(__always)
  mutating func take(_ buffers: UnsafeBufferPointer<WSABUF>) {
    guard buffers.count > 1 else { return }
    let pieces = UnsafeMutablePointer<MemoryPiece>.allocate(capacity: buffers.count)
    total = 0
    for (i, buffer) in buffers.enumerated() {
      (pieces + i).initialize(to: MemoryPiece(base: buffer.buf, count: Int(buffer.len)))
      total += Int(buffer.len)
    }
    (self.pieces, count) = (pieces, Int32(buffers.count))
  }
}
