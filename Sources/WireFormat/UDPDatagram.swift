/// The bytes of a UDP datagram, whatever they are (RFC 768).
public struct UDPView {
  let view: ByteView
  /// A datagram's bytes, from the source port on.
  public init(_ view: ByteView) { self.view = view }
  /// The sender's port.
  public var sourcePort: UInt16? { view.uint16(at: 0) }
  /// The receiver's port.
  public var destinationPort: UInt16? { view.uint16(at: 2) }
  /// Its length in bytes as it says, header included.
  public var length: UInt16? { view.uint16(at: 4) }
  /// The checksum as it says; 0 for none.
  public var checksum: UInt16? { view.uint16(at: 6) }
  /// What follows the header, up to the length where that is inside the bytes.
  public var payload: ByteView { view.prefix(Int(length ?? 0)).dropFirst(UDPHeader.length) }

  /// Whether the checksum is right between these addresses, or not there.
  public func isChecksumValid(source: IPAddress, destination: IPAddress) -> Bool {
    if checksum == 0 { return !source.isIPv6 }
    var sum = InternetChecksum()
    sum.addPseudoHeader(source: source, destination: destination, protocol: .udp, length: view.count)
    sum.add(view)
    return sum.value == 0
  }
}

/// A UDP header that is one.
public struct UDPHeader: Hashable, Sendable {
  /// Bytes of a header.
  public static let length = 8
  /// The sender's port.
  public var sourcePort: UInt16
  /// The receiver's port.
  public var destinationPort: UInt16

  /// A header between two ports.
  public init(sourcePort: UInt16, destinationPort: UInt16) {
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
  }

  /// Nil when the header is cut off, or its length contradicts the bytes.
  public init?(_ datagram: UDPView) {
    guard let source = datagram.sourcePort, let destination = datagram.destinationPort, let length = datagram.length,
      Int(length) >= Self.length, Int(length) <= datagram.view.count
    else { return nil }
    self.init(sourcePort: source, destinationPort: destination)
  }

  /// Appends the datagram, checksum included. Nothing is written and false returned when the payload is longer than
  /// 65,527 bytes.
  @discardableResult
  public func write(payload: [UInt8], from source: IPAddress, to destination: IPAddress, into out: inout [UInt8])
    -> Bool
  {
    guard let length = UInt16(exactly: payload.count + Self.length) else { return false }
    let start = out.count
    out.appendBigEndian(sourcePort)
    out.appendBigEndian(destinationPort)
    out.appendBigEndian(length)
    out.appendBigEndian(0 as UInt16)
    out += payload
    var sum = InternetChecksum()
    sum.addPseudoHeader(source: source, destination: destination, protocol: .udp, length: Int(length))
    out.withUnsafeBytes { sum.add(ByteView($0).dropFirst(start)) }
    // 0 says that there is no checksum; 0xffff is the same number in one's complement.
    out.putBigEndian(sum.value == 0 ? 0xffff : sum.value, at: start + 6)
    return true
  }
}
