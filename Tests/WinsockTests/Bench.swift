import LinuxSockets
import Testing

@testable import Winsock

/// A layer with a connection over the loopback, and short forms of the calls.
final class Bench {
  let layer: WinsockLayer
  let main: ThreadID
  private(set) var listener = Handle.null
  private(set) var client = Handle.null
  private(set) var server = Handle.null

  init(kernel: any Kernel = LinuxKernel()) {
    layer = WinsockLayer(kernel: kernel)
    main = layer.mainThread
  }

  /// The handle that a call gave.
  func handle(_ result: Return) throws -> Handle {
    try #require(result.error == .success)
    return Handle(rawValue: UInt64(bitPattern: result.value))
  }

  func returned(_ result: CallResult) throws -> Return {
    guard case .returned(let value) = result else {
      Issue.record("the call blocked")
      throw Blocked()
    }
    return value
  }
  struct Blocked: Error {}

  func socket(_ type: Int32 = 1) throws -> Handle {
    try handle(layer.socket(main, af: 2, type: type, protocol: 0))
  }

  func listening() throws -> Handle {
    let s = try socket()
    try #require(layer.bind(main, s, .loopback(.inet, port: 0)).error == .success)
    try #require(layer.listen(main, s, backlog: 16).error == .success)
    return s
  }

  /// Makes a connection between `client` and `server`.
  func connect() throws {
    listener = try listening()
    (client, server) = try pair(listener)
  }

  func pair(_ listener: Handle) throws -> (Handle, Handle) {
    let c = try socket()
    let address = try #require(layer.boundAddress(listener))
    try #require(try returned(layer.connect(main, c, address)).error == .success)
    return (c, try handle(try returned(layer.accept(main, listener))))
  }

  @discardableResult
  func send(_ s: Handle, _ text: String, flags: UInt32 = 0) throws -> Return {
    var bytes = Array(text.utf8)
    return try bytes.withUnsafeMutableBytes { buffer in
      try returned(layer.send(main, s, WSABUF(len: UInt32(buffer.count), buf: buffer.baseAddress), flags: flags))
    }
  }

  /// Serves the network until an operation is done, or a second has gone by.
  func settle(_ overlapped: OverlappedPointer? = nil) {
    for _ in 0..<1000 {
      let isServed = layer.poll(milliseconds: 1)
      if let overlapped {
        if overlapped.pointee.Internal != 0x103 { return }
      } else if !isServed {
        return
      }
    }
  }

  func resumed() -> [(ThreadID, Return)] {
    (layer.journal.start..<layer.journal.end).compactMap {
      if case .resumed(let thread, _, _, let result) = layer.journal[$0] { return (thread, result) }
      return nil
    }
  }
}

/// A WSABUF and a WSAOVERLAPPED with memory of their own, poisoned so that what was not written shows.
final class Posted {
  let overlapped = OverlappedPointer.allocate(capacity: 1)
  let memory: UnsafeMutableRawBufferPointer

  init(_ count: Int, event: Handle = .null) {
    overlapped.initialize(to: WSAOVERLAPPED())
    overlapped.pointee.hEvent = event
    memory = .allocate(byteCount: max(count, 1), alignment: 8)
    memory.initializeMemory(as: UInt8.self, repeating: 0xA5)
    size = count
  }

  private let size: Int
  var buffer: WSABUF { WSABUF(len: UInt32(size), buf: memory.baseAddress) }
  var status: UInt64 { overlapped.pointee.Internal }
  var bytes: [UInt8] { Array(memory) }

  /// Posts a receive.
  func receive(_ bench: Bench, _ s: Handle, thread: ThreadID? = nil, routine: RoutineID? = nil, flags: UInt32 = 0)
    throws
    -> Return
  {
    try withUnsafePointer(to: buffer) { pointer in
      try bench.returned(
        bench.layer.WSARecv(
          thread ?? bench.main, s, UnsafeBufferPointer(start: pointer, count: 1), flags: flags,
          overlapped: overlapped, routine: routine))
    }
  }

  /// Posts a send, or a datagram to an address.
  func send(_ bench: Bench, _ s: Handle, to address: SocketAddress? = nil) throws -> Return {
    try withUnsafePointer(to: buffer) { pointer in
      let buffers = UnsafeBufferPointer(start: pointer, count: 1)
      guard let address else {
        return try bench.returned(
          bench.layer.WSASend(bench.main, s, buffers, flags: 0, overlapped: overlapped, routine: nil))
      }
      return try bench.returned(
        bench.layer.WSASendTo(
          bench.main, s, buffers, to: address, flags: 0, overlapped: overlapped, routine: nil))
    }
  }

  /// Posts a receive of one datagram.
  func receiveFrom(_ bench: Bench, _ s: Handle) throws -> Return {
    try withUnsafePointer(to: buffer) { pointer in
      try bench.returned(
        bench.layer.WSARecvFrom(
          bench.main, s, UnsafeBufferPointer(start: pointer, count: 1), flags: 0, overlapped: overlapped,
          routine: nil))
    }
  }

  /// Posts an AcceptEx that receives no data: the memory takes the two addresses, 32 bytes each.
  func accept(_ bench: Bench, listener: Handle, into socket: Handle) throws -> Return {
    try bench.returned(
      bench.layer.AcceptEx(
        bench.main, listener, socket, buffer, receiveLength: 0, addressLength: 32, overlapped: overlapped))
  }

  deinit {
    overlapped.deallocate()
    memory.deallocate()
  }
}
