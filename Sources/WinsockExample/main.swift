import LinuxSockets
import Winsock

// The simulated Winsock as a library by itself: a receive is posted through a completion port, the other end sends, and
// the packet is dequeued. Nothing of the playground is used. Build and run it:
//
//   swift run winsock-example

/// Prints a call with what it returned, as a debugger would show it.
func report(_ call: String, _ result: Return) {
  print("\(call) = \(result.value)" + (result.error == .success ? "" : " \(result.error.name)"))
}

/// What a call gave that does not block here.
func returned(_ result: CallResult) -> Return {
  guard case .returned(let value) = result else { fatalError("the call blocked its thread") }
  return value
}

/// The handle that a call made.
func handle(_ result: Return) -> Handle { Handle(rawValue: UInt64(bitPattern: result.value)) }

// One layer is one process of Windows: its sockets are real ones of Linux, its overlapped operations are simulated.
let layer = WinsockLayer(kernel: LinuxKernel())
let main = layer.mainThread

let listener = handle(layer.socket(main, af: 2, type: 1, protocol: 6))
report("bind", layer.bind(main, listener, .loopback(.inet, port: 0)))
report("listen", layer.listen(main, listener, backlog: SOMAXCONN))
guard let address = layer.boundAddress(listener) else { fatalError("the listener has no address") }

let client = handle(layer.socket(main, af: 2, type: 1, protocol: 6))
report("connect", returned(layer.connect(main, client, address)))
let server = handle(returned(layer.accept(main, listener)))

let port = handle(layer.CreateIoCompletionPort(main, .invalid, .null, key: 0, threads: 0))
_ = layer.CreateIoCompletionPort(main, server, port, key: 7, threads: 0)

// The memory of an operation is its maker's, and stays in its place until the operation is done.
let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 1)
let overlapped = OverlappedPointer.allocate(capacity: 1)
overlapped.initialize(to: WSAOVERLAPPED())
defer {
  memory.deallocate()
  overlapped.deallocate()
}
let buffers = [WSABUF(len: 16, buf: memory.baseAddress)]
let posted = buffers.withUnsafeBufferPointer {
  returned(layer.WSARecv(main, server, $0, flags: 0, overlapped: overlapped, routine: nil))
}
report("WSARecv", posted)

var text = Array("hello".utf8)
let sent = text.withUnsafeMutableBytes {
  returned(layer.send(main, client, WSABUF(len: UInt32($0.count), buf: $0.baseAddress), flags: 0))
}
report("send", sent)

// The owner serves the network: whatever is ready is completed then. A loop waits with `readinessDescriptor`.
while layer.isPending(overlapped) { layer.poll(milliseconds: 100) }
let dequeued = returned(layer.GetQueuedCompletionStatus(main, port, timeout: 0))
report("GetQueuedCompletionStatus", dequeued)
if case .packet(let packet) = dequeued.out {
  print("key \(packet.key), \(packet.bytes) bytes, Internal 0x\(String(overlapped.pointee.Internal, radix: 16))")
  print(String(decoding: memory.prefix(Int(packet.bytes)), as: UTF8.self))
}
layer.tearDown()
