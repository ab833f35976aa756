import CLinuxShims
import Glibc
import LinuxSockets
import WireFormat

/// How hosts find each other's hardware address, where that is shown: ARP (RFC 826) and neighbor discovery (RFC 4861),
/// spoken by their kernels. Otherwise hosts have none, and the wire knows where everybody is.
extension HostWire {
  /// Lets hosts ask for hardware addresses, or not.
  func showResolution(_ isShown: Bool) -> Bool {
    guard zip(hosts, parts).allSatisfy({ setup.setResolution(isShown, $0, $1) }) else { return false }
    setup.resolvesAddresses = isShown
    return true
  }

  /// A question for a hardware address, or the answer to one.
  struct Resolution {
    let isAnswer: Bool
    let isIPv6: Bool
    /// Who asks or answers.
    let sender: IPAddress
    /// Who is asked about, or is answered.
    let target: IPAddress
    /// The hardware address of the sender.
    let hardware: UInt64

    /// Nil for any other frame.
    init?(_ frame: ByteView) {
      let ethernet = EthernetView(frame)
      if ethernet.type == .arp {
        let body = ethernet.payload
        guard let operation = body.uint16(at: 6), operation == 1 || operation == 2, let sender = body.uint32(at: 14),
          let target = body.uint32(at: 24), let high = body.uint16(at: 8), let low = body.uint32(at: 10)
        else { return nil }
        (isAnswer, isIPv6) = (operation == 2, false)
        (self.sender, self.target) = (IPAddress(v4: sender), IPAddress(v4: target))
        hardware = UInt64(high) << 32 | UInt64(low)
        return
      }
      guard ethernet.type == .ipv6, let packet = PacketView(frame: frame), packet.protocolNumber == .icmpv6,
        let type = packet.payload.byte(at: 0), type == 135 || type == 136, let high = packet.payload.uint64(at: 8),
        let low = packet.payload.uint64(at: 16)
      else { return nil }
      (isAnswer, isIPv6, hardware) = (type == 136, true, ethernet.source ?? 0)
      sender = packet.source
      target = isAnswer ? packet.destination : IPAddress(high: high, low: low)
    }
  }

  /// Takes in that a host asks or answers: a question comes to whom it is about, or is answered by a router on the way
  /// there. True when the frame was one of these.
  func resolve(
    _ frame: UnsafeMutableRawBufferPointer, from: Int, now: Int64, _ tracer: inout PacketTracer,
    into packets: inout [TracedPacket]
  ) -> Bool {
    guard setup.resolvesAddresses, let one = Resolution(ByteView(UnsafeRawBufferPointer(frame))) else { return false }
    var packet = TracedPacket(from: SocketAddress(one.sender, port: 0), to: SocketAddress(one.target, port: 0))
    packet.kind = .arp
    packet.resolution = one.isAnswer ? .answer(hardware: one.hardware) : .question
    (packet.fromHost, packet.sentAt) = (hosts[from].name, now)
    packet.frame = log.append(ByteView(UnsafeRawBufferPointer(frame)), from: from)
    let to = place(of: one.target)
    packet.toHost = to.map { hosts[$0].name }
    guard let to else {
      lose(packet, .noHost, into: &packets)
      return true
    }
    if !one.isAnswer, !one.isIPv6, let hop = path(from: one.sender, to: one.target)?.first {
      // Told first, and answered behind it.
      packet.toHost = routers.list[hop.router].name
      packet.arrivedAt = now
      packets.append(packet)
      answer(one, hop, to: from, now: now, into: &packets)
      return true
    }
    put([UInt8](frame), packet, nil, to: to, at: now, &tracer, into: &packets)
    return true
  }

  /// A router answers for those behind it (proxy ARP, RFC 1027): hosts have one network for everybody.
  private func answer(
    _ one: Resolution, _ hop: RouterHop, to: Int, now: Int64, into packets: inout [TracedPacket]
  ) {
    let own = Self.hardwareAddress(RouterHop(router: hop.router, side: 1 - hop.side))
    var frame: [UInt8] = []
    EthernetHeader(destination: hosts[to].hardwareAddress, source: own, type: .arp).write(into: &frame)
    frame += [0, 1, 8, 0, 6, 4, 0, 2]
    for (hardware, address) in [(own, one.target), (hosts[to].hardwareAddress, one.sender)] {
      frame += (0..<6).map { UInt8(truncatingIfNeeded: hardware >> (40 - 8 * $0)) }
      frame += (0..<4).map { UInt8(truncatingIfNeeded: address.low >> (24 - 8 * $0)) }
    }
    var packet = TracedPacket(from: SocketAddress(one.target, port: 0), to: SocketAddress(one.sender, port: 0))
    packet.kind = .arp
    packet.resolution = .answer(hardware: own)
    (packet.fromHost, packet.toHost) = (routers.list[hop.router].name, hosts[to].name)
    (packet.sentAt, packet.arrivedAt) = (now, now)
    packet.frame = ByteView.with(frame) { log.append($0, from: FrameLog.router(hop.router)) }
    _ = links[to].send(frame)
    packets.append(packet)
  }

  private func place(of address: IPAddress) -> Int? {
    let family: SocketAddress.Family = address.isIPv6 ? .inet6 : .inet
    return host(owning: SocketAddress(family: family, high: address.high, low: address.low, port: 0))?.id.place
  }
}

extension HostSetup {
  /// Lets a host ask for hardware addresses, or not; what it has learnt is forgotten.
  mutating func setResolution(_ isShown: Bool, _ host: Host, _ part: HostParts) -> Bool {
    HostNamespace.join(part.namespace)
    defer { HostNamespace.join(middle) }
    if isShown { listen(host) }
    let route = wsalab_route_socket()
    guard route >= 0 else { return false }
    defer { close(route) }
    return wsalab_link_resolve(route, isShown ? 1 : 0) == 0
  }

  /// Lets a host hear questions about its IPv6 addresses: its kernel joins their groups by itself only where it asks for
  /// addresses from the beginning (RFC 4291 section 2.7.1). The thread is in the host's namespace.
  mutating func listen(_ host: Host) {
    for address in host.addresses where address.family == .inet6 {
      let descriptor = socket(AF_INET6, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { continue }
      var request = ipv6_mreq()
      let group: [UInt8] = [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff] + address.addressBytes.suffix(3)
      withUnsafeMutableBytes(of: &request.ipv6mr_multiaddr) { $0.copyBytes(from: group) }
      request.ipv6mr_interface = 2
      _ = setsockopt(
        descriptor, Int32(IPPROTO_IPV6), IPV6_JOIN_GROUP, &request, socklen_t(MemoryLayout<ipv6_mreq>.size))
      memberships.append(descriptor)
    }
  }
}
