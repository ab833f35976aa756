import Testing

@testable import Playground

/// Wrong arguments of C, one at a time, and what Windows says to them. The values were seen with a program of the same calls on
/// Wine 8.0, but where a page of the vendor's is named.
struct ArgumentTests {
  private func prepared() throws -> Session {
    let session = try session()
    session.connect()
    for line in [
      "u = socket udp", "bind u 127.0.0.1:0", "p = iocp", "char b[16]", "memset(b, 0, 16);", "WSABUF wb = {4, b}",
      "DWORD n = 0", "DWORD flags = 0", "u_long mode = 0", "int opt = 1", "int len = 4", "OVERLAPPED_ENTRY ents[4]",
      "WSAPOLLFD pf = {0}", "ULONG_PTR key", "LPOVERLAPPED po", "char text[64]", "int zero = 0",
      "SOCKADDR_IN ua = {0}", "ua.sin_family = AF_INET;",
    ] {
      session.run(line)
    }
    return session
  }

  @Test(
    arguments: [
      // to may be NULL: MS docs, sendto.
      ("sendto(c, \"x\", 1, 0, NULL, 0);", nil), ("sendto(u, \"x\", 1, 0, NULL, 0);", "WSAENOTCONN"),
      ("WSASendTo(c, &wb, 1, &n, 0, NULL, 0, NULL, NULL);", nil),
      // No buffer at all is WSAEINVAL, one that is nowhere WSAEFAULT: MS docs, WSARecv and WSASend.
      ("WSARecv(a, NULL, 0, &n, &flags, NULL, NULL);", "WSAEINVAL"),
      ("WSARecv(a, NULL, 1, &n, &flags, NULL, NULL);", "WSAEFAULT"),
      ("WSASend(c, NULL, 0, &n, 0, NULL, NULL);", "WSAEINVAL"),
      ("setsockopt(c, SOL_SOCKET, 9999, (char*)&opt, 4);", "WSAENOPROTOOPT"),
      ("getsockopt(c, SOL_SOCKET, 9999, (char*)&opt, &len);", "WSAENOPROTOOPT"),
      ("setsockopt(c, 77, 4, (char*)&opt, 4);", "WSAEINVAL"),
      ("WSAIoctl(c, FIONREAD, NULL, 0, &mode, 2, &n, NULL, NULL);", "WSAEFAULT"),
      ("WSAIoctl(c, FIONREAD, NULL, 0, NULL, 0, &n, NULL, NULL);", "WSAEFAULT"),
      ("WSAIoctl(c, FIONREAD, NULL, 0, &mode, 4, &n, NULL, NULL);", nil),
      ("WSAIoctl(c, FIONBIO, &mode, 2, NULL, 0, &n, NULL, NULL);", "WSAEFAULT"),
      // Wine's test_WSAPoll.
      ("WSAPoll(NULL, 0, 0);", "WSAEINVAL"), ("WSAPoll(NULL, 1, 0);", "WSAEFAULT"),
      ("WSAPoll(&pf, 0, 0);", "WSAEINVAL"),
      ("QueueUserAPC(NULL, NULL, 0);", "ERROR_INVALID_HANDLE"),
      ("GetQueuedCompletionStatusEx(p, ents, 4, NULL, 0, FALSE);", "ERROR_NOACCESS"),
      ("GetQueuedCompletionStatusEx(p, NULL, 4, &n, 0, FALSE);", "ERROR_NOACCESS"),
      ("gethostname(text, 1);", "WSAEFAULT"), ("gethostname(text, 64);", nil),
      ("WSAAddressToStringA((SOCKADDR*)&ua, sizeof ua, NULL, text, &zero);", "WSAEFAULT"),
    ] as [(String, String?)])
  func whatItGives(_ line: String, _ error: String?) throws {
    let session = try prepared()
    defer { session.end() }
    let record = session.call(line)
    #expect(record != nil, "\(line) is a call")
    #expect(
      record?.error.map { $0.name == "WSA_INVALID_HANDLE" ? "ERROR_INVALID_HANDLE" : $0.name } == error, "\(line)")
  }

  /// lpOverlapped is passed on as it is: MS docs, PostQueuedCompletionStatus.
  @Test func aPacketCarriesAnyNumber() throws {
    let session = try prepared()
    defer { session.end() }
    #expect(session.call("PostQueuedCompletionStatus(p, 1, 2, (LPOVERLAPPED)3);")?.returned == .number(1))
    #expect(session.call("GetQueuedCompletionStatus(p, &n, &key, &po, 0);")?.returned == .number(1))
    for (expression, text) in [("po == (LPOVERLAPPED)3", "1"), ("key == 2 && n == 1", "1")] {
      guard case .value(let value) = session.run(expression)?.body else {
        Issue.record("\(expression) has no value")
        continue
      }
      #expect(value.text == text, "\(expression)")
    }
  }

  /// MS docs, inet_addr (remarks): one to four parts, decimal, octal or hex, the last of which fills what is left.
  @Test(arguments: [
    ("1", 0x0000_0001), ("1.2", 0x0100_0002), ("1.2.3", 0x0102_0003), ("0x7f.1", 0x7f00_0001),
    ("010.1.1.1", 0x0801_0101), ("08.1.1.1", 0xffff_ffff), ("1.2.3.4 x", 0x0102_0304), (" 1.2.3.4", 0xffff_ffff),
    (" ", 0), ("", 0xffff_ffff), ("1..2", 0xffff_ffff), ("1.2.3.4.", 0xffff_ffff), ("1.2.3.4.5", 0xffff_ffff),
    ("4294967295", 0xffff_ffff), ("4294967296", 0xffff_ffff), ("1.16777215", 0x01ff_ffff), ("1.16777216", 0xffff_ffff),
    ("1.2.65536", 0xffff_ffff), ("0x", 0xffff_ffff), ("00", 0), ("0x1.0X2.03.4", 0x0102_0304), ("-1", 0xffff_ffff),
    ("1.2.3.4a", 0xffff_ffff),
  ])
  func internetAddresses(_ text: String, _ host: UInt32) throws {
    let session = try session()
    defer { session.end() }
    #expect(session.call("inet_addr(\"\(text)\");")?.returned == .number(Int64(host.byteSwapped)))
    guard case .value(let value) = session.run("inet_addr(\"\(text)\") + 0")?.body else {
      Issue.record("it has no value in an expression")
      return
    }
    #expect(value.number == Int64(host.byteSwapped))
  }
}
