import LinuxSockets
import Steps
import Winsock
import Wire

/// What lay behind the segments of connections between hosts, at moments of the session's clock. Memory is bounded: of
/// very many samples every other one of the older half is forgotten.
struct InsideSamples {
  private static let kept = 8192

  /// One end of a connection at one moment.
  struct Sample {
    let connection: Int
    let local: SocketAddress
    /// In milliseconds of the session's clock.
    let time: Int64
    /// How many packets had moved.
    let packet: Int
    @Shared var inside: TCPInside?
    /// The bytes that wait in routers on the way to the peer; nil where no router has a queue.
    let queued: Int?

    init(
      connection: Int, local: SocketAddress, time: Int64, packet: Int, inside: Shared<TCPInside>, queued: Int?
    ) {
      (self.connection, self.local, self.time, self.packet) = (connection, local, time, packet)
      (_inside, self.queued) = (inside, queued)
    }
  }

  private(set) var list: [Sample] = []
  /// When the last ones were taken while packets moved.
  var lastTime: Int64 = -1

  mutating func append(_ sample: Sample) {
    list.append(sample)
    guard list.count >= Self.kept else { return }
    let half = list.count / 2
    list = list[..<half].enumerated().filter { $0.offset % 2 == 0 }.map(\.element) + list[half...]
  }
}

extension Session {
  /// The most connections of which a sample is taken at one moment.
  private static let sampledAtOnce = 4

  /// Takes a sample of the connections whose packets have just moved, once at each moment of the session's clock: within
  /// a moment only what is left in the end counts, and `noteInside` has that.
  func sample(_ packets: ArraySlice<TracedPacket>) {
    guard network.hasHosts, network.now != trace.samples.lastTime else { return }
    trace.samples.lastTime = network.now
    var seen: [Int] = []
    for packet in packets where packet.kind == .tcp && packet.connection > 0 && !seen.contains(packet.connection) {
      seen.append(packet.connection)
      for (local, peer) in [(packet.from, packet.to), (packet.to, packet.from)] {
        keep(Shared(wrappedValue: network.inside(of: local, peer)), packet.connection, local, peer)
      }
      if seen.count == Self.sampledAtOnce { return }
    }
  }

  /// Keeps what lies behind the segments of a step's connections in the end.
  func noteInside(_ states: [KernelStates]) {
    for states in states {
      if let end = states.initiator { keep(end.inside, states.number, end.local, end.peer) }
      if let end = states.responder { keep(end.inside, states.number, end.local, end.peer) }
    }
  }

  private func keep(_ inside: Shared<TCPInside>, _ connection: Int, _ local: SocketAddress, _ peer: SocketAddress) {
    guard !inside.isNil else { return }
    trace.samples.append(
      InsideSamples.Sample(
        connection: connection, local: local, time: network.now, packet: network.frameCount, inside: inside,
        queued: network.queued(from: local, to: peer)))
  }

  /// Whose data are drawn: those that the socket sends, or those that come to it when it sends none.
  func senderToDraw(_ first: TracedPacket, of socket: Handle?) -> SocketAddress {
    let packets = trace.remembered.history(of: first.connection) {
      $0.connection == first.connection && $0.kind == .tcp
    }.packets
    let own = socket.flatMap { winsock.describe($0)?.local.map { [$0, reachable($0, socket ?? .null)] } } ?? []
    let initiator = first.fromInitiator ? first.from : first.to
    let wanted = own.contains(first.from) ? first.from : own.contains(first.to) ? first.to : initiator
    let other = wanted == first.from ? first.to : first.from
    let sends = { (end: SocketAddress) in packets.contains { $0.from == end && ($0.len ?? 0) > 0 } }
    return sends(wanted) || !sends(other) ? wanted : other
  }

  /// A picture of a connection; nil when there is nothing to draw.
  func plot(_ kind: PlotRecord.Kind, of connection: Int, from sender: SocketAddress) -> PlotRecord? {
    let packets = trace.remembered.history(of: connection) { $0.connection == connection && $0.kind == .tcp }.packets
    guard let first = packets.first else { return nil }
    let receiver = first.from == sender ? first.to : first.from
    let points = PlotPoints(
      packets: packets, samples: trace.samples.list.filter { $0.connection == connection }, sender: sender)
    let series = points.series(kind).filter { !$0.points.isEmpty }
    guard !series.isEmpty else { return nil }
    let name = endNames(packets).first { $0.local == Address(sender) }?.name
    let host = packets.lazy.compactMap { $0.from == sender ? $0.fromHost : nil }.first
    return PlotRecord(
      kind, sender: name ?? host ?? "the sender", from: Address(sender), to: Address(receiver),
      along: points.isTimed ? "ms" : "packet", upward: PlotPoints.unit(kind), series: series)
  }

  /// Why there is no picture of this kind.
  func whyNoPlot(_ kind: PlotRecord.Kind) -> String {
    switch kind {
    case .sequence: "no data was sent on this connection"
    case .cwnd, .queues: "the TCP state of this connection is unknown: it is read between hosts only"
    case .rtt: "no round trip took any time"
    case .throughput: "no time has passed while data was sent"
    }
  }
}

/// The points of pictures.
struct PlotPoints {
  let packets: [TracedPacket]
  let samples: [InsideSamples.Sample]
  let sender: SocketAddress
  /// Whether time has passed between the packets: without that they are counted.
  let isTimed: Bool

  init(packets: [TracedPacket], samples: [InsideSamples.Sample], sender: SocketAddress) {
    (self.packets, self.samples, self.sender) = (packets, samples, sender)
    let times = packets.flatMap { [$0.sentAt, $0.arrivedAt ?? $0.sentAt] }
    isTimed = (times.max() ?? 0) > (times.min() ?? 0)
  }

  static func unit(_ kind: PlotRecord.Kind) -> String {
    switch kind {
    case .sequence, .queues: "bytes"
    case .cwnd: "segments"
    case .rtt: "ms"
    case .throughput: "bytes/s"
    }
  }

  private func x(_ time: Int64, _ packet: Int?) -> Int { isTimed ? Int(time) : packet ?? 0 }

  func series(_ kind: PlotRecord.Kind) -> [PlotSeries] {
    switch kind {
    case .sequence: sequence
    case .cwnd:
      [
        sampled("ssthresh", "-") { $0.inside?.threshold }, sampled("in flight", "f") { $0.inside?.inFlight },
        sampled("cwnd", "#") { $0.inside?.window },
      ]
    case .rtt:
      [
        PlotSeries("segment", letter: "o", .points, roundTrips),
        sampled("srtt", "#") { one in isTimed ? one.inside?.roundTrip.map { Int($0 / 1000) } : nil },
      ]
    case .throughput: [PlotSeries("acknowledged", letter: "#", .bars, throughput)]
    case .queues:
      [
        sampled("unacknowledged", "#") { $0.inside?.sendQueue }, sampled("unsent", "n") { $0.inside?.notSent },
        sampled("unread at the receiver", "r", of: false) { $0.inside?.receiveQueue },
        sampled("waiting in routers", "q") { $0.queued },
      ]
    }
  }

  private func sampled(
    _ name: String, _ letter: String, of sends: Bool = true, _ value: (InsideSamples.Sample) -> Int?
  ) -> PlotSeries {
    let points = samples.filter { ($0.local == sender) == sends }.compactMap { sample in
      value(sample).map { PlotPoint(x: x(sample.time, sample.packet), y: $0) }
    }
    // Of a moment the last sample counts.
    var kept: [PlotPoint] = []
    for point in points {
      if kept.last?.x == point.x { kept.removeLast() }
      kept.append(point)
    }
    return PlotSeries(name, letter: letter, .steps, kept)
  }

  /// Whether a record tells that a packet leaves: one that was held is told again when it arrives or is lost.
  private func leaves(_ packet: TracedPacket) -> Bool {
    packet.delivered == nil && packet.duplicated == nil && (packet.dropped == nil || packet.senderStates != nil)
  }

  private var sequence: [PlotSeries] {
    var (data, again, lost): ([PlotPoint], [PlotPoint], [PlotPoint]) = ([], [], [])
    var (acknowledged, edge, sacked): ([PlotPoint], [PlotPoint], [PlotPoint]) = ([], [], [])
    for packet in packets {
      if packet.from == sender {
        guard let seq = packet.seq, let len = packet.len, len > 0 else { continue }
        let bar = PlotPoint(x: x(packet.sentAt, packet.frame), y: Int(seq), top: Int(seq) + len)
        if leaves(packet) { packet.isRetransmission ? again.append(bar) : data.append(bar) }
        if packet.dropped != nil { lost.append(bar) }
      } else if let ack = packet.ack, packet.flags.contains(.ack) {
        // On a loopback a packet arrives as it is sent; between hosts one that is on its way has told nothing yet.
        guard let time = packet.arrivedAt ?? (packet.fromHost == nil ? packet.sentAt : nil) else { continue }
        let x = x(time, packet.frame)
        acknowledged.append(PlotPoint(x: x, y: Int(ack)))
        if let window = packet.win, packet.flags.isDisjoint(with: [.syn, .rst]) {
          edge.append(PlotPoint(x: x, y: Int(ack) + Int(window)))
        }
        for block in packet.sack { sacked.append(PlotPoint(x: x, y: Int(block.left), top: Int(block.right))) }
      }
    }
    guard !data.isEmpty || !again.isEmpty else { return [] }
    // The edge of a window that nothing comes near would press all else to the bottom.
    let highest = (data + again).map(\.top).max() ?? 0
    let isNear = (edge.map(\.y).min() ?? .max) <= 2 * highest
    return [
      PlotSeries("window edge", letter: "w", .steps, isNear ? edge.filter { $0.y <= 3 * highest } : []),
      PlotSeries("acknowledged", letter: "a", .steps, acknowledged),
      PlotSeries("data", letter: "|", .bars, data), PlotSeries("SACKed", letter: "s", .bars, sacked),
      PlotSeries("retransmitted", letter: "R", .bars, again), PlotSeries("lost", letter: "x", .bars, lost),
    ]
  }

  /// What each acknowledgment tells of the last segment that it covers, unless it covers one that was sent again: that was
  /// waited for, or is what was acknowledged (Karn's algorithm).
  private var roundTrips: [PlotPoint] {
    guard isTimed else { return [] }
    var open: [(end: UInt32, sentAt: Int64, isAgain: Bool)] = []
    var points: [PlotPoint] = []
    for packet in packets {
      if packet.from == sender, leaves(packet), let seq = packet.seq, let len = packet.len, len > 0 {
        let end = seq &+ UInt32(len)
        if let place = open.firstIndex(where: { $0.end == end }) {
          open[place].isAgain = true
        } else {
          open.append((end, packet.sentAt, packet.isRetransmission))
        }
      } else if packet.from != sender, let ack = packet.ack, let time = packet.arrivedAt {
        let covered = open.filter { $0.end <= ack }
        guard let last = covered.max(by: { $0.end < $1.end }) else { continue }
        open.removeAll { $0.end <= ack }
        if !covered.contains(where: \.isAgain) { points.append(PlotPoint(x: Int(time), y: Int(time - last.sentAt))) }
      }
    }
    return points
  }

  /// Bytes acknowledged per second, in as many slices of the time as a picture has columns.
  private var throughput: [PlotPoint] {
    guard isTimed else { return [] }
    let answers = packets.filter { $0.from != sender && $0.arrivedAt != nil && $0.ack != nil }
    let first = packets.map(\.sentAt).min() ?? 0
    guard let last = answers.compactMap(\.arrivedAt).max(), last > first else { return [] }
    let slice = max((last - first + 59) / 60, 1)
    var bytes = [Int](repeating: 0, count: Int((last - first) / slice) + 1)
    var highest: UInt32 = 1
    for packet in answers {
      guard let ack = packet.ack, ack > highest, let time = packet.arrivedAt else { continue }
      bytes[Int((time - first) / slice)] += Int(ack - highest)
      highest = ack
    }
    guard highest > 1 else { return [] }
    return bytes.enumerated().filter { $0.element > 0 }.map {
      PlotPoint(x: Int(first + Int64($0.offset) * slice), y: 0, top: $0.element * 1000 / Int(slice))
    }
  }
}
