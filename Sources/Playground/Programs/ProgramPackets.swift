import LinuxSockets
import Wire

/// The packets of programs.
extension Session {
  /// Packets between programs of which one is hidden are counted, and kept for `trace` only.
  func hidePackets() {
    guard !current.packets.isEmpty else { return }
    // Thousands are kept where all are shown: they are not gone through after each call.
    guard programs.list.contains(where: { !$0.isShown }) else { return thinOut() }
    var hidden: [TracedPacket] = []
    var kept = 0
    for i in current.packets.indices {
      if isHidden(current.packets[i]) {
        programs.hiddenPackets += 1
        hidden.append(current.packets[i])
      } else {
        if kept < i { current.packets[kept] = current.packets[i] }
        kept += 1
      }
    }
    current.packets.removeSubrange(kept...)
    if !hidden.isEmpty { trace.remembered.append(hidden) }
    thinOut()
  }

  /// Whether both ends of a packet belong to programs, and one of them is hidden.
  private func isHidden(_ packet: TracedPacket) -> Bool {
    let end: SocketAddress
    let client: Program
    if let from = programs.clientEnds[packet.from] {
      (end, client) = (packet.to, from)
    } else if let to = programs.clientEnds[packet.to] {
      (end, client) = (packet.from, to)
    } else {
      return false
    }
    guard let server = programs.list.first(where: { $0.listens(at: end) }) else { return false }
    return !(server.isShown && client.isShown)
  }
}

extension Program {
  fileprivate func listens(at end: SocketAddress) -> Bool {
    guard case .server(let server) = work else { return false }
    let address = server.address
    return address == end || address.isWildcard && address.port == end.port
  }
}
