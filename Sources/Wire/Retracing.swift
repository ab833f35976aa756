import LinuxSockets
import WireFormat

extension Network {
  /// A frame by its number in the capture, from 1: what was kept of it, and how long it was. Nil when it was not kept.
  public func frame(_ number: Int) -> (bytes: [UInt8], length: Int)? { log.frame(number) }

  /// What the frames up to one make of it, told once more: relative numbers and scaled windows of a packet that nobody
  /// remembers. Nil when it is no TCP segment, or was not kept. Costs a look at every frame before it.
  public func retrace(_ number: Int) -> TracedPacket? {
    guard let last = log.frame(number) else { return nil }
    guard let own = ByteView.with(last.bytes, ends) else { return nil }
    func ends(_ frame: ByteView) -> (SocketAddress, SocketAddress)? {
      PacketView(frame: frame).flatMap(PacketTracer.decode).map { ($0.1.from, $0.1.to) }
    }
    var tracer = PacketTracer()
    var packets: [TracedPacket] = []
    for place in 1...number {
      log.with(place) { frame in
        guard let these = ends(frame), these == own || these == (own.1, own.0) else { return }
        packets.removeAll(keepingCapacity: true)
        tracer.take(frame: frame, into: &packets)
      }
    }
    return packets.last
  }
}
