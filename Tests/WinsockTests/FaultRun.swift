import Glibc
import LinuxSockets
import Testing

@testable import Winsock

/// A layer over a kernel with faults, the calls that a scenario makes on it, and what came of them.
final class FaultRun {
  let kernel = FaultyKernel()
  let bench: Bench
  private(set) var errors: [ErrorCode] = []
  private(set) var handles: [Handle] = []
  /// Operations that were said to be under way.
  private(set) var pending: [Posted] = []
  /// Operations that were refused or done at once.
  private(set) var others: [Posted] = []
  private(set) var blocked: [ThreadID] = []

  var layer: WinsockLayer { bench.layer }
  var main: ThreadID { bench.main }

  init() { bench = Bench(kernel: kernel) }

  @discardableResult
  func note(_ result: Return) -> Return {
    errors.append(result.error)
    return result
  }

  /// A call of main that may block: it is made on a thread of its own, so that main goes on.
  @discardableResult
  func call(_ make: (ThreadID) -> CallResult) -> Return? {
    guard let thread = layer.makeThread() else { return nil }
    switch make(thread) {
    case .returned(let value): return note(value)
    case .blocked:
      blocked.append(thread)
      return nil
    case .refused: return nil
    }
  }

  func socket(_ type: Int32 = 1) -> Handle { made(layer.socket(main, af: 2, type: type, protocol: 0)) }

  /// The handle that a call made; the invalid one when it made none.
  func made(_ result: Return?) -> Handle {
    guard let result, result.error == .success else { return .invalid }
    let handle = Handle(rawValue: UInt64(bitPattern: result.value))
    handles.append(handle)
    return handle
  }

  func listening() -> Handle {
    let s = socket()
    note(layer.bind(main, s, .loopback(.inet, port: 0)))
    note(layer.listen(main, s, backlog: 16))
    return s
  }

  /// A client and a server's socket; the invalid ones where something failed.
  func pair(_ listener: Handle) -> (Handle, Handle) {
    let client = socket()
    guard let address = layer.boundAddress(listener) else { return (client, .invalid) }
    call { layer.connect($0, client, address) }
    return (client, made(call { layer.accept($0, listener) }))
  }

  /// Posts an operation.
  @discardableResult
  func post(_ posted: Posted, _ make: (ThreadID, UnsafeBufferPointer<WSABUF>, OverlappedPointer) -> CallResult)
    -> Posted
  {
    let result = withUnsafePointer(to: posted.buffer) { pointer in
      make(main, UnsafeBufferPointer(start: pointer, count: 1), posted.overlapped)
    }
    if case .returned(let value) = result {
      note(value)
      if value.error == .WSA_IO_PENDING { pending.append(posted) } else { others.append(posted) }
    }
    return posted
  }

  /// Serves the network until nothing more comes.
  func settle() {
    var idle = 0
    for _ in 0..<200 where idle < 2 { idle = layer.poll(milliseconds: 0) ? 0 : idle + 1 }
  }

  /// Operations that wait for a socket which Linux says is ready: no edge will ever come for them.
  var stuck: [String] {
    (0..<layer.sockets.used).filter(layer.isLive).flatMap { index -> [String] in
      let cell = layer.sockets[index].pointee
      var found: [String] = []
      func wait(_ head: Int32, _ events: Int16) {
        guard head >= 0, kernel.poll(cell.descriptor, events: events).int32 & Int32(events) != 0 else { return }
        found.append("\(layer.operations[head].pointee.call)")
      }
      if cell.phase != .connecting { wait(cell.receives.head, Int16(POLLIN)) }
      wait(cell.sends.head, Int16(POLLOUT))
      return found
    }
  }

  /// Closes everything that was opened, and lets what waits for it end.
  func finish() {
    settle()
    for handle in handles {
      call { layer.closesocket($0, handle) }
      _ = layer.CloseHandle(main, handle)
    }
    settle()
  }

  /// How often an operation was told to be done.
  func completions(_ posted: Posted) -> Int {
    (layer.journal.start..<layer.journal.end).count {
      if case .completed(let completion) = layer.journal[$0] {
        completion.overlapped == posted.overlapped
      } else {
        false
      }
    }
  }
}
