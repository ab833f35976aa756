import Testing
import Views
import Winsock

@testable import Playground

/// How programs live beside typed lines: their names, what is told of them, and how they end.
@Suite struct ProgramsTests {
  private func text(_ session: Session, _ lines: String...) -> String {
    var out: [UInt8] = []
    for line in lines { if let step = session.run(line) { TextView(TextOptions()).write(step, into: &out) } }
    return String(decoding: out, as: UTF8.self)
  }

  private func holds(_ statement: String, in session: Session) -> Bool {
    session.judge(Array(statement.utf8)) == .holds
  }

  /// The port that a server listens on.
  private func port(of name: String, in session: Session) -> UInt16 {
    guard case .server(let server) = session.programs.find(name)?.work else { return 0 }
    return server.address.port
  }

  // MARK: - Names

  @Test func namesDoNotMeet() throws {
    let session = try session()
    session.run("server = event")
    session.run("server 127.0.0.1:0 model=iocp")
    session.run("server 127.0.0.1:0 model=event")
    #expect(session.programs.list.map(\.name) == ["server2", "server3"])
    #expect(session.usage("server2.l = socket") != nil)
    #expect(session.usage("own = server 127.0.0.1:0 model=routine") == nil)
    #expect(session.usage("own = server 127.0.0.1:0 model=routine")?.message == "the program own runs already")
  }

  @Test func objectsAreHiddenUnlessAsked() throws {
    let session = try session()
    session.run("server 127.0.0.1:0 model=iocp")
    let shown = text(session, "show")
    #expect(shown.contains("echo server, model iocp"))
    #expect(!shown.contains("server.l") && !shown.contains("server.main"))
    #expect(text(session, "show server.l").contains("LISTEN"))
    #expect(text(session, "show server.w1").contains("GetQueuedCompletionStatus"))
    #expect(holds("server.l.state == LISTEN and server.p.waiting == 2", in: session))
    #expect(session.liveNames([]) == ["server"])
  }

  @Test func programsThreadsRunNoLines() throws {
    let session = try session()
    session.run("server 127.0.0.1:0 model=blocking")
    let error = try #require(session.usage("@server.main socket"))
    #expect(error.message == "server.main is a thread of the program server, and runs no lines")
    #expect(session.nextThread == "main")
  }

  @Test(arguments: [
    ("server 127.0.0.1:0", "model=blocking|event|routine|iocp is missing"),
    ("server 127.0.0.1:0 model=icp", "\"icp\" is not blocking, event, routine, iocp; did you mean \"iocp\"?"),
    ("server 127.0.0.1:0 model=iocp threads=each", "threads=each is for model=blocking"),
    ("server 127.0.0.1:0 model=event threads=2", "model=event serves on one thread"),
    ("server 127.0.0.1:0 model=iocp threads=65", "\"65\" is not a number of threads"),
    ("server 127.0.0.1:0 model=iocp full=worker", "full= is for model=event, whose wait takes 64 events"),
    ("server x model=iocp", "\"x\" is not an address"),
    ("dummyclient 127.0.0.1:1 clients=0", "1 to 2000 clients"),
    ("dummyclient 127.0.0.1:1 messages=1001", "0 to 1000 messages"),
    ("stop it", "there is no program \"it\""), ("calls it shown", "there is no program \"it\""),
  ])
  func mistakesAreTold(_ line: String, _ message: String) throws {
    #expect(try session().usage(line)?.message == message)
  }

  // MARK: - What is told

  @Test func hiddenCallsAreSummedUp() throws {
    let session = try session()
    session.run("server 127.0.0.1:0 model=event")
    let step = try #require(session.run("dummyclient server clients=3 messages=2"))
    #expect(step.changes.isEmpty && step.aftermath.isEmpty && step.warnings.isEmpty)
    #expect(step.programs.map(\.name) == ["server", "dummy"])
    #expect(step.programs.allSatisfy { $0.calls.isEmpty && $0.callCount > 0 })
    guard case .clients(let clients) = step.programs[1].state.work else {
      Issue.record("\(step.programs[1].state.work)")
      return
    }
    #expect(clients.total == 3 && clients.bytesEach == 200 && clients.received == 600)
    #expect(clients.groups.map(\.stage) == [.finished] && clients.groups[0].bytes == 200...200)
    let told = text(session, "show server")
    #expect(told.contains("3 accepted, 0 open; 6 receives, 600 bytes echoed"))
    #expect(told.contains("blocked: main in accept; worker in SleepEx"))
  }

  @Test func shownCallsAreRecords() throws {
    let session = try session()
    let first = session.records("server 127.0.0.1:0 model=blocking calls=shown")
    #expect(
      first[1]
        == #"{"in":"server","thread":"main","line":"server.l = socket tcp","call":"socket","return":"server.l","error":null}"#
    )
    #expect(
      first[4]
        == #"{"in":"server","thread":"main","line":"server.a1 = accept server.l","call":"accept","blocked":true}"#)
    #expect(first.last?.hasPrefix(#"{"program":"server","calls":4,"#) == true)
    session.run("c = socket")
    session.run("connect c server")
    let echo = session.records("send c \"hi\"").filter { $0.hasPrefix("{\"in\"") }
    #expect(
      echo.first
        == #"{"in":"server","thread":"main","resumes":true,"call":"recv","return":2,"error":null,"out":{"data":"6869"}}"#
    )
    #expect(
      echo[1]
        == #"{"in":"server","thread":"main","line":"send server.a1 server.b1","call":"send","return":2,"error":null}"#)
    session.run("calls server hidden")
    #expect(session.records("send c \"ho\"").allSatisfy { !$0.hasPrefix("{\"in\"") })
  }

  @Test func routinesTellWhatTheyRun() throws {
    let session = try session()
    session.run("server 127.0.0.1:0 model=routine calls=shown")
    let told = text(session, "dummyclient server messages=1")
    #expect(told.contains("routine server.onReceive runs on worker: dwError 0, cbTransferred 100"))
    #expect(told.contains("      worker: WSASend(server.a1, &server.b1, 1, NULL, 0, &server.o1,"))
    #expect(told.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func failuresAreTold() throws {
    let session = try session()
    session.run("server 127.0.0.1:0 model=iocp")
    let port = port(of: "server", in: session)
    session.run("again = server 127.0.0.1:\(port) model=iocp")
    #expect(holds("again.error == WSAEADDRINUSE and again.threads == 0", in: session))
    session.run("stop server")
    session.run("dummyclient 127.0.0.1:\(port) clients=2")
    #expect(holds("dummy.failed == 2 and dummy.error == WSAECONNREFUSED", in: session))
  }

  @Test func lastIsTheUsersOwn() throws {
    let session = try session()
    session.run("wsasetlasterror 1234")
    session.run("c = socket")
    session.run("bind c 127.0.0.1:0")
    session.run("server 127.0.0.1:0 model=event")
    session.run("dummyclient server")
    #expect(holds("last.return == 0 and last.call == \"bind\"", in: session))
  }

  // MARK: - Bounds and ends

  @Test func tooManyCallsPause() throws {
    let session = try session()
    session.run("server 127.0.0.1:0 model=iocp")
    session.programs.callsLeft = 30
    let step = try #require(session.run("dummyclient server clients=4 messages=3"))
    #expect(step.programs.contains { $0.state.isPaused })
    #expect(!holds("dummy.answered == 4", in: session))
    session.run("show")
    #expect(holds("dummy.answered == 4", in: session))
  }

  @Test func stopClosesEverything() throws {
    let session = try session()
    session.run("server 127.0.0.1:0 model=iocp")
    let port = port(of: "server", in: session)
    session.run("dummyclient server clients=3 stay")
    let step = try #require(session.run("stop server"))
    #expect(step.aftermath.isEmpty && step.changes.isEmpty)
    let owned = session.objects.names.places { session.program(owning: $0)?.name == "server" }
    #expect(owned.isEmpty)
    #expect(session.usage("stop server")?.message == "server is over already")
    // The address is free again, and the name too. The clients that stayed hold connections to the port.
    session.run("stop dummy")
    session.run("server 127.0.0.1:\(port) model=event")
    session.run("dummyclient server")
    #expect(holds("server.accepted == 1 and dummy.answered == 1", in: session))
  }

  @Test func threadsAreUsedAgain() throws {
    let session = try session()
    session.run("server 127.0.0.1:0 model=blocking threads=each")
    for _ in 0..<5 { session.run("dummyclient server clients=20 messages=1") }
    // main of the session, main of the server, 20 clients and their 20 threads.
    #expect(session.threads.count <= 42)
    #expect(session.usage("thread own") == nil)
  }

  /// A thread that ends takes its operations with it. Source: MS docs, WSARecv (Thread exit cancels I/O).
  @Test func theEndOfAWorkerCancels() throws {
    let session = try session()
    session.run("server 127.0.0.1:0 model=event")
    session.run("c = socket")
    session.run("connect c server")
    session.run("send c \"x\"")
    session.run("dummyclient server clients=64 messages=1 stay")
    #expect(holds("server.o1.Internal == STATUS_CANCELLED and server.error == WSA_INVALID_PARAMETER", in: session))
  }
}
