import Foundation
import Testing

/// Parts of the state that are kept in view, and other forms of a transcript.
@Suite(.enabled(if: Program.hasPrivateNetwork, "the program is not built, or gets no private network here"))
struct ContextTests {
  /// Panes stand after each step, in fixed order, and follow `undo`.
  @Test func panesAfterEachStep() throws {
    let program = try Program()
    defer { program.clean() }
    let terminal = try Terminal(program)
    try terminal.enter("context on port,threads")
    try terminal.expect("after each step: threads, port")
    try terminal.enter("p = iocp")
    try terminal.enter("pqcs p 7 1")
    // One behind the other, and the packet in the second.
    try terminal.expect("-- threads")
    try terminal.expect("-- port")
    try terminal.expect("p  key 1, NULL, 7 bytes")
    try terminal.enter("undo")
    try terminal.expect("is undone")
    try terminal.expect("p  no packet")
    // Eight of 24 rows stay, a line below them, and what is typed scrolls in the rest; in the end all is given back.
    try terminal.enter("context top port")
    try terminal.expect("\u{1B}[10;24r")
    try terminal.expect("\u{1B}[2;1H  p  no packet")
    try terminal.enter("context off")
    try terminal.expect("\u{1B}[r")
    try terminal.enter("context to /etc/passwd")
    try terminal.expect("is not a terminal of yours")
    try terminal.enter("quit")
  }

  /// A replay has no panes.
  @Test func onlyAtATerminal() throws {
    let program = try Program()
    defer { program.clean() }
    let run = try program.run(["run", "-"], input: Array("context on\n".utf8))
    #expect(run.text.contains("in a session at a terminal only"))
  }

  /// Sentences say what a transcript shows, and ASCII draws it as wide.
  @Test func otherForms() throws {
    let program = try Program()
    defer { program.clean() }
    let input = Array(ExportTests.session.utf8)
    let drawn = try program.run(["run", "-"], input: input).text
    let plain = try program.run(["run", "-", "--ascii"], input: input).text
    #expect(plain.utf8.allSatisfy { $0 < 0x80 } && !drawn.utf8.allSatisfy { $0 < 0x80 })
    #expect(plain.split(separator: "\n").map(\.count) == drawn.split(separator: "\n").map(\.count))
    #expect(try program.run(["run", "-", "--ambiguous", "2"], input: input).text == plain)
    let spoken = try program.run(["run", "-", "--speak"], input: input).text
    for sentence in [
      "WSARecv(s, &b, 1, NULL, &flags, &o, NULL) is under way: WSA_IO_PENDING, 997.",
      "The WSARecv of step 11 completes with 2 bytes; a packet with key 1 is queued to p.",
      "In WSABUF b 2 bytes have changed: \"hi\".",
      "Socket c is ESTABLISHED, at 127.0.0.1:49152, connected to 127.0.0.1:7777.",
    ] {
      #expect(spoken.contains(sentence + "\n"), "\(sentence)")
    }
    #expect(!spoken.contains("─"))
  }

  @Test func oneStepOfARecording() throws {
    let program = try Program()
    defer { program.clean() }
    let records = try program.run(["run", "-", "--format", "json"], input: Array(ExportTests.session.utf8))
    _ = try program.file("s.jsonl", records.output)
    let step = try program.run(["view", "s.jsonl", "--step", "2"])
    #expect(step.text.hasPrefix("wsa> bind l 127.0.0.1:7777\n  bind(l, 127.0.0.1:7777) = 0\n") && step.status == 0)
    #expect(try program.run(["view", "s.jsonl", "--step", "99"]).complaintText.contains("there is no step 99"))
  }
}
