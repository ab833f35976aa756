/// Why a packet that left a host did not arrive at another.
public enum PacketLoss: Sendable, Hashable {
  /// The host that sent it is off the wire.
  case senderUnplugged
  /// The host that it is for is off the wire.
  case receiverUnplugged
  /// No host has its address.
  case noHost
  /// No host but its sender has joined its group.
  case noMember
  /// It is larger than what its receiver takes in, in bytes.
  case tooLarge(mtu: Int)
  /// The wire holds as many packets as it can.
  case wireFull
  /// The system had no room for it.
  case noRoom
  /// No router leads to the network of its receiver.
  case noRoute
  /// A router's queue was full.
  case queueFull
  /// It had passed as many routers as it may.
  case hopLimit
  /// It is larger than what a router's next network takes, in bytes, and may not be cut.
  case needsFragmentation(mtu: Int)
  /// It arrived with a wrong checksum, and its receiver has discarded it.
  case corrupted
}
