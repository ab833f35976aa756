import Steps
import Testing
import Winsock

@testable import Playground

/// Several sources of calls on one machine: none of them waits for another.
struct SubmittingTests {
  private func submit(_ line: String, _ session: Session, on thread: String = "main") throws -> Submitted {
    let place = try #require(session.threads.firstIndex { $0.name == thread })
    return try session.submit(try session.invocation(line), on: place, step: 1)
  }

  @Test func callsTakeTurns() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("thread w")
    // One thread blocks for ever, another with a limit: both come back at once.
    guard case .blocked(let receive, nil) = try submit("recv a 16", session) else {
      Issue.record("recv returned")
      return
    }
    #expect(receive.call == "recv" && session.threads[0].waiting?.call == "recv")
    session.run("e = wsacreateevent")
    guard case .blocked(_, let limit) = try submit("wait e any 60000", session, on: "w") else {
      Issue.record("the wait returned")
      return
    }
    #expect(limit == 60_000)
    // A third source sends; polling serves whoever waits for it.
    let other = try session.addThread("x", at: nil)
    guard
      case .returned(let sent, let value, _) = try session.submit(
        try session.invocation("send c \"hello\""), on: other, step: 1)
    else {
      Issue.record("send blocked")
      return
    }
    #expect(sent.call == "send" && value.value == 5)
    for _ in 0..<1000 where session.winsock.isBlocked(session.threads[0].id) { session.winsock.poll(milliseconds: 1) }
    let record = try #require(session.returned(0))
    #expect(record.call == "recv" && record.returned == .number(5))
    #expect(session.winsock.isBlocked(session.threads[1].id))
  }

  @Test func aRefusedCallIsNotBegun() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.winsock.refusesToBlock = true
    defer { session.winsock.refusesToBlock = false }
    guard case .refused = try submit("recv a 16", session) else {
      Issue.record("it was begun")
      return
    }
    #expect(session.threads[0].waiting == nil)
  }

  @Test func whatIsWrongLeavesNothing() throws {
    let session = try session()
    defer { session.end() }
    let before = session.objects.names.count
    #expect(throws: UsageError.self) { try submit("wsarecv 5 16 nothing", session) }
    #expect(session.objects.names.count == before && session.liveNames([.buffer]).isEmpty)
  }
}
