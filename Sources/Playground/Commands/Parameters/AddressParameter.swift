import Language
import LinuxSockets
import Steps
import Winsock

/// ADDR: `127.0.0.1:7777`, `[::1]:7777`, `*:7777`, or the name of a socket for the address that it is bound to.
struct AddressParameter: Parameter {
  /// Whether something is sent there: the name of a socket bound to every address then means the loopback, as it means
  /// the host's own address between hosts. 0.0.0.0 itself, typed, is not a destination.
  var isDestination = false
  /// Whether NULL is the peer of the socket. Source: MS docs, sendto (to is optional).
  var mayBeNull = false

  static let hint = "an ADDR is 127.0.0.1:7777, [::1]:7777, *:7777, or the name of a bound socket"

  var info: ParameterInfo {
    ParameterInfo(
      label: "address", usage: "ADDR", about: "127.0.0.1:7777, [::1]:7777, *:7777 or a bound socket",
      completes: .names([.socket]))
  }

  /// An address, and where it was typed: empty when nobody typed it.
  struct Value {
    let address: SocketAddress
    var range = 0..<0

    init(_ address: SocketAddress, _ range: Range<Int> = 0..<0) { (self.address, self.range) = (address, range) }
  }

  func read(_ words: inout ArgumentReader) throws(UsageError) -> Value {
    guard let range = words.take() else { throw words.missing("an address") }
    return try value(words.scope, range)
  }

  /// The address that is typed at `range`.
  func value(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> Value {
    if mayBeNull, ByteText.equalsExactly(scope.bytes, range, "NULL") { return Value(.none, range) }
    return Value(try address(scope, range), range)
  }

  func read(_ c: CReader) throws(UsageError) -> Value {
    if mayBeNull, let argument = c.first("address") {
      let isNull = try c.value(argument).map { $0.number == 0 } ?? argument.isNull(c.bytes)
      if isNull { return Value(.none, argument.withoutCasts.range) }
    }
    if let address = try c.socketAddress("address") { return Value(address) }
    let range = try c.required("address", "an address").range
    return Value(try address(c.scope, range), range)
  }

  private func address(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> SocketAddress {
    let session = scope.session
    switch session.objects.names.find(scope.bytes, range) {
    case .handle(let place):
      let handle = session.objects.handles[place].handle
      if let address = session.winsock.boundAddress(handle) { return destination(session.reachable(address, handle)) }
      throw scope.wrong(range, "is not a bound socket", hint: Self.hint)
    case .program(let program):
      guard case .server(let server) = program.work, !program.isOver else {
        throw scope.wrong(range, "is not a running server", hint: Self.hint)
      }
      return destination(session.reachable(server.address, onHost: program.host))
    case .none: break
    default: throw scope.wrong(range, "is not a bound socket", hint: Self.hint)
    }
    if range.count <= 64, let address = SocketAddress.parse(scope.bytes[range]) { return address }
    throw scope.wrong(range, "is not an address", hint: Self.meant(scope, range) ?? Self.hint)
  }

  private func destination(_ address: SocketAddress) -> SocketAddress {
    isDestination && address.isWildcard ? .loopback(address.family, port: address.port) : address
  }

  /// What was probably meant: `7777` and `localhost:7777` are addresses elsewhere.
  private static func meant(_ scope: Scope, _ range: Range<Int>) -> String? {
    let text = ByteText.string(scope.bytes, range)
    let port = text.lowercased().hasPrefix("localhost:") ? String(text.dropFirst(10)) : text
    guard let number = UInt16(port) else { return nil }
    return "did you mean 127.0.0.1:\(number)? \(hint)"
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> SocketAddress { value.address }
  func describe(_ value: SocketAddress, _ text: inout CText) {
    if value.family == .unspecified { text.put("address", "NULL") } else { text.put("address", value) }
  }

  func write(_ value: Value, _ text: inout ShortText) {
    text.put(typed: value.range, or: value.address.description)
  }
}
