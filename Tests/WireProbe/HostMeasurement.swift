import Glibc
import LinuxSockets
import Wire

/// How long hosts and the wire between them take, for a look by hand and for the tests that bound it.
struct HostMeasurement {
  /// The time from nothing to two hosts that are ready, in microseconds.
  static func setUp() throws {
    let start = HostProbe.microseconds()
    var p = try HostProbe()
    let prepared = HostProbe.microseconds()
    p.host("a", "10.0.0.1:0")
    let first = HostProbe.microseconds()
    p.host("b", "10.0.0.2:0")
    let second = HostProbe.microseconds()
    print("network \(Int(prepared - start)) first \(Int(first - prepared)) second \(Int(second - first))")
    print("ready \(Int(second - start))")
    print("notices \(p.network.notices)")
  }

  /// Moves a number of bytes from a to b with everything traced; what was told is thrown away as it comes.
  static func transfer(_ bytes: Int) throws {
    var p = try HostProbe()
    p.two()
    let l = p.listener(on: "b")
    let c = p.socket(on: "a", "10.0.0.1:49152")
    p.connect(c)
    p.settle()
    let a = p.accept(l)
    p.forget()
    let chunk = [UInt8](repeating: 65, count: 65536)
    var (sent, got, wire) = (0, 0, 0.0)
    let start = HostProbe.microseconds()
    var stalled = 0
    while got < bytes, stalled < 1000 {
      let before = got
      while sent < bytes {
        let outcome = chunk.withUnsafeBytes {
          p.kernel.send(c, $0.baseAddress, count: min(65536, bytes - sent), flags: 0).raw
        }
        guard outcome > 0 else { break }
        sent += outcome
      }
      let began = HostProbe.microseconds()
      p.pump()
      wire += HostProbe.microseconds() - began
      p.forget()
      while true {
        let outcome = p.receive(a, 65536)
        guard outcome > 0 else { break }
        got += outcome
      }
      if got == before {
        stalled += 1
        _ = p.wait(20)
      } else {
        stalled = 0
      }
    }
    let time = HostProbe.microseconds() - start
    print("bytes \(got) packets \(p.count) lost \(p.network.lost)")
    print("microseconds \(Int(time)) wire \(Int(wire)) each \(wire / Double(max(p.count, 1)))")
    print("kilobytes \(peak)")
  }

  /// The most memory that the process had (proc(5), VmHWM): getrusage tells of the process that started it, too.
  private static var peak: Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.hasPrefix("VmHWM:") { return Int(text.filter(\.isNumber)) ?? 0 }
    }
    return 0
  }

  /// A datagram there and back, over and over: what one packet costs from veth to veth, the sockets included.
  static func pingPong(_ rounds: Int) throws {
    var p = try HostProbe()
    p.two()
    let u = p.socket(on: "a", "10.0.0.1:49152", type: 2)
    _ = p.socket(on: "b", "10.0.0.2:49153", type: 2)
    let to = SocketAddress(inet: 0x0a00_0002, port: 49153)
    var wire = 0.0
    for _ in 0..<rounds {
      let byte = [UInt8](repeating: 65, count: 64)
      _ = byte.withUnsafeBytes { p.kernel.send(u, $0.baseAddress, count: 64, flags: 0, to: to) }
      let began = HostProbe.microseconds()
      p.pump()
      wire += HostProbe.microseconds() - began
      p.forget()
    }
    print("packets \(p.count) each \(wire / Double(rounds))")
  }
}
