import Calls
import Steps
import Winsock

extension Command {
  static let cancelio = CommandOf(
    "cancelio", call: .CancelIo, c: "CancelIo({s})", topic: .overlapped,
    summary: "Cancels the operations that this thread started on a socket.", tasks: ["cancel", "abort"],
    HandleParameter("S", "a socket", .socket)
  ) { call, s throws(UsageError) in
    .call(call.winsock.CancelIo(call.thread, s.handle))
  }

  static let cancelioex = CommandOf(
    "cancelioex", call: .CancelIoEx,
    c: "CancelIoEx({s}, {overlapped})", topic: .overlapped,
    summary: "Cancels one operation on a socket, or all of them.", tasks: ["cancel", "abort"],
    HandleParameter("S", "a socket", .socket), OverlappedParameter()
  ) { call, s, overlapped throws(UsageError) in
    .call(call.winsock.CancelIoEx(call.thread, s.handle, overlapped: overlapped.pointer))
  }
}
