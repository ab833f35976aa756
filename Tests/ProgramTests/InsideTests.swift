import Foundation
import Testing

/// What lies behind the segments: the congestion window, the timers and the queues.
@Suite(.enabled(if: Hosts.canBe, "the program is not built, or this system forbids network namespaces"))
struct InsideTests {
  private static let connected = HostTests.listening + "@a connect c l\n@b s = accept l\n"

  private static func ends(_ record: [String: Any]) -> [[String: Any]] { record["states"] as? [[String: Any]] ?? [] }

  private static func inside(_ record: [String: Any], _ host: String, _ key: String = "inside") -> [String: Any]? {
    ends(record).first { $0["host"] as? String == host }?[key] as? [String: Any]
  }

  /// One of five segments is lost: by the third duplicate ACK at the latest recovery has begun (RFC 5681 section 3.2, RFC
  /// 8985 section 6.2), the threshold is half of the window, and the scoreboard says what the peer has.
  @Test func aLossBeginsRecovery() throws {
    let records = try HostTests.records(
      Self.connected + "hold packets\n@a send c \"x\"*7300\ndrop 1\nstep\nstep\nstep\nstep\nstep\nstep\nstep\nshow c\n")
    let sent = try #require(records.first { $0["call"] as? String == "send" })
    #expect(Self.inside(sent, "a")?["inFlight"] as? Int == 5)
    #expect(Self.inside(sent, "a", "insideBefore")?["inFlight"] as? Int == 0)
    let steps = records.suffix(4).dropLast()
    let third = try #require(steps.last.flatMap { Self.inside($0, "a") })
    #expect(third["congestion"] as? String == "Recovery")
    #expect(third["ssthresh"] as? Int == 5 && third["lost"] as? Int == 1)
    #expect(steps.compactMap { Self.inside($0, "a")?["sacked"] as? Int } == [1, 2, 3])
    let shown = try #require(records.last?["value"] as? [String: Any])
    let board = (shown["inside"] as? [String: Any])?["scoreboard"] as? [[Int]]
    #expect(board == [[1461, 5841]])
  }

  /// In slow start each acknowledged segment opens the window by one (RFC 5681 section 3.1); times are of the session's
  /// clock: 50 ms each way are a round trip of 100 ms, and a timeout of 300 ms with Linux's least variation.
  @Test func slowStartAndRoundTrips() throws {
    let records = try HostTests.records(
      HostTests.listening + "wire latency=50ms\n@a connect c l\n@b s = accept l\n@a send c \"x\"*14600\n")
    let sent = try #require(records.last.flatMap { Self.inside($0, "a") })
    #expect(sent["cwnd"] as? Int == 20 && sent["congestion"] as? String == "Open" && sent["ssthresh"] == nil)
    #expect(sent["srtt"] as? Int == 100_000 && sent["rto"] as? Int == 300)
    #expect(records.last.flatMap { Self.inside($0, "b") }?["receiveQueue"] as? Int == 14600)
  }

  /// A SYN that is lost doubles the timeout of a second; since it was sent again the answer times nothing, and the
  /// connection begins with three seconds (RFC 6298 sections 2.1, 5.5 and 5.7).
  @Test func aLostSYNLeavesThreeSeconds() throws {
    let records = try HostTests.records(
      HostTests.listening + "hold packets\n@a connect c l\ndrop\n@b sleepex 1500\nflow\n")
    let timeouts = records.compactMap { Self.inside($0, "a")?["rto"] as? Int }
    #expect(timeouts == [1000, 1000, 2000, 3000])
  }

  /// Reading changes a queue though no packet moves.
  @Test func readingEmptiesTheQueue() throws {
    let records = try HostTests.records(Self.connected + "@a send c \"hello\"\n@b recv s 3\n@b recv s 10\n")
    let queues = records.suffix(2).map { record in
      [Self.inside(record, "b", "insideBefore"), Self.inside(record, "b")].map { $0?["receiveQueue"] as? Int }
    }
    #expect(queues == [[5, 2], [2, 0]])
  }

  /// What is inside can be asked for, and how congestion is avoided is a host's.
  @Test func statementsAndSettings() throws {
    let program = try Program()
    defer { program.clean() }
    let script =
      HostTests.listening
        + """
        @a set congestion cubic
        @a connect c l
        @b s = accept l
        expect c.algorithm == cubic and s.algorithm == reno
        expect c.cwnd == 10 and c.ssthresh == -1 and c.congestion == Open and c.rto == 200
        expect c.window == 3
        set congestion vegas
        """ + "\n"
    let text = try program.run([], input: Array(script.utf8)).text
    #expect(text.components(separatedBy: "  holds\n").count == 3, "\(text)")
    #expect(text.contains("it has no \"window\""))
    #expect(text.contains("there is no algorithm \"vegas\""))
  }
}
