import Calls
import Steps
import Winsock

extension Command {
  static let closesocket = CommandOf(
    "closesocket", "close", call: .closesocket, c: "closesocket({s})",
    topic: .connections,
    summary: "Closes a socket; a connection is closed gracefully, unless SO_LINGER says otherwise.",
    tasks: ["close", "end", "disconnect", "fin"], HandleParameter("S", "a socket", .socket)
  ) { call, s throws(UsageError) in
    if call.winsock.handleCount(s.handle) > 1 {
      // Nothing of the connection ends. Source: MS docs, WSADuplicateSocket.
      call.session.noteFlag(s.handle, .closedOneOfMany)
    } else {
      call.session.watchClose(s.handle)
      call.session.inferClose(s.handle)
      call.session.noteClosing(s.handle)
    }
    return .call(call.winsock.closesocket(call.thread, s.handle), .number, .closing(s.handle))
  }
}
