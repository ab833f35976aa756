import LinuxSockets
import WireFormat

/// A router of a session's wire, which joins two networks. It is the wire's own: what it does to packets follows RFC 791,
/// RFC 8200, RFC 1812 and RFC 3168, by the session's clock.
public struct Router: Sendable {
  /// Its name, as given.
  public let name: String
  /// Its addresses, one in each network; ports 0.
  public let addresses: [SocketAddress]
  /// The largest packet that it sends into each of the networks.
  public var mtus = [Host.usualMTU, Host.usualMTU]
  /// How long a packet is on its way through it beside its queue, towards each of the networks, in milliseconds.
  public var latencies = [0, 0]
  /// How many bits it sends a second, in each direction; 0: as they come.
  public var rate = 0
  /// How many packets wait in each direction at most while others are sent; what comes then is lost.
  public var queue = Router.usualQueue
  /// From how many waiting packets on those that understand it are marked (RFC 3168); 0: never.
  public var mark = 0
  /// Whether it drops what is too large without a word: a black hole (RFC 2923).
  public var isSilent = false

  /// The queue where nothing else is asked for.
  public static let usualQueue = 10
  /// The most packets that a queue may hold.
  public static let longestQueue = 1000
  /// The longest latency of one side, in milliseconds.
  public static let longestLatency = 10_000
  /// How many routers a session may have.
  public static let most = 8
  /// The bits a second that a router may send.
  public static let rates = 1000...100_000_000_000

  /// A router between the networks of two addresses.
  public init(_ name: String, _ one: SocketAddress, _ other: SocketAddress) {
    self.name = name
    addresses = [one.with(port: 0), other.with(port: 0)]
  }
}

/// The network that an address belongs to: the first three numbers of an IPv4 address, the first 64 bits of IPv6's.
struct NetworkPrefix: Hashable {
  let isIPv6: Bool
  let prefix: UInt64

  init(_ address: IPAddress) {
    isIPv6 = address.isIPv6
    prefix = address.isIPv6 ? address.high : address.low >> 8
  }

  init(_ address: SocketAddress) {
    isIPv6 = address.family == .inet6
    prefix = isIPv6 ? address.high : address.low >> 8
  }
}

/// A way through one router: towards which of its networks.
struct RouterHop: Equatable {
  /// The router's place.
  let router: Int
  /// The place of the network that it leads to.
  let side: Int
}

/// The routers of a wire at work.
struct Routers {
  private(set) var list: [Router] = []
  /// A packet that a router is still to send: when it will have been sent, in microseconds, and its bytes.
  private typealias Departure = (at: Int64, bytes: Int)
  /// For each router and direction, what it is still to send, in order.
  private var departures: [[[Departure]]] = []

  var isEmpty: Bool { list.isEmpty }

  /// Adds a router, or puts another in the place of the one with its name; its queues begin empty.
  mutating func set(_ router: Router) {
    if let place = list.firstIndex(where: { $0.name == router.name }) {
      list[place] = router
      departures[place] = [[], []]
    } else {
      list.append(router)
      departures.append([[], []])
    }
  }

  /// The routers between two networks, the fewest; nil when none lead from one to the other.
  func path(from source: NetworkPrefix, to destination: NetworkPrefix) -> [RouterHop]? {
    guard source != destination else { return [] }
    var ways: [(at: NetworkPrefix, hops: [RouterHop])] = [(source, [])]
    var seen: Set<NetworkPrefix> = [source]
    var next = 0
    while next < ways.count {
      let way = ways[next]
      next += 1
      for (place, router) in list.enumerated() {
        let networks = router.addresses.map { NetworkPrefix($0) }
        for side in 0..<2 where networks[1 - side] == way.at && !seen.contains(networks[side]) {
          let hops = way.hops + [RouterHop(router: place, side: side)]
          if networks[side] == destination { return hops }
          seen.insert(networks[side])
          ways.append((networks[side], hops))
        }
      }
    }
    return nil
  }

  /// How many bytes wait in the queues of routers between two networks at a time in microseconds, beside what is being
  /// sent; nil where none of them has a rate.
  func queued(from source: NetworkPrefix, to destination: NetworkPrefix, at time: Int64) -> Int? {
    guard !isEmpty, let hops = path(from: source, to: destination) else { return nil }
    let slow = hops.filter { list[$0.router].rate > 0 }
    guard !slow.isEmpty else { return nil }
    return slow.reduce(0) { sum, hop in
      sum + departures[hop.router][hop.side].lazy.filter { $0.at > time }.dropFirst().reduce(0) { $0 + $1.bytes }
    }
  }

  /// What becomes of a packet at a router.
  enum Outcome {
    /// It goes on, in one piece or more, each with the time at which it has left, in microseconds.
    case passes([(frame: [UInt8], at: Int64)], isMarked: Bool)
    /// It is lost at a time, by which those before it have left, and perhaps its sender is told.
    case lost(PacketLoss, answer: ICMPMessage?, at: Int64)
  }

  /// Lets a packet through a router that comes to it at a time in microseconds.
  mutating func pass(_ frame: [UInt8], _ hop: RouterHop, at time: Int64) -> Outcome {
    let router = list[hop.router]
    var frame = frame
    guard let header = RoutedHeader(frame) else { return .lost(.noRoute, answer: nil, at: time) }
    guard header.lifetime > 1 else {
      return .lost(.hopLimit, answer: .timeExceeded(about: header.quote(frame)), at: time)
    }
    header.set(lifetime: header.lifetime - 1, &frame)
    let mtu = router.mtus[hop.side]
    var pieces = [frame]
    if header.length > mtu {
      guard header.maySplit, let cut = header.split(frame, mtu: mtu) else {
        return .lost(
          .needsFragmentation(mtu: mtu),
          answer: router.isSilent ? nil : .tooBig(mtu: UInt32(mtu), about: header.quote(frame)), at: time)
      }
      pieces = cut
    }
    return send(pieces, router, hop, at: time)
  }

  /// Queues the pieces of a packet: all of them, or none.
  private mutating func send(_ pieces: [[UInt8]], _ router: Router, _ hop: RouterHop, at time: Int64) -> Outcome {
    let latency = Int64(router.latencies[hop.side]) * 1000
    guard router.rate > 0 else { return .passes(pieces.map { ($0, time + latency) }, isMarked: false) }
    var leaving = departures[hop.router][hop.side]
    leaving.removeAll { $0.at <= time }
    // The first is being sent; the others wait.
    guard leaving.count + pieces.count <= router.queue + 1 else {
      departures[hop.router][hop.side] = leaving
      return .lost(.queueFull, answer: nil, at: (leaving.last?.at ?? time) + latency)
    }
    var (sent, isMarked): ([(frame: [UInt8], at: Int64)], Bool) = ([], false)
    for var piece in pieces {
      if router.mark > 0, leaving.count > router.mark, RoutedHeader(piece)?.mark(&piece) == true { isMarked = true }
      let (bits, rate) = (Int64(piece.count) * 8, Int64(router.rate))
      let departure = max(leaving.last?.at ?? time, time) + (bits * 1_000_000 + rate - 1) / rate
      leaving.append((departure, piece.count))
      sent.append((piece, departure + latency))
    }
    departures[hop.router][hop.side] = leaving
    return .passes(sent, isMarked: isMarked)
  }
}

/// The parts of an IP header that a router reads and changes, in an Ethernet frame.
struct RoutedHeader {
  let isIPv6: Bool
  /// The header's length, and the whole packet's, in bytes.
  let headerLength: Int
  let length: Int
  /// The time to live, or the hop limit.
  let lifetime: UInt8
  /// Whether a router may cut it: IPv4's alone, and not where DF is set.
  let maySplit: Bool
  let source: IPAddress
  let destination: IPAddress
  private static let start = EthernetHeader.length

  /// Nil for what is no whole IP packet.
  init?(_ frame: [UInt8]) {
    guard frame.count > Self.start + 20, let packet = ByteView.with(frame, { PacketView(frame: $0) }) else {
      return nil
    }
    (source, destination) = (packet.source, packet.destination)
    isIPv6 = packet.source.isIPv6
    if isIPv6 {
      guard frame.count >= Self.start + 40 else { return nil }
      (headerLength, lifetime, maySplit) = (40, frame[Self.start + 7], false)
      length = 40 + Int(frame[Self.start + 4]) << 8 + Int(frame[Self.start + 5])
    } else {
      headerLength = Int(frame[Self.start] & 0xf) * 4
      (lifetime, maySplit) = (frame[Self.start + 8], frame[Self.start + 6] & 0x40 == 0)
      length = Int(frame[Self.start + 2]) << 8 + Int(frame[Self.start + 3])
    }
    guard length <= frame.count - Self.start, headerLength <= length else { return nil }
  }

  /// Writes another lifetime.
  func set(lifetime: UInt8, _ frame: inout [UInt8]) {
    frame[Self.start + (isIPv6 ? 7 : 8)] = lifetime
    fillChecksum(&frame)
  }

  /// Marks it as having met congestion. False when its ends do not understand that.
  func mark(_ frame: inout [UInt8]) -> Bool {
    let place = Self.start + 1
    let bits = isIPv6 ? frame[place] >> 4 & 3 : frame[place] & 3
    guard bits != 0 else { return false }
    frame[place] |= isIPv6 ? 0x30 : 3
    fillChecksum(&frame)
    return true
  }

  private func fillChecksum(_ frame: inout [UInt8]) {
    guard !isIPv6 else { return }
    let place = Self.start + 10
    (frame[place], frame[place + 1]) = (0, 0)
    var sum = InternetChecksum()
    frame.withUnsafeBytes { sum.add(ByteView($0).dropFirst(Self.start).prefix(headerLength)) }
    (frame[place], frame[place + 1]) = (UInt8(sum.value >> 8), UInt8(truncatingIfNeeded: sum.value))
  }

  /// Cuts an IPv4 packet into pieces that a network takes (RFC 791 section 2.3); nil when that is too small for any.
  func split(_ frame: [UInt8], mtu: Int) -> [[UInt8]]? {
    let room = (mtu - headerLength) / 8 * 8
    guard room >= 8 else { return nil }
    let header = frame[..<(Self.start + headerLength)]
    let payload = frame[(Self.start + headerLength)..<(Self.start + length)]
    let flags = UInt16(frame[Self.start + 6]) << 8 | UInt16(frame[Self.start + 7])
    return stride(from: 0, to: payload.count, by: room).map { offset in
      let part = payload.dropFirst(offset).prefix(room)
      let isLast = offset + part.count == payload.count
      var piece = Array(header + part)
      let field = flags &+ UInt16(offset / 8) | (isLast ? 0 : 0x2000)
      (piece[Self.start + 6], piece[Self.start + 7]) = (UInt8(field >> 8), UInt8(truncatingIfNeeded: field))
      let total = headerLength + part.count
      (piece[Self.start + 2], piece[Self.start + 3]) = (UInt8(total >> 8), UInt8(total & 0xff))
      fillChecksum(&piece)
      return piece
    }
  }

  /// The beginning of a packet, as an ICMP message quotes it: as much as its receiver takes in any case (RFC 1812 section
  /// 4.3.2.3, RFC 4443 section 2.4).
  func quote(_ frame: [UInt8]) -> [UInt8] {
    Array(frame[Self.start..<(Self.start + length)].prefix(isIPv6 ? 1232 : 548))
  }
}
