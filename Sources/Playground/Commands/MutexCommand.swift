import Calls
import Steps
import Winsock

extension Command {
  static let createmutex = CommandOf(
    "createmutex", "createmutexa", "createmutexw", call: .CreateMutex,
    c: "CreateMutex(NULL, {owned}, NULL)", arguments: ["_ owned _"], topic: .events,
    summary: "Makes a mutex, which one thread at a time has: a wait takes it.",
    tasks: ["create", "lock", "one at a time"], makes: .mutex,
    KeywordParameter("owned", "this thread has it from the start", label: "owned")
  ) { call, owned throws(UsageError) in
    try call.session.checkHandles()
    return .call(call.winsock.CreateMutex(call.thread, owned: owned == 1), .lock(.mutex))
  }

  static let releasemutex = CommandOf(
    "releasemutex", call: .ReleaseMutex, c: "ReleaseMutex({m})", topic: .events,
    summary: "Gives a mutex back that this thread has.", tasks: ["unlock"],
    HandleParameter("M", "a mutex", .mutex, label: "m")
  ) { call, m throws(UsageError) in
    .call(call.winsock.ReleaseMutex(call.thread, m.handle))
  }

  static let createsemaphore = CommandOf(
    "createsemaphore", "createsemaphorea", "createsemaphorew", call: .CreateSemaphore,
    c: "CreateSemaphore(NULL, {count}, {most}, NULL)", arguments: ["_ count most _"], topic: .events,
    summary: "Makes a semaphore, which lets as many waits through as its count says.",
    tasks: ["create", "count", "several at a time"], makes: .semaphore,
    NumberParameter("COUNT", "how many waits it lets through at first", label: "count"),
    NumberParameter("MOST", "the most that it ever lets through", label: "most")
  ) { call, count, most throws(UsageError) in
    try call.session.checkHandles()
    return .call(
      call.winsock.CreateSemaphore(
        call.thread, count: Int32(truncatingIfNeeded: count.value), most: Int32(truncatingIfNeeded: most.value)),
      .lock(.semaphore))
  }

  static let releasesemaphore = CommandOf(
    "releasesemaphore", call: .ReleaseSemaphore, c: "ReleaseSemaphore({c}, {count}, &previous)",
    arguments: ["c count >value!", "c count"], topic: .events,
    summary: "Lets more waits of a semaphore through.", tasks: ["unlock", "count"],
    HandleParameter("C", "a semaphore", .semaphore, label: "c"),
    NumberParameter("COUNT", "how many more", label: "count", absent: (1, "1"))
  ) { call, c, count throws(UsageError) in
    .call(
      call.winsock.ReleaseSemaphore(call.thread, c.handle, count: Int32(truncatingIfNeeded: count.value)))
  }
}
