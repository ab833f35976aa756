import Steps
import Testing

@testable import Playground

/// What is legal but will bite is told by the line that does it, once.
struct WarningTests {
  /// Lines; the last one is told with a warning of this kind, that says this.
  private struct Bite: Sendable, CustomTestStringConvertible {
    let kind: Warning.Kind
    let says: String
    let lines: [String]
    var testDescription: String { "\(kind): \(lines.last ?? "")" }
    init(_ kind: Warning.Kind, _ says: String, _ lines: String...) {
      (self.kind, self.says, self.lines) = (kind, says, lines)
    }
  }

  private static let bites = [
    Bite(.overlappedInUse, "belongs to the WSARecv of step 7", "wsarecv a 4 o", "wsarecv a 4 o"),
    Bite(.overlappedInUse, "freed", "wsarecv a 4 o", "free o"),
    Bite(.overlappedInUse, "declared again", "wsarecv a 4 o", "o = overlapped"),
    Bite(.overlappedInUse, "port's queue", "p = iocp a", "wsarecv a 4 o", "send c \"abcd\"", "wsarecv a 4 o"),
    Bite(.overlappedInUse, "port's queue", "p = iocp a", "wsarecv a 4 o", "cancelioex a o", "free o"),
    Bite(.overlappedNotZero, "not zeroed", "send c \"abcd\"", "wsarecv a 4 o", "wsarecv a 4 o"),
    Bite(.deadEvent, "closed", "e = event", "o = overlapped event=e", "wsacloseevent e", "wsarecv a 4 o"),
    Bite(
      .sharedEvent, "also the event", "e = event", "o = overlapped event=e", "q = overlapped event=e", "wsarecv a 4 o",
      "wsarecv c 4 q"),
    Bite(.bufferInUse, "both will write", "b = wsabuf 4", "wsarecv a b o", "wsarecv c b q"),
    Bite(.bufferInUse, "both will write", "b = wsabuf 4", "wsarecv a b o", "send a \"x\"", "recv c b"),
    Bite(.bufferInUse, "freed", "b = wsabuf 4", "wsarecv a b o", "free b"),
    Bite(.bufferInUse, "declared again", "b = wsabuf 4", "wsarecv a b o", "b = wsabuf 4"),
    Bite(
      .acceptContext, "SO_UPDATE_ACCEPT_CONTEXT l", "x = socket", "d = socket", "acceptex l x 64 o", "connect d l",
      "getpeername x"),
    Bite(
      .acceptContext, "SO_UPDATE_ACCEPT_CONTEXT l", "x = socket", "d = socket", "acceptex l x 64 o", "connect d l",
      "shutdown x send"),
    Bite(
      .acceptContext, "SO_UPDATE_ACCEPT_CONTEXT l", "x = socket", "d = socket", "acceptex l x 64 o", "connect d l",
      "setsockopt x TCP_NODELAY 1"),
    Bite(
      .contextSocket, "here l", "x = socket", "d = socket", "acceptex l x 64 o", "connect d l",
      "setsockopt x SO_UPDATE_ACCEPT_CONTEXT x"),
    Bite(
      .acceptContext, "SO_UPDATE_CONNECT_CONTEXT", "d = socket", "bind d 127.0.0.1:0", "connectex d l o",
      "shutdown d send"),
    Bite(.failedPacket, "failed", "p = iocp a", "wsarecv a 4 o", "cancelioex a o", "gqcs p 0"),
    Bite(
      .eventNotReset, "WSAResetEvent", "e = event", "o = overlapped event=e", "wsarecv a 4 o", "send c \"abcd\"",
      "wait e", "wait e"),
    Bite(.partialReceive, "3 of the 5 bytes that the send of step 7", "send c \"hello\"", "recv a 3"),
    Bite(.partialReceive, "2 sends at once (steps 7 and 8)", "send c \"hello\"", "send c \"you\"", "recv a 10"),
    Bite(.partialReceive, "2 of the 5 bytes", "wsarecv a 2 o", "send c \"hello\""),
    Bite(.packetAfterSuccess, "all the same", "p = iocp a", "send c \"abcd\"", "wsarecv a 4 o"),
    Bite(.waitWithoutEvent, "any operation", "wsarecv a 4 o", "getresult a o wait"),
    Bite(.bufferInUse, "would be sent", "b = wsabuf 5", "hold completions", "wsasend c b o", "free b"),
    Bite(.threadEnded, "it is cancelled", "thread w", "@w wsarecv a 4 o", "@w exitthread"),
    Bite(.routineNotRun, "not alertable", "wsarecv a 4 o routine=r", "send c \"abcd\"", "sleepex 1"),
    Bite(.routineNotRun, "not alertable", "wsarecv a 4 o routine=r", "e = event", "wait e", "send c \"abcd\""),
    Bite(.closePending, "an operation pending", "wsarecv a 4 o", "closesocket a"),
    Bite(.lingerReset, "WSAECONNRESET", "setsockopt c SO_LINGER on,0", "closesocket c"),
    Bite(.severalThreads, "chance", "thread w", "wsarecv a 4 o", "@w wsarecv a 4 q"),
    Bite(.timeoutIgnored, "SO_RCVTIMEO", "setsockopt a SO_RCVTIMEO 100", "wsarecv a 4 o"),
    Bite(.notOverlapped, "WSA_FLAG_OVERLAPPED", "x = wsasocket overlapped=no", "wsarecv x 4 o"),
    Bite(.threadEnded, "an operation pending", "thread w", "@w wsarecv a 4 o", "@w exitthread"),
    Bite(.concurrencyIgnored, "leaves it", "p = iocp", "iocp a p threads=2"),
    Bite(.acceptWaitsForData, "when the client sends", "x = socket", "acceptex l x 128 o data=10"),
    Bite(.zeroLength, "not the peer's close", "send c \"x\"", "recv a 0"),
    Bite(.addressReused, "SO_EXCLUSIVEADDRUSE", "x = socket", "setsockopt x SO_REUSEADDR 1"),
    Bite(.bytesPointer, "pass NULL", "b = wsabuf 4", "WSARecv(a, &b, 1, &n, &flags, &o, NULL)"),
    Bite(.waitCut, "60,000", "x = wsasocket", "e = event", "wait e any 60001"),
  ]

  private func prepared() throws -> Session {
    let session = try session()
    session.caller.isInterrupted = { true }
    session.connect()
    return session
  }

  @Test(arguments: bites)
  private func isTold(_ bite: Bite) throws {
    let session = try prepared()
    for line in bite.lines.dropLast() {
      #expect(session.run(line)?.warnings.contains { $0.kind == bite.kind } == false, "\(line) told it")
    }
    let step = session.run(bite.lines.last ?? "")
    let warning = step?.warnings.first { $0.kind == bite.kind }
    #expect(warning?.text.contains(bite.says) == true, "\(step?.warnings.map(\.text) ?? [])")
    if case .usage(let error)? = step?.body { Issue.record("\(error.message)") }
    #expect(bite.kind == .waitCut || warning?.lesson != nil)
    session.end()
  }

  @Test(arguments: bites)
  private func isNotToldWhenOff(_ bite: Bite) throws {
    let session = try prepared()
    session.run("set warnings off")
    for line in bite.lines { #expect(session.run(line)?.warnings.isEmpty == true) }
    session.end()
  }

  @Test func isToldOnceAnObject() throws {
    let session = try prepared()
    session.run("wsarecv a 4 o")
    #expect(session.run("wsarecv a 4 o")?.warnings.count == 1)
    // In full once; each further time does harm, too, and has a line.
    let again = session.run("wsarecv a 4 o")?.warnings
    #expect(again?.map(\.kind) == [.overlappedInUse] && (again?[0].text.count ?? 0) < 60)
    session.run("wsarecv a 4 q")
    #expect(session.run("wsarecv a 4 q")?.warnings.count == 1)
    session.end()
  }

  /// A call that fails at once owns nothing: what would have come of it is not warned of.
  @Test func aCallThatFailsAtOnceIsNotWarnedOf() throws {
    let session = try prepared()
    defer { session.end() }
    for line in ["x = socket", "setsockopt x SO_RCVTIMEO 100", "b = wsabuf 4"] { session.run(line) }
    #expect(session.run("WSARecv(x, &b, 1, &n, &flags, &o9, NULL)")?.warnings.isEmpty == true)
    session.run("bind x 127.0.0.1:0")
    // It is warned of when it begins.
    #expect(
      session.run("WSARecv(a, &b, 1, &n, &flags, &o10, NULL)")?.warnings.contains { $0.kind == .bytesPointer } == true)
  }

  /// A structure whose completion routine is still queued belongs to that operation.
  @Test func aRoutineThatHasNotRunOwnsItsOverlapped() throws {
    let session = try prepared()
    defer { session.end() }
    session.run("routine done")
    session.run("wsarecv a 4 q routine=done")
    session.run("send c \"x\"")
    let warnings = session.run("wsarecv a 4 q routine=done")?.warnings
    #expect(warnings?.contains { $0.text.contains("is queued and has not run") } == true)
    session.run("sleepex 0 alertable")
  }

  @Test func the65thEvent() throws {
    let session = try session()
    for i in 1...64 { #expect(session.run("e\(i) = event")?.warnings.isEmpty == true) }
    session.run("wsacloseevent e1")
    #expect(session.run("event")?.warnings.isEmpty == true)
    #expect(session.run("event")?.warnings.first?.kind == .tooManyEvents)
    let list = (2...65).map { "e\($0)" }.joined(separator: ",") + ",e66"
    #expect(session.run("wait \(list) any 0")?.warnings.first?.text.contains("65 events") == true)
    session.end()
  }

  /// What is right is not warned of.
  @Test(arguments: [
    ["wsarecv a 4 o", "send c \"abcd\"", "o = overlapped", "wsarecv a 4 o"],
    ["b = wsabuf 4", "wsarecv a b o", "send c \"abcd\"", "free b", "free o"],
    ["send c \"hello\"", "recv a 5", "send c \"you\"", "recv a 10"],
    ["p = iocp a", "wsarecv a 4 o", "send c \"abcd\"", "gqcs p 0", "free o"],
    [
      "e = event", "o = overlapped event=e", "wsarecv a 4 o", "send c \"abcd\"", "wait e", "wsaresetevent e",
      "wait e any 0",
    ],
    ["wsarecv a 4 o routine=r", "send c \"abcd\"", "sleepex 0 alertable", "getresult a o wait", "closesocket a"],
    ["send c \"hello\"", "recv a 2 flags=MSG_PEEK", "recv a 5"], ["shutdown c send", "recv a 4", "closesocket c"],
    ["wsarecv a 4 o", "wsasend a \"x\" q", "wsarecv a 4 q2", "cancelio a", "closesocket a"],
  ])
  func whatIsRightIsLeftAlone(_ lines: [String]) throws {
    let session = try prepared()
    for line in lines { #expect(session.run(line)?.warnings.map(\.text) == [], "\(line)") }
    session.end()
  }
}
