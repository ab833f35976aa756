import LinuxSockets
import Testing

@Suite struct SocketAddressTests {
  @Test(arguments: [
    "127.0.0.1:7777", "0.0.0.0:0", "255.255.255.255:65535", "[::1]:7777", "[::]:0", "[2001:db8::1]:80",
    "[2001:db8:0:1:1:1:1:1]:80", "[1:0:0:2::3]:9", "[::ffff:10.0.0.1]:1", "[::1.2.3.4]:1", "[::255.255.3.4]:1",
    "[fe80::1:0:0:2]:1",
  ])
  func anAddressIsWrittenAsItIsRead(_ text: String) throws {
    #expect(try #require(SocketAddress.parse(text.utf8)).description == text)
  }

  @Test func aStarIsINADDR_ANY() throws {
    #expect(SocketAddress.parse("*:7777".utf8)?.description == "0.0.0.0:7777")
  }

  @Test(arguments: [
    "", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0:1", "1.2.3.4.5:1", "256.0.0.1:1",
    "01.2.3.4:1", "[::1]", "[::1:7", "::1:7", "[1::2::3]:1", "[12345::]:1", "[1:2:3:4:5:6:7:8:9]:1", "[:1]:1", "[1:]:1",
    "**:1", "localhost:80", "127.0.0.1:99999999999999999999",
  ])
  func whatIsNoAddressIsNone(_ text: String) {
    #expect(SocketAddress.parse(text.utf8) == nil)
  }

  @Test func groupsOfZeroAreShortenedAsRFC5952Says() {
    func text(_ groups: [UInt64]) -> String {
      let high = groups[0..<4].reduce(0) { $0 << 16 | $1 }
      let low = groups[4..<8].reduce(0) { $0 << 16 | $1 }
      return SocketAddress(family: .inet6, high: high, low: low, port: 1).description
    }
    #expect(text([0x2001, 0xdb8, 0, 0, 1, 0, 0, 1]) == "[2001:db8::1:0:0:1]:1")  // the first of two equal runs
    #expect(text([0x2001, 0, 0, 1, 0, 0, 0, 1]) == "[2001:0:0:1::1]:1")  // the longer one
    #expect(text([1, 0, 2, 3, 4, 5, 6, 7]) == "[1:0:2:3:4:5:6:7]:1")  // one group alone is not shortened
  }

  @Test func anAddressComesBackFromTheKernel() throws {
    let kernel = LinuxKernel()
    for family in [SocketAddress.Family.inet, .inet6] {
      let made = kernel.socket(family: Int32(family.rawValue), type: 1, protocol: 6)
      try #require(!made.failed)
      defer { kernel.close(made.int32) }
      guard !kernel.bind(made.int32, .loopback(family, port: 0)).failed else { continue }  // no IPv6 here
      var address = SocketAddress.none
      #expect(!kernel.localAddress(made.int32, &address).failed)
      #expect(address.with(port: 0) == .loopback(family, port: 0))
      #expect(address.port != 0)
    }
  }

  @Test func errorsAreTheKernelsOwn() {
    let kernel = LinuxKernel()
    let outcome = kernel.listen(-1, backlog: 1)
    #expect(outcome.failed)
    #expect(outcome.errno?.rawValue == 9)
    #expect(kernel.close(-1).isError(9))
  }
}
