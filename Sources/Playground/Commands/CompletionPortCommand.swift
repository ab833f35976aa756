import Calls
import Steps
import Winsock

extension Command {
  static let createiocompletionport = CommandOf(
    "createiocompletionport", "iocp", call: .CreateIoCompletionPort,
    c: "CreateIoCompletionPort({s}, {p}, {key}, {threads})", topic: .ports,
    summary: "Makes a completion port, or associates a socket with one.", tasks: ["create", "associate", "iocp"],
    makes: .port, HandleParameter("S", "a socket", .socket, absent: .invalid),
    HandleParameter("P", "a completion port", .port, label: "p", absent: .null),
    NumberParameter("key=K", "the completion key", label: "key", key: "key", absent: (0, "0")),
    NumberParameter("threads=N", "how many threads may run at once", label: "threads", key: "threads", absent: (0, "0"))
  ) { call, file, port, key, threads throws(UsageError) in
    try call.session.checkHandles()
    call.session.watchConcurrency(port.handle, threads)
    return .call(
      call.winsock.CreateIoCompletionPort(
        call.thread, file.handle, port.handle, key: key.uint64, threads: threads.uint32), .port(given: port.handle))
  }

  static let closehandle = CommandOf(
    "closehandle", call: .CloseHandle, c: "CloseHandle({p})",
    topic: .ports, summary: "Closes a completion port.", tasks: ["close"],
    HandleParameter("P", "a handle", .port, .event, label: "p")
  ) { call, handle throws(UsageError) in
    .call(call.winsock.CloseHandle(call.thread, handle.handle), .number, .closing(handle.handle))
  }
}
