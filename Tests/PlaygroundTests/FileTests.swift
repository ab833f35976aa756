import Foundation
import Storage
import Testing
import Views

@testable import Playground

/// CreateFile and TransmitFile. Sources: MS docs, TransmitFile; Wine's test_TransmitFile; what a program of the same calls
/// gave on Wine 8.0.
struct FileTests {
  /// A connected pair `c` and `a`, and an open file `f` of the bytes 0123456789.
  private func withFile(_ body: (Session) throws -> Void) throws {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-file-\(UUID())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    try Data("0123456789".utf8).write(to: place.appendingPathComponent("digits.txt"))
    let session = try session()
    defer { session.end() }
    session.caller.files = FileDoor(reads: .below(folder: place.path), writes: .nothing)
    session.connect()
    session.run("f = createfile digits.txt")
    try body(session)
  }

  private func received(_ session: Session) -> String? {
    guard case .bytes(let bytes) = session.call("recv c 100")?.out?.first(where: { $0.key == "data" })?.value else {
      return nil
    }
    return String(decoding: bytes.values, as: UTF8.self)
  }

  @Test(arguments: [
    ("transmitfile a f", "0123456789"), ("transmitfile a f bytes=4", "0123"),
    ("transmitfile a f bytes=40", "0123456789"),
    ("transmitfile a f buffers=\"<\",\">\"", "<0123456789>"), ("transmitfile a f buffers=NULL,\">\"", "0123456789>"),
    ("transmitfile a NULL buffers=\"head\"", "head"),
    ("TransmitFile(a, f, 3, 0, NULL, NULL, TF_USE_KERNEL_APC);", "012"),
  ])
  func whatIsSent(_ line: String, _ text: String) throws {
    try withFile { session in
      #expect(session.call(line)?.returned == .number(1))
      #expect(received(session) == text)
    }
  }

  /// Without an OVERLAPPED the file is read on from where it was read last; with one from its Offset.
  @Test func theFileHasAPosition() throws {
    try withFile { session in
      session.run("transmitfile a f bytes=4")
      session.run("transmitfile a f bytes=3")
      #expect(received(session) == "0123456")
      session.run("o = overlapped")
      session.run("o.Offset = 8;")
      let step = session.run("transmitfile a f o")
      guard case .call(let call)? = step?.body else {
        Issue.record("no call")
        return
      }
      #expect(call.returned == .number(0) && call.error?.name == "WSA_IO_PENDING")
      #expect(step?.warnings.isEmpty == true)
      #expect(received(session) == "89")
      #expect(session.records("expect o.Internal == 0 and o.InternalHigh == 2").first?.contains("true") == true)
      session.run("transmitfile a f")
      #expect(received(session) == "789")
    }
  }

  @Test func theConnectionEndsBehindIt() throws {
    try withFile { session in
      session.run("transmitfile a f flags=TF_DISCONNECT")
      #expect(received(session) == "0123456789")
      #expect(received(session) == "")
      #expect(session.call("transmitfile a f")?.error?.name == "WSAESHUTDOWN")
    }
  }

  @Test func aPortGetsItsPacket() throws {
    try withFile { session in
      session.run("p = iocp a key=7")
      session.run("transmitfile a f o buffers=\"x\"")
      let record = session.records("gqcs p 0").first
      #expect(record?.contains("\"bytes\":11,\"key\":7,\"overlapped\":\"o\"") == true)
    }
  }

  @Test(arguments: [
    ("transmitfile INVALID_SOCKET f", "WSAENOTSOCK"), ("s1 = socket; transmitfile s1 f", "WSAENOTCONN"),
    ("u = socket udp; transmitfile u f", "WSAENOTCONN"),
    ("u = socket udp; connect u l; transmitfile u f", "WSAEINVAL"), ("transmitfile a c", "WSAENOTSOCK"),
    ("transmitfile a f flags=TF_REUSE_SOCKET", "WSAEINVAL"), ("transmitfile a f bytes=0x7fffffff", "WSAEINVAL"),
    ("o = overlapped; o.Offset = 11;transmitfile a f o", "WSAEINVAL"),
    ("closehandle f; transmitfile a f", "WSAENOTSOCK"), ("recv f 4", "WSAENOTSOCK"),
    ("setevent f", "ERROR_INVALID_HANDLE"),
    ("f2 = createfile nosuch.txt", "ERROR_FILE_NOT_FOUND"),
  ])
  func whatIsRefused(_ lines: String, _ error: String) throws {
    try withFile { session in
      let parts = lines.split(separator: ";").map { String($0.trimmingPrefix(" ")) }
      for part in parts.dropLast() { session.run(part) }
      let name = session.call(parts.last ?? "")?.error?.name
      #expect(name == error || error == "ERROR_INVALID_HANDLE" && name == "WSA_INVALID_HANDLE")
    }
  }

  @Test(arguments: ["../digits.txt", "/etc/passwd", "~/x"])
  func whatIsNotRead(_ path: String) throws {
    try withFile { session in #expect(session.usage("createfile \(path)")?.message.contains("is not read") == true) }
  }

  @Test func anythingElseThanReadingIsRefused() throws {
    try withFile { session in
      #expect(session.usage("CreateFile(\"digits.txt\", GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);") != nil)
      #expect(session.usage("CreateFile(\"digits.txt\", GENERIC_READ, 0, NULL, CREATE_ALWAYS, 0, NULL);") != nil)
    }
  }

  /// More than the peer's window: it blocks a thread until there is room, and goes on.
  @Test func aLargeFileWaitsForRoom() throws {
    try withFile { session in
      session.run("big = wsabuf \"x\"*8000000")
      session.run("@t transmitfile a NULL buffers=big")
      session.run("thread t")
      let step = session.run("@t transmitfile a NULL buffers=big")
      guard case .blocked? = step?.body else {
        Issue.record("it did not block: \(String(describing: step?.body))")
        return
      }
      var left = 8_000_000
      for _ in 0..<400 where left > 0 {
        guard case .bytes(let bytes) = session.call("recv c 1000000")?.out?.first?.value else { break }
        left -= bytes.values.count
      }
      #expect(left == 0)
      #expect(session.call("@t sleepex 0") != nil, "t goes on")
    }
  }
}
