import LinuxSockets
import Testing

@testable import Winsock

/// Each call against handles that are none: NULL, INVALID_SOCKET, a closed socket, a number, an event, a port.
@Suite struct HandleTests {
  typealias Call = @Sendable (Bench, Handle) throws -> Return

  static let socketCalls: [(String, Call)] = [
    ("bind", { $0.layer.bind($0.main, $1, .loopback(.inet, port: 0)) }),
    ("listen", { $0.layer.listen($0.main, $1, backlog: 1) }),
    ("accept", { try $0.returned($0.layer.accept($0.main, $1)) }),
    ("connect", { try $0.returned($0.layer.connect($0.main, $1, .loopback(.inet, port: 9))) }),
    ("shutdown", { $0.layer.shutdown($0.main, $1, how: 1) }),
    ("send", { try $0.send($1, "x") }),
    ("recv", { try $0.returned($0.layer.recv($0.main, $1, WSABUF(len: 0, buf: nil), flags: 0)) }),
    ("getsockname", { $0.layer.getsockname($0.main, $1) }),
    ("getpeername", { $0.layer.getpeername($0.main, $1) }),
    ("setsockopt", { $0.layer.setsockopt($0.main, $1, .SO_KEEPALIVE, .number(1)) }),
    ("getsockopt", { $0.layer.getsockopt($0.main, $1, .SO_TYPE) }),
    ("ioctlsocket", { $0.layer.ioctlsocket($0.main, $1, FIONREAD, value: 0) }),
    ("WSARecv", { try Posted(1).receive($0, $1) }),
    ("WSAEventSelect", { $0.layer.WSAEventSelect($0.main, $1, .null, 0) }),
    ("WSAEnumNetworkEvents", { $0.layer.WSAEnumNetworkEvents($0.main, $1, .null) }),
    ("select", { try $0.returned($0.layer.select($0.main, read: [$1], write: nil, except: nil, timeout: 0)) }),
    ("WSAPoll", { try $0.returned($0.layer.WSAPoll($0.main, [($1, 0x100)], timeout: 0)) }),
    (
      "WSAGetOverlappedResult",
      { try $0.returned($0.layer.WSAGetOverlappedResult($0.main, $1, Posted(1).overlapped, wait: false)) }
    ),
    ("DisconnectEx", { try $0.returned($0.layer.DisconnectEx($0.main, $1, overlapped: nil, reuse: false)) }),
    ("closesocket", { try $0.returned($0.layer.closesocket($0.main, $1)) }),
  ]

  @Test func whatIsNoSocketIsWSAENOTSOCK() throws {
    let bench = Bench()
    let stale = try bench.socket()
    _ = bench.layer.closesocket(bench.main, stale)
    let event = try bench.handle(bench.layer.WSACreateEvent(bench.main))
    let port = try bench.handle(
      bench.layer.CreateIoCompletionPort(bench.main, .invalid, .null, key: 0, threads: 0))
    let wrong = [Handle.null, .invalid, stale, Handle(rawValue: 0x1234_5678), Handle(rawValue: 0x41), event, port]
    for (name, call) in Self.socketCalls {
      for handle in wrong {
        let result = try call(bench, handle)
        #expect(result.error == .WSAENOTSOCK, "\(name) on \(handle)")
        #expect(result.value == SOCKET_ERROR || result.value == 0, "\(name) on \(handle)")
        #expect(bench.layer.WSAGetLastError(bench.main).value == 10038, "\(name) on \(handle)")
      }
    }
  }

  @Test func whatIsNoEventIsWSA_INVALID_HANDLE() throws {
    let bench = Bench()
    let socket = try bench.socket()
    for handle in [Handle.null, socket, Handle(rawValue: 0x1234_5678)] {
      #expect(bench.layer.WSASetEvent(bench.main, handle).error == .WSA_INVALID_HANDLE)
      #expect(bench.layer.WSAResetEvent(bench.main, handle).error == .WSA_INVALID_HANDLE)
    }
    #expect(bench.layer.CloseHandle(bench.main, .null).error == .WSA_INVALID_HANDLE)
  }

  @Test func noHandleIsGivenTwice() throws {
    let bench = Bench()
    var seen: Set<Handle> = []
    for _ in 0..<1000 {
      let s = try bench.socket()
      #expect(seen.insert(s).inserted)
      _ = bench.layer.closesocket(bench.main, s)
    }
    #expect(bench.layer.sockets.used <= 2)
  }
}
