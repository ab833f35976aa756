import Language
import Steps
import Winsock

/// What there is to tell of a learner's program: its threads and where each is, and what it has open.
extension Session {
  /// `show NAME`.
  func telling(_ program: NativeProgram) -> [TextLine] {
    var lines = [TextLine(.prose, "\(program.name)   \(summary(program))")]
    for thread in program.threads {
      guard let thread else { continue }
      lines.append(TextLine(.code, "\(program.full(thread.label))  \(standing(thread))"))
    }
    let ofThreads = program.threads.compactMap { $0?.handle }
    for handle in program.handles where !ofThreads.contains(handle) {
      guard let place = objects.handles.place(handle), objects.handles[place].isOpen else { continue }
      let name = objects.names.text(objects.handles[place].name)
      guard let state = state(.handle(place)) else { continue }
      lines.append(TextLine(.code, "\(name)  \(Self.brief(state))"))
    }
    for place in program.memory.inFlight where objects.overlappeds[place].inFlight > 0 {
      lines.append(TextLine(.code, "\(objects.names.text(objects.overlappeds[place].name))  pending"))
    }
    if !program.keyboard.readers.isEmpty {
      lines.append(TextLine(.item, "it reads its keyboard: type \(program.name) \"…\""))
    }
    return lines
  }

  private func summary(_ program: NativeProgram) -> String {
    let files = program.compiled.sources.list.map(\.name).joined(separator: " and ")
    let calls = "\(program.calls) \(program.calls == 1 ? "call" : "calls")"
    let shown = program.isShown ? "" : ", its calls are hidden"
    let host =
      network.hasHosts && program.host > 0
      ? network.host(numbered: Int(program.host)).map { " on \($0.name)" } ?? "" : ""
    return switch program.state {
    case .new: "\(files)\(host): begins when those before it wait"
    case .over: "\(files)\(host): over, after \(calls)"
    case .stopped: "\(files)\(host): stopped, after \(calls)\(shown)"
    default: "\(files)\(host): runs, \(calls) so far\(shown)"
    }
  }

  /// Where a thread is and what it waits for.
  func standing(_ thread: NativeThread) -> String {
    let program = thread.program
    if let message = program.stoppedAt, message.thread == thread.number {
      return "stopped before \(message.name)\(text(thread.at))"
    }
    if let waiting = threads[thread.place].waiting { return "waits in \(waiting.call)\(text(thread.at))" }
    if program.keyboard.readers.contains(where: { $0.thread == thread.number }) { return "reads the keyboard" }
    if let wait = program.waits.first(where: { $0.thread == thread.number }), program.state == .waiting {
      return text(wait, program)
    }
    return "can run\(thread.at.map { "; its last call was at \($0.file):\($0.line)" } ?? "")"
  }

  private func text(_ place: SourcePlace?) -> String { place.map { ", \($0.file):\($0.line)" } ?? "" }

  /// Why a thread waits for another one.
  func text(_ wait: NativeMessage.Wait, _ program: NativeProgram) -> String {
    let place = text(sourcePlace(wait.pc, "", program))
    func label(_ number: UInt32) -> String {
      program.thread(number).map { program.full($0.label) } ?? "a thread that has ended"
    }
    let holder = wait.holder == 0 ? "" : ", which \(label(wait.holder)) holds"
    return switch wait.kind {
    case .lock: "waits for a lock\(place)\(holder)"
    case .condition: "waits for a condition\(place)"
    case .thread: "waits for the end of \(label(wait.holder))\(place)"
    case .sleep: "sleeps\(place)"
    case .other: "waits for another thread\(place)"
    }
  }

  /// An object in a line of its program.
  private static func brief(_ state: ObjectState) -> String {
    switch state {
    case .socket(let socket):
      let ends = [socket.local, socket.peer].compactMap { $0?.description }.joined(separator: " → ")
      return "\(socket.state)\(ends.isEmpty ? "" : "  \(ends)")"
    case .event(let isSignaled): return isSignaled == true ? "signaled" : "not signaled"
    case .port(let port): return "completion port, \(port.queue.count) queued, \(port.waiting.count) waiting"
    default: return state.type.rawValue
    }
  }

  /// `list`.
  func list(_ word: TextParameter.Argument) throws(UsageError) -> [TextLine] {
    if let (file, line) = Self.fileAndLine(word.text) {
      let program = native.list.last { $0.compiled.sources.find(file) != nil }
      guard let program, let source = program.compiled.sources.find(file) else {
        throw UsageError("no program here has a file \"\(file)\"", at: word.range, hint: "list server.cpp:42")
      }
      guard line <= source.lines.count else {
        throw UsageError("\(file) has \(source.lines.count) lines", at: word.range)
      }
      return listing(program, SourcePlace(file: file, line: line, function: ""), around: 5)
    }
    let owner = word.text.split(separator: ".").first.map(String.init) ?? word.text
    let program: NativeProgram
    if word.wasGiven {
      program = try nativeProgram(TextParameter.Argument(text: owner, range: word.range))
    } else if let known = native.stopped ?? native.list.last(where: { $0.state != .over }) ?? native.list.last {
      program = known
    } else {
      throw UsageError("there is no program of yours here", hint: "run FILE.cpp begins one")
    }
    let wanted = word.text.dropFirst(owner.count + 1)
    let threads = program.threads.compactMap { $0 }
    guard wanted.isEmpty || threads.contains(where: { $0.label == wanted }) else {
      throw UsageError("\(owner) has no thread \(wanted)", at: word.range, hint: "show \(owner) lists its threads")
    }
    let stopped = program.stoppedAt.flatMap { program.thread($0.thread) }
    let thread = threads.first { $0.label == wanted } ?? stopped ?? threads.first { $0.at != nil } ?? threads.first
    let lines = listing(program, thread?.at ?? program.lastPlace, around: 5)
    return lines.isEmpty ? [TextLine(.prose, "\(program.name) has made no call yet")] : lines
  }
}
