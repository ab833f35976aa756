/// An IPv4 or IPv6 address with a port: plain memory, 32 bytes, no reference.
///
/// Written as the command language writes an ADDR: `127.0.0.1:7777`, `[::1]:7777`.
public struct SocketAddress: Hashable, Sendable {
  /// The address family; raw values are Linux's AF_ constants.
  public enum Family: UInt16, Sendable { case unspecified = 0, inet = 2, inet6 = 10 }

  /// Which of the two shapes the address has.
  public var family: Family
  /// In host byte order.
  public var port: UInt16
  /// IPv6 scope (interface index), 0 when there is none.
  public var scope: UInt32
  /// The first eight bytes of an IPv6 address, most significant first; 0 for IPv4.
  public var high: UInt64
  /// The last eight bytes of an IPv6 address, or the IPv4 address in the low 32 bits, in host byte order.
  public var low: UInt64

  /// An address from its parts as stored.
  public init(family: Family, high: UInt64, low: UInt64, port: UInt16, scope: UInt32 = 0) {
    self.family = family
    self.port = port
    self.scope = scope
    self.high = high
    self.low = low
  }

  /// An IPv4 address; `inet` is in host byte order, so 127.0.0.1 is 0x7f000001.
  public init(inet: UInt32, port: UInt16) {
    self.init(family: .inet, high: 0, low: UInt64(inet), port: port)
  }

  /// No address at all.
  public static let none = SocketAddress(family: .unspecified, high: 0, low: 0, port: 0)

  /// INADDR_ANY or in6addr_any with a port.
  public static func any(_ family: Family, port: UInt16) -> SocketAddress {
    SocketAddress(family: family, high: 0, low: 0, port: port)
  }

  /// INADDR_LOOPBACK or in6addr_loopback with a port.
  public static func loopback(_ family: Family, port: UInt16) -> SocketAddress {
    family == .inet6
      ? SocketAddress(family: .inet6, high: 0, low: 1, port: port) : SocketAddress(inet: 0x7f00_0001, port: port)
  }

  /// True for INADDR_ANY and in6addr_any, whatever the port.
  public var isWildcard: Bool { high == 0 && low == 0 }
  /// Whether it is a multicast group's: 224.0.0.0/4 (RFC 1112), ff00::/8 (RFC 4291).
  public var isGroup: Bool {
    switch family {
    case .unspecified: false
    case .inet: low >> 28 & 0xf == 0xe
    case .inet6: high >> 56 == 0xff
    }
  }
  /// Whether it is one of 127.0.0.0/8, ::1, or an IPv4-mapped one of those.
  public var isLoopback: Bool {
    switch family {
    case .unspecified: false
    case .inet: low >> 24 & 0xff == 127
    case .inet6: high == 0 && (low == 1 || low >> 24 == 0xffff_7f)
    }
  }

  /// The same address with another port.
  public func with(port: UInt16) -> SocketAddress {
    var copy = self
    copy.port = port
    return copy
  }

  /// Two words instead of five fields: every packet is looked up by its two addresses.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(low)
    hasher.combine(high ^ UInt64(port))
  }

  /// The address's bytes in network order: 4 for IPv4, 16 for IPv6, none when unspecified.
  public var addressBytes: [UInt8] {
    switch family {
    case .unspecified: return []
    case .inet: return (0..<4).map { UInt8(truncatingIfNeeded: low >> (24 - 8 * $0)) }
    case .inet6:
      return (0..<16).map { i in
        UInt8(truncatingIfNeeded: i < 8 ? high >> (56 - 8 * i) : low >> (56 - 8 * (i - 8)))
      }
    }
  }
}

extension SocketAddress: CustomStringConvertible {
  /// The address as an ADDR.
  public var description: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the ADDR form as ASCII: what the records and the transcripts hold.
  public func write(to out: inout [UInt8]) {
    switch family {
    case .unspecified: out.append(contentsOf: "none".utf8)
    case .inet:
      writeHost(to: &out)
      out.append(UInt8(ascii: ":"))
      Self.writeDecimal(UInt32(port), to: &out)
    case .inet6:
      out.append(UInt8(ascii: "["))
      writeHost(to: &out)
      out.append(UInt8(ascii: "]"))
      out.append(UInt8(ascii: ":"))
      Self.writeDecimal(UInt32(port), to: &out)
    }
  }

  /// Appends the host part alone: `127.0.0.1`, `::1`.
  public func writeHost(to out: inout [UInt8]) {
    switch family {
    case .unspecified: break
    case .inet:
      for i in 0..<4 {
        if i > 0 { out.append(UInt8(ascii: ".")) }
        Self.writeDecimal(UInt32(truncatingIfNeeded: low >> (24 - 8 * UInt64(i))) & 0xff, to: &out)
      }
    case .inet6: writeHost6(to: &out)
    }
  }

  /// IPv6 text as RFC 5952 wants it: lower case, the longest run of two or more zero groups as `::`, the first of equals.
  private func writeHost6(to out: inout [UInt8]) {
    func group(_ i: Int) -> UInt16 {
      UInt16(truncatingIfNeeded: i < 4 ? high >> (48 - 16 * i) : low >> (48 - 16 * (i - 4)))
    }
    // ::ffff:a.b.c.d and ::a.b.c.d, the IPv4-mapped and IPv4-compatible addresses of RFC 4291
    let isMapped = low >> 32 == 0x0000_ffff
    if high == 0, isMapped || low >> 32 == 0 && low >> 16 != 0 {
      out.append(contentsOf: (isMapped ? "::ffff:" : "::").utf8)
      SocketAddress(inet: UInt32(truncatingIfNeeded: low), port: 0).writeHost(to: &out)
      return
    }
    var best = (start: -1, length: 1)
    var i = 0
    while i < 8 {
      var end = i
      while end < 8, group(end) == 0 { end += 1 }
      if end - i > best.length { best = (i, end - i) }
      i = max(end, i + 1)
    }
    i = 0
    while i < 8 {
      if i == best.start {
        out.append(contentsOf: "::".utf8)
        i += best.length
        continue
      }
      if i > 0, i != best.start + best.length || best.start < 0 { out.append(UInt8(ascii: ":")) }
      Self.writeHex(group(i), to: &out)
      i += 1
    }
  }

  private static func writeHex(_ value: UInt16, to out: inout [UInt8]) {
    var shift: UInt16 = 12
    while shift > 0, value >> shift == 0 { shift -= 4 }
    while true {
      let digit = UInt8(value >> shift & 0xf)
      out.append(digit < 10 ? 48 + digit : 87 + digit)
      if shift == 0 { return }
      shift -= 4
    }
  }

  private static func writeDecimal(_ value: UInt32, to out: inout [UInt8]) {
    var divisor: UInt32 = 1
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      out.append(48 + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }
}

extension SocketAddress {
  /// Reads an IPv4 address in strict dotted-decimal form, as inet_pton takes it: four numbers from 0 to 255.
  public static func parseInet(_ text: some Collection<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    var part: UInt32 = 0
    var digits = 0
    var parts = 0
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, parts < 3 else { return nil }
        value = value << 8 | part
        (part, digits, parts) = (0, 0, parts + 1)
      } else {
        guard byte >= 48, byte <= 57, digits < 3, !(digits > 0 && part == 0) else { return nil }
        part = part * 10 + UInt32(byte - 48)
        digits += 1
        guard part <= 255 else { return nil }
      }
    }
    guard parts == 3, digits > 0 else { return nil }
    return value << 8 | part
  }

  /// Reads an IPv4 address as inet_addr takes it, in host order: one to four parts, each decimal, octal behind a `0` or
  /// hex behind `0x`, of which the last fills the bytes that are left. What follows a space counts for nothing, and a space
  /// alone is 0.
  /// Source: MS docs, inet_addr (remarks).
  public static func parseInetAddr(_ text: some Collection<UInt8>) -> UInt32? {
    let bytes = Array(text.prefix { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 })
    if bytes.isEmpty { return text.count == 1 ? 0 : nil }
    let parts = bytes.split(separator: 46, omittingEmptySubsequences: false).map { number(in: $0) }
    guard parts.count <= 4, var last = parts.last ?? nil else { return nil }
    var value: UInt32 = 0
    for (i, part) in parts.dropLast().enumerated() {
      guard let part, part <= 255 else { return nil }
      value |= UInt32(part) << UInt32(24 - 8 * i)
    }
    let bits = 32 - 8 * (parts.count - 1)
    guard last < 1 << UInt64(bits) else { return nil }
    last |= UInt64(value)
    return UInt32(last)
  }

  /// A number as C writes it, of at most 32 bits; nil for none.
  private static func number(in text: ArraySlice<UInt8>) -> UInt64? {
    var (digits, radix): (ArraySlice<UInt8>, UInt64) = (text, 10)
    if text.first == 48, text.count > 1 {
      (digits, radix) = text.dropFirst().first.map { $0 | 32 } == 120 ? (text.dropFirst(2), 16) : (text.dropFirst(), 8)
    }
    guard !digits.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = hexDigit(byte), UInt64(digit) < radix else { return nil }
      value = value * radix + UInt64(digit)
      guard value <= 0xffff_ffff else { return nil }
    }
    return value
  }

  /// Reads an IPv6 address as inet_pton takes it: groups of hex, `::` once, an IPv4 address as the last 32 bits.
  public static func parseInet6(_ text: some Collection<UInt8>) -> (high: UInt64, low: UInt64)? {
    let bytes = Array(text)
    guard bytes.count >= 2, bytes.count <= 45 else { return nil }
    var groups: [UInt16] = []
    var gap: Int?
    var i = 0
    if bytes[0] == 58 {
      guard bytes[1] == 58 else { return nil }
      gap = 0
      i = 2
    }
    while i < bytes.count {
      var end = i
      while end < bytes.count, bytes[end] != 58 { end += 1 }
      let piece = bytes[i..<end]
      if piece.contains(46) {
        guard end == bytes.count, groups.count <= 6, let inet = parseInet(piece) else { return nil }
        groups.append(UInt16(inet >> 16))
        groups.append(UInt16(inet & 0xffff))
        i = end
        continue
      }
      guard !piece.isEmpty, piece.count <= 4, groups.count < 8 else { return nil }
      var value: UInt16 = 0
      for byte in piece {
        guard let digit = hexDigit(byte) else { return nil }
        value = value << 4 | UInt16(digit)
      }
      groups.append(value)
      i = end
      if i < bytes.count {  // at a colon: one more group follows, or a gap
        i += 1
        guard i < bytes.count else { return nil }
        if bytes[i] == 58 {
          guard gap == nil else { return nil }
          gap = groups.count
          i += 1
        }
      }
    }
    if let gap {
      guard groups.count < 8 else { return nil }
      groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    }
    guard groups.count == 8 else { return nil }
    let high = groups[0..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    return (high, groups[4..<8].reduce(UInt64(0)) { $0 << 16 | UInt64($1) })
  }

  /// Reads an ADDR: `127.0.0.1:7777`, `[::1]:7777`, or `*:7777` for INADDR_ANY. Nil when it is not one.
  public static func parse(_ text: some Collection<UInt8>) -> SocketAddress? {
    let bytes = Array(text)
    guard let colon = bytes.lastIndex(of: 58) else { return nil }
    var port: UInt32 = 0
    guard colon + 1 < bytes.count, bytes.count - colon <= 6 else { return nil }
    for byte in bytes[(colon + 1)...] {
      guard byte >= 48, byte <= 57 else { return nil }
      port = port * 10 + UInt32(byte - 48)
    }
    guard port <= 65535 else { return nil }
    let host = bytes[..<colon]
    if host.count == 1, host[0] == UInt8(ascii: "*") { return .any(.inet, port: UInt16(port)) }
    if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]"), host.count > 3 {
      guard let (high, low) = parseInet6(host.dropFirst().dropLast()) else { return nil }
      return SocketAddress(family: .inet6, high: high, low: low, port: UInt16(port))
    }
    guard let inet = parseInet(host) else { return nil }
    return SocketAddress(inet: inet, port: UInt16(port))
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: return byte - 48
    case 65...70: return byte - 55
    case 97...102: return byte - 87
    default: return nil
    }
  }
}
