import LinuxSockets
import Testing

@testable import Winsock

/// A listener whose queue is full refuses, however its client asks. Source: MS docs, listen (backlog): the client gets
/// WSAECONNREFUSED.
@Suite struct FullQueueTests {
  /// A listener that has as many as it takes: Linux keeps one more than the backlog.
  private static func full(_ bench: Bench) throws -> (listener: Handle, address: SocketAddress) {
    let listener = try bench.socket()
    try #require(bench.layer.bind(bench.main, listener, .loopback(.inet, port: 0)).error == .success)
    try #require(bench.layer.listen(bench.main, listener, backlog: 1).error == .success)
    let address = try #require(bench.layer.boundAddress(listener))
    for _ in 0..<2 {
      let c = try bench.socket()
      #expect(try bench.returned(bench.layer.connect(bench.main, c, address)).error == .success)
    }
    return (listener, address)
  }

  private static func refusals(_ bench: Bench) -> Int {
    (bench.layer.journal.start..<bench.layer.journal.end).count {
      if case .refusedForRoom = bench.layer.journal[$0] { return true }
      return false
    }
  }

  @Test func aBlockingConnectFailsAtOnce() throws {
    let bench = Bench()
    let (listener, address) = try Self.full(bench)
    let c = try bench.socket()
    #expect(try bench.returned(bench.layer.connect(bench.main, c, address)).error == .WSAECONNREFUSED)
    #expect(Self.refusals(bench) == 1)
    // With a place free the same socket connects.
    _ = try bench.handle(try bench.returned(bench.layer.accept(bench.main, listener)))
    #expect(try bench.returned(bench.layer.connect(bench.main, c, address)).error == .success)
  }

  @Test func aNonBlockingConnectIsRefusedLater() throws {
    let bench = Bench()
    let (_, address) = try Self.full(bench)
    let c = try bench.socket()
    #expect(bench.layer.ioctlsocket(bench.main, c, FIONBIO, value: 1).error == .success)
    #expect(try bench.returned(bench.layer.connect(bench.main, c, address)).error == .WSAEWOULDBLOCK)
    bench.settle()
    #expect(bench.layer.describe(c)?.state != .synSent)
    #expect(Self.refusals(bench) == 1)
  }

  /// The operation completes with it. Source: MS docs, ConnectEx (the error codes of its completion).
  @Test func ConnectExCompletesWithIt() throws {
    let bench = Bench()
    let (_, address) = try Self.full(bench)
    let c = try bench.socket()
    #expect(bench.layer.bind(bench.main, c, .loopback(.inet, port: 0)).error == .success)
    let posted = Posted(0)
    let result = try bench.returned(
      bench.layer.ConnectEx(bench.main, c, address, nil, overlapped: posted.overlapped))
    #expect(result.error == .WSA_IO_PENDING)
    bench.settle(posted.overlapped)
    #expect(posted.status == UInt64(NTStatus.STATUS_CONNECTION_REFUSED.rawValue))
  }

  /// One of another queue is not asked, and an address where nobody listens refuses by itself.
  @Test func anotherListenerHasRoom() throws {
    let bench = Bench()
    _ = try Self.full(bench)
    let other = try bench.listening()
    let address = try #require(bench.layer.boundAddress(other))
    #expect(try bench.returned(bench.layer.connect(bench.main, try bench.socket(), address)).error == .success)
    #expect(Self.refusals(bench) == 0)
  }
}
