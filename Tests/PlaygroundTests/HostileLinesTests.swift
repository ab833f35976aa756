import Testing

@testable import Playground
@testable import Wire

/// Lines of C that somebody wrote to harm: pointers that lead nowhere or into the middle of something, lengths that lie. A
/// session answers each and goes on; what it does wrong ends the test's process.
struct HostileLinesTests {
  private static let setting = """
    l = socket;bind l 127.0.0.1:0;listen l;c = socket;connect c l;a = accept l;u = socket udp;bind u 127.0.0.1:0;p = iocp
    e = event;routine r;char d[16];char big[300];int len;DWORD n;DWORD flags = 0;WSABUF wb = {16, d};WSABUF wbs[3]
    SOCKADDR_IN sa;fd_set f;FD_ZERO(&f);WSAPOLLFD pf[2];OVERLAPPED ov;OVERLAPPED ov2 = {0};OVERLAPPED_ENTRY ents[2]
    WSAMSG msg;TIMEVAL tv = {0};typedef struct { OVERLAPPED ol\u{1} WSABUF wb\u{1} char data[8]\u{1} } IO\u{1};IO io
    IO *pio = &io;IO *hp = new IO;GUID g = WSAID_ACCEPTEX;send c "x"*3000;b = wsabuf 8;o = overlapped
    """

  private static let words: [Character: [String]] = [
    "N": [
      "0", "1", "-1", "7", "8", "16", "64", "65", "4096", "5000", "65535", "100000", "2147483647", "-2147483648",
      "0xffffffff", "sizeof(d)", "sizeof(big)",
    ],
    "P": [
      "d", "big", "d + 8", "d + 5000", "big - 1", "(char*)&len", "(char*)&f", "(char*)&ov", "(char*)pio", "hp->data",
      "(char*)1", "(char*)0x7fff0000", "(char*)-1", "NULL", "\"text\"", "wb.buf", "(char*)&wbs[1]", "(char*)&msg",
    ],
    "S": ["a", "c", "l", "u", "INVALID_SOCKET", "(SOCKET)e", "(SOCKET)p", "(SOCKET)0x40"],
    "O": [
      "&ov", "&ov2", "&o", "&io.ol", "&hp->ol", "(LPOVERLAPPED)(d + 8)", "(LPOVERLAPPED)big", "NULL", "(LPOVERLAPPED)3",
      "(LPOVERLAPPED)&f", "(LPOVERLAPPED)-1",
    ],
    "W": ["&wb", "wbs", "&wbs[2]", "&io.wb", "(LPWSABUF)d", "(LPWSABUF)(big + 290)", "NULL", "&b", "(LPWSABUF)-1"],
    "D": ["&n", "&flags", "(DWORD*)(d + 15)", "NULL", "(DWORD*)(big + 298)", "(DWORD*)1", "(DWORD*)-1", "&len"],
  ]

  /// `$N` stands for a number, `$P` for a pointer, and so on.
  private static let shapes = [
    "recv($S, $P, $N, 0);", "send($S, $P, $N, 0);", "sendto($S, $P, $N, 0, (SOCKADDR*)$P, $N);",
    "recvfrom(u, $P, $N, MSG_PEEK, (SOCKADDR*)$P, (int*)$D);", "WSARecv($S, $W, $N, $D, $D, $O, NULL);",
    "WSASend($S, $W, $N, $D, 0, $O, NULL);", "WSARecvFrom(u, $W, $N, $D, $D, (SOCKADDR*)$P, (int*)$D, $O, NULL);",
    "getsockname($S, (SOCKADDR*)$P, (int*)$D);", "getsockopt($S, SOL_SOCKET, SO_LINGER, $P, (int*)$D);",
    "setsockopt($S, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, $P, $N);", "AcceptEx(l, $S, $P, $N, $N, $N, $D, $O);",
    "GetAcceptExSockaddrs($P, $N, $N, $N, (SOCKADDR**)$P, (int*)$D, (SOCKADDR**)$P, (int*)$D);",
    "WSAGetOverlappedResult($S, $O, $D, FALSE, $D);", "f.fd_count = $N;", "FD_SET(c, (fd_set*)$P);",
    "select(0, (fd_set*)$P, NULL, NULL, &tv);", "WSAPoll((WSAPOLLFD*)$P, $N, 0);",
    "GetQueuedCompletionStatus(p, $D, (PULONG_PTR)$P, (LPOVERLAPPED*)$P, 0);",
    "GetQueuedCompletionStatusEx(p, (OVERLAPPED_ENTRY*)$P, $N, $D, 0, FALSE);",
    "PostQueuedCompletionStatus(p, $N, $N, $O);", "memset($P, $N, $N);", "memcpy($P, $P, $N);", "strcpy($P, $P);",
    "strlen($P);", "wb.len = $N;", "wb.buf = $P;", "wbs[$N].len = $N;", "b.len = $N;", "b.buf = $P;", "io.wb.buf = $P;",
    "hp = (IO*)$P;", "pio->wb.len = $N;", "d[$N] = 5;", "*(DWORD*)$P = 7;", "ov.hEvent = (HANDLE)$P;",
    "CONTAINING_RECORD($P, IO, wb)->data", "msg.lpBuffers = $W;", "msg.dwBufferCount = $N;",
    "msg.name = (SOCKADDR*)$P;",
    "msg.namelen = $N;", "msg.Control.buf = $P;", "msg.Control.len = $N;", "WSARecvMsg(u, &msg, $D, $O, NULL);",
    "WSASendMsg(u, &msg, 0, $D, $O, NULL);", "WSARecvMsg(u, (LPWSAMSG)$P, $D, NULL, NULL);",
    "WSA_CMSG_NXTHDR(&msg, (WSACMSGHDR*)$P) == NULL", "WSAIoctl($S, FIONREAD, $P, $N, $P, $N, $D, NULL, NULL);",
    "WSAIoctl($S, SIO_KEEPALIVE_VALS, $P, $N, $P, $N, $D, NULL, NULL);",
    "TransmitFile(c, NULL, $N, 0, $O, (LPTRANSMIT_FILE_BUFFERS)$P, 0);",
    "WSAEnumNetworkEvents(a, e, (LPWSANETWORKEVENTS)$P);", "WSAStartup(0x202, (LPWSADATA)$P);", "gethostname($P, $N);",
    "inet_pton(AF_INET, $P, $P);", "WSAAddressToStringA((SOCKADDR*)$P, $N, NULL, $P, $D);",
    "WSADuplicateSocketW($S, GetCurrentProcessId(), (LPWSAPROTOCOL_INFOW)$P);",
    "SOCKET z = WSASocketW(-1, -1, -1, (LPWSAPROTOCOL_INFOW)$P, 0, 1);", "send c \"y\"*50", "sendto u \"zz\" u",
    "free b",
    "b = wsabuf 8", "free o", "o = overlapped", "show", "cancelio a", "why", "hold completions", "hp = new IO[$N];",
    "char *m = (char*)malloc($N);", "WSAEVENT es[2] = {WSACreateEvent(), (WSAEVENT)$P};",
    "WSAWaitForMultipleEvents($N, (WSAEVENT*)$P, FALSE, 0, FALSE);",
  ]

  @Test(arguments: 1...24 as ClosedRange<UInt64>)
  func eachIsAnsweredAndTheSessionGoesOn(_ seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let session = try session()
    defer { session.end() }
    session.caller.isInterrupted = { true }
    func run(_ line: String) {
      session.run(line)
      for _ in 0..<64 {
        guard let next = session.nextScriptLine() else { return }
        _ = session.run(next)
      }
    }
    for line in Self.setting.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
      run(String(line).replacing("\u{1}", with: ";"))
    }
    for _ in 0..<80 {
      var line = ""
      var isPlace = false
      for letter in Self.shapes[Int(random.next() % UInt64(Self.shapes.count))] {
        if isPlace, let list = Self.words[letter] {
          line += list[Int(random.next() % UInt64(list.count))]
          isPlace = false
        } else if letter == "$" {
          isPlace = true
        } else {
          line.append(letter)
        }
      }
      run(line)
    }
    // It is whole: a new pair of sockets talks.
    for line in [
      "flow", "wsastartup", "vl = socket", "bind vl 127.0.0.1:0", "listen vl", "vc = socket", "connect vc vl",
    ] {
      run(line)
    }
    #expect(session.usage("show vc") == nil, "seed \(seed)")
  }
}
