import Steps
import TerminalText

// Hosts, and what is on its way between them.

extension Page {
  /// The most connections of one host that are told, and the most entries of `inflight`.
  private static let toldConnections = 100
  private static let toldInFlight = 1000

  /// `host a is 10.0.0.1, MTU 1500; @a runs a line there`
  mutating func writeMade(_ host: HostRecord) {
    line("host \(host.name) is \(addresses(host)), MTU \(host.mtu); @\(host.name) runs a line there")
  }

  /// A line a host, and one for each of its connections.
  mutating func writeHosts(_ hosts: [HostRecord]) {
    if hosts.isEmpty { return line("there is no host; host a 10.0.0.1 makes one") }
    for host in hosts {
      line("\(host.name)  \(addresses(host)), MTU \(host.mtu)" + (host.isPlugged ? "" : ", unplugged"))
      let rows = (host.connections ?? []).filter { $0.state != .closed }
      for row in rows.prefix(Self.toldConnections) {
        let peer = row.peer.map { " → \($0)" } ?? ""
        line("  \(row.state.rawValue)  \(row.local)\(peer)", .code, at: 2, hang: 6)
      }
      if rows.count > Self.toldConnections { line("… \(grouped(rows.count - Self.toldConnections)) more", at: 4) }
    }
  }

  /// `1  a → b  SYN  seq=0`, packets and operations by their numbers.
  mutating func writeInFlight(_ records: [InFlightRecord]) {
    if records.isEmpty { return line("nothing is on its way") }
    for record in records.prefix(Self.toldInFlight) { line(text(record), .code, at: 2, hang: 6) }
    if records.count > Self.toldInFlight { line("… \(grouped(records.count - Self.toldInFlight)) more") }
  }

  private func text(_ record: InFlightRecord) -> String {
    switch record {
    case .operation(let one): return "\(one.number)  \(one.call) of step \(one.step), in the kernel"
    case .packet(let number, let packet, let isTimed):
      var text = "\(number)  \(packet.fromHost ?? "?") → \(packet.toHost ?? "?")  \(packet.summary)"
      if let seq = packet.seq { text += "  seq=\(seq)" }
      if packet.flags.contains(.ack), let ack = packet.ack { text += " ack=\(ack)" }
      if let len = packet.len, len > 0 { text += " len=\(len)" }
      if !packet.note.isEmpty { text += "  " + packet.note }
      text += packet.noticeText.isEmpty ? "" : " " + packet.noticeText
      return isTimed ? text + "  arrives by itself" : text
    }
  }

  private func addresses(_ host: HostRecord) -> String {
    host.addresses.joined(separator: ", ")
  }
}
