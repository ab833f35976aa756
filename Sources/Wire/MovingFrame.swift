import WireFormat

/// A frame that was just read, from when it has left its host until it is handed on, held or lost: kept once, since its
/// packet is large.
final class MovingFrame {
  let frame: UnsafeMutableRawBufferPointer
  let from: Int
  /// Nil when no host has the address, or it is lost.
  var to: Int?
  var packet: TracedPacket
  let transit: PacketTracer.Transit?
  /// The routers on its way.
  var path: [RouterHop] = []
  /// What the rules make of it.
  var verdict = WireVerdict()
  /// Whether its host has taken it.
  var isDelivered = false

  init(
    _ frame: UnsafeMutableRawBufferPointer, from: Int, to: Int?, _ packet: TracedPacket,
    _ transit: PacketTracer.Transit?
  ) {
    (self.frame, self.from, self.to, self.packet, self.transit) = (frame, from, to, packet, transit)
  }

  /// Another of the same way: a copy of it, or what another host gets.
  func copy(to other: Int?) -> MovingFrame {
    let copy = MovingFrame(frame, from: from, to: other, packet, transit)
    (copy.path, copy.verdict) = (path, verdict)
    return copy
  }
}
