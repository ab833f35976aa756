import Foundation
import Testing
import WireFormat

/// The decoder beside another: tshark reads the same frames.
@Suite struct TsharkTests {
  static let tshark = ["/usr/bin/tshark", "/usr/local/bin/tshark"].first(where: FileManager.default.isExecutableFile)

  @Test(.enabled(if: tshark != nil, "tshark is not installed"))
  func everyFieldIsWhatTsharkReads() throws {
    let frames = Frames.all + Self.madeFrames()
    let fields = [
      "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.ack_raw",
      "tcp.flags", "tcp.window_size_value", "tcp.urgent_pointer", "tcp.len", "tcp.options.mss_val",
      "tcp.options.wscale.shift", "tcp.options.timestamp.tsval", "tcp.options.sack_le", "udp.srcport", "udp.dstport",
      "udp.length", "icmp.type", "tcp.checksum.status", "udp.checksum.status",
    ]
    let lines = try Self.read(frames, fields)
    #expect(lines.count == frames.count)
    for (frame, line) in zip(frames, lines) {
      let theirs = Dictionary(uniqueKeysWithValues: zip(fields, line))
      for (field, ours) in ByteView.with(frame, Self.ours) {
        let text = theirs[field]?.split(separator: ",").first.map(String.init) ?? ""
        #expect(text == ours, "\(field)")
      }
    }
  }

  /// Our reading, under tshark's names, in tshark's notation.
  private static func ours(_ bytes: ByteView) -> [String: String] {
    guard let packet = PacketView(frame: bytes) else { return [:] }
    var fields: [String: String] = [:]
    func put(_ name: String, _ value: (some BinaryInteger)?) { fields[name] = value.map { "\($0)" } ?? "" }
    if packet.source.isIPv6 {
      fields["ipv6.src"] = packet.source.low == 1 ? "::1" : "?"
    } else {
      fields["ip.src"] = dotted(packet.source)
      fields["ip.dst"] = dotted(packet.destination)
    }
    switch packet.protocolNumber {
    case .tcp:
      let view = TCPView(packet.payload)
      let options = TCPOptions(view.options)
      put("tcp.srcport", view.sourcePort)
      put("tcp.dstport", view.destinationPort)
      put("tcp.seq_raw", view.sequenceNumber)
      put("tcp.ack_raw", view.acknowledgementNumber)
      put("tcp.window_size_value", view.window)
      put("tcp.urgent_pointer", view.urgentPointer)
      put("tcp.len", view.payload.count)
      put("tcp.options.mss_val", options.maximumSegmentSize)
      put("tcp.options.wscale.shift", options.windowScale)
      put("tcp.options.timestamp.tsval", options.timestamps?.value)
      put("tcp.options.sack_le", options.sackBlocks.first?.left)
      fields["tcp.flags"] = String(format: "0x%04x", view.control?.rawValue ?? 0)
      let isValid = view.isChecksumValid(source: packet.source, destination: packet.destination)
      fields["tcp.checksum.status"] = isValid ? "1" : "0"
    case .udp:
      let view = UDPView(packet.payload)
      put("udp.srcport", view.sourcePort)
      put("udp.dstport", view.destinationPort)
      put("udp.length", view.length)
      let isValid = view.isChecksumValid(source: packet.source, destination: packet.destination)
      fields["udp.checksum.status"] = isValid ? "1" : "0"
    case .icmp: put("icmp.type", ICMPView(packet.payload, isIPv6: false).type)
    default: break
    }
    return fields
  }

  private static func dotted(_ address: IPAddress) -> String {
    (0..<4).map { "\(address.low >> (24 - 8 * UInt64($0)) & 255)" }.joined(separator: ".")
  }

  /// Segments written by us, with all kinds of options.
  private static func madeFrames() -> [[UInt8]] {
    let source = IPAddress(v4: 0x0a00_0001)
    let destination = IPAddress(v4: 0x0a00_0002)
    return (0..<20).compactMap { round -> [UInt8]? in
      var header = TCPHeader(sourcePort: UInt16(1024 + round), destinationPort: 80)
      header.sequenceNumber = UInt32(round) &* 0x1357_9bdf
      header.control = TCPControlBits(rawValue: [0x02, 0x12, 0x10, 0x18, 0x11, 0x14, 0x04, 0x30, 0xc2][round % 9])
      header.window = UInt16(round * 3000)
      if round % 2 == 0 { header.options.maximumSegmentSize = 1460 }
      if round % 3 == 0 { header.options.timestamps = TCPTimestamps(value: UInt32(round), echo: 5) }
      if round % 5 == 0 { header.options.windowScale = 7 }
      if round % 7 == 0 { header.options.unknown = [UnknownTCPOption(kind: 253, data: [0xf9, 0x89])] }
      var segment: [UInt8] = []
      header.write(
        payload: [UInt8](repeating: 0x41, count: round), from: source, to: destination, into: &segment)
      var frame: [UInt8] = []
      EthernetHeader(destination: 1, source: 2, type: .ipv4).write(into: &frame)
      IPv4Header(source: source, destination: destination, protocolNumber: .tcp)?
        .write(payloadLength: segment.count, into: &frame)
      return frame + segment
    }
  }

  /// Has tshark read a capture file of the frames: a line a frame, a column a field.
  private static func read(_ frames: [[UInt8]], _ fields: [String]) throws -> [[String]] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-\(UUID().uuidString).pcap")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(capture(frames)).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(tshark))
    process.arguments =
      ["-n", "-r", file.path, "-T", "fields"]
      + ["tcp.check_checksum:TRUE", "udp.check_checksum:TRUE", "tcp.relative_sequence_numbers:FALSE"]
      .flatMap { ["-o", $0] }
      + fields.flatMap { ["-e", $0] }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // Whoever runs the tests may have preferences of their own.
    process.environment = ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin"]
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n", omittingEmptySubsequences: true).map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// A classic capture file (pcap 2.4, Ethernet), each frame a millisecond after the one before.
  private static func capture(_ frames: [[UInt8]]) -> [UInt8] {
    func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    var out = hex("d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000")
    for (number, frame) in frames.enumerated() {
      out +=
        little(0) + little(UInt32(number) * 1000) + little(UInt32(frame.count)) + little(UInt32(frame.count)) + frame
    }
    return out
  }
}
