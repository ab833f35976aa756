import Steps
import Testing

@testable import Views

// Records of calls and packets, written down by hand from their schema.

@Test func `a call's record has step, thread, line, call, return and error`() {
  var step = callStep("wsarecv a b o", "WSARecv", "", .number(-1), error: .WSA_IO_PENDING)
  step.number = 4
  #expect(
    json(step)
      == #"{"step":4,"thread":"main","line":"wsarecv a b o","call":"WSARecv","return":-1,"error":{"code":997,"name":"WSA_IO_PENDING"}}"#
      + "\n")
}

@Test func `out is there when it is given`() {
  var step = callStep(
    "getresult a o", "WSAGetOverlappedResult", "", .number(1),
    out: [OutField("bytes", .number(5)), OutField("flags", .number(0))])
  step.number = 5
  #expect(
    json(step)
      == #"{"step":5,"thread":"main","line":"getresult a o","call":"WSAGetOverlappedResult","return":1,"error":null,"out":{"bytes":5,"flags":0}}"#
      + "\n")
}

@Test func `values of out have the shapes of the page`() {
  let shapes: [(OutValue, String)] = [
    (.names([]), "[]"), (.names(["a", "b"]), #"["a","b"]"#), (.bytes(Bytes([0, 255, 16])), #""00ff10""#),
    (.name(nil), "null"),
    (.name("o"), #""o""#), (.address(client), #""127.0.0.1:49152""#),
    (
      .revents([SocketEvents(socket: "a", events: ["POLLWRNORM"]), SocketEvents(socket: "c", events: [])]),
      #"{"a":["POLLWRNORM"],"c":[]}"#
    ),
    (
      .eventErrors([EventError(event: "FD_READ", error: .none), EventError(event: "FD_CLOSE", error: .WSAECONNABORTED)]
      ), #"{"FD_READ":0,"FD_CLOSE":10053}"#
    ),
    (
      .entries([PortPacket(key: 7, overlapped: "o", bytes: 5, status: .STATUS_CANCELLED)]),
      #"[{"key":7,"overlapped":"o","bytes":5,"status":3221225760}]"#
    ),
  ]
  for (value, shown) in shapes {
    let record = json(callStep("x", "x", "", .null, out: [OutField("k", value)]))
    #expect(record.contains(#""return":null,"error":null,"out":{"k":\#(shown)}}"#))
  }
}

@Test func `a blocked call has no result, and resumes after the line that let it`() {
  let blocked = Step(number: 6, thread: "main", line: "a = accept l", body: .blocked(call: "accept", c: ""))
  #expect(json(blocked) == #"{"step":6,"thread":"main","line":"a = accept l","call":"accept","blocked":true}"# + "\n")
  var step = callStep("connect c l", "connect", "", .number(0))
  step.number = 7
  step.thread = "t2"
  step.aftermath = [
    .routine(
      RoutineRecord(routine: "r", thread: "main", error: .none, bytes: 5, overlapped: "o", flags: 0, lines: [])),
    .resumed(
      step: 6, thread: "main",
      CallRecord(call: "accept", c: "", returned: .text("a"), error: nil, out: [OutField("addr", .address(client))])),
  ]
  #expect(
    json(step) == """
      {"step":7,"thread":"t2","line":"connect c l","call":"connect","return":0,"error":null}
      {"routine":"r","thread":"main","error":0,"bytes":5,"overlapped":"o","flags":0}
      {"resumes":6,"thread":"main","call":"accept","return":"a","error":null,"out":{"addr":"127.0.0.1:49152"}}

      """)
}

@Test func `routines that ran inside the call come before its record, their lines with in`() {
  var inner = callStep("wsasend a b o2", "WSASend", "", .number(0), out: [OutField("bytes", .number(5))])
  inner.number = 0
  var step = callStep("sleepex 0 alertable", "SleepEx", "", .number(192))
  step.routines = [
    RoutineRecord(
      routine: "r", thread: "main", error: .WSAECONNABORTED, bytes: 5, overlapped: nil, flags: 0, lines: [inner])
  ]
  #expect(
    json(step) == """
      {"routine":"r","thread":"main","error":10053,"bytes":5,"overlapped":null,"flags":0}
      {"in":"r","thread":"main","line":"wsasend a b o2","call":"WSASend","return":0,"error":null,"out":{"bytes":5}}
      {"step":1,"thread":"main","line":"sleepex 0 alertable","call":"SleepEx","return":192,"error":null}

      """)
}

@Test func `objects have a record each, usage errors and expectations theirs`() {
  let objects = [
    ObjectRecord(name: "o", state: .overlapped(overlapped(.STATUS_PENDING))),
    ObjectRecord(name: "b", state: .buffer(len: 2, memory: Bytes([0x68, 0]))),
    ObjectRecord(name: "e", state: .event(signaled: true)),
  ]
  #expect(
    json(Step(number: 9, thread: "main", line: "show", body: .objects(objects, declared: false))) == """
      {"step":9,"line":"show","object":"o","type":"WSAOVERLAPPED","value":{"Internal":259,"InternalHigh":0,"Offset":0,"OffsetHigh":0,"hEvent":"e"}}
      {"step":9,"line":"show","object":"b","type":"WSABUF","value":{"len":2,"buf":"6800"}}
      {"step":9,"line":"show","object":"e","type":"WSAEVENT","value":{"signaled":true}}

      """)
  #expect(
    json(Step(number: 12, thread: "main", line: "bnd", body: .usage(UsageError("unknown command \"bnd\""))))
      == #"{"step":12,"line":"bnd","usage":"unknown command \"bnd\""}"# + "\n")
  #expect(
    json(Step(number: 13, thread: "main", line: "expect e.signaled", body: .expectation(holds: true, seen: "")))
      == #"{"step":13,"line":"expect e.signaled","expect":true}"# + "\n")
}

@Test func `packets stand in the record of the line, with the fields that are known`() {
  var step = callStep("connect c l", "connect", "", .number(0))
  step.packets = [handshake()[0]]
  #expect(
    json(step).hasSuffix(
      #","packets":[{"from":"127.0.0.1:49152","to":"127.0.0.1:7777","flags":["SYN"],"seq":0,"ack":0,"len":0,"win":64240,"mss":1460,"wscale":7,"sackPermitted":true,"source":"captured"}]}"#
        + "\n"))
  var guess = Packet(from: client, to: server)
  guess.flags = [.ack, .fin]
  guess.source = .inferred
  step.packets = [guess]
  #expect(
    json(step).hasSuffix(
      #","packets":[{"from":"127.0.0.1:49152","to":"127.0.0.1:7777","flags":["FIN","ACK"],"source":"inferred"}]}"#
        + "\n"))
}

@Test func `between lines the resuming call carries the packets`() {
  var step = Step(number: 0, thread: "main", line: "", body: .none)
  #expect(json(step) == "")
  step.packets = [handshake()[2]]
  #expect(json(step).hasPrefix(#"{"between":true,"packets":[{"#))
  step.aftermath = [
    .resumed(step: 2, thread: "main", CallRecord(call: "recv", c: "", returned: .number(1), error: nil, out: nil))
  ]
  #expect(json(step).hasPrefix(#"{"resumes":2,"thread":"main","call":"recv","return":1,"error":null,"packets":[{"#))
  #expect(json(step).split(separator: "\n").count == 1)
}

@Test func `strings are escaped, also for a terminal`() {
  let step = Step(number: 1, thread: "main", line: "\"\\\u{1b}\u{9b}\u{7f}\n\t한", body: .none)
  #expect(json(step) == #"{"step":1,"thread":"main","line":"\"\\\u001b\u009b\u007f\n\t한"}"# + "\n")
}

/// What would steer a terminal without being seen: Unicode Technical Report 36, and the tags beyond U+FFFF. What scripts and
/// emoji need stays.
@Test(arguments: [
  ("\u{202E}", #"\u202e"#), ("\u{2066}", #"\u2066"#), ("\u{2069}", #"\u2069"#), ("\u{61C}", #"\u061c"#),
  ("\u{200E}", #"\u200e"#), ("\u{FEFF}", #"\ufeff"#), ("\u{2028}", #"\u2028"#), ("\u{E0041}", #"\udb40\udc41"#),
  ("\u{85}", #"\u0085"#), ("\u{200D}", "\u{200D}"), ("é", "é"), ("漢字", "漢字"), ("👍", "👍"), ("\u{7FF}", "\u{7FF}"),
])
func `what cannot be seen is escaped`(_ text: String, _ written: String) {
  for around in ["", "a", "abcdefgh", "한글 옆 "] {
    let step = Step(number: 1, thread: "main", line: around + text + around, body: .none)
    #expect(json(step) == #"{"step":1,"thread":"main","line":""# + around + written + around + "\"}\n")
  }
}
