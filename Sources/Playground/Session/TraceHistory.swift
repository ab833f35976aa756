import LinuxSockets
import Steps
import Winsock
import Wire

/// The packets of earlier steps, for `trace`. Memory is bounded: the newest 4,096 at least are kept.
struct TraceHistory {
  private static let kept = 4096
  private(set) var packets: [TracedPacket] = []

  mutating func append(_ more: [TracedPacket]) {
    if more.count <= Self.kept { packets += more } else { packets += more.suffix(Self.kept) }
    if packets.count >= 2 * Self.kept { packets.removeFirst(packets.count - Self.kept) }
  }
}

/// Packets of earlier steps, and whose they were.
struct TraceBook {
  var remembered = TraceHistory()
  /// The sockets at the ends of connections, for naming packets.
  var ends = EndTable()
}

extension Session {
  /// The number of a socket's connection, or of the one that moved last.
  func tracedConnection(_ socket: Handle?) -> Int? {
    guard let socket else { return trace.remembered.packets.last { $0.connection > 0 }?.connection }
    let about = winsock.describe(socket)
    let own = about?.local.map { reachable($0, socket) }
    return trace.remembered.packets.last { packet in
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
    }?.connection
  }

  /// What is remembered of a connection's packets.
  func history(of connection: Int) -> [TracedPacket] { trace.remembered.packets.filter { $0.connection == connection } }

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
