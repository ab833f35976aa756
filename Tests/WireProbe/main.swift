import Glibc
import LinuxSockets
import Wire

func now() -> Double {
  var t = timespec()
  clock_gettime(CLOCK_MONOTONIC, &t)
  return Double(t.tv_sec) * 1e6 + Double(t.tv_nsec) / 1e3
}
var t0 = now()
let network = try Network(.private)
print("enter", now() - t0); t0 = now()
network.prepare()
print("prepare", now() - t0); t0 = now()
network.startCapture()
print("capture", now() - t0); t0 = now()
if let n = network.notice { print(n) }
var probe = Probe(network: network)
let k = LinuxKernel()
let l = k.socket(family: 2, type: 1, protocol: 0).int32
_ = k.bind(l, .loopback(.inet, port: 7777))
_ = k.listen(l, backlog: 5)
let c = k.socket(family: 2, type: 1, protocol: 0).int32
print(k.connect(c, .loopback(.inet, port: 7777)))
probe.report()
var peer = SocketAddress.none
let a = k.accept(l, peer: &peer).int32
@MainActor func send(_ s: Int32, _ n: Int, _ flags: Int32 = 0) {
  let bytes = [UInt8](repeating: 65, count: n)
  print("send", bytes.withUnsafeBytes { k.send(s, $0.baseAddress, count: n, flags: flags).raw })
  probe.report()
}
@MainActor func recv(_ s: Int32) {
  var bytes = [UInt8](repeating: 65, count: 1 << 20)
  print("recv", bytes.withUnsafeMutableBytes { k.receive(s, $0.baseAddress, count: 1 << 20, flags: 0).raw })
  probe.report()
}
send(c, 5); send(c, 6); send(a, 100); recv(a); recv(c)
send(c, 10000)
recv(a)
send(c, 3, 1)
print("shutdown"); _ = k.shutdown(c, how: 1); probe.report()
send(a, 4)
recv(c)
recv(a)
k.close(a); probe.report()
k.close(c); probe.report()
let d = k.socket(family: 2, type: 1, protocol: 0).int32
print(k.connect(d, .loopback(.inet, port: 7778)))
probe.report()
let u = k.socket(family: 2, type: 2, protocol: 0).int32
print(
  [UInt8]("hi".utf8).withUnsafeBytes { k.send(u, $0.baseAddress, count: 2, flags: 0, to: .loopback(.inet, port: 9)) })
probe.report()
print(
  [UInt8](repeating: 65, count: 5000).withUnsafeBytes {
    k.send(u, $0.baseAddress, count: 5000, flags: 0, to: .loopback(.inet, port: 9))
  })
probe.report()
let l6 = k.socket(family: 10, type: 1, protocol: 0).int32
_ = k.bind(l6, .loopback(.inet6, port: 7777))
_ = k.listen(l6, backlog: 5)
let c6 = k.socket(family: 10, type: 1, protocol: 0).int32
print(k.connect(c6, .loopback(.inet6, port: 7777)))
probe.report()
send(c6, 5)
send(c6, 5)
send(c6, 50000)
