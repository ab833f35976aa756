import Steps
import Testing

@testable import Views

// The expected texts are written by hand.

@Test func `a call with its value is one line`() {
  #expect(
    text(callStep("l = socket", "socket", "socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)", .text("l")))
      == "  socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = l\n")
}

@Test func `a line is echoed behind its thread's prompt`() {
  var out: [UInt8] = []
  let view = TextView(TextOptions())
  view.writeLine(Array("bind l *:7777".utf8), thread: "main", into: &out)
  view.writeLine(Array("recv a 4".utf8), thread: "t2", into: &out)
  view.writeLine(Array("x\u{1b}[2J".utf8) + [0xff], thread: "worker", into: &out)
  #expect(
    String(decoding: out, as: UTF8.self)
      == "wsa> bind l *:7777\n t2> recv a 4\nworker> x\\x1b[2J\\xff\n")
}

@Test func `a handshake is a ladder with the states of both sides`() {
  #expect(
    text(connectStep()) == """
        connect(c, 127.0.0.1:7777) = 0
        c   ESTABLISHED   127.0.0.1:49152 → 127.0.0.1:7777

        c :49152                                                           l :7777
        CLOSED                                                             LISTEN
        SYN_SENT     ── SYN  seq=0 win=64240 mss=1460 ws=7 sack ────────▶  SYN_RCVD
        ESTABLISHED  ◀─ SYN ACK  seq=0 ack=1 win=65160 mss=1460 ws=7 sack
                     ── ACK  seq=1 ack=1 ───────────────────────────────▶  ESTABLISHED


      """)
}

@Test func `a pending receive is an error that is none, and only the changed field`() {
  var step = callStep(
    "wsarecv a b o", "WSARecv", "WSARecv(a, &b, 1, NULL, &flags, &o, NULL)", .number(-1), error: .WSA_IO_PENDING)
  step.changes = [.overlapped(name: "o", before: overlapped(.STATUS_SUCCESS), now: overlapped(.STATUS_PENDING))]
  #expect(
    text(step) == """
        WSARecv(a, &b, 1, NULL, &flags, &o, NULL) = SOCKET_ERROR
        WSAGetLastError() = WSA_IO_PENDING (997)   accepted; waits for data

        o   WSAOVERLAPPED
            Internal      0 → 0x103   STATUS_PENDING


      """)
}

@Test func `a send that completes a receive tells packets, changes, warnings, and who resumes`() {
  var step = callStep("send c \"hello\"", "send", "send(c, \"hello\", 5, 0)", .number(5))
  step.packets = [
    segment([.psh, .ack], seq: 1, ack: 1, len: 5, payload: "hello"),
    segment(.ack, fromClient: false, seq: 1, ack: 6),
  ]
  step.ends = [
    EndName(name: "c", local: client, peer: server), EndName(name: "a", local: server, peer: client),
  ]
  step.finished = [
    .operation(
      CompletionRecord(
        call: "WSARecv", step: 9, bytes: 5, status: .success, overlapped: "o", port: nil, routine: nil))
  ]
  step.changes = [
    .buffer(
      name: "b",
      BufferChange(
        len: 16, before: [UInt8](repeating: 0, count: 16),
        now: Array("hello".utf8) + [UInt8](repeating: 0, count: 11))),
    .overlapped(
      name: "o", before: overlapped(.STATUS_PENDING), now: overlapped(.STATUS_SUCCESS, 5, signaled: true)),
  ]
  step.warnings = [
    Warning(
      .overlappedInUse,
      "o still belongs to the WSARecv of step 9, and both of them will write Internal and InternalHigh.")
  ]
  step.aftermath = [
    .resumed(
      step: 3, thread: "main",
      CallRecord(
        call: "accept", c: "accept(l)", returned: .text("a"), error: nil, out: [OutField("addr", .address(client))]))
  ]
  #expect(
    text(step) == """
        send(c, "hello", 5, 0) = 5

        c :49152                                                           a :7777
                     ── PSH ACK  seq=1 ack=1 len=5 "hello" ─────────────▶
                     ◀─ ACK  seq=1 ack=6 ────────────────────────────────

        completed: WSARecv of step 9 (o), 5 bytes
        b   WSABUF   len 16   5 bytes changed, 0 to 4
            0000  68 65 6c 6c 6f 00 00 00  00 00 00 00 00 00 00 00  hello...........
        o   WSAOVERLAPPED
            Internal      0x103 → 0   STATUS_SUCCESS
            InternalHigh  0 → 5       bytes transferred
            hEvent        e           signaled

        main resumes: accept(l) = a   from 127.0.0.1:49152

        warning: o still belongs to the WSARecv of step 9, and both of them will write
          Internal and InternalHigh.


      """)
}

@Test func `a blocked call names the thread and the next one`() {
  var step = Step(
    number: 6, thread: "main", line: "a = accept l", body: .blocked(call: "accept", c: "accept(l)"))
  step.nextThread = "t2"
  #expect(text(step) == "  accept(l) …   main is blocked; the next line runs on t2\n")
  step.nextThread = nil
  #expect(text(step) == "  accept(l) …   main is blocked\n")
}

@Test func `a wrong line has a caret under the place, and what would be right`() {
  let step = Step(
    number: 3, thread: "main", line: "listen l 5 bcklog",
    body: .usage(UsageError("one argument too many", at: 11..<17, hint: "listen S [BACKLOG]")))
  #expect(
    text(step) == """
        listen l 5 bcklog
                   ^^^^^^ one argument too many
        listen S [BACKLOG]

      """)
}

@Test func `a long wrong line is shown around the place, wide characters counted as two`() {
  let line = "send c \"" + String(repeating: "한", count: 60) + "\" oops"
  let start = line.utf8.count - 4
  let shown = text(
    Step(number: 3, thread: "main", line: line, body: .usage(UsageError("what is oops?", at: start..<start + 4))))
  let lines = shown.split(separator: "\n")
  #expect(lines.count == 2)
  #expect(lines.first?.hasPrefix("  …") == true)
  #expect(lines.first?.hasSuffix("\" oops") == true)
  #expect(columns(String(lines.first?.dropLast(4) ?? "")) == columns(String(lines.last?.prefix { $0 == " " } ?? "")))
}

@Test(arguments: [
  ("WSAWaitForMultipleEvents", Int64(0), "WSA_WAIT_EVENT_0"),
  ("WSAWaitForMultipleEvents", 3, "WSA_WAIT_EVENT_0 + 3"), ("WSAWaitForMultipleEvents", 258, "WSA_WAIT_TIMEOUT"),
  ("WSAWaitForMultipleEvents", 192, "WSA_WAIT_IO_COMPLETION"),
  ("WSAWaitForMultipleEvents", 4_294_967_295, "WSA_WAIT_FAILED"), ("SleepEx", 0, "0"),
  ("SleepEx", 192, "WAIT_IO_COMPLETION"), ("CloseHandle", 1, "TRUE"), ("AcceptEx", 0, "FALSE"),
  ("recv", -1, "SOCKET_ERROR"),
  ("recv", 0, "0"), ("inet_pton", -1, "-1"), ("WSAGetLastError", 10035, "WSAEWOULDBLOCK (10035)"),
  ("WSAStartup", 10092, "WSAVERNOTSUPPORTED (10092)"), ("htons", 24862, "24862   0x611e"),
])
func `values have the names that C programs compare them with`(call: String, value: Int64, shown: String) {
  #expect(text(callStep("x", call, call + "()", .number(value))) == "  \(call)() = \(shown)\n")
}

@Test func `an error of a Win32 call has its Win32 name`() {
  #expect(
    text(
      callStep(
        "gqcs p", "GetQueuedCompletionStatus", "GetQueuedCompletionStatus(p)", .number(0),
        error: ErrorValue(code: 6, name: "ERROR_INVALID_HANDLE")))
        == """
          GetQueuedCompletionStatus(p) = FALSE
          GetLastError() = ERROR_INVALID_HANDLE (6)   not an open completion port

        """)
}

@Test func `a long call is broken between its arguments`() {
  let c = "WSAWaitForMultipleEvents(64, {" + (1...40).map { "e\($0)" }.joined(separator: ", ") + "}, FALSE, 0, FALSE)"
  let shown = text(callStep("wait", "WSAWaitForMultipleEvents", c, .number(258)))
  #expect(shown.split(separator: "\n").count == 4)
  #expect(shown.split(separator: "\n").dropFirst().allSatisfy { $0.hasPrefix("      ") })
  #expect(
    shown.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ") == c
      + " = WSA_WAIT_TIMEOUT")
}

@Test func `an untouched rest of zeros is summed up, and no dump has more than four rows`() {
  func show(_ memory: [UInt8]) -> [String] {
    let object = ObjectRecord(name: "b", state: .buffer(len: UInt32(memory.count), memory: Bytes(memory)))
    return text(Step(number: 1, thread: "main", line: "show b", body: .objects([object], declared: false)))
      .split(separator: "\n").map(String.init)
  }
  #expect(
    show([UInt8](repeating: 0, count: 1000)) == [
      "  b   WSABUF   len 1000", "      0000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  ................",
      "      … 984 more bytes, all zero",
    ])
  #expect(show([UInt8](repeating: 7, count: 100_000)).last == "      … 99,936 more bytes")
  #expect(show([UInt8](repeating: 7, count: 100_000)).count == 6)
  #expect(show([1, 2, 3]).last == "      0000  01 02 03                                          ...")
}

@Test func `of a long memory only the rows that changed are dumped`() {
  var now = [UInt8](repeating: 0, count: 4096)
  for i in stride(from: 100, to: 4000, by: 500) { now[i] = 0x41 }
  var step = callStep("recv a b", "recv", "recv(a, b.buf, 4096, 0)", .number(8))
  step.changes = [
    .buffer(
      name: "b", BufferChange(len: 4096, before: [UInt8](repeating: 0, count: 4096), now: now))
  ]
  let lines = text(step).split(separator: "\n")
  #expect(lines[1] == "  b   WSABUF   len 4096   8 bytes changed, 100 to 3600")
  #expect(lines[2].hasPrefix("      0060  00 00 00 00 41"))
  #expect(lines[6] == "      … 4 more bytes changed")
  #expect(lines.count == 7)
}

@Test func `a ladder of many segments is summed up in its middle`() {
  var step = callStep("send c b", "send", "send(c, b.buf, 102200, 0)", .number(102_200))
  for i in 0..<70 {
    step.packets.append(segment(.ack, seq: UInt32(1 + 1460 * i), ack: 1, len: 1460, payload: "AAAAAAAAAAAAAAAAAAAAAAA"))
  }
  let lines = text(step).split(separator: "\n")
  #expect(lines.count == 2 + 8 + 1 + 4)
  #expect(lines[10] == "               … 58 more segments, 84,680 bytes")
}

@Test func `inferred segments are dashed and say so`() {
  var packet = Packet(from: client, to: server)
  packet.flags = .syn
  packet.source = .inferred
  var step = callStep("connect c l", "connect", "connect(c, l)", .number(0))
  step.packets = [packet]
  let row = text(step).split(separator: "\n").last ?? ""
  #expect(row.hasPrefix("               ╌╌ SYN  inferred ╌╌╌"))
  #expect(row.hasSuffix("╌▶"))
}

@Test func `a completion routine's lines stand further in`() {
  var step = callStep("sleepex 10 alertable", "SleepEx", "SleepEx(10, TRUE)", .number(192))
  step.routines = [
    RoutineRecord(
      routine: "r", thread: "main", error: .none, bytes: 5, overlapped: "o", flags: 0,
      lines: [callStep("send a \"x\"", "send", "send(a, \"x\", 1, 0)", .number(1))])
  ]
  #expect(
    text(step) == """
        routine r runs on main: dwError 0, cbTransferred 5, lpOverlapped o, dwFlags 0
          » send a "x"
          send(a, "x", 1, 0) = 1
        SleepEx(10, TRUE) = WAIT_IO_COMPLETION


      """)
}

@Test func `the text is the same with and without colour`() {
  for step in randomSteps(seed: 3, count: 80) {
    let isSame = withoutStyles(text(step, color: true)) == text(step)
    #expect(isSame)
  }
  #expect(text(connectStep(), color: true) != text(connectStep()))
}
