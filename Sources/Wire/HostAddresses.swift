import LinuxSockets
import WireFormat

/// The addresses of all hosts.
struct HostAddresses {
  private var rows: [(high: UInt64, low: UInt64, isIPv6: Bool, place: Int)] = []

  /// Adds a host's addresses.
  mutating func add(_ host: Host) {
    for address in host.addresses {
      rows.append((address.high, address.low, address.family == .inet6, host.id.place))
    }
  }

  /// The place of the host that has an address; nil when none has it.
  func owner(_ address: IPAddress) -> Int? { owner(address.high, address.low, address.isIPv6) }

  /// The place of the host that has an address, whatever the port.
  func owner(_ address: SocketAddress) -> Int? { owner(address.high, address.low, address.family == .inet6) }

  private func owner(_ high: UInt64, _ low: UInt64, _ isIPv6: Bool) -> Int? {
    rows.first { $0.low == low && $0.high == high && $0.isIPv6 == isIPv6 }?.place
  }
}
