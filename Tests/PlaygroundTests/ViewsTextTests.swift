import Testing
import Winsock
import Wire

@testable import Playground

@Test func demo() {
  print(text(connectStep()))
  var s = callStep("wsarecv a b o", "WSARecv", "WSARecv(a, &b, 1, NULL, &flags, &o, NULL)", .number(-1), error: .WSA_IO_PENDING)
  s.changes = [.overlapped(name: "o", before: overlapped(.STATUS_SUCCESS), now: overlapped(.STATUS_PENDING))]
  print(text(s))
  s = callStep("send c \"hello\"", "send", "send(c, \"hello\", 5, 0)", .number(5))
  s.packets = [segment([.psh, .ack], seq: 1, ack: 1, len: 5, payload: "hello"), segment(.ack, fromClient: false, seq: 1, ack: 6)]
  s.changes = [
    .completed(CompletionRecord(call: "WSARecv", step: 9, bytes: 5, status: .STATUS_SUCCESS, overlapped: "o", port: nil, routine: nil)),
    .buffer(name: "b", len: 16, before: Array(repeating: 0, count: 16), now: Array("hello".utf8) + Array(repeating: 0, count: 11)),
    .overlapped(name: "o", before: overlapped(.STATUS_PENDING), now: overlapped(.STATUS_SUCCESS, 5, signaled: true))]
  s.warnings = ["o still belongs to the WSARecv of step 9. Both will write Internal and InternalHigh, and a completion can no longer be told apart. Use one WSAOVERLAPPED for each pending operation."]
  s.aftermath = [.resumed(step: 3, thread: "main", CallRecord(call: "accept", c: "accept(l)", returned: .text("a"), error: nil, out: [OutField("addr", .address(client))]))]
  print(text(s))
  s = Step(number: 3, thread: "main", line: "bnd s 127.0.0.1:7777", body: .usage(UsageError("unknown command \"bnd\"; did you mean \"bind\"?", at: 0..<3, hint: "usage: bind S ADDR")))
  print(text(s))
  s = Step(number: 3, thread: "main", line: "show b", body: .objects([ObjectRecord(name: "b", state: .buffer(len: 1000, memory: Array(repeating: 0, count: 1000)))], declared: false))
  print(text(s))
  s = Step(number: 3, thread: "main", line: "show b", body: .objects([ObjectRecord(name: "b", state: .buffer(len: 1000, memory: (0..<1000).map { UInt8(truncatingIfNeeded: $0) }))], declared: false))
  print(text(s))
  let clock = ContinuousClock()
  let c = connectStep()
  var out: [UInt8] = []
  let v = TextView(TextOptions())
  let t = clock.measure { for _ in 0..<20000 { out.removeAll(keepingCapacity: true); v.write(c, into: &out) } }
  print("text", t / 20000)
  let j = clock.measure { for _ in 0..<20000 { out.removeAll(keepingCapacity: true); JSONView().write(c, into: &out) } }
  print("json", j / 20000)
}
