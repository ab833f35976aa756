import Calls
import Children
import Language
import LinuxSockets
import Steps
import Winsock

/// A call of a program, made and told.
extension Session {
  func call(_ message: NativeMessage, _ program: NativeProgram) -> Step? {
    program.state = .answered
    program.answer.kind = .returned
    guard let thread = program.thread(message.thread), let symbols = program.symbols else { return nil }
    let words =
      native.areSilent
      ? NativeSource.Words() : program.source.words(at: message.pc, message.name, program.compiled, symbols)
    thread.at = words.place
    program.lastPlace = words.place ?? program.lastPlace
    if stopsBefore(message, words, program) { return stop(program, before: message, words) }
    guard native.callsLeft > 0 else { return bound(program, message) }
    native.callsLeft -= 1
    if !program.isShown { program.untold += 1 }
    program.calls += 1
    history.count += 1
    let number = history.count
    current.begin(current.files, skipsKnownTimeouts: false)
    current.native = program
    defer { current.native = nil }
    winsock.tag = Int32(truncatingIfNeeded: number)
    winsock.milliseconds = native.now / 1_000_000
    let text = words.text.isEmpty ? message.name : words.string
    var step = Step(number: number, thread: threads[thread.place].name, line: text, body: .none)
    step.source = SourceLine(
      program: program.name, file: words.place?.file ?? "", line: words.place?.line ?? 0, target: words.target,
      files: program.calls == 1 ? program.toldSources : [])
    remember(program, words, message)
    current.asked = AskedLine()
    if options.traces { network.begin(step: number, cause: text) }
    program.calling = message
    current.call.isDescribed = program.isShown
    watchFrames(message, program)
    watchHandles(message, words, program)
    do throws(UsageError) {
      step.body = try perform(message, words, thread, number)
    } catch {
      // What a line may not do, a program is told as a lack of room.
      program.answer.value = -1
      program.answer.error = ErrorCode.WSAENOBUFS.rawValue
      step.body = .usage(error)
    }
    finish(&step)
    syncMemory(program)
    program.calling = nil
    return program.isShown || !step.warnings.isEmpty ? step : nil
  }

  private func remember(_ program: NativeProgram, _ words: NativeSource.Words, _ message: NativeMessage) {
    if program.lastCalls.count >= 5 { program.lastCalls.removeFirst() }
    program.lastCalls.append((words.place, words.string.isEmpty ? message.name : words.string))
  }

  private func perform(
    _ message: NativeMessage, _ words: NativeSource.Words, _ thread: NativeThread, _ number: Int
  ) throws(UsageError) -> StepBody {
    let program = thread.program
    let descriptor = native.command(of: message.name)?.descriptor
    if descriptor === CallDescriptor.QueueUserAPC { return queueRoutine(message, thread) }
    let invocation = try invocation(message, words, thread)
    current.asked.command = invocation.command
    current.asked.invocation = invocation
    let submitted = try inProcess(of: program, descriptor) { () throws(UsageError) in
      try submit(invocation, on: thread.place, step: number)
    }
    noteUsers(program, invocation.command.call, words, message)
    switch submitted {
    case .body(let body): return body
    case .refused:
      program.answer.value = -1
      return .none
    case .returned(let record, let value, _):
      if case .text(let name)? = handleName(record) { note(handle: name, program) }
      settleWindows(program.memory.ofCall)
      if descriptor === CallDescriptor.GetAcceptExSockaddrs { putAcceptAddresses(message, value, program) }
      program.answer.value = number64(record, value)
      program.answer.error = lastError(thread)
      program.answer.extra = extra(record)
      if descriptor?.action == .receive { noteReceived(program, program.memory.ofCall.first, value) }
      watchResult(descriptor, record, value, message, words, thread)
      return .call(record)
    case .blocked(let waiting, let limit):
      program.answer.kind = .blocked
      thread.isBlocked = true
      thread.windows = program.memory.ofCall
      thread.deadline = limit.map { native.now + UInt64($0) * 1_000_000 }
      noteEnd(waiting.shape)
      (last.call.call, last.call.blocked) = (waiting.call, threads[thread.place].name)
      return .blocked(call: waiting.call, c: waiting.c)
    }
  }

  /// Makes a call with what the program's own process has started of Winsock. Its last WSACleanup closes its sockets, and
  /// no others. Source: MS docs, WSACleanup (remarks).
  private func inProcess<Result>(
    of program: NativeProgram, _ descriptor: CallDescriptor?, _ body: () throws(UsageError) -> Result
  ) throws(UsageError) -> Result {
    let others = winsock.startups
    let isLast = descriptor?.action == .cleanup && program.startups == 1
    winsock.startups = isLast ? 2 : program.startups
    defer {
      program.startups = isLast ? 0 : winsock.startups
      winsock.startups = others
    }
    let result = try body()
    if isLast, let thread = program.threads.compactMap({ $0 }).first {
      closeHandles(of: program, threads[thread.place].id, socketsAlone: true)
    }
    return result
  }

  private func handleName(_ record: CallRecord) -> ReturnValue? {
    switch CallCatalogue.find(record.call)?.returns {
    case .socket, .event, .lock, .port, .file: record.returned
    default: nil
    }
  }

  private func note(handle name: String, _ program: NativeProgram) {
    let bytes = Array(name.utf8)
    if case .handle(let place) = objects.names.find(bytes, 0..<bytes.count) {
      guard !program.handles.contains(objects.handles[place].handle) else { return }
      program.handles.append(objects.handles[place].handle)
      objects.handles[place].isNative = true
      program.made[objects.handles[place].handle.rawValue] = program.lastPlace
      if objects.handles[place].type == .socket { winsock.limitRoom(objects.handles[place].handle) }
    }
  }

  /// A call's value as the program gets it.
  private func number64(_ record: CallRecord, _ value: Return) -> Int64 {
    guard let descriptor = CallCatalogue.find(record.call) else { return value.value }
    if descriptor.returns == .text {
      if case .text = record.returned { return 1 }
      return 0
    }
    return CValue(descriptor.valueType, value.value).converted(to: descriptor.valueType).number
  }

  func lastError(_ thread: NativeThread) -> UInt32 {
    UInt32(truncatingIfNeeded: winsock.WSAGetLastError(threads[thread.place].id).value)
  }

  /// What calls and operations have written goes to the program.
  private func settleWindows(_ windows: [Buffer]) { for buffer in windows { writeBack(buffer) } }

  /// What became of operations is in the program's memory before it goes on.
  func syncMemory(_ program: NativeProgram) {
    for place in program.memory.inFlight { writeBack(overlapped: place) }
    let (left, ended) = program.memory.inFlight.reduce(into: ([Int32](), [Int32]())) { lists, place in
      let isLeft = objects.overlappeds[place].inFlight > 0 || objects.overlappeds[place].packets > 0
      if isLeft { lists.0.append(place) } else { lists.1.append(place) }
    }
    guard !ended.isEmpty else { return }
    program.memory.inFlight = left
    for address in program.memory.users.keys.sorted() {
      guard let user = program.memory.users[address], ended.contains(user.overlapped) else { continue }
      program.memory.users[address] = nil
      program.answer.ranges.append((address, 0))
      if program.compiled.isSanitized { noteWritten(user, address, program) }
      if !user.isOverlapped, !user.sends, !user.isGone {
        let count = objects.overlappeds.pointer(user.overlapped).pointee.InternalHigh
        noteReceived(program, address, min(count, UInt64(user.size)))
      }
    }
  }

  /// Notes what memory an operation uses that a call has left under way.
  private func noteUsers(
    _ program: NativeProgram, _ call: String, _ words: NativeSource.Words, _ message: NativeMessage
  ) {
    var known: [NativeFrame]?
    for place in program.memory.inFlight where objects.overlappeds[place].inFlight > 0 {
      guard let address = objects.overlappeds[place].number, program.memory.users[address] == nil else { continue }
      let frames = native.areSilent ? [] : known ?? frames(program, message.frame, message.pc)
      known = frames
      program.memory.operations += 1
      let sends = objects.overlappeds[place].posting?.sends == true
      func note(_ address: UInt64, _ size: Int, _ kind: String, _ label: String, isOverlapped: Bool) {
        guard size > 0 else { return }
        let variable = native.areSilent ? nil : variable(program, at: address, in: frames)
        let name = variable.flatMap { $0.name.isEmpty ? nil : $0.name } ?? label
        var user = NativeMemory.User(
          what: "\(kind) \(name)", overlapped: place, call: call, place: words.place,
          number: program.memory.operations, size: size, isOverlapped: isOverlapped, sends: sends)
        if let frame = variable?.frame, let index = frames.firstIndex(of: frame) {
          (user.thread, user.frame, user.function) = (message.thread, frame, variable?.function ?? "")
          user.caller = index + 1 < frames.count ? frames[index + 1].pc : 0
          program.memory.hasLocals = true
        }
        program.memory.users[address] = user
        // Reading a WSAOVERLAPPED, and memory that is sent, does no harm.
        let flags: UInt64 = isOverlapped || sends ? 1 : 3
        program.answer.ranges.append((address, UInt64(size) | flags << 48))
      }
      let own = objects.names.text(objects.overlappeds[place].name)
      note(address, 32, "the WSAOVERLAPPED", label(own, of: program), isOverlapped: true)
      for buffer in objects.overlappeds[place].buffers {
        guard let shadow = buffer.shadow else { continue }
        let label = label(objects.names.text(buffer.name), of: program)
        note(shadow.address, buffer.size, "the buffer", label, isOverlapped: false)
      }
    }
  }

  /// A name without that of its program.
  private func label(_ name: String, of program: NativeProgram) -> String {
    name.hasPrefix(program.name + ".") ? String(name.dropFirst(program.name.count + 1)) : name
  }

  /// The end of an operation was written to memory that AddressSanitizer watches.
  private func noteWritten(_ user: NativeMemory.User, _ address: UInt64, _ program: NativeProgram) {
    let count = objects.overlappeds.pointer(user.overlapped).pointee.InternalHigh
    let written = user.isOverlapped ? 16 : user.sends ? 0 : min(count, UInt64(user.size))
    if written > 0 { program.answer.ranges.append((address, written | 8 << 48)) }
  }

  /// A receive has put bytes into a window.
  private func noteReceived(_ program: NativeProgram, _ window: Buffer?, _ value: Return) {
    guard let shadow = window?.shadow, value.error == .success else { return }
    let count: UInt32 =
      switch value.out {
      case .data(let count), .dataFrom(let count, _), .transfer(let count, _), .transferFrom(let count, _, _): count
      default: 0
      }
    noteReceived(program, shadow.address, min(UInt64(count), UInt64(window?.size ?? 0)))
  }

  /// The program is told where bytes stand that it received, so that it notices when they are taken for a text.
  private func noteReceived(_ program: NativeProgram, _ address: UInt64, _ count: UInt64) {
    guard count > 0, count < 1 << 32, options.warnings else { return }
    program.answer.ranges.append((address, count | 4 << 48))
  }

  /// A call of a program's thread has returned, after it had blocked.
  func resumed(_ thread: NativeThread, _ record: CallRecord, _ value: Return) {
    let program = thread.program
    settleWindows(thread.windows)
    if CallCatalogue.find(record.call)?.action == .receive { noteReceived(program, thread.windows.first, value) }
    thread.windows = []
    (thread.isBlocked, thread.deadline) = (false, nil)
    if case .text(let name)? = handleName(record) { note(handle: name, program) }
    program.answer.wakes.append(
      NativeAnswer.Wake(thread: thread.number, error: lastError(thread), value: number64(record, value)))
    if program.state == .waiting { program.state = .answered }
  }

  func hasEntries(_ program: NativeProgram) -> Bool {
    !program.answer.wakes.isEmpty || !program.answer.routines.isEmpty
      || program.deadline.map { $0 <= native.now } ?? false
  }
}
