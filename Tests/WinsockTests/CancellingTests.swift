import LinuxSockets
import Testing

@testable import Winsock

/// What cancelling ends, and what it lets go on. Source: MS docs, CancelIo and CancelIoEx; AcceptEx (dwReceiveDataLength).
@Suite struct CancellingTests {
  private let bench = Bench()
  private let cancelled = UInt64(NTStatus.STATUS_CANCELLED.rawValue)

  /// An AcceptEx that has its connection and waits for data is the listener's operation still.
  @Test func anAcceptExThatWaitsForDataIsCancelledWithItsListener() throws {
    let listener = try bench.listening()
    let posted = Posted(8 + 64)
    let result = try bench.returned(
      bench.layer.AcceptEx(
        bench.main, listener, try bench.socket(), posted.buffer, receiveLength: 8, addressLength: 32,
        overlapped: posted.overlapped))
    #expect(result.error == .WSA_IO_PENDING)
    let client = try bench.socket()
    let address = try #require(bench.layer.boundAddress(listener))
    #expect(try bench.returned(bench.layer.connect(bench.main, client, address)).error == .success)
    bench.settle()
    #expect(bench.layer.isPending(posted.overlapped), "the connection is there, the data are not")
    #expect(bench.layer.CancelIo(bench.main, listener).value == 1)
    #expect(posted.status == cancelled)
  }

  /// The receive behind a cancelled one gets the next bytes.
  @Test func whatWaitsBehindACancelledReceiveIsServed() throws {
    try bench.connect()
    let (first, second) = (Posted(4), Posted(4))
    for posted in [first, second] { #expect(try posted.receive(bench, bench.server).error == .WSA_IO_PENDING) }
    #expect(bench.layer.CancelIoEx(bench.main, bench.server, overlapped: first.overlapped).value == 1)
    try bench.send(bench.client, "here")
    bench.settle(second.overlapped)
    #expect(first.status == cancelled && first.bytes == [UInt8](repeating: 0xA5, count: 4))
    #expect(second.status == 0 && second.bytes == Array("here".utf8))
  }

  /// The receive behind a MSG_WAITALL that holds a part of its bytes gets what comes after those, at once.
  @Test func whatHasArrivedGoesToTheNextReceiveAtOnce() throws {
    try bench.connect()
    let (whole, next) = (Posted(8), Posted(4))
    #expect(try whole.receive(bench, bench.server, flags: MSG_WAITALL).error == .WSA_IO_PENDING)
    #expect(try next.receive(bench, bench.server).error == .WSA_IO_PENDING)
    #expect(bench.layer.CancelIoEx(bench.main, bench.server, overlapped: whole.overlapped).value == 1)
    #expect(bench.layer.isPending(next.overlapped))
    try bench.send(bench.client, "next")
    bench.settle(next.overlapped)
    #expect(next.bytes == Array("next".utf8))
  }

  @Test func aPendingUrgentReceiveIsServedByAnUrgentByteAlone() throws {
    try bench.connect()
    let posted = Posted(4)
    #expect(try posted.receive(bench, bench.server, flags: MSG_OOB).error == .WSA_IO_PENDING)
    try bench.send(bench.client, "plain")
    bench.settle()
    #expect(bench.layer.isPending(posted.overlapped))
    try bench.send(bench.client, "!", flags: MSG_OOB)
    bench.settle(posted.overlapped)
    #expect(posted.status == 0 && posted.overlapped.pointee.InternalHigh == 1 && posted.bytes.first == 0x21)
  }

  /// Nobody is at the port: the next receive fails, the sends do not. Source: MS docs, recvfrom (WSAECONNRESET).
  @Test func anUnreachablePortIsReportedByTheNextReceive() throws {
    let closed = try bench.socket(2)
    #expect(bench.layer.bind(bench.main, closed, .loopback(.inet, port: 0)).error == .success)
    let address = try #require(bench.layer.boundAddress(closed))
    _ = bench.layer.closesocket(bench.main, closed)
    let s = try bench.socket(2)
    #expect(try bench.returned(bench.layer.connect(bench.main, s, address)).error == .success)
    #expect(bench.layer.ioctlsocket(bench.main, s, FIONBIO, value: 1).error == .success)
    for _ in 0..<2 { #expect(try bench.send(s, "x").value == 1) }
    let posted = Posted(4)
    func receive() throws -> ErrorCode {
      try bench.returned(bench.layer.recv(bench.main, s, posted.buffer, flags: 0)).error
    }
    #expect(try receive() == .WSAECONNRESET)
  }
}
