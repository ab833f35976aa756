import Calls
import Steps
import Winsock

extension Command {
  static let wsagetlasterror = CommandOf(
    "wsagetlasterror", call: .WSAGetLastError,
    c: "WSAGetLastError()", topic: .startup,
    summary: "Gives this thread's last error.", tasks: ["error", "why", "failed"]
  ) { call throws(UsageError) in
    .call(call.winsock.WSAGetLastError(call.thread))
  }
}
