import Foundation
import Testing

/// A middle with properties: routers, damaged and made-up segments, hardware addresses.
@Suite(.enabled(if: Hosts.canBe, "the program is not built, or this system forbids network namespaces"))
struct RouterTests {
  private static let hosts = """
    host a 10.0.0.1
    host b 10.0.1.2
    @b l = socket
    @b bind l *:7777
    @b listen l
    @a c = socket

    """

  private static func connected(_ router: String) -> String {
    hosts + "router r 10.0.0.254 10.0.1.254 \(router)\n@a connect c l\n@b s = accept l\n"
  }

  private static func packets(_ record: [String: Any]?) -> [[String: Any]] { record.map(HostTests.packets) ?? [] }

  /// Without a router nothing leads from one network into another, and with one it does.
  @Test func networksAreJoined() throws {
    let records = try HostTests.records(
      Self.hosts + "router r 10.0.0.254 10.0.2.254\n@a connect c l\n")
    #expect(Self.packets(records.last).map { $0["loss"] as? String } == ["no route"])
    let joined = try HostTests.records(Self.connected("") + "expect c.state == ESTABLISHED\n")
    #expect(joined.last?["expect"] as? Bool == true)
  }

  /// What does not fit and may not be cut is lost, its sender is told the next MTU (RFC 1191), and TCP sends smaller
  /// segments: 960 bytes and two headers are 1000.
  @Test func pathMTUIsDiscovered() throws {
    let records = try HostTests.records(
      Self.connected("mtu=1500,1000") + "@a send c \"x\"*2920\n@b recv s 5000\nexpect c.mss == 960\n")
    let sent = try #require(records.first { $0["call"] as? String == "send" })
    let packets = Self.packets(sent)
    let lost = packets.filter { $0["dropped"] != nil }
    #expect(lost.allSatisfy { $0["loss"] as? String == "needs fragmentation" && $0["lossMTU"] as? Int == 1000 })
    #expect(!lost.isEmpty)
    let reports = packets.filter { $0["protocol"] as? String == "ICMP" }
    #expect(reports.count == lost.count && reports.allSatisfy { $0["fromHost"] as? String == "r" })
    #expect(
      reports.allSatisfy { ($0["note"] as? String)?.hasPrefix("fragmentation needed, MTU 1000: TCP 10.0.0.1:") == true }
    )
    let again = packets.filter { $0["retransmission"] as? Bool == true }.compactMap { $0["len"] as? Int }
    #expect(again.reduce(0, +) == 2920 && again.max() == 960)
    #expect(records.suffix(2).first?["return"] as? Int == 2920)
    #expect(records.last?["expect"] as? Bool == true)
  }

  /// A black hole says nothing (RFC 2923): the sender waits for its timer, and sends as much again.
  @Test func aBlackHoleSaysNothing() throws {
    let records = try HostTests.records(
      Self.connected("mtu=1500,1000 icmp=off") + "@a send c \"x\"*1460\nsleepex 300\n")
    let packets = records.flatMap(HostTests.packets)
    #expect(!packets.contains { $0["protocol"] as? String == "ICMP" })
    let lost = packets.filter { $0["loss"] as? String == "needs fragmentation" }
    #expect(lost.compactMap { $0["len"] as? Int } == [1460, 1460])
    #expect(lost.last?["waited"] as? Int == 200)
  }

  /// IPv4 packets that may be cut are: pieces of a multiple of eight bytes (RFC 791 section 3.2), put together at the end.
  @Test func datagramsAreCut() throws {
    let records = try HostTests.records(
      Self.hosts
        + """
        router r 10.0.0.254 10.0.1.254 mtu=1500,600
        @b v = socket udp
        @b bind v *:9999
        @a u = socket udp
        @a sendto u "x"*1400 10.0.1.2:9999
        @a sendto u "y"*1400 10.0.1.2:9999
        @b recvfrom v 2000
        @b recvfrom v 2000

        """)
    let sends = records.filter { $0["call"] as? String == "sendto" }.map(HostTests.packets)
    #expect(sends.count == 2 && sends.allSatisfy { $0.first?["note"] as? String == "in 3 fragments" && $0.count == 1 })
    #expect(records.last?["return"] as? Int == 1400)
  }

  /// At 1 Mbit/s a frame of 1,514 bytes takes 12.112 ms; what the queue has no room for is lost.
  @Test func theQueueIsBounded() throws {
    let records = try HostTests.records(
      Self.connected("rate=1mbit queue=4")
        + "@a send c \"x\"*14600\nsleepex 9000\n@b recv s 20000\nexpect c.congestion == Open\n")
    let sent = Self.packets(records.first { $0["call"] as? String == "send" })
    let lost = sent.filter { $0["loss"] as? String == "queue full" }
    // One is being sent and four wait.
    #expect(lost.compactMap { $0["seq"] as? Int } == [7301, 8761, 10221, 11681, 13141].map { $0 })
    let received = records.filter { $0["call"] as? String == "recv" }.compactMap { $0["return"] as? Int }
    #expect(received == [14600])
  }

  /// A router marks what understands it instead of losing it, the receiver says so, and the sender slows down (RFC 3168).
  @Test func congestionIsMarked() throws {
    let records = try HostTests.records(
      Self.hosts
        + """
        set ecn on
        router r 10.0.0.254 10.0.1.254 rate=1mbit queue=50 mark=3
        @a connect c l
        @b s = accept l
        @a send c "x"*14600
        expect c.cwnd < 10

        """)
    let connect = Self.packets(records.first { $0["call"] as? String == "connect" })
    #expect(connect.first?["flags"] as? [String] == ["SYN", "ECE", "CWR"])
    let packets = records.flatMap(HostTests.packets)
    #expect(packets.contains { $0["ce"] as? Bool == true && ($0["len"] as? Int ?? 0) > 0 })
    #expect(
      packets.contains { ($0["flags"] as? [String])?.contains("ECE") == true && $0["fromHost"] as? String == "b" })
    #expect(!packets.contains { $0["dropped"] != nil })
    #expect(records.last?["expect"] as? Bool == true)
  }

  /// What one link loses in an instant is in nobody's way: a packet passes as many routers as its time to live allows.
  @Test func routersFormAPath() throws {
    let script =
      "router r 10.0.0.254 10.0.2.254 latency=5ms\nrouter q 10.0.2.253 10.0.1.254 latency=7ms\n@a connect c l\nshow c\n"
    let records = try HostTests.records(Self.hosts + script)
    let inside = (records.last?["value"] as? [String: Any])?["inside"] as? [String: Any]
    #expect(inside?["srtt"] as? Int == 24_000)
    let short = try HostTests.records(
      Self.hosts + "router r 10.0.0.254 10.0.1.254\n@a setsockopt c IP_TTL 1\n@a connect c l\n")
    let packets = Self.packets(short.last)
    #expect(packets.first?["loss"] as? String == "hop limit")
    #expect(packets.contains { ($0["note"] as? String)?.hasPrefix("time exceeded") == true })
  }

  /// A packet that waited for a hand passes the router when it is let go.
  @Test func handsAreBeforeTheRouter() throws {
    let records = try HostTests.records(
      Self.connected("rate=1mbit queue=1") + "hold packets\n@a send c \"hello\"\nstep\nstep\nflow\n@b recv s 10\n")
    #expect(records.last?["return"] as? Int == 5)
    let numbers = records.flatMap(HostTests.packets).compactMap { $0["delivered"] as? Int }
    #expect(numbers.count == 2 && numbers[1] == numbers[0] + 1)
  }

  @Test(arguments: [
    ("router r rate=0", "is not a rate"), ("router r queue=0", "holds 1 to"), ("router r mtu=20", "an MTU is"),
    ("router r mtu=1,2,3", "or a pair of them"), ("router r rate=1mbit mark=99", "cannot exceed"),
    ("router x 10.0.0.3 10.0.0.4", "two different networks"), ("router x 10.0.0.254 10.0.9.1", "has this address"),
    ("router x 10.0.0.3", "joins two networks"), ("router y", "there is no router"),
    ("router r queue=5", "needs a rate"),
    ("router r latency=-1", "is not a time"), ("router a 10.0.7.1 10.0.8.1", "already has that name"),
    ("router r icmp=maybe", "on or off"),
  ])
  func nonsenseIsRefused(_ line: String, _ words: String) throws {
    let records = try HostTests.records(Self.hosts + "router r 10.0.0.254 10.0.1.254\n\(line)\n")
    #expect((records.last?["usage"] as? String)?.contains(words) == true, "\(records.last ?? [:])")
  }
}

/// Segments that are damaged, or that no host has sent.
@Suite(.enabled(if: Hosts.canBe, "the program is not built, or this system forbids network namespaces"))
struct InjectTests {
  private static let connected = HostTests.listening + "@a connect c l\n@b s = accept l\n"

  /// The checksum is wrong: the kernel discards it, nothing is acknowledged, and the timer sends it again.
  @Test func damageIsNoticed() throws {
    let records = try HostTests.records(
      Self.connected + "hold packets\n@a send c \"hello\"\ncorrupt\nstep\nsleepex 250\nflow\n@b recv s 10\n")
    let packets = records.flatMap(HostTests.packets)
    #expect(packets.contains { $0["loss"] as? String == "corrupted" && $0["len"] as? Int == 5 })
    #expect(packets.contains { $0["retransmission"] as? Bool == true && $0["waited"] as? Int == 200 })
    #expect(records.last?["return"] as? Int == 5)
  }

  /// A reset with exactly the expected number ends the connection; one within the window is challenged, one outside is
  /// passed over (RFC 5961 section 3.2).
  @Test func aBlindResetHasToHit() throws {
    let records = try HostTests.records(
      Self.connected
        + """
        inject c rst seq=+100
        inject c rst seq=+90000000
        expect s.state == ESTABLISHED
        inject c rst
        @b recv s 10

        """)
    let steps = records.suffix(5).map { HostTests.packets($0).filter { $0["injected"] == nil } }
    #expect(steps[0].count == 1 && steps[0][0]["ack"] as? Int == 1, "a challenge")
    #expect(steps[1].isEmpty)
    #expect(records.suffix(3).first?["expect"] as? Bool == true)
    let error = records.last?["error"] as? [String: Any]
    #expect(error?["code"] as? Int == 10054)
  }

  /// A SYN in a connection that is there is challenged (RFC 5961 section 4.2); one to a listener that nobody sent is
  /// answered, and the host whose address it bore resets what it never began.
  @Test func strangeSYNs() throws {
    let records = try HostTests.records(
      Self.connected + "inject c syn\ninject 10.0.0.1:50000,10.0.0.2:7777 syn seq=5\nexpect s.state == ESTABLISHED\n")
    let challenged = HostTests.packets(records[records.count - 3])
    #expect(challenged.map { $0["flags"] as? [String] } == [["SYN"], ["ACK"]])
    let answered = HostTests.packets(records[records.count - 2])
    #expect(answered.map { $0["flags"] as? [String] } == [["SYN"], ["SYN", "ACK"], ["RST"]])
    #expect(records.last?["expect"] as? Bool == true)
  }

  /// Data with the right numbers is taken in; the real sender and the receiver disagree from then on, and answer each
  /// other without end: a storm, which ends after a few rounds.
  @Test func dataThatNobodySent() throws {
    let records = try HostTests.records(Self.connected + "inject c psh,ack data=\"evil\"\n@b recv s 10\n")
    let acks = HostTests.packets(records[records.count - 2]).filter { $0["flags"] as? [String] == ["ACK"] }
    #expect((8...20).contains(acks.count))
    #expect((records.last?["out"] as? [String: Any])?["data"] as? String == "6576696c")
  }

  /// Held like any other, and dropped.
  @Test func madeUpSegmentsAreHeld() throws {
    let records = try HostTests.records(
      Self.connected + "hold packets\ninject c rst\ninflight\ndrop 1\nexpect s.state == ESTABLISHED\n")
    let held = HostTests.packets(records[records.count - 4])
    #expect(held.first?["held"] as? Int == 1 && held.first?["injected"] as? Bool == true)
    #expect(records.last?["expect"] as? Bool == true)
  }

  @Test(arguments: [
    ("inject c foo", "is not a TCP flag"), ("inject q rst", "is not a socket"),
    ("inject c rst seq=zz", "not a sequence number"),
    ("inject 10.0.0.1:1,10.9.9.9:2 rst", "no host has 10.9.9.9"), ("inject c rst win=70000", "a window is"),
    ("inject l rst", "is not connected"), ("inject 10.0.0.1:1,[fd00::1]:2 rst", "no host has"),
    ("corrupt 5", "no packet is on its way"),
  ])
  func nonsenseIsRefused(_ line: String, _ words: String) throws {
    let records = try HostTests.records(Self.connected + line + "\n")
    #expect((records.last?["usage"] as? String)?.contains(words) == true, "\(records.last ?? [:])")
  }

  /// Data in the SYN, once a cookie is there (RFC 7413).
  @Test func fastOpen() throws {
    let connect = """
      @a c = socket
      @a setsockopt c TCP_FASTOPEN 1
      @a bind c *:0
      @a o = overlapped
      @a connectex c 10.0.0.2:7777 o "hello"
      @b s = accept l
      @b recv s 10

      """
    let script = """
      host a 10.0.0.1
      host b 10.0.0.2
      @b l = socket
      @b setsockopt l TCP_FASTOPEN 1
      @b bind l *:7777
      @b listen l

      """
    let records = try HostTests.records(script + connect + connect)
    let SYNs = records.filter { $0["call"] as? String == "ConnectEx" }.compactMap { HostTests.packets($0).first }
    #expect(SYNs.map { $0["fastOpen"] as? String } == ["request", "cookie"])
    #expect(SYNs.map { $0["len"] as? Int } == [0, 5])
    let received = records.filter { $0["call"] as? String == "recv" }.compactMap { $0["return"] as? Int }
    #expect(received == [5, 5])
  }

  /// A listener whose queue is full answers with a cookie, and keeps nothing: its kernel knows no half-open connection.
  @Test func cookies() throws {
    let script = """
      host a 10.0.0.1
      host b 10.0.0.2
      @b set syncookies on
      @b l = socket
      @b bind l *:7777
      @b listen l 1
      inject 10.0.0.9:1001,10.0.0.2:7777 syn
      inject 10.0.0.9:1002,10.0.0.2:7777 syn
      inject 10.0.0.9:1003,10.0.0.2:7777 syn
      host b

      """
    let with = try HostTests.records(script)
    let without = try HostTests.records(script.replacingOccurrences(of: "syncookies on", with: "syncookies off"))
    func answers(_ records: [[String: Any]]) -> Int {
      records.flatMap(HostTests.packets).count { $0["flags"] as? [String] == ["SYN", "ACK"] }
    }
    #expect(answers(with) == 3 && answers(without) < 3)
  }

  /// Hosts ask who has an address, and are answered, once (RFC 826).
  @Test func hardwareAddresses() throws {
    let records = try HostTests.records(
      "host a 10.0.0.1\nhost b 10.0.0.2\nwire arp=shown\n" + """
        @b l = socket
        @b bind l *:7777
        @b listen l
        @a c = socket
        @a connect c l
        @a d = socket
        @a connect d l

        """)
    let connects = records.suffix(3).filter { $0["call"] as? String == "connect" }.map(HostTests.packets)
    let notes = connects.map { $0.compactMap { $0["protocol"] as? String == "ARP" ? $0["note"] as? String : nil } }
    #expect(notes == [["who has 10.0.0.2? tell 10.0.0.1", "10.0.0.2 is at 02:00:00:00:00:02"], []])
  }
}
