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
    ("sendto", { try $0.returned($0.layer.sendto($0.main, $1, Posted(1).buffer, to: nowhere, flags: 0)) }),
    ("recvfrom", { try $0.returned($0.layer.recvfrom($0.main, $1, Posted(1).buffer, flags: 0)) }),
    ("WSASend", { try Posted(1).send($0, $1) }),
    ("WSASendTo", { try Posted(1).send($0, $1, to: nowhere) }),
    ("WSARecvFrom", { try Posted(1).receiveFrom($0, $1) }),
    (
      "ConnectEx",
      { try $0.returned($0.layer.ConnectEx($0.main, $1, nowhere, nil, overlapped: Posted(1).overlapped)) }
    ),
    ("AcceptEx, listener", { try Posted(64).accept($0, listener: $1, into: $0.socket()) }),
    ("AcceptEx, accepting", { try Posted(64).accept($0, listener: $0.listening(), into: $1) }),
    ("WSAIoctl", { $0.layer.WSAIoctl($0.main, $1, FIONREAD, value: 0) }),
    ("WSAIoctl, extension", { $0.layer.WSAIoctl($0.main, $1, extension: .AcceptEx) }),
    ("closesocket", { try $0.returned($0.layer.closesocket($0.main, $1)) }),
  ]
  static let nowhere = SocketAddress.loopback(.inet, port: 9)

  /// The calls of the kernel's own: they take a HANDLE and say ERROR_INVALID_HANDLE, which has the same number as
  /// WSA_INVALID_HANDLE. Source: MS docs, CancelIo, CancelIoEx, SetFileCompletionNotificationModes,
  /// CreateIoCompletionPort.
  static let fileCalls: [(String, Call)] = [
    ("CancelIo", { $0.layer.CancelIo($0.main, $1) }),
    ("CancelIoEx", { $0.layer.CancelIoEx($0.main, $1, overlapped: nil) }),
    ("SetFileCompletionNotificationModes", { $0.layer.SetFileCompletionNotificationModes($0.main, $1, 1) }),
    ("CreateIoCompletionPort", { $0.layer.CreateIoCompletionPort($0.main, $1, .null, key: 0, threads: 0) }),
  ]
  static let portCalls: [(String, Call)] = [
    ("GetQueuedCompletionStatus", { try $0.returned($0.layer.GetQueuedCompletionStatus($0.main, $1, timeout: 0)) }),
    (
      "GetQueuedCompletionStatusEx",
      {
        try $0.returned(
          $0.layer.GetQueuedCompletionStatusEx($0.main, $1, count: 1, timeout: 0, alertable: false))
      }
    ),
    (
      "PostQueuedCompletionStatus",
      { $0.layer.PostQueuedCompletionStatus($0.main, $1, bytes: 0, key: 0, overlapped: nil) }
    ),
    (
      "CreateIoCompletionPort, port",
      { $0.layer.CreateIoCompletionPort($0.main, try $0.socket(), $1, key: 0, threads: 0) }
    ),
  ]
  static let eventCalls: [(String, Call)] = [
    ("WSASetEvent", { $0.layer.WSASetEvent($0.main, $1) }),
    ("WSAResetEvent", { $0.layer.WSAResetEvent($0.main, $1) }),
  ]

  /// What every table is tried with: an object of each kind, and each closed again.
  struct Wrong {
    let socket, event, port, staleSocket, staleEvent, stalePort: Handle
    let never = [Handle(rawValue: 0x1234_5678), Handle(rawValue: 0x41)]

    init(_ bench: Bench) throws {
      let layer = bench.layer
      let main = bench.main
      func makeEvent() throws -> Handle { try bench.handle(layer.WSACreateEvent(main)) }
      func makePort() throws -> Handle {
        try bench.handle(layer.CreateIoCompletionPort(main, .invalid, .null, key: 0, threads: 0))
      }
      (staleSocket, staleEvent, stalePort) = (try bench.socket(), try makeEvent(), try makePort())
      try #require(try bench.returned(layer.closesocket(main, staleSocket)).error == .success)
      try #require(layer.WSACloseEvent(main, staleEvent).value == 1)
      try #require(layer.CloseHandle(main, stalePort).value == 1)
      (socket, event, port) = (try bench.socket(), try makeEvent(), try makePort())
    }

    var stale: [Handle] { [staleSocket, staleEvent, stalePort] + never }
  }

  /// What a refused call leaves: the error in the result and in the thread.
  func expectRefusals(
    _ calls: [(String, Call)], _ handles: [Handle], _ bench: Bench, _ code: ErrorCode, values: [Int64]
  ) throws {
    for (name, call) in calls {
      for handle in handles {
        _ = bench.layer.WSASetLastError(bench.main, 0)
        let result = try call(bench, handle)
        #expect(result.error == code, "\(name) on \(handle)")
        #expect(values.contains(result.value), "\(name) on \(handle)")
        #expect(
          bench.layer.WSAGetLastError(bench.main).value == Int64(code.rawValue), "\(name) on \(handle)")
      }
    }
  }

  @Test func nonSocketHandleReturnsWSAENOTSOCK() throws {
    let bench = Bench()
    let wrong = try Wrong(bench)
    try expectRefusals(
      Self.socketCalls, [.null, .invalid, wrong.event, wrong.port] + wrong.stale, bench, .WSAENOTSOCK,
      values: [Int64(SOCKET_ERROR), 0])
  }

  @Test func fileCallsRefuseHandlesThatAreNotOpenSockets() throws {
    let bench = Bench()
    let wrong = try Wrong(bench)
    try expectRefusals(
      Self.fileCalls, [.null, wrong.event, wrong.port] + wrong.stale, bench, .WSA_INVALID_HANDLE, values: [0])
  }

  @Test func portCallsRefuseHandlesThatAreNotOpenPorts() throws {
    let bench = Bench()
    let wrong = try Wrong(bench)
    // NULL asks CreateIoCompletionPort for a new port, so that it is left out of that table.
    try expectRefusals(
      Self.portCalls, [wrong.event, wrong.socket] + wrong.stale, bench, .WSA_INVALID_HANDLE, values: [0])
    try expectRefusals(Array(Self.portCalls.dropLast()), [.null], bench, .WSA_INVALID_HANDLE, values: [0])
  }

  @Test func eventCallsRefuseHandlesThatAreNotOpenEvents() throws {
    let bench = Bench()
    let wrong = try Wrong(bench)
    try expectRefusals(
      Self.eventCalls, [.null, wrong.port, wrong.socket] + wrong.stale, bench, .WSA_INVALID_HANDLE, values: [0])
    let wait: Call = {
      try $0.returned(
        $0.layer.WSAWaitForMultipleEvents($0.main, [$1], all: false, timeout: 0, alertable: false))
    }
    try expectRefusals(
      [("WSAWaitForMultipleEvents", wait)], [.null] + wrong.stale, bench, .WSA_INVALID_HANDLE,
      values: [Int64(WSA_WAIT_FAILED)])
    try expectRefusals(
      [("CloseHandle", { $0.layer.CloseHandle($0.main, $1) })], [.null] + wrong.stale, bench,
      .WSA_INVALID_HANDLE, values: [0])
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
