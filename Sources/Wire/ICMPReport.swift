import LinuxSockets
import WireFormat

/// What an ICMP message reports.
public struct ICMPReport: Sendable, Hashable {
  /// The packet that an error is about, as far as it is quoted.
  public struct Quoted: Sendable, Hashable {
    /// IP's number of what it carried: 6 is TCP, 17 UDP.
    public let protocolNumber: UInt8
    /// Where it came from; port 0 when that is not quoted.
    public let from: SocketAddress
    /// Where it went.
    public let to: SocketAddress
  }

  /// Whether it is ICMPv6, whose numbers are others.
  public let isIPv6: Bool
  /// IANA's type.
  public let type: UInt8
  /// IANA's code within the type.
  public let code: UInt8
  /// The largest packet that the next network takes, where it says that one is larger; 0 elsewhere.
  public let mtu: UInt32
  /// The packet that it is about; nil when none is quoted.
  public let about: Quoted?

  /// The report of a message.
  public init(_ view: ICMPView) {
    (isIPv6, type, code) = (view.isIPv6, view.type ?? 0, view.code ?? 0)
    if case .tooBig(let mtu, _)? = ICMPMessage(view) { self.mtu = mtu } else { mtu = 0 }
    about = PacketView(packet: view.body).map { packet in
      // TCP and UDP both begin with the two ports.
      let ports = UDPView(packet.payload)
      return Quoted(
        protocolNumber: packet.protocolNumber.rawValue,
        from: SocketAddress(packet.source, port: ports.sourcePort ?? 0),
        to: SocketAddress(packet.destination, port: ports.destinationPort ?? 0))
    }
  }
}
