/// TCP's control bits, in the order in which records name them.
public struct SegmentFlags: OptionSet, Hashable, Sendable, Codable {
  /// The bits, as numbered here (not as on the wire).
  public let rawValue: UInt8
  /// Flags from their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The sequence number is the initial one.
  public static let syn = SegmentFlags(rawValue: 1)
  /// The sender has no more to send.
  public static let fin = SegmentFlags(rawValue: 2)
  /// The connection is reset.
  public static let rst = SegmentFlags(rawValue: 4)
  /// Push: hand the received data to the application.
  public static let psh = SegmentFlags(rawValue: 8)
  /// The acknowledgment number is valid.
  public static let ack = SegmentFlags(rawValue: 16)
  /// The urgent pointer is valid.
  public static let urg = SegmentFlags(rawValue: 32)
  /// ECN echo (RFC 3168).
  public static let ece = SegmentFlags(rawValue: 64)
  /// Congestion window reduced (RFC 3168).
  public static let cwr = SegmentFlags(rawValue: 128)

  /// Every flag with its name, in the order of the bits.
  public static let names: [(flag: SegmentFlags, name: StaticString)] = [
    (.syn, "SYN"), (.fin, "FIN"), (.rst, "RST"), (.psh, "PSH"), (.ack, "ACK"), (.urg, "URG"), (.ece, "ECE"),
    (.cwr, "CWR"),
  ]
}

/// Packets of a trace that are not kept.
public struct OmittedPackets: Sendable, Codable, Hashable {
  /// How many kept packets are before them.
  public var place = 0
  /// How many they are.
  public var count = 0
  /// The bytes of their payloads.
  public var bytes = 0

  /// None.
  public init() {}

  /// One more, with a payload of so many bytes.
  public mutating func add(_ length: Int) {
    count += 1
    bytes += length
  }
}

/// A packet in script values, so that it is the same on every run. A field that was not known (an inferred packet's
/// sequence number) is nil.
public struct Packet: Sendable, Codable, Hashable {
  /// Where a packet's description comes from.
  public enum Source: String, Sendable, Codable { case captured, inferred }
  /// What it carries.
  public enum Kind: String, Sendable, Codable { case tcp, udp, icmp, arp }
  /// TCP's timestamps option.
  public struct Timestamps: Sendable, Codable, Hashable {
    /// TSval.
    public var value: UInt32
    /// TSecr.
    public var echo: UInt32
    /// The option from its two values.
    public init(value: UInt32, echo: UInt32) { (self.value, self.echo) = (value, echo) }
  }

  /// TCP, UDP, ICMP, or ARP (with neighbor discovery).
  public var kind: Kind = .tcp
  /// The sender; port 0 for ICMP.
  public var from: Address
  /// The receiver; port 0 for ICMP.
  public var to: Address
  /// TCP's control bits.
  public var flags: SegmentFlags = []
  /// Relative to the first sequence number seen from that side.
  public var seq: UInt32?
  /// Relative to the first sequence number seen from the other side; 0 where ACK is not set.
  public var ack: UInt32?
  /// The payload's length in bytes.
  public var len: Int?
  /// The window in bytes, scaled.
  public var win: UInt32?
  /// The maximum segment size that a SYN announces.
  public var mss: UInt16?
  /// The window scale that a SYN announces: by how many bits its sender's later windows are shifted.
  public var wscale: UInt8?
  /// Whether a SYN carries SACK-permitted.
  public var sackPermitted = false
  /// What a SYN's Fast Open option is (RFC 7413): it asks for a cookie, or brings one.
  public enum FastOpen: String, Sendable, Codable { case request, cookie }
  /// The Fast Open option; nil when there is none.
  public var fastOpen: FastOpen?
  /// The timestamps option.
  public var timestamps: Timestamps?
  /// The urgent pointer, where URG is set.
  public var urgent: UInt16?
  /// Whether its bytes, its SYN or its FIN were sent before.
  public var isRetransmission = false
  /// What a segment is beside its fields, seen from the segments before it.
  public enum Notice: String, Sendable, Codable {
    /// It acknowledges nothing new and announces another window.
    case windowUpdate = "window update"
    /// It acknowledges a number again while later bytes are on their way (RFC 5681 section 2).
    case duplicateACK = "duplicate ACK"
    /// It is sent again since duplicate ACKs came, before the retransmission timer (RFC 5681 section 3.2, RFC 8985).
    case fastRetransmission = "fast retransmission"
    /// It asks whether the other side is still there (RFC 1122 section 4.2.3.6).
    case keepAlive = "keep-alive"
    /// It asks whether a window is still closed (RFC 9293 section 3.8.6.1).
    case windowProbe = "window probe"
  }
  /// Why a packet that left its host did not arrive.
  public enum Loss: String, Sendable, Codable {
    case senderUnplugged = "sender unplugged"
    case receiverUnplugged = "receiver unplugged"
    case noHost = "no host"
    case noMember = "no member"
    case tooLarge = "too large"
    case wireFull = "wire full"
    case noRoom = "no room"
    case noRoute = "no route"
    case queueFull = "queue full"
    case hopLimit = "hop limit"
    case needsFragmentation = "needs fragmentation"
    case corrupted = "corrupted"
  }
  /// Received bytes beyond the acknowledgment number, in relative sequence numbers.
  public struct SACKBlock: Sendable, Codable, Hashable {
    /// The first number received.
    public var left: UInt32
    /// The number after the last received.
    public var right: UInt32
    /// A block from its edges.
    public init(left: UInt32, right: UInt32) { (self.left, self.right) = (left, right) }
  }

  /// What it is beside its fields; nil for most.
  public var notice: Notice?
  /// Of a duplicate ACK: how many there have been of its number, from 1.
  public var duplicateACKs: Int?
  /// What it acknowledges selectively (RFC 2018).
  public var sack: [SACKBlock] = []
  /// Whether the first block reports bytes that arrived twice (RFC 2883).
  public var isDuplicateSACK = false
  /// Whether it was captured or inferred.
  public var source: Source = .captured
  /// The first bytes of the payload, at most 32.
  public var payloadStart = Bytes([])
  /// The connection's number, from 1 in the order of first sight; 0 when it belongs to none (UDP, ICMP).
  public var connection: Int = 0
  /// True when `from` sent the connection's first segment: ladders put it on the left.
  public var fromInitiator = true
  /// The sender's state before and after it sent this; nil for UDP and ICMP.
  public var senderStates: StateMove?
  /// The receiver's state before and after it received this; nil for UDP and ICMP.
  public var receiverStates: StateMove?
  /// For ICMP: what it reports and about which packet, such as
  /// `port unreachable: UDP 127.0.0.1:49152 → 127.0.0.1:9999`. For a fragmented UDP datagram: `in 4 fragments`.
  public var note: String = ""
  /// The packet that an ICMP message is about, of TCP or UDP.
  public struct Quoted: Sendable, Codable, Hashable {
    /// TCP or UDP.
    public var kind: Kind
    /// Who sent it.
    public var from: Address
    /// Whom it was for.
    public var to: Address
    /// A packet by its ends.
    public init(_ kind: Kind, from: Address, to: Address) { (self.kind, self.from, self.to) = (kind, from, to) }
  }
  /// For ICMP: the packet that it is about; nil when none of TCP or UDP is quoted.
  public var about: Quoted?
  /// The name of the sending host; nil on the loopback.
  public var fromHost: String?
  /// The name of the receiving host; nil on the loopback, and when no host has the address.
  public var toHost: String?
  /// Its number while the wire holds it: it has left and not arrived.
  public var held: Int?
  /// Its number, when it was held and has now arrived. Its sender's states are not repeated.
  public var delivered: Int?
  /// Its number, when it was lost on the way.
  public var dropped: Int?
  /// Why it was lost; nil when a hand or a rule did it.
  public var loss: Loss?
  /// Whether a router has marked it, since its queue was long (CE, RFC 3168).
  public var isMarked = false
  /// Whether no host has sent it: `inject` made it.
  public var isInjected = false
  /// The MTU that it was too large for.
  public var lossMTU: Int?
  /// Its number, when it is held and a copy of it has now arrived.
  public var duplicated: Int?
  /// For a retransmission or a probe on a wire: how long its sender waited, in milliseconds, rounded to 100 (to 500 from
  /// a second on).
  public var waited: Int?
  /// Its number in the session's capture, from 1; nil when its frame was not kept.
  public var number: Int?

  /// A TCP packet with no field but its ends.
  public init(from: Address, to: Address) {
    self.from = from
    self.to = to
  }

  /// Its flags by their names, `SYN ACK`, or the protocol's name; the note of a packet with no flags.
  public var summary: String {
    switch kind {
    case .udp: return "UDP"
    case .icmp: return "ICMP"
    case .arp: return "ARP"
    case .tcp:
      let names = SegmentFlags.names.prefix(6).filter { flags.contains($0.flag) }.map { "\($0.name)" }
      return names.isEmpty ? note : names.joined(separator: " ")
    }
  }
}
