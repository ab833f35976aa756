import Explain
import Steps
import Testing
import Views

@testable import Playground

/// What is told is so, and is told of the line that it belongs to.
@Suite struct TellingTests {
  private func text(_ step: Step?) -> String {
    guard let step else { return "" }
    var out: [UInt8] = []
    TextView(TextOptions()).write(step, into: &out)
    return String(decoding: out, as: UTF8.self)
  }

  @Test func packetsOfTheTimeWithoutTraceAreNotToldLater() throws {
    let session = try session(traces: true)
    defer { session.end() }
    session.connect()
    #expect(text(session.run("set trace off")).contains("packets are not shown"))
    session.run("send c \"hidden\"")
    let on = session.run("set trace on")
    #expect(on?.packets.isEmpty == true)
    #expect(text(on).contains("packets are shown"))
    #expect(session.run("send c \"seen\"")?.packets.contains { $0.len == 4 } == true)
  }

  /// A client stood in the queue: AcceptEx does not wait for one.
  @Test func anAcceptThatIsDoneAtOnceWaitsForNobody() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    for line in ["d = socket", "connect d l", "x = socket", "y = socket"] { session.run(line) }
    let done = text(session.run("acceptex l x 64 o"))
    #expect(done.contains("accepted; done meanwhile") && done.contains("completed: AcceptEx"))
    #expect(text(session.run("acceptex l y 64 o2")).contains("accepted; waits for a client"))
  }

  /// A datagram socket has no connection that could be reset.
  @Test func aDatagramThatFoundNoOneIsNoReset() throws {
    let session = try session()
    defer { session.end() }
    for line in ["u = socket udp", "x = socket udp", "bind x 127.0.0.1:0", "bind u 127.0.0.1:0", "wsarecvfrom u 8 o"] {
      session.run(line)
    }
    session.run("v = socket udp")
    session.run("connect v x")
    session.run("close x")
    session.run("send v \"lost\"")
    #expect(text(session.run("recv v 8")).contains("a datagram reached a closed port"))
    session.run("wsarecv v 8 q")
    session.run("send v \"lost\"")
    #expect(text(session.run("getresult v q")).contains("a datagram reached a closed port"))
  }

  /// The prompt names t2 before any line has run there.
  @Test func theThreadOfThePromptCanBeNamed() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    #expect(session.usage("@t2 wsagetlasterror")?.message.contains("there is no thread") == true)
    session.run("recv a 4")
    #expect(session.nextThread == "t2")
    #expect(session.usage("@t3 wsagetlasterror")?.message.contains("there is no thread") == true)
    #expect(session.call("@t2 wsagetlasterror") != nil)
  }

  /// What a thread began on a socket with a port does not end with it, and is not warned of.
  @Test func aPortsOperationsOutliveTheirThread() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    for line in ["thread w", "p = iocp a", "@w wsarecv a 4 o"] { session.run(line) }
    #expect(session.run("@w exitthread")?.warnings.isEmpty == true)
    session.run("send c \"abcd\"")
    #expect(session.call("gqcs p 0")?.returned.number == 1)
  }

  @Test func aWaitTellsOfEventsGivenTwice() throws {
    let session = try session()
    defer { session.end() }
    session.run("e = event")
    #expect(text(session.run("wait e,e all 0")).contains("each once"))
  }

  @Test func theCFormOfAWaitCountsItsEvents() throws {
    let session = try session()
    defer { session.end() }
    session.run("e = event")
    session.run("e2 = event")
    for line in [
      "WSAWaitForMultipleEvents(65, &e, FALSE, 0, FALSE)", "WSAWaitForMultipleEvents(0, NULL, FALSE, 0, FALSE)",
    ] {
      #expect(session.call(line)?.error == .WSA_INVALID_PARAMETER, "\(line)")
    }
    #expect(session.call("WSAWaitForMultipleEvents(1, &e, FALSE, 0, FALSE)")?.returned.number == 258)
    #expect(session.call("WSAWaitForMultipleEvents(2, {e,e2}, FALSE, 0, FALSE)")?.returned.number == 258)
    // What stands behind one event in memory is no handle.
    #expect(session.call("WSAWaitForMultipleEvents(5, &e, FALSE, 0, FALSE)")?.error?.code == 6)
  }

  @Test func whatReturnsNothingHasNoValue() throws {
    let session = try session()
    defer { session.end() }
    session.run("thread w")
    #expect(text(session.run("@w exitthread 3")) == "  ExitThread(3)\n")
  }

  @Test func finishedOperationsAreNotCalledPending() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("hold completions")
    let sent = session.run("wsasend a \"hello\" o")
    #expect(text(sent).contains("accepted; done, and held"))
    let closed = session.run("closesocket a")
    #expect(closed?.warnings.contains { $0.kind == .closePending } == false)
  }

  @Test(arguments: [["hold completions", "wsarecv a b o"], ["wsarecv a b o", "hold completions"]])
  func anOperationThatIsMadeToFailHasWrittenNothing(_ lines: [String]) throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("b = wsabuf \"before\"")
    for line in lines { session.run(line) }
    session.run("send c \"AFTER\"")
    session.run("fail 1 WSAENOBUFS")
    #expect(session.judge(Array("b.buf == \"before\" and o.InternalHigh == 0".utf8)) == .holds)
  }

  @Test func aReceiveOfNothingIsWarnedOfWhenItReturns() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    #expect(session.run("recv a 0")?.warnings.isEmpty == true)
    #expect(session.run("send c \"x\"")?.warnings.contains { $0.kind == .zeroLength } == true)
  }

  @Test func theBeginningOfACommandIsRecognised() throws {
    let session = try session()
    defer { session.end() }
    #expect(session.usage("bi l 127.0.0.1:1")?.message.contains("did you mean \"bind\"?") == true)
    #expect(session.usage("zq l")?.message.contains("did you mean") == false)
  }

  @Test(arguments: ["WSAEWOULDBLOCK", "WSAEINVAL", "WSAENOTCONN", "10035"])
  func errorsThatEndNoOperationHaveNoNamesOfCompletions(_ topic: String) {
    #expect(Knowledge.explain(topic)?.contains { $0.text.contains("GetQueuedCompletionStatus:") } == false)
    #expect(Knowledge.explain(topic)?.contains { $0.text.hasPrefix("Internal of") } == false)
  }

  @Test func errorsThatEndOperationsHaveAllTheirNames() {
    #expect(Knowledge.explain("WSAECONNRESET")?.contains { $0.text.contains("ERROR_NETNAME_DELETED") } == true)
    #expect(Knowledge.explain("STATUS_CANT_WAIT") != nil)
  }

  @Test(arguments: ["inet_addr", "inet_ntoa", "gethostbyname", "ExitThread"]) func olderCallsAreKnown(_ topic: String) {
    #expect(Knowledge.explain(topic)?.first?.text == topic)
  }

  /// As a real Winsock's records have it.
  @Test func whatIsNotThereIsNull() throws {
    let session = try session()
    defer { session.end() }
    for line in ["e = event", "o = overlapped event=e", "wsacloseevent e"] { session.run(line) }
    #expect(session.records("show o")[0].contains("\"hEvent\":null"))
    session.run("b = wsabuf 64")
    #expect(session.records("getacceptexsockaddrs b")[0].contains("\"out\":{\"local\":null,\"remote\":null}"))
  }

  @Test func aValueOfTheConnectContextIsNotLookedAt() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    #expect(session.call("setsockopt c SO_UPDATE_CONNECT_CONTEXT 1")?.returned.number == 0)
    #expect(session.call("setsockopt c SO_UPDATE_CONNECT_CONTEXT")?.returned.number == 0)
    #expect(session.usage("setsockopt c SO_UPDATE_CONNECT_CONTEXT 1 2") != nil)
  }

  @Test func getaddrinfoLeavesNoEarlierError() throws {
    let session = try session()
    defer { session.end() }
    session.run("wsasetlasterror 77")
    session.run("getaddrinfo 127.0.0.1 80")
    #expect(session.call("wsagetlasterror")?.returned.number == 0)
  }
}
