import Testing

@testable import Playground

/// What statements can say of the last call, of addresses, and how what is not there yet differs from what is wrong.
@Suite struct StatementTests {
  private func judge(_ session: Session, _ statement: String) -> Judgement { session.judge(Array(statement.utf8)) }

  private func expectHolds(_ session: Session, _ statements: String...) {
    for statement in statements { #expect(judge(session, statement) == .holds, "\(statement)") }
  }

  @Test func theLastCallTellsItsOutKeys() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("send c \"hello\"")
    expectHolds(session, "last.call == \"send\"", "last.return == 5", "last.error == 0", "not last.blocked")
    session.run("recv a 3")
    expectHolds(session, "last.data == \"hel\"", "last.return == 3")
    session.run("b = wsabuf 8")
    session.run("wsarecv a b")
    expectHolds(session, "last.bytes == 2", "last.flags == 0")
    session.run("getsockopt a SO_TYPE")
    expectHolds(session, "last.value == SOCK_STREAM")
    session.run("inet_ntop inet 0x7f000001")
    session.run("p = createiocompletionport")
    session.run("o = overlapped")
    session.run("pqcs p 7 9 o")
    session.run("gqcs p 0")
    #expect(session.value(of: Array("last.key".utf8)) == "9")
    expectHolds(session, "last.bytes == 7", "last.key == 9", "last.overlapped == o")
    session.run("select read=a,c write=c 0")
    expectHolds(session, "last.write == c", "last.read == \"\"")
  }

  /// The name of a call stands without quotes, though LISTEN is a state and connect could be an object's name.
  @Test func aCallIsNamedWithoutQuotes() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    expectHolds(session, "last.call == accept", "last.call != recv", "accept == last.call", "last.call == \"accept\"")
    session.run("wsarecv a 4 o")
    expectHolds(session, "last.call == WSARecv", "last.call == wsarecv", "last.call != recv")
    session.run("getresult a o")
    expectHolds(session, "last.call == getresult", "last.call == WSAGetOverlappedResult")
    session.run("listen l")
    expectHolds(session, "last.call == listen")
    #expect(session.usage("expect last.call == lisen")?.message.contains("there is no call") == true)
  }

  @Test func anAddressIsComparedAsAnAddress() throws {
    let session = try session()
    defer { session.end() }
    session.run("l = socket")
    session.run("bind l 127.0.0.1:0")
    let local = try #require(session.value(of: Array("l.local".utf8)))
    expectHolds(session, "l.local == \(local)", "l.local != 127.0.0.1:1", "not (l.local == 127.0.0.1:1)")
    session.run("getsockname l")
    expectHolds(session, "last.addr == \(local)", "last.addr == l.local")
    session.run("s6 = socket tcp inet6")
    session.run("bind s6 [::1]:0")
    expectHolds(session, "s6.local != [::1]:1")
    #expect(session.usage("expect l.local == 127.0.0.1:99999") != nil)
    #expect(session.usage("expect l.local == 127.0.0.300:9") != nil)
  }

  @Test func aCallThatHasNotReturnedHasNoResult() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("send c \"x\"")
    session.run("recv a 1")
    session.run("recv a 1")
    expectHolds(session, "last.blocked", "last.call == \"recv\"", "main.blocked")
    #expect(
      judge(session, "last.return == 1")
        == .absent("the last call, recv, has not returned: main is blocked in it"))
    session.run("send c \"y\"")
    expectHolds(session, "not last.blocked", "last.call == \"recv\"", "last.data == \"y\"")
  }

  @Test func packetsAndWarningsAreThoseOfTheLastCall() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("send c \"abcdef\"")
    session.run("recv a 2")
    expectHolds(session, "last.warnings == 1")
    session.run("expect last.warnings == 1")
    session.run("show a")
    expectHolds(session, "last.warnings == 1", "last.packets == 0")
    session.run("getsockname a")
    expectHolds(session, "last.warnings == 0")
  }

  @Test func whatIsNotThereYetIsNotMalformed() throws {
    let session = try session()
    defer { session.end() }
    session.run("a = socket")
    func isAbsent(_ statement: String) -> Bool {
      if case .absent = judge(session, statement) { true } else { false }
    }
    func isMalformed(_ statement: String) -> Bool {
      if case .malformed = judge(session, statement) { true } else { false }
    }
    #expect(isAbsent("x.state == LISTEN"))
    #expect(isAbsent("last.key == 5"))
    #expect(isAbsent("a.signaled"))
    #expect(isAbsent("last.overlapped == o"))
    #expect(isMalformed("a.stat == LISTEN"))
    #expect(isMalformed("last.retrun == 5"))
    #expect(isMalformed("a.state < LISTEN"))
    #expect(isMalformed("a.state == 5"))
    #expect(isMalformed("a.state == "))
  }

  @Test func anAnswerOfAnotherTypeIsNotTheSame() throws {
    let session = try session()
    defer { session.end() }
    session.run("a = socket")
    expectHolds(session, "last.return == a", "last.return != 3", "not (last.return == 3)", "not (last.return > 3)")
  }
}
