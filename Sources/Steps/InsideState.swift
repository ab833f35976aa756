/// What the TCP of a host's kernel keeps of a connection beside its state. Counts are segments, queues and windows bytes.
/// Counts, queues and windows are the kernel's (struct tcp_info); times are of the session's clock, by RFC 6298 from the
/// segments that moved.
public struct InsideState: Sendable, Codable, Hashable {
  /// The state of congestion control, by Linux's names.
  public enum Congestion: String, Sendable, Codable {
    case open = "Open"
    case disorder = "Disorder"
    case cwr = "CWR"
    case recovery = "Recovery"
    case loss = "Loss"
  }

  /// The state of congestion control.
  public var congestion = Congestion.open
  /// Its algorithm, `reno` or `cubic`.
  public var algorithm = ""
  /// The congestion window.
  public var cwnd = 0
  /// Where slow start ends; nil before anything was lost.
  public var ssthresh: Int?
  /// Segments sent and not acknowledged.
  public var unacknowledged = 0
  /// Segments under way: not acknowledged, nor selectively so, nor lost; and those that were sent again (RFC 6675's pipe).
  public var inFlight = 0
  /// Segments acknowledged selectively.
  public var sacked = 0
  /// Segments that count as lost.
  public var lost = 0
  /// Segments sent again and not acknowledged.
  public var retransmitting = 0
  /// Segments sent again since the connection began.
  public var retransmissions = 0
  /// By how many places segments may come out of order before one counts as lost.
  public var reordering = 0
  /// How often the retransmission timer has run out in a row.
  public var backoff = 0
  /// The retransmission timeout with its back-off, in milliseconds.
  public var rto = 0
  /// The smoothed round-trip time, in microseconds; nil before a segment was timed.
  public var srtt: Int?
  /// How much it varies, in microseconds.
  public var rttvar = 0
  /// The largest payload of a segment.
  public var mss = 0
  /// Bytes that wait to be acknowledged or to be sent.
  public var sendQueue = 0
  /// Of these, bytes that were not sent.
  public var notSent = 0
  /// Bytes that wait to be read.
  public var receiveQueue = 0
  /// The window that the other end offers.
  public var peerWindow = 0
  /// What the other end has beyond its acknowledgment: the SACK scoreboard, in relative numbers.
  public var scoreboard: [Packet.SACKBlock] = []

  /// A connection of which nothing is known.
  public init() {}

  /// The names of all values, as a statement asks for them; the scoreboard is not one.
  public static let fields = ["congestion", "algorithm", "ssthresh", "srtt"] + numbers.map(\.key)

  /// The values that are plain numbers, by their keys in records, in the order in which they are told.
  public static let numbers: [(key: String, path: WritableKeyPath<InsideState, Int> & Sendable)] = [
    ("cwnd", \.cwnd), ("unacknowledged", \.unacknowledged), ("inFlight", \.inFlight), ("sacked", \.sacked),
    ("lost", \.lost), ("retransmitting", \.retransmitting), ("retransmissions", \.retransmissions),
    ("reordering", \.reordering), ("backoff", \.backoff), ("rto", \.rto), ("rttvar", \.rttvar), ("mss", \.mss),
    ("sendQueue", \.sendQueue), ("notSent", \.notSent), ("receiveQueue", \.receiveQueue), ("peerWindow", \.peerWindow),
  ]
}
