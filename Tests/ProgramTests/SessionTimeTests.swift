import Foundation
import Testing

/// Time between hosts belongs to the session: it stands still while a person reads, and passes when a line lets it.
@Suite(.enabled(if: Program.hasPrivateNetwork, "there is no private network")) struct SessionTimeTests {
  private static let connected =
    HostTests.listening + "@a connect c l\n@b s = accept l\n@a setsockopt c TCP_NODELAY 1\nhold packets\n"

  /// A SYN is sent again by a kernel after 1 s, whoever reads.
  private static let lostSYN =
    HostTests.listening + """
      hold packets
      @a connect c l
      drop
      sleepex 1100
      inflight
      drop
      sleepex 1500
      sleepex 600
      inflight
      flow
      @b s = accept l
      @a send c "hello"

      """

  /// Data are sent again after 200 ms and more.
  private static let fastRetransmission =
    connected
      + """
      @a send c "x"*1460
      @a send c "x"*1460
      @a send c "x"*1460
      @a send c "x"*1460
      drop 1
      step
      step
      step
      step
      step
      inflight
      flow
      @b recv s 8000

      """

  /// Runs lines from a pipe, with a real pause before the lines that `reads` names: somebody who reads. The pause is what
  /// is tested, and cannot be had otherwise.
  private func run(_ lines: String, reading reads: Set<String>, in program: Program) throws -> String {
    let output = try program.file(UUID().uuidString, [UInt8]())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.environment = program.environment
    process.currentDirectoryURL = program.home
    let pipe = Pipe()
    process.standardInput = pipe
    process.standardOutput = FileHandle(forWritingAtPath: output)
    try process.run()
    for line in lines.split(separator: "\n") {
      if reads.contains(String(line)) {
        var nothing = pollfd(fd: -1, events: 0, revents: 0)
        poll(&nothing, 1, 1300)
      }
      try pipe.fileHandleForWriting.write(contentsOf: Array((line + "\n").utf8))
    }
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    return try String(contentsOfFile: output, encoding: .utf8)
  }

  @Test func whoReadsSeesWhatAPipeSees() throws {
    let program = try Program()
    defer { program.clean() }
    for (lines, reads) in [
      (Self.lostSYN, ["drop", "inflight"]), (Self.fastRetransmission, ["drop 1", "inflight"]),
    ] {
      let piped = try run(lines, reading: [], in: program)
      #expect(try run(lines, reading: Set(reads), in: program) == piped)
    }
  }

  /// The times are those of the timers: a SYN after 1 s and then after 2 more, data after 200 ms (RFC 6298, with Linux's
  /// least value).
  @Test func timersRunOutWhenALineLetsThem() throws {
    let program = try Program()
    defer { program.clean() }
    let syn = try program.run([], input: Array(Self.lostSYN.utf8)).text
    #expect(syn.contains("retransmission  after 1 s") && syn.contains("retransmission  after 2 s"))
    // 1,500 ms after the second loss 2,000 are not over.
    let parts = syn.components(separatedBy: "wsa> sleepex ")
    #expect(parts.count == 4 && !parts[2].contains("retransmission  after") && parts[3].contains("after 2 s"))
    let data = try program.run(
      [], input: Array((Self.connected + "@a send c \"x\"\ndrop\nsleepex 199\nsleepex 1\n").utf8))
    let last = data.text.components(separatedBy: "wsa> sleepex ")
    #expect(!last[1].contains("retransmission") && last[2].contains("retransmission  after 0.2 s"))
  }

  /// What a rule does depends on the packet alone: the same on every run.
  @Test func aBadWireIsTheSameEachTime() throws {
    let program = try Program()
    defer { program.clean() }
    let lines =
      Self.connected.replacingOccurrences(of: "hold packets", with: "wire loss=20% reorder=30% duplicate=10% seed=5")
      + "@a send c \"x\"*6000\nsleepex 2000\n@b recv s 8000\n@b send s \"y\"*3000\nsleepex 2000\n@a recv c 4000\n"
    let outcomes = try (0..<5).map { _ in try program.run([], input: Array(lines.utf8)).text }
    #expect(Set(outcomes).count == 1)
    #expect(outcomes[0].contains("lost") && outcomes[0].contains("retransmi"))
  }

  /// A long way takes its time by the session's clock alone.
  @Test func aLongWayIsNotWaitedFor() throws {
    let program = try Program()
    defer { program.clean() }
    let clock = ContinuousClock()
    let lines = """
      host a 10.0.0.1
      host b 10.0.0.2
      wire latency=10000ms
      @b u = socket udp
      @b bind u *:9
      @a v = socket udp
      @a sendto v "one" 10.0.0.2:9
      @a sendto v "two" 10.0.0.2:9
      @a sendto v "three" 10.0.0.2:9
      sleepex 60000
      @b recvfrom u 10

      """
    var text = ""
    let taken = try clock.measure { text = try program.run([], input: Array(lines.utf8)).text }
    #expect(text.contains("= 3   \"one\""), "\(text.suffix(300))")
    #expect(taken < .seconds(60))
  }

  /// Lines that are run again reach the files that they reached.
  @Test func aFileIsThereWhenLinesRunAgain() throws {
    let program = try Program()
    defer { program.clean() }
    _ = try program.file("f.txt", "from a file".utf8)
    let lines =
      Self.connected + "f = createfile f.txt\n@a transmitfile c f\nhtons 1\nx = socket\nundo\ndrop 1\nsleepex 300\n"
      + "flow\n@b recv s 100\n"
    let script = try program.file("a.wsa", lines.utf8)
    let text = try program.run(["run", script]).text
    #expect(
      text.contains("retransmission  after 0.2 s") && text.contains("= 11   \"from a file\""), "\(text.suffix(500))")
  }

  /// A statement over several lines is run again whole.
  @Test func aStatementOfSeveralLinesRunsAgain() throws {
    let program = try Program()
    defer { program.clean() }
    let lines = Self.connected + "@a send c \"x\"\ndrop 1\nSleepEx(\n  300,\n  FALSE);\ninflight\n"
    let text = try program.run([], input: Array(lines.utf8)).text
    #expect(
      text.contains("SleepEx(300, FALSE) = 0") && text.contains("retransmission  after 0.2 s"), "\(text.suffix(600))")
    #expect(text.contains("2  a → b  PSH ACK  seq=1"))
  }
}
