import Language
import Steps
import Winsock

/// A simulated thread as the session knows it.
struct SessionThread {
  var name: String
  let id: ThreadID
  /// The thread of a program that it is; nil for one that lines run on.
  var program: ProgramThread?
  /// The thread of a learner's program that it is; nil for one that lines run on.
  var native: NativeThread?
  /// The call that blocks it.
  var waiting: WaitingCall?
  /// Operations under way that it started.
  var inFlight: Int32 = 0
  /// True after ExitThread.
  var hasEnded = false
}

/// A call that has not returned.
struct WaitingCall {
  let step: Int
  let invocation: Invocation
  let c: String
  let shape: Shape

  /// The C function.
  var call: String { invocation.command.call }
}

extension Session {
  /// More threads than anyone can follow; a script that makes them without end is told so.
  static let maximumThreads = 1000

  /// The thread the next line without @ runs on: `main`, or while it is blocked the first of t2, t3, … that is not.
  public var nextThread: String {
    if threads[0].waiting == nil { return threads[lingering ?? 0].name }
    return freeThread().name
  }

  /// The thread that closed the port under `main`, as long as it keeps the lines without @. One would say `main`,
  /// which has resumed; the recorded corpus (iocp-port-closed-under-waiter) stays on the thread that closed
  /// the port, until that one blocks or `main` is addressed by its name.
  private var lingering: Int? {
    guard let closer = threads.portCloser, threads[closer].waiting == nil, !threads[closer].hasEnded else { return nil }
    return closer
  }

  /// Notes who ended main's wait by closing the port.
  func noteAbandoned(_ place: Int, _ error: ErrorCode, by name: String) {
    guard place == 0, error == .ERROR_ABANDONED_WAIT_0 else { return }
    threads.portCloser = threads.firstIndex { $0.name == name && $0.name != threads[0].name }
  }

  /// The first free thread of t2, t3, …; its place is nil when it has to be made.
  private func freeThread() -> (name: String, place: Int?) {
    var number = 2
    while true {
      let name = "t\(number)"
      guard let place = threads.firstIndex(where: { $0.name == name }) else { return (name, nil) }
      if threads[place].waiting == nil, !threads[place].hasEnded { return (name, place) }
      number += 1
    }
  }

  /// The place of the thread of that name; one of a program's is refused, which `limit` says why.
  func threadPlace(named bytes: [UInt8], _ range: Range<Int>, _ limit: String) throws(UsageError) -> Int {
    let name = ByteText.string(bytes, range)
    guard let place = threads.firstIndex(where: { $0.name == name }) else {
      let near = Spelling.suggestion(name, threads.map(\.name))
      throw UsageError(
        "there is no thread \(ByteText.quoted(bytes, range))\(near)", at: range, hint: "thread NAME makes one")
    }
    if let program = threads[place].native?.program {
      throw UsageError(
        "\(name) is a thread of the program \(program.name), and \(limit)", at: range, hint: "thread NAME makes one")
    }
    if let program = threads[place].program?.program {
      throw UsageError(
        "\(name) is a thread of the program \(program.name), and \(limit)", at: range, hint: "thread NAME makes one")
    }
    return place
  }

  /// The place of the thread that a line runs on.
  func threadPlace(_ line: Invocation.Origin) throws(UsageError) -> Int {
    guard let range = line.thread else { return try automaticThread() }
    let name = ByteText.string(line.bytes, range)
    // The thread that the prompt names is made when it is needed, also by its name.
    if name == nextThread, !threads.contains(where: { $0.name == name }) { return try addThread(name, at: range) }
    let place = try threadPlace(named: line.bytes, range, "runs no lines")
    if place == 0 { threads.portCloser = nil }
    if threads[place].hasEnded { throw UsageError("\(name) has ended", at: range) }
    if let waiting = threads[place].waiting {
      throw UsageError("\(name) is blocked in the \(waiting.call) of step \(waiting.step)", at: range)
    }
    return place
  }

  private func automaticThread() throws(UsageError) -> Int {
    if let closer = threads.portCloser, threads[closer].waiting != nil { threads.portCloser = nil }
    if threads[0].waiting == nil { return lingering ?? 0 }
    let (name, place) = freeThread()
    if let place { return place }
    return try addThread(name, at: nil)
  }

  /// Makes a thread and gives its place.
  func addThread(_ name: String, at range: Range<Int>?) throws(UsageError) -> Int {
    guard !threads.contains(where: { $0.name == name }) else {
      throw UsageError("there is a thread of that name", at: range)
    }
    guard threads.count - programs.threads < Self.maximumThreads else {
      throw UsageError("\(Self.maximumThreads) threads are the most", at: range)
    }
    guard let id = winsock.makeThread() else { throw UsageError("no more threads can be made", at: range) }
    threads.append(SessionThread(name: name, id: id))
    return threads.count - 1
  }

  /// The place of a thread that Winsock tells of.
  func place(_ thread: ThreadID) -> Int { threads.place(thread) }
}
