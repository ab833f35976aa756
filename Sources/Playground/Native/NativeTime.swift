import Calls
import Steps
import Winsock

/// Time is the programs' own: it moves when all of them wait. Beside lines that are typed it moves for sleeps, and for
/// the time limits of calls as long as no socket of the lines is open: who could still do something in time is not hurried.
extension Session {
  /// All programs wait: the wait that ends first by itself does, and time has passed until then. False when none does.
  func passNativeTime() -> Bool {
    guard native.isAlive, !native.list.contains(where: { $0.state == .stopped }) else { return false }
    settle()
    if isAnyReady { return true }
    let isHurried = !native.areBeside || !hasOpenSockets
    var first: UInt64?
    for program in native.list where program.state == .waiting {
      if let own = program.deadline { first = min(first ?? own, own) }
      for thread in program.threads {
        guard let thread, let own = thread.deadline, isHurried || own <= native.now || sleeps(thread) else { continue }
        first = min(first ?? own, own)
      }
    }
    guard let first else { return false }
    if first > native.now {
      let needed = first - native.now
      // A first wait is waited for, however long it is.
      guard !native.areBeside || needed <= native.timeLeft || native.timeLeft == NativeTable.usualTime else {
        return false
      }
      native.timeLeft -= min(needed, native.timeLeft)
      native.now = first
    }
    for program in native.list where program.state == .waiting {
      for case let thread? in program.threads {
        guard let own = thread.deadline, own <= native.now else { continue }
        thread.deadline = nil
        winsock.timeOut(threads[thread.place].id)
      }
      if let own = program.deadline, own <= native.now { program.state = .answered }
    }
    return true
  }

  /// Whether a thread's call only lets time pass.
  private func sleeps(_ thread: NativeThread) -> Bool {
    threads[thread.place].waiting?.invocation.command.descriptor === CallDescriptor.Sleep
  }

  /// Whether lines that were typed have a socket open.
  private var hasOpenSockets: Bool {
    objects.handles.objects.contains { $0.isOpen && $0.type == .socket && !$0.isNative && $0.program == nil }
  }

  /// A line that was typed has let time pass.
  func passNativeTime(milliseconds: UInt32) {
    guard native.isAlive, milliseconds != .max else { return }
    native.now += UInt64(milliseconds) * 1_000_000
  }

  /// A step for what happened without a call: nil when nothing did that is to be told.
  func quietStep(_ program: NativeProgram?) -> Step? {
    var step = Step(number: 0, thread: nextThread, line: "", body: .none)
    current.native = program
    defer { current.native = nil }
    finish(&step)
    for program in native.list where program.state != .over { syncMemory(program) }
    return step.hasConsequences ? step : nil
  }
}
