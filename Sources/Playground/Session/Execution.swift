import Language
import Steps
import Winsock

/// Where a line comes from.
enum LineSource {
  /// It was typed, or stands in a script: its number.
  case typed(Int)
  /// It is a command of a completion routine, which runs on this thread whatever that one is waiting in.
  case routine(ThreadID)
}

extension Session {
  /// Runs a trimmed line and gives its step, without what came of it on other threads.
  func execute(_ line: Line, from source: LineSource) -> Step {
    let string = line.string
    var step = Step(number: 0, thread: "", line: string, body: .none)
    switch source {
    case .typed(let number):
      (step.number, step.thread) = (number, threads[0].name)
      current.asked = AskedLine()
      if options.traces { network.begin(step: number, cause: string) }
    case .routine(let thread): step.thread = threads[place(thread)].name
    }
    do throws(UsageError) {
      try run(line, source, &step)
    } catch {
      exitStatus = 2
      if step.number > 0 { current.isSilent = false }
      step.body = .usage(error.moved(by: -line.text.lowerBound))
    }
    return step
  }

  /// Reads a line and performs it.
  private func run(_ line: Line, _ source: LineSource, _ step: inout Step) throws(UsageError) {
    let form = try LineForm(line, self)
    history.paste.resume(line.bytes)
    if case .typed = source { current.asked.command = form.command }
    do throws(UsageError) {
      if case .routine = source, let thread = form.origin.thread {
        throw UsageError("a routine's commands run on its own thread", at: thread)
      }
      try checkGivenName(form.origin)
      let place = try place(form, source)
      step.thread = threads[place].name
      let invocation = try form.invocation(self, on: place)
      if case .typed = source { current.asked.invocation = invocation }
      step.body = try perform(invocation, place, number: step.number > 0 ? step.number : history.count)
      if form.pointsToBytes, began(step.body) { watchBytesPointer(form.command.call) }
    } catch {
      throw form.located(error)
    }
    guard case .typed = source else { return }
    current.isSilent = form.command.traffic.isSilent
    current.isSaved = form.command.isSaved || current.savesLine
  }

  /// Whether a call did not fail at once.
  private func began(_ body: StepBody) -> Bool {
    guard case .call(let record) = body else { return true }
    return record.error == nil || record.error?.code == ErrorCode.WSA_IO_PENDING.rawValue
  }

  /// The place of the thread that a line runs on.
  private func place(_ form: LineForm, _ source: LineSource) throws(UsageError) -> Int {
    switch source {
    case .routine(let thread): place(thread)
    case .typed: form.command.needsThread ? try threadPlace(form.origin) : 0
    }
  }

  private func checkGivenName(_ origin: Invocation.Origin) throws(UsageError) {
    guard let name = origin.name else { return }
    guard origin.command.makes != nil else {
      throw UsageError(
        "\(origin.command.name) makes nothing that could be named", at: name.range, hint: origin.command.usage)
    }
    _ = try checkedName(name.bytes, name.range)
  }

  /// Makes the call and waits for it as long as it may take.
  private func perform(_ invocation: Invocation, _ place: Int, number: Int) throws(UsageError) -> StepBody {
    switch try submit(invocation, on: place, step: number) {
    case .body(let body):
      if case .expectation(false, _) = body, exitStatus == 0 { exitStatus = 1 }
      return body
    case .returned(let record, _, _): return .call(record)
    case .refused:
      throw UsageError(
        "this call would wait, and a completion routine must not wait here",
        hint:
          "post the next operation instead, or wait in the thread's own lines; the wait that the routine runs in goes on"
      )
    case .blocked(let waiting, let limit): return blocked(waiting, place, limit: limit)
    }
  }

  /// What becomes of a call that could not return at once: it is waited for within its limit, else it stays blocked.
  private func blocked(_ waiting: WaitingCall, _ place: Int, limit: UInt32?) -> StepBody {
    if let limit {
      wait(place, limit: limit)
      passNativeTime(milliseconds: limit)
    } else {
      poll()
    }
    watchRoutines(place)
    if let record = returned(place) { return .call(record) }
    noteEnd(waiting.shape)
    (last.call.call, last.call.blocked) = (waiting.call, threads[place].name)
    return .blocked(call: waiting.call, c: waiting.c)
  }

  /// The record of a thread's call, when it has returned by now.
  func returned(_ place: Int) -> CallRecord? {
    guard let waiting = threads[place].waiting, let value = lateReturn(threads[place].id) else { return nil }
    threads[place].waiting = nil
    let told = record(waiting.call, waiting.c, value, waiting.shape, given: waiting.invocation.name)
    complete(waiting.invocation.origin.c, value, told, on: threads[place].id)
    return told
  }

  /// What a thread's call returned, as far as no step has told of it. The thread waits no more then, so that the step
  /// passes over the entry.
  private func lateReturn(_ thread: ThreadID) -> Return? {
    var reader = told.steps
    var last: Return?
    while let (_, happening) = reader.next(in: winsock.journal) {
      if case .resumed(thread, _, _, let value) = happening { last = value }
    }
    return last
  }
}
