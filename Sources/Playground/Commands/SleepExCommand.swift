import Calls
import Steps
import Winsock

extension Command {
  static let sleepex = CommandOf(
    "sleepex", call: .SleepEx,
    c: "SleepEx({timeout}, {alertable})", topic: .events,
    summary: "Waits for a time; alertable, completion routines run in it.",
    tasks: ["wait", "completion routine", "delay"],
    TimeoutParameter(isOptional: false),
    KeywordParameter("alertable", "completion routines may run in it", label: "alertable")
  ) { call, milliseconds, alertable throws(UsageError) in
    .call(call.winsock.SleepEx(call.thread, milliseconds: milliseconds.uint32, alertable: alertable == 1))
  }
}
