import LinuxSockets
import TerminalText
import Wire

/// The packets of one connection that moved one after the other in a step: a ladder between two sides.
struct Ladder {
  let left: SocketAddress
  let right: SocketAddress
  var packets: [TracedPacket]

  init(_ first: TracedPacket) {
    left = first.fromInitiator ? first.from : first.to
    right = first.fromInitiator ? first.to : first.from
    packets = [first]
  }

  /// Whether a packet travels between the two sides. An ICMP message belongs to the ladder of what it answers.
  func takes(_ packet: TracedPacket) -> Bool {
    if packet.kind == .icmp { return packet.from.sameHost(right) && packet.to.sameHost(left) }
    return packet.kind == packets[0].kind
      && (packet.from == left && packet.to == right || packet.from == right && packet.to == left)
  }

  /// Whether a packet goes from left to right. A socket connected to itself has one address on both sides.
  func isRightward(_ packet: TracedPacket) -> Bool {
    if packet.kind == .icmp { return packets[0].kind == .icmp }
    return left == right ? packet.fromInitiator : packet.from == left
  }

  /// The states of both sides after a packet, and before it: nil where they are not known.
  func states(_ packet: TracedPacket) -> (left: Moves?, right: Moves?) {
    isRightward(packet)
      ? (packet.senderStates, packet.receiverStates) : (packet.receiverStates, packet.senderStates)
  }

  typealias Moves = (before: TCPState, after: TCPState)

  /// Whether a state changes anywhere in the ladder.
  var hasChanges: Bool {
    packets.contains { packet in
      [packet.senderStates, packet.receiverStates].contains { $0.map { $0.before != $0.after } ?? false }
    }
  }

  /// Packets in runs of one connection.
  static func ladders(_ packets: [TracedPacket]) -> [Ladder] {
    var all: [Ladder] = []
    for packet in packets {
      if let last = all.indices.last, all[last].takes(packet) {
        all[last].packets.append(packet)
      } else {
        all.append(Ladder(packet))
      }
    }
    return all
  }
}

extension SocketAddress {
  fileprivate func sameHost(_ other: SocketAddress) -> Bool {
    family == other.family && high == other.high && low == other.low
  }
}

extension Page {
  /// The packets of a step, a ladder a connection.
  mutating func writeTrace(_ step: Step) {
    var isFirst = true
    for ladder in Ladder.ladders(step.packets) {
      if !isFirst { blank() }
      isFirst = false
      writeLadder(ladder, step)
    }
  }

  private mutating func writeLadder(_ ladder: Ladder, _ step: Step) {
    var rungs = Rungs(ladder, width: width, indent: indent)
    writeHeader(&rungs, step)
    writeRows(&rungs)
  }
}

extension Step {
  /// The name of the socket at one end of a connection, as far as this step tells it.
  func socketName(at end: SocketAddress, peer: SocketAddress) -> String? {
    var listener: String?
    for case .socket(let name, let state) in changes {
      guard let local = state.local, local == end || local.isWildcard && local.port == end.port else { continue }
      if state.peer == peer { return name }
      if state.peer == nil { listener = name }
    }
    return listener
  }
}
