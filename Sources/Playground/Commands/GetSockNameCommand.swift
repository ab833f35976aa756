import Calls
import Steps
import Winsock

extension Command {
  static let getsockname = CommandOf(
    "getsockname", call: .getsockname, c: "getsockname({s})",
    arguments: ["s >address! *>length!"],
    topic: .sockets, summary: "Gives a socket's own address.", tasks: ["address", "port", "local"],
    HandleParameter("S", "a socket", .socket)
  ) { call, s throws(UsageError) in
    call.session.watchContext(s.handle)
    return .call(call.winsock.getsockname(call.thread, s.handle))
  }

  static let getpeername = CommandOf(
    "getpeername", call: .getpeername, c: "getpeername({s})",
    arguments: ["s >address! *>length!"],
    topic: .sockets, summary: "Gives the address of the other end.", tasks: ["address", "port", "remote"],
    HandleParameter("S", "a socket", .socket)
  ) { call, s throws(UsageError) in
    call.session.watchContext(s.handle)
    return .call(call.winsock.getpeername(call.thread, s.handle))
  }
}
