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

/// A packet on its way, as `inflight` lists it.
public struct InFlight: Sendable {
  /// Its number, for `drop`, `duplicate` and `delay`.
  public let number: Int
  /// The packet, with what it did at its sender.
  public let packet: TracedPacket
  /// In how many milliseconds it arrives by itself; nil when it waits for a hand.
  public let remaining: Int?
}
