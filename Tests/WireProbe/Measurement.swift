import Glibc
import LinuxSockets
import Wire

/// How long the private network and the reading of packets take, for a look by hand.
struct Measurement {
  private func microseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }

  private func measure(_ name: String, _ body: () throws -> Void) rethrows {
    let start = microseconds()
    try body()
    print("\(name): \(Int(microseconds() - start)) µs")
  }

  func run() throws {
    var entered: Network?
    try measure("enter") { entered = try Network(.private) }
    guard let network = entered else { return }
    measure("prepare") { network.prepare() }
    measure("start capture") { network.startCapture() }
    print("notices \(network.notices)")
    var probe = Probe(network: network)
    let listener = probe.listener()
    let client = probe.socket("c", bound: 49152)
    probe.connect(client)
    let server = probe.accept(listener)
    drainRate("send 100", network, probe) {
      _ = probe.send(client, 100)
      probe.receive100(server)
    }
    drainRate("connections", network, probe) {
      let c = probe.kernel.socket(family: AF_INET, type: 1, protocol: 0).int32
      _ = probe.kernel.connect(c, .loopback(.inet, port: 7777))
      var peer = SocketAddress.none
      let a = probe.kernel.accept(listener, peer: &peer).int32
      probe.kernel.close(c)
      probe.kernel.close(a)
    }
  }

  private func drainRate(_ name: String, _ network: Network, _ probe: Probe, _ round: () -> Void) {
    var packets: [TracedPacket] = []
    packets.reserveCapacity(4096)
    var count = 0
    var time = 0.0
    for _ in 0..<300 {
      for _ in 0..<50 { round() }
      let start = microseconds()
      network.drain(into: &packets)
      time += microseconds() - start
      count += packets.count
      packets.removeAll(keepingCapacity: true)
    }
    let start = microseconds()
    for _ in 0..<100_000 { network.drain(into: &packets) }
    let empty = (microseconds() - start) / 100
    print(
      "\(name): \(count) packets, \(Int(time * 1000 / Double(count))) ns each, \(Int(empty)) ns for none, lost \(network.lost)"
    )
  }
}

extension Probe {
  /// Reads what is there, without a large buffer.
  func receive100(_ descriptor: Int32) {
    _ = withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) {
      kernel.receive(descriptor, $0.baseAddress, count: 128, flags: 0)
    }
  }
}
