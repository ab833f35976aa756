import Steps
import Testing
import Winsock

@testable import Playground

/// The learner is the kernel: what is finished waits for a line that lets it through.
struct HoldTests {
  private func held() throws -> Session {
    let session = try session()
    session.connect()
    for line in ["e = event", "o1 = overlapped event=e", "hold completions", "wsarecv a 5 o1", "wsarecv a 5 o2"] {
      session.run(line)
    }
    session.run("send c \"hello\"")
    session.run("send c \"world\"")
    return session
  }

  @Test func aStepHasWhatItHeld() throws {
    let session = try session()
    session.connect()
    session.run("hold")
    session.run("wsarecv a 5 o")
    let step = session.run("send c \"hello\"")
    #expect(step?.held.count == 1)
    #expect(step?.held.first?.number == 1)
    #expect(step?.held.first?.bytes == 5)
    #expect(session.run("htons 1")?.held.isEmpty == true)
    session.end()
  }

  @Test func lettingThroughOutOfOrder() throws {
    let session = try held()
    for line in [
      "expect inflight == 2 and o1.pending and o2.pending and not e.signaled", "step 2",
      "expect inflight == 1 and o1.pending and o2.InternalHigh == 5 and not e.signaled", "step",
      "expect inflight == 0 and o1.Internal == STATUS_SUCCESS and e.signaled",
    ] { session.run(line) }
    #expect(session.exitStatus == 0)
    session.end()
  }

  /// Without a number the oldest is meant, as step and drop have it; without an error it is WSAENOBUFS.
  @Test(arguments: [("fail", ErrorCode.WSAENOBUFS), ("fail WSAECONNRESET", .WSAECONNRESET), ("fail 1", .WSAENOBUFS)])
  func failingTheOldest(_ line: String, _ error: ErrorCode) throws {
    let session = try held()
    #expect(session.usage(line) == nil)
    #expect(session.call("getresult a o1")?.error == ErrorValue(error))
    #expect(session.call("getresult a o2")?.error == .WSA_IO_INCOMPLETE)
    session.end()
  }

  @Test(arguments: ["WSAENOBUFS", "10055", "ERROR_NO_SYSTEM_RESOURCES", "STATUS_INSUFFICIENT_RESOURCES", "wsaenobufs"])
  func failing(_ error: String) throws {
    let session = try held()
    #expect(session.usage("fail 1 \(error)") == nil)
    #expect(session.call("getresult a o1")?.error == .WSAENOBUFS)
    session.run("flow")
    #expect(session.call("getresult a o2")?.returned.number == 1)
    #expect(session.call("wsarecv a 1 o3")?.error == .WSA_IO_PENDING)
    let step = session.run("send c \"x\"")
    #expect(step?.held.isEmpty == true, "it flows again")
    session.end()
  }

  @Test(arguments: [
    ("step 3", "3 is not held", 5..<6), ("step 0", "0 is not held", 5..<6), ("step -1", "-1 is not held", 5..<7),
    ("step x", "\"x\" is not a number", 5..<6),
    ("fail 9 WSAENOBUFS", "9 is not held", 5..<6), ("fail x", "\"x\" is not a number", 5..<6),
    ("fail 1 0", "no operation ends with \"0\": it has no NTSTATUS", 7..<8),
    ("fail 1 WSA_IO_PENDING", "no operation ends with \"WSA_IO_PENDING\": it has no NTSTATUS", 7..<21),
    ("fail 1 99999", "no operation ends with \"99999\": it has no NTSTATUS", 7..<12),
    ("hold nothing", "\"nothing\" cannot be held", 5..<12),
    ("step 1 2", "\"2\" is an unexpected argument", 7..<8),
  ])
  func wrongLines(_ line: String, _ message: String, _ place: Range<Int>) throws {
    let session = try held()
    let error = session.usage(line)
    #expect(error?.message == message)
    #expect(error?.place == place)
    session.run("expect inflight == 2")
    session.end()
  }

  @Test func packetsOfALoopbackCannotBeHeld() throws {
    let session = try session()
    #expect(session.usage("hold packets")?.message.contains("cannot be held") == true)
    #expect(session.usage("hold packets")?.hint?.contains("host a 10.0.0.1, host b 10.0.0.2") == true)
    guard case .text(let lines)? = session.run("hold")?.body, lines.count == 2 else {
      Issue.record("hold alone was to say what it holds, and what it does not")
      return
    }
    #expect(lines[0].text.contains("what finishes is held"))
    #expect(lines[1].text.contains("packets are not") && lines[1].text.contains("host a 10.0.0.1"))
    #expect(session.usage("step")?.message == "nothing is held")
    session.end()
  }

  @Test func aPacketGoesToItsWaiterWhenItIsLetThrough() throws {
    let session = try session()
    session.connect()
    for line in ["p = iocp", "iocp a p key=7", "hold", "wsarecv a 5 o", "send c \"hello\"", "thread w"] {
      session.run(line)
    }
    guard case .blocked? = session.run("@w gqcs p")?.body else {
      Issue.record("w was to wait")
      return
    }
    let step = session.run("step 1")
    guard case .resumed(_, "w", let record)? = step?.aftermath.first else {
      Issue.record("w was to resume")
      return
    }
    #expect(record.returned.number == 1)
    let state = session.run("show p w")
    guard case .objects(let objects, _)? = state?.body, case .port(let port) = objects[0].state else {
      Issue.record("p was to be shown")
      return
    }
    #expect(port.isOpen && port.queue.isEmpty && port.sockets.map(\.name) == ["a"] && port.sockets[0].key == 7)
    session.end()
  }

  @Test func showHasAPortsQueueAndWaiters() throws {
    let session = try session()
    for line in ["p = iocp threads=2", "pqcs p 1 2", "pqcs p 3 4 o", "thread w"] { session.run(line) }
    func port() -> PortState? {
      guard case .objects(let objects, _)? = session.run("show p")?.body, case .port(let port) = objects[0].state else {
        return nil
      }
      return port
    }
    #expect(port()?.concurrency == 2)
    #expect(port()?.queue.map(\.key) == [2, 4])
    #expect(port()?.queue.map(\.overlapped) == [nil, "o"])
    for _ in 0..<2 { session.run("gqcs p 0") }
    session.run("@w gqcs p")
    session.run("gqcs p")
    #expect(port()?.waiting == ["main", "w"], "the one that began last is released first")
    session.run("closehandle p")
    #expect(port()?.isOpen == false)
    session.end()
  }
}
