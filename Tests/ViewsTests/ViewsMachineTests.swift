import Steps
import Testing

@testable import Views

// The whole machine, what is held in the simulated kernel, warnings.

@Test func `show draws the machine in groups, each object in short`() {
  let step = Step(number: 1, thread: "main", line: "show", body: .machine(machine(), held: [heldRecords()[0]]))
  #expect(
    text(step) == """
        threads
          main  running   last error WSA_IO_PENDING
                routines queued: r
          w2    blocked in GetQueuedCompletionStatus of step 12

        sockets
          l         LISTEN        127.0.0.1:7777
          accepted  ESTABLISHED   127.0.0.1:7777 → 127.0.0.1:49152   on port p, key 7
                    1  WSARecv of step 9 → o → p (key 7)
                    2  WSASend of step 10 → o2 → routine r on main

        events
          e   signaled

        completion ports
          p   concurrency 2   waiting: w2 (released next), w1
              1  key 7, overlapped o, 1 byte, STATUS_SUCCESS

        WSABUFs
          b   len 8   "hi", then zeros

        WSAOVERLAPPEDs
          o   STATUS_PENDING   hEvent e
          o2  STATUS_SUCCESS, InternalHigh 5

        routines
          r   wsarecv accepted b o routine=r

        in the kernel: 1  WSARecv on a, step 9   5 bytes, STATUS_SUCCESS → o, e


      """)
}

@Test func `show of a port tells its queue and its waiters`() {
  var port = PortState(
    isOpen: true, concurrency: 1,
    queue: (0..<40).map { PortPacket(key: $0, overlapped: nil, bytes: 0, status: .success) },
    waiting: ["w"], sockets: [PortKey(name: "a", key: 7)])
  func shown() -> String {
    let body = StepBody.objects([ObjectRecord(name: "p", state: .port(port))], declared: false)
    return text(Step(number: 1, thread: "main", line: "show p", body: body))
  }
  let lines = shown().split(separator: "\n")
  #expect(lines[0] == "  p   IOCP   concurrency 1")
  #expect(lines[1...3] == ["      sockets: a (key 7)", "      waiting: w", lines[3]])
  #expect(lines[3] == "      1  key 0, overlapped NULL, 0 bytes, STATUS_SUCCESS")
  #expect(lines.last == "      … 24 more packets")
  port.queue = []
  #expect(shown().hasPrefix("  p   IOCP   concurrency 1   no packets\n"))
  port.isOpen = false
  #expect(shown() == "  p   IOCP   closed\n\n")
}

@Test func `what is held is listed with who will be told`() {
  var step = Step(number: 1, thread: "main", line: "inflight", body: .held(heldRecords()))
  let list = """
      in the kernel:  1  WSARecv on a, step 9   5 bytes, STATUS_SUCCESS → o, e
                     12  AcceptEx, step 110     1 byte, STATUS_CANCELLED → o2, p
                         (key 7)
                     13  WSASend on c, step 3   0 bytes, STATUS_SUCCESS → o3,
                         routine r on w
                     14  recv on c, step 4      2 bytes, STATUS_SUCCESS → main waits


    """
  #expect(text(step) == list)
  step.body = .held([])
  #expect(text(step) == "  nothing is held in the kernel\n\n")
  step = callStep("send c 1", "send", "send(c, \"1\", 1, 0)", .number(1))
  step.held = heldRecords()
  #expect(text(step) == "  send(c, \"1\", 1, 0) = 1\n\n" + list)
}

@Test func `held operations stand in records under held and inflight`() {
  let records = heldRecords()
  #expect(
    json(Step(number: 2, thread: "main", line: "inflight", body: .held([records[1]])))
      == #"{"step":2,"line":"inflight","inflight":[{"number":12,"call":"AcceptEx","step":110,"socket":null,"#
      + #""bytes":1,"status":3221225760,"overlapped":"o2","port":"p","key":7}]}"# + "\n")
  var step = callStep("send c 1", "send", "", .number(1))
  step.held = [records[0], records[2]]
  #expect(
    json(step).hasSuffix(
      #","held":[{"number":1,"call":"WSARecv","step":9,"socket":"a","bytes":5,"status":0,"overlapped":"o","#
        + #""event":"e"},{"number":13,"call":"WSASend","step":3,"socket":"c","bytes":0,"status":0,"#
        + #""overlapped":"o3","routine":"r","thread":"w"}]}"# + "\n"))
  var between = Step(number: 0, thread: "main", line: "", body: .none)
  between.held = [records[0]]
  #expect(json(between).hasPrefix(#"{"between":true,"held":[{"number":1,"#))
}

@Test func `show has a record an object, and one for what is held`() {
  let lines = json(
    Step(number: 3, thread: "main", line: "show", body: .machine(machine(), held: [heldRecords()[0]]))
  ).split(separator: "\n")
  #expect(lines.count == machine().count + 1)
  #expect(lines.allSatisfy { $0.hasPrefix(#"{"step":3,"line":"show","#) })
  #expect(lines.last?.hasPrefix(#"{"step":3,"line":"show","inflight":[{"number":1,"#) == true)
}

@Test func `a warning hangs, names its lesson, and is yellow where there is colour`() {
  var step = callStep("wsarecv a b o", "WSARecv", "WSARecv(a, &b)", .number(0))
  step.warnings = [
    Warning(
      .overlappedInUse,
      "o still belongs to the WSARecv of step 9. Both will write Internal and InternalHigh, and a completion can "
        + "no longer be told apart.", lesson: "02-the-first-overlapped-receive")
  ]
  #expect(
    text(step) == """
        WSARecv(a, &b) = 0

        warning: o still belongs to the WSARecv of step 9. Both will write Internal
          and InternalHigh, and a completion can no longer be told apart. (lesson
          02-the-first-overlapped-receive)


      """)
  #expect(text(step, color: true).contains("\u{1b}[1;33mwarning:"))
  #expect(json(step).contains(#","warnings":[{"kind":"overlappedInUse","text":"o still"#))
  #expect(json(step).hasSuffix(#","lesson":"02-the-first-overlapped-receive"}]}"# + "\n"))
}
