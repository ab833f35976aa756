import Foundation
import Testing

/// What a wire does to a connection when it loses, and what TCP makes of it.
@Suite(.enabled(if: Hosts.canBe, "the program is not built, or this system forbids network namespaces"))
struct LossStoryTests {
  private static let connected = HostTests.listening + "@a connect c l\n@b s = accept l\n"

  /// The first of five segments is lost: each of the others is answered by a duplicate ACK that says what came, and the
  /// lost one is sent again without waiting for a timer (RFC 5681 section 3.2, RFC 2018).
  @Test func aGapIsFilledFast() throws {
    let records = try HostTests.records(
      Self.connected + "hold packets\n@a send c \"x\"*7300\ndrop 1\nflow\n@b recv s 8000\n")
    let story = Story(records: records)
    let acks = story.packets.filter { $0["notice"] as? String == "duplicate ACK" }
    #expect(acks.compactMap { $0["duplicateACKs"] as? Int } == [1, 2, 3, 4])
    let blocks = acks.compactMap { ($0["sack"] as? [[Int]])?.first }
    #expect(blocks == [[1461, 2921], [1461, 4381], [1461, 5841], [1461, 7301]])
    #expect(acks.allSatisfy { $0["ack"] as? Int == 1 })
    let again = story.packets.filter { $0["retransmission"] as? Bool == true }
    #expect(again.count == 1 && again[0]["notice"] as? String == "fast retransmission")
    #expect(again.first?["seq"] as? Int == 1 && again.first?["waited"] == nil)
    #expect(story.packets.last?["ack"] as? Int == 7301)
    #expect(records.last?["return"] as? Int == 7300)
  }

  /// What comes twice is said to have come twice (RFC 2883).
  @Test func whatComesTwiceIsReported() throws {
    let story = Story(
      records: try HostTests.records(
        Self.connected + "hold packets\n@a send c \"hello\"\nduplicate\nstep\nflow\n@b recv s 20\n"))
    let reports = story.packets.filter { $0["dsack"] as? Bool == true && $0["delivered"] == nil }
    #expect(reports.compactMap { $0["sack"] as? [[Int]] } == [[[1, 6]]])
  }

  /// What lost packets are told in is the order in which they left, with latency and without.
  @Test(arguments: ["", "wire latency=20ms\n"]) func lostPacketsAreToldWhereTheyLeft(_ rule: String) throws {
    let records = try HostTests.records(
      Self.connected + rule + "wire loss=100%\n@a send c \"first\"\n@b send s \"second\"\n")
    let lost = records.suffix(2).map { HostTests.packets($0).filter { $0["dropped"] != nil } }
    #expect(lost.map { $0.first?["len"] as? Int } == [5, 6])
    #expect(lost.allSatisfy { $0.allSatisfy { $0["loss"] == nil } }, "a rule did it")
    #expect(records.suffix(2).allSatisfy { HostTests.packets($0).allSatisfy { $0["dropped"] != nil } })
  }

  /// A FIN waits behind what the window does not let go; the state changes in the step that sends it.
  @Test func aFINWaitsBehindData() throws {
    let script = """
      @b setsockopt l SO_RCVBUF 4096
      @a connect c l
      @b s = accept l
      @a ioctlsocket c FIONBIO 1
      @a send c "x"*12000
      @a shutdown c SD_SEND
      @b recv s 60000
      @b recv s 60000
      @b recv s 60000

      """
    let records = try HostTests.records(HostTests.listening + script)
    let shut = try #require(records.firstIndex { ($0["call"] as? String) == "shutdown" })
    #expect(HostTests.packets(records[shut]).isEmpty)
    let fins = records.map { HostTests.packets($0).contains { ($0["flags"] as? [String])?.contains("FIN") == true } }
    let sent = try #require(fins.firstIndex(of: true))
    #expect(sent > shut)
    let states = Story(records: Array(records[shut..<sent])).states
    #expect(!states.isEmpty && states.allSatisfy { $0 == "FIN_WAIT_1 ESTABLISHED" || $0 == "ESTABLISHED ESTABLISHED" })
    #expect(records.reduce(0) { $0 + (($1["call"] as? String) == "recv" ? $1["return"] as? Int ?? 0 : 0) } == 12000)
    let program = try Program()
    defer { program.clean() }
    let text = try program.run([], input: Array((HostTests.listening + script).utf8)).text
    #expect(Story.contradictions(text).isEmpty, "\(Story.contradictions(text))\n\(text)")
  }
}
