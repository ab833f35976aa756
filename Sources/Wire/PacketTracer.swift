import LinuxSockets
import WireFormat

/// Makes the packets of a transcript out of frames: decodes them, and follows the connections that they belong to.
struct PacketTracer {
  /// How many bytes of a payload are kept for the trace.
  static let payloadStart = 32

  var table: ConnectionTable
  /// Between which ports the datagram in pieces travels that left a host for another last: only its first piece has them.
  var pieces: [HostPair: (from: SocketAddress, to: SocketAddress)] = [:]

  /// Connections are numbered from one more than `first` on.
  init(numbersFrom first: Int = 0) { table = ConnectionTable(numbersFrom: first) }

  /// Whether nothing is known to be on its way.
  var isSettled: Bool { table.unanswered == 0 }

  /// Gives up on every answer that is still to come. SYNs among `packets` that nobody answered are told as such: the
  /// listener had no room for them.
  mutating func stopExpecting(in packets: inout [TracedPacket]) {
    guard !isSettled else { return }
    for index in packets.indices where packets[index].flags.contains(.syn) && packets[index].receiverStates != nil {
      if table.find(packets[index].from, packets[index].to)?.isWithoutAnswer == true {
        packets[index].receiverStates = (.listen, .listen)
      }
    }
    table.stopExpecting()
  }

  /// Decodes a frame and appends what it holds. What is no TCP, UDP or ICMP is passed over, as are frames that are cut
  /// off.
  mutating func take(frame: ByteView, into packets: inout [TracedPacket]) {
    guard let packet = PacketView(frame: frame) else { return }
    switch packet.protocolNumber {
    case .tcp: takeTCP(packet, into: &packets)
    case .udp: if let traced = Self.udp(packet) { packets.append(traced) }
    case .icmp: if let traced = Self.icmp(packet, isIPv6: false) { packets.append(traced) }
    case .icmpv6: if let traced = Self.icmp(packet, isIPv6: true) { packets.append(traced) }
    default: break
    }
  }

  /// Follows a segment that was not read off a network; the packet gets what the connection tells.
  mutating func take(_ segment: Segment, _ packet: TracedPacket, into packets: inout [TracedPacket]) {
    var packet = packet
    follow(segment, &packet, in: &packets)
    packets.append(packet)
  }

  /// The number that would come next from an end of a connection and its other end; 0 where none is known.
  func next(from: SocketAddress, to: SocketAddress) -> (own: UInt32, other: UInt32) {
    guard let connection = table.find(from, to) else { return (0, 0) }
    let fromInitiator = connection.ends.0 == from
    return (connection.next(fromInitiator: fromInitiator), connection.next(fromInitiator: !fromInitiator))
  }

  private mutating func takeTCP(_ packet: PacketView, into packets: inout [TracedPacket]) {
    guard case (let segment, var traced)? = Self.decode(packet) else { return }
    let effect = follow(segment, &traced, in: &packets)
    Self.number(&traced, segment, effect)
    packets.append(traced)
  }

  /// The numbers of a segment that was captured.
  static func number(_ traced: inout TracedPacket, _ segment: Segment, _ effect: TCPConnection.Effect) {
    traced.seq = effect.relativeSeq
    traced.ack = effect.relativeAck
    traced.win = effect.window
    guard segment.hasSACK else { return }
    // What is relative to the other side's first number, as the acknowledgement is.
    let first = segment.ack &- effect.relativeAck
    let blocks = traced.sack
    traced.sack = blocks.map { ($0.left &- first, $0.right &- first) }
    traced.isDuplicateSACK = segment.tellsOfDuplicate
  }

  /// A segment with what a transcript tells of it by itself; nil when its header is cut off, or it is a later fragment.
  static func decode(_ packet: PacketView) -> (Segment, TracedPacket)? {
    let view = TCPView(packet.payload)
    guard packet.fragmentOffset == 0, let sourcePort = view.sourcePort, let destinationPort = view.destinationPort,
      let seq = view.sequenceNumber, let ack = view.acknowledgementNumber, let control = view.control,
      let window = view.window, let header = view.headerLength, header >= TCPHeader.minimumLength
    else { return nil }
    let options = header > TCPHeader.minimumLength ? TCPOptions(view.options) : TCPOptions()
    let payload = view.payload
    let segment = Segment(
      flags: TCPFlags(control), seq: seq, ack: ack, len: max(packet.payloadLength - header, 0), window: UInt32(window),
      wscale: options.windowScale, sack: options.sackBlocks.map { ($0.left, $0.right) })
    var traced = TracedPacket(
      from: SocketAddress(packet.source, port: sourcePort), to: SocketAddress(packet.destination, port: destinationPort)
    )
    traced.mss = options.maximumSegmentSize
    traced.wscale = options.windowScale
    traced.sackPermitted = options.sackPermitted
    traced.sack = segment.sack
    // RFC 7413: without a cookie the option asks for one. The cookie is another one on each run.
    if let option = options.unknown.first(where: { $0.kind == 34 }) {
      traced.fastOpen = option.data.isEmpty ? .request : .cookie
    }
    traced.timestamps = options.timestamps.map { ($0.value, $0.echo) }
    traced.urgent = control.contains(.urg) ? view.urgentPointer : nil
    if !payload.isEmpty { traced.payloadStart = payload.prefix(payloadStart).bytes }
    return (segment, traced)
  }

  /// What the connection tells of a segment.
  @discardableResult
  private mutating func follow(
    _ segment: Segment, _ traced: inout TracedPacket, in packets: inout [TracedPacket]
  ) -> TCPConnection.Effect {
    let (place, fromInitiator, effect) = table.take(segment, from: traced.from, to: traced.to)
    tell(effect, of: segment, fromInitiator: fromInitiator, number: table[place].number, &traced, in: &packets)
    return effect
  }

  func tell(
    _ effect: TCPConnection.Effect, of segment: Segment, fromInitiator: Bool, number: Int,
    _ traced: inout TracedPacket, in packets: inout [TracedPacket]
  ) {
    traced.flags = segment.flags
    traced.len = segment.len
    traced.isRetransmission = effect.isRetransmission
    traced.notice = effect.notice
    traced.connection = number
    traced.fromInitiator = fromInitiator
    traced.senderStates = effect.sender
    traced.receiverStates = effect.receiver
    if effect.refusesSYN,
      let syn = packets.lastIndex(where: { $0.connection == number && $0.receiverStates != nil })
    {
      packets[syn].receiverStates = (.closed, .closed)  // it was told as if someone listened
    }
  }

  static func udp(_ packet: PacketView) -> TracedPacket? {
    let view = UDPView(packet.payload)
    // Only the first fragment has the ports; one line tells of all.
    guard packet.fragmentOffset == 0, let sourcePort = view.sourcePort, let destinationPort = view.destinationPort,
      let length = view.length, Int(length) >= UDPHeader.length
    else { return nil }
    var traced = TracedPacket(
      from: SocketAddress(packet.source, port: sourcePort), to: SocketAddress(packet.destination, port: destinationPort)
    )
    traced.kind = .udp
    traced.len = Int(length) - UDPHeader.length
    traced.payloadStart = view.payload.prefix(payloadStart).bytes
    if packet.moreFragments, packet.payload.count > 0 {
      traced.fragments = (Int(length) + packet.payload.count - 1) / packet.payload.count
    }
    return traced
  }

  static func icmp(_ packet: PacketView, isIPv6: Bool) -> TracedPacket? {
    let view = ICMPView(packet.payload, isIPv6: isIPv6)
    guard packet.fragmentOffset == 0, let type = view.type, !isIPv6 || type < 130 || type > 143 else { return nil }
    var traced = TracedPacket(
      from: SocketAddress(packet.source, port: 0), to: SocketAddress(packet.destination, port: 0))
    traced.kind = .icmp
    traced.len = view.body.count
    traced.icmp = ICMPReport(view)
    return traced
  }
}

extension SocketAddress {
  /// A decoded address with a port.
  public init(_ address: IPAddress, port: UInt16) {
    self.init(family: address.isIPv6 ? .inet6 : .inet, high: address.high, low: address.low, port: port)
  }
}

extension TCPFlags {
  /// The wire's bits in the order of the records.
  public init(_ control: TCPControlBits) {
    let bits = control.rawValue
    // FIN and SYN change places; the others have the same bits in both orders.
    self.init(rawValue: (bits & 0x02) >> 1 | (bits & 0x01) << 1 | bits & 0xfc)
  }
}

/// A sender and a receiver of IP packets; ports 0.
struct HostPair: Hashable {
  let from: SocketAddress
  let to: SocketAddress

  init(_ packet: PacketView) {
    (from, to) = (SocketAddress(packet.source, port: 0), SocketAddress(packet.destination, port: 0))
  }
}
