import Glibc
import LinuxSockets
import Testing

@testable import Winsock

/// Urgent data and resets, where Windows and Linux differ. Sources: Wine's test_oob, test_select and test_shutdown with
/// the lines that only Windows passes.
@Suite struct UrgentTests {
  private let bench = Bench()

  init() throws {
    try bench.connect()
    #expect(bench.layer.ioctlsocket(bench.main, bench.server, FIONBIO, value: 1).value == 0)
  }

  private func urgent(_ bytes: String) throws {
    for byte in bytes {
      try #require(try bench.send(bench.client, String(byte), flags: MSG_OOB).value == 1)
      bench.settle()
    }
  }

  private func receive(_ count: Int = 8, flags: UInt32 = 0) throws -> (Return, [UInt8]) {
    let posted = Posted(count)
    let result = try bench.returned(bench.layer.recv(bench.main, bench.server, posted.buffer, flags: flags))
    return (result, Array(posted.bytes.prefix(max(0, Int(result.value)))))
  }

  private var mark: UInt64? {
    guard case .value(let value) = bench.layer.ioctlsocket(bench.main, bench.server, SIOCATMARK, value: 0).out else {
      return nil
    }
    return value
  }

  @Test func twoUrgentBytesAreReceivedOneAfterTheOther() throws {
    try urgent("ab")
    #expect(try receive(flags: MSG_OOB | MSG_PEEK).1 == Array("a".utf8))
    #expect(try receive(flags: MSG_OOB).1 == Array("a".utf8))
    #expect(try receive(flags: MSG_OOB).1 == Array("b".utf8))
    #expect(try receive(flags: MSG_OOB).0.error == .WSAEWOULDBLOCK)
    #expect(try receive().0.error == .WSAEWOULDBLOCK, "neither is in the stream")
  }

  @Test func eachUrgentByteIsReportedByEventAndPoll() throws {
    let event = try bench.handle(bench.layer.WSACreateEvent(bench.main))
    #expect(bench.layer.WSAEventSelect(bench.main, bench.server, event, FD.oob).error == .success)
    try urgent("ab")
    for _ in 0..<2 {
      let result = bench.layer.WSAEnumNetworkEvents(bench.main, bench.server, event)
      guard case .networkEvents(let bits, _) = result.out else {
        Issue.record("no events")
        return
      }
      #expect(bits == FD.oob)
      let polled = try bench.returned(
        bench.layer.WSAPoll(bench.main, [(bench.server, PollBits.readBand)], timeout: 0))
      #expect(polled.value == 1)
      _ = try receive(flags: MSG_OOB)
    }
    #expect(
      try bench.returned(bench.layer.WSAPoll(bench.main, [(bench.server, PollBits.readBand)], timeout: 0)).value == 0)
  }

  @Test func aByteThatWasTakenDoesNotComeAgainInLine() throws {
    try bench.send(bench.client, "xy")
    try urgent("u")
    #expect(try receive(flags: MSG_OOB).1 == Array("u".utf8))
    #expect(bench.layer.setsockopt(bench.main, bench.server, .SO_OOBINLINE, .number(1)).error == .success)
    try bench.send(bench.client, "z")
    bench.settle()
    #expect(try receive().1 == Array("xy".utf8))
    #expect(try receive().1 == Array("z".utf8))
  }

  @Test func bytesThatWereTakenAreNotInTheStream() throws {
    try bench.send(bench.client, "xy")
    try urgent("a")
    try bench.send(bench.client, "z")
    try urgent("b")
    try bench.send(bench.client, "!")
    bench.settle()
    #expect(try receive(flags: MSG_OOB).1 == Array("a".utf8))
    #expect(try receive(flags: MSG_PEEK).1 == Array("xy".utf8))
    var all: [UInt8] = []
    for _ in 0..<4 { all += try receive().1 }
    #expect(all == Array("xyz!".utf8))
    #expect(try receive(flags: MSG_OOB).1 == Array("b".utf8))
    #expect(bench.layer.readable(bench.server) == 0)
  }

  /// Plain data behind an urgent byte that nobody has received. Source: Wine's test_oob.
  @Test func dataBehindAnUrgentByteAreFD_READ() throws {
    let event = try bench.handle(bench.layer.WSACreateEvent(bench.main))
    #expect(bench.layer.WSAEventSelect(bench.main, bench.server, event, FD.oob | FD.read).error == .success)
    try urgent("u")
    try bench.send(bench.client, "x")
    bench.settle()
    guard case .networkEvents(let bits, _) = bench.layer.WSAEnumNetworkEvents(bench.main, bench.server, event).out
    else {
      Issue.record("no events")
      return
    }
    #expect(bits == FD.oob | FD.read)
    #expect(try receive().1 == Array("x".utf8))
  }

  @Test func theMarkIsReachedWhenUrgentDataComeNextInLine() throws {
    #expect(bench.layer.setsockopt(bench.main, bench.server, .SO_OOBINLINE, .number(1)).error == .success)
    #expect(mark == 1, "no urgent data")
    try bench.send(bench.client, "xy")
    try urgent("u")
    #expect(mark == 0, "other data come first")
    #expect(try receive().1 == Array("xy".utf8))
    #expect(mark == 1)
    #expect(try receive().1 == Array("u".utf8))
    #expect(mark == 1)
  }

  @Test func aResetLosesWhatWasNotReceived() throws {
    try bench.send(bench.client, "lost")
    #expect(
      bench.layer.setsockopt(bench.main, bench.client, .SO_LINGER, .linger(on: true, seconds: 0)).error == .success)
    #expect(try bench.returned(bench.layer.closesocket(bench.main, bench.client)).value == 0)
    bench.settle()
    #expect(bench.layer.readable(bench.server) == 0)
    for _ in 0..<2 { #expect(try receive().0.error == .WSAECONNRESET) }
    #expect(try bench.send(bench.server, "x").error == .WSAECONNRESET)
  }

  /// The peer's FIN came before its reset.
  @Test func aResetAfterTheEndIsAnAbort() throws {
    #expect(try bench.returned(bench.layer.closesocket(bench.main, bench.client)).value == 0)
    #expect(try bench.send(bench.server, "late").value == 4)
    bench.settle()
    #expect(try receive().0.error == .WSAECONNABORTED)
    #expect(try bench.send(bench.server, "later").error == .WSAECONNABORTED)
  }

  @Test func everyOperationUnderWayMeetsTheReset() throws {
    let posted = [Posted(4), Posted(4)]
    for one in posted { #expect(try one.receive(bench, bench.server).error == .WSA_IO_PENDING) }
    _ = bench.layer.setsockopt(bench.main, bench.client, .SO_LINGER, .linger(on: true, seconds: 0))
    _ = bench.layer.closesocket(bench.main, bench.client)
    bench.settle(posted[1].overlapped)
    for one in posted { #expect(one.status == UInt64(NTStatus.STATUS_CONNECTION_RESET.rawValue)) }
  }
}
