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

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> SocketAddress {
    guard let range = reader.take() else { throw reader.missing("an address") }
    let bytes = reader.line.bytes
    switch reader.session.names.find(bytes, range) {
    case .handle(let place):
      let handle = reader.session.handles[place].handle
      if let address = reader.session.winsock.boundAddress(handle) { return reader.session.reachable(address, handle) }
      throw reader.wrong(range, "is not a bound socket", hint: Self.hint)
    case .program(let program):
      guard case .server(let server) = program.work, !program.isOver else {
        throw reader.wrong(range, "is no server that runs", hint: Self.hint)
      }
      return reader.session.reachable(server.address, onHost: program.host)
    case .none: break
    default: throw reader.wrong(range, "is not a bound socket", hint: Self.hint)
    }
    if range.count <= 64, let address = SocketAddress.parse(bytes[range]) { return address }
    throw reader.wrong(range, "is not an address", hint: Self.hint)
  }

  func describe(_ value: SocketAddress, _ text: inout CText) { text.put("address", value.description) }
}

/// `tcp|udp`, `inet|inet6`, or AF TYPE PROTOCOL by C names or numbers.
struct SocketKindParameter: Parameter {
  struct Argument {
    var family: Int32 = 2
    var type: Int32 = 1
    var number: Int32 = 6
    /// The three as typed, when they were given as C has them.
    var typed: [Range<Int>] = []
  }

  var info: ParameterInfo {
    ParameterInfo(
      label: "kind", usage: "[tcp|udp] [inet|inet6]", about: "tcp over inet when left out; or AF TYPE PROTOCOL as in C",
      completes: .words(["tcp", "udp", "inet", "inet6", "AF_INET", "AF_INET6"]))
  }

  func read(_ reader: inout ArgumentReader) throws(UsageError) -> Argument {
    var kind = Argument()
    var isFirst = true
    while let range = reader.take() {
      let bytes = reader.line.bytes
      if isFirst, ByteText.isDigit(bytes[range.lowerBound]) || isFamily(bytes, range) {
        return try readNumbers(&reader, range)
      }
      isFirst = false
      if ByteText.equals(bytes, range, "tcp") {
        (kind.type, kind.number) = (1, 6)
      } else if ByteText.equals(bytes, range, "udp") {
        (kind.type, kind.number) = (2, 17)
      } else if ByteText.equals(bytes, range, "inet") {
        kind.family = 2
      } else if ByteText.equals(bytes, range, "inet6") {
        kind.family = 23
      } else {
        throw reader.wrong(range, "is not tcp, udp, inet or inet6")
      }
    }
    return kind
  }

  private func isFamily(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    range.count > 3 && ByteText.equals(bytes, range.lowerBound..<range.lowerBound + 3, "AF_")
  }

  private func readNumbers(_ reader: inout ArgumentReader, _ first: Range<Int>) throws(UsageError) -> Argument {
    var kind = Argument()
    kind.typed = [first]
    kind.family = Int32(truncatingIfNeeded: try NumberParameter.number(reader, first, .address))
    guard let second = reader.take() else { throw reader.missing("the socket's type") }
    kind.type = Int32(truncatingIfNeeded: try NumberParameter.number(reader, second))
    kind.typed.append(second)
    kind.number = 0
    if let third = reader.take() {
      kind.number = Int32(truncatingIfNeeded: try NumberParameter.number(reader, third))
      kind.typed.append(third)
    }
    return kind
  }

  func describe(_ value: Argument, _ text: inout CText) {
    guard value.typed.isEmpty else {
      let typed = value.typed.map { text.typed($0) } + ["0"]
      text.put("kind", typed.prefix(3).joined(separator: ", "))
      return
    }
    let family = value.family == 2 ? "AF_INET" : "AF_INET6"
    text.put("kind", family + (value.type == 1 ? ", SOCK_STREAM, IPPROTO_TCP" : ", SOCK_DGRAM, IPPROTO_UDP"))
  }
}
