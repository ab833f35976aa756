import Steps

/// A ladder as it is drawn elsewhere than in a terminal: two sides, and a row for each packet.
public struct DrawnLadder {
  /// One packet.
  public struct Row {
    /// Whether it goes from left to right.
    public let isRightward: Bool
    /// What travels: `SYN  seq=0 win=64240`.
    public let label: String
    /// The states of the sides after it, where they are news.
    public let states: (left: String?, right: String?)
    /// What keeps it from arriving; nil when it arrives.
    public let stop: String?
    /// Whether it was inferred, and not captured.
    public let isInferred: Bool
    /// The packet itself.
    public let packet: Packet
  }

  /// What stands above the sides: `c 10.0.0.1:49152`.
  public let sides: (left: String, right: String)
  /// The states from before, where one changes.
  public let before: (left: String?, right: String?)
  /// The packets, in order.
  public let rows: [Row]

  /// The ladders of a step, a connection each, of `most` rows at most in all.
  public static func ladders(of step: Step, most: Int = 200) -> [DrawnLadder] {
    Ladder.ladders(Array(step.packets.prefix(most))).map { DrawnLadder($0, step) }
  }

  private init(_ ladder: Ladder, _ step: Step) {
    var rungs = Rungs(ladder, width: 80, indent: 0)
    sides = (Self.side(ladder.left, ladder.right, step), Self.side(ladder.right, ladder.left, step))
    if rungs.hasChanges { rungs.begin() }
    before = (rungs.shown.left?.rawValue, rungs.shown.right?.rawValue)
    rows = ladder.packets.map { packet in
      let news = rungs.news(packet)
      return Row(
        isRightward: ladder.isRightward(packet), label: TextView.label(of: packet, columns: 72),
        states: (news.left?.rawValue, news.right?.rawValue), stop: TextView.stop(of: packet),
        isInferred: packet.source == .inferred, packet: packet)
    }
  }

  private static func side(_ end: Address, _ peer: Address, _ step: Step) -> String {
    let name = step.socketName(at: end, peer: peer).map { $0 + " " } ?? ""
    return name + (end.host == peer.host ? ":\(end.port)" : "\(end)")
  }
}
