import LinuxSockets
import Testing

@testable import Winsock

@Suite struct PortTests {
  func port(_ bench: Bench, threads: UInt32 = 0) throws -> Handle {
    try bench.handle(bench.layer.CreateIoCompletionPort(bench.main, .invalid, .null, key: 0, threads: threads))
  }

  func take(_ bench: Bench, _ port: Handle, _ thread: ThreadID? = nil) throws -> (Return, CompletionPacket?) {
    let result = try bench.returned(
      bench.layer.GetQueuedCompletionStatus(thread ?? bench.main, port, timeout: 0))
    if case .packet(let packet) = result.out { return (result, packet) }
    return (result, nil)
  }

  @Test func theStatusBlockIsWrittenWhenThePacketIsTaken() throws {
    let bench = Bench()
    try bench.connect()
    let p = try port(bench)
    #expect(
      bench.layer.CreateIoCompletionPort(bench.main, bench.server, p, key: 42, threads: 0).value
        == Int64(p.rawValue))
    let posted = Posted(8)
    _ = try posted.receive(bench, bench.server)
    try bench.send(bench.client, "abc")
    bench.settle()
    #expect(posted.status == 0x103)
    let (result, packet) = try take(bench, p)
    #expect(result.value == 1)
    #expect(packet?.key == 42)
    #expect(packet?.bytes == 3)
    #expect(packet?.overlapped == posted.overlapped)
    #expect(posted.status == 0)
  }

  @Test func aResetIsTwoErrors() throws {
    let bench = Bench()
    try bench.connect()
    let p = try port(bench)
    _ = bench.layer.CreateIoCompletionPort(bench.main, bench.server, p, key: 1, threads: 0)
    let posted = Posted(8)
    _ = try posted.receive(bench, bench.server)
    _ = bench.layer.setsockopt(bench.main, bench.client, .SO_LINGER, .linger(on: true, seconds: 0))
    _ = bench.layer.closesocket(bench.main, bench.client)
    bench.settle()
    #expect(try take(bench, p).0.error == .ERROR_NETNAME_DELETED)
    let result = try bench.returned(
      bench.layer.WSAGetOverlappedResult(bench.main, bench.server, posted.overlapped, wait: false))
    #expect(result.error == .WSAECONNRESET)
  }

  @Test func waitersAreReleasedLastInFirstOut() throws {
    let bench = Bench()
    let p = try port(bench, threads: 8)
    let workers = (0..<3).compactMap { _ in bench.layer.makeThread() }
    for worker in workers {
      guard case .blocked = bench.layer.GetQueuedCompletionStatus(worker, p, timeout: INFINITE) else {
        Issue.record("did not block")
        return
      }
    }
    for key in 1...3 {
      _ = bench.layer.PostQueuedCompletionStatus(bench.main, p, bytes: 0, key: UInt64(key), overlapped: nil)
    }
    #expect(bench.resumed().map { $0.0.index } == [3, 2, 1])
  }

  @Test func theConcurrencyValueHoldsWaitersBack() throws {
    let bench = Bench()
    let p = try port(bench, threads: 1)
    let workers = (0..<2).compactMap { _ in bench.layer.makeThread() }
    for worker in workers { _ = bench.layer.GetQueuedCompletionStatus(worker, p, timeout: INFINITE) }
    for key in 1...2 {
      _ = bench.layer.PostQueuedCompletionStatus(bench.main, p, bytes: 0, key: UInt64(key), overlapped: nil)
    }
    #expect(bench.resumed().count == 1)
    #expect(bench.layer.describe(port: p)?.active == 1)
    // The running worker blocks elsewhere: the other one may run.
    let event = try bench.handle(bench.layer.WSACreateEvent(bench.main))
    _ = bench.layer.WSAWaitForMultipleEvents(workers[1], [event], all: false, timeout: INFINITE, alertable: false)
    #expect(bench.resumed().count == 2)
  }

  @Test func closingAPortReleasesItsWaiters() throws {
    let bench = Bench()
    let p = try port(bench)
    let worker = try #require(bench.layer.makeThread())
    _ = bench.layer.GetQueuedCompletionStatus(worker, p, timeout: INFINITE)
    #expect(bench.layer.CloseHandle(bench.main, p).value == 1)
    #expect(bench.resumed().first?.1.error == .ERROR_ABANDONED_WAIT_0)
    #expect(!bench.layer.isBlocked(worker))
  }

  @Test func skippingOnSuccessQueuesNothing() throws {
    let bench = Bench()
    try bench.connect()
    let p = try port(bench)
    _ = bench.layer.CreateIoCompletionPort(bench.main, bench.server, p, key: 1, threads: 0)
    #expect(bench.layer.SetFileCompletionNotificationModes(bench.main, bench.server, 1).value == 1)
    try bench.send(bench.client, "x")
    #expect(try Posted(4).receive(bench, bench.server).value == 0)
    #expect(try take(bench, p).0.error == .WAIT_TIMEOUT)
  }
}
