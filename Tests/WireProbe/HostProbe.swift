import Glibc
import LinuxSockets
import Wire

/// Plays moves between hosts and prints, after each, what the wire tells and what the kernels of the hosts say.
struct HostProbe {
  let network: Network
  let kernel = LinuxKernel()
  var packets: [TracedPacket] = []
  /// How many packets have passed, those that were not printed included.
  private(set) var count = 0

  init() throws {
    network = try Network(.private)
    network.prepare()
  }

  static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  static func microseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }

  // MARK: Hosts and sockets

  @discardableResult
  mutating func host(_ name: String, _ addresses: String..., mtu: Int = 1500) -> Host.ID? {
    do throws(HostError) {
      return try network.makeHost(
        name, addresses: addresses.map { SocketAddress.parse($0.utf8) ?? .none }, mtu: mtu
      ).id
    } catch {
      print("failed host: \(error)")
      return nil
    }
  }

  /// Two hosts, a and b.
  mutating func two(mtuA: Int = 1500, mtuB: Int = 1500) {
    host("a", "10.0.0.1:0", "[fd00::1]:0", mtu: max(mtuA, 1280))
    host("b", "10.0.0.2:0", "[fd00::2]:0", mtu: max(mtuB, 1280))
  }

  func socket(
    on host: String, _ address: String, type: Int32 = 1, timeout: Bool = false
  ) -> Int32 {
    let address = SocketAddress.parse(address.utf8) ?? .none
    return network.inside(network.host(named: host)?.id) {
      let descriptor = kernel.socket(family: Int32(address.family.rawValue), type: type, protocol: 0).int32
      kernel.setOption(descriptor, level: SOL_SOCKET, name: SO_REUSEADDR, 1)
      check("bind", kernel.bind(descriptor, address))
      return descriptor
    }
  }

  func listener(on host: String, _ address: String = "10.0.0.2:7777", backlog: Int32 = 5) -> Int32 {
    let descriptor = socket(on: host, address)
    check("listen", kernel.listen(descriptor, backlog: backlog))
    return descriptor
  }

  func connect(_ descriptor: Int32, _ address: String = "10.0.0.2:7777") {
    let outcome = kernel.connect(descriptor, SocketAddress.parse(address.utf8) ?? .none)
    if outcome.failed, !outcome.isError(EINPROGRESS) { check("connect", outcome) }
  }

  func accept(_ listener: Int32) -> Int32 {
    var peer = SocketAddress.none
    let outcome = kernel.accept(listener, peer: &peer)
    check("accept", outcome)
    return outcome.int32
  }

  func send(_ descriptor: Int32, _ count: Int, flags: Int32 = 0) -> Int {
    let bytes = [UInt8](repeating: UInt8(ascii: "A"), count: count)
    return bytes.withUnsafeBytes { kernel.send(descriptor, $0.baseAddress, count: count, flags: flags).raw }
  }

  @discardableResult
  func receive(_ descriptor: Int32, _ most: Int = 1 << 20) -> Int {
    [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      count = max(kernel.receive(descriptor, buffer.baseAddress, count: most, flags: 0).raw, 0)
    }.count
  }

  func close(_ descriptor: Int32, abort: Bool = false) {
    if abort { kernel.setLinger(descriptor, on: true, seconds: 0) }
    check("close", kernel.close(descriptor))
  }

  func check(_ call: String, _ outcome: KernelReturn) {
    if let error = outcome.errno { print("failed \(call): \(error)") }
  }

  // MARK: Moves

  /// Begins a move: its name is printed, and afterwards all that came of it.
  mutating func move(_ name: String, _ body: (inout HostProbe) -> Void) {
    print("move \(name)")
    body(&self)
    settle()
    for packet in packets { print(Probe.line(packet)) }
    count += packets.count
    packets.removeAll(keepingCapacity: true)
    for host in network.hosts {
      guard let rows = network.connections(of: host.id) else {
        print("failed connections of \(host.name)")
        continue
      }
      for row in rows where row.state != .listen {
        print("table \(row.local) \(row.remote) \(row.state.rawValue)")
      }
    }
  }

  mutating func pump() { network.drain(into: &packets, at: Self.milliseconds()) }

  /// Forgets what was told so far.
  mutating func forget() {
    count += packets.count
    packets.removeAll(keepingCapacity: true)
  }

  /// Moves packets until nothing is on its way.
  mutating func settle() {
    pump()
    var idle = 0
    while !network.isSettled, idle < 10 { idle = wait(20) ? 0 : idle + 1 }
    if !network.isSettled {
      print("unsettled")
      network.stopExpecting(in: &packets)
    }
  }

  /// Waits for packets, and moves them. False when none came.
  mutating func wait(_ limit: Int32) -> Bool {
    var entries = network.linkDescriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let left = network.nextArrival.map { Int32(max(0, $0 - Self.milliseconds())) } ?? limit
    let ready = poll(&entries, nfds_t(entries.count), min(left, limit)) > 0
    let before = packets.count
    pump()
    return ready || packets.count > before
  }

  /// Waits until a packet is there, and leaves it where it is.
  func hear(_ limit: Int32) {
    var entries = network.linkDescriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&entries, nfds_t(entries.count), limit)
  }

  /// Waits until a packet comes that the kernel sends by itself, 10 s at most. Prints how long it took.
  mutating func waitForTimer() {
    let start = Self.milliseconds()
    let before = packets.count
    while packets.count == before, Self.milliseconds() - start < 10_000 { _ = wait(1000) }
  }
}
