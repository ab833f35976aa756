import Language
import Steps
import Testing

@testable import Playground

/// C as it is pasted: declarations, assignments, calls, `if`. Every argument means what it means in C, wrong ones
/// included.
struct PastedCTests {
  /// Runs lines, and the statements that they queue; the steps that came of them.
  private func run(_ text: String, in session: Session) -> [Step] {
    var steps: [Step] = []
    func step(_ line: [UInt8]) { if let step = session.run(line) { steps.append(step) } }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      step(Array(line.utf8))
      while let next = session.nextScriptLine() { step(next) }
    }
    if let rest = session.endOfLines() { step(rest) }
    return steps
  }

  /// A session with a connection from `c` to `a`, and a listening `l`.
  private func connected() throws -> Session {
    let session = try session()
    session.connect()
    return session
  }

  private func call(_ step: Step?) -> CallRecord? { if case .call(let record)? = step?.body { record } else { nil } }

  private func error(_ step: Step?) -> String? { call(step)?.error?.name }

  private func value(_ name: String, _ session: Session) -> String? { session.value(of: Array(name.utf8)) }

  // MARK: - Arguments

  /// Section 1 of the language: a NULL is NULL, a count is that count.
  @Test(arguments: [
    ("WSARecv(a, &b, 1, NULL, &flags, NULL, NULL);", "WSAEFAULT"),  // no place for the byte count, and no OVERLAPPED
    ("WSARecv(a, &b, 1, &bytes, NULL, NULL, NULL);", "WSAEFAULT"),
    ("WSARecv(a, &b, 2, &bytes, &flags, NULL, NULL);", "WSAEFAULT"),  // nothing stands behind one WSABUF
    ("WSARecv(a, &b, 0, &bytes, &flags, NULL, NULL);", "WSAEINVAL"),
    ("WSARecv(a, NULL, 1, &bytes, &flags, NULL, NULL);", "WSAEFAULT"),
    ("WSASend(c, &b, 1, NULL, 0, NULL, NULL);", "WSAEFAULT"), ("recv(a, NULL, 4, 0);", "WSAEFAULT"),
    ("send(c, NULL, 4, 0);", "WSAEFAULT"), ("bind(n, (SOCKADDR*)&addr, 8);", "WSAEFAULT"),
    ("bind(n, NULL, 16);", "WSAEFAULT"), ("connect(n, (SOCKADDR*)&addr, 15);", "WSAEFAULT"),
    ("getsockname(a, NULL, &len);", "WSAEFAULT"), ("getsockname(a, (SOCKADDR*)&addr, &small);", "WSAEFAULT"),
    ("setsockopt(a, SOL_SOCKET, SO_RCVBUF, (char*)&len, 2);", "WSAEFAULT"),
    ("setsockopt(a, SOL_SOCKET, SO_RCVBUF, NULL, 4);", "WSAEFAULT"),
    ("setsockopt(a, IPPROTO_TCP, SO_KEEPALIVE, (char*)&len, 4);", "WSAENOPROTOOPT"),
    ("ioctlsocket(a, FIONBIO, NULL);", "WSAEFAULT"), ("WSAEnumNetworkEvents(a, NULL, NULL);", "WSAEFAULT"),
    ("AcceptEx(l, n, ab, 0, sizeof(SOCKADDR_IN), sizeof(SOCKADDR_IN), &bytes, &o);", "WSA_INVALID_PARAMETER"),
    ("WSAWaitForMultipleEvents(5, &e, FALSE, 0, FALSE);", "WSA_INVALID_HANDLE"),
    // What is no socket is said before any pointer is looked at.
    ("recv(INVALID_SOCKET, NULL, 4, 0);", "WSAENOTSOCK"), ("bind((SOCKET)e, NULL, 16);", "WSAENOTSOCK"),
    ("WSARecv(INVALID_SOCKET, &b, 1, NULL, NULL, NULL, NULL);", "WSAENOTSOCK"),
  ])
  func aWrongArgumentGetsWhatWindowsGives(_ line: String, _ name: String) throws {
    let session = try connected()
    defer { session.end() }
    _ = run(
      """
      char data[16]; WSABUF b = { 16, data }; DWORD bytes = 0, flags = 0; int len = 16, small = 8;
      SOCKADDR_IN addr = {0}; addr.sin_family = AF_INET; SOCKET n = socket(AF_INET, SOCK_STREAM, 0);
      char ab[64]; WSAOVERLAPPED o = {0}; HANDLE e = WSACreateEvent();
      """, in: session)
    let step = run(line, in: session).last
    #expect(error(step) == name, "\(line): \(String(describing: step?.body))")
  }

  /// sizeof("hello") is 6, and five bytes of a text of five with its zero are four.
  @Test(arguments: [
    ("send(c, \"hello\", sizeof(\"hello\"), 0);", "hex:68656c6c6f00"),
    ("send(c, \"hello\", 6, 0);", "hex:68656c6c6f00"),
    ("send(c, \"hello\", 4, 0);", "hex:68656c6c"), ("send(c, \"a\\0b\", sizeof(\"a\\0b\") - 1, 0);", "hex:610062"),
    ("send(c, text, strlen(text), 0);", "hex:6f6b"), ("send(c, text + 1, 1, 0);", "hex:6b"),
    ("send(c, (const char*)&number, sizeof(number), 0);", "hex:78563412"), ("send(c, \"a\" \"b\", 2, 0);", "hex:6162"),
    ("int sent = send(c, &text[1], 2, 0);", "hex:6b00"),
  ])
  func asManyBytesAsTheLengthSays(_ line: String, _ data: String) throws {
    let session = try connected()
    defer { session.end() }
    _ = run("char text[] = \"ok\"; DWORD number = 0x12345678;", in: session)
    let sent = run(line, in: session).last
    #expect(call(sent)?.error == nil, "\(String(describing: sent?.body))")
    session.run("r = wsabuf 64")
    session.run("recv a r")
    #expect(value("r.data", session)?.hasSuffix(data) == true, "\(value("r.data", session) ?? "nothing")")
  }

  /// `&off` is the address of the variable `off`, whatever else the word means.
  @Test func aVariableIsNoConstant() throws {
    let session = try connected()
    defer { session.end() }
    _ = run("BOOL off = TRUE; setsockopt(a, SOL_SOCKET, SO_KEEPALIVE, (char*)&off, sizeof(off));", in: session)
    let got = session.call("getsockopt a SO_KEEPALIVE")
    #expect(got?.out == [OutField("value", .number(1))])
  }

  /// AcceptEx's address lengths are those that are said: with 144 for each, the peer's address stands 144 bytes behind
  /// the local one.
  @Test func addressLengthsAreThoseThatAreSaid() throws {
    let session = try connected()
    defer { session.end() }
    let steps = run(
      """
      SOCKET n = socket(AF_INET, SOCK_STREAM, 0); char ab[300]; memset(ab, 0, sizeof(ab));
      WSAOVERLAPPED o = {0}; DWORD bytes = 0;
      AcceptEx(l, n, ab, 0, 144, 144, &bytes, &o);
      SOCKET d = socket(AF_INET, SOCK_STREAM, 0);
      connect d l
      SOCKADDR_IN* peer = (SOCKADDR_IN*)(ab + 144);
      peer->sin_family
      SOCKADDR *local, *remote; int locallen, remotelen;
      GetAcceptExSockaddrs(ab, 0, 144, 144, &local, &locallen, &remote, &remotelen);
      ntohs(((SOCKADDR_IN*)remote)->sin_port)
      """, in: session)
    #expect(value("peer", session) == "&ab + 144" || value("peer", session) == "ab + 144")
    guard case .value(let family)? = steps.first(where: { $0.line == "peer->sin_family" })?.body else {
      Issue.record("peer->sin_family has a value")
      return
    }
    #expect(family.number == 2)
  }

  // MARK: - Statements

  @Test func aCallIsTakenApartOverLines() throws {
    let session = try connected()
    defer { session.end() }
    let steps = run(
      """
      GUID guid = WSAID_ACCEPTEX; // of mswsock.h
      LPFN_ACCEPTEX accept_ex = NULL;
      DWORD bytes;
      if (WSAIoctl(l, SIO_GET_EXTENSION_FUNCTION_POINTER, /* which */
                   &guid, sizeof(guid),

                   &accept_ex, sizeof(accept_ex),
                   &bytes, NULL, NULL) == SOCKET_ERROR)
      {
        WSACleanup();
      }
      """, in: session)
    #expect(call(steps.last)?.call == "WSAIoctl")
    #expect(call(steps.last)?.error == nil)
    #expect(value("accept_ex", session) == "AcceptEx")
  }

  /// A condition that holds runs its arm, one that does not runs the other; a line that is not understood runs nothing
  /// that belongs to it.
  @Test func onlyTheArmThatIsChosenRuns() throws {
    let session = try session()
    defer { session.end() }
    let steps = run(
      """
      SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
      if (listen(s, 5) == SOCKET_ERROR) {
        int error = WSAGetLastError();
        closesocket(s);
      } else {
        WSACleanup();
      }
      if (s == INVALID_SOCKET) WSACleanup();
      else WSASetLastError(5);
      if (frobnicate(s) == SOCKET_ERROR) {
        WSACleanup();
      }
      """, in: session)
    #expect(value("error", session) == "10022")  // WSAEINVAL: not bound
    let calls = steps.compactMap { call($0)?.call }
    #expect(calls == ["socket", "listen", "WSAGetLastError", "closesocket", "WSASetLastError"])
    guard case .usage(let error)? = steps.last?.body else {
      Issue.record("an unknown function is a mistake")
      return
    }
    #expect(error.message.contains("frobnicate"))
  }

  @Test func aLoopIsForACompiler() throws {
    let session = try session()
    defer { session.end() }
    let steps = run("while (1) {\n  WSACleanup();\n}\nfor (int i = 0; i < 3; i++)\n  WSACleanup();", in: session)
    #expect(steps.count == 2)
    for step in steps {
      guard case .usage(let error) = step.body else {
        Issue.record("a loop is not run")
        continue
      }
      #expect(error.message.contains("for a compiler"))
    }
    #expect(session.exitStatus == 2)
  }

  @Test func structuresOfOnesOwn() throws {
    let session = try connected()
    defer { session.end() }
    let steps = run(
      """
      typedef struct _OVERLAPPEDPLUS {
        OVERLAPPED ol;
        SOCKET s, sclient;
        int OpCode;
        WSABUF wbuf;
        DWORD dwBytes, dwFlags;
      } OVERLAPPEDPLUS;
      OVERLAPPEDPLUS plus;
      ZeroMemory(&plus, sizeof(OVERLAPPEDPLUS));
      char data[8] = {0};
      plus.wbuf.buf = data; plus.wbuf.len = sizeof data; plus.s = a; plus.OpCode = 7;
      HANDLE port = CreateIoCompletionPort((HANDLE)a, NULL, (ULONG_PTR)&plus, 0);
      WSARecv(plus.s, &plus.wbuf, 1, NULL, &plus.dwFlags, &plus.ol, NULL);
      send(c, "hi", 2, 0);
      DWORD bytes; ULONG_PTR key; LPOVERLAPPED done;
      GetQueuedCompletionStatus(port, &bytes, &key, &done, 0);
      OVERLAPPEDPLUS* io = (OVERLAPPEDPLUS*)done;
      OVERLAPPEDPLUS* by = CONTAINING_RECORD(done, OVERLAPPEDPLUS, ol);
      """, in: session)
    for step in steps { if case .usage(let error) = step.body { Issue.record("\(step.line): \(error.message)") } }
    #expect(value("bytes", session) == "2")
    #expect(value("done", session) == "&plus.ol")
    #expect(value("by", session) == "&plus")
    guard case .value(let code)? = run("io->OpCode", in: session).last?.body else {
      Issue.record("io->OpCode has a value")
      return
    }
    #expect(code.number == 7)
    #expect(value("data", session)?.contains("hi") == true)
  }

  @Test func setsOfSockets() throws {
    let session = try connected()
    defer { session.end() }
    let steps = run(
      """
      send(c, "x", 1, 0);
      fd_set reads; FD_ZERO(&reads); FD_SET(a, &reads); FD_SET(l, &reads);
      TIMEVAL limit = { 0, 0 };
      int ready = select(0, &reads, NULL, NULL, &limit);
      FD_ISSET(a, &reads)
      FD_ISSET(l, &reads)
      """, in: session)
    #expect(value("ready", session) == "1")
    let values = steps.suffix(2).map { if case .value(let value) = $0.body { value.number } else { nil as Int64? } }
    #expect(values == [1, 0])
  }

  /// What memory holds that nobody has initialised, and what is said where it is used.
  @Test func garbageIsWarnedOf() throws {
    let session = try session()
    defer { session.end() }
    let steps = run("DWORD n;\nDWORD m = n;", in: session)
    #expect(value("m", session) == String(0xCCCC_CCCC as UInt32))
    #expect(steps.last?.warnings.map(\.kind) == [.notInitialised])
  }

  // MARK: - Pasted declarations

  /// A declaration of a call is answered by what the call is, and by what the pasted one has otherwise.
  @Test(arguments: [
    (
      "int WSAAPI recv(\n  [in]  SOCKET s,\n  [out] char   *buf,\n  [in]  int    len,\n  [in]  int    flags\n);",
      "says the same"
    ),
    ("Int bind(\n__in SOCKET s,\n__in const SOCKADDR *name,\n__in int namelen);", "there is no type Int"),
    ("BOOL PostQueuedCompletionStatus(HANDLE p, DW0RD n, DWORD key, LPOVERLAPPED o, );", "there is no type DW0RD"),
    ("BOOL PostQueuedCompletionStatus(HANDLE p, DWORD n, DWORD key, LPOVERLAPPED o);", "ULONG_PTR in the header has 8"),
    ("SOCKET accept(SOCKET s);", "takes 3 parameters, and 1 were pasted"),
    ("typedef struct {\n  DWORD len;   // 버퍼 크기\n  char* buf;\n} WSABUF;", "says the same"),
    ("typedef struct _WSAOVERLAPPED { ULONG Internal; ULONG InternalHigh; } WSAOVERLAPPED;", "not 4 (ULONG)"),
    (
      "typedef struct _WSAOVERAPPED { DWORD Offset; DWORD OffsetHight; WSAEVENT hEvent; } WSAVOERAPPED;",
      "is misspelled"
    ),
  ])
  func aDeclarationIsAnswered(_ text: String, _ answer: String) throws {
    let session = try session()
    defer { session.end() }
    let steps = run(text, in: session)
    #expect(steps.count == 1)
    guard case .text(let lines)? = steps.last?.body else {
      Issue.record("\(text): \(String(describing: steps.last?.body))")
      return
    }
    #expect(lines.map(\.text).joined(separator: "\n").contains(answer), "\(lines.map(\.text))")
    #expect(session.exitStatus == 0)
  }

  /// The short form is never taken for C, nor C for the short form.
  @Test(arguments: [
    "s = socket tcp", "b = wsabuf \"a;b\"", "expect (1 == 1)", "e = event", "send c \"if (x) {\"",
    "bind l 127.0.0.1:7777",
    "routine r : send a \"x;\"", "WSARecv a b o", "o = overlapped event=e", "wsapoll a:POLLIN|POLLOUT 0",
    "print o.Internal",
    "expect o.Internal == 0 and (b.len == 5)", "# int n;",
  ])
  func theShortFormIsNoC(_ line: String) throws {
    let session = try session()
    defer { session.end() }
    #expect(!CSource(Array(line.utf8), names: session.cNames).isC)
  }

  @Test(arguments: [
    "SOCKET s;", "int n = 5;", "b.buf = data;", "o.hEvent = e;", "x = 5;", "  memset(&o, 0, sizeof(o));",
    "// a comment",
    "/* begins", "typedef struct _WSABUF", "if (s == INVALID_SOCKET)", "} else {", "struct sockaddr_in addr;",
    "::closesocket(s);",
    "std::cout << n << std::endl;", "p->len = 4;", "events[0] = WSACreateEvent();", "SOCKT s;", "i++;", "return 0;",
    "WSAOVERLAPPED o = {0};", "DWORD WINAPI worker(LPVOID p)", "const char* text = \"x\";", "using namespace std;",
  ])
  func cIsC(_ line: String) throws {
    let session = try session()
    defer { session.end() }
    #expect(CSource(Array(line.utf8), names: session.cNames).isC)
  }

  /// Text that is not whole waits; what does not go on with it is run by itself.
  @Test func aSlipDoesNotSwallowTheNextLine() throws {
    let session = try session()
    defer { session.end() }
    let steps = run("htons(1\nhtons 2\nntohs(\n  5\n);\nhtonl(", in: session)
    #expect(steps.count == 4)
    guard case .usage(let first) = steps[0].body, case .usage(let last) = steps[3].body else {
      Issue.record("what is not closed is a mistake")
      return
    }
    #expect(first.message == "the parenthesis is not closed")
    #expect(call(steps[1])?.call == "htons")
    #expect(call(steps[2])?.call == "ntohs")
    #expect(last.message == "the parenthesis is not closed")
  }

  /// A transcript that is pasted runs: prompts are passed over, and what is indented between them.
  @Test func aTranscriptRuns() throws {
    let session = try session()
    defer { session.end() }
    let steps = run(
      "wsa> s = socket\n  socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = s\nwsa> bind s 127.0.0.1:0\n  bind(s, 127.0.0.1:0) = 0\n  s   BOUND         127.0.0.1:1\n\nwsa> htons(\n...>   1\n...> );\n  htons(1) = 256",
      in: session)
    #expect(steps.compactMap { call($0)?.call } == ["socket", "bind", "htons"])
    #expect(steps.count == 3)
  }

  /// A receive that is under way writes its sender's address when it ends. Source: MS docs, WSARecvFrom (lpFrom).
  @Test func aSenderIsWrittenWhenTheReceiveEnds() throws {
    let session = try session()
    defer { session.end() }
    for line in ["u = socket udp", "v = socket udp", "bind u 127.0.0.1:0", "bind v 127.0.0.1:0"] { session.run(line) }
    _ = run(
      """
      char buf[100]; WSABUF wb = { sizeof(buf), buf };
      WSAOVERLAPPED ov = {0}; DWORD flags = 0; SOCKADDR_IN from = {0}; int fromlen = sizeof(from);
      WSARecvFrom(v, &wb, 1, NULL, &flags, (SOCKADDR*)&from, &fromlen, &ov, NULL);
      """, in: session)
    #expect(value("from.sin_family", session) == "0")
    session.run("sendto u \"hi\" v")
    #expect(value("from.sin_family", session) == "2")
    #expect(value("from.sin_port", session) != "0")
    #expect(value("fromlen", session) == "16")
  }
}
