import Calls
import Steps
import Winsock

extension Command {
  static let accept = CommandOf(
    "accept", call: .accept,
    c: "accept({s})", arguments: ["s >address *>length"], topic: .connections,
    summary: "Takes a connection out of a listening socket's queue.",
    tasks: ["server", "client", "wait for a connection"], makes: .socket,
    HandleParameter("S", "a listening socket", .socket)
  ) { call, s throws(UsageError) in
    try call.session.checkHandles()
    return .call(call.winsock.accept(call.thread, s.handle), .socket(call.session.family(s.handle)), .accepting)
  }
}
