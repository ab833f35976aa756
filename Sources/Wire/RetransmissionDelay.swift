import Glibc
import LinuxSockets

/// A kernel takes the acknowledgement of a segment that it has sent twice for that of the first sending when it comes sooner
/// than any before (net/ipv4/tcp_recovery.c, tcp_rack_advance; RFC 8985 section 6.2 step 2), and then does not conclude
/// from it that others are lost. Whether it comes so soon would be a matter of microseconds here.
extension HostWire {
  /// A round trip is never waited for longer than this, in microseconds.
  private static let most: Int64 = 60_000
  /// How much later than the soonest answer one comes, in microseconds.
  private static let margin: Int64 = 50

  /// Holds a segment that was sent again until its answer comes later than any before.
  func outlastLeastRoundTrip(_ packet: TracedPacket) {
    guard packet.isRetransmission, packet.kind == .tcp, (packet.len ?? 0) > 0, let host = host(owning: packet.from),
      let row = HostConnection.find(parts[host.id.place].connections, packet.from, packet.to)
    else { return }
    let end = MachineClock.microseconds() + min(max(row.leastRoundTrip, 0), Self.most) + Self.margin
    while MachineClock.microseconds() < end { sched_yield() }
  }
}
