import Foundation
import Testing

/// A peer outside the session: a socket of the test's own.
private final class Peer {
  let descriptor: Int32
  init() { descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
  deinit { close(descriptor) }

  private func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }

  func connect(_ port: UInt16) -> Bool { withAddress(port) { Glibc.connect(descriptor, $0, $1) } == 0 }

  func send(_ text: String) -> Bool { Glibc.send(descriptor, text, text.utf8.count, 0) == text.utf8.count }

  /// A port that nothing listened on a moment ago.
  static func freePort() -> UInt16 {
    let peer = Peer()
    guard peer.withAddress(0, { bind(peer.descriptor, $0, $1) }) == 0 else { return 0 }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(peer.descriptor, $0, &length) }
    }
    return UInt16(bigEndian: address.sin_port)
  }
}

/// What happens on the network while a line is half typed.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests")) struct AsynchronousTests {
  @Test func aCompletionIsShownAboveTheLine() throws {
    let program = try Program()
    defer { program.clean() }
    let port = Peer.freePort()
    let terminal = try Terminal(program, ["--network", "shared", "--color", "never"])
    for line in ["l = socket", "bind l 127.0.0.1:\(port)", "listen l", "a = accept l"] { try terminal.enter(line) }
    try terminal.expect(" t2> ")
    terminal.type("htons 7\u{02}")
    try terminal.expect("htons 7")
    let peer = Peer()
    #expect(peer.connect(port))
    try terminal.expect("main resumes: accept(l) = a")
    // The prompt is main's again, and the line is as it was, the cursor before its last character.
    try terminal.expect("wsa> ")
    try terminal.expect("htons 7")
    terminal.type("77\r")
    try terminal.expect("htons(777) = 2307")

    for line in ["o = overlapped", "wsarecv a 16 o"] { try terminal.enter(line) }
    try terminal.expect("WSA_IO_PENDING")
    try terminal.expect("wsa> ")
    terminal.type("show")
    try terminal.expect("show")
    #expect(peer.send("hello\u{1B}[2J"))
    try terminal.expect("completed: WSARecv")
    try terminal.expect("wsa> show")
    terminal.type(" o\r")
    try terminal.expect("InternalHigh")
    try terminal.enter("quit")
    #expect(try terminal.status() == 0)
    #expect(!terminal.output.contains(Array("\u{1B}[2J".utf8)))
  }
}
