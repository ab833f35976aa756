/// The bytes of an IPv4 packet, whatever they are (RFC 791).
public struct IPv4View {
  let view: ByteView
  /// A packet's bytes, from the version on.
  public init(_ view: ByteView) { self.view = view }
  /// 4, when it is IPv4.
  public var version: UInt8? { view.byte(at: 0).map { $0 >> 4 } }
  /// The header's length in bytes as it says, from 0 to 60.
  public var headerLength: Int? { view.byte(at: 0).map { Int($0 & 0xf) * 4 } }
  /// The packet's length in bytes as it says, header included.
  public var totalLength: UInt16? { view.uint16(at: 2) }
  /// The number that the fragments of a packet share.
  public var identification: UInt16? { view.uint16(at: 4) }
  /// Whether routers may not fragment it.
  public var dontFragment: Bool? { view.uint16(at: 6).map { $0 & 0x4000 != 0 } }
  /// Whether fragments follow this one.
  public var moreFragments: Bool? { view.uint16(at: 6).map { $0 & 0x2000 != 0 } }
  /// Where this fragment belongs, in bytes.
  public var fragmentOffset: Int? { view.uint16(at: 6).map { Int($0 & 0x1fff) * 8 } }
  /// How many more hops it may take.
  public var timeToLive: UInt8? { view.byte(at: 8) }
  /// What it carries.
  public var protocolNumber: IPProtocol? { view.byte(at: 9).map(IPProtocol.init(rawValue:)) }
  /// The header's checksum as it says.
  public var checksum: UInt16? { view.uint16(at: 10) }
  /// Source address.
  public var source: IPAddress? { view.uint32(at: 12).map(IPAddress.init(v4:)) }
  /// Destination address.
  public var destination: IPAddress? { view.uint32(at: 16).map(IPAddress.init(v4:)) }
  /// What follows the header, up to the packet's length where that is inside the bytes.
  public var payload: ByteView {
    guard let header = headerLength, header >= IPv4Header.minimumLength else { return .empty }
    return view.prefix(Int(totalLength ?? 0)).dropFirst(header)
  }
  /// Whether the header's checksum is right; nil when the header is cut off.
  public var isChecksumValid: Bool? {
    guard let header = headerLength, header >= IPv4Header.minimumLength, header <= view.count else { return nil }
    var checksum = InternetChecksum()
    checksum.add(view.prefix(header))
    return checksum.value == 0
  }
}

/// A validated IPv4 header. Header options are not kept: nothing here sends any.
public struct IPv4Header: Hashable, Sendable {
  /// Bytes of a header without options.
  public static let minimumLength = 20
  /// Source address.
  public var source: IPAddress
  /// Destination address.
  public var destination: IPAddress
  /// What it carries.
  public var protocolNumber: IPProtocol
  /// How many more hops it may take.
  public var timeToLive: UInt8 = 64
  /// The number that the fragments of a packet share.
  public var identification: UInt16 = 0
  /// Whether routers may not fragment it.
  public var dontFragment = true

  /// A header between two IPv4 addresses; nil when one of them is IPv6.
  public init?(source: IPAddress, destination: IPAddress, protocolNumber: IPProtocol) {
    guard !source.isIPv6, !destination.isIPv6 else { return nil }
    self.source = source
    self.destination = destination
    self.protocolNumber = protocolNumber
  }

  /// Nil when it is not IPv4, cut off, a fragment, or its lengths contradict each other. The checksum is not judged:
  /// ask the view.
  public init?(_ packet: IPv4View) {
    guard packet.version == 4, let header = packet.headerLength, header >= Self.minimumLength,
      let total = packet.totalLength, Int(total) >= header, Int(total) <= packet.view.count,
      packet.moreFragments == false, packet.fragmentOffset == 0,
      let source = packet.source, let destination = packet.destination, let number = packet.protocolNumber
    else { return nil }
    self.init(source: source, destination: destination, protocolNumber: number)
    timeToLive = packet.timeToLive ?? 0
    identification = packet.identification ?? 0
    dontFragment = packet.dontFragment ?? false
  }

  /// Appends the header's 20 bytes, checksum included. Nothing is written and false returned when the payload is too
  /// long for the length field (more than 65,515 bytes).
  @discardableResult
  public func write(payloadLength: Int, into out: inout [UInt8]) -> Bool {
    guard let total = UInt16(exactly: payloadLength + Self.minimumLength) else { return false }
    let start = out.count
    out.append(0x45)
    out.append(0)
    out.appendBigEndian(total)
    out.appendBigEndian(identification)
    out.appendBigEndian(dontFragment ? 0x4000 as UInt16 : 0)
    out.append(timeToLive)
    out.append(protocolNumber.rawValue)
    out.appendBigEndian(0 as UInt16)
    source.write(into: &out)
    destination.write(into: &out)
    var checksum = InternetChecksum()
    out.withUnsafeBytes { checksum.add(ByteView($0).dropFirst(start)) }
    out.putBigEndian(checksum.value, at: start + 10)
    return true
  }
}
