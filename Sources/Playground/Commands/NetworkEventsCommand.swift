import Calls
import Steps
import Winsock

extension Command {
  static let wsaeventselect = CommandOf(
    "wsaeventselect", call: .WSAEventSelect,
    c: "WSAEventSelect({s}, {e}, {events})", topic: .models,
    summary: "Has an event signaled when something happens on a socket; the socket becomes non-blocking.",
    tasks: ["network events", "ready", "non-blocking"], HandleParameter("S", "a socket", .socket),
    HandleParameter("E|NULL", "an event", .event, label: "e"),
    FlagsParameter(
      usage: "FD_READ|…", about: "network events, 0 for none", family: .networkEvent, key: nil, label: "events")
  ) { call, s, e, events throws(UsageError) in
    .call(call.winsock.WSAEventSelect(call.thread, s.handle, e.handle, events.value))
  }

  static let wsaenumnetworkevents = CommandOf(
    "wsaenumnetworkevents", call: .WSAEnumNetworkEvents,
    c: "WSAEnumNetworkEvents({s}, {e}, &events)", arguments: ["s e >events!"], topic: .models,
    summary: "Tells what has happened on a socket since it was asked last, and resets the event.",
    tasks: ["network events", "what happened"], HandleParameter("S", "a socket", .socket),
    HandleParameter("E", "an event", .event, label: "e", absent: .null)
  ) { call, s, e throws(UsageError) in
    .call(call.winsock.WSAEnumNetworkEvents(call.thread, s.handle, e.handle))
  }
}
