import Calls
import Steps
import Winsock

extension Command {
  static let disconnectex = CommandOf(
    "disconnectex", call: .DisconnectEx,
    c: "DisconnectEx({s}, {overlapped}, {reuse}, 0)", topic: .extensions,
    summary: "Closes a connection and keeps the socket, to be used again if said so.", tasks: ["disconnect", "reuse"],
    HandleParameter("S", "a socket", .socket), OverlappedParameter(),
    KeywordParameter("reuse", "TF_REUSE_SOCKET", label: "reuse", no: "0", yes: "TF_REUSE_SOCKET")
  ) { call, s, overlapped, reuse throws(UsageError) in
    call.post([], overlapped, Posting(socket: s.handle, thread: call.thread, isControl: true)) { _ in
      let ends = call.session.ends(s.handle)
      let result = call.winsock.DisconnectEx(
        call.thread, s.handle, overlapped: overlapped.pointer, reuse: reuse == 1)
      call.session.infer(disconnected: ends, result)
      return result
    }
  }
}
