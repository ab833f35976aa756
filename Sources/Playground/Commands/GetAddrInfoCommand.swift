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
    c: "gethostname(name, sizeof name)", arguments: [">text! _"], topic: .addresses,
    summary: "Gives this machine's name.",
    tasks: ["host", "name"]
  ) { call throws(UsageError) in
    .call(
      Return(0), .number,
      .fields([OutField("name", .text(call.session.hostName(of: call.thread) ?? Resolver.hostName()))]))
  }
}
