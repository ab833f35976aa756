import Foundation
import Testing

/// Hosts with real TCP and the wire between them, played by the probe in a process of its own.
@Suite(.enabled(if: ProbeRun.hasPrivateNetwork, "this system forbids network namespaces"))
struct HostTests {
  /// The states that the packets tell are those of the hosts' kernels after every move, whether the wire flows or holds.
  @Test(arguments: [
    "handshake-mtu", "held-handshake", "lost-syn", "lost-syn-ack", "host-refused", "host-closes", "both-close",
    "unplug", "lost-data", "looked-at", "late-fin", "duplicated", "reordered", "host-ipv6", "capture-file",
  ])
  func statesAreTheKernels(_ scenario: String) throws {
    let run = try ProbeRun(scenario)
    #expect(run.status == 0)
    #expect(run.complaints.filter { !$0.hasPrefix("got") } == [])
    #expect(!run.packets.isEmpty)
    var told: [String: String] = [:]
    for move in run.moves {
      for packet in move.packets where packet.kind == "tcp" {
        if let state = packet.states("sender").last { told["\(packet.from) \(packet.to)"] = state }
        if let state = packet.states("receiver").last { told["\(packet.to) \(packet.from)"] = state }
      }
      for (ends, state) in told where state != "LISTEN" {
        #expect(state == move.table[ends] ?? "CLOSED", "\(ends) in the kernel's table after \(move.name)")
      }
      #expect(move.table.keys.allSatisfy { told[$0] != nil }, "a connection that no packet told of")
    }
  }

  @Test(arguments: ["handshake-mtu", "held-handshake", "both-close", "reordered", "host-ipv6", "host-udp"])
  func transcriptIsTheSameOnEveryRun(_ scenario: String) throws {
    let runs = try (0..<3).map { _ in try ProbeRun(scenario).text }
    #expect(runs[0] == runs[1])
    #expect(runs[1] == runs[2])
  }

  /// Each side announces what it can take in, and the other keeps to it: nothing is negotiated.
  @Test func eachSideAnnouncesItsOwnMSS() throws {
    let moves = try ProbeRun("handshake-mtu").moves
    #expect(moves[0].packets.map { $0["flags"] } == ["SYN", "SYN+ACK", "ACK"])
    #expect(moves[0].packets.map { $0["mss"] } == ["1460", "1500", nil])
    let data = moves.flatMap(\.packets).compactMap { $0.number("len") }.filter { $0 > 0 }
    #expect(data == [1460, 1460, 1460, 620, 1460, 1460, 1460, 620])
  }

  /// What timers send again while packets are held is told once, when time is let pass, with its own time.
  @Test func lookingAtAHeldWireTakesNoTime() throws {
    let moves = try ProbeRun("looked-at").moves
    let look = try #require(moves.first { $0.name == "move look" })
    #expect(look.packets.isEmpty)
    let wait = try #require(moves.first { $0.name == "move wait" })
    #expect(wait.packets.map { $0["held"] } == ["2"] && wait.packets.map { $0["waited"] } == ["200"])
    let flow = try #require(moves.first { $0.name == "move flow" })
    #expect(flow.packets.compactMap { $0["flags"] } == ["PSH+ACK", "ACK"])
  }

  /// The copy that a timer sent is not let out behind the end of its connection: a reset would answer it.
  @Test func aLateCopyStaysBehindTheEnd() throws {
    let moves = try ProbeRun("late-fin").moves
    let flow = try #require(moves.first { $0.name == "move flow" })
    #expect(flow.packets.compactMap { $0["flags"] } == ["ACK", "FIN+ACK", "ACK"])
  }

  @Test func handshakeGoesOneSegmentAtATime() throws {
    let moves = try ProbeRun("held-handshake").moves
    #expect(moves[0].packets.map { $0["held"] } == ["1"])
    #expect(moves[0].packets[0].states("sender") == ["CLOSED", "SYN_SENT"])
    #expect(moves[0].packets[0].states("receiver") == [], "it has not arrived")
    #expect(moves[1].packets.map { $0["delivered"] } == ["1", nil])
    #expect(moves[1].packets.map { $0["held"] } == [nil, "2"])
    #expect(moves[1].packets[0].states("sender") == [], "told before")
    #expect(moves[1].packets[0].states("receiver") == ["LISTEN", "SYN_RCVD"])
    #expect(moves[1].table["10.0.0.2:7777 10.0.0.1:49152"] == "SYN_RCVD")
    #expect(moves[3].packets.map { $0["delivered"] } == ["3"])
    #expect(moves[3].packets[0].states("receiver") == ["SYN_RCVD", "ESTABLISHED"])
    let close = moves.suffix(6).flatMap(\.packets)
    #expect(close.compactMap { $0["held"] } == ["4", "5", "6", "7"])
    #expect(
      close.flatMap { [$0.states("sender").last, $0.states("receiver").last].compactMap(\.self) } == [
        "FIN_WAIT_1", "CLOSE_WAIT", "CLOSE_WAIT", "FIN_WAIT_2", "LAST_ACK", "TIME_WAIT", "TIME_WAIT", "CLOSED",
      ])
  }

  @Test func lostSYNIsSentAgainAfterOneSecondThenTwo() throws {
    let packets = try ProbeRun("lost-syn").packets
    #expect(packets.compactMap { $0["waited"] } == ["1000", "2000"])
    #expect(packets.compactMap { $0["dropped"] } == ["1", "2"])
    #expect(packets.map { $0["flags"] }.suffix(3) == ["SYN", "SYN+ACK", "ACK"])
    #expect(packets.filter { $0.words.contains("retransmission") }.count == 4)
  }

  @Test func refusalAndNobodyAreTold() throws {
    let packets = try ProbeRun("host-refused").packets
    #expect(packets.map { $0["flags"] } == ["SYN", "RST+ACK", "SYN"])
    #expect(packets[0].states("receiver") == ["CLOSED", "CLOSED"])
    #expect(packets[2]["dropped"] == "1")
    #expect(packets[2]["loss"] == "noHost")
    #expect(packets[2]["toHost"] == nil)
  }

  @Test func bothCloseAtOnce() throws {
    let packets = try ProbeRun("both-close").packets.suffix(8)
    #expect(packets.compactMap { $0.states("sender").last } == ["FIN_WAIT_1", "FIN_WAIT_1", "CLOSING", "CLOSING"])
    #expect(packets.compactMap { $0.states("receiver").last } == ["CLOSING", "CLOSING", "TIME_WAIT", "TIME_WAIT"])
  }

  @Test func unpluggedHostGetsNothing() throws {
    let packets = try ProbeRun("unplug").packets.dropFirst(3)
    #expect(packets.map { $0["dropped"] } == ["1", "2", nil, nil])
    #expect(packets.map { $0["waited"] } == [nil, "200", "400", nil])
  }

  @Test func duplicateAndLateDataAreIgnored() throws {
    #expect(try ProbeRun("duplicated").complaints == ["got 5"])
    #expect(try ProbeRun("reordered").complaints == ["got 3000"])
  }

  /// The same seed treats the same packets alike, and TCP brings everything over all the same.
  @Test func rulesAreTheSameEachTime() throws {
    let runs = try (0..<2).map { _ in try ProbeRun("rules") }
    #expect(runs.allSatisfy { $0.complaints.last == "got 25" })
    let told = runs.map { $0.moves.prefix(3).flatMap(\.packets).map { $0.words.joined(separator: " ") } }
    #expect(told[0] == told[1])
    #expect(try ProbeRun("latency").complaints == ["three times the latency"])
  }

  @Test func whatCannotBeAHostIsRefused() throws {
    let run = try ProbeRun("bad-hosts")
    #expect(run.complaints.count == 9, "the first and the last host could be made")
    #expect(run.complaints.allSatisfy { $0.hasPrefix("failed host: ") })
    let sixteen = try ProbeRun("sixteen")
    #expect(sixteen.complaints == ["failed host: tooManyHosts(16)", "packets 45 accepted 15"])
  }

  @Test func datagramsAndTheirErrorsCross() throws {
    let run = try ProbeRun("host-udp")
    #expect(run.packets.map(\.kind) == ["udp", "udp", "udp", "icmp"])
    #expect(run.packets[1]["fragments"] == "4")
  }

  @Test func fullBacklogAnswersNobody() throws {
    let run = try ProbeRun("host-backlog")
    #expect(run.moves[1].packets.first?.states("receiver") == ["LISTEN", "LISTEN"])
    #expect(run.moves[1].table["10.0.0.2:7777 10.0.0.1:49153"] == nil)
  }

  @Test func receiverThatDoesNotReadClosesItsWindow() throws {
    let run = try ProbeRun("zero-window")
    let window = run.complaints.first.flatMap { Int($0.split(separator: " ").last ?? "") }
    #expect(window ?? 1460 < 1460)
    #expect(run.complaints.last == "moved true")
  }

  /// The capture file holds what the transcript tells.
  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tshark"), "tshark, which reads captures, is missing"))
  func captureFileHoldsTheSamePackets() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-\(UUID().uuidString).pcapng").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (text, _) = try ProbeRun.run("/bin/sh", ["-c", "\"$0\" capture-file to-stderr 2>\"$1\"", ProbeRun.path, path])
    let packets = text.split(separator: "\n").filter { $0.hasPrefix("packet ") }.map {
      ProbeRun.Packet(words: $0.split(separator: " ").map(String.init))
    }
    let fields = [
      "frame.interface_name", "tcp.seq", "tcp.ack", "tcp.len", "tcp.window_size", "tcp.options.mss_val",
      "tcp.options.wscale.shift", "tcp.checksum.status", "frame.comment",
    ]
    let (read, status) = try ProbeRun.run(
      "/usr/bin/tshark",
      ["-r", path, "-o", "tcp.check_checksum:TRUE", "-T", "fields"] + fields.flatMap { ["-e", $0] })
    #expect(status == 0)
    let rows = read.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(rows.count == packets.count)
    for (row, packet) in zip(rows, packets) where row.count == fields.count {
      let expected = ["fromHost", "seq", "ack", "len", "win", "mss", "wscale"].map { packet[$0] ?? "" }
      #expect(row.prefix(7).map(String.init) == expected)
      #expect(row[7] == "1", "the checksum is right")
      #expect(row[8].hasPrefix("step "))
    }
  }

  @Test func twoHostsAreReadyAtOnce() throws {
    let (text, _) = try ProbeRun.run(ProbeRun.path, ["hosts"])
    let line = text.split(separator: "\n").first { $0.hasPrefix("ready ") }
    let time = try #require(line.flatMap { Int($0.dropFirst(6)) })
    #expect(time < 60_000, "microseconds until two hosts were ready")
    #expect(text.hasSuffix("notices []\n"))
  }

  /// 10 MB with every packet traced: all of it arrives, and memory does not grow with it.
  @Test func transferCompletes() throws {
    let (text, _) = try ProbeRun.run(ProbeRun.path, ["transfer", "10"])
    #expect(text.hasPrefix("bytes 10000000 "))
    let line = text.split(separator: "\n").first { $0.hasPrefix("kilobytes ") }
    #expect(try #require(line.flatMap { Int($0.dropFirst(10)) }) < 150_000)
  }

  /// What one session makes is gone with it.
  @Test func nothingStaysBehind() throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: "/sys/class/net").sorted()
    for _ in 0..<10 { _ = try ProbeRun.run(ProbeRun.path, ["hosts"]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: "/sys/class/net").sorted() == before)
  }
}
