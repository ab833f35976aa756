import Testing
import Views

@testable import Playground

/// Several handles of one socket. Source: MS docs, WSADuplicateSocket; the errors were seen with a program of the same
/// calls on Wine 8.0, which lets a WSAPROTOCOL_INFO be used more than once, against the page.
struct DuplicateTests {
  private func prepared() throws -> Session {
    let session = try session()
    session.connect()
    session.run("wsaduplicatesocket a info")
    session.run("d = wsasocket from=info")
    return session
  }

  private func data(_ line: String, _ session: Session) -> String? {
    guard case .bytes(let bytes) = session.call(line)?.out?.first(where: { $0.key == "data" })?.value else {
      return nil
    }
    return String(decoding: bytes.values, as: UTF8.self)
  }

  @Test func bothHandlesAreOneSocket() throws {
    let session = try prepared()
    defer { session.end() }
    session.run("send c \"hello\"")
    #expect(data("recv d 3", session) == "hel")
    #expect(data("recv a 8", session) == "lo")
    session.run("setsockopt d SO_KEEPALIVE 1")
    #expect(session.records("getsockopt a SO_KEEPALIVE").first?.contains("\"out\":{\"value\":1}") == true)
  }

  @Test(arguments: [("a", "d"), ("d", "a")])
  func theSocketLivesUntilTheLastIsClosed(_ first: String, _ second: String) throws {
    let session = try prepared()
    defer { session.end() }
    session.run("wsarecv \(first) 8 o")
    #expect(session.call("closesocket \(first)")?.returned == .number(0))
    #expect(session.call("recv \(first) 4")?.error?.name == "WSAENOTSOCK")
    session.run("send c \"more\"")
    #expect(session.records("expect o.Internal == 0").first?.contains("\"expect\":true") == true)
    session.run("send c \"rest\"")
    #expect(data("recv \(second) 8", session) == "rest")
    session.run("closesocket \(second)")
    #expect(data("recv c 4", session) == "")
  }

  @Test func itsInfoServesOnce() throws {
    let session = try prepared()
    defer { session.end() }
    #expect(session.call("e = wsasocket from=info")?.error?.name == "WSAEINVAL")
  }

  @Test func cHasItByItsOwnNames() throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    session.run("WSAPROTOCOL_INFOW pi;")
    #expect(session.call("int r = WSADuplicateSocketW(a, GetCurrentProcessId(), &pi);")?.returned == .number(0))
    for (member, text) in [("iAddressFamily", "2"), ("iSocketType", "1"), ("iProtocol", "6")] {
      guard case .value(let value) = session.run("pi.\(member)")?.body else {
        Issue.record("pi.\(member) has no value")
        continue
      }
      #expect(value.text == text)
    }
    let made = session.call(
      "SOCKET d = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &pi, 0, WSA_FLAG_OVERLAPPED);")
    #expect(made?.returned == .text("d"))
    session.run("send c \"x\"")
    #expect(data("recv d 4", session) == "x")
  }

  /// A WSAPROTOCOL_INFO that no duplicate filled says what kind of socket is to be made.
  @Test func anInfoOfNoDuplicateMakesASocket() throws {
    let session = try session()
    defer { session.end() }
    for line in [
      "WSAPROTOCOL_INFOW pi = {0};", "pi.iAddressFamily = AF_INET;", "pi.iSocketType = SOCK_DGRAM;",
      "pi.iProtocol = IPPROTO_UDP;",
      "SOCKET u = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &pi, 0, 0);",
    ] {
      session.run(line)
    }
    #expect(session.records("getsockopt u SO_TYPE").first?.contains("\"out\":{\"value\":2}") == true)
  }

  @Test(arguments: [
    ("wsaduplicatesocket a other 0", "WSAEINVAL"), ("wsaduplicatesocket a other 99", "WSAEINVAL"),
    ("wsaduplicatesocket INVALID_SOCKET other", "WSAENOTSOCK"),
    ("WSADuplicateSocketW(a, GetCurrentProcessId(), NULL);", "WSAEFAULT"),
  ])
  func whatIsRefused(_ line: String, _ error: String) throws {
    let session = try prepared()
    defer { session.end() }
    #expect(session.call(line)?.error?.name == error)
  }

  /// What goes with the socket at the end: no handle is left that names another's place.
  @Test func cleaningUpClosesAll() throws {
    let session = try prepared()
    defer { session.end() }
    session.run("wsaduplicatesocket a spare")
    session.run("wsacleanup")
    session.run("wsastartup")
    #expect(session.call("recv d 4")?.error?.name == "WSAENOTSOCK")
    #expect(session.call("f = wsasocket from=spare")?.error?.name == "WSAEINVAL")
  }
}
