import LinuxSockets
import Steps
import Winsock
import Wire

/// Which socket is at which end of a connection. An end is kept after its socket was closed: its last packets are
/// still named.
struct EndTable {
  private struct End: Hashable {
    let local: SocketAddress
    let peer: SocketAddress?

    /// Ports and addresses are enough: families and scopes rarely tell two ends apart.
    func hash(into hasher: inout Hasher) {
      hasher.combine(local.low << 16 ^ UInt64(local.port) ^ (peer.map { $0.low << 32 ^ UInt64($0.port) << 16 } ?? 0))
    }
  }

  /// More ends than this are forgotten all at once: only their names in the trace are lost.
  private static let maximum = 1 << 16
  private var sockets: [End: Handle] = [:]

  mutating func note(_ socket: Handle, _ local: SocketAddress, _ peer: SocketAddress?) {
    if sockets.count >= Self.maximum { sockets.removeAll() }
    sockets[End(local: local, peer: peer)] = socket
  }

  /// The socket of a connection's end, or else the one that listens there.
  func find(_ local: SocketAddress, _ peer: SocketAddress) -> (
    socket: Handle, local: SocketAddress, peer: SocketAddress?
  )? {
    if let socket = sockets[End(local: local, peer: peer)] { return (socket, local, peer) }
    if let socket = sockets[End(local: local, peer: nil)] { return (socket, local, nil) }
    guard !local.isGroup else { return nil }
    let any = SocketAddress.any(local.family, port: local.port)
    return sockets[End(local: any, peer: nil)].map { ($0, any, nil) }
  }
}

extension Session {
  /// Notes the ends that a call has just given to a socket, which nothing else tells of: a connect under way, and a
  /// datagram socket that sends without having been bound.
  func noteEnd(_ shape: Shape) {
    switch shape.keep {
    case .connecting(let socket, let peer):
      // From which address it goes out is known when it is connected.
      if let local = winsock.boundAddress(socket) { trace.ends.note(socket, local, local.isWildcard ? nil : peer) }
    case .sendingTo(let socket, _, _), .buffers(_, let socket?):
      guard let state = winsock.describe(socket), !state.isStream, let local = state.local else { return }
      trace.ends.note(socket, local, state.peer)
    default: break
    }
  }

  /// The names of the ends of these packets' connections, each once.
  func endNames(_ packets: [TracedPacket]) -> [EndName] {
    var names: [EndName] = []
    names.reserveCapacity(2)
    var last: (from: SocketAddress, to: SocketAddress)?
    for i in packets.indices.prefix(1000) {
      // An ICMP message is told where the packet is that it is about.
      let (from, to) = packets[i].icmp?.about.map { ($0.from, $0.to) } ?? (packets[i].from, packets[i].to)
      // Most packets of a step travel between the same two ends.
      if let last, last == (from, to) || last == (to, from) { continue }
      last = (from, to)
      add(from, to, &names)
      add(to, from, &names)
    }
    return names
  }

  private func add(_ local: SocketAddress, _ peer: SocketAddress, _ names: inout [EndName]) {
    guard let end = trace.ends.find(local, peer), let name = name(end.socket) else { return }
    let one = EndName(
      name: name, local: trace.addresses.text(end.local), peer: end.peer.map { trace.addresses.text($0) })
    if !names.contains(where: { $0.local == one.local && $0.peer == one.peer }) { names.append(one) }
  }
}
