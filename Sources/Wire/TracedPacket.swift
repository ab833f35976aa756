import LinuxSockets

/// TCP's states by RFC 9293's names.
public enum TCPState: String, Sendable {
  case closed = "CLOSED", listen = "LISTEN", synSent = "SYN_SENT", synReceived = "SYN_RCVD", established =
    "ESTABLISHED",
    finWait1 = "FIN_WAIT_1", finWait2 = "FIN_WAIT_2", closeWait = "CLOSE_WAIT", closing = "CLOSING", lastAck =
    "LAST_ACK",
    timeWait = "TIME_WAIT"
}

/// TCP's control bits, in the order in which records name them.
public struct TCPFlags: OptionSet, Hashable, Sendable {
  /// The bits, as numbered here (not as on the wire).
  public let rawValue: UInt8
  /// Flags from their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The sequence number is the initial one.
  public static let syn = TCPFlags(rawValue: 1)
  /// The sender has nothing more to send.
  public static let fin = TCPFlags(rawValue: 2)
  /// The connection is reset.
  public static let rst = TCPFlags(rawValue: 4)
  /// Hand what has come to the application.
  public static let psh = TCPFlags(rawValue: 8)
  /// The acknowledgement number counts.
  public static let ack = TCPFlags(rawValue: 16)
  /// The urgent pointer counts.
  public static let urg = TCPFlags(rawValue: 32)
  /// Congestion was met on the way (RFC 3168).
  public static let ece = TCPFlags(rawValue: 64)
  /// The sender has reduced its window because of it (RFC 3168).
  public static let cwr = TCPFlags(rawValue: 128)
}

/// A packet as a transcript and a record tell it: script values only, so that they are the same on every run.
/// A field that was not known (an inferred packet's sequence number) is nil.
public struct TracedPacket: Sendable {
  /// Where a packet's telling comes from.
  public enum Source: String, Sendable { case captured, inferred }
  /// What travels in it.
  public enum Kind: String, Sendable { case tcp, udp, icmp, arp }
  /// What a packet says of hardware addresses.
  public enum Resolution: Sendable, Hashable { case question, answer(hardware: UInt64) }

  /// TCP, UDP, ICMP, or ARP (with neighbor discovery).
  public var kind: Kind = .tcp
  /// The sender; port 0 for ICMP.
  public var from: SocketAddress
  /// The receiver; port 0 for ICMP.
  public var to: SocketAddress
  /// TCP's control bits.
  public var flags: TCPFlags = []
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
  /// Whether a SYN says that selective acknowledgements are understood.
  public var sackPermitted = false
  /// What a SYN's Fast Open option is (RFC 7413).
  public enum FastOpen: String, Sendable { case request, cookie }
  /// The Fast Open option; nil when there is none.
  public var fastOpen: FastOpen?
  /// The timestamps option.
  public var timestamps: (value: UInt32, echo: UInt32)?
  /// The urgent pointer, where URG is set.
  public var urgent: UInt16?
  /// Whether its bytes, its SYN or its FIN were sent before.
  public var isRetransmission = false
  /// Whether it was read off the network.
  public var source: Source = .captured
  /// What it is beside its fields: a window update, a duplicate ACK, a fast retransmission.
  public var notice: TCPNotice?
  /// What it acknowledges selectively: relative numbers, the second the one after the last.
  public var sack: [(left: UInt32, right: UInt32)] = []
  /// Whether its first block tells of bytes that came twice (RFC 2883).
  public var isDuplicateSACK = false
  /// The first bytes of the payload (at most 32), for the trace.
  public var payloadStart: [UInt8] = []
  /// A number for the connection, from 1 in the order of first sight; 0 when it belongs to none (UDP, ICMP).
  public var connection: Int = 0
  /// True when `from` is the side that sent the connection's first segment: ladders put it on the left.
  public var fromInitiator = true
  /// The sender's state before and after it sent this; nil for UDP and ICMP.
  public var senderStates: (before: TCPState, after: TCPState)?
  /// The receiver's state before and after it took this in; nil for UDP and ICMP.
  public var receiverStates: (before: TCPState, after: TCPState)?
  /// For ICMP: what it reports.
  public var icmp: ICMPReport?
  /// For ARP and neighbor discovery: whether it asks or answers.
  public var resolution: Resolution?
  /// In how many pieces a UDP datagram travels; 0 when it is in one.
  public var fragments = 0
  /// For a piece of an IP packet beyond the first: from which byte of the payload on.
  public var fragmentOffset = 0
  /// The name of the host that it left; nil on the loopback.
  public var fromHost: String?
  /// The name of the host that it is for; nil on the loopback, and when no host has the address.
  public var toHost: String?
  /// The number under which the wire holds it: it has left, and not arrived.
  public var held: Int?
  /// Its number, when it was held and has now arrived. Its sender's states are not told again.
  public var delivered: Int?
  /// Its number, when it was lost on the way.
  public var dropped: Int?
  /// Why it was lost; nil when a hand or a rule did it.
  public var loss: PacketLoss?
  /// Its number, when it is held and a copy of it has now arrived.
  public var duplicated: Int?
  /// For a retransmission or a probe on a wire: how many milliseconds its sender waited, in steps of 100 (of 500 from a second on).
  public var waited: Int?
  /// The number of its frame, from 1, as in a saved capture; nil when the frame was not kept.
  public var frame: Int?
  /// Whether a router has marked it, since its queue was long (CE, RFC 3168).
  public var isMarked = false
  /// Whether no host has sent it: it was made.
  public var isInjected = false
  /// When it left its host, in milliseconds of the session's clock; 0 on the loopback, which has none.
  public var sentAt: Int64 = 0
  /// When it arrived; nil while it has not, and when it was lost.
  public var arrivedAt: Int64?
  /// Whether it is a piece of an IP packet beyond the first: told only when the wire holds or loses it.
  var isLaterFragment: Bool { fragmentOffset > 0 }

  /// A TCP packet without any field but its ends.
  public init(from: SocketAddress, to: SocketAddress) {
    self.from = from
    self.to = to
  }
}
