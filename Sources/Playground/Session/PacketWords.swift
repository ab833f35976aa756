import Steps
import Wire
import WireFormat

// What the wire reports, in words.

extension ICMPReport {
  /// Such as `port unreachable: UDP 127.0.0.1:49152 → 127.0.0.1:9999`.
  var text: String {
    switch (isIPv6, type) {
    case (false, 8), (true, 128): return "echo request"
    case (false, 0), (true, 129): return "echo reply"
    case (false, 3) where code == 4: return "fragmentation needed, MTU \(mtu)" + quoted
    case (false, 3), (true, 1):
      let reason = ICMPMessage.Unreachable(code: code, isIPv6: isIPv6).map { "\($0) unreachable" }
      return (reason ?? "destination unreachable, code \(code)") + quoted
    case (true, 2): return "packet too big, MTU \(mtu)" + quoted
    case (false, 11), (true, 3): return "time exceeded" + quoted
    default: return "type \(type), code \(code)"
    }
  }

  private var quoted: String {
    guard let about else { return "" }
    switch about.protocolNumber {
    case 6: return ": TCP \(about.from) → \(about.to)"
    case 17: return ": UDP \(about.from) → \(about.to)"
    default: return ": protocol \(about.protocolNumber)"
    }
  }
}

extension TracedPacket {
  /// What a packet without a segment's fields reports: an ICMP message's text, in how many pieces a datagram travels, or to which
  /// member of a group.
  var note: String {
    if let icmp { return icmp.text }
    switch resolution {
    case .question: return "who has \(to.hostText)? tell \(from.hostText)"
    case .answer(let hardware):
      let bytes = (0..<6).map { place -> String in
        let text = String(UInt8(truncatingIfNeeded: hardware >> (40 - 8 * UInt64(place))), radix: 16)
        return text.count == 1 ? "0" + text : text
      }
      return "\(from.hostText) is at \(bytes.joined(separator: ":"))"
    case nil: break
    }
    if to.isGroup, kind == .udp, fragmentOffset == 0, fragments == 0, let toHost { return "to " + toHost }
    if fragments > 0 { return "in \(fragments) fragments" }
    return fragmentOffset > 0 ? "fragment at \(fragmentOffset)" : ""
  }
}

extension Packet.Loss {
  init(_ loss: PacketLoss) {
    switch loss {
    case .senderUnplugged: self = .senderUnplugged
    case .receiverUnplugged: self = .receiverUnplugged
    case .noHost: self = .noHost
    case .noMember: self = .noMember
    case .tooLarge: self = .tooLarge
    case .wireFull: self = .wireFull
    case .noRoom: self = .noRoom
    case .noRoute: self = .noRoute
    case .queueFull: self = .queueFull
    case .hopLimit: self = .hopLimit
    case .needsFragmentation: self = .needsFragmentation
    case .corrupted: self = .corrupted
    }
  }
}

extension Packet.Notice {
  /// A notice of the tracer, and the count of a duplicate ACK.
  static func with(_ notice: TCPNotice?) -> (notice: Packet.Notice?, duplicateACKs: Int?) {
    switch notice {
    case nil: (nil, nil)
    case .windowUpdate: (.windowUpdate, nil)
    case .duplicateACK(let count): (.duplicateACK, count)
    case .fastRetransmission: (.fastRetransmission, nil)
    case .keepAlive: (.keepAlive, nil)
    case .windowProbe: (.windowProbe, nil)
    }
  }
}
