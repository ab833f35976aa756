import Steps
import Winsock

/// Time is the programs' own: it moves when all of them wait.
extension Session {
  /// All programs wait: the wait that ends first by itself does, and time has passed until then.
  func passNativeTime() -> Bool {
    settle()
    var first: UInt64?
    for program in native.list where program.state == .waiting {
      if let own = program.deadline { first = min(first ?? own, own) }
      for thread in program.threads {
        if let own = thread?.deadline { first = min(first ?? own, own) }
      }
    }
    guard let first else { return false }
    native.now = max(native.now, first)
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

  /// A step for what happened without a call: nil when nothing did that is to be told.
  func quietStep(_ program: NativeProgram) -> Step? {
    var step = Step(number: 0, thread: nextThread, line: "", body: .none)
    current.native = program
    defer { current.native = nil }
    finish(&step)
    syncMemory(program)
    return step.hasConsequences ? step : nil
  }
}
