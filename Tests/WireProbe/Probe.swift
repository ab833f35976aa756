import Glibc
import LinuxSockets
import Wire

/// Plays real sockets' moves in a private network and prints, after each, what was captured and what the kernel says of
/// every socket. A process of its own, since a private network has to be entered before any thread starts.
struct Probe {
  let network: Network
  let kernel = LinuxKernel()
  var packets: [TracedPacket] = []

  /// Reads what has come and prints a line a packet.
  mutating func report() {
    // The kernel has done all there is to do when a call returns, unless another processor took the work over.
    for _ in 0..<1000 {
      network.drain(into: &packets)
      if network.isSettled { break }
      usleep(100)
    }
    for packet in packets { print(Self.line(packet)) }
    packets.removeAll(keepingCapacity: true)
  }

  static func line(_ p: TracedPacket) -> String {
    var text = "packet \(p.kind) \(p.from) > \(p.to)"
    let names: [(TCPFlags, String)] = [
      (.syn, "SYN"), (.fin, "FIN"), (.rst, "RST"), (.psh, "PSH"), (.ack, "ACK"), (.urg, "URG"), (.ece, "ECE"),
      (.cwr, "CWR"),
    ]
    let flags = names.filter { p.flags.contains($0.0) }.map(\.1)
    if !flags.isEmpty { text += " " + flags.joined(separator: "+") }
    if let seq = p.seq { text += " seq=\(seq)" }
    if let ack = p.ack { text += " ack=\(ack)" }
    if let len = p.len { text += " len=\(len)" }
    if let win = p.win { text += " win=\(win)" }
    if let mss = p.mss { text += " mss=\(mss)" }
    if let scale = p.wscale { text += " wscale=\(scale)" }
    if p.sackPermitted { text += " sackPermitted" }
    if p.timestamps != nil { text += " timestamps" }
    if let urgent = p.urgent { text += " urgent=\(urgent)" }
    if p.isRetransmission { text += " retransmission" }
    if p.connection > 0 { text += " connection=\(p.connection)" }
    if let s = p.senderStates, let r = p.receiverStates {
      text += " \(s.before.rawValue)->\(s.after.rawValue) \(r.before.rawValue)->\(r.after.rawValue)"
    }
    if !p.payloadStart.isEmpty { text += " \"\(String(decoding: p.payloadStart, as: UTF8.self))\"" }
    return p.note.isEmpty ? text : text + " (\(p.note))"
  }
}
