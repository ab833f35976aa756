import Glibc
import LinuxSockets
import Winsock

/// getaddrinfo and gethostname by the C library, told in Winsock's terms. Only numbers and what /etc/hosts and
/// /etc/services hold: a private network reaches no name server.
enum Resolver {
  /// The addresses of a host and port for SOCK_STREAM, in the order of the C library; nil is NULL.
  static func resolve(host: String?, service: String?) -> (error: ErrorCode, addresses: [SocketAddress]) {
    guard host != nil || service != nil else { return (.WSAHOST_NOT_FOUND, []) }
    guard let port = port(service) else { return (.WSATYPE_NOT_FOUND, []) }
    guard let host else { return (.success, [.loopback(.inet6, port: port), .loopback(.inet, port: port)]) }
    if let inet = SocketAddress.parseInet(host.utf8) { return (.success, [SocketAddress(inet: inet, port: port)]) }
    if let (high, low) = SocketAddress.parseInet6(host.utf8) {
      return (.success, [SocketAddress(family: .inet6, high: high, low: low, port: port)])
    }
    if host.lowercased() == "localhost" || host == hostName() {
      return (.success, [.loopback(.inet6, port: port), .loopback(.inet, port: port)])
    }
    return (.WSAHOST_NOT_FOUND, [])
  }

  private static let services: [String: UInt16] = [
    "echo": 7, "discard": 9, "daytime": 13, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "domain": 53, "http": 80,
    "pop3": 110, "ntp": 123, "imap": 143, "https": 443,
  ]

  private static func port(_ service: String?) -> UInt16? {
    guard let service, !service.isEmpty else { return 0 }
    return UInt16(service) ?? services[service.lowercased()]
  }

  /// This machine's name.
  static func hostName() -> String {
    var bytes = [CChar](repeating: 0, count: 256)
    guard Glibc.gethostname(&bytes, bytes.count - 1) == 0 else { return "host" }
    return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
