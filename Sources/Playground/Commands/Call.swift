import LinuxSockets
import Winsock

/// What a handler gets beside its values.
struct Call {
  let session: Session
  let thread: ThreadID
  /// What is performed.
  let invocation: Invocation

  /// The line as it was typed, in which the values have their places.
  var bytes: [UInt8] { invocation.bytes }

  var winsock: WinsockLayer { session.winsock }

  /// A call that Winsock's layer does not make itself and that failed: the thread's last error is set.
  func failed(_ value: Int64, _ error: ErrorCode) -> Return {
    _ = winsock.WSASetLastError(thread, error.rawValue)
    return Return(value, error: error)
  }

  /// The answer to a call whose memory is not there: WSAEFAULT, once its socket is one. Source: MS docs, recv and WSARecv
  /// (errors).
  func unreachable(_ buffers: [Buffer], on socket: Handle) -> Return? {
    guard buffers.contains(where: { $0.wild != nil || Int($0.len) > $0.size }), winsock.describe(socket) != nil else {
      return nil
    }
    for buffer in buffers where buffer.wild == nil { session.watchOverrun(buffer, invocation.command) }
    return buffers.contains { !$0.isReachable } ? failed(-1, .WSAEFAULT) : nil
  }

  /// Makes a call that may start an operation, and keeps its memory alive for as long as the operation may use it.
  func post(
    _ buffers: [Buffer], _ overlapped: OverlappedParameter.Argument, _ posting: Posting,
    _ body: (UnsafeBufferPointer<WSABUF>) -> CallResult
  ) -> Outcome {
    if let fault = unreachable(buffers, on: posting.socket) { return .call(fault) }
    let warned = session.current.warnings.count
    session.willPost(posting, buffers, overlapped.place)
    if overlapped.place >= 0 {
      session.objects.overlappeds[overlapped.place].buffers.append(contentsOf: buffers)
      session.touch(overlapped: overlapped.place)
    }
    if !posting.sends { for buffer in buffers { session.touch(buffer) } }
    let result = buffers.withNative(body)
    if case .returned(let value) = result, value.error != .success, value.error != .WSA_IO_PENDING {
      session.unwarn(since: warned)
    }
    if overlapped.place >= 0 {
      session.didPost(posting, buffers, overlapped.place, result)
      session.releaseBuffers(overlapped.place)
    }
    session.infer(datagram: posting, buffers, result)
    let keep = Keep.buffers(buffers, sending: posting.sends ? posting.socket : nil)
    return .result(result, Shape(result: .number, keep: keep, socket: posting.socket, flags: posting.flags))
  }
}
