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

  static let wsaaccept = CommandOf(
    "wsaaccept", call: .WSAAccept,
    c: "WSAAccept({s}, {condition})", arguments: ["s >address *>length condition _"], topic: .connections,
    summary: "Takes a connection as accept does, or refuses it, or leaves it in the queue.",
    tasks: ["server", "refuse", "wait for a connection"], makes: .socket,
    HandleParameter("S", "a listening socket", .socket),
    KeywordParameter(
      [("accept", "CF_ACCEPT"), ("reject", "CF_REJECT"), ("defer", "CF_DEFER")],
      "what the condition function says of the caller", label: "condition",
      hint: "a condition function does not run here: write what it says in its place, such as CF_REJECT")
  ) { call, s, condition throws(UsageError) in
    try call.session.checkHandles()
    let condition = WinsockLayer.AcceptCondition(rawValue: condition) ?? .accept
    return .call(
      call.winsock.WSAAccept(call.thread, s.handle, condition), .socket(call.session.family(s.handle)), .accepting)
  }
}
