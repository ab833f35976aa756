import Calls
import Steps
import Winsock

extension Command {
  static let getqueuedcompletionstatus = CommandOf(
    "getqueuedcompletionstatus", "gqcs", call: .GetQueuedCompletionStatus,
    c: "GetQueuedCompletionStatus({p}, &bytes, &key, &overlapped, {timeout})",
    arguments: ["p >bytes >key >overlapped timeout"], topic: .ports,
    summary: "Takes a packet out of a port's queue, or waits for one.", tasks: ["wait", "dequeue", "worker"],
    HandleParameter("P", "a completion port", .port, label: "p"), TimeoutParameter()
  ) { call, port, timeout throws(UsageError) in
    .call(call.winsock.GetQueuedCompletionStatus(call.thread, port.handle, timeout: timeout.uint32))
  }

  static let getqueuedcompletionstatusex = CommandOf(
    "getqueuedcompletionstatusex", "gqcsex", call: .GetQueuedCompletionStatusEx,
    c: "GetQueuedCompletionStatusEx({p}, entries, {count}, &removed, {timeout}, {alertable})",
    arguments: ["p >packets! count >removed! timeout alertable"], topic: .ports,
    summary: "Takes several packets out of a port's queue, or waits for one.", tasks: ["wait", "dequeue", "several"],
    HandleParameter("P", "a completion port", .port, label: "p"),
    NumberParameter("COUNT", "how many at most", label: "count"),
    TimeoutParameter(), KeywordParameter("alertable", "completion routines may run in it", label: "alertable")
  ) { call, port, count, timeout, alertable throws(UsageError) in
    guard count.value >= 0, count.value <= 10_000 else {
      throw UsageError("the count is from 0 to 10000", at: count.range)
    }
    return .call(
      call.winsock.GetQueuedCompletionStatusEx(
        call.thread, port.handle, count: count.uint32, timeout: timeout.uint32, alertable: alertable == 1))
  }

  static let postqueuedcompletionstatus = CommandOf(
    "postqueuedcompletionstatus", "pqcs", call: .PostQueuedCompletionStatus,
    c: "PostQueuedCompletionStatus({p}, {bytes}, {key}, {overlapped})", topic: .ports,
    summary: "Puts a packet of one's own into a port's queue.", tasks: ["wake", "post", "shut down a worker"],
    HandleParameter("P", "a completion port", .port, label: "p"),
    NumberParameter("BYTES", "any number", label: "bytes"),
    NumberParameter("KEY", "any number", label: "key"), OverlappedParameter(mayBeNumber: true)
  ) { call, port, bytes, key, overlapped throws(UsageError) in
    .call(
      call.winsock.PostQueuedCompletionStatus(
        call.thread, port.handle, bytes: bytes.uint32, key: key.uint64, overlapped: overlapped.pointer))
  }

  static let setfilecompletionnotificationmodes = CommandOf(
    "setfilecompletionnotificationmodes", call: .SetFileCompletionNotificationModes,
    c: "SetFileCompletionNotificationModes({s}, {modes})", topic: .ports,
    summary: "Spares the packet, or the event, of an operation that succeeds at once.", tasks: ["skip", "packet"],
    HandleParameter("S", "a socket", .socket),
    FlagsParameter(usage: "MODE|…", about: "FILE_SKIP_…", family: .notification, key: nil, label: "modes")
  ) { call, s, modes throws(UsageError) in
    .call(call.winsock.SetFileCompletionNotificationModes(call.thread, s.handle, modes.value))
  }
}
