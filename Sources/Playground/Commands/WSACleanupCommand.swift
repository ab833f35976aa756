import Calls
import Steps
import Winsock

extension Command {
  static let wsacleanup = CommandOf(
    "wsacleanup", call: .WSACleanup,
    c: "WSACleanup()", topic: .startup,
    summary: "Ends one use of Winsock; the last one closes everything.", tasks: ["end", "stop"]
  ) { call throws(UsageError) in
    .call(call.winsock.WSACleanup(call.thread))
  }
}
