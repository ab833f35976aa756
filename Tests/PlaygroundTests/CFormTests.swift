import Testing
import Views

@testable import Playground

/// A line written as C is the short form: the same call, the same record.
struct CFormTests {
  /// Lines that make what the calls below need.
  static let setting = [
    "l = socket", "bind l 127.0.0.1:0", "listen l", "c = socket", "connect c l", "a = accept l", "x = socket",
    "u = socket udp", "bind u 127.0.0.1:0", "e = event", "p = iocp", "b = wsabuf 16", "b2 = wsabuf \"abc\"",
    "ab = wsabuf 128", "o = overlapped", "o2 = overlapped event=e", "f = socket", "s4 = socket", "bind f 127.0.0.1:0",
    "routine r", "m = createmutex owned", "c0 = createsemaphore 0 3",
  ]

  /// A line of each command that is a call, and what the same call is in C with all its arguments.
  static let lines: [(short: String, c: String)] = [
    (
      "createfile nosuch.txt",
      "CreateFileA(\"nosuch.txt\", GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);"
    ),
    (
      "createfile \"none.txt\"",
      "CreateFile(\"none.txt\", GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);"
    ),
    ("transmitfile a NULL buffers=b2,b2", "TransmitFile(a, NULL, 0, 0, NULL, {b2, b2}, 0);"),
    ("transmitfile a x o bytes=4 flags=TF_DISCONNECT", "TransmitFile(a, x, 4, 0, &o, NULL, TF_DISCONNECT);"),
    ("wsaaccept l reject", "WSAAccept(l, NULL, NULL, CF_REJECT, 0);"),
    ("accept s4", "accept(s4, NULL, NULL);"), ("acceptex l x ab o", "AcceptEx(l, x, ab.buf, 0, 32, 32, &n, &o);"),
    (
      "acceptex l x ab o data=4",
      "AcceptEx(l, x, ab.buf, 4, sizeof(SOCKADDR_IN) + 16, sizeof(SOCKADDR_IN) + 16, &n, &o)"
    ),
    ("bind s4 127.0.0.1:0", "bind(s4, 127.0.0.1:0, sizeof(SOCKADDR_IN));"), ("cancelio a", "CancelIo(a);"),
    ("cancelioex a o", "CancelIoEx((HANDLE)a, &o);"), ("closehandle p", "CloseHandle(p);"),
    ("closesocket x", "closesocket(x);"),
    ("n = createevent manual", "HANDLE n = CreateEventW(NULL, TRUE, FALSE, NULL);"),
    ("createevent signaled", "CreateEvent(NULL, FALSE, TRUE, NULL);"), ("getlasterror", "DWORD d = GetLastError();"),
    ("inet_addr 127.0.0.1", "inet_addr(\"127.0.0.1\");"), ("inet_ntoa 127.0.0.1", "inet_ntoa(hex:7f000001);"),
    ("gethostbyname \"127.0.0.1\"", "gethostbyname(\"127.0.0.1\");"),
    (
      "wsaaddresstostring 127.0.0.1:80",
      "WSAAddressToString(127.0.0.1:80, sizeof(SOCKADDR_IN), NULL, text, &size);"
    ),
    (
      "wsastringtoaddress \"127.0.0.1:80\"",
      "WSAStringToAddress(\"127.0.0.1:80\", AF_INET, NULL, &address, &length);"
    ),
    ("wsasenddisconnect c", "WSASendDisconnect(c, NULL);"), ("wsarecvdisconnect a", "WSARecvDisconnect(a, NULL);"),
    ("resetevent e", "ResetEvent(e);"),
    ("setevent e", "SetEvent(e);"), ("sleep 0", "Sleep(0);"),
    ("waitforsingleobject e 0", "WaitForSingleObject(e, 0);"),
    ("waitforsingleobjectex e 0 alertable", "WaitForSingleObjectEx(e, 0, TRUE);"),
    ("waitformultipleobjectsex e all 0", "WaitForMultipleObjectsEx(1, &e, TRUE, 0, FALSE);"),
    ("mm = createmutex owned", "HANDLE mm = CreateMutex(NULL, TRUE, NULL);"),
    ("releasemutex m", "ReleaseMutex(m);"),
    ("cc = createsemaphore 1 3", "HANDLE cc = CreateSemaphore(NULL, 1, 3, NULL);"),
    ("releasesemaphore c0 2", "ReleaseSemaphore(c0, 2, &previous);"),
    ("getoverlappedresult a o", "GetOverlappedResult((HANDLE)a, &o, &n, FALSE);"),
    ("queueuserapc r main 7", "QueueUserAPC(r, main, 7);"),
    ("waitformultipleobjects e all 0", "WaitForMultipleObjects(1, &e, TRUE, 0);"),
    ("wsaconnect x l", "WSAConnect(x, (SOCKADDR *)&l, sizeof l, NULL, NULL, NULL, NULL);"),
    ("connect x l", "connect(x, (SOCKADDR *)&l, sizeof l);"),
    ("connectex f l o \"hi\"", "ConnectEx(f, l, sizeof l, \"hi\", 2, NULL, &o);"),
    ("connectex f l o", "ConnectEx(f, l, sizeof l, NULL, 0, NULL, &o);"),
    ("q = createiocompletionport", "HANDLE q = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);"),
    ("createiocompletionport a p key=7", "CreateIoCompletionPort((HANDLE)a, p, 7, 0);"),
    ("disconnectex c o reuse", "DisconnectEx(c, &o, TF_REUSE_SOCKET, 0);"),
    ("disconnectex c", "DisconnectEx(c, NULL, 0, 0);"), ("@w exitthread 3", "@w ExitThread(3);"),
    ("getacceptexsockaddrs ab", "GetAcceptExSockaddrs(ab.buf, 0, 32, 32, &l, &ll, &r, &rl);"),
    ("getaddrinfo \"127.0.0.1\" 80", "getaddrinfo(\"127.0.0.1\", \"80\", &hints, &result);"),
    ("gethostname", "gethostname(name, sizeof name);"), ("getpeername a", "getpeername(a, &addr, &len);"),
    ("getqueuedcompletionstatus p 0", "GetQueuedCompletionStatus(p, &n, &key, &po, 0);"),
    ("getqueuedcompletionstatusex p 4 0 alertable", "GetQueuedCompletionStatusEx(p, entries, 4, &n, 0, TRUE);"),
    ("getresult a o", "BOOL ok = WSAGetOverlappedResult(a, &o, &n, FALSE, &flags);"),
    ("getresult a o wait", "WSAGetOverlappedResult(a, &o, &n, TRUE, &flags);"),
    ("getsockname a", "getsockname(a, (SOCKADDR*)&addr, &len);"),
    ("getsockopt a SO_TYPE", "getsockopt(a, SOL_SOCKET, SO_TYPE, (char*)&value, &len);"), ("htonl 1", "htonl(1)"),
    ("htons 1", "u_short n = htons(1);"),
    ("inet_ntop inet hex:7f000001", "inet_ntop(AF_INET, hex:7f000001, text, 16);"),
    ("inet_pton inet \"127.0.0.1\"", "inet_pton(AF_INET, \"127.0.0.1\", &addr);"),
    ("ioctlsocket a FIONBIO 1", "ioctlsocket(a, FIONBIO, &1);"),
    ("ioctlsocket a FIONREAD", "ioctlsocket(a, FIONREAD, &n);"),
    ("listen l 5", "listen(l, 5);"), ("listen l", "listen(l, SOMAXCONN);"), ("ntohl 1", "ntohl(1);"),
    ("ntohs 0x50", "ntohs(0x50);"),
    ("postqueuedcompletionstatus p 1 2 o", "PostQueuedCompletionStatus(p, 1, 2, &o);"),
    ("recv u 10", "recv(u, buf, 10, 0);"), ("recv x b flags=MSG_PEEK", "int n = recv(x, b.buf, 16, MSG_PEEK);"),
    ("recvfrom x b", "recvfrom(x, b.buf, b.len, 0, &from, &fromlen);"),
    ("select read=a,c write=a 0", "select(0, {a, c}, {a}, NULL, 0);"),
    ("select read=l 10", "select(0, &l, NULL, NULL, 10);"),
    ("send c \"a, b (c); d\"", "send(c, \"a, b (c); d\", 11, 0);"), ("send c \"x\"*3", "send(c, \"x\"*3, 3, 0);"),
    ("sendto u \"x\" u flags=MSG_DONTROUTE", "sendto(u, \"x\", 1, MSG_DONTROUTE, (SOCKADDR*)&u, sizeof u);"),
    (
      "setfilecompletionnotificationmodes a FILE_SKIP_COMPLETION_PORT_ON_SUCCESS|FILE_SKIP_SET_EVENT_ON_HANDLE",
      "SetFileCompletionNotificationModes((HANDLE)a, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS | FILE_SKIP_SET_EVENT_ON_HANDLE);"
    ),
    ("setsockopt a SO_LINGER on,5", "setsockopt(a, SOL_SOCKET, SO_LINGER, on,5);"),
    ("setsockopt a SO_LINGER off", "setsockopt(a, SOL_SOCKET, SO_LINGER, off, sizeof linger);"),
    ("setsockopt a TCP_NODELAY 1", "setsockopt(a, IPPROTO_TCP, TCP_NODELAY, (char *)&1, sizeof(BOOL));"),
    (
      "setsockopt a SO_UPDATE_ACCEPT_CONTEXT l",
      "setsockopt(a, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, (char*)&l, sizeof l);"
    ),
    ("setsockopt a SO_UPDATE_CONNECT_CONTEXT", "setsockopt(a, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0);"),
    ("shutdown c send", "shutdown(c, SD_SEND);"), ("sleepex 0 alertable", "SleepEx(0, TRUE);"),
    ("s = socket AF_INET SOCK_STREAM 0", "SOCKET s = socket(AF_INET, SOCK_STREAM, 0);"),
    ("socket udp inet6", "socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP)"),
    ("wait e all 0 alertable", "WSAWaitForMultipleEvents(1, &e, TRUE, 0, TRUE);"),
    ("wait e any 0", "DWORD i = WSAWaitForMultipleEvents(1, {e}, FALSE, 0, FALSE);"), ("wsacleanup", "WSACleanup();"),
    ("wsacloseevent e", "WSACloseEvent(e);"), ("n = wsacreateevent", "WSAEVENT n = WSACreateEvent();"),
    ("wsaenumnetworkevents a e", "WSAEnumNetworkEvents(a, e, &events);"),
    ("wsaduplicatesocket a info", "WSADuplicateSocketW(a, GetCurrentProcessId(), &info);"),
    ("wsaeventselect a e FD_READ|FD_CLOSE", "WSAEventSelect(a, e, FD_READ | FD_CLOSE);"),
    ("wsagetlasterror", "int error = WSAGetLastError();"),
    (
      "wsaioctl a SIO_GET_EXTENSION_FUNCTION_POINTER WSAID_ACCEPTEX",
      "WSAIoctl(a, SIO_GET_EXTENSION_FUNCTION_POINTER, &WSAID_ACCEPTEX, sizeof(GUID), &fn, sizeof fn, &n, NULL, NULL);"
    ),
    ("wsaioctl a FIONREAD", "WSAIoctl(a, FIONREAD, NULL, 0, &n, sizeof n, &bytes, NULL, NULL);"),
    ("wsaioctl a FIONBIO 1", "WSAIoctl(a, FIONBIO, &1, 4, NULL, 0, &bytes, NULL, NULL);"),
    ("wsapoll a:POLLIN|POLLOUT,c:POLLIN 0", "WSAPoll({a:POLLIN | POLLOUT, c:POLLIN}, 2, 0);"),
    ("wsarecv a b o", "WSARecv(a, &b, 1, NULL, &flags, &o, NULL);"),
    ("wsarecv a b,b2 o flags=MSG_PEEK routine=r", "WSARecv(a, {b, b2}, 2, NULL, &MSG_PEEK, &o, r);"),
    ("wsarecvfrom u b o", "WSARecvFrom(u, &b, 1, NULL, &flags, &from, &fromlen, &o, NULL);"),
    ("wsarecvmsg u b o", "WSARecvMsg(u, {b}, NULL, &o, NULL);"),
    ("wsarecvmsg u b,b2 o flags=MSG_PEEK routine=r", "WSARecvMsg(u, {b, b2, MSG_PEEK}, NULL, &o, r);"),
    ("wsaresetevent e", "WSAResetEvent(e);"), ("wsasend c b2 o", "WSASend(c, &b2, 1, NULL, 0, &o, NULL);"),
    ("wsasend c b2,b2 o flags=MSG_OOB", "WSASend(c, {b2, b2}, 2, NULL, MSG_OOB, &o, NULL)"),
    ("wsasendto u b2 u o", "WSASendTo(u, &b2, 1, NULL, 0, (SOCKADDR*)&u, sizeof u, &o, NULL);"),
    ("wsasendmsg u b2 o", "WSASendMsg(u, {b2}, 0, NULL, &o, NULL);"),
    ("wsasendmsg u b2,b2 to=127.0.0.1:9", "WSASendMsg(u, {b2, b2, 127.0.0.1:9}, 0, &n, NULL, NULL);"),
    ("wsasetevent e", "WSASetEvent(e);"), ("wsasetlasterror 10035", "WSASetLastError(10035);"),
    ("s = wsasocket udp", "SOCKET s = WSASocketW(AF_INET, SOCK_DGRAM, IPPROTO_UDP, NULL, 0, WSA_FLAG_OVERLAPPED);"),
    ("s = wsasocket overlapped=no", "SOCKET s = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, 0, 0);"),
    ("wsastartup 2.2", "WSAStartup(MAKEWORD(2, 2), &data);"),
  ]

  private func prepared() throws -> Session {
    let session = try session()
    for line in Self.setting + ["thread w"] { session.run(line) }
    return session
  }

  /// A step's record without its line, its call as C, and what came of it.
  private func told(_ line: String) throws -> (json: String, c: String, warnings: Int) {
    let session = try prepared()
    defer { session.end() }
    var step = try #require(session.run(line))
    var c = ""
    switch step.body {
    case .call(let record): c = record.c
    case .blocked(_, let text): c = text
    default: break
    }
    step.line = ""
    // What changed is left out: how far a close has come on a shared loopback is a matter of moments.
    var out: [UInt8] = []
    JSONView(brief: true).write(step, into: &out)
    let text = String(decoding: out, as: UTF8.self)
    let port = #/127\.0\.0\.1:[1-9]\d+/#
    return (text.replacing(port, with: "ADDR"), c.replacing(port, with: "ADDR"), step.warnings.count)
  }

  @Test(arguments: lines.indices)
  func isTheShortForm(_ i: Int) throws {
    let (short, c) = Self.lines[i]
    let expected = try told(short)
    #expect(!expected.c.isEmpty, "\(short) is a call: \(expected.json)")
    let given = try told(c)
    #expect(given.json == expected.json, "\(c)")
    #expect(given.c == expected.c)
  }

  /// The short form of a C line is read as the same: what it prints then is the same again.
  @Test(arguments: lines.indices)
  func isPrintedInTheShortForm(_ i: Int) throws {
    let session = try prepared()
    defer { session.end() }
    let printed = try session.invocation(Self.lines[i].c).shortForm(session)
    #expect(try session.invocation(printed).shortForm(session) == printed)
    #expect(try told(printed).json == told(Self.lines[i].short).json, "\(printed)")
  }

  @Test(arguments: lines.indices)
  func whatIsPrintedIsUnderstood(_ i: Int) throws {
    let expected = try told(Self.lines[i].short)
    // A port differs from session to session, and what is too long to print is cut.
    guard !expected.c.contains("ADDR"), !expected.c.contains("_…") else { return }
    let thread = Self.lines[i].short.hasPrefix("@w") ? "@w " : ""
    let name = Self.lines[i].short.firstMatch(of: #/^\w+ = /#).map { String($0.output) } ?? ""
    let given = try told(thread + name + expected.c)
    #expect(given.json == expected.json, "\(expected.c)")
  }

  @Test func everyCallHasALine() {
    let shown = Set(Self.lines.map { $0.c.split(separator: "(")[0].split(separator: " ").last.map(String.init) ?? "" })
    for command in Catalogue.all where !command.call.isEmpty {
      #expect(shown.contains(command.call), "\(command.call) has no line in C here")
      let arity =
        command.prototype.split(separator: "(")[1] == "void)" ? 0 : command.prototype.split(separator: ",").count
      #expect(command.shapes.first?.count == arity, "\(command.call): \(command.prototype)")
    }
  }

  @Test(arguments: [
    ("bind(s, 127.0.0.1:1)x", "\"x\" after the call is not understood", 20..<21),
    ("listen(nosuch, 5);", "there is no \"nosuch\"", 7..<13), ("listen(l, five);", "\"five\" is not a number", 10..<14),
    ("listen(l, 5, 6);", "listen takes 2 arguments in C, not 3", 6..<15),
    ("listen(l, );", "an argument is missing", 10..<10),
    ("WSARecv(a, &nosuch, 1, NULL, &flags, &o, NULL);", "there is no \"nosuch\"", 12..<18),
    ("SleepEx(0, MAYBE);", "\"MAYBE\" is not FALSE or TRUE", 11..<16),
    ("  @w   listen( nosuch , 5 ) ;", "there is no \"nosuch\"", 13..<19),
  ])
  func tellsWhereItIsWrong(_ line: String, _ message: String, _ place: Range<Int>) throws {
    let session = try prepared()
    let error = session.usage(line)
    #expect(error?.message == message)
    #expect(error?.place == place)
    if error?.hint?.contains("one call") != true { #expect(error?.hint?.contains("(") == true, "the prototype") }
    session.end()
  }

  @Test func aByteCountBesideAnOverlappedIsWarnedOf() throws {
    #expect(try told("WSARecv(a, &b, 1, &n, &flags, &o, NULL);").warnings == 1)
    #expect(try told("WSARecv(a, &b, 1, NULL, &flags, &o, NULL);").warnings == 0)
  }

  @Test(arguments: ["expect (1 < 2)", "send c \"f(x)\"", "routine r : send(a, \"x\", 1, 0); htons(1)", "help send("])
  func otherParenthesesAreNoCalls(_ line: String) throws {
    let session = try prepared()
    if case .call(let record)? = session.run(line)?.body { #expect(record.call == "send") }
    session.end()
  }
}
