import LinuxSockets
import Testing

@testable import Winsock

/// Options of IPv4 and IPv6, and the two ioctls of datagrams and keep-alive. Sources: MS docs, IPPROTO_IP Socket Options,
/// IPPROTO_IPV6 Socket Options, SIO_KEEPALIVE_VALS, Winsock IOCTLs.
struct OptionTests {
  private func value(_ bench: Bench, _ socket: Handle, _ option: SocketOption) -> UInt64? {
    if case .value(let value) = bench.layer.getsockopt(bench.main, socket, option).out { value } else { nil }
  }

  @Test func hopsAreThoseOfWindowsUntilSet() throws {
    let bench = Bench()
    defer { bench.layer.tearDown() }
    let socket = try bench.socket()
    #expect(value(bench, socket, .IP_TTL) == 128)
    #expect(value(bench, socket, .IP_MULTICAST_TTL) == 1)
    for (number, error) in [(1, ErrorCode.success), (255, .success), (256, .WSAEINVAL), (-1, .WSAEINVAL)] {
      #expect(bench.layer.setsockopt(bench.main, socket, .IP_TTL, .number(Int64(number))).error == error)
    }
    #expect(value(bench, socket, .IP_TTL) == 255)
    #expect(bench.layer.setsockopt(bench.main, socket, .IPV6_V6ONLY, .number(0)).error == .WSAENOPROTOOPT)
    #expect(bench.layer.getsockopt(bench.main, socket, .IPV6_UNICAST_HOPS).error == .WSAENOPROTOOPT)
  }

  @Test func keepAliveValuesAreInMilliseconds() throws {
    let bench = Bench()
    defer { bench.layer.tearDown() }
    let socket = try bench.socket()
    #expect(
      bench.layer.WSAIoctl(bench.main, socket, keepAlive: true, time: 30_000, interval: 5_000).error == .success)
    #expect(value(bench, socket, .SO_KEEPALIVE) == 1)
    #expect(value(bench, socket, .TCP_KEEPIDLE) == 30)
    #expect(value(bench, socket, .TCP_KEEPINTVL) == 5)
    #expect(bench.layer.WSAIoctl(bench.main, socket, keepAlive: false, time: 0, interval: 0).error == .success)
    #expect(value(bench, socket, .SO_KEEPALIVE) == 0)
    #expect(bench.layer.WSAIoctl(bench.main, .null, keepAlive: true, time: 1, interval: 1).error == .WSAENOTSOCK)
    #expect(bench.layer.ioctlsocket(bench.main, socket, SIO_UDP_CONNRESET, value: 0).error == .WSAEOPNOTSUPP)
  }
}
