/// An endpoint's address in script values: what a transcript prints and a record holds.
public struct Address: Sendable, Codable, Hashable {
  /// The host as text without brackets: `127.0.0.1`, `::1`, `0.0.0.0`.
  public var host: String
  /// The port in host byte order; 0 where there is none (ICMP).
  public var port: UInt16

  /// An address from its parts.
  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Whether it is an IPv6 address.
  public var isIPv6: Bool { host.utf8.contains(UInt8(ascii: ":")) }

  /// Whether it is INADDR_ANY or in6addr_any.
  public var isWildcard: Bool { host == "0.0.0.0" || host == "::" }
}

extension Address: CustomStringConvertible {
  /// The address as the language writes it: `127.0.0.1:7777`, `[::1]:7777`.
  public var description: String { isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Reads what `description` writes; nil for anything else.
  public init?(_ text: String) {
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")),
      let port = UInt16(text[text.utf8.index(after: colon)...])
    else { return nil }
    var host = text[..<colon]
    if host.utf8.first == UInt8(ascii: "["), host.utf8.last == UInt8(ascii: "]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty else { return nil }
    self.init(host: String(host), port: port)
  }
}
