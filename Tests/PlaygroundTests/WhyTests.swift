import Steps
import Testing
import Winsock

@testable import Playground

/// `why` speaks of the session as it is: by the script's names, with what was found and what comes next.
@Suite struct WhyTests {
  private func why(_ session: Session, _ line: String = "why") -> String {
    guard case .text(let lines)? = session.run(line)?.body else { return "" }
    return lines.map(\.text).joined(separator: "\n")
  }

  private func says(_ text: String, _ parts: String...) {
    for part in parts { #expect(text.contains(part), "\(part)\n\(text)") }
  }

  /// Lines on a pair of connected sockets, and what `why` then says.
  private struct Case: Sendable, CustomTestStringConvertible {
    let lines: [String]
    let parts: [String]
    var testDescription: String { lines.last ?? "" }
    init(_ lines: String..., says parts: [String]) { (self.lines, self.parts) = (lines, parts) }
  }

  private static let cases = [
    Case(
      "wsarecv a 8 o", says: ["began", "on a, connected to c", "next bytes of c", "the memory of b1", "lesson 02"]),
    Case("e = event", "o = overlapped event=e", "wsarecv a 8 o", says: ["e is signaled", "getresult a o"]),
    Case("routine r", "wsarecv a 8 o routine=r", says: ["r is queued to main", "alertable", "lesson 11"]),
    Case(
      "p = iocp", "createiocompletionport a p key=7", "wsarecv a 8 o",
      says: ["packet (key 7, o)", "gqcs p", "lesson 13"]),
    Case("recv a 5", says: ["has not returned", "Nothing has arrived on a", "send c", "lesson 06"]),
    Case(
      "send c \"hello\"", "recv a 2", says: ["2 bytes lay there; 3 bytes lie there still", "recv a 3", "lesson 07"]),
    Case("shutdown c send", "recv a 5", says: ["FIN of c", "CLOSE_WAIT", "lesson 05"]),
    Case("ioctlsocket a FIONBIO 1", "recv a 5", says: ["non-blocking", "select read=a"]),
    Case("gqcs l 0", says: ["failed"]),
    Case("bind l 127.0.0.1:1", says: ["l is in state LISTEN", "address once"]),
    Case("recv l 5", says: ["l listens", "accept l"]),
    Case(
      "recv zz 5",
      says: ["was not run", "There is no \"zz\"", "Nothing was called"]),
    Case("expect a.state == LISTEN", says: ["does not hold", "a is connected to c"]),
    Case("expect a.open", says: ["holds", "It is."]),
    Case(
      "wsarecv a 8 o", "closesocket a", says: ["closesocket", "the WSARecv of step 7 is done", "lesson"]),
    Case(
      "recv a 5", "send c \"hi\"", says: ["send returned 2", "main goes on: its recv of step 7", "2 bytes lay there"]),
    Case(
      "routine r", "wsarecv a 8 o routine=r", "send c \"hi\"", "sleepex 0 alertable",
      says: ["routine r ran on main", "with o", "2 bytes"]),
    Case("p = iocp", "pqcs p 3 9", "gqcs p 0", says: ["3 bytes, key 9", "posted by hand"]),
    Case("p = iocp", "gqcs p 0", says: ["WAIT_TIMEOUT", "No packet came to p", "nothing was taken"]),
    Case("server 127.0.0.1:0 model=event", says: ["model event", "one wait takes 64", "show server", "lesson 17"]),
    Case("e = event", "wait e,e all 0", says: ["e is in the list twice"]),
    Case("WSAWaitForMultipleEvents(0, NULL, FALSE, 0, FALSE)", says: ["0 events were given"]),
    Case("getsockname a", says: ["a is connected to c", "lesson 03"]),
    Case("hold completions", "send c \"hi\"", "wsarecv a 8 o", says: ["held in the simulated kernel under number 1"]),
    Case("wsarecv a 8 o", "getresult a o wait", says: ["any operation on a that has no event ends"]),
    Case(
      "e = event", "o = overlapped event=e", "wsarecv a 8 o", "wsasetevent e", "getresult a o wait",
      says: ["still under way", "STATUS_PENDING", "e is signaled"]),
    Case("cancelioex a", says: ["ERROR_NOT_FOUND", "under way on a"]),
  ]

  @Test(arguments: cases) private func itSpeaksOfTheSession(_ one: Case) throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    for line in one.lines { session.run(line) }
    let text = why(session)
    for part in one.parts { #expect(text.contains(part), "\(part)\n\(text)") }
  }

  @Test func aThreadOrAnObjectTellsWhatItWaitsFor() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("@main recv a 5")
    session.run("wsarecv c 5 o")
    says(why(session, "why main"), "recv has not returned", "send c")
    says(why(session, "why o"), "the WSARecv of step 8 on c is under way and waits for a")
    #expect(session.usage("why nothing_of_that_name") != nil)
  }

  /// Every call has something to say of success, of waiting and of failing, that fits what `why` promises.
  @Test func everyCallIsExplained() throws {
    let session = try session()
    defer { session.end() }
    for line in CFormTests.setting + ["thread w"] { session.run(line) }
    let failures: [ErrorCode] = [
      .WSAENOTSOCK, .WSAEINVAL, .WSAENOTCONN, .WSAEWOULDBLOCK, .WSAECONNRESET, .WSAECONNREFUSED, .WSAEADDRINUSE,
      .WSA_INVALID_HANDLE, .WSA_INVALID_PARAMETER, .WSAEFAULT, .WSAEOPNOTSUPP, .WSAETIMEDOUT, .WSAEMSGSIZE,
      .WSA_OPERATION_ABORTED, .WAIT_TIMEOUT, .ERROR_NETNAME_DELETED, .WSAESHUTDOWN,
    ]
    for (line, _) in CFormTests.lines {
      let asked = AskedLine(try session.invocation(line))
      let command = try #require(asked.command)
      func reason(_ body: StepBody) -> Reason? {
        Why(session, Step(number: 1, thread: "main", line: line, body: body), asked).reason()
      }
      func record(_ value: Int64, _ error: ErrorCode?) -> StepBody {
        .call(
          CallRecord(call: command.call, c: "", returned: .number(value), error: error.map { ErrorValue($0) }, out: nil)
        )
      }
      let good = reason(record(0, nil))
      #expect(good?.asked.isEmpty == false && good?.found.isEmpty == false, "\(command.call)")
      #expect(good?.found != ["It is done."], "\(command.call)")
      #expect(good?.lesson != nil, "\(command.call)")
      for error in failures {
        let bad = reason(record(-1, error))
        #expect(bad?.found.isEmpty == false && bad?.found.first?.isEmpty == false, "\(command.call) \(error)")
        #expect(bad?.lesson != nil, "\(command.call) \(error)")
      }
      #expect(reason(.blocked(call: command.call, c: ""))?.found.isEmpty == false, "\(command.call)")
    }
  }
}
