import LinuxSockets
import WireFormat

/// A frame as it was captured: its numbers are absolute, and differ from run to run.
public struct CapturedFrame: Sendable {
  /// What travels in it.
  public enum Content: Sendable {
    case segment(seq: UInt32, ack: UInt32?, window: UInt32)
    case datagram(length: Int)
  }

  /// The host that it left; nil on the loopback, and where no host has sent it.
  public let host: String?
  /// The sender.
  public let from: SocketAddress
  /// The receiver.
  public let to: SocketAddress
  /// Its numbers.
  public let content: Content
  /// How many bytes it had.
  public let length: Int
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
    /// The place of the host that it left, or a number of `router`; nil on the loopback.
    let from: Int?
    let step: Int
    /// When it left, in microseconds.
    let time: UInt64
  }

  private struct Event {
    let frame: Int
    let fate: FrameComment.Fate
    /// The place of the host that it came to; nil when it came nowhere.
    let to: Int?
    let step: Int
    let time: UInt64
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// How many frames found no room.
  private(set) var missing = 0
  private var events: [Event] = []
  private static let limitOfEvents = 500_000
  /// The session's clock in milliseconds, where a wire between hosts has one; nil: each step begins a second of its own.
  var now: Int64?
  private var lastTime: UInt64 = 0
  /// What caused each step's frames, by the step.
  private var causes: [Int: String] = [:]
  private var step = 0
  private var lastStep: Int?
  private var cause = ""

  /// What stands for a router where the place of a host does.
  static func router(_ place: Int) -> Int { 1000 + place }
  /// What stands there for nobody: a frame that was made.
  static let injected = 999

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

  /// The clock, in microseconds: what happens at the same time is told one after the other, a microsecond apart.
  private func tick() -> UInt64 {
    if let now {
      lastTime = max(lastTime + 1, UInt64(max(now, 0)) * 1000)
    } else {
      lastTime = max(lastTime + 100, UInt64(step) * 1_000_000)
    }
    return lastTime
  }

  private func keepCause() {
    guard step != lastStep else { return }
    (causes[step], lastStep) = (cause, step)
  }

  /// Notes what became of a frame, by its number.
  func note(_ fate: FrameComment.Fate, of number: Int?, to host: Int? = nil) {
    guard let number, events.count < Self.limitOfEvents else { return }
    keepCause()
    events.append(Event(frame: number, fate: fate, to: host, step: step, time: tick()))
  }

  /// Keeps a frame and gives its number; nil when there is no room.
  func append(_ frame: ByteView, from: Int?) -> Int? {
    guard bytes.count < Self.limit else {
      missing += 1
      return nil
    }
    keepCause()
    let kept = bytes.count < Self.limitOfWholeFrames ? frame.count : min(frame.count, Self.headers)
    entries.append(Entry(start: bytes.count, kept: kept, length: frame.count, from: from, step: step, time: tick()))
    frame.prefix(kept).append(to: &bytes)
    return entries.count
  }

  /// A pcapng file, with an interface for each host: of all frames as they left, or of what one host sees, by its place: the
  /// frames that it sends, and those that come to it. Times are those of the session's clock; comments tell the lines that
  /// did it; checksums are filled in that the kernel leaves to a network card.
  func file(
    _ words: CaptureWords, hosts: [Host], routers: [Router] = [], seenBy place: Int? = nil
  ) -> (bytes: [UInt8], frames: Int) {
    var file = CaptureFile(application: "wsalab")
    let loopback =
      place == nil && (hosts.isEmpty || entries.contains { $0.from == nil })
      ? file.addInterface(name: "lo", description: words.loopback) : 0
    let interfaces = hosts.enumerated().map { index, host in
      if let place, place != index { return -1 }
      return file.addInterface(name: host.name, description: words.host(host))
    }
    var ofOthers: [Int: Int] = [:]
    for (index, router) in routers.enumerated() where place == nil {
      ofOthers[Self.router(index)] = file.addInterface(name: router.name, description: words.router(router))
    }
    if place == nil, entries.contains(where: { $0.from == Self.injected }) {
      ofOthers[Self.injected] = file.addInterface(name: words.injected.name, description: words.injected.description)
    }
    var fates: [Int: [Event]] = [:]
    for event in events { fates[event.frame, default: []].append(event) }
    var moments: [(time: UInt64, interface: Int, frame: Int, comment: FrameComment)] = []
    for (index, entry) in entries.enumerated() where place == nil || entry.from == place {
      moments.append(
        (
          entry.time, entry.from.map { $0 < interfaces.count ? interfaces[$0] : ofOthers[$0] ?? 0 } ?? loopback, index,
          comment(on: entry.step, fates[index + 1] ?? [])
        ))
    }
    if let place {
      for event in events where event.to == place && (event.fate == .arrived || event.fate == .doubled) {
        let sent = entries[event.frame - 1].step
        let arrival: FrameComment.Arrival? =
          event.fate == .doubled ? .copy : event.step == sent ? nil : .sentInStep(sent)
        moments.append(
          (
            event.time, interfaces[place], event.frame - 1,
            FrameComment(line: line(event.step), fates: [], arrival: arrival)
          ))
      }
      moments.sort { $0.time < $1.time }
    }
    for moment in moments {
      let entry = entries[moment.frame]
      var frame = Array(bytes[entry.start..<entry.start + entry.kept])
      if entry.kept == entry.length { FinishedChecksum.fill(&frame) }
      file.addFrame(
        interface: moment.interface, microseconds: moment.time, frame[...], length: entry.length,
        comment: words.comment(moment.comment))
    }
    return (file.bytes, moments.count)
  }

  /// What is told of a frame: its fate as far as it is out of the ordinary.
  private func comment(on sent: Int, _ events: [Event]) -> FrameComment {
    let told = events.filter { $0.fate != .arrived || $0.step != sent }
    return FrameComment(
      line: line(sent), fates: told.map { ($0.fate, $0.step == sent ? nil : line($0.step)) }, arrival: nil)
  }

  private func line(_ step: Int) -> FrameComment.Line { FrameComment.Line(step: step, cause: causes[step]) }

  /// The frames between two ends, oldest first, as far as they were kept.
  func frames(between one: SocketAddress, _ other: SocketAddress, hosts: [Host]) -> [CapturedFrame] {
    var found: [CapturedFrame] = []
    for entry in entries {
      let frame = Array(bytes[entry.start..<entry.start + entry.kept])
      let ends = ByteView.with(frame) { view in PacketView(frame: view).flatMap(Self.content) }
      guard let ends, ends.from == one && ends.to == other || ends.from == other && ends.to == one else { continue }
      let host = entry.from.flatMap { $0 < hosts.count ? hosts[$0].name : nil }
      found.append(
        CapturedFrame(
          host: host, from: ends.from, to: ends.to, content: ends.content, length: entry.length, bytes: frame))
    }
    return found
  }

  /// The ends of a TCP segment or a UDP datagram, and its numbers.
  private static func content(
    _ packet: PacketView
  ) -> (from: SocketAddress, to: SocketAddress, content: CapturedFrame.Content)? {
    if packet.protocolNumber == .udp {
      return PacketTracer.udp(packet).map { ($0.from, $0.to, .datagram(length: $0.len ?? 0)) }
    }
    guard packet.protocolNumber == .tcp, let (segment, traced) = PacketTracer.decode(packet) else { return nil }
    let ack = segment.flags.contains(.ack) ? segment.ack : nil
    return (traced.from, traced.to, .segment(seq: segment.seq, ack: ack, window: segment.window))
  }
}

extension SocketAddress {
  /// The address without its port: `10.0.0.1`.
  public var hostText: String {
    var text: [UInt8] = []
    writeHost(to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
