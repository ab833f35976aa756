import Testing

@testable import Playground

/// What `why` says goes by what the session knows, and not by the error's number: each case with what it says, and with what
/// would be untrue.
struct WhyCauseTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let lines: [String]
    let says: [String]
    var never: [String] = []
    var testDescription: String { lines.joined(separator: "; ") }
  }

  private static let cases = [
    Case(lines: ["x = socket", "connect x 127.0.0.1:0"], says: ["Port 0 stands for no port"]),
    Case(
      lines: ["o = overlapped", "getresult a o"], says: ["No operation was begun with o"], never: ["It ended well"]),
    Case(lines: ["wsasend c \"abc\" o", "getresult c o"], says: ["The WSASend of step 7 was done before it returned"]),
    Case(
      lines: ["wsarecv a 4 o", "closesocket a", "getresult c o"],
      says: ["The WSARecv of step 7 was under way when step 8 closed its socket"], never: ["answered by RST"]),
    Case(
      lines: ["p = iocp a", "wsarecv a 4 o", "setsockopt c SO_LINGER on,0", "closesocket c", "gqcs p 0"],
      says: ["Step 10 closed c with SO_LINGER on,0", "closesocket a"], never: ["closesocket p"]),
    Case(lines: ["p = iocp a", "gqcs p 0"], says: ["1 socket belongs to it"]),
    Case(
      lines: ["send c \"hello\"", "recv a 3 flags=MSG_PEEK"], says: ["5 bytes lie there in all: recv a 5"],
      never: ["They are all there was"]),
    Case(
      lines: ["recv a 1 flags=MSG_OOB"], says: ["No urgent byte has arrived on a", "flags=MSG_OOB"],
      never: ["\"hello\""]),
    Case(
      lines: ["setsockopt a SO_RCVTIMEO 1", "recv a 4"], says: ["SO_RCVTIMEO of a is a limit"],
      never: ["data that was sent again"]),
    Case(
      lines: ["setsockopt l SO_EXCLUSIVEADDRUSE 1"], says: ["bind has looked at SO_EXCLUSIVEADDRUSE"],
      never: ["order of the calls"]),
    Case(
      lines: ["x = socket", "setsockopt x SO_REUSEADDR 1", "setsockopt x SO_EXCLUSIVEADDRUSE 1"],
      says: ["exclude each other"]),
    Case(
      lines: ["disconnectex c"], says: ["The FIN of c went out", "a may still send"], never: ["has ended"]),
    Case(lines: ["wsacleanup", "socket"], says: ["WSACleanup has been called as often as WSAStartup"]),
    Case(
      lines: ["u = socket udp", "sendto u \"x\"*70000 127.0.0.1:9"], says: ["65,507 bytes"], never: ["Receiving:"]),
    Case(lines: ["wsapoll a:POLLIN 0"], says: ["each call writes its revents"], never: ["sets are empty"]),
    Case(lines: ["closesocket a", "wsapoll a:POLLIN 0"], says: ["a was closed"], never: ["a:POLLIN is not"]),
    Case(
      lines: ["x = socket", "acceptex l x 64 o", "acceptex l x 64 o2"],
      says: ["an AcceptEx waits to accept into it already"], never: ["listen l comes first"]),
    Case(lines: ["acceptex l c 64 o"], says: ["c cannot be accepted into", "ESTABLISHED"]),
    Case(lines: ["inet_pton inet 1.2.3"], says: ["The text is no address"], never: ["need no htonl"]),
    Case(lines: ["x = socket tcp inet6", "connect x 127.0.0.1:7000"], says: ["x is an IPv6 socket"]),
    Case(
      lines: ["routine r", "wsarecv a 4 o routine=r", "send c \"x\"", "sleepex 0 alertable"],
      says: ["SleepEx returned WAIT_IO_COMPLETION"]),
    Case(
      lines: ["routine r", "wsarecv a 4 o routine=r", "send c \"x\"", "sleepex 0"],
      says: ["1 routine waits for an alertable wait"]),
    Case(
      lines: ["u = socket udp", "bind u 127.0.0.1:0", "sendto u \"hello\" u", "recvfrom u 8"],
      says: ["one whole datagram", "a message of its own"], never: ["where a message ends"]),
    Case(
      lines: ["x = socket", "bind x 127.0.0.1:0", "y = socket", "connect y x"],
      says: ["x has this port but does not listen"]),
  ]

  @Test(arguments: cases) func itGoesByTheCause(_ one: Case) throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    for line in one.lines { session.run(line) }
    guard case .text(let lines)? = session.run("why")?.body else {
      Issue.record("why said nothing")
      return
    }
    let text = lines.map(\.text).joined(separator: "\n")
    for part in one.says { #expect(text.contains(part), "\(part)\n\(text)") }
    for part in one.never { #expect(!text.contains(part), "\(part)\n\(text)") }
  }

  /// An accepted socket has its listener's port, and cannot be told to listen.
  @Test func aConnectionIsNoListener() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    guard case .address(let address)? = session.call("getsockname l")?.out?.first?.value else {
      Issue.record("l has no address")
      return
    }
    for line in ["closesocket l", "x = socket", "connect x 127.0.0.1:\(address.port)"] { session.run(line) }
    guard case .text(let lines)? = session.run("why")?.body else {
      Issue.record("why said nothing")
      return
    }
    let text = lines.map(\.text).joined(separator: "\n")
    #expect(text.contains("No socket listens on the port \(address.port)"))
    #expect(!text.contains("listen a"))
  }
}
