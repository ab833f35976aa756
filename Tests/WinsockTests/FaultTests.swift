import Glibc
import LinuxSockets
import Testing

@testable import Winsock

/// What an application is told when Linux refuses a call, one fault at a time. The codes are those of the vendor's pages
/// of the calls; the statuses those that RtlNtStatusToDosError turns into them.
@Suite struct FaultTests {
  private let kernel = FaultyKernel()
  private let bench: Bench

  init() { bench = Bench(kernel: kernel) }

  private func receive(_ s: Handle, _ posted: Posted) throws -> Return {
    try bench.returned(bench.layer.recv(bench.main, s, posted.buffer, flags: 0))
  }

  @Test(arguments: [(ENOBUFS, ErrorCode.WSAENOBUFS), (ENOMEM, ErrorCode.WSA_NOT_ENOUGH_MEMORY)])
  func aSendWithoutMemoryMayBeMadeAgain(_ errno: Int32, _ code: ErrorCode) throws {
    try bench.connect()
    kernel.fail(.send, with: errno)
    #expect(try bench.send(bench.client, "one").error == code)
    #expect(try bench.send(bench.client, "two").value == 3)
    let posted = Posted(8)
    #expect(try receive(bench.server, posted).value == 3)
    #expect(posted.bytes == Array("two".utf8) + [UInt8](repeating: 0xA5, count: 5))
  }

  @Test func aReceiveWithoutMemoryMayBeMadeAgain() throws {
    try bench.connect()
    try bench.send(bench.client, "kept")
    kernel.fail(.receive, with: ENOMEM)
    let posted = Posted(4)
    #expect(try receive(bench.server, posted).error == .WSA_NOT_ENOUGH_MEMORY)
    #expect(posted.bytes == [UInt8](repeating: 0xA5, count: 4))
    #expect(try receive(bench.server, posted).value == 4)
  }

  /// A connection that was reset stays so. Source: Wine's test_tcp_reset.
  @Test func aResetStays() throws {
    try bench.connect()
    try bench.send(bench.client, "data")
    kernel.fail(.receive, with: ECONNRESET)
    #expect(try receive(bench.server, Posted(4)).error == .WSAECONNRESET)
    #expect(try receive(bench.server, Posted(4)).error == .WSAECONNRESET)
    #expect(try bench.send(bench.server, "x").error == .WSAECONNRESET)
  }

  @Test(arguments: [
    (EMFILE, ErrorCode.WSAEMFILE), (ENFILE, .WSAEMFILE), (ENOBUFS, .WSAENOBUFS), (ECONNABORTED, .WSAECONNRESET),
    (EPROTO, .WSAECONNRESET), (EPERM, .WSAEACCES),
  ])
  func acceptReportsWhatItMet(_ errno: Int32, _ code: ErrorCode) throws {
    bench.layer.acknowledgeAtOnce()
    let listener = try bench.listening()
    let client = try bench.socket()
    let address = try #require(bench.layer.boundAddress(listener))
    #expect(try bench.returned(bench.layer.connect(bench.main, client, address)).error == .success)
    kernel.fail(.accept, with: errno)
    let refused = try bench.returned(bench.layer.accept(bench.main, listener))
    #expect(refused.error == code && refused.value == -1)
    #expect(try bench.returned(bench.layer.accept(bench.main, listener)).error == .success)
  }

  @Test func acceptExThatFindsNoDescriptorFails() throws {
    let listener = try bench.listening()
    let accepting = try bench.socket()
    let posted = Posted(64)
    let result = try bench.returned(
      bench.layer.AcceptEx(
        bench.main, listener, accepting, posted.buffer, receiveLength: 0, addressLength: 32,
        overlapped: posted.overlapped))
    #expect(result.error == .WSA_IO_PENDING)
    kernel.fail(.accept, with: EMFILE)
    let address = try #require(bench.layer.boundAddress(listener))
    _ = bench.layer.connect(bench.main, try bench.socket(), address)
    bench.settle(posted.overlapped)
    #expect(posted.status == 0xC000_011F)  // STATUS_TOO_MANY_OPENED_FILES
    let told = try bench.returned(
      bench.layer.WSAGetOverlappedResult(bench.main, listener, posted.overlapped, wait: false))
    #expect(told.value == 0 && told.error == .WSAEMFILE)
  }

  /// Source: connect(2): an interrupted connect goes on by itself.
  @Test func anInterruptedConnectGoesOn() throws {
    let listener = try bench.listening()
    let address = try #require(bench.layer.boundAddress(listener))
    let client = try bench.socket()
    kernel.interrupt = true
    #expect(try bench.returned(bench.layer.connect(bench.main, client, address)).error == .success)
    #expect(try bench.returned(bench.layer.accept(bench.main, listener)).error == .success)
  }

  @Test(arguments: [FaultyKernel.Call.socket, .bind]) func disconnectExThatFindsNoNewSocketFails(
    _ call: FaultyKernel.Call
  ) throws {
    let listener = try bench.listening()
    let client = try bench.socket()
    #expect(bench.layer.bind(bench.main, client, .loopback(.inet, port: 0)).error == .success)
    let address = try #require(bench.layer.boundAddress(listener))
    let posted = Posted(1)
    _ = bench.layer.ConnectEx(bench.main, client, address, nil, overlapped: posted.overlapped)
    bench.settle(posted.overlapped)
    #expect(posted.status == 0)
    _ = bench.layer.setsockopt(bench.main, client, .SO_UPDATE_CONNECT_CONTEXT, .nothing)
    kernel.fail(call, with: call == .socket ? EMFILE : EADDRINUSE)
    let result = try bench.returned(bench.layer.DisconnectEx(bench.main, client, overlapped: nil, reuse: true))
    #expect(result.value == 0 && result.error == (call == .socket ? .WSAEMFILE : .WSAEADDRINUSE))
  }

  @Test(arguments: [FaultyKernel.Call.epollCreate, .epollAdd]) func aReceiveThatLinuxDoesNotWatchIsRefused(
    _ call: FaultyKernel.Call
  ) throws {
    for nth in 1...3 { kernel.fail(call, nth, with: ENOMEM) }  // both ends of the connection, and the receive
    try bench.connect()
    let posted = Posted(4)
    #expect(try posted.receive(bench, bench.server).error == .WSA_NOT_ENOUGH_MEMORY)
    #expect(!bench.layer.isPending(posted.overlapped))
    #expect(bench.layer.operations.live == 0)
    #expect(try posted.receive(bench, bench.server).error == .WSA_IO_PENDING)
    try bench.send(bench.client, "seen")
    bench.settle(posted.overlapped)
    #expect(posted.status == 0 && posted.overlapped.pointee.InternalHigh == 4)
  }

  @Test func anAddressThatLinuxDoesNotTellIsAnError() throws {
    let s = try bench.socket()
    kernel.fail(.localAddress, with: ENOBUFS)
    #expect(bench.layer.bind(bench.main, s, .loopback(.inet, port: 0)).error == .WSAENOBUFS)
  }

  /// A blocking socket's send, and an overlapped one, moves all bytes in their order. Source: MS docs, send.
  @Test func aSendInSmallPiecesIsWhole() throws {
    try bench.connect()
    for nth in 1...4 { kernel.limit(.send, nth, to: 2) }
    #expect(try bench.send(bench.client, "abcdefg").value == 7)
    let posted = Posted(7)
    #expect(try receive(bench.server, posted).value == 7)
    #expect(posted.bytes == Array("abcdefg".utf8))
  }

  @Test func aReceiveTakesWhatThereIs() throws {
    try bench.connect()
    try bench.send(bench.client, "abcdef")
    kernel.limit(.receive, 1, to: 2)
    let posted = Posted(6)
    #expect(try receive(bench.server, posted).value == 2)
    #expect(posted.bytes == Array("ab".utf8) + [UInt8](repeating: 0xA5, count: 4))
    #expect(try receive(bench.server, posted).value == 4)
    #expect(posted.bytes == Array("cdef".utf8) + [0xA5, 0xA5])
  }

  /// An errno that Winsock has no word for is shown as such, also where it goes through a status.
  @Test func anUnknownErrnoIsShown() throws {
    let s = try bench.socket()
    kernel.fail(.bind, with: EXFULL)
    #expect(bench.layer.bind(bench.main, s, .loopback(.inet, port: 0)).error.rawValue == 0x10000 + UInt32(EXFULL))
    try bench.connect()
    try bench.send(bench.client, "x")
    bench.layer.holdCompletions()
    kernel.fail(.receive, with: EXFULL)
    let posted = Posted(1)
    #expect(try posted.receive(bench, bench.server).error == .WSA_IO_PENDING)
    bench.layer.flowCompletions()
    let told = try bench.returned(
      bench.layer.WSAGetOverlappedResult(bench.main, bench.server, posted.overlapped, wait: false))
    #expect(told.error.rawValue == 0x10000 + UInt32(EXFULL))
  }
}
