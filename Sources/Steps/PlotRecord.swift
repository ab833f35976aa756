/// A picture of a connection: what was sent over time, and what TCP made of it.
public struct PlotRecord: Sendable, Codable, Hashable {
  /// What it shows.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Sequence numbers over time, as the sender sees them: segments, acknowledgments and the edge of the window.
    case sequence
    /// The congestion window, the slow-start threshold, and what is in flight.
    case cwnd
    /// Round-trip times.
    case rtt
    /// Bytes acknowledged per second.
    case throughput
    /// Bytes that wait: to be acknowledged at the sender, to be read at the receiver.
    case queues
  }

  /// What it shows.
  public var kind: Kind
  /// The socket whose data it is about, or the sender's host.
  public var sender: String
  /// The sender's end.
  public var from: Address
  /// The receiver's end.
  public var to: Address
  /// What counts along: `ms` of the session's clock, or `packet`, a packet's number, where no time has passed.
  public var along: String
  /// What counts upward: `bytes`, `segments`, `ms` or `bytes/s`.
  public var upward: String
  /// What is drawn, in the order of drawing: a later mark covers an earlier one.
  public var series: [PlotSeries]

  /// A picture from its parts.
  public init(
    _ kind: Kind, sender: String, from: Address, to: Address, along: String, upward: String, series: [PlotSeries]
  ) {
    (self.kind, self.sender, self.from, self.to) = (kind, sender, from, to)
    (self.along, self.upward, self.series) = (along, upward, series)
  }
}

/// Points of one meaning.
public struct PlotSeries: Sendable, Codable, Hashable {
  /// How it is drawn.
  public enum Mark: String, Sendable, Codable {
    /// Each point by itself.
    case points
    /// From each point to its top.
    case bars
    /// A value that holds until the next point.
    case steps
  }

  /// What it is: `data`, `sent again`, `acknowledged`.
  public var name: String
  /// The letter that it is drawn with in text.
  public var letter: String
  /// How it is drawn.
  public var mark: Mark
  /// Its points, in the order of time.
  public var points: [PlotPoint]

  /// A series from its parts.
  public init(_ name: String, letter: String, _ mark: Mark, _ points: [PlotPoint]) {
    (self.name, self.letter, self.mark, self.points) = (name, letter, mark, points)
  }
}

/// A point, or a bar, of a picture.
public struct PlotPoint: Sendable, Codable, Hashable {
  /// Along.
  public var x: Int
  /// Upward.
  public var y: Int
  /// Where a bar ends; `y` for a point.
  public var top: Int

  /// A point.
  public init(x: Int, y: Int, top: Int? = nil) { (self.x, self.y, self.top) = (x, y, top ?? y) }
}
