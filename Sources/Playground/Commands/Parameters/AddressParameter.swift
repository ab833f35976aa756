import Language
import LinuxSockets
import Steps
import Winsock

/// ADDR: `127.0.0.1:7777`, `[::1]:7777`, `*:7777`, or the name of a socket for the address that it is bound to.
struct AddressParameter: Parameter {
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
    return Value(try Self.address(words.scope, range), range)
  }

  func read(_ c: CReader) throws(UsageError) -> Value {
    if let address = try c.socketAddress("address") { return Value(address) }
    let range = try c.required("address", "an address").range
    return Value(try Self.address(c.scope, range), range)
  }

  private static func address(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> SocketAddress {
    let session = scope.session
    switch session.objects.names.find(scope.bytes, range) {
    case .handle(let place):
      let handle = session.objects.handles[place].handle
      if let address = session.winsock.boundAddress(handle) { return session.reachable(address, handle) }
      throw scope.wrong(range, "is not a bound socket", hint: hint)
    case .program(let program):
      guard case .server(let server) = program.work, !program.isOver else {
        throw scope.wrong(range, "is not a running server", hint: hint)
      }
      return session.reachable(server.address, onHost: program.host)
    case .none: break
    default: throw scope.wrong(range, "is not a bound socket", hint: hint)
    }
    if range.count <= 64, let address = SocketAddress.parse(scope.bytes[range]) { return address }
    throw scope.wrong(range, "is not an address", hint: meant(scope, range) ?? hint)
  }

  /// What was probably meant: `7777` and `localhost:7777` are addresses elsewhere.
  private static func meant(_ scope: Scope, _ range: Range<Int>) -> String? {
    let text = ByteText.string(scope.bytes, range)
    let port = text.lowercased().hasPrefix("localhost:") ? String(text.dropFirst(10)) : text
    guard let number = UInt16(port) else { return nil }
    return "did you mean 127.0.0.1:\(number)? \(hint)"
  }

  func resolve(_ value: Value, _ call: Call) throws(UsageError) -> SocketAddress { value.address }
  func describe(_ value: SocketAddress, _ text: inout CText) { text.put("address", value) }

  func write(_ value: Value, _ text: inout ShortText) {
    text.put(typed: value.range, or: value.address.description)
  }
}
