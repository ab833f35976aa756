import LinuxSockets
import WireFormat

/// A segment that no host has sent, and that claims to come from one.
public struct InjectedSegment: Sendable {
  /// A number of a segment.
  public enum Number: Sendable {
    /// Counted from the connection's first, as ladders show it.
    case relative(Int64)
    /// So many behind what its receiver expects.
    case expected(plus: Int64)
  }

  /// Whom it claims to come from.
  public var from: SocketAddress
  /// Whom it is for.
  public var to: SocketAddress
  /// Its control bits.
  public var flags: TCPFlags
  /// Its sequence number.
  public var seq = Number.expected(plus: 0)
  /// Its acknowledgement number, where ACK is set.
  public var ack = Number.expected(plus: 0)
  /// Its window, as in the header.
  public var window: UInt16 = 1024
  /// Its payload.
  public var data: [UInt8] = []

  /// A segment between two ends.
  public init(from: SocketAddress, to: SocketAddress, flags: TCPFlags) {
    (self.from, self.to, self.flags) = (from, to, flags)
  }
}

extension Network {
  /// Puts a segment on the wire that no host has sent: it arrives at once, or is held with the others.
  /// - Throws: `HostError` when it cannot be.
  public func inject(_ injected: InjectedSegment, into packets: inout [TracedPacket]) throws(HostError) {
    guard let wire, let to = wire.host(owning: injected.to) else { throw .noHostOf(injected.to) }
    guard injected.from.family == injected.to.family else { throw .mixedFamilies }
    let known = tracer.table.find(injected.from, injected.to)
    let begins = injected.flags.contains(.syn) && (known?.isOver ?? true)
    let connection = begins ? nil : known
    let isInitiator = connection.map { $0.ends.0 == injected.from } ?? true
    let sequence = connection?.number(injected.seq, ofInitiator: isInitiator, expects: true) ?? injected.seq.alone
    let acknowledged = connection?.number(injected.ack, ofInitiator: !isInitiator, expects: false) ?? injected.ack.alone
    guard let frame = injected.frame(sequence, acknowledged, to: to) else { throw .unwritable }
    let number = ByteView.with(frame) { log.append($0, from: FrameLog.injected) }
    guard let (packet, transit) = tell(frame, connection, isInitiator, in: &packets) else {
      throw .unreadable
    }
    var told = packet
    (told.isInjected, told.frame, told.sentAt, told.toHost) = (true, number, now, to.name)
    told.fromHost = wire.host(owning: injected.from)?.name ?? "injected"
    wire.put(frame, told, transit, to: to.id.place, at: now, &tracer, into: &packets)
    wire.pump(now: now, &tracer, into: &packets)
  }

  /// What there is to tell of a made segment. It changes nothing at the end that it claims to come from, unless it begins
  /// a connection.
  private func tell(
    _ frame: [UInt8], _ connection: TCPConnection?, _ fromInitiator: Bool, in packets: inout [TracedPacket]
  ) -> (TracedPacket, PacketTracer.Transit?)? {
    ByteView.with(frame) { view in
      guard let packet = PacketView(frame: view) else { return nil }
      guard let connection else {
        guard case (var traced, let transit)? = tracer.sent(packet, at: now, in: &packets) else { return nil }
        // Whom it claims to come from knows nothing of it.
        traced.senderStates = nil
        tracer.table.correct(.closed, from: traced.from, to: traced.to)
        return (traced, transit)
      }
      guard case (let segment, var traced)? = PacketTracer.decode(packet),
        let place = tracer.table.place(traced.from, traced.to)
      else { return nil }
      (traced.flags, traced.len) = (segment.flags, segment.len)
      (traced.connection, traced.fromInitiator) = (connection.number, fromInitiator)
      let numbers = connection.relative(segment, fromInitiator: fromInitiator)
      (traced.seq, traced.ack, traced.win) = (numbers.seq, numbers.ack, segment.window)
      let transit = PacketTracer.Transit(
        segment: segment, place: place, number: connection.number, fromInitiator: fromInitiator)
      return (traced, transit)
    }
  }
}

extension InjectedSegment.Number {
  /// What it is where no connection is known.
  fileprivate var alone: UInt32 {
    switch self {
    case .relative(let number): UInt32(truncatingIfNeeded: number)
    case .expected(let more): UInt32(truncatingIfNeeded: more)
    }
  }
}

extension InjectedSegment {
  /// The segment in an Ethernet frame.
  fileprivate func frame(_ seq: UInt32, _ ack: UInt32, to host: Host) -> [UInt8]? {
    let (source, destination) = (from.ip, to.ip)
    var header = TCPHeader(sourcePort: from.port, destinationPort: to.port)
    (header.sequenceNumber, header.window) = (seq, window)
    header.acknowledgementNumber = flags.contains(.ack) ? ack : 0
    header.control = TCPControlBits(flags)
    var segment: [UInt8] = []
    guard header.write(payload: data, from: source, to: destination, into: &segment) else { return nil }
    return HostWire.frame(segment, .tcp, from: source, at: 0x0200_0002_0000, to: destination, at: host.hardwareAddress)
  }
}

extension HostWire {
  /// A payload in an IP packet in an Ethernet frame, between two addresses and two hardware addresses; nil when the addresses
  /// are of two versions of IP, or it is too long.
  static func frame(
    _ payload: [UInt8], _ number: IPProtocol, from source: IPAddress, at sender: UInt64, to destination: IPAddress,
    at receiver: UInt64
  ) -> [UInt8]? {
    var frame: [UInt8] = []
    EthernetHeader(destination: receiver, source: sender, type: source.isIPv6 ? .ipv6 : .ipv4).write(into: &frame)
    let isWritten =
      source.isIPv6
      ? IPv6Header(source: source, destination: destination, nextHeader: number)?
        .write(payloadLength: payload.count, into: &frame) ?? false
      : IPv4Header(source: source, destination: destination, protocolNumber: number)?
        .write(payloadLength: payload.count, into: &frame) ?? false
    return isWritten ? frame + payload : nil
  }
}

extension TCPControlBits {
  /// The wire's bits from those of the records.
  fileprivate init(_ flags: TCPFlags) {
    let bits = flags.rawValue
    // FIN and SYN change places; the others have the same bits in both orders.
    self.init(rawValue: (bits & 0x02) >> 1 | (bits & 0x01) << 1 | bits & 0xfc)
  }
}

extension SocketAddress {
  /// The address as a packet has it.
  var ip: IPAddress {
    family == .inet6 ? IPAddress(high: high, low: low) : IPAddress(v4: UInt32(truncatingIfNeeded: low))
  }
}

extension HostWire {
  /// Puts a made frame on its way to a host: it arrives at once, or waits for a hand.
  func put(
    _ frame: [UInt8], _ packet: TracedPacket, _ transit: PacketTracer.Transit?, to: Int, at now: Int64,
    _ tracer: inout PacketTracer, into packets: inout [TracedPacket]
  ) {
    guard held.count < Self.heldLimit else { return lose(packet, .wireFull, into: &packets) }
    let number = nextNumber()
    held.append(
      HeldFrame(
        number: number, from: to, to: to, bytes: frame, packet: packet, transit: transit, due: nil, isTold: isHolding))
    guard !isHolding else {
      packets.append(packet)
      packets[packets.count - 1].held = number
      return
    }
    _ = deliver(number, at: now, &tracer, into: &packets)
  }
}
