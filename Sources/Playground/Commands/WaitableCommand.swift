import Calls
import LinuxSockets
import Steps
import Winsock

// The kernel's own events and waits: what Winsock programs use beside Winsock's.

extension Command {
  static let createevent = CommandOf(
    "createevent", "createeventa", "createeventw", call: .CreateEvent,
    c: "CreateEvent(NULL, {manual}, {signaled}, NULL)", arguments: ["_ manual signaled _"],
    topic: .events, summary: "Makes an event that each wait resets (or manual: to be reset by hand).",
    tasks: ["create", "signal", "auto-reset"], makes: .event,
    KeywordParameter("manual", "reset by hand", label: "manual"),
    KeywordParameter("signaled", "signaled from the start", label: "signaled")
  ) { call, manual, signaled throws(UsageError) in
    try call.session.checkHandles()
    call.session.watchEventCount()
    return .call(call.winsock.CreateEvent(call.thread, manualReset: manual == 1, signaled: signaled == 1), .event)
  }

  static let setevent = CommandOf(
    "setevent", call: .SetEvent, c: "SetEvent({e})",
    topic: .events, summary: "Signals an event.", tasks: ["signal", "wake"],
    HandleParameter("E", "an event", .event, label: "e")
  ) { call, e throws(UsageError) in
    .call(call.winsock.WSASetEvent(call.thread, e.handle))
  }

  static let resetevent = CommandOf(
    "resetevent", call: .ResetEvent, c: "ResetEvent({e})",
    topic: .events, summary: "Makes an event unsignaled.", tasks: ["reset", "clear"],
    HandleParameter("E", "an event", .event, label: "e")
  ) { call, e throws(UsageError) in
    .call(call.winsock.WSAResetEvent(call.thread, e.handle))
  }

  static let waitforsingleobject = CommandOf(
    "waitforsingleobject", call: .WaitForSingleObject, c: "WaitForSingleObject({e}, {timeout})",
    topic: .events, summary: "Waits for an event, a mutex or a semaphore.", tasks: ["wait", "signal", "until done"],
    HandleParameter("E", "an event, a mutex or a semaphore", .event, .mutex, .semaphore, label: "e"),
    TimeoutParameter()
  ) { call, e, timeout throws(UsageError) in
    .call(
      call.winsock.WSAWaitForMultipleEvents(
        call.thread, [e.handle], all: false, timeout: timeout.uint32, alertable: false), .number,
      .waiting([e.handle], all: false))
  }

  static let waitformultipleobjects = CommandOf(
    "waitformultipleobjects", call: .WaitForMultipleObjects,
    c: "WaitForMultipleObjects({events.count}, {events}, {all}, {timeout})", topic: .events,
    summary: "Waits for one of several events, or for all of them.",
    tasks: ["wait", "signal", "until done"],
    HandleListParameter(
      label: "events", usage: "E,…", about: "events, mutexes, semaphores", types: [.event, .mutex, .semaphore]),
    KeywordParameter([("any", "FALSE"), ("all", "TRUE")], "for one of them, or for all", label: "all"),
    TimeoutParameter()
  ) { call, events, all, timeout throws(UsageError) in
    let handles = (events ?? []).map(\.handle)
    return .call(
      call.winsock.WSAWaitForMultipleEvents(
        call.thread, handles, all: all == 1, timeout: timeout.uint32, alertable: false), .number,
      .waiting(handles, all: all == 1))
  }

  static let waitforsingleobjectex = CommandOf(
    "waitforsingleobjectex", call: .WaitForSingleObjectEx, c: "WaitForSingleObjectEx({e}, {timeout}, {alertable})",
    topic: .events, summary: "Waits for an event; with alertable, completion routines run in it.",
    tasks: ["wait", "apc", "completion routine"],
    HandleParameter("E", "an event, a mutex or a semaphore", .event, .mutex, .semaphore, label: "e"),
    TimeoutParameter(),
    KeywordParameter("alertable", "completion routines of this thread run in it", label: "alertable")
  ) { call, e, timeout, alertable throws(UsageError) in
    .call(
      call.winsock.WSAWaitForMultipleEvents(
        call.thread, [e.handle], all: false, timeout: timeout.uint32, alertable: alertable == 1), .number,
      .waiting([e.handle], all: false))
  }

  static let waitformultipleobjectsex = CommandOf(
    "waitformultipleobjectsex", call: .WaitForMultipleObjectsEx,
    c: "WaitForMultipleObjectsEx({events.count}, {events}, {all}, {timeout}, {alertable})", topic: .events,
    summary: "Waits for one of several events, or for all; with alertable, completion routines run in it.",
    tasks: ["wait", "apc", "completion routine"],
    HandleListParameter(
      label: "events", usage: "E,…", about: "events, mutexes, semaphores", types: [.event, .mutex, .semaphore]),
    KeywordParameter([("any", "FALSE"), ("all", "TRUE")], "for one of them, or for all", label: "all"),
    TimeoutParameter(),
    KeywordParameter("alertable", "completion routines of this thread run in it", label: "alertable")
  ) { call, events, all, timeout, alertable throws(UsageError) in
    let handles = (events ?? []).map(\.handle)
    return .call(
      call.winsock.WSAWaitForMultipleEvents(
        call.thread, handles, all: all == 1, timeout: timeout.uint32, alertable: alertable == 1), .number,
      .waiting(handles, all: all == 1))
  }

  static let sleep = CommandOf(
    "sleep", call: .Sleep, c: "Sleep({timeout})", topic: .events,
    summary: "Waits for a time; no completion routine runs in it.", tasks: ["wait", "delay"],
    TimeoutParameter(isOptional: false)
  ) { call, milliseconds throws(UsageError) in
    .call(call.winsock.SleepEx(call.thread, milliseconds: milliseconds.uint32, alertable: false), .nothing)
  }

  static let queueuserapc = CommandOf(
    "queueuserapc", call: .QueueUserAPC, c: "QueueUserAPC({routine}, {thread}, {data})", topic: .memory,
    summary: "Lets a thread run a routine in its next alertable wait.",
    tasks: ["apc", "wake", "completion routine", "another thread"],
    RoutineParameter(isRequired: true), ThreadParameter(),
    NumberParameter("DATA", "what the routine is given", label: "data", absent: (0, "0"))
  ) { call, routine, thread, data throws(UsageError) in
    guard let routine else { throw UsageError("a thread has no function to run at NULL") }
    return .call(call.winsock.QueueUserAPC(call.thread, routine, to: thread, data: data.uint64))
  }

  static let getlasterror = CommandOf(
    "getlasterror", call: .GetLastError,
    c: "GetLastError()", topic: .startup,
    summary: "Gives this thread's last error.", tasks: ["error", "why", "failed"]
  ) { call throws(UsageError) in
    .call(call.winsock.WSAGetLastError(call.thread))
  }

  static let wsaconnect = CommandOf(
    "wsaconnect", call: .WSAConnect,
    c: "WSAConnect({s}, {address}, NULL, NULL, NULL, NULL)", arguments: ["s address length _ _ _ _"],
    topic: .connections,
    summary: "Connects as connect does.",
    tasks: ["client", "handshake", "syn"],
    traffic: .packets,
    HandleParameter("S", "a socket", .socket),
    AddressParameter(isDestination: true)
  ) { call, s, address throws(UsageError) in
    .call(call.winsock.connect(call.thread, s.handle, address), .number, .connecting(s.handle, address))
  }

  static let inet_addr = CommandOf(
    "inet_addr", call: .inet_addr,
    c: "inet_addr({text})", topic: .addresses, summary: "Reads an IPv4 address from its text, in network order.",
    tasks: ["parse", "address", "binary"], TextParameter(usage: "TEXT", about: "the address's text")
  ) { call, text throws(UsageError) in
    let host = SocketAddress.parseInetAddr(text.text.utf8)
    return .call(Return(host.map { Int64($0.byteSwapped) } ?? 0xffff_ffff))
  }
}
