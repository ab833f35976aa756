import LinuxSockets
import Testing

@testable import Winsock

/// Small things that Windows does otherwise than one would guess, one test each. Sources: Wine's tests, named at each.
@Suite struct WindowsDiffersTests {
  private let bench = Bench()
  private var layer: WinsockLayer { bench.layer }
  private var main: ThreadID { bench.main }

  private func select(read: [Handle]? = nil, except: [Handle]? = nil) throws -> Int64 {
    try bench.returned(layer.select(main, read: read, write: nil, except: except, timeout: 0)).value
  }

  /// test_select: the error of a refused attempt stays while the socket listens.
  @Test func aListenerAfterARefusedConnectIsExcepted() throws {
    let closed = try bench.listening()
    let address = try #require(layer.boundAddress(closed))
    _ = layer.closesocket(main, closed)
    let s = try bench.socket()
    #expect(layer.ioctlsocket(main, s, FIONBIO, value: 1).error == .success)
    #expect(try bench.returned(layer.connect(main, s, address)).error == .WSAEWOULDBLOCK)
    bench.settle()
    #expect(try select(except: [s]) == 1)
    #expect(layer.listen(main, s, backlog: 1).error == .success)
    #expect(try select(except: [s]) == 1)
    #expect(try select(read: [s]) == 0)
  }

  /// test_connect: before SO_UPDATE_CONNECT_CONTEXT.
  @Test func connectAfterConnectExIsWSAEINVALUntilTheUpdate() throws {
    let listener = try bench.listening()
    let address = try #require(layer.boundAddress(listener))
    let s = try bench.socket()
    #expect(layer.bind(main, s, .loopback(.inet, port: 0)).error == .success)
    let posted = Posted(1)
    _ = layer.ConnectEx(main, s, address, nil, overlapped: posted.overlapped)
    bench.settle(posted.overlapped)
    #expect(try bench.returned(layer.connect(main, s, address)).error == .WSAEINVAL)
    #expect(layer.setsockopt(main, s, .SO_UPDATE_CONNECT_CONTEXT, .nothing).error == .success)
    #expect(try bench.returned(layer.connect(main, s, address)).error == .WSAEISCONN)
  }

  /// test_AcceptEx: Internal is 259 (STATUS_PENDING) whatever the call says.
  @Test func aRefusedAcceptExLeavesItsOverlappedPending() throws {
    let posted = Posted(64)
    #expect(try posted.accept(bench, listener: .invalid, into: bench.socket()).error == .WSAENOTSOCK)
    #expect(posted.status == 259)
  }

  /// test_WSAPoll: an entry without a socket is passed over.
  @Test func flagsOfAnEntryWithoutASocketAreNotLookedAt() throws {
    let listener = try bench.listening()
    let entries: [(socket: Handle, events: UInt16)] = [(.invalid, PollBits.priority), (listener, PollBits.readNormal)]
    let result = try bench.returned(layer.WSAPoll(main, entries, timeout: 0))
    #expect(result.error == .success && result.value == 0)
    guard case .polled(let revents) = result.out else {
      Issue.record("no revents")
      return
    }
    #expect(revents == [PollBits.invalid, 0])
    #expect(
      try bench.returned(layer.WSAPoll(main, [(listener, PollBits.priority)], timeout: 0)).error == .WSAEINVAL)
  }

  /// test_set_getsockopt: one byte counts.
  @Test(arguments: [SocketOption.SO_KEEPALIVE, .TCP_NODELAY])
  func theFirstByteOfTheOptionCounts(_ option: SocketOption) throws {
    let s = try bench.socket()
    for (value, expected) in [(256, 0), (257, 1), (0x1_00, 0), (1, 1)] as [(Int64, UInt64)] {
      #expect(layer.setsockopt(main, s, option, .number(value)).error == .success)
      guard case .value(let found) = layer.getsockopt(main, s, option).out else {
        Issue.record("no value")
        return
      }
      #expect(found == expected, "\(value)")
    }
  }

  /// winsock2.h: FD_SETSIZE is 64, and FD_SET leaves out what is too much.
  @Test func aSetHolds64Sockets() throws {
    let idle = try (0..<64).map { _ in try bench.listening() }
    let ready = try bench.listening()
    let client = try bench.socket()
    let address = try #require(layer.boundAddress(ready))
    #expect(try bench.returned(layer.connect(main, client, address)).error == .success)
    #expect(try select(read: idle + [ready]) == 0)
    #expect(try select(read: idle.dropLast() + [ready]) == 1)
  }
}
