import Calls
import Steps
import Winsock

extension Command {
  static let connect = CommandOf(
    "connect", call: .connect,
    c: "connect({s}, {address})", arguments: ["s address length"], topic: .connections,
    summary: "Connects to a listening socket; on a datagram socket, chooses the peer.",
    tasks: ["client", "handshake", "syn"],
    traffic: .packets,
    HandleParameter("S", "a socket", .socket),
    AddressParameter(isDestination: true)
  ) { call, s, address throws(UsageError) in
    .call(call.winsock.connect(call.thread, s.handle, address), .number, .connecting(s.handle, address))
  }
}
