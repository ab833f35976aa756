import Calls
import Steps
import Winsock

extension Command {
  static let wsacreateevent = CommandOf(
    "wsacreateevent", "event", call: .WSACreateEvent,
    c: "WSACreateEvent()",
    topic: .events, summary: "Makes an event, not signaled, to be reset by hand.", tasks: ["create", "signal"],
    makes: .event
  ) { call throws(UsageError) in
    try call.session.checkHandles()
    call.session.watchEventCount()
    return .call(call.winsock.WSACreateEvent(call.thread), .event)
  }

  static let wsasetevent = CommandOf(
    "wsasetevent", call: .WSASetEvent, c: "WSASetEvent({e})",
    topic: .events, summary: "Signals an event.", tasks: ["signal", "wake"],
    HandleParameter("E", "an event", .event, label: "e")
  ) { call, e throws(UsageError) in
    .call(call.winsock.WSASetEvent(call.thread, e.handle))
  }

  static let wsaresetevent = CommandOf(
    "wsaresetevent", call: .WSAResetEvent, c: "WSAResetEvent({e})",
    topic: .events, summary: "Makes an event unsignaled.", tasks: ["reset", "clear"],
    HandleParameter("E", "an event", .event, label: "e")
  ) { call, e throws(UsageError) in
    .call(call.winsock.WSAResetEvent(call.thread, e.handle))
  }

  static let wsacloseevent = CommandOf(
    "wsacloseevent", call: .WSACloseEvent, c: "WSACloseEvent({e})",
    topic: .events, summary: "Closes an event.", tasks: ["close"], HandleParameter("E", "an event", .event, label: "e")
  ) { call, e throws(UsageError) in
    .call(call.winsock.WSACloseEvent(call.thread, e.handle), .number, .closing(e.handle))
  }
}
