import Calls
import Language
import LinuxSockets
import Steps
import Winsock

// Addresses and names as text: what winsock2.h has beside inet_pton and getaddrinfo.

extension Command {
  static let inet_ntoa = CommandOf(
    "inet_ntoa", call: .inet_ntoa, c: "inet_ntoa({data})",
    topic: .addresses, summary: "Writes an IPv4 address as text.", tasks: ["print", "address", "text"],
    InternetAddressParameter()
  ) { call, address throws(UsageError) in
    let text = SocketAddress(inet: address, port: 0).hostText
    return .call(Return(1), .text(text), .fields([OutField("text", .text(text))]))
  }

  static let gethostbyname = CommandOf(
    "gethostbyname", call: .gethostbyname, c: "gethostbyname({text})",
    topic: .addresses, summary: "Finds a host's IPv4 addresses; getaddrinfo is its successor.",
    tasks: ["resolve", "dns", "name"],
    TextParameter(usage: "HOST", about: "a host's address or name")
  ) { call, host throws(UsageError) in
    // An empty name is that of this machine. Source: MS docs, gethostbyname (remarks).
    let name = host.text.isEmpty ? Resolver.hostName() : host.text
    let (error, addresses) = Resolver.resolve(host: name, service: nil)
    let own = addresses.filter { $0.family == .inet }
    guard error == .success, !own.isEmpty else {
      return .call(call.failed(0, error == .success ? .WSANO_DATA : error), .nothing)
    }
    return .call(
      Return(1), .text(name), .fields([OutField("addresses", .names(own.map(\.hostText)))]))
  }

  static let wsaaddresstostring = CommandOf(
    "wsaaddresstostring", "wsaaddresstostringa", "wsaaddresstostringw", call: .WSAAddressToString,
    c: "WSAAddressToString({address}, sizeof address, NULL, text, &size)",
    arguments: ["address length _ >text! *>size!"], topic: .addresses,
    summary: "Writes a socket address with its port as text.", tasks: ["print", "address", "text"], AddressParameter()
  ) { call, address throws(UsageError) in
    let text = address.port == 0 ? address.hostText : address.description
    if let refusal = call.lacksRoom(for: text, given: "size") { return refusal }
    return .call(Return(0), .number, .fields([OutField("text", .text(text))]))
  }

  static let wsastringtoaddress = CommandOf(
    "wsastringtoaddress", "wsastringtoaddressa", "wsastringtoaddressw", call: .WSAStringToAddress,
    c: "WSAStringToAddress({text}, {family}, NULL, &address, &length)",
    arguments: ["text family _ >address! *>length!"], topic: .addresses,
    summary: "Reads a socket address from its text.", tasks: ["parse", "address"],
    TextParameter(usage: "TEXT", about: "an address with or without a port"),
    NumberParameter("inet|inet6", "the family", label: "family", absent: (2, "AF_INET"), family: .address)
  ) { call, text, family throws(UsageError) in
    let bytes = Array(text.text.utf8)
    let address =
      SocketAddress.parse(bytes[...]) ?? SocketAddress.parse((bytes + Array(":0".utf8))[...])
      ?? SocketAddress.parse((Array("[".utf8) + bytes + Array("]:0".utf8))[...])
    let wanted: SocketAddress.Family = family.int32 == 23 ? .inet6 : .inet
    guard let address, address.family == wanted, family.int32 == 2 || family.int32 == 23 else {
      return .call(call.failed(-1, .WSAEINVAL))
    }
    return .returned(Return(0, out: .address(address)), Shape(result: .number, keep: .none))
  }
}

extension Call {
  /// The failure of a call of C whose text does not fit, with its zero: WSAEFAULT. `label` is where the room is said, or is
  /// the length itself. Source: MS docs, WSAAddressToString and gethostname.
  func lacksRoom(for text: String, given label: String) -> Outcome? {
    guard let own = invocation.origin.c, let output = own.outputs.first(where: { $0.label == label }),
      let bytes = session.load(output.place.address, 4),
      CValue.number(bytes, signed: false) < Int64(text.utf8.count + 1)
    else { return nil }
    _ = session.store(output.place.address, CValue.bytes(Int64(text.utf8.count + 1), 4))
    return .call(failed(-1, .WSAEFAULT))
  }
}

/// An IPv4 address: `127.0.0.1`, `hex:7f000001`, or a struct in_addr of C.
struct InternetAddressParameter: Parameter {
  var info: ParameterInfo {
    ParameterInfo(label: "data", usage: "ADDRESS", about: "127.0.0.1, or hex:7f000001")
  }

  /// The address in host order.
  func read(_ words: inout ArgumentReader) throws(UsageError) -> UInt32 {
    guard let range = words.take() else { throw words.missing("the address") }
    return try Self.address(words.scope, range)
  }

  func read(_ c: CReader) throws(UsageError) -> UInt32 {
    if let value = try c.value("data") {
      guard case .structure = value.type, let bytes = c.session.load(value.address, 4) else {
        return UInt32(truncatingIfNeeded: value.number).byteSwapped
      }
      return UInt32(truncatingIfNeeded: CValue.number(bytes, signed: false)).byteSwapped
    }
    return try Self.address(c.scope, c.required("data", "the address").range)
  }

  private static func address(_ scope: Scope, _ range: Range<Int>) throws(UsageError) -> UInt32 {
    if let inet = SocketAddress.parseInet(scope.bytes[range]) { return inet }
    guard DataLiteral.isLike(scope.bytes, range) else {
      throw scope.wrong(range, "is not an IPv4 address", hint: "127.0.0.1, or hex:7f000001")
    }
    var data: [UInt8] = []
    try DataLiteral.read(scope.bytes, range, into: &data)
    guard data.count == 4 else { throw scope.wrong(range, "has \(data.count) bytes, and an IPv4 address has 4") }
    return data.reduce(0) { $0 << 8 | UInt32($1) }
  }

  func describe(_ value: UInt32, _ text: inout CText) {
    text.put("data", SocketAddress(inet: value, port: 0).hostText)
  }

  func write(_ value: UInt32, _ text: inout ShortText) { text.put(SocketAddress(inet: value, port: 0).hostText) }
}

extension SocketAddress {
  /// The address without its port.
  fileprivate var hostText: String {
    var host: [UInt8] = []
    writeHost(to: &host)
    return String(decoding: host, as: UTF8.self)
  }
}
