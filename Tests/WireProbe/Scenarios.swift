import Glibc
import LinuxSockets

/// The stories that are played, by name.
let scenarios: [(name: String, play: @Sendable (inout Probe) -> Void)] = [
  ("client-closes-first", clientClosesFirst), ("server-closes-first", serverClosesFirst), ("resets", resets),
  ("refused", refused), ("send-to-closed", sendToClosed), ("same-ends-again", sameEndsAgain), ("bulk", bulk),
  ("urgent", urgent), ("ipv6", ipv6), ("datagrams", datagrams), ("full-backlog", fullBacklog),
  ("with-itself", withItself),
]

private func connection(_ p: inout Probe, listener: Int32, port: UInt16 = 49152) -> (c: Int32, a: Int32) {
  var c: Int32 = -1
  var a: Int32 = -1
  p.move("connect") {
    c = $0.socket("c", bound: port)
    $0.connect(c)
  }
  p.move("accept") { a = $0.accept(listener) }
  return (c, a)
}

private func clientClosesFirst(_ p: inout Probe) {
  let l = p.listener()
  let (c, a) = connection(&p, listener: l)
  p.move("send 5") { _ = $0.send(c, 5) }
  p.move("send 6") { _ = $0.send(c, 6) }
  p.move("answer 100") { _ = $0.send(a, 100) }
  p.move("receive") { [c] in
    $0.receive(c)
    $0.receive(a)
  }
  p.move("finish") { $0.check("shutdown", $0.kernel.shutdown(c, how: SHUT_WR.number)) }
  p.move("answer in half-closed") { _ = $0.send(a, 7) }
  p.move("receive") { $0.receive(c) }
  p.move("close server") { $0.close(a) }
  p.move("close client") { $0.close(c) }
}

private func serverClosesFirst(_ p: inout Probe) {
  let l = p.listener()
  let (c, a) = connection(&p, listener: l)
  p.move("close server") { $0.close(a) }
  p.move("close client") { $0.close(c) }
}

private func resets(_ p: inout Probe) {
  let l = p.listener()
  let first = connection(&p, listener: l, port: 49152)
  p.move("abort client") { $0.close(first.c, abort: true) }
  p.move("close server") { $0.close(first.a) }
  let second = connection(&p, listener: l, port: 49153)
  p.move("finish") { $0.check("shutdown", $0.kernel.shutdown(second.c, how: SHUT_WR.number)) }
  p.move("abort server in CLOSE_WAIT") { $0.close(second.a, abort: true) }
  let third = connection(&p, listener: l, port: 49154)
  p.move("send") { _ = $0.send(third.c, 5) }
  p.move("close server with unread data") { $0.close(third.a) }
  p.move("connect, not accepted") { p in
    let c = p.socket("c", bound: 49155)
    p.connect(c)
  }
  p.move("close listener") { $0.close(l) }
}

private func refused(_ p: inout Probe) {
  p.move("connect") {
    let c = $0.socket("c", bound: 49152)
    $0.connect(c)
  }
}

private func sendToClosed(_ p: inout Probe) {
  let l = p.listener()
  let (c, a) = connection(&p, listener: l)
  p.move("close client") { $0.close(c) }
  p.move("send to it") { _ = $0.send(a, 5) }
}

private func sameEndsAgain(_ p: inout Probe) {
  let l = p.listener()
  let first = connection(&p, listener: l)
  p.move("abort") {
    $0.close(first.c, abort: true)
    $0.close(first.a)
  }
  let second = connection(&p, listener: l)
  p.move("send") { _ = $0.send(second.c, 5) }
}

private func bulk(_ p: inout Probe) {
  let l = p.listener()
  let (c, a) = connection(&p, listener: l)
  for _ in 0..<4 {
    p.move("send 40000") { _ = $0.send(c, 40000) }
    p.move("receive") { $0.receive(a) }
  }
  p.move("fill") { p in while p.send(c, 100_000) > 0 { p.settle() } }
  p.move("receive") { $0.receive(a) }
}

private func urgent(_ p: inout Probe) {
  let l = p.listener()
  let (c, _) = connection(&p, listener: l)
  p.move("send urgent") { _ = $0.send(c, 3, flags: Int32(MSG_OOB.number)) }
}

private func ipv6(_ p: inout Probe) {
  let l = p.listener(.inet6)
  p.move("connect") {
    let c = $0.socket("c", .inet6, bound: 49152)
    $0.connect(c, .inet6)
    _ = $0.accept(l)
    _ = $0.send(c, 5)
    _ = $0.send(c, 5)
  }
}

private func datagrams(_ p: inout Probe) {
  let u = p.kernel.socket(family: AF_INET, type: 2, protocol: 0).int32
  p.check("bind", p.kernel.bind(u, .loopback(.inet, port: 49152)))
  let v = p.kernel.socket(family: AF_INET, type: 2, protocol: 0).int32
  p.check("bind", p.kernel.bind(v, .loopback(.inet, port: 49153)))
  for (count, port) in [(0, 49153), (5, 49153), (5000, 49153), (5, 9)] as [(Int, UInt16)] {
    p.move("send \(count) to \(port)") { p in
      let bytes = [UInt8](repeating: UInt8(ascii: "A"), count: count)
      _ = bytes.withUnsafeBytes {
        p.kernel.send(u, $0.baseAddress, count: count, flags: 0, to: .loopback(.inet, port: port))
      }
    }
  }
}

private func fullBacklog(_ p: inout Probe) {
  _ = p.listener(backlog: 0)
  p.patience = 20
  for port in 49152...49154 as ClosedRange<UInt16> {
    p.move("connect") {
      let c = $0.socket("c", bound: port)
      $0.connect(c)
    }
  }
}

private func withItself(_ p: inout Probe) {
  p.move("connect") {
    let c = $0.socket("c", bound: 7777)
    $0.connect(c)
    _ = $0.send(c, 5)
  }
}

extension Int {
  /// Glibc's constants are imported as Int or as Int32.
  var number: Int32 { Int32(self) }
}

extension Int32 {
  /// The same.
  var number: Int32 { self }
}

extension UInt32 {
  /// The same, for enumerations.
  var number: Int32 { Int32(self) }
}
