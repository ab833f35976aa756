import LinuxSockets
import Testing

@testable import Winsock

/// How operations and blocked calls end otherwise than by data.
@Suite struct EndingTests {
  @Test func aCallThatFailsAtOnceLeavesItsOverlappedPending() throws {
    let bench = Bench()
    try bench.connect()
    let event = try bench.handle(bench.layer.WSACreateEvent(bench.main))
    _ = bench.layer.WSASetEvent(bench.main, event)
    _ = bench.layer.shutdown(bench.main, bench.server, how: 0)
    let posted = Posted(4, event: event)
    #expect(try posted.receive(bench, bench.server).error == .WSAESHUTDOWN)
    #expect(posted.status == 0x103)
    #expect(bench.layer.isSignaled(event) == false)
    #expect(!bench.layer.isPending(posted.overlapped))
  }

  @Test func anEventThatIsNoneIsRefused() throws {
    let bench = Bench()
    try bench.connect()
    let posted = Posted(4, event: bench.client)
    #expect(try posted.receive(bench, bench.server).error == .WSAENOTSOCK)
    #expect(!bench.layer.isPending(posted.overlapped))
  }

  @Test func cancelIoExEndsTheCallAnotherThreadIsBlockedIn() throws {
    let bench = Bench()
    try bench.connect()
    let other = try #require(bench.layer.makeThread())
    let posted = Posted(4)
    let result = bench.layer.recv(other, bench.server, posted.buffer, flags: 0)
    guard case .blocked = result else {
      Issue.record("recv did not block")
      return
    }
    #expect(bench.layer.CancelIo(bench.main, bench.server).value == 1)
    #expect(bench.layer.isBlocked(other))
    #expect(bench.layer.CancelIoEx(bench.main, bench.server, overlapped: nil).value == 1)
    #expect(!bench.layer.isBlocked(other))
    #expect(bench.layer.lastError(other) == .WSA_OPERATION_ABORTED)
    try bench.send(bench.client, "data")
    #expect(try posted.receive(bench, bench.server).error == .success)
  }

  @Test func aClosedSocketEndsSelectAsReadable() throws {
    let bench = Bench()
    try bench.connect()
    let other = try #require(bench.layer.makeThread())
    let server = bench.server
    guard
      case .blocked = bench.layer.select(other, read: [server, server], write: nil, except: nil, timeout: INFINITE)
    else {
      Issue.record("select did not block")
      return
    }
    _ = try bench.returned(bench.layer.closesocket(bench.main, server))
    bench.settle()
    let resumed = try #require(bench.resumed().first)
    #expect(resumed.1.value == 1)
    guard case .sets(let read, _, _) = resumed.1.out else {
      Issue.record("select gave no sets")
      return
    }
    #expect(read == [server])
  }
}
