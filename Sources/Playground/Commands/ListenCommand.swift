import Calls
import Steps
import Winsock

extension Command {
  static let listen = CommandOf(
    "listen", call: .listen,
    c: "listen({s}, {backlog})", topic: .connections,
    summary: "Makes a bound socket welcome connections.", tasks: ["server", "wait", "backlog"],
    traffic: .addresses,
    HandleParameter("S", "a socket", .socket),
    NumberParameter(
      "BACKLOG", "how many connections may wait", label: "backlog", absent: (Int64(SOMAXCONN), "SOMAXCONN"))
  ) { call, s, backlog throws(UsageError) in
    .call(call.winsock.listen(call.thread, s.handle, backlog: backlog.int32))
  }
}
