import LinuxSockets
import Testing

@testable import Winsock

/// Lengths that are just right, one too few and one too many; options on a socket that is too far on; outputs poisoned
/// before the call.
@Suite struct BoundaryTests {
  /// An address takes 16 bytes more than the largest one of the protocol: 32 for IPv4. Source: MS docs, AcceptEx
  /// (dwLocalAddressLength).
  @Test(arguments: [(31, false), (32, true), (33, true)]) func acceptExAddressLength(_ length: UInt32, _ isRight: Bool)
    throws
  {
    let bench = Bench()
    let listener = try bench.listening()
    let posted = Posted(8 + 2 * 40)
    let result = try bench.returned(
      bench.layer.AcceptEx(
        bench.main, listener, try bench.socket(), posted.buffer, receiveLength: 8, addressLength: length,
        overlapped: posted.overlapped))
    #expect(result.value == 0)
    #expect(result.error == (isRight ? .WSA_IO_PENDING : .WSA_INVALID_PARAMETER))
    #expect(bench.layer.isPending(posted.overlapped) == isRight)
  }

  /// The buffer holds the data and both addresses, or the call is refused. Recorded on Wine 8.0 (acceptex-buffer).
  @Test(arguments: [(71, false), (72, true)]) func acceptExBuffer(_ size: Int, _ isRight: Bool) throws {
    let bench = Bench()
    let listener = try bench.listening()
    let posted = Posted(size)
    let result = try bench.returned(
      bench.layer.AcceptEx(
        bench.main, listener, try bench.socket(), posted.buffer, receiveLength: 8, addressLength: 32,
        overlapped: posted.overlapped))
    #expect((result.error == .WSA_IO_PENDING) == isRight)
  }

  /// SO_EXCLUSIVEADDRUSE must be set before bind. Source: MS docs, SO_EXCLUSIVEADDRUSE.
  @Test func exclusiveUseAfterBindIsRefused() throws {
    let bench = Bench()
    let s = try bench.socket()
    #expect(bench.layer.setsockopt(bench.main, s, .SO_EXCLUSIVEADDRUSE, .number(1)).error == .success)
    #expect(bench.layer.bind(bench.main, s, .loopback(.inet, port: 0)).error == .success)
    #expect(bench.layer.setsockopt(bench.main, s, .SO_EXCLUSIVEADDRUSE, .number(1)).error == .WSAEINVAL)
  }

  /// WSAEMSGSIZE is for a datagram that is larger than the buffer, not for one that fills it. Source: MS docs, recvfrom.
  @Test(arguments: [(3, false), (4, true), (5, true)]) func aDatagramAndItsBuffer(_ size: Int, _ fits: Bool) throws {
    let bench = Bench()
    let (one, other) = (try bench.socket(2), try bench.socket(2))
    #expect(bench.layer.bind(bench.main, one, .loopback(.inet, port: 0)).error == .success)
    let address = try #require(bench.layer.boundAddress(one))
    let data = Posted(4)
    #expect(try bench.returned(bench.layer.sendto(bench.main, other, data.buffer, to: address, flags: 0)).value == 4)
    let posted = Posted(size)
    posted.memory.initializeMemory(as: UInt8.self, repeating: 0)
    let result = try bench.returned(bench.layer.recvfrom(bench.main, one, posted.buffer, flags: 0))
    #expect(result.error == (fits ? .success : .WSAEMSGSIZE))
    #expect(result.value == (fits ? 4 : -1))
    // What fits is delivered, and nothing behind the datagram is written.
    #expect(
      posted.bytes == [UInt8](repeating: 0xA5, count: min(size, 4)) + [UInt8](repeating: 0, count: max(size - 4, 0)))
  }

  /// select's time limit of 0 looks once, and writes to no set. Source: MS docs, select.
  @Test func selectWithoutTimeLooksOnce() throws {
    let bench = Bench()
    try bench.connect()
    let none = try bench.returned(
      bench.layer.select(bench.main, read: [bench.server], write: nil, except: nil, timeout: 0))
    #expect(none.value == 0 && none.error == .success)
    try bench.send(bench.client, "x")
    let one = try bench.returned(
      bench.layer.select(bench.main, read: [bench.server], write: [bench.server], except: nil, timeout: 0))
    #expect(one.value == 2)
  }

  /// A completion port takes packets in the order in which they were posted. Source: MS docs, I/O Completion Ports (FIFO).
  @Test func packetsAreInOrder() throws {
    let bench = Bench()
    let port = try bench.handle(bench.layer.CreateIoCompletionPort(bench.main, .invalid, .null, key: 0, threads: 0))
    for n in UInt32(1)...3 {
      _ = bench.layer.PostQueuedCompletionStatus(bench.main, port, bytes: n, key: UInt64(n) << 40, overlapped: nil)
    }
    for n in UInt32(1)...3 {
      let result = try bench.returned(bench.layer.GetQueuedCompletionStatus(bench.main, port, timeout: 0))
      guard case .packet(let packet) = result.out else {
        Issue.record("no packet came")
        continue
      }
      #expect(packet.bytes == n && packet.key == UInt64(n) << 40 && packet.overlapped == nil)
    }
    let none = try bench.returned(bench.layer.GetQueuedCompletionStatus(bench.main, port, timeout: 0))
    #expect(none.value == 0 && none.error.rawValue == 258)  // WAIT_TIMEOUT
  }
}
