import LinuxSockets
import Testing

@testable import Winsock

/// SO_LINGER with a time, by the table of MS docs, closesocket.
@Suite struct LingerTests {
  /// A connection whose client has more to send than the server's end takes unread.
  func full() throws -> Bench {
    let bench = Bench()
    try bench.connect()
    _ = bench.layer.setsockopt(bench.main, bench.client, .SO_SNDBUF, .number(4_000_000))
    _ = bench.layer.setsockopt(bench.main, bench.client, .SO_LINGER, .linger(on: true, seconds: 3))
    let posted = Posted(1_000_000)
    _ = bench.layer.send(bench.main, bench.client, posted.buffer, flags: 0)
    if bench.layer.isBlocked(bench.main) { bench.layer.timeOut(bench.main) }
    return bench
  }

  @Test func closingWaitsUntilThePeerHasEverything() throws {
    let bench = try full()
    guard case .blocked(let limit) = bench.layer.closesocket(bench.main, bench.client) else {
      Issue.record("closesocket did not wait")
      return
    }
    #expect(limit == 3000)
    let reader = try #require(bench.layer.makeThread())
    let sink = Posted(65536)
    for _ in 0..<100_000 where bench.layer.isBlocked(bench.main) {
      if case .blocked = bench.layer.recv(reader, bench.server, sink.buffer, flags: 0) {
        bench.layer.poll(milliseconds: 5)
        bench.layer.timeOut(reader)
      }
      bench.layer.poll()
    }
    #expect(!bench.layer.isBlocked(bench.main))
    #expect(bench.layer.describe(bench.client) == nil)
  }

  @Test func theConnectionIsResetWhenTheTimeIsOver() throws {
    let bench = try full()
    guard case .blocked = bench.layer.closesocket(bench.main, bench.client) else {
      Issue.record("closesocket did not wait")
      return
    }
    bench.layer.timeOut(bench.main)
    #expect(bench.layer.describe(bench.client) == nil)
    let sink = Posted(65536)
    var last = ErrorCode.success
    for _ in 0..<10_000 where last == .success {
      last = try bench.returned(bench.layer.recv(bench.main, bench.server, sink.buffer, flags: 0)).error
    }
    #expect(last == .WSAECONNRESET)
  }

  @Test func aNonblockingSocketSaysWSAEWOULDBLOCKAndStaysOpen() throws {
    let bench = try full()
    _ = bench.layer.ioctlsocket(bench.main, bench.client, FIONBIO, value: 1)
    #expect(try bench.returned(bench.layer.closesocket(bench.main, bench.client)).error == .WSAEWOULDBLOCK)
    #expect(bench.layer.describe(bench.client) != nil)
  }
}
