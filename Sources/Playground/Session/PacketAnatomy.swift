import LinuxSockets
import Wire
import WireFormat

/// What is in a frame, field by field.
struct PacketAnatomy {
  /// What a transcript tells of it, for relative numbers and scaled windows; nil when that is forgotten.
  let traced: TracedPacket?
  private(set) var fields: [PacketField] = []

  init(_ frame: ByteView, length: Int, traced: TracedPacket?) {
    self.traced = traced
    let ethernet = EthernetView(frame)
    add("Ethernet", "\(hardware(ethernet.source)) → \(hardware(ethernet.destination)), \(length) bytes")
    if let packet = PacketView(frame: frame) {
      addPacket(packet, ethernet)
    } else {
      add("", "what follows is no IP packet")
    }
  }

  private mutating func addPacket(_ packet: PacketView, _ ethernet: EthernetView) {
    if packet.source.isIPv6 { addIPv6(IPv6View(ethernet.payload)) } else { addIPv4(IPv4View(ethernet.payload)) }
    add(
      "addresses", "\(SocketAddress(packet.source, port: 0).host) → \(SocketAddress(packet.destination, port: 0).host)")
    guard packet.fragmentOffset == 0 else {
      return add("payload", "a later piece of a packet, from byte \(packet.fragmentOffset) on")
    }
    switch packet.protocolNumber {
    case .tcp: addTCP(packet)
    case .udp: addUDP(UDPView(packet.payload))
    default: add("ICMP", ICMPReport(ICMPView(packet.payload, isIPv6: packet.source.isIPv6)).text)
    }
  }

  private mutating func add(_ name: String, _ text: String) { fields.append(PacketField(name: name, text: text)) }

  private func hardware(_ address: UInt64?) -> String {
    let digits = (0..<6).map { index in
      let byte = UInt8(truncatingIfNeeded: (address ?? 0) >> (40 - 8 * UInt64(index)))
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return digits.joined(separator: ":")
  }

  private mutating func addIPv4(_ view: IPv4View) {
    let fragment = view.dontFragment == true ? "must not be cut up (DF)" : "may be cut up"
    let total = Int(view.totalLength ?? 0)
    add("IPv4", "\(total) bytes, of them a header of \(view.headerLength ?? 0)")
    add("", "time to live \(view.timeToLive ?? 0), identification \(view.identification ?? 0), \(fragment)")
  }

  private mutating func addIPv6(_ view: IPv6View) {
    add("IPv6", "a payload of \(view.payloadLength ?? 0) bytes behind a header of 40; hop limit \(view.hopLimit ?? 0)")
  }

  private mutating func addUDP(_ view: UDPView) {
    add("UDP", "port \(view.sourcePort ?? 0) → \(view.destinationPort ?? 0)")
    add("length", "\(view.length ?? 0) bytes, of them a header of 8; the payload has \(view.payload.count)")
  }

  private mutating func addTCP(_ packet: PacketView) {
    let view = TCPView(packet.payload)
    guard let control = view.control, let header = view.headerLength else { return add("TCP", "cut off") }
    add("TCP", "port \(view.sourcePort ?? 0) → \(view.destinationPort ?? 0), a header of \(header) bytes")
    add("flags", Self.flagText(TCPFlags(control)))
    add("seq", number(traced?.seq, view.sequenceNumber) + ": " + seqMeaning(control))
    if control.contains(.ack) {
      add("ack", number(traced?.ack, view.acknowledgementNumber) + ": the number that its sender expects next")
    }
    addWindow(view, control)
    if control.contains(.urg) { add("urgent", "\(view.urgentPointer ?? 0): urgent data end so many bytes behind seq") }
    for option in view.options { addOption(option) }
    addPayload(packet.payloadLength - header)
  }

  private func number(_ relative: UInt32?, _ absolute: UInt32?) -> String {
    let absolute = absolute.map { String($0) } ?? "?"
    return relative.map { "\($0) (absolute \(absolute))" } ?? absolute
  }

  private func seqMeaning(_ control: TCPControlBits) -> String {
    control.contains(.syn) ? "where its sender begins to count; the SYN takes one number" : "the first byte's number"
  }

  private mutating func addWindow(_ view: TCPView, _ control: TCPControlBits) {
    let raw = view.window ?? 0
    guard !control.contains(.syn), let scaled = traced?.win, scaled != UInt32(raw) else {
      let why = control.contains(.syn) ? " (never scaled in a SYN)" : ""
      return add("window", "\(raw) bytes may be on their way to its sender\(why)")
    }
    let scale = raw == 0 ? 0 : (scaled / UInt32(raw)).trailingZeroBitCount
    add("window", "\(raw) in the header, shifted by \(scale): \(scaled) bytes may be on their way to its sender")
  }

  private mutating func addOption(_ option: TCPOptionView) {
    let data = option.data
    switch option.kind {
    case 0, 1: break  // the end, and what fills up to a multiple of four
    case 2:
      add("MSS", "\(data.uint16(at: 0) ?? 0): its sender takes in segments of so many bytes; nothing is negotiated")
    case 3: add("scale", "\(data.byte(at: 0) ?? 0): its sender's later windows are shifted by so many bits (RFC 7323)")
    case 4: add("SACK", "permitted: its sender understands selective acknowledgements (RFC 2018)")
    case 5: add("SACK", "\(data.count / 8) blocks that came behind a gap (RFC 2018)")
    case 8: add("times", "value \(data.uint32(at: 0) ?? 0), echo \(data.uint32(at: 4) ?? 0) (RFC 7323)")
    default: add("option", "kind \(option.kind), \(data.count) bytes")
    }
  }

  private mutating func addPayload(_ length: Int) {
    add("payload", length > 0 ? "\(length) bytes" : "none")
  }

  private static func flagText(_ flags: TCPFlags) -> String {
    let meanings: [(TCPFlags, String)] = [
      (.syn, "SYN (seq is where counting begins)"), (.fin, "FIN (its sender sends no more)"),
      (.rst, "RST (the connection is over)"), (.psh, "PSH (hand it to the application)"), (.ack, "ACK (ack counts)"),
      (.urg, "URG (urgent counts)"), (.ece, "ECE (congestion was met)"), (.cwr, "CWR (it sends less since)"),
    ]
    let text = meanings.filter { flags.contains($0.0) }.map(\.1)
    return text.isEmpty ? "none" : text.joined(separator: ", ")
  }
}

/// A field of a packet.
struct PacketField {
  /// Its name; empty where the one before goes on.
  let name: String
  /// What it holds and what that means.
  let text: String
}

extension SocketAddress {
  /// The address without its port.
  fileprivate var host: String {
    var text: [UInt8] = []
    writeHost(to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
