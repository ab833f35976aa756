import Steps
import TerminalText

/// The packets of one connection that moved one after the other in a step: a ladder between two sides.
struct Ladder {
  let left: Address
  let right: Address
  let kind: Packet.Kind
  private(set) var packets: ArraySlice<Packet>
  /// Whether a state changes anywhere in the ladder.
  private(set) var hasChanges = false

  /// The ladder that begins with the first of these packets.
  private init(_ rest: ArraySlice<Packet>) {
    let first = rest[rest.startIndex]
    if let about = first.about {
      (left, right, kind) = (about.from, about.to, about.kind)
    } else {
      left = first.fromInitiator ? first.from : first.to
      right = first.fromInitiator ? first.to : first.from
      kind = first.kind
    }
    packets = rest[..<rest.startIndex]
    var end = rest.startIndex
    repeat {
      if rest[end].changesState { hasChanges = true }
      end += 1
    } while end < rest.endIndex && takes(rest[end])
    packets = rest[..<end]
  }

  /// Whether a packet travels between the two sides. An ICMP message belongs to the ladder of what it answers.
  private func takes(_ packet: Packet) -> Bool {
    if let about = packet.about {
      return about.kind == kind
        && (about.from == left && about.to == right || about.from == right && about.to == left)
    }
    if packet.kind == .icmp { return packet.from.sameHost(right) && packet.to.sameHost(left) }
    return packet.kind == kind
      && (packet.from == left && packet.to == right || packet.from == right && packet.to == left)
  }

  /// Whether a packet goes from left to right. A socket connected to itself has one address on both sides.
  func isRightward(_ packet: Packet) -> Bool {
    // To who sent the packet that it is about.
    if let about = packet.about { return about.from == right && left != right }
    if packet.kind == .icmp { return kind == .icmp }
    return left == right ? packet.fromInitiator : packet.from == left
  }

  /// The states of both sides after a packet, and before it: nil where they are not known.
  func states(_ packet: Packet) -> (left: Moves?, right: Moves?) {
    isRightward(packet)
      ? (packet.senderStates, packet.receiverStates) : (packet.receiverStates, packet.senderStates)
  }

  typealias Moves = StateMove

  /// Packets in runs of one connection.
  static func ladders(_ packets: [Packet]) -> [Ladder] {
    var all: [Ladder] = []
    var rest = packets[...]
    while !rest.isEmpty {
      let ladder = Ladder(rest)
      all.append(ladder)
      rest = rest[ladder.packets.endIndex...]
    }
    return all
  }
}

extension Packet {
  /// Whether one of the two ends comes to another state by it.
  fileprivate var changesState: Bool {
    if let states = senderStates, states.before != states.after { return true }
    if let states = receiverStates, states.before != states.after { return true }
    return false
  }
}

extension Address {
  func sameHost(_ other: Address) -> Bool { host == other.host }
}

extension Page {
  /// The packets of a step, a ladder a connection.
  mutating func writeTrace(_ step: Step) { writeTrace(step.packets, step, rows: Rungs.maxRows, isNumbered: false) }

  /// Packets, a ladder a connection, of `rows` rows at most.
  /// `omitted` are packets of the only ladder that are not kept.
  mutating func writeTrace(
    _ packets: [Packet], _ step: Step, rows: Int, isNumbered: Bool, omitted: OmittedPackets? = nil
  ) {
    var isFirst = true
    for ladder in Ladder.ladders(packets) {
      if !isFirst { blank() }
      isFirst = false
      writeLadder(ladder, step, rows, isNumbered, omitted)
    }
  }

  private mutating func writeLadder(
    _ ladder: Ladder, _ step: Step, _ rows: Int, _ isNumbered: Bool, _ omitted: OmittedPackets?
  ) {
    var rungs = Rungs(ladder, width: width, indent: indent)
    rungs.rows = rows
    rungs.isNumbered = isNumbered
    rungs.omitted = omitted
    writeHeader(&rungs, step)
    writeRows(&rungs)
  }
}

extension Step {
  /// The name of the socket at one end of a connection; of the socket that listens there when it has none of its own.
  func socketName(at end: Address, peer: Address) -> String? {
    var listener: String?
    for one in ends where one.local == end || one.local.isWildcard && one.local.port == end.port {
      if one.peer == peer { return one.name }
      if one.peer == nil { listener = one.name }
    }
    return listener
  }
}
