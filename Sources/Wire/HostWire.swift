import CLinuxShims
import LinuxSockets
import WireFormat

/// The hosts of a session and the wire between them, every frame of which passes through here.
final class HostWire {
  /// How many frames the wire holds at most. What comes when it is full is lost, as in a router whose queue is full.
  static let heldLimit = 10_000
  /// How many frames one call of `pump` moves at most, so that readers have their turn.
  private static let framesAtOnce = 4096

  var setup: HostSetup
  var hosts: [Host] = []
  private(set) var parts: [HostParts] = []
  private(set) var links: [HostLink] = []
  /// What hosts send to themselves never comes to the wire: it is heard on their loopbacks.
  private(set) var loopbacks: [HostLoopback] = []
  private let readiness = FrameReadiness()
  private var addresses = HostAddresses()

  /// Whether packets wait for a hand.
  var isHolding = false {
    didSet {
      guard isHolding != oldValue else { return }
      for part in parts { setup.setPatience(isHolding, part) }
    }
  }
  /// What the wire does by itself while it flows.
  var chance = WireChance(WireRules())
  /// Frames on their way, oldest first.
  var held: [HeldFrame] = []
  /// The earliest time at which one arrives by itself; nil when none does.
  var nextDue: Int64?
  /// Frames as they left, for a capture file: the network's own.
  let log: FrameLog
  private var lastNumber = 0
  /// What the next packet of its direction overtakes, of those that were read together.
  private var overtaken: [MovingFrame] = []
  /// Gives a packet its number; nil: it is counted here.
  var takeNumber: (() -> Int)?
  /// Called before frames arrive at hosts, while acknowledgements are delayed.
  var willDeliver: (() -> Void)?
  /// Whether a host receives for a group: a switch that listens to IGMP sends it there alone. Nil: none does.
  var isMember: ((Host.ID, IPAddress) -> Bool)?
  /// Whether time is let pass: acknowledgements that were delayed are taken in then.
  var isWaiting = false
  /// Acknowledgements that answer each other.
  var storm = ACKStorm()
  /// The routers between networks of hosts.
  var routers = Routers()
  /// The timers of the hosts' kernels.
  var timers = HostTimers()
  /// What timers of the hosts have sent while no time was let pass.
  private var late: [LateFrame] = []
  private var batch: [MovingFrame] = []
  private var pointers: [UnsafePointer<UInt8>?] = []
  private var lengths: [UInt32] = []

  /// Begins in the session's own network namespace, where the thread is.
  init(log: FrameLog, leastTimeout: UInt32) throws(HostError) {
    self.log = log
    setup = try HostSetup()
    setup.leastTimeout = leastTimeout
  }

  deinit {
    for part in parts { HostConnection.endAll(part.connections) }
    let descriptors =
      parts.flatMap { [$0.link, $0.loopback, $0.connections, $0.namespace] }.filter { $0 >= 0 }
    wsalab_close_all_behind(descriptors, UInt32(descriptors.count))
    setup.end()
  }

  /// What could not be set up in full, by name.
  var refused: [String] { setup.refused }
  /// How many frames found no room on their way.
  var lost: Int { links.reduce(0) { $0 + $1.lost } + loopbacks.reduce(0) { $0 + $1.link.lost } }

  /// Makes a host that was checked before.
  func add(_ host: Host) throws(HostError) {
    let made = try setup.make(host)
    hosts.append(host)
    parts.append(made)
    let link = HostLink(made.link, mtu: host.mtu)
    links.append(link)
    readiness.add(link)
    if isHolding { setup.setPatience(true, made) }
    if made.loopback >= 0 {
      let loopback = HostLoopback(host, made.loopback)
      loopbacks.append(loopback)
      readiness.add(loopback.link)
    }
    addresses.add(host)
  }

  /// Looks for frames of another source together with those of the hosts, whenever they move.
  func watch(_ source: any FrameSource) { readiness.add(source) }

  /// Runs `body` with the thread in a host's network, where sockets that it makes stay.
  func inside<R>(_ id: Host.ID, _ body: () throws -> R) rethrows -> R {
    HostNamespace.join(parts[id.place].namespace)
    defer { HostNamespace.join(setup.middle) }
    return try body()
  }

  /// The host that has an address, whatever the port.
  func host(owning address: SocketAddress) -> Host? { addresses.owner(address).map { hosts[$0] } }

  func nextNumber() -> Int {
    if let takeNumber { return takeNumber() }
    lastNumber += 1
    return lastNumber
  }

  /// Moves what has come out of the hosts, until nothing more does, and lets arrive what is due at `now`.
  func pump(now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]) {
    defer { for loopback in loopbacks { loopback.hear(log, into: &packets) } }
    if !late.isEmpty { takeLate(&tracer, into: &packets) { isWaiting && (isHolding || $0.isDelayedACK) } }
    drain(now: now, &tracer, into: &packets)
    // What timers have sent while the wire was held is behind what has come of flowing: much of it is acknowledged by now.
    guard !isHolding, late.contains(where: { !$0.isDelayedACK }) else { return }
    takeLate(&tracer, into: &packets) { !$0.isDelayedACK }
    drain(now: now, &tracer, into: &packets)
  }

  private func drain(now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]) {
    var total = 0
    var wanted = 8  // most lines move no more, and every slot that is offered costs a little
    while total < Self.framesAtOnce {
      if let nextDue, nextDue <= now { arriveDue(now: now, &tracer, into: &packets) }
      // Everybody is heard before anything is handed on.
      let count = readAll(wanted, now: now, &tracer, into: &packets)
      letFollow(now, &tracer, into: &packets) { _ in true }
      deliverBatch(into: &packets)
      if count == 0 { return }
      if count >= wanted { wanted = HostLink.slots }
      total += count
    }
  }

  private func takeLate(
    _ tracer: inout PacketTracer, into packets: inout [TracedPacket], where isMeant: (LateFrame) -> Bool
  ) {
    let frames = late.filter(isMeant)
    guard !frames.isEmpty else { return }
    late.removeAll(where: isMeant)
    for var one in frames where !tracer.isStale(one.frame) {
      one.frame.withUnsafeMutableBytes {
        take($0, from: one.from, now: one.at, &tracer, into: &packets)
        letFollow(one.at, &tracer, into: &packets) { _ in true }
        deliverBatch(into: &packets)
      }
    }
  }

  /// Sets aside what has come out of the hosts since the last line, which only their timers can have sent: of what is sent
  /// again and again the first.
  func sweep(now: Int64) {
    readiness.look()
    for place in links.indices {
      var count = 0
      repeat {
        count = links[place].read(HostLink.slots)
        for slot in 0..<count {
          let one = LateFrame(frame: [UInt8](links[place].frame(slot)), from: place, at: now, isDelayedACK: false)
          if late.count < Self.heldLimit, !late.contains(where: one.isAgain) { late.append(one) }
        }
      } while count == HostLink.slots
    }
  }

  private func readAll(
    _ wanted: Int, now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]
  ) -> Int {
    readiness.look()
    var total = 0
    for place in links.indices {
      let count = links[place].read(wanted)
      for slot in 0..<count { take(links[place].frame(slot), from: place, now: now, &tracer, into: &packets) }
      total += count
    }
    return total
  }

  /// Takes in that a frame has left a host, and decides what becomes of it.
  private func take(
    _ frame: UnsafeMutableRawBufferPointer, from: Int, now: Int64, _ tracer: inout PacketTracer,
    into packets: inout [TracedPacket]
  ) {
    if resolve(frame, from: from, now: now, &tracer, into: &packets) { return }
    guard let view = PacketView(frame: ByteView(UnsafeRawBufferPointer(frame))) else { return }
    if chance.rules.delaysAcknowledgements, !isWaiting, tracer.isDelayedACK(view, at: now) {
      return late.append(LateFrame(frame: [UInt8](frame), from: from, at: now, isDelayedACK: true))
    }
    guard case (let packet, let transit)? = tracer.sent(view, at: now, in: &packets) else { return }
    let isForGroup = view.destination.isGroup
    let one = MovingFrame(frame, from: from, to: isForGroup ? nil : addresses.owner(view.destination), packet, transit)
    one.packet.fromHost = hosts[from].name
    one.packet.sentAt = now
    calm(one.packet)
    if isForGroup {
      let members = hosts.indices.filter { $0 != from && isMember?(hosts[$0].id, view.destination) == true }
      for to in members { take(one.copy(to: to), now, &tracer, &packets) }
      if members.isEmpty { lose(one, .noMember) }
      return
    }
    let path = path(from: view.source, to: view.destination)
    if path == nil, let to = one.to {
      one.packet.toHost = hosts[to].name
      return lose(one, .noRoute)
    }
    one.path = path ?? []
    take(one, now, &tracer, &packets)
  }

  /// Decides what becomes of a packet on its way to one host.
  private func take(
    _ one: MovingFrame, _ now: Int64, _ tracer: inout PacketTracer, _ packets: inout [TracedPacket]
  ) {
    one.packet.toHost = one.to.map { hosts[$0].name }
    if let to = one.to, one.frame[0] & 1 == 0 { Self.address(one.frame, to: hosts[to].hardwareAddress) }
    if let reason = obstacle(one.from, one.to, one.path.isEmpty ? one.frame.count : 0) { return lose(one, reason) }
    keep(one)
    guard let to = one.to else { return }
    if isHolding { return hold(one, to, into: &packets) }
    one.verdict = chance.verdict(of: one.packet)
    if !one.path.isEmpty {
      // What it left before it in the batch is told before it.
      deliverBatch(into: &packets)
      let routed = Routed(
        from: one.from, to: to, packet: one.packet, transit: one.transit, path: one.path, verdict: one.verdict)
      return route([UInt8](one.frame), routed, now: now, &tracer, into: &packets)
    }
    if one.verdict.isLost, chance.rules.latency == 0 { return lose(one, nil) }
    // It comes behind the next one of its direction, or when no other comes with it.
    if one.verdict.isOvertaken { return overtaken.append(one) }
    go(one, now, &tracer, into: &packets)
    if !one.verdict.isLost { letFollow(now, &tracer, into: &packets) { $0.from == one.from && $0.to == to } }
  }

  /// Keeps a frame as it leaves, for a capture file.
  private func keep(_ one: MovingFrame) {
    if one.packet.frame == nil {
      one.packet.frame = log.append(ByteView(UnsafeRawBufferPointer(one.frame)), from: one.from)
    }
  }

  /// Lets a packet go on its way: it arrives with those that were read together, or after the latency.
  private func go(_ one: MovingFrame, _ now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket]) {
    let isDoubled = one.verdict.isDoubled && !one.verdict.isLost
    let latency = Int64(chance.rules.latency)
    for copy in 0..<(isDoubled ? 2 : 1) {
      guard latency == 0 else {
        delay(one, due: now + latency, into: &packets)
        continue
      }
      let one = copy > 0 ? one.copy(to: one.to) : one
      if copy > 0 { (one.packet.senderStates, one.packet.duplicated) = (nil, nextNumber()) }
      // Told as arrived at once: what two hosts send at the same moment is told one after the other then, each state after
      // the one before, as on a loopback.
      if let transit = one.transit { one.packet.receiverStates = tracer.arrived(transit, at: now) }
      one.packet.arrivedAt = now
      outlastLeastRoundTrip(one.packet)
      batch.append(one)
    }
  }

  /// Those that were overtaken go behind.
  private func letFollow(
    _ now: Int64, _ tracer: inout PacketTracer, into packets: inout [TracedPacket], _ isMeant: (MovingFrame) -> Bool
  ) {
    guard !overtaken.isEmpty else { return }
    let ready = overtaken.filter(isMeant)
    overtaken.removeAll(where: isMeant)
    for one in ready { go(one, now, &tracer, into: &packets) }
  }

  /// A host has no ARP and sends everything to itself: the wire knows better.
  private static func address(_ frame: UnsafeMutableRawBufferPointer, to hardware: UInt64) {
    for index in 0..<6 { frame[index] = UInt8(truncatingIfNeeded: hardware >> (40 - 8 * UInt64(index))) }
  }

  /// Why a frame cannot get to its host; nil when it can.
  private func obstacle(_ from: Int, _ to: Int?, _ length: Int) -> PacketLoss? {
    if !hosts[from].isPlugged { return .senderUnplugged }
    guard let to else { return .noHost }
    if !hosts[to].isPlugged { return .receiverUnplugged }
    if length > hosts[to].mtu + EthernetHeader.length {
      return .tooLarge(mtu: hosts[to].mtu)
    }
    return nil
  }

  /// Loses a packet that was just read: told in its turn, behind those that left before it.
  private func lose(_ one: MovingFrame, _ reason: PacketLoss?) {
    keep(one)
    one.to = nil
    (one.packet.dropped, one.packet.loss) = (nextNumber(), reason)
    log.note(.lost, of: one.packet.frame)
    batch.append(one)
  }

  /// Tells that a packet is lost, under a number of its own or that under which it has waited.
  func lose(_ packet: TracedPacket, _ reason: PacketLoss?, as number: Int? = nil, into packets: inout [TracedPacket]) {
    var packet = packet
    packet.dropped = number ?? nextNumber()
    packet.loss = reason
    log.note(.lost, of: packet.frame)
    packets.append(packet)
  }

  private func hold(_ one: MovingFrame, _ to: Int, into packets: inout [TracedPacket]) {
    guard held.count < Self.heldLimit else { return lose(one.packet, .wireFull, into: &packets) }
    let number = nextNumber()
    log.note(.held, of: one.packet.frame)
    held.append(HeldFrame(one, number: number, to: to, due: nil, isTold: true))
    packets.append(one.packet)
    packets[packets.count - 1].held = number
  }

  private func delay(_ one: MovingFrame, due: Int64, into packets: inout [TracedPacket]) {
    guard held.count < Self.heldLimit, let to = one.to else { return lose(one.packet, .wireFull, into: &packets) }
    held.append(HeldFrame(one, number: nextNumber(), to: to, due: due, isTold: false))
    nextDue = min(nextDue ?? due, due)
  }

  /// Hands the batch to its hosts, and tells what arrived.
  private func deliverBatch(into packets: inout [TracedPacket]) {
    guard !batch.isEmpty else { return }
    willDeliver?()
    for place in links.indices {
      pointers.removeAll(keepingCapacity: true)
      lengths.removeAll(keepingCapacity: true)
      for moving in batch where moving.to == place {
        pointers.append(UnsafePointer(moving.frame.baseAddress?.assumingMemoryBound(to: UInt8.self)))
        lengths.append(UInt32(moving.frame.count))
      }
      guard !pointers.isEmpty else { continue }
      var left = links[place].send(pointers, lengths, count: pointers.count)
      for moving in batch where moving.to == place {
        moving.isDelivered = left > 0
        left -= 1
      }
    }
    for moving in batch {
      guard let to = moving.to else {
        packets.append(moving.packet)
        continue
      }
      guard moving.isDelivered else {
        moving.packet.receiverStates = nil
        lose(moving.packet, .noRoom, into: &packets)
        continue
      }
      let isDoubled = moving.packet.duplicated != nil
      log.note(isDoubled ? .doubled : .arrived, of: moving.packet.frame, to: to)
      if !moving.packet.isLaterFragment || isDoubled { packets.append(moving.packet) }
    }
    batch.removeAll(keepingCapacity: true)
  }
}
