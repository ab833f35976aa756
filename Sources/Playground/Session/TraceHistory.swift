import LinuxSockets
import Steps
import Winsock
import Wire

/// The packets of earlier steps, for `trace`. Memory is bounded: the newest 4,096 at least are kept, and of what is older
/// the first 400 of a connection, 4,096 in all.
struct TraceHistory {
  private static let kept = 4096
  private static let keptOfBeginning = 400
  private(set) var packets: [TracedPacket] = []
  /// What is kept of older packets, oldest first.
  private var beginnings: [TracedPacket] = []
  /// What is not kept any more, by the connection.
  private var omitted: [Int: OmittedPackets] = [:]
  /// How many of the older packets of a connection are kept.
  private var begun: [Int: Int] = [:]

  mutating func append(_ more: [TracedPacket]) {
    packets += more
    guard packets.count >= 2 * Self.kept else { return }
    let old = packets.count - Self.kept
    for packet in packets[..<old] where packet.connection > 0 { retire(packet) }
    packets.removeFirst(old)
  }

  private mutating func retire(_ packet: TracedPacket) {
    let count = begun[packet.connection, default: 0]
    if count < Self.keptOfBeginning, beginnings.count < Self.kept {
      beginnings.append(packet)
      begun[packet.connection] = count + 1
    } else if omitted.count < Self.kept || omitted[packet.connection] != nil {
      omitted[packet.connection, default: OmittedPackets()].add(packet.len ?? 0)
    }
  }

  /// Packets of one kind, oldest first, and how many of a connection's are not kept.
  func history(of connection: Int = 0, where isMeant: (TracedPacket) -> Bool) -> TracedPackets {
    let first = beginnings.filter(isMeant)
    var omitted = omitted[connection]
    omitted?.place = first.count
    return TracedPackets(packets: first + packets.filter(isMeant), omitted: omitted)
  }
}

/// What `trace` shows.
struct TracedPackets {
  let packets: [TracedPacket]
  /// What is not kept of them; nil when all are there.
  let omitted: OmittedPackets?
}

/// Packets of earlier steps, and whose they were.
struct TraceBook {
  var remembered = TraceHistory()
  /// The sockets at the ends of connections, for naming packets.
  var ends = EndTable()
  /// What lay behind the segments while they moved, for `plot`.
  var samples = InsideSamples()
  /// The texts of the addresses in use, from step to step.
  var addresses = AddressTexts()
  /// What the last steps had of what lies behind segments.
  var insides = InsideStates()
  /// The connection that was drawn last, from which end: what `save NAME.svg` draws.
  var drawn: (connection: Int, from: SocketAddress)?
}

extension Session {
  /// What is remembered of a socket's packets, or of the connection or the pair of datagram ends that moved last; nil when
  /// nothing is.
  func remembered(of socket: Handle?) -> TracedPackets? {
    guard let last = socket.map(lastPacket) ?? trace.remembered.packets.last(where: { $0.kind != .icmp }) else {
      return nil
    }
    let number = last.connection
    if number > 0 { return trace.remembered.history(of: number) { $0.connection == number } }
    if let socket, let own = winsock.describe(socket)?.local.map({ reachable($0, socket) }) {
      return trace.remembered.history { packet in
        packet.isDatagram { from, to in from.isReached(at: own) || to.isReached(at: own) }
      }
    }
    return trace.remembered.history { packet in
      packet.isDatagram { from, to in (from, to) == (last.from, last.to) || (from, to) == (last.to, last.from) }
    }
  }

  /// The last packet that a socket sent or received.
  private func lastPacket(of socket: Handle) -> TracedPacket? {
    let about = winsock.describe(socket)
    let own = about?.local.map { reachable($0, socket) }
    return trace.remembered.packets.last { packet in
      if packet.kind == .udp, about?.isStream != true, let own {
        return packet.from.isReached(at: own) || packet.to.isReached(at: own)
      }
      guard packet.connection > 0 else { return false }
      // Ends are noted by steps that describe; others ask the socket, as long as it is there.
      if let own, let peer = about?.peer,
        packet.from == own && packet.to == peer || packet.from == peer && packet.to == own
      {
        return true
      }
      return
        (trace.ends.find(packet.from, packet.to)?.socket == socket
        || trace.ends.find(packet.to, packet.from)?.socket == socket)
    }
  }

  /// The frames of a connection as they were captured.
  func rawText(_ packets: [TracedPacket]) throws(UsageError) -> [TextLine] {
    guard let first = packets.first, first.source == .captured else {
      throw UsageError("nothing was captured of this connection", hint: "a private network is captured")
    }
    let frames = network.frames(between: first.from, first.to)
    guard !frames.isEmpty else { throw UsageError("its frames are not kept any more") }
    var lines: [TextLine] = []
    if frames.count > Self.rawFrames {
      lines.append(TextLine(.prose, "the last \(Self.rawFrames) of \(frames.count) frames"))
    }
    for frame in frames.suffix(Self.rawFrames) {
      lines.append(TextLine(.prose, frame.title))
      lines += Self.dump(frame.bytes[...])
    }
    return lines
  }

  /// Bytes in rows of 16, each with its offset.
  static func dump(_ bytes: ArraySlice<UInt8>) -> [TextLine] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: 16).map { start in
      let row = bytes[start..<min(start + 16, bytes.endIndex)]
      let offset = hex(UInt16(truncatingIfNeeded: start - bytes.startIndex))
      return TextLine(.code, offset + row.reduce(into: " ") { $0 += " " + hex($1) })
    }
  }

  private static var rawFrames: Int { 40 }

  private static func hex(_ value: some FixedWidthInteger) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: value.bitWidth / 4 - text.utf8.count) + text
  }
}

extension TracedPacket {
  /// Whether it is a datagram, or an error about one, between two ends of which `isMeant` holds.
  fileprivate func isDatagram(_ isMeant: (SocketAddress, SocketAddress) -> Bool) -> Bool {
    if kind == .udp { return isMeant(from, to) }
    return icmp?.about.map { $0.protocolNumber == 17 && isMeant($0.from, $0.to) } ?? false
  }
}

extension SocketAddress {
  /// Whether a socket that is bound to an address is reached at this one.
  fileprivate func isReached(at bound: SocketAddress) -> Bool {
    self == bound || bound.isWildcard && bound.port == port && bound.family == family
  }
}
