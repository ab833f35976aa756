import Calls
import Explain
import Language
import Steps
import Winsock

// What a program does wrong that a typed line cannot: with memory of its own, with copies of handles, with what calls
// return. Facts: the vendor's pages of WSARecv and WSASend (the buffers and the WSAOVERLAPPED stay valid for the duration
// of the operation), closesocket and WSAGetLastError (to be called at once).

extension Session {
  /// Warns of something of a program, once for each object.
  private func accuse(
    _ kind: Warning.Kind, _ program: NativeProgram, _ object: String, _ lesson: Course, _ text: String
  ) {
    guard options.warnings, program.memory.told.insert(kind.rawValue + object).inserted else { return }
    current.warnings.append(Warning(kind, text, lesson: lesson.rawValue))
  }

  /// A step of its own for what was found between two calls.
  private func misuseStep() -> Step? {
    guard !current.warnings.isEmpty else { return nil }
    var step = Step(number: 0, thread: nextThread, line: "", body: .none)
    step.warnings = current.warnings
    current.warnings.removeAll()
    return step
  }

  /// Where in the program's own sources something happened: the standard library's are not the learner's.
  func ownPlace(_ message: NativeMessage, _ program: NativeProgram) -> SourcePlace? {
    func isOwn(_ place: SourcePlace) -> Bool { program.compiled.sources.find(place.file) != nil }
    if let place = sourcePlace(message.pc, "", program), isOwn(place) { return place }
    for frame in frames(program, message.frame, message.pc).prefix(16) {
      if let place = sourcePlace(frame.pc, "", program), isOwn(place) { return place }
    }
    return program.thread(message.thread)?.at
  }

  private func text(_ place: SourcePlace?, _ word: String = " at ") -> String {
    place.map { "\(word)\($0.file):\($0.line)" } ?? ""
  }

  /// `the WSARecv of server.cpp:47`.
  private func operation(_ user: NativeMemory.User) -> String { "the \(user.call)\(text(user.place, " of "))" }

  private func harm(_ user: NativeMemory.User) -> String {
    if user.isOverlapped { return "when it completes, Windows writes its status there" }
    return user.sends
      ? "Windows sends what is there by then" : "when it completes, Windows writes what it received there"
  }

  // MARK: - Memory

  /// Memory was given back in which operations under way have something.
  func freed(_ message: NativeMessage, _ program: NativeProgram) -> Step? {
    program.goOn()
    guard message.arguments.count == 2 else { return nil }
    let (start, end) = (message.arguments[0], message.arguments[0] &+ message.arguments[1])
    program.memory.forget(from: start, to: end)
    let found = program.memory.users.filter { $0.key >= start && $0.key < end }.sorted { $0.key < $1.key }.map(\.value)
    guard let first = found.first else { return nil }
    for key in program.memory.users.keys where key >= start && key < end { program.memory.users[key]?.isGone = true }
    let place = ownPlace(message, program)
    let what = found.map(\.what).joined(separator: " and ")
    accuse(
      .memoryGone, program, "\(start) \(program.calls)", .lifetime,
      "\(what) \(found.count > 1 ? "are" : "is") freed\(text(place)) while \(operation(first)) is pending: "
        + "\(harm(first)), whatever the memory is used for then. SOCKET_ERROR with WSA_IO_PENDING (997) is a start, "
        + "not a failure; keep the memory until the completion has come, also after a cancel.")
    return misuseStep()
  }

  /// The program reads or writes memory that an operation uses.
  func touched(_ message: NativeMessage, _ program: NativeProgram) -> Step? {
    program.goOn()
    guard message.arguments.count == 4, let user = program.memory.users[message.arguments[0]], !user.isGone else {
      return nil
    }
    let writes = message.arguments[3] != 0
    let place = ownPlace(message, program)
    let frames = frames(program, message.frame, message.pc)
    if isGone(user, frames, message.thread) { return gone(message.arguments[0], user, frames, place, program) }
    let verb = writes ? "written to" : "read"
    let why =
      switch (writes, user.isOverlapped, user.sends) {
      case (_, true, _): "it belongs to the operation until that has ended, hEvent and all"
      case (true, false, true): "it may be sent in part as it was and in part as it is now"
      case (true, false, false): "what is received is written over it, or it over what was received"
      case (false, _, _): "it may hold what was received, or not yet, or a part"
      }
    accuse(
      .memoryTouched, program, "\(message.arguments[0]) \(user.number)", .lifetime,
      "\(user.what) is \(verb)\(text(place)) while \(operation(user)) is pending: \(why). "
        + "Wait for the completion first.")
    return misuseStep()
  }

  /// Whether the function is over whose variable an operation uses.
  private func isGone(_ user: NativeMemory.User, _ frames: [NativeFrame], _ thread: UInt32) -> Bool {
    guard let owner = user.frame, user.thread == thread, let first = frames.first else { return false }
    // The frame pointers lead through the program's own functions alone: below the first of them nothing is known.
    guard first.base > owner.base || frames.contains(where: { $0.base >= owner.base }) else { return false }
    if first.base > owner.base { return true }
    guard let place = frames.firstIndex(where: { $0.base == owner.base }) else { return true }
    let caller = place + 1 < frames.count ? frames[place + 1].pc : 0
    return user.caller != 0 && caller != 0 && caller != user.caller
  }

  /// Looks before a call of a thread whether variables are gone that operations use.
  func watchFrames(_ message: NativeMessage, _ program: NativeProgram) {
    guard program.memory.hasLocals, options.warnings else { return }
    let own = program.memory.users.filter {
      $0.value.frame != nil && $0.value.thread == message.thread && !$0.value.isGone
    }
    guard !own.isEmpty else {
      program.memory.hasLocals = program.memory.users.contains { $0.value.frame != nil && !$0.value.isGone }
      return
    }
    let frames = frames(program, message.frame, message.pc)
    for (address, user) in own.sorted(by: { $0.key < $1.key }) where isGone(user, frames, message.thread) {
      tellGone(address, user, frames, program.thread(message.thread)?.at, program)
    }
  }

  private func gone(
    _ address: UInt64, _ user: NativeMemory.User, _ frames: [NativeFrame], _ place: SourcePlace?,
    _ program: NativeProgram
  ) -> Step? {
    tellGone(address, user, frames, place, program)
    return misuseStep()
  }

  private func tellGone(
    _ address: UInt64, _ user: NativeMemory.User, _ frames: [NativeFrame], _ place: SourcePlace?,
    _ program: NativeProgram
  ) {
    program.memory.users[address]?.isGone = true
    let now = variable(program, at: address, in: frames)
    var there = ""
    if let now, !now.function.isEmpty {
      there =
        now.name.isEmpty
        ? "; the stack there is \(now.function)'s now" : "; \(now.name) of \(now.function) is there now"
    }
    let function = user.function.isEmpty ? "the function that posted it" : user.function
    accuse(
      .memoryGone, program, "\(address) \(user.number)", .lifetime,
      "\(user.what) is on the stack of \(function), which has returned while \(operation(user)) is pending"
        + "\(text(place, "; seen at ")): \(harm(user))\(there). The memory of an operation has to live until it "
        + "completes: on the heap, or in a variable that outlives it.")
  }

  /// Received bytes are taken for a text.
  func takenForText(_ message: NativeMessage, _ program: NativeProgram) -> Step? {
    program.goOn()
    guard message.arguments.count == 3 else { return nil }
    let (address, count, more) = (message.arguments[0], message.arguments[1], message.arguments[2])
    let place = ownPlace(message, program)
    let name = program.memory.label(of: address).map { "\($0) is" } ?? "received bytes are"
    accuse(
      .textWithoutZero, program, "\(place?.file ?? "") \(place?.line ?? 0)", .stream,
      "\(name) taken for a text\(text(place)), and no zero stands behind the \(count) \(count == 1 ? "byte" : "bytes") "
        + "received: \(more) \(more == 1 ? "byte" : "bytes") more \(more == 1 ? "is" : "are") taken that happened to be there. "
        + "A receive puts no zero: put one at the count that it gave, and leave room for it.")
    return misuseStep()
  }

  // MARK: - Handles and results

  /// Looks before a call at the handles that it is given.
  func watchHandles(_ message: NativeMessage, _ words: NativeSource.Words, _ program: NativeProgram) {
    guard options.warnings else { return }
    for (place, raw) in message.arguments.prefix(3).enumerated() {
      guard let closed = program.closed[raw],
        objects.handles.place(Handle(rawValue: raw)).map({ !objects.handles[$0].isOpen }) ?? false
      else { continue }
      let name = NativeSource.named(words, place)
      accuse(
        .staleHandle, program, "\(raw) \(words.place?.line ?? 0)", .lifetime,
        "\(name.isEmpty ? "the handle" : name) was closed\(text(closed)), and \(message.name) gets its old number"
          + "\(text(words.place)). On Windows the number may be another socket's or event's by then, and the call does "
          + "to that one what it does. Set a variable to INVALID_SOCKET when its socket is closed.")
    }
  }

  /// Looks at a call that has returned.
  func watchResult(
    _ descriptor: CallDescriptor?, _ record: CallRecord, _ value: Return, _ message: NativeMessage,
    _ words: NativeSource.Words, _ thread: NativeThread
  ) {
    let program = thread.program
    guard let descriptor else { return }
    switch descriptor.action {
    case .closeSocket, .closeHandle:
      if record.error == nil, let raw = message.arguments.first { program.closed[raw] = words.place }
    case .getLastError:
      watchLastError(value, words, thread)
      return
    default: break
    }
    if record.error != nil, value.error != .WSA_IO_PENDING {
      thread.failure = NativeThread.Failure(call: record.call, error: value.error, place: words.place)
    } else if let failure = thread.failure, failure.error != .success, failure.overwrittenBy == nil,
      lastError(thread) != failure.error.rawValue
    {
      thread.failure?.overwrittenBy = (record.call, words.place)
    }
    guard options.warnings else { return }
    if words.isStatement, let error = record.error, value.error != .WSA_IO_PENDING,
      ![.closeSocket, .closeHandle, .shutdown, .cleanup, .disconnect].contains(descriptor.action)
    {
      accuse(
        .resultIgnored, program, "\(words.place?.file ?? "") \(words.place?.line ?? 0)", .lifetime,
        "\(record.call)\(text(words.place)) failed with \(error.name), and its result is looked at by nobody: the program "
          + "goes on as if it had been done.")
    }
    watchPart(descriptor, record, value, message, words, program)
  }

  /// A receive has given fewer bytes than a structure has, and nobody keeps how many.
  private func watchPart(
    _ descriptor: CallDescriptor, _ record: CallRecord, _ value: Return, _ message: NativeMessage,
    _ words: NativeSource.Words, _ program: NativeProgram
  ) {
    guard descriptor === CallDescriptor.recv, value.error == .success, message.arguments.count == 4,
      words.target.isEmpty,
      !words.isLoop, words.arguments.count == 4
    else { return }
    let (asked, got) = (Int64(message.arguments[2] & 0xffff_ffff), value.value)
    let argument = words.text[words.arguments[1]]
    guard got > 0, got < asked, argument.contains(UInt8(ascii: "&")), !argument.contains(UInt8(ascii: "[")) else {
      return
    }
    accuse(
      .partialReceive, program, "\(words.place?.file ?? "") \(words.place?.line ?? 0)", .stream,
      "recv\(text(words.place)) gave \(got) of the \(asked) bytes of \(NativeSource.named(words, 1)), and nobody keeps how many: "
        + "what is left of it holds what was there before. A stream has no records: receive until all of it is there.")
  }

  /// The error of a call is asked for after another one.
  private func watchLastError(_ value: Return, _ words: NativeSource.Words, _ thread: NativeThread) {
    guard let failure = thread.failure else { return }
    thread.failure = nil
    guard options.warnings, let by = failure.overwrittenBy, value.value != Int64(failure.error.rawValue) else { return }
    accuse(
      .errorLost, thread.program, "\(words.place?.file ?? "") \(words.place?.line ?? 0)", .lifetime,
      "WSAGetLastError\(text(words.place)) comes too late: \(failure.call)\(text(failure.place)) failed with "
        + "\(failure.error.name), and \(by.call)\(text(by.place)) has set the thread's last error since. Ask at once, "
        + "before any other call.")
  }

  // MARK: - At the end

  /// What a program that has ended by itself has left open: told in its last step; what the same line made several times
  /// is warned of.
  func watchLeaks(_ program: NativeProgram) -> (lines: [String], warnings: [Warning]) {
    var open: [(place: SourcePlace?, names: [String], type: ObjectType)] = []
    for handle in program.handles {
      guard let place = objects.handles.place(handle), objects.handles[place].isOpen else { continue }
      let name = objects.names.text(objects.handles[place].name)
      let (made, type) = (program.made[handle.rawValue], objects.handles[place].type)
      if let known = open.firstIndex(where: { $0.place == made && $0.type == type && made != nil }) {
        open[known].names.append(name)
      } else {
        open.append((made, [name], type))
      }
    }
    var (lines, warnings): ([String], [Warning]) = ([], [])
    for one in open {
      if one.names.count == 1 {
        lines.append("left open: \(one.names[0])\(text(one.place, ", made at "))")
        continue
      }
      let shown = one.names.prefix(3).joined(separator: ", ") + (one.names.count > 3 ? ", …" : "")
      warnings.append(
        Warning(
          .handleLeaked,
          "\(one.names.count) handles that were made\(text(one.place)) were never closed: \(shown). The end of a process "
            + "closes them; a server that runs on has one more for each client.",
          lesson: Course.lifetime.rawValue))
    }
    return (lines, options.warnings ? warnings : [])
  }
}
