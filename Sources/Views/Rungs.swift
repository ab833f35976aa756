import Steps
import TerminalText

/// How a ladder stands on the page: the left side's state, an arrow with what travels, the right side's state.
///
/// The states are those after the segment was sent and taken in, as in RFC 9293's figures; a state is written where it
/// changes, and the first row has those from before. A solid arrow was captured, a dashed one inferred.
struct Rungs {
  let ladder: Ladder
  let arrowWidth: Int
  let rightColumn: Int
  /// The states that were written last.
  var shown: (left: ConnectionState?, right: ConnectionState?) = (nil, nil)
  var hasChanges: Bool { ladder.hasChanges }

  /// Columns of a state and the gap to the arrow; the longest names have eleven letters.
  static let stateColumns = 13
  /// Rows that this one has at most.
  var rows = Rungs.maxRows
  /// Whether packets between hosts have their numbers: in `trace`.
  var isNumbered = false
  /// Packets of the ladder that are not kept.
  var omitted: OmittedPackets?
  /// Rows that a ladder has at most; of a longer one the middle is summed up.
  static let maxRows = 12

  init(_ ladder: Ladder, width: Int, indent: Int) {
    self.ladder = ladder
    arrowWidth = width - indent - 2 * Rungs.stateColumns
    rightColumn = indent + Rungs.stateColumns + arrowWidth + 2
  }

  /// Takes in a packet's states and returns those that are news.
  mutating func news(_ packet: Packet) -> (left: ConnectionState?, right: ConnectionState?) {
    guard hasChanges else { return (nil, nil) }
    let states = ladder.states(packet)
    return (Rungs.news(states.left?.after, &shown.left), Rungs.news(states.right?.after, &shown.right))
  }

  private static func news(_ state: ConnectionState?, _ shown: inout ConnectionState?) -> ConnectionState? {
    guard let state, state != shown else { return nil }
    shown = state
    return state
  }

  /// The states before the first packet.
  mutating func begin() {
    for packet in ladder.packets where shown.left == nil || shown.right == nil {
      let states = ladder.states(packet)
      shown.left = shown.left ?? states.left?.before
      shown.right = shown.right ?? states.right?.before
    }
  }
}

extension Page {
  /// The names and ports of both sides, and the states from before.
  mutating func writeHeader(_ rungs: inout Rungs, _ step: Step) {
    let ladder = rungs.ladder
    begin()
    appendSide(ladder.left, peer: ladder.right, step)
    let mark = text.mark
    text.pad(to: rungs.rightColumn, gap: 2)
    let start = text.column
    appendSide(ladder.right, peer: ladder.left, step)
    if text.column > width {
      let columns = text.column - start
      text.goBack(to: mark)
      text.pad(to: width - columns, gap: 2)
      appendSide(ladder.right, peer: ladder.left, step)
    }
    end()
    guard rungs.hasChanges else { return }
    rungs.begin()
    begin()
    if let left = rungs.shown.left { text.append(trusted: left.rawValue, .state) }
    text.pad(to: rungs.rightColumn)
    if let right = rungs.shown.right { text.append(trusted: right.rawValue, .state) }
    endCounted()
  }

  /// `c :49152`; with the host where the two sides are not on one.
  private mutating func appendSide(_ end: Address, peer: Address, _ step: Step) {
    if let name = step.socketName(at: end, peer: peer) {
      text.append(escaping: name, .name)
      text.append(" ")
    }
    if end.host != peer.host { return append(end) }
    text.append(":")
    text.append(end.port)
  }

  /// All packets, or the first and the last ones with the sum of what is between.
  mutating func writeRows(_ rungs: inout Rungs) {
    let packets = rungs.ladder.packets
    guard packets.count > rungs.rows + 1 || rungs.omitted != nil else {
      for packet in packets { writeRow(packet, &rungs) }
      return
    }
    let tail = 4
    let head = min(rungs.rows - tail, rungs.omitted?.place ?? .max)
    let hidden = packets.dropFirst(head).dropLast(tail)
    for packet in packets[..<hidden.startIndex] { writeRow(packet, &rungs) }
    let count = hidden.count + (rungs.omitted?.count ?? 0)
    let bytes = hidden.reduce(rungs.omitted?.bytes ?? 0) { $0 + ($1.len ?? 0) }
    let noun = rungs.ladder.kind == .tcp ? " more segments, " : " more packets, "
    line("… " + grouped(count) + noun + grouped(bytes) + " bytes", at: Rungs.stateColumns)
    for packet in packets[hidden.endIndex...] { writeRow(packet, &rungs) }
  }

  private mutating func writeRow(_ packet: Packet, _ rungs: inout Rungs) {
    let news = rungs.news(packet)
    // A packet that does not arrive changes nothing where it was to: there is room for what stopped it.
    let stop = packet.stop.map { (text: $0, isRight: rungs.ladder.isRightward(packet)) }
    begin()
    if let left = news.left {
      text.append(trusted: left.rawValue, .state)
    } else if let stop, !stop.isRight {
      text.append(escaping: stop.text, .caution)
    }
    text.pad(to: indent + Rungs.stateColumns)
    writeArrow(packet, rungs)
    if let right = news.right {
      text.append("  ")
      text.append(trusted: right.rawValue, .state)
    } else if let stop, stop.isRight {
      text.append("  ")
      text.append(escaping: stop.text, .caution)
    }
    endCounted()
  }

  /// `── SYN  seq=0 win=64240 mss=1460 ────▶`, as wide as the arrows are.
  private mutating func writeArrow(_ packet: Packet, _ rungs: Rungs) {
    let isRightward = rungs.ladder.isRightward(packet)
    let line = packet.source == .captured ? Arrow.solid : Arrow.dashed
    let arrives = packet.held == nil && packet.dropped == nil
    if !isRightward { append(arrives ? Arrow.leftHead : packet.wall, 1) }
    append(line, isRightward ? 2 : 1)
    text.append(" ")
    let start = text.column
    if rungs.isNumbered, let number = packet.number {
      text.append("#")
      text.append(UInt64(number))
      text.append(" ")
    }
    writeSegment(packet, limit: start + rungs.arrowWidth - (isRightward ? 6 : 3))
    let rest = rungs.arrowWidth - 3 - (text.column - start)
    guard rest > 1 else { return text.spaces(rest) }
    text.append(" ")
    append(line, isRightward ? rest - 2 : rest - 1)
    if isRightward { append(arrives ? Arrow.rightHead : packet.wall, 1) }
  }

  /// Appends `count` characters of an arrow. Measuring each would cost more than all the rest of a row.
  private mutating func append(_ characters: [UInt8], _ count: Int) {
    guard count > 0 else { return }
    uncounted { $0.append(contentsOf: characters[..<(3 * count)]) }
  }
}

extension Packet {
  /// What a packet ends at that does not arrive.
  fileprivate var wall: [UInt8] { dropped != nil ? Arrow.lost : Arrow.held }
}

/// What arrows are made of: characters of three bytes.
private enum Arrow {
  static let solid = [UInt8](String(repeating: "─", count: 256).utf8)
  static let dashed = [UInt8](String(repeating: "╌", count: 256).utf8)
  static let leftHead = [UInt8]("◀".utf8)
  static let rightHead = [UInt8]("▶".utf8)
  static let held = [UInt8]("│".utf8)
  static let lost = [UInt8]("✕".utf8)
}
