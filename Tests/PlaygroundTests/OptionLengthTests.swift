import Testing

@testable import Playground

/// How much of an option a call takes and gives. Source: Wine's test_set_getsockopt (test_optsize), and what a program of the
/// same calls gave on Wine 8.0.
struct OptionLengthTests {
  private func prepared() throws -> Session {
    let session = try session()
    session.connect()
    for line in ["char b[16]", "memset(b, 0, 16);", "int len = 0;"] { session.run(line) }
    return session
  }

  @Test(
    arguments: [
      ("SO_TYPE", 3, "WSAEFAULT", 3), ("SO_TYPE", 0, "WSAEFAULT", 0), ("SO_TYPE", -1, "WSAEFAULT", -1),
      ("SO_LINGER", 3, "WSAEFAULT", 3), ("SO_RCVBUF", 2, "WSAEFAULT", 2), ("SO_RCVTIMEO", 3, "WSAEFAULT", 3),
      ("SO_KEEPALIVE", 2, nil, 1), ("SO_KEEPALIVE", 8, nil, 1), ("SO_REUSEADDR", 1, nil, 1),
      ("SO_REUSEADDR", 3, nil, 1),
      ("SO_REUSEADDR", 9, nil, 4), ("SO_TYPE", 8, nil, 4), ("SO_LINGER", 6, nil, 4),
    ] as [(String, Int, String?, Int)])
  func getsockoptLooksAtTheRoom(_ option: String, _ room: Int, _ error: String?, _ written: Int) throws {
    let session = try prepared()
    defer { session.end() }
    session.run("len = \(room);")
    #expect(session.call("getsockopt(c, SOL_SOCKET, \(option), b, &len);")?.error?.name == error)
    #expect(session.value(of: Array("len".utf8)) == String(written))
  }

  @Test(
    arguments: [
      ("SOL_SOCKET, SO_LINGER, b, 3", "WSAEFAULT"), ("SOL_SOCKET, SO_RCVBUF, b, 3", "WSAEFAULT"),
      ("SOL_SOCKET, SO_KEEPALIVE, b, 0", "WSAEFAULT"), ("SOL_SOCKET, SO_KEEPALIVE, b, 1", nil),
      ("IPPROTO_TCP, TCP_NODELAY, b, 1", nil), ("SOL_SOCKET, SO_LINGER, b, 4", nil),
      ("SOL_SOCKET, SO_LINGER, NULL, 4", "WSAEFAULT"),
    ] as [(String, String?)])
  func setsockoptDoesToo(_ arguments: String, _ error: String?) throws {
    let session = try prepared()
    defer { session.end() }
    #expect(session.call("setsockopt(c, \(arguments));")?.error?.name == error)
  }

  /// An int below zero is a large unsigned length. Source: MS docs, send and recv (WSAEFAULT); select's TIMEVAL is not valid
  /// (WSAEINVAL).
  @Test(arguments: [
    ("send(c, b, -1, 0);", "WSAEFAULT"), ("recv(a, b, -1, 0);", "WSAEFAULT"), ("send(c, \"x\", -1, 0);", "WSAEFAULT"),
    ("TIMEVAL tv = {-1, 0}; fd_set f; FD_ZERO(&f); FD_SET(c, &f); select(0, &f, NULL, NULL, &tv);", "WSAEINVAL"),
    ("TIMEVAL tv = {0, -1}; fd_set f; FD_ZERO(&f); FD_SET(c, &f); select(0, &f, NULL, NULL, &tv);", "WSAEINVAL"),
  ])
  func whatIsBelowZero(_ lines: String, _ error: String) throws {
    let session = try prepared()
    defer { session.end() }
    var last = session.call(lines)
    while let next = session.nextScriptLine() {
      if case .call(let record)? = session.run(next)?.body { last = record }
    }
    #expect(last?.error?.name == error)
  }
}
