import Glibc
import LinuxSockets
import Testing

@testable import Winsock

/// What breaks a connection to a peer that is gone, by MS docs, SO_KEEPALIVE and recv.
@Suite struct KeepAliveTests {
  // linux/tcp.h, linux/in.h
  private static let userTimeout: Int32 = 18
  private static let minimumTTL: Int32 = 21

  private func descriptor(_ bench: Bench, _ s: Handle) -> Int32 {
    bench.layer.sockets[bench.layer.handles.index(s, .socket)].pointee.descriptor
  }

  /// Lets a socket lose everything that comes: it wants segments that no router has passed on, and those of the loopback
  /// say 64. (A filter would do, but not for every user.)
  private func deafen(_ descriptor: Int32) throws {
    var least: Int32 = 255
    try #require(setsockopt(descriptor, Int32(IPPROTO_IP), Self.minimumTTL, &least, 4) == 0)
  }

  /// Data that nobody acknowledges break a connection by their own timer, also where keep-alive is on.
  @Test func dataSentInVainAreATimeOut() throws {
    let bench = Bench()
    try bench.connect()
    _ = bench.layer.setsockopt(bench.main, bench.client, .SO_KEEPALIVE, .number(1))
    try deafen(descriptor(bench, bench.server))
    bench.layer.kernel.setOption(
      descriptor(bench, bench.client), level: Int32(IPPROTO_TCP), name: Self.userTimeout, 250)
    let posted = Posted(16)
    try #require(try posted.receive(bench, bench.client).error == .WSA_IO_PENDING)
    try bench.send(bench.client, "hello")
    bench.settle(posted.overlapped)
    #expect(posted.status == UInt64(NTStatus.STATUS_IO_TIMEOUT.rawValue))
    #expect(try bench.send(bench.client, "x").error == .WSAETIMEDOUT)
  }

  /// A window that never opens again breaks a connection by its own timer, also where keep-alive is on.
  @Test func aWindowThatStaysShutIsATimeOut() throws {
    let bench = Bench()
    try bench.connect()
    for (option, value) in [(SocketOption.SO_KEEPALIVE, 1), (.TCP_KEEPIDLE, 1), (.TCP_KEEPINTVL, 1), (.TCP_KEEPCNT, 1)]
    {
      _ = bench.layer.setsockopt(bench.main, bench.client, option, .number(Int64(value)))
    }
    _ = bench.layer.ioctlsocket(bench.main, bench.client, FIONBIO, value: 1)
    let posted = Posted(16)
    try #require(try posted.receive(bench, bench.client).error == .WSA_IO_PENDING)
    let text = String(repeating: "x", count: 65536)
    for _ in 0..<1000 where try bench.send(bench.client, text).error == .success { bench.settle() }
    try deafen(descriptor(bench, bench.server))
    bench.layer.kernel.setOption(
      descriptor(bench, bench.client), level: Int32(IPPROTO_TCP), name: Self.userTimeout, 250)
    for _ in 0..<5 { bench.settle(posted.overlapped) }
    #expect(posted.status == UInt64(NTStatus.STATUS_IO_TIMEOUT.rawValue))
  }

  /// Probes that nobody answers are told as such, and later calls as a reset.
  @Test func probesInVainAreAReset() throws {
    let bench = Bench()
    try bench.connect()
    for (option, value) in [(SocketOption.SO_KEEPALIVE, 1), (.TCP_KEEPIDLE, 1), (.TCP_KEEPINTVL, 1), (.TCP_KEEPCNT, 1)]
    {
      _ = bench.layer.setsockopt(bench.main, bench.client, option, .number(Int64(value)))
    }
    try deafen(descriptor(bench, bench.server))
    let posted = Posted(16)
    try #require(try posted.receive(bench, bench.client).error == .WSA_IO_PENDING)
    for _ in 0..<3 { bench.settle(posted.overlapped) }
    #expect(posted.status == UInt64(NTStatus.STATUS_NETWORK_NAME_DELETED.rawValue))
    #expect(try bench.send(bench.client, "x").error == .WSAECONNRESET)
  }
}
