/// What the TCP of a host's kernel keeps of a connection beside its state, as INET_DIAG_INFO tells it (struct tcp_info,
/// linux/tcp.h). Times are not the kernel's, whose clock runs on while a person reads: they are of the session's clock,
/// by RFC 6298 from the segments as they left and arrived.
public struct TCPInside: Sendable, Equatable {
  /// The state of congestion control; the kernel's numbers (enum tcp_ca_state).
  public enum Congestion: UInt8, Sendable { case open, disorder, cwr, recovery, loss }

  /// The state of congestion control.
  public var congestion = Congestion.open
  /// The algorithm of congestion control: `reno`.
  public var algorithm = ""
  /// The congestion window, in segments.
  public var window = TCPInside.firstWindow
  /// Where slow start ends, in segments; nil before anything was lost.
  public var threshold: Int?
  /// Segments that were sent and are not acknowledged.
  public var unacknowledged = 0
  /// Of these, what counts as under way (RFC 6675's pipe): neither acknowledged selectively nor lost, and what was sent
  /// again.
  public var inFlight = 0
  /// Segments that are acknowledged selectively.
  public var sacked = 0
  /// Segments that count as lost.
  public var lost = 0
  /// Segments that were sent again, and are not acknowledged.
  public var retransmitting = 0
  /// How many segments were sent again since the connection began.
  public var retransmissions = 0
  /// By how many places segments may come out of order before one counts as lost.
  public var reordering = 3
  /// How often the retransmission timer has run out in a row: each time it is doubled.
  public var backoff = 0
  /// The retransmission timeout with its back-off, in milliseconds.
  public var timeout: Int64 = 0
  /// The smoothed round-trip time, in microseconds; nil before there was one.
  public var roundTrip: Int64?
  /// How much it varies, in microseconds.
  public var variation: Int64 = 0
  /// The most bytes that a segment may have.
  public var segmentSize = 0
  /// Bytes that wait to be acknowledged or to be sent.
  public var sendQueue = 0
  /// Of these, bytes that were not sent.
  public var notSent = 0
  /// Bytes that wait to be read.
  public var receiveQueue = 0
  /// The window that the other end offers, in bytes.
  public var peerWindow = 0
  /// What the other end has beyond its acknowledgement, by the segments that have arrived: relative numbers, the second
  /// the one after the last.
  public var scoreboard: [Range<UInt32>] = []

  /// What a connection begins with (RFC 6928).
  static let firstWindow = 10
  /// The kernel's number for no threshold (TCP_INFINITE_SSTHRESH).
  static let noThreshold: UInt32 = 0x7fff_ffff

  /// A connection that has just begun.
  init() {}
}

/// The round-trip time of a side's segments by the session's clock (RFC 6298): one segment is timed at a time, and none
/// that was sent again (section 3).
struct RoundTrip {
  /// The smoothed time and its variation, in microseconds; nil before a segment was timed.
  private(set) var smoothed: Int64?
  private(set) var variation: Int64 = 0
  /// What is timed: the number after its last, and when it was sent.
  private var timed: (end: UInt32, at: Int64)?

  /// Notes that a segment leaves, at a time in milliseconds.
  mutating func sends(_ segment: Segment, isAgain: Bool, at time: Int64) {
    if isAgain {
      if let timed, isBefore(segment.seq, timed.end) { self.timed = nil }
    } else if timed == nil, segment.span > 0 {
      timed = (segment.end, time)
    }
  }

  /// Notes that an acknowledgement arrives, at a time in milliseconds.
  mutating func isAnswered(_ ack: UInt32, at time: Int64) {
    guard let timed, !isBefore(ack, timed.end) else { return }
    self.timed = nil
    let sample = max(time - timed.at, 0) * 1000
    guard let smoothed else {
      (self.smoothed, variation) = (sample, sample / 2)
      return
    }
    variation += (abs(smoothed - sample) - variation) / 4
    self.smoothed = smoothed + (sample - smoothed) / 8
  }

  /// The retransmission timeout before any back-off, in milliseconds; nil before a segment was timed. Linux lets the
  /// variation count for 200 ms at least, where the RFC has a second for the sum (net/ipv4/tcp_input.c,
  /// tcp_rtt_estimator).
  var timeout: Int64? {
    smoothed.map { ($0 + max(4 * variation, HostTimers.leastTimeout * 1000)) / 1000 }
  }
}

extension Segment {
  /// Whether its first block is behind what it acknowledges, or within the second: the block tells of bytes that came
  /// twice (RFC 2883 section 4).
  var tellsOfDuplicate: Bool {
    guard let block = sack.first else { return false }
    if isBefore(block.left, ack) { return true }
    return sack.count > 1 && !isBefore(block.left, sack[1].left) && !isBefore(sack[1].right, block.right)
  }
}

extension TCPSide {
  /// Keeps the scoreboard with an acknowledgement that has arrived.
  mutating func noteSelective(_ segment: Segment) {
    guard segment.hasSACK || !scoreboard.isEmpty, let first else { return }
    let edge = acknowledged &- first
    var ranges = scoreboard
    for block in segment.sack.dropFirst(segment.tellsOfDuplicate ? 1 : 0)
    where isBefore(block.left, block.right) && !isBefore(next, block.right) {
      let (left, right) = (block.left &- first, block.right &- first)
      if left < right { ranges.append(left..<right) }
    }
    ranges = ranges.filter { $0.upperBound > edge }.sorted { $0.lowerBound < $1.lowerBound }
    scoreboard.removeAll(keepingCapacity: true)
    for range in ranges {
      if let last = scoreboard.last, range.lowerBound <= last.upperBound {
        scoreboard[scoreboard.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        scoreboard.append(range)
      }
    }
  }
}
