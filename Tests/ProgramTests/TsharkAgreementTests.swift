import Foundation
import Testing

/// The trace says of each segment what tshark says of it: its numbers, and what it is beside them. Sessions are made up
/// from a seed: lossy, slow and narrow wires, small windows, both directions. WSALAB_SESSIONS says how many; 16 without
/// it.
@Suite(
  .enabled(if: Hosts.canBe, "the program is not built, or this system forbids network namespaces"),
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tshark"), "tshark, which reads captures, is missing"))
struct TsharkAgreementTests {
  private static let count = ProcessInfo.processInfo.environment["WSALAB_SESSIONS"].flatMap { Int($0) } ?? 16

  /// What tshark takes a segment for, and why the trace says something else. tshark sees neither what was lost nor who
  /// waited for what; it goes by times and by what usually is.
  private static let known: [String: [String]] = [
    // Linux's probe of a closed window carries no byte, and tshark asks for one (RFC 9293 section 3.8.6.1).
    "window probe": ["keep-alive"],
    // With a selective acknowledgment it is one whatever its window (RFC 6675 section 2).
    "duplicate ACK": ["window update"],
    // tshark tells these three apart by the time since the last duplicate ACK.
    "retransmission": ["out of order", "fast retransmission", "keep-alive"],
    "fast retransmission": ["out of order", "retransmission"],
    // Nothing is outstanding: it reports what came twice (RFC 5681 section 2, RFC 2883).
    "": ["duplicate ACK"],
  ]

  @Test(arguments: 0..<count) func agrees(_ seed: Int) throws {
    let program = try Program()
    defer { program.clean() }
    let script = Self.script(seed)
    let run = try program.run(["run", "-", "--format", "json", "--save-to", "."], input: Array(script.utf8))
    #expect(run.isClean && !run.isCrash)
    var packets: [Int: [String: Any]] = [:]
    for line in run.text.split(separator: "\n") {
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      for packet in HostTests.packets(record) where packet["protocol"] == nil {
        if let number = packet["number"] as? Int, packets[number] == nil { packets[number] = packet }
      }
    }
    let rows = try Self.rows(program.home.appendingPathComponent("x.pcapng").path)
    #expect(rows.count >= 3)
    var duplicates = 0
    for row in rows {
      let packet = try #require(packets[row.number], "packet \(row.number) of \(script)")
      #expect(
        row.fields == ["seq", "ack", "len", "win"].map { packet[$0] as? Int ?? -1 }, "\(row.number) of \(script)")
      let told = packet["notice"] as? String ?? (packet["retransmission"] as? Bool == true ? "retransmission" : "")
      if told != row.name { duplicates += 1 }
      #expect(
        told == row.name || Self.known[told]?.contains(row.name) == true,
        "packet \(row.number) is \"\(told)\" here and \"\(row.name)\" to tshark, in \(script)")
    }
    // Where they differ is the exception.
    #expect(duplicates * 4 <= rows.count)
  }

  private struct Row {
    let number: Int
    let fields: [Int]
    let name: String
  }

  /// What tshark says of the TCP segments of a capture.
  private static func rows(_ path: String) throws -> [Row] {
    let names = [
      "fast_retransmission", "retransmission", "out_of_order", "duplicate_ack_num", "window_update", "keep_alive",
      "zero_window_probe",
    ]
    let fields =
      ["frame.number", "tcp.seq", "tcp.ack", "tcp.len", "tcp.window_size"] + names.map { "tcp.analysis." + $0 }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/tshark")
    process.arguments = ["-r", path, "-T", "fields"] + fields.flatMap { ["-e", $0] }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let words = [
      "fast retransmission", "retransmission", "out of order", "duplicate ACK", "window update", "keep-alive",
      "window probe",
    ]
    return output.split(separator: "\n").compactMap { line in
      let values = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard values.count >= 5, !values[1].isEmpty, let number = Int(values[0]) else { return nil }
      let place = names.indices.first { values.count > 5 + $0 && !values[5 + $0].isEmpty }
      return Row(number: number, fields: values[1...4].map { Int($0) ?? -1 }, name: place.map { words[$0] } ?? "")
    }
  }

  /// A session that a seed makes up.
  private static func script(_ seed: Int) -> String {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1
    func next(_ below: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(below))
    }
    func pick(_ values: [Int]) -> Int { values[next(values.count)] }
    let isRouted = seed % 3 == 0
    var lines = ["host a 10.0.0.1", "host b 10.0.\(isRouted ? 1 : 0).2"]
    if isRouted {
      let rate = "rate=\(pick([500, 1000, 5000]))kbit queue=\(pick([3, 8, 20])) latency=\(pick([0, 5, 30]))ms"
      lines.append("router r 10.0.0.254 10.0.1.254 \(rate)")
    }
    if seed % 4 == 1 { lines.append("wire latency=\(pick([5, 20, 60]))ms") }
    lines.append("@b l = socket")
    if seed % 5 == 2 { lines.append("@b setsockopt l SO_RCVBUF 4096") }
    lines += ["@b bind l *:7777", "@b listen l", "@a c = socket", "@a connect c 10.0.\(isRouted ? 1 : 0).2:7777"]
    lines += ["@b s = accept l", "@a ioctlsocket c FIONBIO 1", "@b ioctlsocket s FIONBIO 1"]
    if seed % 2 == 1 { lines.append("wire loss=\(pick([2, 5, 12]))% seed=\(seed)") }
    if seed % 6 == 4 { lines.append("wire reorder=\(pick([5, 15]))% duplicate=\(pick([0, 5]))% seed=\(seed)") }
    for _ in 0..<(3 + next(7)) {
      switch next(20) {
      case 0..<9: lines.append("@a send c \"x\"*\(pick([1, 20, 1460, 5000, 20000]))")
      case 9..<12: lines.append("@b send s \"p\"*\(pick([1, 300, 3000]))")
      case 12..<16: lines.append("@b recv s \(pick([100, 5000, 60000]))")
      case 16..<18: lines.append("@a recv c 60000")
      default: lines.append("sleepex \(pick([100, 400, 1500]))")
      }
    }
    lines += ["wire loss=0", "sleepex 1500", "@b recv s 99999"]
    if next(10) < 6 { lines += ["@a shutdown c send", "@b recv s 99999", "@b closesocket s", "@a closesocket c"] }
    return (lines + ["save x.pcapng overwrite"]).joined(separator: "\n") + "\n"
  }
}
