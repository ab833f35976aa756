import Foundation
import Testing

/// The stories that a TCP course tells, between two hosts.
@Suite(.enabled(if: Hosts.canBe, "the program is not built, or this system forbids network namespaces"))
struct StoryTests {
  private static let connected = HostTests.listening + "@a connect c l\n@b s = accept l\n"

  private static func run(_ script: String) throws -> Story {
    let records = try HostTests.records(script)
    let program = try Program()
    defer { program.clean() }
    let text = try program.run([], input: Array(script.utf8)).text
    #expect(Story.contradictions(text).isEmpty, "\(Story.contradictions(text))\n\(text)")
    return Story(records: records)
  }

  @Test func statesAreTheKernels() throws {
    let story = try Self.run(HostTests.listening + "hold packets\n@a connect c l\nstep\nstep\nstep\n")
    #expect(
      story.states.suffix(4) == [
        "SYN_SENT LISTEN", "SYN_SENT SYN_RCVD", "ESTABLISHED SYN_RCVD", "ESTABLISHED ESTABLISHED",
      ])
  }

  @Test func lostSYNACKIsSentAgain() throws {
    let story = try Self.run(HostTests.listening + "hold packets\n@a connect c l\nstep\ndrop\nsleepex 1200\nflow\n")
    #expect(story.told.contains { $0 == ["SYN ACK dropped 2"] })
    let again = story.packets.filter { $0["waited"] != nil && $0["held"] != nil }
    #expect(!again.isEmpty && again.allSatisfy { $0["waited"] as? Int == 1000 })
    #expect(story.states.last == "ESTABLISHED ESTABLISHED")
  }

  @Test func SYNIsSentAgainAfterOneAndTwoSeconds() throws {
    let story = try Self.run(
      HostTests.listening + "hold packets\n@a connect c l\ndrop\nsleepex 1200\ndrop\nsleepex 2200\nflow\n")
    #expect(story.packets.compactMap { $0["waited"] as? Int } == [1000, 2000])
    #expect(story.states.last == "ESTABLISHED ESTABLISHED")
  }

  @Test func fullBacklogIgnoresSYN() throws {
    let story = try Self.run(
      """
      host a 10.0.0.1
      host b 10.0.0.2
      @b l = socket
      @b bind l *:7777
      @b listen l 1
      @a c1 = socket
      @a c2 = socket
      @a c3 = socket
      @a connect c1 l
      @a connect c2 l
      @a ioctlsocket c3 FIONBIO 1
      @a connect c3 l
      @b x = accept l
      sleepex 1200

      """)
    #expect(story.states.contains("SYN_SENT LISTEN"))
    #expect(story.packets.contains { $0["waited"] as? Int == 1000 })
    #expect(story.states.last == "ESTABLISHED ESTABLISHED")
  }

  /// Two handshakes are under way when one place is left: the last segment of the second finds it taken, and is ignored.
  @Test func lastSegmentFindsAFullBacklog() throws {
    let story = try Self.run(
      """
      host a 10.0.0.1
      host b 10.0.0.2
      @b l = socket
      @b bind l *:7777
      @b listen l 1
      @a c1 = socket
      @a c2 = socket
      @a c3 = socket
      @a ioctlsocket c3 FIONBIO 1
      @a ioctlsocket c2 FIONBIO 1
      @a connect c1 l
      hold packets
      @a connect c2 l
      @a connect c3 l
      step
      step
      step
      step
      step
      step
      flow
      @b x = accept l
      sleepex 1200

      """)
    #expect(
      story.states.suffix(9) == [
        "SYN_SENT LISTEN", "SYN_SENT LISTEN", "SYN_SENT SYN_RCVD", "SYN_SENT SYN_RCVD", "ESTABLISHED SYN_RCVD",
        "ESTABLISHED SYN_RCVD", "ESTABLISHED ESTABLISHED", "ESTABLISHED SYN_RCVD", "ESTABLISHED ESTABLISHED",
      ])
    let again = try #require(story.packets.first { $0["retransmission"] as? Bool == true })
    #expect(again["flags"] as? [String] == ["SYN", "ACK"])
    #expect(again["waited"] as? Int == 1000)
  }

  @Test func nobodyListensAndAResetSaysSo() throws {
    let story = try Self.run(
      "host a 10.0.0.1\nhost b 10.0.0.2\n@a c = socket\nhold packets\n@a connect c 10.0.0.2:9\nstep\nstep\n")
    let told = [["SYN held 1"], ["SYN delivered 1", "RST ACK held 2"], ["RST ACK delivered 2"]]
    #expect(story.told.suffix(4).dropLast() == ArraySlice(told), "behind them the call that waited resumes")
    #expect(story.error == "WSAECONNREFUSED")
    #expect(story.states.last == "CLOSED CLOSED")
  }

  @Test func closeGoesThroughAllStates() throws {
    let story = try Self.run(
      Self.connected + "hold packets\n@a shutdown c SD_SEND\nstep\nstep\n@b closesocket s\nstep\nstep\n")
    #expect(
      story.states.suffix(6) == [
        "FIN_WAIT_1 ESTABLISHED", "FIN_WAIT_1 CLOSE_WAIT", "FIN_WAIT_2 CLOSE_WAIT", "FIN_WAIT_2 LAST_ACK",
        "TIME_WAIT LAST_ACK", "TIME_WAIT CLOSED",
      ])
  }

  @Test func bothSidesCloseAtOnce() throws {
    let story = try Self.run(
      Self.connected + "hold packets\n@a shutdown c SD_SEND\n@b shutdown s SD_SEND\nstep\nstep\nstep\nstep\n")
    #expect(
      story.states.suffix(6) == [
        "FIN_WAIT_1 ESTABLISHED", "FIN_WAIT_1 FIN_WAIT_1", "FIN_WAIT_1 CLOSING", "CLOSING CLOSING",
        "TIME_WAIT CLOSING", "TIME_WAIT TIME_WAIT",
      ])
  }

  @Test func abortiveCloseResets() throws {
    let story = try Self.run(
      Self.connected + "@a setsockopt c SO_LINGER on,0\n@a closesocket c\n@b recv s 10\n")
    #expect(story.told.suffix(2).first == ["RST ACK"])
    #expect(story.error == "WSAECONNRESET")
    #expect(story.states.last == "CLOSED CLOSED")
  }

  @Test func halfClosedConnectionStillReceives() throws {
    let story = try Self.run(
      Self.connected
        + "@a send c \"request\"\n@a shutdown c SD_SEND\n@b recv s 20\n@b recv s 20\n@b send s \"answer\"\n"
        + "@a n = recv c 20\n@b closesocket s\n")
    #expect(story.states.contains("FIN_WAIT_2 CLOSE_WAIT"))
    #expect(story.states.last == "TIME_WAIT CLOSED")
    #expect(story.packets.contains { $0["len"] as? Int == 6 })
  }

  @Test func fullReceiverClosesItsWindow() throws {
    let story = try Self.run(
      HostTests.listening
        + """
        @b setsockopt l SO_RCVBUF 4096
        @a connect c l
        @b s = accept l
        @a ioctlsocket c FIONBIO 1
        @a send c "x"*60000
        @b recv s 60000
        @b recv s 60000

        """)
    #expect(story.packets.contains { $0["win"] as? Int == 0 && $0["from"] as? String == "10.0.0.2:7777" })
    let last = HostTests.packets(try #require(story.records.last))
    #expect((last.first?["win"] as? Int ?? 0) > 0, "reading opens the window again")
  }

  @Test func lostDataIsSentAgain() throws {
    let story = try Self.run(
      Self.connected + "hold packets\n@a send c \"hello\"\ndrop\nsleepex 500\nflow\n@b recv s 10\n")
    #expect(story.packets.contains { $0["retransmission"] as? Bool == true && $0["waited"] as? Int == 200 })
    #expect(story.records.last?["return"] as? Int == 5)
  }

  @Test func duplicateDataIsIgnored() throws {
    let story = try Self.run(
      Self.connected + "hold packets\n@a send c \"hello\"\nduplicate\nstep\nflow\n@b recv s 20\n")
    #expect(story.packets.filter { $0["ack"] as? Int == 6 && $0["held"] != nil }.count == 2)
    #expect(story.records.last?["return"] as? Int == 5)
  }

  @Test func urgentDataIsMarked() throws {
    let story = try Self.run(
      Self.connected + "@a send c \"ab\"\n@a send c \"!\" flags=MSG_OOB\n@b recv s 1 flags=MSG_OOB\n@b recv s 10\n")
    #expect(story.packets.contains { $0["urgent"] as? Int == 1 })
    #expect(story.records.suffix(2).compactMap { $0["return"] as? Int } == [1, 2])
  }

  @Test(arguments: [(false, [2]), (true, [1, 1])])
  func smallSendsAreCollectedUnlessNagleIsOff(_ noDelay: Bool, _ lengths: [Int]) throws {
    let story = try Self.run(
      Self.connected + (noDelay ? "@a setsockopt c TCP_NODELAY 1\n" : "")
        + "hold packets\n@a send c \"0\"\nstep\n@a send c \"1\"\n@a send c \"2\"\nflow\n")
    let sent = story.packets.filter { packet in
      packet["delivered"] == nil && (packet["seq"] as? Int ?? 0) > 1 && packet["fromHost"] as? String == "a"
    }
    #expect(sent.compactMap { $0["len"] as? Int } == lengths)
  }

  /// The second small send waits for the acknowledgement of the first (RFC 1122 section 4.2.3.4), and the receiver waits
  /// for something to send it with (section 4.2.3.2).
  @Test(arguments: [true, false])
  func smallSendWaitsForADelayedAcknowledgement(_ isDelayed: Bool) throws {
    let story = try Self.run(
      HostTests.listening + (isDelayed ? "wire ack=delayed\n" : "")
        + "@a connect c l\n@b s = accept l\n@a send c \"0\"\n@a send c \"1\"\n@a send c \"2\"\nsleepex 300\n")
    #expect(
      Array(story.told.suffix(4))
        == (isDelayed
          ? [["PSH ACK"], [], [], ["ACK", "PSH ACK", "ACK"]]
          : [["PSH ACK", "ACK"], ["PSH ACK", "ACK"], ["PSH ACK", "ACK"], []]))
    #expect(story.packets.compactMap { $0["waited"] as? Int } == (isDelayed ? [40, 40] : []))
    let lengths = story.packets.compactMap { $0["len"] as? Int }.filter { $0 > 0 }
    #expect(lengths == (isDelayed ? [1, 2] : [1, 1, 1]))
  }

  /// What acknowledgements are delayed for: an answer carries them, and every second full segment brings one at once.
  @Test func delayedAcknowledgementTravelsWithTheAnswer() throws {
    let story = try Self.run(
      HostTests.listening + "wire ack=delayed\n@a connect c l\n@b s = accept l\n@a send c \"ping\"\n@b recv s 10\n"
        + "@b send s \"pong\"\n@a recv c 10\nsleepex 100\n@a send c \"x\"*2920\n")
    #expect(story.told.suffix(6) == [["PSH ACK"], [], ["PSH ACK"], [], ["ACK"], ["ACK", "PSH ACK", "ACK"]])
    #expect(story.packets.compactMap { $0["waited"] as? Int } == [40])
  }

  @Test func delayingIsARuleForConnectionsToCome() throws {
    let records = try HostTests.records(Self.connected + "wire ack=delayed\nwire ack=slow\n@a send c \"x\"\n")
    #expect((records.suffix(3).first?["usage"] as? String)?.contains("is connected already") == true)
    #expect(records.suffix(2).first?["usage"] is String)
    #expect(HostTests.told(try #require(records.last)) == ["PSH ACK", "ACK"])
  }

  /// Each side announces what it can take in, whatever the other says; what is sent then is the smaller of the peer's
  /// announcement and what the sender's own MTU allows (RFC 9293 section 3.7.1).
  @Test func segmentSizesAreAnnouncedNotNegotiated() throws {
    let story = try Self.run(
      """
      host a 10.0.0.1 mtu=600
      host b 10.0.0.2 mtu=9000
      @b l = socket
      @b bind l *:7777
      @b listen l
      @a c = socket
      @a connect c l
      @b s = accept l
      @a send c "x"*1200
      @b send s "x"*1200

      """)
    #expect(story.packets.compactMap { $0["mss"] as? Int } == [560, 8960])
    #expect(story.packets.compactMap { $0["len"] as? Int }.filter { $0 > 0 } == [560, 560, 80, 560, 560, 80])
  }

  /// The MTU is the interface's, and what is larger than the receiver's does not arrive; nobody is told.
  @Test func packetLargerThanTheReceiversMTUIsLost() throws {
    let story = try Self.run(
      """
      host a 10.0.0.1 mtu=1500
      host b 10.0.0.2 mtu=1540
      @a u = socket udp
      @a bind u *:9
      @b v = socket udp
      @b sendto v "x"*1472 10.0.0.1:9
      @b sendto v "x"*1473 10.0.0.1:9

      """)
    #expect(story.packets.map { $0["dropped"] != nil } == [false, true])
    #expect(story.records.suffix(2).compactMap { $0["return"] as? Int } == [1472, 1473])
  }

  @Test func keepAliveFindsOutThatThePeerIsGone() throws {
    let story = try Self.run(
      Self.connected
        + """
        @b setsockopt s SO_KEEPALIVE 1
        @b setsockopt s TCP_KEEPIDLE 1
        @b setsockopt s TCP_KEEPINTVL 1
        @b setsockopt s TCP_KEEPCNT 2
        unplug a
        @b recv s 10
        sleepex 3500
        @b recv s 10

        """)
    let probes = story.packets.filter { $0["notice"] as? String == "keep-alive" }
    #expect(probes.compactMap { $0["waited"] as? Int } == [1000, 1000])
    let resumed = try #require(story.records.first { $0["resumes"] != nil })
    #expect((resumed["error"] as? [String: Any])?["name"] as? String == "WSAENETRESET")
    #expect(story.error == "WSAECONNRESET")
  }

  @Test(arguments: [("TCP_KEEPCNT", "256"), ("TCP_KEEPCNT", "0"), ("TCP_KEEPIDLE", "-1"), ("TCP_KEEPINTVL", "0")])
  func wrongKeepAliveTimesAreRefused(_ option: String, _ value: String) throws {
    let records = try HostTests.records("s = socket\nsetsockopt s \(option) \(value)\n")
    #expect((records.last?["error"] as? [String: Any])?["name"] as? String == "WSAEINVAL")
  }

  @Test func packetIsExplainedByItsNumber() throws {
    let story = try Self.run(Self.connected + "trace\nexplain packet 2\nexplain packet 99\n@b gethostname\n")
    let text = (story.records.suffix(3).first?["text"] as? [String] ?? []).joined(separator: "\n")
    #expect(text.contains("packet 2, b → a"))
    #expect(text.contains("SYN (") && text.contains("ACK (") && text.contains("MSS        1500"))
    #expect(story.records.suffix(2).first?["usage"] is String)
    let trace = try #require(story.records.suffix(4).first?["trace"] as? [[String: Any]])
    #expect(trace.compactMap { $0["number"] as? Int } == [1, 2, 3])
  }
}

/// What came of a story.
struct Story {
  let records: [[String: Any]]
  var packets: [[String: Any]] { records.flatMap(HostTests.packets) }
  var told: [[String]] { records.map(HostTests.told) }
  /// The last record's error.
  var error: String? { (records.last?["error"] as? [String: Any])?["name"] as? String }
  /// The kernels' states after each step that moved packets: the initiator's and the responder's.
  var states: [String] {
    records.compactMap { record in
      (record["states"] as? [[String: Any]]).map { $0.compactMap { $0["state"] as? String }.joined(separator: " ") }
    }
  }

  /// Kernel lines of a transcript that say other states than the last ones of the ladder above them.
  static func contradictions(_ transcript: String) -> [String] {
    var (left, right): (Substring?, Substring?)
    var found: [String] = []
    for line in transcript.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.contains("> ") && !line.hasPrefix("  ") { (left, right) = (nil, nil) }
      if line.hasPrefix("  kernel: ") {
        let ends = line.dropFirst(10).components(separatedBy: " · ").map { $0.split(separator: " ").last ?? "" }
        if let left, left != ends.first { found.append("\(left): \(line)") }
        if let right, right != ends.last { found.append("\(right): \(line)") }
        (left, right) = (nil, nil)
      } else if line.hasPrefix("  ") {
        let words = line.split(separator: " ")
        if let first = words.first, isState(first), !line.hasPrefix("     ") { left = first }
        if let last = words.last, isState(last), line.count > 60 { right = last }
      }
    }
    return found
  }

  private static func isState(_ word: Substring) -> Bool {
    [
      "CLOSED", "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING",
      "LAST_ACK", "TIME_WAIT",
    ].contains(word)
  }
}
