/// A frame that has left its sender and not arrived.
struct HeldFrame {
  /// Its number in `inflight`.
  let number: Int
  /// The places of its hosts.
  let from: Int
  let to: Int
  var bytes: [UInt8]
  /// What there is to tell of it.
  var packet: TracedPacket
  let transit: PacketTracer.Transit?
  /// When it arrives by itself, in milliseconds of the session's clock; nil when it waits for a hand.
  var due: Int64?
  /// Whether it was told to be held, so that its arrival is told with its number.
  var isTold: Bool
  /// Whether a rule lets it be lost when its time has come.
  var isLost = false
  /// The routers that are still on its way.
  var path: [RouterHop] = []
  /// Whether one of its bits was turned over, so that its checksum is wrong.
  var isCorrupted = false
}

extension HeldFrame {
  /// A frame that was just read and has to wait.
  init(_ one: MovingFrame, number: Int, to: Int, due: Int64?, isTold: Bool) {
    self.init(
      number: number, from: one.from, to: to, bytes: [UInt8](one.frame), packet: one.packet, transit: one.transit,
      due: due, isTold: isTold, isLost: one.verdict.isLost, path: one.path)
  }
}

/// A packet on its way, as `inflight` lists it.
public struct InFlight: Sendable {
  /// Its number, for `drop`, `duplicate` and `delay`.
  public let number: Int
  /// The packet, with what it did at its sender.
  public let packet: TracedPacket
  /// In how many milliseconds it arrives by itself; nil when it waits for a hand.
  public let remaining: Int?
}
