import CBaselines
import LinuxSockets
import Winsock

/// How an application learns that its receive is done.
enum Notification: String {
  case event = "an event"
  case port = "a completion port"
}

/// The simulated layer under an application that keeps a receive of 64 bytes posted on each of many connections.
final class PostedReceives {
  private let notification: Notification
  private let count: Int
  private let winsock = WinsockLayer(kernel: LinuxKernel())
  private let overlapped: UnsafeMutablePointer<WSAOVERLAPPED>
  private let buffers: UnsafeMutableBufferPointer<WSABUF>
  private let memory: UnsafeMutablePointer<UInt8>
  private var sockets: [Handle] = []
  /// The array of events of a wait: one event, and the same memory each time.
  private var waited: [Handle] = [.null]
  private var peers: [Int32] = []
  private var port = Handle.null
  private var next = 0

  private static let length = 64

  /// Connections over TCP on the loopback, with nothing posted yet.
  init(_ notification: Notification, count: Int) throws(BenchError) {
    (self.notification, self.count) = (notification, count)
    overlapped = .allocate(capacity: count)
    overlapped.initialize(repeating: WSAOVERLAPPED(), count: count)
    memory = .allocate(capacity: count * Self.length)
    memory.initialize(repeating: 0, count: count * Self.length)
    buffers = .allocate(capacity: count)
    for i in 0..<count {
      let buffer = WSABUF(len: UInt32(Self.length), buf: UnsafeMutableRawPointer(memory + i * Self.length))
      buffers.initializeElement(at: i, to: buffer)
    }
    try connectAll()
    winsock.dropJournal(before: winsock.journal.end)
    winsock.isJournaling = false
  }

  deinit {
    winsock.tearDown()
    for peer in peers { wsabench_close(peer) }
    overlapped.deallocate()
    memory.deallocate()
    buffers.deallocate()
  }

  private var thread: ThreadID { winsock.mainThread }

  private func connectAll() throws(BenchError) {
    let listener = try handle(winsock.socket(thread, af: 2, type: 1, protocol: 6), "socket")
    guard winsock.bind(thread, listener, .loopback(.inet, port: 0)).value == 0,
      winsock.listen(thread, listener, backlog: SOMAXCONN).value == 0,
      let bound = winsock.boundAddress(listener)
    else { throw BenchError("no listening socket") }
    if notification == .port {
      port = try handle(winsock.CreateIoCompletionPort(thread, .invalid, .null, key: 0, threads: 0), "a port")
    }
    for i in 0..<count { try connect(i, listener, bound.port) }
    _ = winsock.closesocket(thread, listener)
  }

  private func connect(_ i: Int, _ listener: Handle, _ number: UInt16) throws(BenchError) {
    let peer = wsabench_connect(Int32(number))
    guard peer >= 0 else { throw BenchError("connection \(i + 1) of \(count) could not be made") }
    peers.append(peer)
    winsock.poll()
    guard case .returned(let accepted) = winsock.accept(thread, listener) else { throw BenchError("accept blocks") }
    sockets.append(try handle(accepted, "accept"))
    switch notification {
    case .port:
      _ = try handle(winsock.CreateIoCompletionPort(thread, sockets[i], port, key: UInt64(i), threads: 0), "a port")
    case .event:
      let event = try handle(winsock.WSACreateEvent(thread), "an event")
      overlapped[i].hEvent = event
    }
  }

  private func handle(_ result: Return, _ what: String) throws(BenchError) -> Handle {
    let handle = Handle(rawValue: UInt64(bitPattern: result.value))
    guard result.error == .success, handle != .null, handle != .invalid else {
      throw BenchError("\(what): error \(result.error.rawValue)")
    }
    return handle
  }

  /// Posts the receive of a connection; it pends.
  private func post(_ i: Int) throws(BenchError) {
    let one = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffers)[i..<(i + 1)])
    let result = winsock.WSARecv(thread, sockets[i], one, flags: 0, overlapped: overlapped + i, routine: nil)
    guard case .returned(let returned) = result, returned.error == .WSA_IO_PENDING else {
      throw BenchError("WSARecv does not pend")
    }
  }

  func postAll() throws(BenchError) {
    for i in 0..<count { try post(i) }
    // The edges of becoming writable are served before anything is measured, as in C.
    while winsock.poll() { continue }
  }

  /// Posts `times` more receives on each connection, which nothing completes; the bytes of heap and of resident memory
  /// that one of them took.
  func memoryOfPending(times: Int) throws(BenchError) -> (heap: Double, resident: Double) {
    let more = count * times
    let blocks = UnsafeMutablePointer<WSAOVERLAPPED>.allocate(capacity: more)
    blocks.initialize(repeating: WSAOVERLAPPED(), count: more)
    let (heap, resident) = (wsabench_heap_bytes(), wsabench_resident_bytes())
    for i in 0..<more {
      let one = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffers)[(i % count)..<(i % count + 1)])
      let result = winsock.WSARecv(thread, sockets[i % count], one, flags: 0, overlapped: blocks + i, routine: nil)
      guard case .returned(let returned) = result, returned.error == .WSA_IO_PENDING else {
        throw BenchError("WSARecv does not pend")
      }
    }
    let grown = (wsabench_heap_bytes(), wsabench_resident_bytes())
    // They are never completed, and the layer still points at them: they stay until the process ends.
    return (
      (Double(grown.0) - Double(heap)) / Double(more), (Double(grown.1) - Double(resident)) / Double(more)
    )
  }

  /// `operations` times: a send at the other end, the completion it brings, its result, the next receive posted.
  func run(_ operations: Int) throws(BenchError) -> Int64 {
    let began = wsabench_now()
    for _ in 0..<operations {
      guard wsabench_send64(peers[next]) == Self.length else { throw BenchError("a send was short") }
      guard winsock.poll(milliseconds: 1000) else { throw BenchError("no completion came") }
      switch notification {
      case .event: try takeByEvent(next)
      case .port: try takeByPort()
      }
      try post(next)
      next = next + 1 == count ? 0 : next + 1
    }
    return wsabench_now() - began
  }

  private func takeByEvent(_ i: Int) throws(BenchError) {
    waited[0] = overlapped[i].hEvent
    let wait = winsock.WSAWaitForMultipleEvents(thread, waited, all: false, timeout: 0, alertable: false)
    guard case .returned(let signaled) = wait, signaled.value == 0 else { throw BenchError("the event is not set") }
    let result = winsock.WSAGetOverlappedResult(thread, sockets[i], overlapped + i, wait: false)
    guard case .returned(let returned) = result, case .transfer(let bytes, _) = returned.out, bytes == 64 else {
      throw BenchError("WSAGetOverlappedResult has no 64 bytes")
    }
  }

  private func takeByPort() throws(BenchError) {
    guard case .returned(let returned) = winsock.GetQueuedCompletionStatus(thread, port, timeout: 0),
      case .packet(let packet) = returned.out, packet.bytes == 64, packet.overlapped == overlapped + next
    else { throw BenchError("no packet of 64 bytes was queued") }
  }
}

/// Why something could not be measured.
struct BenchError: Error {
  let message: String
  init(_ message: String) { self.message = message }
}
