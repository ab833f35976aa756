import Foundation
import Steps
import Testing
import Winsock

@testable import Playground

/// Names, threads, blocking, memory: what a session does around the calls.
struct SessionTests {
  @Test func namesAreGivenAutomaticallyAndBoundAgain() throws {
    let session = try session()
    #expect(session.call("socket")?.returned.text == "s1")
    #expect(session.call("s2 = socket udp")?.returned.text == "s2")
    #expect(session.call("socket")?.returned.text == "s3")
    #expect(session.call("s1 = socket udp")?.returned.text == "s1")
    session.run("b1 = wsabuf 1")
    session.run("wsabuf 2")
    session.run("free b1")
    session.run("wsabuf 3")
    #expect(session.usage("show b1 b2") == nil)
    session.end()
  }

  @Test func aNameOfACallThatFailedHoldsTheInvalidHandle() throws {
    let session = try session()
    guard case .invalidSocket? = session.call("s = socket AF_INET 99 0")?.returned else {
      Issue.record("the call was to fail")
      return
    }
    #expect(session.call("listen s")?.error == .WSAENOTSOCK)
    session.end()
  }

  @Test func aStaleNameMakesTheCall() throws {
    let session = try session()
    session.run("s = socket")
    session.run("closesocket s")
    #expect(session.call("closesocket s")?.error == .WSAENOTSOCK)
    #expect(session.call("e = event")?.returned.text == "e")
    #expect(session.call("recv e 4")?.error == .WSAENOTSOCK)
    session.end()
  }

  /// Windows calls it indeterminate which one gets a connection; a session is the same on every run.
  @Test func ofTwoThatListenOnOneAddressTheFirstGetsEveryClient() throws {
    let session = try session()
    for name in ["x", "y"] {
      session.run("\(name) = socket")
      session.run("setsockopt \(name) SO_REUSEADDR 1")
      session.run("bind \(name) \(name == "x" ? "127.0.0.1:0" : "x")")
      #expect(session.call("listen \(name)")?.error == nil)
    }
    for client in 1...8 {
      session.run("c\(client) = socket")
      session.run("connect c\(client) x")
    }
    session.run("ioctlsocket x FIONBIO 1")
    session.run("ioctlsocket y FIONBIO 1")
    for client in 1...8 { #expect(session.call("a\(client) = accept x")?.error == nil) }
    #expect(session.call("accept y")?.error == .WSAEWOULDBLOCK)
    session.end()
  }

  /// What only looked, or was not understood, is no line to undo: who asked for help first means the line before.
  @Test func undoTakesBackWhatDidSomething() throws {
    let session = try session()
    for line in ["a = event", "b = event", "show", "help send", "bogus", "expect b.signaled"] { session.run(line) }
    guard case .text(let lines)? = session.run("undo")?.body else {
      Issue.record("undo tells what it did")
      return
    }
    #expect(lines.map(\.text) == [#""b = event" is undone; the next step is 2"#])
    #expect(session.usage("show b") != nil)
    #expect(session.usage("show a") == nil)
    #expect(session.usage("undo 2")?.message.contains("there is only 1 line to undo") == true)
    session.end()
  }

  @Test func aHandleStandsInAListAsOftenAsItsCountSays() throws {
    let session = try session()
    session.run("e = event")
    #expect(session.call("wait e*64 any 0")?.returned.number == 258)
    #expect(session.call("wait e*65 any 0")?.error == .WSA_INVALID_PARAMETER)
    #expect(session.call("wait e*60,e*5 any 0")?.error == .WSA_INVALID_PARAMETER)
    #expect(session.usage("wait e*0 any 0")?.message.contains("1 to 2048 handles") == true)
    #expect(session.usage("wait e*99999999999999999999 any 0")?.message.contains("1 to 2048 handles") == true)
    #expect(session.usage("wait e*e any 0")?.message.contains("there is no \"e*e\"") == true)
    session.end()
  }

  /// With a routine hEvent is the application's own: neither set, nor reset, nor looked at. Recorded on Wine, too.
  @Test func aRoutineLeavesTheEventAlone() throws {
    let session = try session()
    session.connect()
    session.run("e = event")
    session.run("wsasetevent e")
    session.run("o = overlapped event=e")
    #expect(session.call("wsarecv a 8 o routine=r")?.error == .WSA_IO_PENDING)
    session.run("expect e.signaled")
    session.run("wsaresetevent e")
    session.run("send c \"hi\"")
    session.run("expect o.Internal == STATUS_SUCCESS and not e.signaled")
    #expect(session.exitStatus == 0)
    session.run("sleepex 0 alertable")
    session.run("wsacloseevent e")
    #expect(session.call("wsarecv a 8 o routine=r")?.error == .WSA_IO_PENDING)
    #expect(session.call("wsarecv a 8 p")?.error == .WSA_IO_PENDING)
    session.end()
  }

  @Test func aBlockedThreadLeavesTheNextLineToAnother() throws {
    let session = try session()
    session.run("e = event")
    guard case .blocked? = session.run("wait e")?.body else {
      Issue.record("the wait was to block")
      return
    }
    #expect(session.nextThread == "t2")
    #expect(session.usage("@main wait e 0")?.message == "main is blocked in the WSAWaitForMultipleEvents of step 2")
    let step = session.run("wsasetevent e")
    #expect(step?.thread == "t2")
    #expect(step?.nextThread == "main")
    guard case .resumed(2, "main", let record)? = step?.aftermath.first else {
      Issue.record("main was to resume")
      return
    }
    #expect(record.returned.number == 0)
    session.end()
  }

  @Test func aTimedCallReturnsWithinItsLine() throws {
    let session = try session()
    session.run("e = event")
    #expect(session.call("wait e any 10")?.returned.number == 258)
    #expect(session.call("sleepex 10")?.returned.number == 0)
    session.end()
  }

  @Test func anInterruptedWaitStaysBlocked() throws {
    let session = try session()
    session.caller.isInterrupted = { true }
    guard case .blocked? = session.run("sleepex 50000")?.body else {
      Issue.record("the call was to stay blocked")
      return
    }
    #expect(session.nextThread == "t2")
    session.end()
  }

  @Test func freedMemoryStaysWhileAnOperationUsesIt() throws {
    let session = try session()
    session.connect()
    session.run("b = wsabuf 5")
    session.run("wsarecv a b o")
    session.run("free b")
    session.run("free o")
    session.run("b = wsabuf 5")
    session.run("send c \"hello\"")
    guard case .objects(let records, _)? = session.run("show b")?.body,
      case .buffer(_, let memory, nil) = records[0].state
    else {
      Issue.record("b was to be shown")
      return
    }
    #expect(memory == Bytes([0, 0, 0, 0, 0]))
    #expect(session.memory.meter.bytes < 1 << 17)
    session.end()
  }

  @Test func buffersTogetherHaveALimit() throws {
    let session = try session()
    for _ in 0..<10 { session.run("wsabuf 100000000") }
    #expect(session.usage("wsabuf 100000000")?.message.contains("1 GiB") == true)
    session.run("free b1")
    #expect(session.usage("wsabuf 100000000") == nil)
    session.end()
  }

  @Test func threadsHaveALimit() throws {
    let session = try session()
    for i in 1..<Session.maximumThreads { session.run("thread x\(i)") }
    #expect(session.usage("thread y") != nil)
    session.end()
  }

  @Test(arguments: [
    ("e.signaled", false), ("not e.signaled", true), ("o.Internal == STATUS_SUCCESS", true),
    ("o.Internal == 0x103", false),
    ("o.hEvent == e", true), ("b.len == 5 and b.data == \"hello\"", true), ("b.data == hex:68656c6c6f", true),
    ("s.state == CLOSED", true), ("s.state == ESTABLISHED or s.open", true), ("last.error == WSAEINVAL", true),
    ("last.return == SOCKET_ERROR", true), ("(1 < 2) and not (2 <= 1)", true), ("b.len != 5 or e.signaled", false),
    ("main.blocked", false), ("main.error == 10022", true), ("s.local == NULL", true),
  ])
  func expectations(_ expression: String, _ holds: Bool) throws {
    let session = try session()
    for line in ["e = event", "o = overlapped event=e", "b = wsabuf \"hello\"", "s = socket", "listen s"] {
      session.run(line)
    }
    guard case .expectation(let verdict, let seen)? = session.run("expect " + expression)?.body else {
      Issue.record("\(expression) was to be understood")
      return
    }
    #expect(verdict == holds)
    #expect(holds == seen.isEmpty || seen.isEmpty)
    #expect(session.exitStatus == (holds ? 0 : 1))
    session.end()
  }

  @Test func dataIsWhatTheLastReceivePutThere() throws {
    let session = try session()
    session.connect()
    session.run("b = wsabuf \"0123456789\"")
    session.run("send c \"hello\"")
    session.run("recv a b")
    session.run("expect b.data == \"hello\" and b.buf == \"hello56789\"")
    session.run("wsarecv a b o")
    session.run("send c \"xy\"")
    session.run("expect b.data == \"xy\" and b.buf == \"xyllo56789\" and o.InternalHigh == 2")
    #expect(session.exitStatus == 0)
    session.end()
  }

  @Test func aRoutineThatFeedsItselfIsStopped() throws {
    let session = try session()
    session.connect()
    session.run("b = wsabuf 1")
    session.run("send c \"x\"*5000")
    session.run("routine again : wsarecv a b o routine=again")
    session.run("wsarecv a b o routine=again")
    let step = session.run("sleepex 0 alertable")
    #expect(step?.routines.count ?? 0 > 1)
    #expect(step?.warnings.contains { $0.text.hasPrefix("again ran 1000 times") } == true)
    session.end()
  }

  @Test func aRoutineCannotWait() throws {
    let session = try session()
    session.connect()
    session.run("routine r : recv a 4; wsagetlasterror")
    session.run("wsarecv a 4 o routine=r")
    session.run("send c \"x\"")
    let step = session.run("sleepex 0 alertable")
    #expect(step?.routines.count == 1)
    guard let lines = step?.routines.first?.lines, lines.count == 2, case .usage(let error) = lines[0].body else {
      Issue.record("the routine's recv was to be refused")
      return
    }
    #expect(error.message.contains("must not wait"))
    #expect(session.nextThread == "main")
    session.end()
  }

  @Test(arguments: [
    ("recv a 3", "send c \"abc\""), ("wait e any INFINITE alertable", ""), ("gqcsex p 4 INFINITE alertable", ""),
    ("accept l", "x2 = socket"), ("select read=a", "send c \"abc\""),
  ])
  func aRoutineThatWouldWaitLeavesTheOuterWaitAlone(_ wait: String, _ release: String) throws {
    let session = try session()
    session.connect()
    for line in ["l2 = socket", "bind l2 127.0.0.1:0", "listen l2", "c2 = socket", "connect c2 l2", "a2 = accept l2"] {
      session.run(line)
    }
    for line in ["e = event", "e3 = event", "p = iocp", "thread w"] { session.run(line) }
    session.run(
      "routine r : recv a2 4; wait e3; gqcs p; sleepex 10000; accept l2; select read=a2; getresult a2 o2 wait")
    session.run("wsarecv a2 4 o routine=r")
    session.run("wsarecv a2 4 o2")
    guard case .blocked? = session.run(wait)?.body else {
      Issue.record("\(wait) was to block")
      return
    }
    let step = session.run("@w send c2 \"1234\"")
    let runs: [RoutineRecord] = step?.aftermath.compactMap { if case .routine(let run) = $0 { run } else { nil } } ?? []
    let usages = runs.first?.lines.filter { if case .usage = $0.body { true } else { false } }
    #expect(usages?.count == 7)
    let ended = step?.aftermath.contains { if case .resumed = $0 { true } else { false } } ?? false
    #expect(ended == wait.contains("alertable"), "only a wait that was said to be alertable ends with the routine")
    if !ended {
      #expect(session.usage("@main htons 1") != nil, "main waits on")
      if wait == "accept l" {
        session.run("@w x = socket")
        session.run("@w connect x l")
      } else {
        session.run("@w " + release)
      }
    }
    #expect(session.usage("@main htons 1") == nil)
    session.end()
  }

  @Test func aSavedScriptHoldsWhatRan() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-\(UUID()).wsa").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try session()
    for line in ["s = socket # a comment", "nonsense", "help send", "listen s"] { first.run(line) }
    #expect(first.usage("save \(path)") == nil)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "s = socket\nlisten s\n")
    #expect(first.usage("save \(path)")?.message == "\(path) is there already")
    #expect(first.usage("save \(path) overwrite") == nil)
    first.end()
    let second = try session()
    #expect(second.usage("run \(path)") == nil)
    #expect(second.nextScriptLine().map { String(decoding: $0, as: UTF8.self) } == "s = socket")
    #expect(second.nextScriptLine() != nil)
    #expect(second.nextScriptLine() == nil)
    for _ in 0..<8 { second.run("run \(path)") }
    #expect(second.usage("run \(path)") != nil)
    second.end()
  }

  @Test func aScriptOfAnEditorOnWindowsIsRead() {
    let lines = Session.lines(Array("\u{feff}e = event\r\n\r\n\nshow e\r\nshow".utf8))
    #expect(lines.map { String(decoding: $0, as: UTF8.self) } == ["e = event", "show e", "show"])
  }

  @Test func aLessonIsMadeByWhoCanMakeOne() throws {
    let session = try session()
    for line in ["s = socket # a comment", "nonsense", "listen s"] { session.run(line) }
    #expect(session.usage("save a.md")?.message == "no lesson can be made here")
    var told: [String] = []
    session.caller.lessonWriter = { lines, path, overwrite throws(UsageError) in
      told.append("\(path) \(overwrite) " + String(decoding: lines, as: UTF8.self))
      if path == "b.md" { throw UsageError("not this one") }
      return ["done"]
    }
    #expect(session.usage("save a.md overwrite") == nil)
    #expect(session.usage("save b.md")?.place == 5..<9)
    #expect(told == ["a.md true s = socket\nlisten s\n", "b.md false s = socket\nlisten s\n"])
    session.end()
  }

  @Test func completions() throws {
    let session = try session()
    for line in ["server = socket", "client = socket", "e1 = event", "buf = wsabuf 4", "thread worker"] {
      session.run(line)
    }
    func complete(_ text: String) -> [String] {
      session.completions(Array(text.utf8), cursor: text.utf8.count).candidates
    }
    #expect(complete("wsarecvf") == ["wsarecvfrom"])
    #expect(complete("x = acc") == ["accept"])
    #expect(complete("@w") == ["worker"])
    #expect(complete("recv s") == ["server"])
    #expect(complete("recv server b") == ["buf"])
    #expect(complete("recv server 4 flags=MSG_PEEK|MSG_O") == ["MSG_OOB"])
    #expect(complete("recv server 4 f") == ["flags="])
    #expect(complete("wait e1 al") == ["all", "alertable"])
    #expect(complete("wait e") == ["e1"])
    #expect(complete("setsockopt server SO_RCV") == ["SO_RCVBUF", "SO_RCVTIMEO"])
    #expect(session.completions(Array("recv ser".utf8), cursor: 8).start == 5)
    #expect(complete("nonsense x") == [])
    session.end()
  }

  /// A socket bound to every address has none that could be connected to: connect to 0.0.0.0 is WSAEADDRNOTAVAIL (MS docs,
  /// connect). Its name as a destination is loopback; the address typed is what was typed.
  @Test func theNameOfAWildcardSocketAsADestinationIsLoopback() throws {
    let session = try session()
    defer { session.end() }
    session.run("l = socket")
    session.run("bind l *:0")
    session.run("listen l")
    for line in ["c = socket", "d = socket", "u = socket udp", "v = socket udp", "bind v *:0"] { session.run(line) }
    for line in ["connect c l", "wsaconnect d l", "sendto u \"abc\" v"] {
      let call = try #require(session.call(line))
      #expect(call.error == nil, "\(line)")
    }
    #expect(session.judge(Array("c.peer == d.peer".utf8)) == .holds)
    session.run("x = socket")
    #expect(session.call("connect x 0.0.0.0:9")?.error == ErrorValue(ErrorCode.WSAEADDRNOTAVAIL))
    // Not a destination: the address that it is bound to.
    #expect(session.call("bind x l")?.error == ErrorValue(ErrorCode.WSAEADDRINUSE))
  }
}
