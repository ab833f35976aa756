/// TCP's control bits as they lie on the wire (RFC 9293 section 3.1).
public struct TCPControlBits: OptionSet, Hashable, Sendable {
  /// The header's 14th byte.
  public let rawValue: UInt8
  /// Bits from the header's byte.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The sender has nothing more to send.
  public static let fin = TCPControlBits(rawValue: 0x01)
  /// The sequence number is the initial one.
  public static let syn = TCPControlBits(rawValue: 0x02)
  /// The connection is reset.
  public static let rst = TCPControlBits(rawValue: 0x04)
  /// Hand what has come to the application.
  public static let psh = TCPControlBits(rawValue: 0x08)
  /// The acknowledgement number counts.
  public static let ack = TCPControlBits(rawValue: 0x10)
  /// The urgent pointer counts.
  public static let urg = TCPControlBits(rawValue: 0x20)
  /// Congestion was met on the way (RFC 3168).
  public static let ece = TCPControlBits(rawValue: 0x40)
  /// The sender has reduced its window because of it (RFC 3168).
  public static let cwr = TCPControlBits(rawValue: 0x80)
}

/// The bytes of a TCP segment, whatever they are.
public struct TCPView {
  let view: ByteView
  /// A segment's bytes, from the source port on.
  public init(_ view: ByteView) { self.view = view }
  /// The sender's port.
  public var sourcePort: UInt16? { view.uint16(at: 0) }
  /// The receiver's port.
  public var destinationPort: UInt16? { view.uint16(at: 2) }
  /// The number of the first byte of the payload, or of the SYN.
  public var sequenceNumber: UInt32? { view.uint32(at: 4) }
  /// The number that is expected next, where ACK is set.
  public var acknowledgementNumber: UInt32? { view.uint32(at: 8) }
  /// The header's length in bytes as it says, from 0 to 60.
  public var headerLength: Int? { view.byte(at: 12).map { Int($0 >> 4) * 4 } }
  /// The control bits.
  public var control: TCPControlBits? { view.byte(at: 13).map(TCPControlBits.init(rawValue:)) }
  /// The window as it is in the header, not scaled.
  public var window: UInt16? { view.uint16(at: 14) }
  /// The checksum as it says.
  public var checksum: UInt16? { view.uint16(at: 16) }
  /// The urgent pointer, of use where URG is set.
  public var urgentPointer: UInt16? { view.uint16(at: 18) }
  /// The options that are inside the bytes.
  public var options: TCPOptionsView {
    TCPOptionsView(view.prefix(headerLength ?? 0).dropFirst(TCPHeader.minimumLength))
  }
  /// What follows the header.
  public var payload: ByteView {
    guard let header = headerLength, header >= TCPHeader.minimumLength else { return .empty }
    return view.dropFirst(header)
  }

  /// Whether the checksum is right between these addresses. Loopback leaves it unfinished, since nothing can go wrong.
  public func isChecksumValid(source: IPAddress, destination: IPAddress) -> Bool {
    var checksum = InternetChecksum()
    checksum.addPseudoHeader(source: source, destination: destination, protocol: .tcp, length: view.count)
    checksum.add(view)
    return checksum.value == 0
  }
}

/// A TCP header that is one.
public struct TCPHeader: Hashable, Sendable {
  /// Bytes of a header without options.
  public static let minimumLength = 20
  /// The sender's port.
  public var sourcePort: UInt16
  /// The receiver's port.
  public var destinationPort: UInt16
  /// The number of the first byte of the payload, or of the SYN.
  public var sequenceNumber: UInt32 = 0
  /// The number that is expected next, where ACK is set.
  public var acknowledgementNumber: UInt32 = 0
  /// The control bits.
  public var control: TCPControlBits = []
  /// The window, not scaled.
  public var window: UInt16 = 0
  /// The urgent pointer, of use where URG is set.
  public var urgentPointer: UInt16 = 0
  /// The options.
  public var options = TCPOptions()

  /// A header with everything 0 but the ports.
  public init(sourcePort: UInt16, destinationPort: UInt16) {
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
  }

  /// Nil when the header is cut off, its length is impossible, or an option is malformed. The checksum is not judged:
  /// ask the view.
  public init?(_ segment: TCPView) {
    guard let header = segment.headerLength, header >= Self.minimumLength, header <= segment.view.count,
      segment.options.isWellFormed, let source = segment.sourcePort, let destination = segment.destinationPort
    else { return nil }
    self.init(sourcePort: source, destinationPort: destination)
    sequenceNumber = segment.sequenceNumber ?? 0
    acknowledgementNumber = segment.acknowledgementNumber ?? 0
    control = segment.control ?? []
    window = segment.window ?? 0
    urgentPointer = segment.urgentPointer ?? 0
    options = TCPOptions(segment.options)
  }

  /// Appends the segment, checksum included. Nothing is written and false returned when the options are longer than 40
  /// bytes.
  @discardableResult
  public func write(payload: [UInt8], from source: IPAddress, to destination: IPAddress, into out: inout [UInt8])
    -> Bool
  {
    guard let options = options.bytes else { return false }
    let start = out.count
    out.appendBigEndian(sourcePort)
    out.appendBigEndian(destinationPort)
    out.appendBigEndian(sequenceNumber)
    out.appendBigEndian(acknowledgementNumber)
    out.append(UInt8((Self.minimumLength + options.count) / 4) << 4)
    out.append(control.rawValue)
    out.appendBigEndian(window)
    out.appendBigEndian(0 as UInt16)
    out.appendBigEndian(urgentPointer)
    out += options
    out += payload
    var checksum = InternetChecksum()
    checksum.addPseudoHeader(source: source, destination: destination, protocol: .tcp, length: out.count - start)
    out.withUnsafeBytes { checksum.add(ByteView($0).dropFirst(start)) }
    out.putBigEndian(checksum.value, at: start + 16)
    return true
  }
}
