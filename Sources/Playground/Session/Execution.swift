import Steps
import Winsock

extension Session {
  /// Runs a trimmed line and gives its step, without what came of it on other threads.
  func execute(_ line: inout Line, number: Int) -> Step {
    var thread = threads[0].name
    let string = line.string
    if options.traces { network.begin(step: number, cause: string) }
    do throws(UsageError) {
      if let form = try CForm(line, self) {
        return try withC(form) { (line) throws(UsageError) in
          try step(&line, string, number: number, thread: &thread)
        }
      }
      return try step(&line, string, number: number, thread: &thread)
    } catch {
      exitStatus = 2
      isSilent = false
      return Step(number: number, thread: thread, line: string, body: .usage(error))
    }
  }

  /// Runs the short form of a line written as C, and tells its mistakes of the C line.
  func withC(_ form: CForm, _ body: (inout Line) throws(UsageError) -> Step) throws(UsageError) -> Step {
    var line = form.line
    do throws(UsageError) {
      if form.pointsToBytes { watchBytesPointer(form.command.call) }
      return try body(&line)
    } catch {
      throw form.located(error)
    }
  }

  private func step(_ line: inout Line, _ string: String, number: Int, thread: inout String) throws(UsageError) -> Step
  {
    try Lexer.split(&line)
    guard let command = Catalogue.find(line.bytes, line.command) else {
      throw Catalogue.unknown(line.bytes, line.command)
    }
    try checkGivenName(line, command)
    let place = command.needsThread ? try threadPlace(line) : 0
    thread = threads[place].name
    let body = try perform(command, line, place, number: number)
    isSilent = command.traffic.isSilent
    isSaved = command.isSaved
    return Step(number: number, thread: thread, line: string, body: body)
  }

  func checkGivenName(_ line: Line, _ command: Command) throws(UsageError) {
    guard let range = line.name else { return }
    guard command.makes != nil else {
      throw UsageError("\(command.name) makes nothing that could be named", at: range, hint: command.usage)
    }
    _ = try checkedName(line.bytes, range)
  }

  /// Reads the arguments, makes the call and waits for it as long as it may take.
  func perform(_ command: Command, _ line: Line, _ place: Int, number: Int) throws(UsageError) -> StepBody {
    made.removeAll(keepingCapacity: true)
    sender = nil
    callName = command.call
    var reader = ArgumentReader(session: self, command: command, line: line)
    if command.traffic != .none { prepare(command.traffic) }
    let outcome: Outcome
    do throws(UsageError) {
      outcome = try command.run(Call(session: self, thread: threads[place].id, line: line), &reader)
    } catch {
      for name in made { names.unbind(name) }
      throw error
    }
    switch outcome {
    case .body(let body):
      if case .expectation(false, _) = body, exitStatus == 0 { exitStatus = 1 }
      return body
    case .returned(let value, let shape):
      return .call(record(command.call, reader.c, value, shape, given: line.name.map { Array(line.bytes[$0]) }))
    case .result(.returned(let value), let shape):
      return .call(record(command.call, reader.c, value, shape, given: line.name.map { Array(line.bytes[$0]) }))
    case .result(.refused, _):
      throw UsageError(
        "this call would wait, and a completion routine must not wait here",
        hint:
          "post the next operation instead, or wait in the thread's own lines; the wait that the routine runs in goes on"
      )
    case .result(.blocked(let limit), let shape):
      threads[place].waiting = WaitingCall(
        step: number, call: command.call, c: reader.c, shape: shape, name: line.name.map { Array(line.bytes[$0]) })
      return try blocked(place, limit: limit)
    }
  }

  /// What becomes of a call that could not return at once: it is waited for within its limit, else it stays blocked.
  private func blocked(_ place: Int, limit: UInt32?) throws(UsageError) -> StepBody {
    guard let waiting = threads[place].waiting else { return .none }
    if let limit {
      wait(place, limit: limit)
    } else {
      serveReady()
    }
    watchRoutines(place)
    if let record = returned(place) { return .call(record) }
    noteEnd(waiting.shape)
    (lastCall.call, lastCall.blocked) = (waiting.call, threads[place].name)
    return .blocked(call: waiting.call, c: waiting.c)
  }

  /// The record of a thread's call, when it has returned by now.
  func returned(_ place: Int) -> CallRecord? {
    guard let waiting = threads[place].waiting, let value = lateReturn(threads[place].id) else { return nil }
    threads[place].waiting = nil
    return record(waiting.call, waiting.c, value, waiting.shape, given: waiting.name)
  }

  /// What a thread's call returned, as far as no step has told of it. The thread waits no more then, so that the step
  /// passes over the entry.
  private func lateReturn(_ thread: ThreadID) -> Return? {
    var reader = stepReader
    var last: Return?
    while let (_, happening) = reader.next(in: winsock.journal) {
      if case .resumed(thread, _, _, let value) = happening { last = value }
    }
    return last
  }
}
