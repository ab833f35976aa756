import Steps
import Testing
import Views

@testable import Playground

/// Completion routines: what they find done, what they change, and in which order it is told.
@Suite struct RoutineTests {
  private func text(_ step: Step?) -> String {
    guard let step else { return "" }
    var out: [UInt8] = []
    TextView(TextOptions()).write(step, into: &out)
    return String(decoding: out, as: UTF8.self)
  }

  private func order(_ text: String, _ parts: String...) {
    var rest = Substring(text)
    for part in parts {
      guard let found = rest.firstRange(of: part) else {
        Issue.record("\(part) is not told there:\n\(text)")
        return
      }
      rest = rest[found.upperBound...]
    }
  }

  @Test func aRoutineInABlockedCallMayUseItsMemoryAgain() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    for line in ["e = event", "b = wsabuf 8", "o = overlapped event=e", "routine r: wsarecv a b o routine=r"] {
      session.run(line)
    }
    session.run("wsarecv a b o routine=r")
    session.run("recv c 4")
    let step = session.run("send c \"hi\"")
    let kinds = step?.warnings.map(\.kind) ?? []
    #expect(!kinds.contains(.bufferInUse) && !kinds.contains(.sharedEvent))
    #expect(!(step?.warnings.contains { $0.text.contains("still belongs") } ?? true))
    order(
      text(step), "completed: WSARecv of step 11", "68 69", "0x103 → 0 ", "routine r runs on main", "» wsarecv",
      "0 → 0x103")
    #expect(session.run("show o").map(text)?.contains("0x103") == true)
  }

  @Test func aRoutineInsideARoutineIsToldInsideIt() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("routine r1: wsagetlasterror; sleepex 0 alertable; recv nosuch 4")
    session.run("routine r2: wsagetlasterror")
    session.run("wsarecv a 8 o routine=r1")
    session.run("wsarecv a 8 o2 routine=r2")
    session.run("send c \"hi\"")
    session.run("send c \"ho\"")
    // The order is that of a real Winsock: the outer routine first, the inner one before the wait that let it run.
    let starts = [
      "{\"routine\":\"r1\"", "{\"in\":\"r1\",\"thread\":\"main\",\"line\":\"wsagetlasterror\"", "{\"routine\":\"r2\"",
      "{\"in\":\"r2\"", "{\"in\":\"r1\",\"thread\":\"main\",\"line\":\"sleepex 0 alertable\"",
      "{\"in\":\"r1\",\"thread\":\"main\",\"line\":\"recv nosuch 4\",\"usage\"", "{\"step\":13",
    ]
    let records = session.records("sleepex 0 alertable")
    #expect(records.count == starts.count)
    for (record, start) in zip(records, starts) { #expect(record.hasPrefix(start), "\(record)") }
  }

  @Test func routinesThatFeedThemselvesEnd() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("routine r: wsasend a \"x\" o routine=r; sleepex 0 alertable")
    session.run("wsasend a \"x\" o routine=r")
    let step = session.run("sleepex 0 alertable")
    #expect(step?.warnings.contains { $0.kind == .endlessRoutine } == true)
  }

  @Test func whatALateReceiveWroteIsToldWhenItReturns() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("b = wsabuf 8")
    session.run("recv a b")
    order(text(session.run("send c \"hi\"")), "68 69", "main resumes")
    #expect(!text(session.run("recv l 4")).contains("68 69"))
  }

  /// It runs behind what is queued, with its own data, in an alertable wait alone, and ends that one: `sleepex` and a wait
  /// for events, begun before and after. Source: MS docs, QueueUserAPC and SleepEx.
  @Test func aQueuedFunctionRunsInAnAlertableWait() throws {
    let session = try session()
    defer { session.end() }
    for line in ["thread w", "routine r", "e = event", "queueuserapc r main 1", "queueuserapc r main 2"] {
      session.run(line)
    }
    #expect(session.run("sleep 0")?.routines.isEmpty == true)
    #expect(session.run("sleepex 0")?.routines.isEmpty == true)
    let step = try #require(session.run("sleepex 0 alertable"))
    #expect(step.routines.map(\.data) == [1, 2])
    #expect(session.run("sleepex 0 alertable")?.routines.isEmpty == true, "each runs once")
    session.run("@w wait e alertable")
    let woken = try #require(session.run("queueuserapc r w 3"))
    order(text(woken), "routine r runs on w: dwData 3", "w resumes", "= WSA_WAIT_IO_COMPLETION")
    session.run("@w wait e")
    #expect(session.run("queueuserapc r w 4")?.aftermath.isEmpty == true, "this wait is not alertable")
    session.run("setevent e")
    #expect(session.judge(Array("w.routines == 1".utf8)) == .holds)
  }

  /// Source: MS docs, QueueUserAPC (remarks: ERROR_GEN_FAILURE; what is queued to a thread that ends is lost).
  @Test func aThreadThatHasEndedRunsNothing() throws {
    let session = try session()
    defer { session.end() }
    for line in ["thread w", "routine r", "queueuserapc r w 1"] { session.run(line) }
    #expect(session.run("@w exitthread")?.routines.isEmpty == true)
    let call = try #require(session.call("queueuserapc r w"))
    #expect(call.error?.code == 31 && call.returned == .number(0))
    #expect(session.usage("queueuserapc r nobody")?.message.contains("there is no thread") == true)
  }

  @Test func theCallingThreadInC() throws {
    let session = try session()
    defer { session.end() }
    for line in ["thread w", "routine r", "@w QueueUserAPC(r, GetCurrentThread(), 0x10000);"] { session.run(line) }
    #expect(session.judge(Array("w.routines == 1 and main.routines == 0".utf8)) == .holds)
    order(text(session.run("@w sleepex 0 alertable")), "routine r runs on w: dwData 0x00010000")
  }
}
