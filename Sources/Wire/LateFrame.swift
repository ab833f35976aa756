import WireFormat

/// A frame that a timer of a host has sent while no time was let pass: an acknowledgement that was delayed, or, on a held
/// wire, what is sent again while somebody looks at it.
struct LateFrame {
  var frame: [UInt8]
  /// The place of its host.
  let from: Int
  /// When it came, in milliseconds of the session's clock.
  let at: Int64
  /// Whether it waits for time to be let pass though the wire flows.
  let isDelayedACK: Bool

  /// Whether another one is the same segment, but for what differs each time: IP's identification and the checksums.
  func isAgain(_ other: LateFrame) -> Bool { from == other.from && Self.key(frame) == Self.key(other.frame) }

  private static func key(_ frame: [UInt8]) -> [UInt64]? {
    ByteView.with(frame) { view in
      guard let packet = PacketView(frame: view), let (segment, traced) = PacketTracer.decode(packet) else { return nil }
      return [
        UInt64(traced.from.port) << 16 | UInt64(traced.to.port), UInt64(segment.seq), UInt64(segment.len),
        UInt64(segment.flags.rawValue), traced.to.low, traced.to.high,
      ]
    }
  }
}

extension PacketTracer {
  /// Whether a frame holds what was acknowledged already.
  func isStale(_ frame: [UInt8]) -> Bool {
    ByteView.with(frame) { view in
      guard let packet = PacketView(frame: view), let (segment, traced) = Self.decode(packet), segment.span > 0,
        let connection = table.find(traced.from, traced.to)
      else { return false }
      return connection.isAcknowledged(segment, fromInitiator: connection.ends.0 == traced.from)
    }
  }
}
