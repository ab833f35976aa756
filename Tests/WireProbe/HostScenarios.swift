import Glibc
import LinuxSockets
import Wire

/// The stories that are played between hosts, by name.
let hostScenarios: [(name: String, play: @Sendable (inout HostProbe) -> Void)] = [
  ("handshake-mtu", handshakeMTU), ("held-handshake", heldHandshake), ("lost-syn", lostSYN),
  ("lost-syn-ack", lostSYNACK), ("host-refused", hostRefused), ("host-closes", hostCloses),
  ("both-close", bothClose), ("unplug", unplug), ("lost-data", lostData), ("looked-at", lookedAt),
  ("late-fin", lateFIN),
  ("duplicated", duplicated),
  ("reordered", reordered), ("rules", rules), ("latency", latency), ("host-ipv6", hostIPv6), ("host-udp", hostUDP),
  ("bad-hosts", badHosts), ("host-backlog", hostBacklog), ("zero-window", zeroWindow), ("sixteen", sixteen),
  ("capture-file", captureFile),
]

private func connection(_ p: inout HostProbe, name: String = "connect") -> (c: Int32, a: Int32) {
  let l = p.listener(on: "b")
  let c = p.socket(on: "a", "10.0.0.1:49152")
  p.move(name) { $0.connect(c) }
  return (c, p.accept(l))
}

private func handshakeMTU(_ p: inout HostProbe) {
  p.two(mtuA: 1500, mtuB: 1540)
  let (c, a) = connection(&p)
  p.move("send 5000") { _ = $0.send(c, 5000) }
  p.move("answer 5000") { _ = $0.send(a, 5000) }
}

private func heldHandshake(_ p: inout HostProbe) {
  p.two()
  let l = p.listener(on: "b")
  let c = p.socket(on: "a", "10.0.0.1:49152")
  p.network.isHolding = true
  p.move("connect") { $0.connect(c) }
  for _ in 0..<3 { p.move("step") { _ = $0.network.step(1, at: HostProbe.milliseconds(), into: &$0.packets) } }
  let a = p.accept(l)
  p.move("close a") { $0.close(c) }
  p.move("step") { _ = $0.network.step(1, at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("step") { _ = $0.network.step(1, at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("close b") { $0.close(a) }
  p.move("step") { _ = $0.network.step(1, at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("step") { _ = $0.network.step(1, at: HostProbe.milliseconds(), into: &$0.packets) }
}

private func lostSYN(_ p: inout HostProbe) {
  p.two()
  _ = p.listener(on: "b")
  let c = p.socket(on: "a", "10.0.0.1:49152")
  p.network.isHolding = true
  p.move("connect") { $0.connect(c) }
  p.move("drop") { _ = $0.network.drop(1, into: &$0.packets) }
  p.move("timer") { $0.waitForTimer() }
  p.move("drop") { _ = $0.network.drop(2, into: &$0.packets) }
  p.move("timer") { $0.waitForTimer() }
  p.move("flow") { $0.network.flow(at: HostProbe.milliseconds(), into: &$0.packets) }
}

private func lostSYNACK(_ p: inout HostProbe) {
  p.two()
  _ = p.listener(on: "b")
  let c = p.socket(on: "a", "10.0.0.1:49152")
  p.network.isHolding = true
  p.move("connect") { $0.connect(c) }
  p.move("step") { _ = $0.network.step(1, at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("drop") { _ = $0.network.drop(2, into: &$0.packets) }
  p.move("timer") { p in
    p.waitForTimer()
    while p.packets.count < 2, p.wait(300) {}
  }
  p.move("flow") { $0.network.flow(at: HostProbe.milliseconds(), into: &$0.packets) }
}

private func hostRefused(_ p: inout HostProbe) {
  p.two()
  let c = p.socket(on: "a", "10.0.0.1:49152")
  p.move("connect") { $0.connect(c) }
  let d = p.socket(on: "a", "10.0.0.1:49153")
  p.move("connect to nobody") { $0.connect(d, "10.0.0.9:7777") }
}

private func hostCloses(_ p: inout HostProbe) {
  p.two()
  let (c, a) = connection(&p)
  p.move("send 5") { _ = $0.send(c, 5) }
  p.move("receive") { $0.receive(a) }
  p.move("close b") { $0.close(a) }
  p.move("close a") { $0.close(c) }
}

private func bothClose(_ p: inout HostProbe) {
  p.two()
  let (c, a) = connection(&p)
  p.network.isHolding = true
  p.move("close a") { $0.close(c) }
  p.move("close b") { $0.close(a) }
  for _ in 0..<4 { p.move("step") { _ = $0.network.step(1, at: HostProbe.milliseconds(), into: &$0.packets) } }
}

private func unplug(_ p: inout HostProbe) {
  p.two()
  let (c, _) = connection(&p)
  guard let b = p.network.host(named: "b") else { return }
  p.move("unplug b") { $0.network.plug(b.id, false) }
  p.move("send 5") { _ = $0.send(c, 5) }
  p.move("timer") { $0.waitForTimer() }
  p.move("plug b") { $0.network.plug(b.id, true) }
  p.move("timer") { $0.waitForTimer() }
}

private func lostData(_ p: inout HostProbe) {
  p.two()
  let (c, a) = connection(&p)
  p.network.isHolding = true
  p.move("send 5") { _ = $0.send(c, 5) }
  p.move("drop") { _ = $0.network.drop(1, into: &$0.packets) }
  p.network.isHolding = false
  p.move("timer") { $0.waitForTimer() }
  p.move("receive") { $0.receive(a) }
}

/// A lost segment is sent again twice while somebody looks at the held wire.
private func lookedAt(_ p: inout HostProbe) {
  p.two()
  let (c, a) = connection(&p)
  p.network.isHolding = true
  p.move("send 5") { _ = $0.send(c, 5) }
  p.move("drop") { _ = $0.network.drop(1, into: &$0.packets) }
  p.move("look") { p in
    for _ in 0..<2 {
      p.hear(2000)
      p.network.sweep(at: HostProbe.milliseconds())
    }
  }
  p.network.isWaiting = true
  p.move("wait") { _ in }
  p.network.isWaiting = false
  p.move("flow") { $0.network.flow(at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("receive") { $0.receive(a) }
}

/// A FIN is sent again while somebody looks at the held wire, and its connection is over when all is let go.
private func lateFIN(_ p: inout HostProbe) {
  p.two()
  let (c, a) = connection(&p)
  p.network.isHolding = true
  p.move("close a") { $0.close(c) }
  p.move("step") { _ = $0.network.step(1, at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("close b") { $0.close(a) }
  p.move("look") { p in
    for _ in 0..<2 {
      p.hear(2000)
      p.network.sweep(at: HostProbe.milliseconds())
    }
  }
  p.move("flow") { $0.network.flow(at: HostProbe.milliseconds(), into: &$0.packets) }
}

private func duplicated(_ p: inout HostProbe) {
  p.two()
  let (c, a) = connection(&p)
  p.network.isHolding = true
  p.move("send 5") { _ = $0.send(c, 5) }
  p.move("duplicate") { _ = $0.network.duplicate(1, at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("flow") { $0.network.flow(at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("receive") { print("got \($0.receive(a))") }
}

private func reordered(_ p: inout HostProbe) {
  p.two()
  let (c, a) = connection(&p)
  p.network.isHolding = true
  p.move("send 3000") { _ = $0.send(c, 3000) }
  p.move("deliver 2") { _ = $0.network.deliver(2, at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("flow") { $0.network.flow(at: HostProbe.milliseconds(), into: &$0.packets) }
  p.move("receive") { print("got \($0.receive(a))") }
}

private func rules(_ p: inout HostProbe) {
  p.two()
  let (c, a) = connection(&p)
  var rules = WireRules()
  (rules.loss, rules.duplication, rules.latency, rules.seed) = (2000, 2000, 3, 7)
  p.network.wireRules = rules
  for _ in 0..<5 { p.move("send 5") { _ = $0.send(c, 5) } }
  p.network.wireRules = WireRules()
  p.move("receive") { p in
    var total = 0
    let start = HostProbe.milliseconds()
    while total < 25, HostProbe.milliseconds() - start < 10_000 {
      _ = p.wait(100)
      total += p.receive(a)
    }
    print("got \(total)")
    p.forget()
  }
}

private func latency(_ p: inout HostProbe) {
  p.two()
  var rules = WireRules()
  rules.latency = 30
  p.network.wireRules = rules
  let start = HostProbe.milliseconds()
  _ = connection(&p)
  let took = HostProbe.milliseconds() - start
  print(took >= 90 && took < 400 ? "three times the latency" : "failed latency: \(took) ms")
}

private func hostIPv6(_ p: inout HostProbe) {
  p.two()
  let l = p.listener(on: "b", "[fd00::2]:7777")
  let c = p.socket(on: "a", "[fd00::1]:49152")
  p.move("connect") { $0.connect(c, "[fd00::2]:7777") }
  let a = p.accept(l)
  p.move("send 5") { _ = $0.send(c, 5) }
  p.move("close") { p in
    p.close(c)
    p.receive(a)
    p.close(a)
  }
}

private func hostUDP(_ p: inout HostProbe) {
  p.two()
  let u = p.socket(on: "a", "10.0.0.1:49152", type: 2)
  _ = p.socket(on: "b", "10.0.0.2:49153", type: 2)
  for (count, port) in [(5, 49153), (5000, 49153), (5, 9)] {
    p.move("send \(count) to \(port)") { p in
      let bytes = [UInt8](repeating: UInt8(ascii: "A"), count: count)
      let to = SocketAddress(inet: 0x0a00_0002, port: UInt16(port))
      _ = bytes.withUnsafeBytes { p.kernel.send(u, $0.baseAddress, count: count, flags: 0, to: to) }
    }
  }
}

private func badHosts(_ p: inout HostProbe) {
  p.host("a", "10.0.0.1:0")
  p.host("a", "10.0.0.2:0")
  p.host("b", "10.0.0.1:0")
  p.host("b", "127.0.0.1:0")
  p.host("b", "224.0.0.1:0")
  p.host("b", "0.0.0.0:0")
  p.host("b", "10.0.0.2:0", mtu: 67)
  p.host("b", "[fd00::1]:0", mtu: 1279)
  p.host("b", "10.0.0.2:0", mtu: 9001)
  p.host("b", "[fe80::1]:0")
  p.host("b", "10.0.0.2:0", mtu: 68)
}

private func hostBacklog(_ p: inout HostProbe) {
  p.two()
  _ = p.listener(on: "b", backlog: 0)
  for port in 49152...49154 {
    let c = p.socket(on: "a", "10.0.0.1:\(port)")
    p.move("connect") { $0.connect(c) }
  }
}

private func zeroWindow(_ p: inout HostProbe) {
  p.two()
  let (c, a) = connection(&p)
  p.move("fill") { p in
    while p.send(c, 100_000) > 0 { p.settle() }
    for packet in p.packets.suffix(1) { print("window \(packet.win ?? 0)") }
    p.forget()
  }
  p.move("receive") { p in
    _ = p.receive(a)
    p.settle()
    print("moved \(p.packets.count > 0)")
    p.forget()
  }
}

private func sixteen(_ p: inout HostProbe) {
  for number in 1...17 { p.host("h\(number)", "10.0.0.\(number):0") }
  let l = p.listener(on: "h16", "10.0.0.16:7777", backlog: 20)
  for number in 1...15 {
    let c = p.socket(on: "h\(number)", "10.0.0.\(number):49152")
    p.connect(c, "10.0.0.16:7777")
  }
  p.settle()
  print("packets \(p.packets.count) accepted \((0..<15).filter { _ in p.accept(l) >= 0 }.count)")
}

/// Every frame with its step and what became of it.
private func captureWords() -> CaptureWords {
  CaptureWords(
    loopback: "loopback", injected: ("injected", "injected"),
    host: { $0.addresses.map(\.hostText).joined(separator: ", ") },
    router: \.name, comment: { "step \($0.line.step): \($0.line.cause ?? "") \($0.fates.map(\.fate))" })
}

/// Writes the capture file to the standard error stream, beside what is printed; not where a person would read it.
private func captureFile(_ p: inout HostProbe) {
  p.two(mtuB: 1540)
  let l = p.listener(on: "b")
  let c = p.socket(on: "a", "10.0.0.1:49152")
  p.network.begin(step: 4, cause: "connect c l")
  p.move("connect") { $0.connect(c) }
  let a = p.accept(l)
  p.network.begin(step: 5, cause: "send c \"…\"")
  p.move("send 2000") { _ = $0.send(c, 2000) }
  p.network.begin(step: 6, cause: "close c")
  p.move("close") { p in
    p.receive(a)
    p.close(c)
    p.close(a)
  }
  guard let file = p.network.captureFile(captureWords()) else { return print("failed capture file") }
  if CommandLine.arguments.last != "to-stderr" { return }
  _ = file.bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
