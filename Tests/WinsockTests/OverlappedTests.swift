import LinuxSockets
import Testing

@testable import Winsock

@Suite struct OverlappedTests {
  @Test func aReceiveThatPendsIsCompletedByData() throws {
    let bench = Bench()
    try bench.connect()
    let event = try bench.handle(bench.layer.WSACreateEvent(bench.main))
    let posted = Posted(16, event: event)
    let result = try posted.receive(bench, bench.server)
    #expect(result.value == SOCKET_ERROR)
    #expect(result.error == .WSA_IO_PENDING)
    #expect(posted.status == 0x103)
    #expect(bench.layer.isSignaled(event) == false)
    try bench.send(bench.client, "hello")
    bench.settle(posted.overlapped)
    #expect(posted.status == 0)
    #expect(posted.overlapped.pointee.InternalHigh == 5)
    #expect(bench.layer.isSignaled(event) == true)
    #expect(posted.bytes == Array("hello".utf8) + [UInt8](repeating: 0xA5, count: 11))
  }

  @Test func successAtOnceStillSignalsTheEvent() throws {
    let bench = Bench()
    try bench.connect()
    try bench.send(bench.client, "now")
    let event = try bench.handle(bench.layer.WSACreateEvent(bench.main))
    let posted = Posted(8, event: event)
    let result = try posted.receive(bench, bench.server)
    #expect(result.value == 0)
    #expect(result.error == .success)
    #expect(bench.layer.isSignaled(event) == true)
    #expect(posted.overlapped.pointee.InternalHigh == 3)
  }

  @Test func receivesAreCompletedInTheirOrder() throws {
    let bench = Bench()
    try bench.connect()
    let posted = (0..<5).map { _ in Posted(2) }
    for one in posted { #expect(try one.receive(bench, bench.server).error == .WSA_IO_PENDING) }
    try bench.send(bench.client, "aabbccd")
    bench.settle(posted[3].overlapped)
    #expect(posted.map { $0.overlapped.pointee.InternalHigh } == [2, 2, 2, 1, 0])
    #expect(posted[4].status == 0x103)
    #expect(posted[2].bytes == Array("cc".utf8))
  }

  @Test func fiveThousandPendingReceivesAreAnEverydayCase() throws {
    let bench = Bench()
    try bench.connect()
    let posted = (0..<5000).map { _ in Posted(1) }
    for one in posted { #expect(try one.receive(bench, bench.server).error == .WSA_IO_PENDING) }
    #expect(bench.layer.operations.live == 5000)
    try bench.send(bench.client, String(repeating: "x", count: 5000))
    bench.settle(posted[4999].overlapped)
    #expect(posted.allSatisfy { $0.status == 0 && $0.overlapped.pointee.InternalHigh == 1 })
    #expect(bench.layer.operations.live == 0)
  }

  @Test func aPendingOperationTakesAtMost256Bytes() {
    #expect(MemoryLayout<OperationCell>.stride == 128)
  }

  @Test func aStaleEdgeOfAClosedSocketIsDropped() throws {
    let bench = Bench()
    try bench.connect()
    let (c2, s2) = try bench.pair(bench.listener)
    let (first, second) = (Posted(4), Posted(4))
    _ = try first.receive(bench, bench.server)
    _ = try second.receive(bench, s2)
    try bench.send(bench.client, "one")
    try bench.send(c2, "two")
    #expect(try bench.returned(bench.layer.closesocket(bench.main, bench.server)).value == 0)
    #expect(first.status == UInt64(NTStatus.STATUS_CONNECTION_ABORTED.rawValue))
    bench.settle(second.overlapped)
    #expect(second.status == 0)
    #expect(first.bytes == [0xA5, 0xA5, 0xA5, 0xA5])
  }

  @Test func cancellingOneLeavesTheOthersInTheirOrder() throws {
    let bench = Bench()
    try bench.connect()
    let posted = (0..<3).map { _ in Posted(4) }
    for one in posted { _ = try one.receive(bench, bench.server) }
    #expect(bench.layer.CancelIoEx(bench.main, bench.server, overlapped: posted[1].overlapped).value == 1)
    #expect(posted[1].status == UInt64(NTStatus.STATUS_CANCELLED.rawValue))
    try bench.send(bench.client, "aaaabbbb")
    bench.settle(posted[2].overlapped)
    #expect(posted[0].bytes == Array("aaaa".utf8))
    #expect(posted[1].bytes == [0xA5, 0xA5, 0xA5, 0xA5])
    #expect(posted[2].bytes == Array("bbbb".utf8))
  }

  @Test func aSendThatDoesNotFitPendsAndIsDoneWhenThePeerHasRead() throws {
    let bench = Bench()
    try bench.connect()
    _ = bench.layer.setsockopt(bench.main, bench.client, .SO_SNDBUF, .number(0))
    let posted = Posted(400_000)
    let result = try withUnsafePointer(to: posted.buffer) {
      try bench.returned(
        bench.layer.WSASend(
          bench.main, bench.client, UnsafeBufferPointer(start: $0, count: 1), flags: 0, overlapped: posted.overlapped,
          routine: nil))
    }
    #expect(result.error == .WSA_IO_PENDING)
    let sink = Posted(65536)
    var taken = 0
    for _ in 0..<100_000 where taken < 400_000 {
      let read = bench.layer.recv(bench.main, bench.server, sink.buffer, flags: 0)
      guard case .returned(let value) = read else {
        bench.layer.timeOut(bench.main)
        bench.layer.poll(milliseconds: 10)
        continue
      }
      taken += Int(value.value)
      bench.layer.poll()
    }
    #expect(taken == 400_000)
    bench.settle(posted.overlapped)
    #expect(posted.overlapped.pointee.InternalHigh == 400_000)
  }

  @Test func aThreadThatEndsTakesItsOperationsWithIt() throws {
    let bench = Bench()
    try bench.connect()
    let worker = try #require(bench.layer.makeThread())
    let (mine, other) = (Posted(4), Posted(4))
    _ = try mine.receive(bench, bench.server, thread: worker)
    _ = try other.receive(bench, bench.server)
    bench.layer.endThread(worker)
    #expect(mine.status == UInt64(NTStatus.STATUS_CANCELLED.rawValue))
    #expect(other.status == 0x103)
  }
}

@Suite struct HoldingTests {
  @Test func aHeldCompletionComesThroughWhenItIsReleased() throws {
    let bench = Bench()
    try bench.connect()
    bench.layer.holdCompletions()
    let (first, second) = (Posted(2), Posted(2))
    _ = try first.receive(bench, bench.server)
    _ = try second.receive(bench, bench.server)
    try bench.send(bench.client, "aabb")
    bench.settle()
    #expect(bench.layer.heldCompletions.map(\.number) == [1, 2])
    #expect(first.status == 0x103 && second.status == 0x103)
    #expect(bench.layer.release(2)?.overlapped == second.overlapped)
    #expect(first.status == 0x103 && second.status == 0)
    #expect(bench.layer.release(1, failing: .WSAENOBUFS) != nil)
    #expect(first.status == UInt64(NTStatus.STATUS_INSUFFICIENT_RESOURCES.rawValue))
    #expect(first.overlapped.pointee.InternalHigh == 0)
    #expect(bench.layer.release(1) == nil)
  }

  @Test func whatCouldCompleteAtOncePendsWhileCompletionsAreHeld() throws {
    let bench = Bench()
    try bench.connect()
    try bench.send(bench.client, "there")
    bench.layer.holdCompletions()
    let posted = Posted(8)
    #expect(try posted.receive(bench, bench.server).error == .WSA_IO_PENDING)
    #expect(bench.layer.heldCompletions.count == 1)
    bench.layer.flowCompletions()
    #expect(posted.status == 0 && posted.overlapped.pointee.InternalHigh == 5)
    #expect(bench.layer.operations.live == 0)
  }

  @Test func closingASocketLetsGoOfWhatIsHeld() throws {
    let bench = Bench()
    try bench.connect()
    bench.layer.holdCompletions()
    let posted = Posted(8)
    _ = try posted.receive(bench, bench.server)
    try bench.send(bench.client, "x")
    bench.settle()
    _ = bench.layer.closesocket(bench.main, bench.server)
    #expect(posted.status == 0)
    #expect(bench.layer.heldCompletions.isEmpty)
    #expect(bench.layer.operations.live == 0)
  }
}
