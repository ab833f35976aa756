import Calls
import Steps
import Winsock

extension Command {
  static let bind = CommandOf(
    "bind", call: .bind,
    c: "bind({s}, {address})", arguments: ["s address length"], topic: .sockets,
    summary: "Gives a socket its own address; port 0 lets the system choose.", tasks: ["name", "address", "port"],
    traffic: .addresses,
    HandleParameter("S", "a socket", .socket),
    AddressParameter()
  ) { call, s, address throws(UsageError) in
    .call(call.winsock.bind(call.thread, s.handle, address))
  }
}
