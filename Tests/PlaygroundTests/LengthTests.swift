import Testing
import Winsock

@testable import Playground

/// A length that says more than there is: whoever wrote the line, no call reads or writes outside the memory that the line
/// names. Windows says WSAEFAULT where nothing is mapped there (MS docs, recv and WSARecv).
struct LengthTests {
  private func prepared() throws -> Session {
    let session = try session()
    session.connect()
    for line in ["b = wsabuf 8", "b.len = 100000;", "char d[8]", "DWORD n = 0", "DWORD flags = 0", "u = socket udp"] {
      session.run(line)
    }
    session.run("send c \"x\"*50000")
    return session
  }

  @Test(arguments: [
    "wsarecv a b", "wsarecv a b o", "recv a b", "wsasend c b", "wsasend c b o", "wsarecvfrom a b", "wsasendto u b u",
    "WSARecv(a, &b, 1, &n, &flags, NULL, NULL);", "WSASend(c, &b, 1, &n, 0, NULL, NULL);",
    "recv(a, d, 100000, 0);", "send(c, d, 100000, 0);", "send(c, \"text\", 100000, 0);", "recv(a, d, -1, 0);",
    "wsarecv a b,b", "wsarecvmsg u b", "b2 = wsabuf 8; b2.len = 4294967295; wsarecv a b2",
  ])
  func nothingOutsideIsTouched(_ lines: String) throws {
    let session = try prepared()
    defer { session.end() }
    session.run("bind u 127.0.0.1:0")
    // What lies behind the memory: in a heap that nothing has damaged it stays as it is.
    session.run("guard = wsabuf \"guard\"*100")
    var record = session.call("wsagetlasterror")
    for line in lines.split(separator: ";") where !line.isEmpty {
      record = session.call(String(line.trimmingPrefix(" ")) + (lines.hasSuffix(";") ? ";" : ""))
    }
    #expect(record?.error?.name == "WSAEFAULT", "\(lines): \(String(describing: record))")
    #expect(session.records("expect guard.len == 500").first?.contains("true") == true)
  }

  /// The structure that a call gets never points where the length does not hold.
  @Test func aStructureIsWholeOrEmpty() throws {
    let session = try session()
    defer { session.end() }
    let buffer = try session.makeBuffer(size: 8, at: 0..<0)
    #expect(buffer.native.buf != nil && buffer.native.len == 8)
    buffer.len = UInt32(buffer.capacity)
    #expect(buffer.native.buf != nil)
    for length in [UInt32(buffer.capacity) + 1, 100_000, .max] {
      buffer.len = length
      #expect(buffer.native.buf == nil && buffer.native.len == length)
    }
    #expect(buffer.native(-1).buf == nil)
  }
}
