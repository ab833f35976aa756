import Glibc
import LinuxSockets

/// A non-blocking send is taken whole or not at all: Windows copies it when its buffer has room for anything, Linux takes
/// the part that fits. What Linux left over is kept here and sent when there is room, before anything else.
/// Source: Wine's test_write_events ("Windows will never send less than buffer_size bytes here"), test_send_buffering.
extension WinsockLayer {
  /// Copies what is left of a send and queues it as an operation of the layer's own; false when it cannot be queued.
  func keepRest(_ request: OperationCell) -> Bool {
    let count = request.total - request.done
    let memory = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 16)
    var rest = OperationCell(
      socket: request.socket, owner: request.owner, thread: request.thread, tag: request.tag, call: .send)
    rest.messageFlags = request.messageFlags
    rest.flags = [.ownsMemory, .isRest]
    rest.first = MemoryPiece(base: memory, count: count)
    rest.total = count
    Self.gather(request, into: memory)
    guard register(request.socket) == .success, let index = operations.take(rest) else {
      memory.deallocate()
      return false
    }
    append(index)
    return true
  }

  /// The bytes of a send that did not go out; its pieces begin behind those that did.
  private static func gather(_ request: OperationCell, into memory: UnsafeMutableRawPointer) {
    guard let pieces = request.pieces else {
      if let base = request.first.base {
        memory.copyMemory(from: base + request.done, byteCount: request.total - request.done)
      }
      return
    }
    var at = 0
    for piece in UnsafeBufferPointer(start: pieces, count: Int(request.pieceCount)) where piece.count > 0 {
      if let base = piece.base { (memory + at).copyMemory(from: base, byteCount: piece.count) }
      at += piece.count
    }
  }

  /// Whether bytes of an earlier send are still to go out.
  func hasRest(_ cell: SocketCell) -> Bool {
    cell.sends.head >= 0 && operations[cell.sends.head].pointee.flags.contains(.isRest)
  }

  /// The rest is out: the FIN that waited for it follows.
  func restIsSent(_ index: Int32) {
    guard sockets[index].pointee.flags.contains(.shutSend) else { return }
    _ = kernel.shutdown(sockets[index].pointee.descriptor, how: 1)
  }

  /// A socket with a rest is closed: its descriptor lives on, without a socket, until the rest is out.
  /// Source: MS docs, closesocket (a graceful close sends what is queued, in the background).
  func orphan(_ index: Int32) -> Bool {
    let cell = sockets[index].pointee
    guard hasRest(cell), cell.failure == .success, !(cell.linger.on && cell.linger.seconds == 0) else { return false }
    let head = cell.sends.head
    let rest = operations[head].pointee
    unlink(head)
    operations.give(head)  // not discarded: the memory goes with the descriptor
    orphans.append(Orphan(descriptor: cell.descriptor, memory: rest.first, done: rest.done))
    return true
  }

  /// Sends what orphans have left, and closes those that are done or broken.
  func serveOrphans() {
    orphans = orphans.filter { orphan in
      while orphan.done < orphan.memory.count {
        let outcome = kernel.send(
          orphan.descriptor, orphan.memory.base.map { UnsafeRawPointer($0 + orphan.done) },
          count: orphan.memory.count - orphan.done, flags: 0)
        if outcome.isError(EAGAIN) { return true }
        guard !outcome.failed else { break }
        orphan.done += outcome.raw
      }
      end(orphan)
      return false
    }
  }

  /// Closes an orphan, whatever it has left.
  func end(_ orphan: Orphan) {
    kernel.close(orphan.descriptor)
    orphan.memory.base?.deallocate()
  }
}

/// A connection whose socket is closed, with bytes that are still to be sent.
final class Orphan {
  let descriptor: Int32
  let memory: MemoryPiece
  /// Bytes that went out.
  var done: Int

  init(descriptor: Int32, memory: MemoryPiece, done: Int) {
    (self.descriptor, self.memory, self.done) = (descriptor, memory, done)
  }
}
