import LinuxSockets

@testable import Wire

/// Two ends and their connection; numbers are relative to each side's initial number.
struct HandMadeConnection {
  var table = ConnectionTable()
  var client = SocketAddress(inet: 0x7f00_0001, port: 49152)
  var server = SocketAddress(inet: 0x7f00_0001, port: 7777)
  var bases: (client: UInt32, server: UInt32) = (0xffff_fff0, 0x7fff_ffff)
  var last: TCPConnection.Effect?
  var number = 0
  var fromInitiator = false

  @discardableResult
  mutating func client(
    _ flags: TCPFlags, _ seq: UInt32, _ ack: UInt32 = 0, len: Int = 0, window: UInt32 = 1000, wscale: UInt8? = nil,
    hasSACK: Bool = false
  ) -> [TCPState] {
    let ack = flags.contains(.ack) ? bases.server &+ ack : 0
    return take(
      Segment(
        flags: flags, seq: bases.client &+ seq, ack: ack, len: len, window: window, wscale: wscale,
        sack: hasSACK ? [(ack &+ 1, ack &+ 2)] : []),
      true)
  }

  @discardableResult
  mutating func server(
    _ flags: TCPFlags, _ seq: UInt32, _ ack: UInt32 = 0, len: Int = 0, window: UInt32 = 1000, wscale: UInt8? = nil,
    hasSACK: Bool = false
  ) -> [TCPState] {
    let ack = flags.contains(.ack) ? bases.client &+ ack : 0
    return take(
      Segment(
        flags: flags, seq: bases.server &+ seq, ack: ack, len: len, window: window, wscale: wscale,
        sack: hasSACK ? [(ack &+ 1, ack &+ 2)] : []),
      false)
  }

  /// The sender's states and the receiver's.
  private mutating func take(_ segment: Segment, _ isClient: Bool) -> [TCPState] {
    let (place, fromInitiator, effect) = table.take(
      segment, from: isClient ? client : server, to: isClient ? server : client)
    last = effect
    number = table[place].number
    self.fromInitiator = fromInitiator
    return [effect.sender.before, effect.sender.after, effect.receiver?.before, effect.receiver?.after].compactMap(
      \.self)
  }

  mutating func open() {
    client(.syn, 0)
    server([.syn, .ack], 0, 1)
    client(.ack, 1, 1)
  }
}
