/// Where a claim about Windows or TCP comes from.
public enum ClaimSource: Sendable, Equatable {
  /// A page of the vendor's, or an RFC.
  case documented(String)
  /// A test whose expected values are what Windows gave.
  case seen(String)
  /// Concluded from what is documented and seen, and neither itself.
  case inferred(String)
  /// What this session's own steps hold.
  case session(String)

  /// In a few words, with its kind in parentheses.
  public var text: String {
    switch self {
    case .documented(let page): "\(page) (documented)"
    case .seen(let test): "\(test) (seen on Windows)"
    case .inferred(let what): "\(what) (inferred)"
    case .session(let what): what
    }
  }

  /// Several, as a line tells them.
  public static func text(_ sources: [ClaimSource]) -> String { sources.map(\.text).joined(separator: "; ") }
}

extension CallDescriptor {
  /// Where what is said of the call comes from: its page, and the tests that tell more than the page, or correct it.
  public var sources: [ClaimSource] {
    let tests = Self.tests.filter { $0.calls.contains(name) }.map(\.test)
    return [.documented("Microsoft's page of \(name)")]
      + (tests.isEmpty ? [] : [.seen("Wine's \(tests.joined(separator: ", "))")])
  }

  /// Tests of dlls/ws2_32/tests/sock.c in Wine, whose values were taken on Windows, and the calls that follow them here.
  private static let tests: [(test: String, calls: Set<String>)] = [
    ("test_accept_events", ["WSAEventSelect", "WSAEnumNetworkEvents"]),
    ("test_accept_inheritance", ["accept", "WSAAccept"]),
    ("test_AcceptEx", ["AcceptEx"]),
    ("test_bind", ["bind"]),
    ("test_close_events", ["WSAEventSelect", "WSAEnumNetworkEvents"]),
    ("test_connect", ["connect", "WSAConnect", "ConnectEx"]),
    ("test_connect_events", ["WSAEventSelect", "WSAEnumNetworkEvents"]),
    ("test_DisconnectEx", ["DisconnectEx"]),
    ("test_empty_recv", ["WSARecv"]),
    ("test_fionbio", ["ioctlsocket", "WSAIoctl"]),
    ("test_getpeername", ["getpeername"]),
    ("test_getsockname", ["getsockname"]),
    ("test_listen", ["listen"]),
    ("test_nonblocking_async_recv", ["WSARecv"]),
    ("test_oob", ["recv", "WSARecv", "ioctlsocket"]),
    ("test_read_events", ["WSAEventSelect", "WSAEnumNetworkEvents"]),
    ("test_select", ["select", "getsockopt"]),
    ("test_send_buffering", ["send", "WSASend"]),
    ("test_set_getsockopt", ["setsockopt", "getsockopt"]),
    ("test_shutdown", ["shutdown", "recv", "send"]),
    ("test_tcp_reset", ["recv", "WSARecv"]),
    ("test_write_events", ["WSAEventSelect", "WSAEnumNetworkEvents", "send", "WSASend"]),
    ("test_WSAPoll", ["WSAPoll"]),
    ("test_WSARecv", ["WSARecv"]),
    ("test_WSASocket", ["WSASocket", "socket"]),
  ]
}
