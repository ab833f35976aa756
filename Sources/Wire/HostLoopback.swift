import WireFormat

/// What a host sends to itself: Linux delivers it at once, on the host's own loopback, where nothing can be held.
final class HostLoopback {
  /// Where the frames are read.
  let link: HostLink
  private let host: Host
  /// Connections of its own: two hosts may have the same ends here.
  private var tracer: PacketTracer

  /// Takes a packet socket on the host's loopback over.
  init(_ host: Host, _ descriptor: Int32) {
    self.host = host
    link = HostLink(descriptor, mtu: Host.usualMTU)
    tracer = PacketTracer(numbersFrom: host.id.number << 40)
  }

  /// Tells what has passed since the last call.
  func hear(_ log: FrameLog, into packets: inout [TracedPacket]) {
    while true {
      let wanted = 8
      let count = link.read(wanted)
      for slot in 0..<count {
        let frame = ByteView(UnsafeRawBufferPointer(link.frame(slot)))
        let number = log.append(frame, from: host.id.place)
        let before = packets.count
        tracer.take(frame: frame, into: &packets)
        for index in before..<packets.count {
          packets[index].frame = number
          (packets[index].fromHost, packets[index].toHost) = (host.name, host.name)
        }
      }
      if count < wanted { return }
    }
  }
}
