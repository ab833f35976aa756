import Testing

@testable import Playground

/// A variable that nobody has initialised: what is shown of it, and what is warned of where a call reads it.
struct GarbageTests {
  @Test(arguments: [
    ("OVERLAPPED ov;", "WSARecv(a, &wb, 1, NULL, &flags, &ov, NULL);", "ov.hEvent"),
    ("SOCKADDR_IN sa;", "bind(x, (SOCKADDR*)&sa, sizeof sa);", "sa"),
    ("DWORD g;", "WSARecv(a, &wb, 1, &n, &g, NULL, NULL);", "g"),
    ("WSABUF w2;", "WSASend(c, &w2, 1, &n, 0, NULL, NULL);", "w2"),
    ("SOCKET s;", "send(s, \"x\", 1, 0);", "s"),
  ])
  func aCallThatReadsItIsWarnedOf(_ declaration: String, _ call: String, _ name: String) throws {
    let session = try session()
    defer { session.end() }
    session.connect()
    for line in ["x = socket", "char d[4] = {0}", "WSABUF wb = {4, d}", "DWORD flags = 0", "DWORD n = 0", declaration] {
      session.run(line)
    }
    let texts = session.run(call)?.warnings.map(\.text) ?? []
    #expect(texts.contains { $0.hasPrefix("\(name) is used before it was given a value") }, "\(texts)")
  }

  @Test func itsFieldsAreShownAsTheyAre() throws {
    let session = try session()
    defer { session.end() }
    guard case .objects(let objects, _)? = session.run("OVERLAPPED ov;")?.body,
      case .overlapped(let state)? = objects.first?.state
    else {
      Issue.record("no WSAOVERLAPPED")
      return
    }
    #expect(state.hEvent == "0xcccccccccccccccc (not initialised)" && state.signaled == nil)
    guard case .objects(let sockets, _)? = session.run("SOCKET s;")?.body,
      case .socket(let socket)? = sockets.first?.state
    else {
      Issue.record("no socket")
      return
    }
    #expect(socket.state == "not initialised" && !socket.isOpen)
  }

  /// An hEvent with its low bit set is the event all the same. Source: MS docs, GetQueuedCompletionStatus (remarks).
  @Test func aLowBitIsShown() throws {
    let session = try session()
    defer { session.end() }
    for line in ["e = event", "OVERLAPPED ov = {0};", "ov.hEvent = (HANDLE)((ULONG_PTR)e | 1);", "ov.Offset = 0;"] {
      session.run(line)
    }
    guard case .objects(let objects, _)? = session.run("show ov")?.body,
      case .overlapped(let state)? = objects.first?.state
    else {
      Issue.record("no WSAOVERLAPPED")
      return
    }
    #expect(state.hEvent == "e | 1")
  }
}
