/// The bytes of an ICMP or ICMPv6 message, whatever they are (RFC 792, RFC 4443).
public struct ICMPView {
  let view: ByteView
  /// Whether the numbers are ICMPv6's.
  public let isIPv6: Bool
  /// A message's bytes, from the type on.
  public init(_ view: ByteView, isIPv6: Bool) {
    self.view = view
    self.isIPv6 = isIPv6
  }
  /// What it is about.
  public var type: UInt8? { view.byte(at: 0) }
  /// More exactly.
  public var code: UInt8? { view.byte(at: 1) }
  /// The checksum as it says.
  public var checksum: UInt16? { view.uint16(at: 2) }
  /// What follows the eight bytes of the header: an echo's data, or the packet that an error is about.
  public var body: ByteView { view.dropFirst(8) }

  /// Whether the checksum is right between these addresses (which count for ICMPv6 only).
  public func isChecksumValid(source: IPAddress, destination: IPAddress) -> Bool {
    var sum = InternetChecksum()
    if isIPv6 {
      sum.addPseudoHeader(source: source, destination: destination, protocol: .icmpv6, length: view.count)
    }
    sum.add(view)
    return sum.value == 0
  }
}

/// An ICMP message that is one, of the kinds that have a name here.
public enum ICMPMessage: Hashable, Sendable {
  /// `ping` asks.
  case echoRequest(identifier: UInt16, sequence: UInt16, data: [UInt8])
  /// And is answered.
  case echoReply(identifier: UInt16, sequence: UInt16, data: [UInt8])
  /// A packet could not be delivered; `about` is the start of it, from its IP header on.
  case unreachable(Unreachable, about: [UInt8])
  /// A packet is larger than what the next network takes, and may not be cut: fragmentation needed (RFC 1191), or packet too
  /// big (RFC 8201).
  case tooBig(mtu: UInt32, about: [UInt8])
  /// A packet has passed as many routers as it may.
  case timeExceeded(about: [UInt8])

  /// Why a packet could not be delivered. Other codes are not message here.
  public enum Unreachable: Hashable, Sendable { case network, host, `protocol`, port }

  /// Nil when the message is cut off or has no name here.
  public init?(_ message: ICMPView) {
    guard let type = message.type, let code = message.code, let identifier = message.view.uint16(at: 4),
      let sequence = message.view.uint16(at: 6)
    else { return nil }
    switch (message.isIPv6, type) {
    case (false, 8), (true, 128):
      guard code == 0 else { return nil }
      self = .echoRequest(identifier: identifier, sequence: sequence, data: message.body.bytes)
    case (false, 0), (true, 129):
      guard code == 0 else { return nil }
      self = .echoReply(identifier: identifier, sequence: sequence, data: message.body.bytes)
    case (false, 3) where code == 4: self = .tooBig(mtu: UInt32(sequence), about: message.body.bytes)
    case (true, 2):
      guard code == 0 else { return nil }
      self = .tooBig(mtu: UInt32(identifier) << 16 | UInt32(sequence), about: message.body.bytes)
    case (false, 11), (true, 3):
      guard code == 0 else { return nil }
      self = .timeExceeded(about: message.body.bytes)
    case (false, 3), (true, 1):
      guard let reason = Unreachable(code: code, isIPv6: message.isIPv6) else { return nil }
      self = .unreachable(reason, about: message.body.bytes)
    default: return nil
    }
  }

  /// Appends the message, checksum included, between two addresses, whose family decides between ICMP and ICMPv6.
  public func write(from source: IPAddress, to destination: IPAddress, into out: inout [UInt8]) {
    let isIPv6 = source.isIPv6
    let start = out.count
    switch self {
    case .echoRequest(let identifier, let sequence, let data):
      out += [isIPv6 ? 128 : 8, 0, 0, 0]
      out.appendBigEndian(identifier)
      out.appendBigEndian(sequence)
      out += data
    case .echoReply(let identifier, let sequence, let data):
      out += [isIPv6 ? 129 : 0, 0, 0, 0]
      out.appendBigEndian(identifier)
      out.appendBigEndian(sequence)
      out += data
    case .unreachable(let reason, let about):
      out += [isIPv6 ? 1 : 3, reason.code(isIPv6: isIPv6), 0, 0, 0, 0, 0, 0]
      out += about
    case .tooBig(let mtu, let about):
      out += isIPv6 ? [2, 0, 0, 0] : [3, 4, 0, 0]
      out.appendBigEndian(isIPv6 ? mtu : min(mtu, 0xffff))
      out += about
    case .timeExceeded(let about):
      out += [isIPv6 ? 3 : 11, 0, 0, 0, 0, 0, 0, 0]
      out += about
    }
    var sum = InternetChecksum()
    if isIPv6 {
      sum.addPseudoHeader(source: source, destination: destination, protocol: .icmpv6, length: out.count - start)
    }
    out.withUnsafeBytes { sum.add(ByteView($0).dropFirst(start)) }
    out.putBigEndian(sum.value, at: start + 2)
  }
}

extension ICMPMessage.Unreachable {
  /// The reason that a code of a destination-unreachable message gives; nil for one without a name here.
  public init?(code: UInt8, isIPv6: Bool) {
    switch (isIPv6, code) {
    case (false, 0), (true, 0): self = .network
    case (false, 1), (true, 3): self = .host
    case (false, 2): self = .protocol
    case (false, 3), (true, 4): self = .port
    default: return nil
    }
  }

  /// The code. ICMPv6 tells of an unknown protocol in another message; 0 stands in there.
  func code(isIPv6: Bool) -> UInt8 {
    switch self {
    case .network: 0
    case .host: isIPv6 ? 3 : 1
    case .protocol: isIPv6 ? 0 : 2
    case .port: isIPv6 ? 4 : 3
    }
  }
}
