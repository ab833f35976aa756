import CBaselines
import Glibc
import LinuxSockets
import Wire

/// What hosts and the wire between them cost: until two are ready, a packet from veth to veth, and 100 MB.
struct WireBench {
  var benchmarks: String
  var wsalab: String
  var before: String?
  var place: String
  var rounds: Int

  func measure(_ verdicts: inout Verdicts) {
    measureHosts(&verdicts)
    measureTransfer(&verdicts)
    do throws(BenchError) {
      try measurePackets(&verdicts)
    } catch {
      verdicts.fail(error.message)
    }
  }

  // MARK: Two hosts

  private func measureHosts(_ verdicts: inout Verdicts) {
    Report.heading("Two hosts, whole programs from exec to their end, ms (\(rounds) rounds, in turn)")
    let (with, without) = (place + "/hosts.wsa", place + "/none.wsa")
    guard writeFile(with, "host a 10.0.0.1\nhost b 10.0.0.2\n@a s = socket\n"), writeFile(without, "s = socket\n")
    else {
      return verdicts.fail("\(place) cannot be written")
    }
    var programs = [
      ("C, three namespaces and nothing in them", [benchmarks, "--namespaces"]),
      ("wsalab, a socket and no host", [wsalab, "run", without]),
      ("wsalab, two hosts and a socket", [wsalab, "run", with]),
    ]
    if let before { programs.append(("wsalab, two hosts and a socket, before", [before, "run", with])) }
    var results = programs.map { _ in Rounds() }
    for round in 0...rounds {
      for (index, (name, arguments)) in programs.enumerated() {
        guard let spent = Child.time(arguments, home: place, output: place + "/hosts.out") else {
          return verdicts.fail("\(name): are namespaces forbidden here?")
        }
        if round > 0 { results[index].add(spent) }
      }
    }
    Report.row("", ["median", "best"])
    for (index, (name, _)) in programs.enumerated() {
      Report.row(name, [milliseconds(results[index].median), milliseconds(results[index].best)])
    }
    verdicts.judge("a session with two hosts, ms", Double(results[2].median) / 1e6, .hosts)
    verdicts.compare("a session with two hosts", results[2], before: results.count > 3 ? results[3] : nil)
  }

  // MARK: 100 MB

  private static let megabytes = 100

  /// A receiver that waits for a megabyte, a sender that sends it, a hundred times, all traced; and 100 MB in one send.
  private func measureTransfer(_ verdicts: inout Verdicts) {
    Report.heading("\(Self.megabytes) MB between two hosts, everything traced, whole programs")
    let opening = """
      host a 10.0.0.1
      host b 10.0.0.2
      @b l = socket
      @b bind l *:7777
      @b listen l
      @a c = socket
      @a connect c l
      @b s = accept l

      """
    let piece = "@b recv s m flags=MSG_WAITALL\n@a send c \"x\"*1000000\n"
    let pieces = opening + "@b m = wsabuf 1000000\n" + String(repeating: piece, count: Self.megabytes)
    let whole = opening + "@b m = wsabuf 100000000\n@b recv s m flags=MSG_WAITALL\n@a send c \"x\"*100000000\n"
    let end = "expect s.state == ESTABLISHED and not b.blocked\n"
    Report.row("", ["MB/s", "peak, MB"])
    for (name, script, format, limit) in [
      ("100 sends of 1 MB, text", pieces + end, "text", Threshold.piecesPeak),
      ("100 sends of 1 MB, JSON", pieces + end, "json", .piecesPeak),
      ("one send of 100 MB, text", whole + end, "text", .wholePeak),
      ("one send of 100 MB, JSON", whole + end, "json", .wholePeak),
    ] {
      guard writeFile(place + "/transfer.wsa", script) else { return verdicts.fail("\(place) cannot be written") }
      measureTransfer(name, [wsalab, "run", "--format", format, place + "/transfer.wsa"], limit, &verdicts)
    }
  }

  /// One row: a program's time and the most memory it had. Beside a program of before, the best of three runs in turn.
  private func measureTransfer(
    _ name: String, _ arguments: [String], _ limit: Threshold, _ verdicts: inout Verdicts
  ) {
    let rest = Array(arguments.dropFirst())
    var (ours, theirs) = (Transfer(), Transfer())
    for _ in 0..<(before == nil ? 1 : 3) {
      guard ours.add(watched(arguments)) else { return verdicts.fail("\(name) failed") }
      if let before, !theirs.add(watched([before] + rest)) { return verdicts.fail("\(name), before, failed") }
    }
    Report.row(name, ours.columns)
    if before != nil { Report.row(name + ", before", theirs.columns) }
    verdicts.judge("\(name), peak MB", ours.peak, limit)
    guard before != nil else { return }
    verdicts.compare("\(name), time", Double(ours.time), before: Double(theirs.time))
    verdicts.compare("\(name), peak", ours.peak, before: theirs.peak)
  }

  /// The least time, in nanoseconds, and the least peak, in MB, of some runs.
  private struct Transfer {
    var time = Int64.max
    var peak = Double.infinity

    /// False when the run failed.
    mutating func add(_ run: (Int64, Double)?) -> Bool {
      guard let run else { return false }
      (time, peak) = (min(time, run.0), min(peak, run.1))
      return true
    }

    var columns: [String] {
      [decimal(Double(WireBench.megabytes) * 1e9 / Double(max(time, 1)), places: 0), decimal(peak, places: 1)]
    }
  }

  /// Runs a program to its end: nanoseconds, and the most memory it had in MB (proc(5), VmHWM), looked up again and again.
  private func watched(_ arguments: [String]) -> (Int64, Double)? {
    let began = wsabench_now()
    let child = withStrings(arguments) { argv in
      withStrings(Child.environment(home: place)) { wsabench_spawn(argv, $0, nil, place + "/transfer.out") }
    }
    guard child > 0 else { return nil }
    var peak: Double = 0
    while let now = Self.peak(child), wsabench_now() - began < 120_000_000_000 {
      peak = max(peak, now)
      poll(nil, 0, 1)
    }
    guard wsabench_wait(child, 1000) == 0 else { return nil }
    return (wsabench_now() - began, peak)
  }

  /// Nil when the process has ended.
  private static func peak(_ process: Int32) -> Double? {
    guard let file = fopen("/proc/\(process)/status", "re") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.hasPrefix("VmHWM:") { return Double(text.filter(\.isNumber)).map { $0 / 1000 } }
    }
    return nil
  }

  // MARK: A packet

  private static let packets = 10_000

  /// Leaves this process in a network of its own.
  private func measurePackets(_ verdicts: inout Verdicts) throws(BenchError) {
    Report.heading("A packet from veth to veth, µs (\(rounds) rounds of \(grouped(Int64(Self.packets))), in turn)")
    let hosts = try TwoHosts()
    var (bare, ours) = (Rounds(), Rounds())
    for round in 0...rounds {
      let (c, wire) = (try hosts.moveBare(Self.packets), try hosts.moveTraced(Self.packets))
      if round > 0 {
        bare.add(c)
        ours.add(wire)
      }
    }
    Report.row("", ["median", "best"])
    for (name, result) in [("C, one recv and one send", bare), ("the wire, traced and kept for a capture", ours)] {
      Report.row(name, [micro(result.median), micro(result.best)])
    }
    verdicts.judge("a packet on the wire, µs", Double(ours.median) / 1000 / Double(Self.packets), .packet)
  }

  private func micro(_ total: Int64) -> String { decimal(Double(total) / 1000 / Double(Self.packets)) }
  private func milliseconds(_ time: Int64) -> String { decimal(Double(time) / 1e6) }
}

/// Two hosts with a datagram socket each, and the wire between them in the hands of either side.
private final class TwoHosts {
  private let network: Network
  private let kernel = LinuxKernel()
  private let sender: Int32
  private let receiver: Int32
  private let there = SocketAddress(inet: 0x0a00_0002, port: 49153)
  private var packets: [TracedPacket] = []

  init() throws(BenchError) {
    do {
      network = try Network(.private)
      network.prepare()
      let a = try network.makeHost("a", addresses: [SocketAddress(inet: 0x0a00_0001, port: 0)])
      let b = try network.makeHost("b", addresses: [SocketAddress(inet: 0x0a00_0002, port: 0)])
      let kernel = kernel
      sender = network.inside(a.id) { kernel.socket(family: AF_INET, type: 2, protocol: 0).int32 }
      receiver = network.inside(b.id) { kernel.socket(family: AF_INET, type: 2, protocol: 0).int32 }
    } catch {
      throw BenchError("there are no hosts: \(error)")
    }
    guard sender >= 0, receiver >= 0, !kernel.bind(receiver, there).failed else { throw BenchError("no sockets") }
  }

  deinit {
    kernel.close(sender)
    kernel.close(receiver)
    network.removeHosts()
  }

  /// Nanoseconds that C took to move so many packets.
  func moveBare(_ count: Int) throws(BenchError) -> Int64 {
    let links = network.linkDescriptors
    let spent = wsabench_wire(
      sender, receiver, 0x0a00_0002, there.port, links[0], links[1], [2, 0, 0, 0, 0, 2], Int32(count))
    guard spent >= 0 else { throw BenchError("C's packets did not arrive") }
    return spent
  }

  /// Nanoseconds that the wire took to move so many packets, traced.
  func moveTraced(_ count: Int) throws(BenchError) -> Int64 {
    var bytes = [UInt8](repeating: 0, count: 64)
    var spent: Int64 = 0
    for _ in 0..<count {
      _ = bytes.withUnsafeBytes { kernel.send(sender, $0.baseAddress, count: 64, flags: 0, to: there) }
      let began = wsabench_now()
      network.drain(into: &packets)
      spent += wsabench_now() - began
      let got = bytes.withUnsafeMutableBytes { kernel.receive(receiver, $0.baseAddress, count: 64, flags: 0).raw }
      guard got == 64, packets.count == 1 else { throw BenchError("a packet did not arrive") }
      packets.removeAll(keepingCapacity: true)
    }
    return spent
  }
}
