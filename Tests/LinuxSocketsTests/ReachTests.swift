import Glibc
import Testing

@testable import LinuxSockets

/// A kernel that reaches the loopback alone: the calls that would leave it are refused before Linux sees them.
@Suite struct ReachTests {
  private let kernel = LinuxKernel(reach: .loopback)

  private func withSocket(_ family: Int32, _ type: Int32, _ body: (Int32) -> Void) throws {
    let made = kernel.socket(family: family, type: type, protocol: 0)
    try #require(!made.failed)
    body(made.int32)
    kernel.close(made.int32)
  }

  private static let outside = [
    "8.8.8.8:53", "10.0.0.1:1", "192.168.1.1:1", "128.0.0.1:1", "126.255.255.255:1",
    "255.255.255.255:1", "224.0.0.1:1", "1.0.0.127:1",
  ]
  private static let outside6 = [
    "[2001:db8::1]:1", "[fe80::1]:1", "[::2]:1", "[ff02::1]:1", "[::ffff:8.8.8.8]:1", "[1::1]:1",
  ]

  @Test(arguments: outside + outside6) func nothingElseIsReached(_ text: String) throws {
    let address = try #require(SocketAddress.parse(Array(text.utf8)[...]))
    let family = address.family == .inet ? AF_INET : AF_INET6
    for type in [Int32(SOCK_STREAM.rawValue), Int32(SOCK_DGRAM.rawValue)] {
      try withSocket(family, type) { s in
        #expect(kernel.connect(s, address).isError(ENETUNREACH))
        #expect(kernel.send(s, "x", count: 1, flags: 0, to: address).isError(ENETUNREACH))
        #expect(kernel.bind(s, address).isError(EADDRNOTAVAIL))
      }
    }
  }

  @Test(arguments: ["127.0.0.1:0", "127.255.255.254:0", "[::1]:0"]) func theLoopbackIs(_ text: String) throws {
    let address = try #require(SocketAddress.parse(Array(text.utf8)[...]))
    #expect(address.isLoopback)
    try withSocket(address.family == .inet ? AF_INET : AF_INET6, Int32(SOCK_DGRAM.rawValue)) { s in
      #expect(!kernel.bind(s, address).failed)
      var bound = SocketAddress.none
      _ = kernel.localAddress(s, &bound)
      #expect(kernel.send(s, "x", count: 1, flags: 0, to: bound).raw == 1)
    }
  }

  @Test(arguments: [SocketAddress.Family.inet, .inet6]) func allAddressesAreTheLoopback(_ family: SocketAddress.Family)
    throws
  {
    try withSocket(family == .inet ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue)) { s in
      #expect(!kernel.bind(s, .any(family, port: 0)).failed)
      var bound = SocketAddress.none
      _ = kernel.localAddress(s, &bound)
      #expect(bound.isLoopback && bound.port != 0)
    }
  }
}
