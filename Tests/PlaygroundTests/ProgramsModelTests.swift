import Testing
import Winsock

@testable import Playground

/// What each model of the echo server does with few and with many clients. Counts follow from the models; 64 is
/// WSA_MAXIMUM_WAIT_EVENTS of winsock2.h.
@Suite struct ProgramsModelTests {
  /// A session with a server on a port that the system chose.
  private func session(with model: String) throws -> Session {
    let session = try PlaygroundTests.session()
    #expect(session.usage("server 127.0.0.1:0 model=\(model)") == nil)
    return session
  }

  @Test(arguments: [
    "blocking", "blocking threads=2", "blocking threads=each", "event", "event full=worker", "event full=refuse",
    "routine", "iocp", "iocp threads=4",
  ])
  func oneClientHasAllBack(_ model: String) throws {
    let session = try session(with: model)
    session.run("dummyclient server")
    #expect(session.value(of: Array("dummy.answered".utf8)) == "1")
    #expect(session.value(of: Array("dummy.bytes".utf8)) == "1000")
    #expect(session.value(of: Array("server.bytes".utf8)) == "1000")
    #expect(session.value(of: Array("server.accepted".utf8)) == "1")
    #expect(session.value(of: Array("server.open".utf8)) == "0")
    #expect(session.value(of: Array("server.error".utf8)) == "0")
  }

  /// A client that stays keeps the one blocking thread; the second is connected by the backlog, and waits.
  @Test func blockingServesOneToItsEnd() throws {
    let session = try session(with: "blocking")
    session.run("dummyclient server clients=2 stay")
    #expect(session.judge(Array("dummy.answered == 1 and dummy.waiting == 1".utf8)) == .holds)
    #expect(session.judge(Array("server.accepted == 1 and server.open == 1".utf8)) == .holds)
    session.run("stop dummy")
    #expect(session.judge(Array("server.accepted == 2 and server.open == 0".utf8)) == .holds)
  }

  @Test func blockingServesAsManyAsItHasThreads() throws {
    let session = try session(with: "blocking threads=3")
    session.run("dummyclient server clients=5 stay")
    #expect(session.judge(Array("dummy.answered == 3 and dummy.waiting == 2".utf8)) == .holds)
  }

  @Test func aThreadForEachClient() throws {
    let session = try session(with: "blocking threads=each")
    session.run("dummyclient server clients=65 messages=1 stay")
    #expect(session.judge(Array("dummy.answered == 65 and server.threads == 66".utf8)) == .holds)
    session.run("stop dummy")
    #expect(session.judge(Array("server.threads == 1 and server.open == 0".utf8)) == .holds)
  }

  /// One is served, backlog + 1 wait in the queue (what the kernel holds), and the rest are refused, as Windows
  /// refuses when the queue is full. Source: MS docs, listen.
  @Test func theBacklogIsFull() throws {
    let session = try session(with: "blocking backlog=2")
    session.run("dummyclient server clients=8 messages=1 stay")
    #expect(session.judge(Array("dummy.answered == 1 and dummy.waiting == 3".utf8)) == .holds)
    #expect(session.judge(Array("dummy.connecting == 0 and dummy.failed == 4".utf8)) == .holds)
    #expect(session.judge(Array("dummy.error == WSAECONNREFUSED".utf8)) == .holds)
    session.run("stop dummy")
    session.run("stop server")
  }

  @Test func eventTakes64() throws {
    let session = try session(with: "event")
    session.run("dummyclient server clients=64 messages=1 stay")
    #expect(session.judge(Array("dummy.answered == 64 and server.error == 0".utf8)) == .holds)
  }

  /// Source: MS docs, WSAWaitForMultipleEvents (cEvents is WSA_MAXIMUM_WAIT_EVENTS at most).
  @Test func the65thEventEndsTheWait() throws {
    let session = try session(with: "event")
    session.run("dummyclient server clients=65 messages=1 stay")
    #expect(session.judge(Array("dummy.answered == 0 and dummy.waiting == 65".utf8)) == .holds)
    #expect(session.judge(Array("server.error == WSA_INVALID_PARAMETER".utf8)) == .holds)
    // The worker is gone, and main accepts on.
    #expect(session.judge(Array("server.threads == 1".utf8)) == .holds)
  }

  @Test func the65thIsRefused() throws {
    let session = try session(with: "event full=refuse")
    session.run("dummyclient server clients=65 messages=1 stay")
    #expect(session.judge(Array("dummy.answered == 64 and server.refused == 1".utf8)) == .holds)
    #expect(session.judge(Array("server.open == 64 and server.error == 0".utf8)) == .holds)
  }

  @Test func anotherWorkerForThe65th() throws {
    let session = try session(with: "event full=worker")
    session.run("dummyclient server clients=65 messages=1 stay")
    #expect(session.judge(Array("dummy.answered == 65 and server.threads == 3".utf8)) == .holds)
  }

  @Test(arguments: [("routine", 2), ("iocp", 3), ("iocp threads=5", 6)])
  func manyClients(_ model: String, threads: Int) throws {
    let session = try session(with: model)
    session.run("dummyclient server clients=150 messages=2 stay")
    #expect(session.judge(Array("dummy.answered == 150 and server.open == 150".utf8)) == .holds)
    #expect(session.value(of: Array("server.threads".utf8)) == "\(threads)")
    session.run("stop dummy")
    #expect(session.judge(Array("server.open == 0 and server.error == 0".utf8)) == .holds)
  }

  /// A client of one's own is served beside the others, also by what it began before.
  @Test(arguments: ["blocking threads=each", "event", "routine", "iocp"])
  func typedLinesAreServed(_ model: String) throws {
    let session = try session(with: model)
    session.run("dummyclient server clients=2 stay")
    session.run("c = socket")
    session.run("connect c server")
    session.run("e = event")
    session.run("o = overlapped event=e")
    #expect(session.call("wsarecv c 10 o")?.error == .WSA_IO_PENDING)
    session.run("send c \"hi\"")
    #expect(session.judge(Array("e.signaled and o.InternalHigh == 2".utf8)) == .holds)
    session.run("send c \"ho\"")
    #expect(session.call("recv c 10")?.returned.number == 2)
  }

  /// A call that waits with a time limit is answered within it.
  @Test func programsRunWhileALineWaits() throws {
    let session = try session(with: "iocp")
    session.run("c = socket")
    session.run("connect c server")
    session.run("thread t")
    session.run("@t recv c 10")
    session.run("send c \"hi\"")
    #expect(session.judge(Array("not t.blocked".utf8)) == .holds)
  }
}
