import Testing

/// Real sockets in a private network, played by the probe in a process of its own.
@Suite(.enabled(if: ProbeRun.hasPrivateNetwork, "this system forbids network namespaces"))
struct PrivateNetworkTests {
  /// The states that the packets tell are the kernel's, after every move and on both sides.
  @Test(arguments: [
    "client-closes-first", "server-closes-first", "resets", "refused", "send-to-closed", "same-ends-again", "bulk",
    "urgent", "with-itself",
  ])
  func statesAreTheKernels(_ scenario: String) throws {
    let run = try ProbeRun(scenario)
    #expect(run.status == 0)
    #expect(run.complaints == [])
    #expect(!run.packets.isEmpty)
    var told: [String: String] = [:]
    for move in run.moves {
      for packet in move.packets where packet.kind == "tcp" {
        told["\(packet.from) \(packet.to)"] = packet.states("sender").last
        told["\(packet.to) \(packet.from)"] = packet.states("receiver").last
      }
      for (ends, state) in told {
        #expect(state == move.table[ends] ?? "CLOSED", "\(ends) in the kernel's table after \(move.name)")
      }
      for (ends, state) in move.info where told[ends] != "TIME_WAIT" {
        #expect(state == told[ends], "\(ends) by TCP_INFO after \(move.name)")
      }
      #expect(move.table.keys.allSatisfy { told[$0] != nil }, "a connection that no packet told of")
    }
  }

  @Test(arguments: ["client-closes-first", "resets", "bulk", "ipv6", "datagrams"])
  func transcriptIsTheSameOnEveryRun(_ scenario: String) throws {
    let runs = try (0..<3).map { _ in try ProbeRun(scenario).text }
    #expect(runs[0] == runs[1])
    #expect(runs[1] == runs[2])
  }

  @Test func handshakeLooksAsInABook() throws {
    let packets = try ProbeRun("client-closes-first").moves[0].packets
    #expect(packets.map { $0["flags"] } == ["SYN", "SYN+ACK", "ACK"])
    for packet in packets.prefix(2) {
      #expect(packet["win"] == "64240")
      #expect(packet["mss"] == "1460")
      #expect(packet["wscale"] == "8")
      #expect(packet.words.contains("sackPermitted"))
      #expect(!packet.words.contains("timestamps"))
    }
    #expect(packets.map { $0["seq"] } == ["0", "0", "1"])
    #expect(packets.map { $0["ack"] } == ["0", "1", "1"])
    #expect(packets[0].states("sender") == ["CLOSED", "SYN_SENT"])
    #expect(packets[0].states("receiver") == ["LISTEN", "SYN_RCVD"])
    #expect(packets[1].states("sender") == ["SYN_RCVD", "SYN_RCVD"])
    #expect(packets[2].states("receiver") == ["SYN_RCVD", "ESTABLISHED"])
  }

  @Test func closeLooksAsInABook() throws {
    let packets = try ProbeRun("server-closes-first").moves.suffix(2).flatMap(\.packets)
    #expect(packets.map { $0["flags"] } == ["FIN+ACK", "ACK", "FIN+ACK", "ACK"])
    #expect(packets.map { $0.states("sender").last } == ["FIN_WAIT_1", "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT"])
    #expect(packets.map { $0.states("receiver").last } == ["CLOSE_WAIT", "FIN_WAIT_2", "TIME_WAIT", "CLOSED"])
  }

  /// Linux would wait 40 ms and more with the ACK, in the hope of data to send along.
  @Test(arguments: ["client-closes-first", "bulk", "ipv6", "urgent"])
  func everySegmentIsAcknowledgedAtOnce(_ scenario: String) throws {
    for move in try ProbeRun(scenario).moves {
      // One call sends segment by segment; what a window that opens lets out comes in one go, and so do its ACKs.
      let isInTurn = move.name.contains("send") || move.name.contains("answer")
      for (index, packet) in move.packets.enumerated() where packet.number("len") ?? 0 > 0 {
        #expect(packet.number("len") ?? 0 <= 1460)
        let end = (packet.number("seq") ?? 0) + (packet.number("len") ?? 0)
        let later = move.packets.dropFirst(index + 1)
        let answers = isInTurn ? later.prefix(1) : later
        #expect(answers.contains { $0.from == packet.to && $0.number("ack") == end }, "no ACK for \(packet.words)")
      }
    }
  }

  @Test func refusedConnectionShowsThatNobodyListened() throws {
    let packets = try ProbeRun("refused").packets
    #expect(packets.map { $0["flags"] } == ["SYN", "RST+ACK"])
    #expect(packets[0].states("receiver") == ["CLOSED", "CLOSED"])
    #expect(packets[1].states("sender") == ["CLOSED", "CLOSED"])
    #expect(packets[1].states("receiver") == ["SYN_SENT", "CLOSED"])
    #expect(packets[1]["seq"] == "1")
    #expect(packets[1]["ack"] == "1")
  }

  @Test func synThatFindsAFullBacklogIsNotAnswered() throws {
    let run = try ProbeRun("full-backlog")
    let syn = try #require(run.moves[1].packets.first)
    #expect(syn["flags"] == "SYN")
    #expect(syn.states("receiver") == ["LISTEN", "LISTEN"])
    #expect(run.complaints.contains("unsettled"))
  }

  @Test func sameEndsAgainAreAnotherConnection() throws {
    let packets = try ProbeRun("same-ends-again").packets
    #expect(packets.first?["connection"] == "1")
    #expect(packets.last?["connection"] == "2")
    let again = packets.filter { $0["connection"] == "2" }
    #expect(again.map { $0["seq"] }.prefix(3) == ["0", "0", "1"])
    #expect(!again.contains { $0.words.contains("retransmission") })
  }

  @Test func receiverThatDoesNotReadClosesItsWindow() throws {
    let run = try ProbeRun("bulk")
    let fill = try #require(run.moves.first { $0.name == "move fill" })
    #expect(fill.packets.last?.number("win") ?? 1460 < 1460, "no room for another segment")
    let read = try #require(run.moves.last)
    #expect(read.packets.first?["len"] == "0", "the window opens again")
    #expect(read.packets.first?.number("win") ?? 0 > 1460)
  }

  @Test func datagramsAndWhatComesBackAreTold() throws {
    let run = try ProbeRun("datagrams")
    #expect(run.packets.map(\.kind) == ["udp", "udp", "udp", "udp", "icmp"])
    #expect(run.packets.map { $0["len"] }.prefix(4) == ["0", "5", "5000", "5"])
    #expect(run.packets[2]["fragments"] == "4")
    // Type 3, code 3: port unreachable; 17 is UDP.
    #expect(run.packets[4]["icmp"] == "3:3:17:127.0.0.1:49152>127.0.0.1:9")
  }
}
