import Foundation
import Testing

/// Sessions with hosts, run to their end by the program.
@Suite(.enabled(if: Hosts.canBe, "the program is not built, or this system forbids network namespaces"))
struct HostTests {
  static let listening = """
    host a 10.0.0.1
    host b 10.0.0.2 mtu=1540
    @b l = socket
    @b bind l *:7777
    @b listen l
    @a c = socket

    """

  /// The records of a script.
  static func records(_ script: String) throws -> [[String: Any]] {
    let program = try Program()
    defer { program.clean() }
    let run = try program.run(["run", "-", "--format", "json", "--save-to", "."], input: Array(script.utf8))
    #expect(run.isClean && !run.isCrash)
    return try run.text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  static func packets(_ record: [String: Any]) -> [[String: Any]] {
    record["packets"] as? [[String: Any]] ?? []
  }

  /// `SYN held 1`, `SYN delivered 1`
  static func told(_ record: [String: Any]) -> [String] {
    packets(record).map { packet in
      let flags = (packet["flags"] as? [String] ?? []).joined(separator: " ")
      let fate = ["held", "delivered", "dropped", "duplicated"].first { packet[$0] != nil }
      return flags + (fate.map { " \($0) \(packet[$0] as? Int ?? 0)" } ?? "")
    }
  }

  @Test func handshakeGoesOneSegmentAtATime() throws {
    let records = try Self.records(Self.listening + "hold packets\n@a connect c l\nstep\nstep\nstep\nflow\n")
    #expect(
      records.dropFirst(7).map(Self.told) == [
        ["SYN held 1"], ["SYN delivered 1", "SYN ACK held 2"], ["SYN ACK delivered 2", "ACK held 3"], [],
        ["ACK delivered 3"], [],
      ])
    #expect(records[7]["blocked"] as? Bool == true)
    #expect(records[10]["resumes"] as? Int == 8)
    let mss = records.flatMap(Self.packets).compactMap { $0["held"] == nil ? nil : $0["mss"] as? Int }
    #expect(mss == [1460, 1500])
  }

  @Test func lostSYNIsSentAgain() throws {
    let script =
      "hold packets\n@a connect c l\ndrop\nsleepex 1200\nflow\n@b x = accept l\nexpect x.state == ESTABLISHED\n"
    let records = try Self.records(Self.listening + script)
    let again = try #require(records.flatMap(Self.packets).first { $0["waited"] != nil })
    #expect(again["waited"] as? Int == 1000)
    #expect(again["retransmission"] as? Bool == true)
    #expect(records.last?["expect"] as? Bool == true)
  }

  /// The overlapped side of Winsock works between hosts, and packets and operations are stepped through alike.
  @Test func packetsAndOperationsAreHeldAlike() throws {
    let script = """
      @a connect c l
      @b x = accept l
      @b b = wsabuf 16
      @b wsarecv x b o
      hold
      @a send c "hello"
      inflight
      step
      inflight
      expect inflight == 2
      step
      step
      expect o.InternalHigh == 5 and inflight == 0
      """
    let records = try Self.records(Self.listening + script)
    let lists = records.compactMap { $0["inflight"] as? [[String: Any]] }
    #expect(lists.map { $0.compactMap { $0["number"] as? Int } } == [[1], [2, 3]])
    let packet = try #require(lists.first?.first?["packet"] as? [String: Any])
    #expect(packet["flags"] as? [String] == ["PSH", "ACK"] && packet["len"] as? Int == 5 && packet["held"] == nil)
    #expect(packet["fromHost"] as? String == "a" && packet["toHost"] as? String == "b")
    #expect(lists.last?.last?["call"] as? String == "WSARecv" && lists.last?.last?["bytes"] as? Int == 5)
    #expect(records.compactMap { $0["expect"] as? Bool } == [true, true])
  }

  @Test func refusalIsAWinsockError() throws {
    let records = try Self.records("host a 10.0.0.1\nhost b 10.0.0.2\n@a c = socket\n@a connect c 10.0.0.2:9\n")
    #expect((records.last?["error"] as? [String: Any])?["name"] as? String == "WSAECONNREFUSED")
  }

  @Test func hostsAreToldAsRecords() throws {
    let script = "host a 10.0.0.1,fd00::1 mtu=1400\nhost b 10.0.0.2\n@b l = socket\n@b bind l *:7777\n@b listen l\n"
    let records = try Self.records(script + "@a c = socket\n@a connect c l\nunplug b\nhost\nhost a\n")
    #expect(records[0]["host"] as? String == "a" && records[0]["addresses"] as? [String] == ["10.0.0.1", "fd00::1"])
    #expect(records[0]["mtu"] as? Int == 1400 && records[0]["plugged"] as? Bool == true)
    let hosts = try #require(records[8]["hosts"] as? [[String: Any]])
    #expect(hosts.map { $0["host"] as? String } == ["a", "b"])
    #expect(hosts.map { $0["plugged"] as? Bool } == [true, false])
    let rows = try #require(hosts[1]["connections"] as? [[String: Any]])
    #expect(rows.map { $0["state"] as? String } == ["LISTEN", "ESTABLISHED"])
    #expect(rows[1]["local"] as? String == "10.0.0.2:7777" && rows[1]["peer"] as? String == "10.0.0.1:49152")
    #expect((records[9]["hosts"] as? [[String: Any]])?.count == 1)
  }

  /// Two hosts may have the same port, and each counts its ephemeral ports by itself.
  @Test func hostsHavePortsOfTheirOwn() throws {
    let script = """
      @a l2 = socket
      @a bind l2 *:7777
      @b d = socket
      @b bind d *:0
      @b getsockname d
      @a bind c *:0
      @a getsockname c
      """
    let records = try Self.records(Self.listening + script)
    #expect(records.allSatisfy { $0["error"] == nil || $0["error"] is NSNull })
    let addresses = records.compactMap { ($0["out"] as? [String: Any])?["addr"] as? String }
    #expect(addresses == ["0.0.0.0:49152", "0.0.0.0:49152"])
  }

  @Test(arguments: [
    "host", "host a", "host a 10.0.0.1:7", "host 1 10.0.0.1", "host main 10.0.0.1", "host a 10.0.0.1 mtu=67",
    "host a 10.0.0.1 mtu=99999999999", "host a fd00::1 mtu=1000", "host a 10.0.0.1,10.0.0.2", "hold packets", "drop",
    "duplicate 1", "delay 1 5", "wire loss=5%", "plug a", "unplug a", "trace", "save x.pcapng",
  ])
  func badInputIsTold(_ line: String) throws {
    let record = try #require(try Self.records(line + "\n").first)
    if line == "host" {
      #expect((record["hosts"] as? [Any])?.isEmpty == true)
    } else {
      #expect(record["usage"] is String)
    }
  }

  @Test(arguments: [
    "host a 10.0.0.3", "host z 10.0.0.1", "host z 10.0.0.9,10.0.0.2", "host z 10.0.0.9 mtu=9001",
    "host z 10.0.0.9 mtu=67", "host z fd00::1 mtu=1279", "host z 10.0.0.9 mtu=-1", "plug z", "duplicate 7", "step",
    "drop", "step 7", "delay 1 60001", "wire loss=101%", "wire loss=x",
    "wire latency=10001ms", "wire speed=3", "hold packts", "unplug z",
  ])
  func badInputWithHostsIsTold(_ line: String) throws {
    let records = try Self.records(Self.listening + line + "\nhtons 1\n")
    #expect(records[6]["usage"] is String)
    #expect(records.last?["return"] != nil, "the session goes on")
  }

  /// What is wrong is said, and what would be right.
  @Test(arguments: [
    ("host z 10.0.0.1", "host a has this address", "host NAME ADDR"),
    ("host z 10.0.0.9 mtu=9001", "between 68 and 9000", "host NAME ADDR"),
    ("host z fd00::9 mtu=1279", "1280 at least", "host NAME ADDR"),
    ("host a 10.0.0.9", "name", ""),
    ("step", "no packet is on its way", "hold packets"),
    ("hold packets\nstep", "no packet is on its way", "a call has to send one first"),
    ("hold packets\n@a connect c l\ndrop 9", "packet 9 is not on its way", "on their way: 1"),
  ])
  func badInputSaysWhatToDo(_ lines: String, _ what: String, _ hint: String) throws {
    let record = try #require(try Self.records(Self.listening + lines + "\n").last)
    #expect((record["usage"] as? String)?.contains(what) == true, "\(record)")
    #expect(hint.isEmpty || (record["hint"] as? String)?.contains(hint) == true, "\(record)")
  }

  @Test func thereAreSixteenHostsAtMost() throws {
    let script = (1...17).map { "host h\($0) 10.0.0.\($0)\n" }.joined()
    let records = try Self.records(script + "@h16 s = socket\n@h16 bind s 10.0.0.16:5\n")
    #expect(records.prefix(16).allSatisfy { $0["usage"] == nil })
    #expect((records[16]["usage"] as? String)?.contains("16 hosts are the most") == true)
    #expect(records.last?["return"] as? Int == 0, "the session goes on")
  }

  /// A system that forbids namespaces leaves the session on the machine's own loopback.
  @Test func hostsNeedAPrivateNetwork() throws {
    let program = try Program()
    defer { program.clean() }
    let run = try program.run(
      ["--network", "shared"], input: Array("host a 10.0.0.1\nhold packets\ns = socket\n".utf8))
    #expect(run.status == 2 && run.isClean && !run.isCrash)
    #expect(run.text.contains("hosts need a private network: start without --network shared"))
    #expect(run.text.contains("the packets of a plain loopback cannot be held"))
    #expect(run.text.contains("socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = s"), "the session goes on")
  }

  @Test func captureIsSaved() throws {
    let program = try Program()
    defer { program.clean() }
    let run = try program.run(
      ["--save-to", "."], input: Array((Self.listening + "@a connect c l\nsave t.pcapng\ntrace c\n").utf8))
    #expect(run.status == 0 && run.isClean)
    #expect(run.text.contains("saved 3 packets to t.pcapng"))
    let file = try Data(contentsOf: program.home.appendingPathComponent("t.pcapng"))
    #expect(file.starts(with: [0x0a, 0x0d, 0x0d, 0x0a]))
    #expect(String(decoding: file, as: UTF8.self).contains("step 7: @a connect c l"))
  }

  /// Times in a capture are the session's: at a host whose peer is 50 ms away an answer comes after 100 ms. What became of a
  /// packet is told with the line that did it.
  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tshark"), "tshark, which reads captures, is missing"))
  func captureTellsTimesAndFates() throws {
    let program = try Program()
    defer { program.clean() }
    let lines =
      Self.listening
        + """
        wire latency=50ms
        @a connect c l
        hold packets
        @a send c "x"
        drop
        sleepex 300
        flow
        save a.pcapng host=a
        save all.pcapng

        """
    let run = try program.run(["--save-to", "."], input: Array(lines.utf8))
    #expect(run.text.contains("saved 6 packets to a.pcapng") && run.text.contains("saved 6 packets to all.pcapng"))
    func read(_ name: String, _ fields: [String]) throws -> [[Substring]] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/tshark")
      process.arguments = ["-r", program.home.path + "/" + name, "-T", "fields"] + fields.flatMap { ["-e", $0] }
      let pipe = Pipe()
      (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self).split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false)
      }
    }
    let own = try read("a.pcapng", ["frame.interface_name", "tcp.analysis.initial_rtt", "frame.time_relative"])
    #expect(own.allSatisfy { $0[0] == "a" } && own[2][1].hasPrefix("0.100"))
    let all = try read("all.pcapng", ["frame.time_relative", "frame.comment"])
    #expect(all[3][1].hasSuffix("(held; lost by step 11: drop)"))
    // Sent again when the timeout is over: 200 ms and a round trip.
    let gap = try #require(Double(all[4][0])) - (try #require(Double(all[3][0])))
    #expect(abs(gap - 0.3) < 0.001)
  }

  /// What a host sends to itself is traced though it never comes to the wire, and two hosts may have the same ends there.
  @Test func hostTalksToItself() throws {
    let script = """
      @b d = socket
      hold packets
      @b connect d l
      @a m = socket
      @a bind m *:7777
      @a listen m
      @a connect c 127.0.0.1:7777
      @b e = socket
      @b connect e 127.0.0.1:7777
      @b send d "hi"
      trace d
      """
    let records = try Self.records(Self.listening + script)
    let connects = records.filter { $0["call"] as? String == "connect" }
    #expect(connects.map(Self.told) == Array(repeating: ["SYN", "SYN ACK", "ACK"], count: 3))
    #expect(
      connects.flatMap(Self.packets).compactMap { $0["fromHost"] as? String }.suffix(6) == [
        "a", "a", "a", "b", "b", "b",
      ])
    for record in connects {
      let states = try #require(record["states"] as? [[String: Any]])
      #expect(states.map { $0["state"] as? String } == ["ESTABLISHED", "ESTABLISHED"])
    }
    #expect((records.last?["trace"] as? [[String: Any]])?.compactMap { $0["len"] as? Int } == [0, 0, 0, 2, 0])
  }

  /// Of a line that moves very many packets the first and the last ones are told, and how many are between.
  @Test func middleOfAVeryLargeStepIsCounted() throws {
    let records = try Self.records(
      Self.listening + "@a connect c l\n@b s = accept l\n@b m = wsabuf 8000000\n@b recv s m flags=MSG_WAITALL\n"
        + "@a send c \"x\"*8000000\n@a send c \"y\"\n")
    let large = try #require(records.first { $0["morePackets"] != nil })
    let packets = Self.packets(large)
    let bytes = packets.compactMap { $0["len"] as? Int }.reduce(0, +)
    let more = try #require(large["morePackets"] as? Int)
    #expect(packets.count < 4096 && more > 4096)
    #expect(packets.first?["seq"] as? Int == 1 && packets.last?["ack"] as? Int == 8_000_001)
    #expect(bytes < 8_000_000 && packets.count + more > 8_000_000 / 1460)
    #expect(records.first { $0["resumes"] != nil }?["return"] as? Int == 8_000_000)
    let last = try #require(records.last)
    #expect(last["morePackets"] == nil && Self.told(last) == ["PSH ACK", "ACK"])
  }

  /// `why` tells what a packet was that a hand moved.
  @Test func whyTellsWhatAPacketWas() throws {
    let records = try Self.records(
      Self.listening + "hold packets\n@a connect c l\nstep\nwhy\nduplicate\nwhy\ndrop\nwhy\n")
    let told = records.filter { $0["line"] as? String == "why" }.map {
      ($0["text"] as? [String] ?? []).joined(separator: " ")
    }
    try #require(told.count == 3)
    #expect(told[0].contains("a → b, was SYN: somebody asks for a connection"))
    #expect(told[1].contains("b → a, was SYN ACK") && told[1].contains("sees that it is a copy"))
    #expect(told[2].contains("was SYN ACK") && told[2].contains("sends it again"))
  }

  /// A connect under way has its name in the ladder, and so has a datagram socket that was not bound.
  @Test func endsAreNamedFromTheirFirstPacket() throws {
    let script = Self.listening + "@a u = socket udp\nhold packets\n@a sendto u \"x\" 10.0.0.2:9\n@a connect c l\n"
    let program = try Program()
    defer { program.clean() }
    let text = try program.run(["run", "-"], input: Array(script.utf8)).text
    #expect(text.contains("c 10.0.0.1:"))
    #expect(text.contains("u 10.0.0.1:"))
  }

  /// Every example of `help` runs, after the lines that make its connection.
  @Test(arguments: [
    "host", "unplug", "plug", "wire", "hold", "inflight", "step", "drop", "duplicate", "delay", "flow", "undo",
    "restart", "try", "end", "trace", "save", "server", "dummyclient", "stop", "calls", "fail",
  ])
  func examplesOfHelpRun(_ command: String) throws {
    let lines = try #require(try Self.records("help \(command)\n").first?["text"] as? [String])
    let start = try #require(lines.firstIndex(of: "for example"))
    let examples = lines[(start + 1)...]
    #expect(examples.contains { $0.contains(command) })
    let records = try Self.records(
      Self.listening + "@a connect c l\n@b s = accept l\n" + examples.joined(separator: "\n") + "\n")
    #expect(records.count >= 8 && records.allSatisfy { $0["usage"] == nil && $0["expect"] as? Bool != false })
  }

  /// After going back everything is as it was: ports, names, numbers, packets.
  @Test func goingBackLeavesNoTrace() throws {
    let script = Self.listening + "@a connect c l\n@b x = accept l\n"
    let after = "@a send c \"hi\"\n@b recv x 10\n@a d = socket\n@a connect d l\ntrace d\n"
    let detour = "try\nhold packets\n@a send c \"lost\"\ndrop\nundo\nundo 2\n@a close c\nbogus\nend\n"
    let plain = try Self.records(script + after)
    let gone = try Self.records(script + detour + after)
    #expect(NSArray(array: Array(plain.suffix(5))) == NSArray(array: Array(gone.suffix(5))))
    let anew = try Self.records("c = socket\nrestart\n" + script + after)
    #expect(NSArray(array: Array(plain.suffix(5))) == NSArray(array: Array(anew.suffix(5))))
  }

  /// A wait of which nothing can come takes no time, the first time or when lines are run again: eleven minutes pass by the
  /// session's clock while its lines are run.
  @Test func waitsInVainTakeNoTime() throws {
    let script = Self.listening + "@a connect c l\n@b x = accept l\n"
    let again = String(repeating: "htons 1\nundo\n", count: 10)
    let clock = ContinuousClock()
    let without = try clock.measure { _ = try Self.records(script + again) }
    let with = try clock.measure {
      let records = try Self.records(script + "sleepex 60000\n" + again + "htons 2\n")
      #expect(records.last?["step"] as? Int == 10 && records.last?["return"] as? Int == 512)
    }
    #expect(with < without * 5 + .seconds(5))
  }

  /// Where something is under way the time is let pass once more: the SYN is sent again.
  @Test func goingBackWaitsForWhatComes() throws {
    let script =
      Self.listening + "hold packets\n@a connect c l\ndrop\nsleepex 500\nsleepex 700\nhtons 1\nundo\ninflight\n"
    let list = try #require(try Self.records(script).last?["inflight"] as? [[String: Any]])
    #expect(list.count == 1 && (list[0]["packet"] as? [String: Any])?["retransmission"] as? Bool == true)
  }

  @Test(arguments: ["undo", "undo 0", "end", "htons 1\nundo 2", "try\ntry"])
  func goingBackTooFarIsTold(_ lines: String) throws {
    #expect(try #require(try Self.records(lines + "\n").last)["usage"] is String)
  }

  @Test func transcriptIsTheSameEachTime() throws {
    let script =
      Self.listening + "hold packets\n@a connect c l\nstep\nstep\nstep\nflow\n@a send c \"x\"*5000\ntrace c\n"
    let program = try Program()
    defer { program.clean() }
    let runs = try (0..<3).map { _ in try program.run([], input: Array(script.utf8)).text }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
  }
}

enum Hosts {
  /// Whether the program can make hosts here.
  static let canBe: Bool = {
    guard Program.isBuilt, let program = try? Program() else { return false }
    defer { program.clean() }
    return (try? program.run(["--network", "private"], input: Array("host a 10.0.0.1\n".utf8)))?.status == 0
  }()
}
