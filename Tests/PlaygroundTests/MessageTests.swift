import Testing
import Views

@testable import Playground

/// WSARecvMsg and WSASendMsg. The values of the story are those of Wine's test_WSARecvMsg, and were seen with a program of
/// the same calls on Wine 8.0.
struct MessageTests {
  /// A WSAMSG `m` of C with room for control data `ctl`, on two bound datagram sockets; `v` is connected to `u`.
  private func prepared() throws -> Session {
    let session = try session()
    for line in [
      "u = socket udp", "v = socket udp", "bind u 127.0.0.1:0", "bind v 127.0.0.1:0", "connect v u",
      "char data[16], ctl[64]", "WSABUF wb = {16, data}", "SOCKADDR_IN from = {0}", "WSAMSG m = {0}", "DWORD n = 0",
      "m.name = (SOCKADDR*)&from;", "m.lpBuffers = &wb;", "m.Control.buf = ctl;", "OVERLAPPED ov = {0}",
    ] {
      session.run(line)
    }
    reset(session)
    return session
  }

  private func reset(_ session: Session, control: Int = 64) {
    for line in ["m.namelen = 16;", "m.dwBufferCount = 1;", "m.Control.len = \(control);", "m.dwFlags = 0;"] {
      session.run(line)
    }
  }

  private func value(_ expression: String, _ session: Session) -> String? {
    guard case .value(let value) = session.run(expression)?.body else { return nil }
    return value.text
  }

  @Test func controlDataTellWhereADatagramWasSentTo() throws {
    let session = try prepared()
    defer { session.end() }
    session.run("setsockopt u IP_PKTINFO 1")
    session.run("send v \"hello\"")
    #expect(session.call("WSARecvMsg(u, &m, &n, NULL, NULL);")?.returned == .number(0))
    #expect(value("n + 0", session) == "5")
    #expect(value("m.dwFlags", session) == "0")
    #expect(value("m.namelen", session) == "16")
    // As Wine 8.0 gives it: cmsg_len 24, IPPROTO_IP, IP_PKTINFO, 127.0.0.1, interface 1.
    #expect(value("m.Control.len", session) == "24")
    session.run("WSACMSGHDR *h = WSA_CMSG_FIRSTHDR(&m);")
    #expect(value("h->cmsg_len", session) == "24")
    #expect(value("h->cmsg_level == IPPROTO_IP && h->cmsg_type == IP_PKTINFO", session) == "1")
    session.run("IN_PKTINFO *info = (IN_PKTINFO *)WSA_CMSG_DATA(h);")
    #expect(value("info->ipi_addr.s_addr == htonl(INADDR_LOOPBACK)", session) == "1")
    #expect(value("info->ipi_ifindex", session) == "1")
    #expect(value("WSA_CMSG_NXTHDR(&m, h) == NULL", session) == "1")
    #expect(value("from.sin_family", session) == "2")
  }

  @Test func withoutTheOptionThereAreNone() throws {
    let session = try prepared()
    defer { session.end() }
    session.run("send v \"hello\"")
    session.run("WSARecvMsg(u, &m, &n, NULL, NULL);")
    #expect(value("m.Control.len", session) == "0")
    #expect(value("WSA_CMSG_FIRSTHDR(&m) == NULL", session) == "1")
  }

  @Test func whatIsCutOffIsSaid() throws {
    let session = try prepared()
    defer { session.end() }
    session.run("setsockopt u IP_PKTINFO 1")
    session.run("send v \"hello\"")
    reset(session, control: 1)
    #expect(session.call("WSARecvMsg(u, &m, &n, NULL, NULL);")?.error?.name == "WSAEMSGSIZE")
    #expect(value("m.dwFlags == MSG_CTRUNC", session) == "true")
    #expect(value("m.Control.len", session) == "0")
    session.run("send v \"hello\"")
    reset(session)
    session.run("wb.len = 3;")
    #expect(session.call("WSARecvMsg(u, &m, &n, NULL, NULL);")?.error?.name == "WSAEMSGSIZE")
    #expect(value("m.dwFlags == MSG_TRUNC", session) == "true")
  }

  /// The structure is written when the operation ends, its flags by way of it alone (Wine's test_WSARecvMsg: dwFlags of
  /// WSAGetOverlappedResult is 0).
  @Test func anOperationWritesItWhenItEnds() throws {
    let session = try prepared()
    defer { session.end() }
    session.run("setsockopt u IP_PKTINFO 1")
    reset(session, control: 1)
    #expect(session.call("WSARecvMsg(u, &m, NULL, &ov, NULL);")?.error?.name == "WSA_IO_PENDING")
    #expect(value("m.dwFlags", session) == "0")
    session.run("send v \"hello\"")
    #expect(value("m.dwFlags == MSG_CTRUNC", session) == "true")
    #expect(value("from.sin_family", session) == "2")
    let result = session.call("getresult u ov")
    #expect(result?.error?.name == "WSAEMSGSIZE")
    #expect(value("ov.Internal", session) == "STATUS_BUFFER_OVERFLOW")
    #expect(value("ov.InternalHigh", session) == "5")
  }

  @Test(arguments: [
    ("WSARecvMsg(u, NULL, &n, NULL, NULL);", "WSAEFAULT"),
    ("WSARecvMsg(u, &m, NULL, NULL, NULL);", "WSAEFAULT"),
    ("x = socket udp; wsarecvmsg x 4", "WSAEINVAL"),
    ("x = socket; wsarecvmsg x 4", "WSAEOPNOTSUPP"),
    ("wsarecvmsg u 4 flags=MSG_OOB", "WSAEOPNOTSUPP"),
    ("x = socket udp; wsasendmsg x \"a\" to=u", "WSAEINVAL"),
    ("wsasendmsg u \"a\"", "WSAENOTCONN"),
    ("wsasendmsg v \"a\" flags=MSG_PEEK", "WSAEOPNOTSUPP"),
    ("x = socket; wsasendmsg x \"a\" to=u", "WSAEOPNOTSUPP"),
    ("m.Control.buf = NULL; WSARecvMsg(u, &m, &n, NULL, NULL);", "WSAEFAULT"),
    ("m.name = NULL; WSASendMsg(v, &m, 0, &n, NULL, NULL);", "WSAEFAULT"),
  ])
  func whatIsRefused(_ lines: String, _ error: String) throws {
    let session = try prepared()
    defer { session.end() }
    let parts = lines.split(separator: ";").map { $0.trimmingPrefix(" ") }
    for part in parts.dropLast() { session.run(String(part)) }
    #expect(session.call(String(parts.last ?? ""))?.error?.name == error)
  }

  /// The source address of a datagram is the one that its control data name.
  @Test func aDatagramIsSentFromTheAddressThatIsNamed() throws {
    let session = try prepared()
    defer { session.end() }
    session.run("w = socket udp")
    session.run("bind w *:0")
    for line in [
      "from.sin_family = AF_INET;", "m.Control.len = 24;", "WSACMSGHDR *h = (WSACMSGHDR *)ctl;",
      "h->cmsg_len = WSA_CMSG_LEN(sizeof(IN_PKTINFO));", "h->cmsg_level = IPPROTO_IP;", "h->cmsg_type = IP_PKTINFO;",
      "IN_PKTINFO *info = (IN_PKTINFO *)WSA_CMSG_DATA(h);", "info->ipi_addr.s_addr = inet_addr(\"127.0.0.9\");",
      "info->ipi_ifindex = 0;", "wb.len = 2;",
    ] {
      session.run(line)
    }
    let port = session.call("getsockname u")?.out?.first { $0.key == "addr" }
    guard case .address(let address) = port?.value else {
      Issue.record("u has no address")
      return
    }
    session.run("from.sin_port = htons(\(address.port));")
    session.run("from.sin_addr.s_addr = inet_addr(\"127.0.0.1\");")
    #expect(session.call("WSASendMsg(w, &m, 0, &n, NULL, NULL);")?.returned == .number(0))
    let record = session.call("wsarecvmsg u 8")
    guard case .address(let sender) = record?.out?.first(where: { $0.key == "from" })?.value else {
      Issue.record("no sender in \(String(describing: record))")
      return
    }
    #expect(sender.host == "127.0.0.9")
    session.run("h->cmsg_type = 77;")
    #expect(session.call("WSASendMsg(w, &m, 0, &n, NULL, NULL);")?.error?.name == "WSAEINVAL")
  }
}
