import LinuxSockets
import Testing

@testable import Winsock

/// A non-blocking send is taken whole. Source: Wine's test_write_events, test_send_buffering.
@Suite struct BufferedSendTests {
  private let bench = Bench()
  private let data = (0..<8_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 8) }

  init() throws {
    try bench.connect()
    #expect(bench.layer.ioctlsocket(bench.main, bench.client, FIONBIO, value: 1).value == 0)
  }

  private func sendAll() throws {
    var bytes = data
    let sent = try bytes.withUnsafeMutableBytes {
      try bench.returned(
        bench.layer.send(bench.main, bench.client, WSABUF(len: UInt32($0.count), buf: $0.baseAddress), flags: 0))
    }
    #expect(sent.value == Int64(data.count))
  }

  /// Receives until nothing comes, as often as there are bytes at most.
  private func receiveAll() throws -> [UInt8] {
    #expect(bench.layer.ioctlsocket(bench.main, bench.server, FIONBIO, value: 1).value == 0)
    var all: [UInt8] = []
    let posted = Posted(1 << 20)
    for _ in 0..<100_000 {
      bench.layer.poll(milliseconds: 1)
      let result = try bench.returned(bench.layer.recv(bench.main, bench.server, posted.buffer, flags: 0))
      if result.value == 0 { break }
      if result.value > 0 { all += posted.bytes.prefix(Int(result.value)) }
      if all.count == data.count, !isEnding { break }
    }
    return all
  }
  private var isEnding: Bool { bench.layer.describe(bench.client)?.state != .established }

  @Test func allIsTakenAndNothingMoreUntilItIsOut() throws {
    try sendAll()
    #expect(try bench.send(bench.client, "more").error == .WSAEWOULDBLOCK)
    #expect(
      try bench.returned(bench.layer.select(bench.main, read: nil, write: [bench.client], except: nil, timeout: 0))
        .value == 0)
    #expect(try receiveAll() == data)
    #expect(try bench.send(bench.client, "more").value == 4)
  }

  @Test func theFINWaitsForTheRest() throws {
    try sendAll()
    #expect(bench.layer.shutdown(bench.main, bench.client, how: 1).error == .success)
    #expect(try receiveAll() == data)
  }

  @Test func theRestIsSentAfterClosesocket() throws {
    try sendAll()
    #expect(try bench.returned(bench.layer.closesocket(bench.main, bench.client)).value == 0)
    #expect(bench.layer.orphans.count == 1)
    #expect(try receiveAll() == data)
    #expect(bench.layer.orphans.isEmpty && bench.layer.operations.live == 0)
  }

  @Test func fdWriteComesWhenTheRestIsOut() throws {
    let event = try bench.handle(bench.layer.WSACreateEvent(bench.main))
    #expect(bench.layer.WSAEventSelect(bench.main, bench.client, event, FD.write).error == .success)
    func events() -> UInt32 {
      guard case .networkEvents(let bits, _) = bench.layer.WSAEnumNetworkEvents(bench.main, bench.client, event).out
      else { return 0 }
      return bits
    }
    #expect(events() == FD.write)
    try sendAll()
    #expect(try bench.send(bench.client, "more").error == .WSAEWOULDBLOCK)
    #expect(events() == 0)
    #expect(try receiveAll() == data)
    bench.settle()
    #expect(events() == FD.write)
  }
}
