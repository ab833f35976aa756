import LinuxSockets
import WireFormat

/// A frame as it was captured: its numbers are absolute, and differ from run to run.
public struct CapturedFrame: Sendable {
  /// Ends and numbers, in one line.
  public let title: String
  /// What was kept of it, from the Ethernet header on.
  public let bytes: [UInt8]
}

/// Frames as they left, for a capture file. Memory is bounded: from 8 MB on only the headers are kept, and from 16 MB on
/// nothing.
final class FrameLog {
  private static let limitOfWholeFrames = 8 << 20
  private static let limit = 16 << 20
  private static let headers = 128

  /// One frame.
  private struct Entry {
    let start: Int
    let kept: Int
    let length: Int
    /// The place of the host that it left; nil on the loopback.
    let from: Int?
    let step: Int
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// How many frames found no room.
  private(set) var missing = 0
  /// The frames that did not arrive, by their numbers.
  private var lost: Set<Int> = []
  /// What caused each step's frames, by the step.
  private var causes: [Int: String] = [:]
  private var step = 0
  private var cause = ""

  /// How many frames there are.
  var count: Int { entries.count }

  /// What comes from now on belongs to a step, and was caused by it.
  func begin(step: Int, cause: String) { (self.step, self.cause) = (step, cause) }

  /// A frame by its number, from 1: what was kept of it, and how long it was.
  func frame(_ number: Int) -> (bytes: [UInt8], length: Int)? {
    guard number > 0, number <= entries.count else { return nil }
    let entry = entries[number - 1]
    return (Array(bytes[entry.start..<entry.start + entry.kept]), entry.length)
  }

  /// Shows a frame by its number, from 1, without copying it.
  func with(_ number: Int, _ body: (ByteView) -> Void) {
    guard number > 0, number <= entries.count else { return }
    let entry = entries[number - 1]
    bytes.withUnsafeBytes {
      body(ByteView(UnsafeRawBufferPointer(rebasing: $0[entry.start..<entry.start + entry.kept])))
    }
  }

  /// Marks a frame as one that did not arrive.
  func markLost(_ number: Int?) { if let number { lost.insert(number) } }

  /// Keeps a frame and gives its number; nil when there is no room.
  func append(_ frame: ByteView, from: Int?) -> Int? {
    guard bytes.count < Self.limit else {
      missing += 1
      return nil
    }
    if entries.last?.step != step { causes[step] = cause }
    let kept = bytes.count < Self.limitOfWholeFrames ? frame.count : min(frame.count, Self.headers)
    entries.append(Entry(start: bytes.count, kept: kept, length: frame.count, from: from, step: step))
    frame.prefix(kept).append(to: &bytes)
    return entries.count
  }

  /// A pcapng file of all frames, with an interface for each host; those that did not arrive say so, and checksums are
  /// filled in that the kernel leaves to a network card. There is no clock in it: each step begins a second
  /// of its own, and its frames are a tenth of a millisecond apart.
  func file(hosts: [Host]) -> [UInt8] {
    var file = CaptureFile(application: "wsalab")
    let loopback =
      hosts.isEmpty || entries.contains { $0.from == nil }
      ? file.addInterface(name: "lo", description: "the session's loopback") : 0
    let interfaces = hosts.map { host in
      let addresses = host.addresses.map { address in
        var text: [UInt8] = []
        address.writeHost(to: &text)
        return String(decoding: text, as: UTF8.self)
      }
      return file.addInterface(
        name: host.name, description: addresses.joined(separator: ", ") + ", MTU \(host.mtu)")
    }
    var time: UInt64 = 0
    for (place, entry) in entries.enumerated() {
      time = max(time + 100, UInt64(entry.step) * 1_000_000)
      var frame = Array(bytes[entry.start..<entry.start + entry.kept])
      if entry.kept == entry.length { FinishedChecksum.fill(&frame) }
      file.addFrame(
        interface: entry.from.map { interfaces[$0] } ?? loopback, microseconds: time, frame[...], length: entry.length,
        comment: comment(entry.step) + (lost.contains(place + 1) ? " (lost)" : ""))
    }
    return file.bytes
  }

  /// The frames between two ends, oldest first, as far as they were kept.
  func frames(between one: SocketAddress, _ other: SocketAddress, hosts: [Host]) -> [CapturedFrame] {
    var found: [CapturedFrame] = []
    for entry in entries {
      let frame = Array(bytes[entry.start..<entry.start + entry.kept])
      let ends = ByteView.with(frame) { view in PacketView(frame: view).flatMap(Self.titled) }
      guard let ends, ends.from == one && ends.to == other || ends.from == other && ends.to == one else { continue }
      var title = "\(ends.from) → \(ends.to)  \(ends.title), \(entry.length) bytes"
      if let from = entry.from { title = "\(hosts[from].name): " + title }
      found.append(CapturedFrame(title: title, bytes: frame))
    }
    return found
  }

  /// The ends of a TCP segment or a UDP datagram, and its numbers.
  private static func titled(_ packet: PacketView) -> (from: SocketAddress, to: SocketAddress, title: String)? {
    if packet.protocolNumber == .udp {
      return PacketTracer.udp(packet).map { ($0.from, $0.to, "UDP len=\($0.len ?? 0)") }
    }
    guard packet.protocolNumber == .tcp, let (segment, traced) = PacketTracer.decode(packet) else { return nil }
    let ack = segment.flags.contains(.ack) ? " ack=\(segment.ack)" : ""
    return (traced.from, traced.to, "seq=\(segment.seq)\(ack) win=\(segment.window)")
  }

  private func comment(_ step: Int) -> String {
    guard step > 0, let cause = causes[step] else { return "" }
    return "step \(step): \(cause)"
  }
}
