import Calls
import Steps
import Winsock

extension Command {
  static let getaddrinfo = CommandOf(
    "getaddrinfo", call: .getaddrinfo,
    c: "getaddrinfo({host}, {port}, &hints, &result)",
    arguments: ["host port _ >addresses!"], topic: .addresses,
    summary: "Finds the addresses of a host and port; any family, SOCK_STREAM.", tasks: ["resolve", "dns", "name"],
    TextParameter(usage: "HOST", about: "a host's address or name, or NULL", label: "host"),
    TextParameter(usage: "PORT", about: "a port's number or name, or NULL", label: "port", isOptional: true)
  ) { call, host, port throws(UsageError) in
    let (error, addresses) = Resolver.resolve(
      host: host.text == "NULL" ? nil : host.text, service: port.wasGiven && port.text != "NULL" ? port.text : nil)
    guard error == .success else { return .call(call.failed(Int64(error.rawValue), error)) }
    _ = call.winsock.WSASetLastError(call.thread, 0)
    return .call(Return(0), .number, .fields([OutField("addresses", .names(addresses.map(\.description)))]))
  }

  static let gethostname = CommandOf(
    "gethostname", call: .gethostname,
    c: "gethostname(name, {room})", arguments: [">text! room"], topic: .addresses,
    summary: "Gives this machine's name.",
    tasks: ["host", "name"], NameRoomParameter()
  ) { call, room throws(UsageError) in
    let name = call.session.hostName(of: call.thread) ?? Resolver.hostName()
    // Too little room. Source: MS docs, gethostname (WSAEFAULT).
    guard room > name.utf8.count else { return .call(call.failed(-1, .WSAEFAULT)) }
    return .call(Return(0), .number, .fields([OutField("name", .text(name))]))
  }
}

/// How many bytes there are for a name: 256 where nobody says it, as Windows' own names need at most (MS docs, gethostname).
struct NameRoomParameter: Parameter {
  private static let usual: Int32 = 256
  private let number = NumberParameter(
    "ROOM", "bytes for the name", label: "room", absent: (Int64(usual), "sizeof name"))

  var info: ParameterInfo { number.info }
  func read(_ words: inout ArgumentReader) throws(UsageError) -> Int32 { try number.read(&words).int32 }
  func read(_ c: CReader) throws(UsageError) -> Int32 {
    Int32(truncatingIfNeeded: try c.number("room")?.number ?? Int64(Self.usual))
  }
  func describe(_ value: Int32, _ text: inout CText) {
    text.put("room", value == Self.usual ? "sizeof name" : String(value))
  }
  func write(_ value: Int32, _ text: inout ShortText) { if value != Self.usual { text.put(String(value)) } }
}
