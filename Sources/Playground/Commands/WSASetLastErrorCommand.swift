import Calls
import Steps
import Winsock

extension Command {
  static let wsasetlasterror = CommandOf(
    "wsasetlasterror", call: .WSASetLastError,
    c: "WSASetLastError({code})", topic: .startup,
    summary: "Sets this thread's last error.", tasks: ["error"],
    NumberParameter("CODE", "an error code", label: "code")
  ) { call, code throws(UsageError) in
    .call(call.winsock.WSASetLastError(call.thread, code.uint32), .nothing)
  }
}
