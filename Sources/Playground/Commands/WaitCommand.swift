import Calls
import Steps
import Winsock

extension Command {
  static let wait = CommandOf(
    "wait", "wsawaitformultipleevents", call: .WSAWaitForMultipleEvents,
    c: "WSAWaitForMultipleEvents({events.count}, {events}, {all}, {timeout}, {alertable})", topic: .events,
    summary: "Waits for one of several events, or for all of them.",
    tasks: ["wait", "signal", "until done", "completion routine"],
    HandleListParameter(label: "events", usage: "E,…", about: "events", types: [.event]),
    KeywordParameter([("any", "FALSE"), ("all", "TRUE")], "for one of them, or for all", label: "all"),
    TimeoutParameter(), KeywordParameter("alertable", "completion routines may run in it", label: "alertable")
  ) { call, events, all, timeout, alertable throws(UsageError) in
    let handles = (events ?? []).map(\.handle)
    call.session.watchWait(events ?? [])
    return .call(
      call.winsock.WSAWaitForMultipleEvents(
        call.thread, handles, all: all == 1, timeout: timeout.uint32, alertable: alertable == 1), .number,
      .waiting(handles, all: all == 1))
  }
}
