import Children
import Language
import Steps
import Winsock

/// How a learner's program comes to its end, and what is told of it then.
extension Session {
  /// A step that says something of a program.
  func programStep(_ sentences: [String], _ program: NativeProgram) -> Step {
    Step(
      number: 0, thread: nextThread, line: "",
      body: .text(
        sentences.enumerated().map {
          TextLine($0.offset == 0 ? .prose : .item, $0.offset == 0 ? "\(program.name): \($0.element)" : $0.element)
        }))
  }

  func sourcePlace(_ pc: UInt64, _ call: String, _ program: NativeProgram) -> SourcePlace? {
    guard let symbols = program.symbols else { return nil }
    return program.source.words(at: pc, call, program.compiled, symbols).place
  }

  /// The process has ended, or says nothing any more.
  func ended(_ program: NativeProgram) -> Step? {
    program.state = .over
    native.turn = nil
    let isStuck = program.running?.isStuck ?? false
    if isStuck || program.spokeGarbage { program.running?.kill() }
    let wait = program.running?.end()
    let printed = takePrinted(program)
    let leaks = program.status == nil ? (lines: [], warnings: []) : watchLeaks(program)
    release(program)
    var lines: [String] = []
    if program.status == nil { native.haveFailed = true }
    if isStuck {
      lines.append("it made no call for \(RunningProgram.patience) seconds, and was ended")
      exitStatus = max(exitStatus, 2)
    } else if program.running?.filledScratch == true {
      lines.append("wrote more than 64 MB or 4,096 files, and was ended")
      exitStatus = max(exitStatus, 2)
    } else if program.spokeGarbage {
      lines.append("wrote something to its channel that is no message, and was ended")
      exitStatus = max(exitStatus, 2)
    } else if let fault = program.fault {
      lines = crash(fault, program)
      exitStatus = 128 + Int32(truncatingIfNeeded: fault.arguments.first ?? 6)
    } else if let status = program.status {
      lines.append("ended with \(status)")
      lines += leaks.lines
      exitStatus = status & 0xff
    } else if let wait {
      let signal = wait & 0x7f
      lines.append(
        signal == 0
          ? wait >> 8 & 0xff == 70
            ? "lost its channel to the session, and was ended" : "ended with \(wait >> 8 & 0xff), without a word before"
          : "was ended by signal \(signal) (\(Self.signal(signal)))")
      exitStatus = signal == 0 ? wait >> 8 & 0xff : 128 + signal
    } else {
      lines.append("was ended")
    }
    var step = programStep(lines, program)
    step.warnings = leaks.warnings
    if let dropped = program.running?.dropped, dropped > 0, case .text(let told) = step.body {
      let more = TextLine(.prose, "\(program.name): \(dropped) bytes more were printed than are kept")
      step.body = .text([more] + told)
    }
    guard let printed else { return step }
    native.queued.append(step)
    return printed
  }

  private static func signal(_ number: Int32) -> String {
    switch number {
    case 6: "abort"
    case 7: "SIGBUS"
    case 4: "SIGILL"
    case 8: "SIGFPE, an integer divided by zero"
    case 9: "SIGKILL"
    case 11: "SIGSEGV, an access violation"
    default: "signal \(number)"
    }
  }

  private func crash(_ fault: NativeMessage, _ program: NativeProgram) -> [String] {
    let number = Int32(truncatingIfNeeded: fault.arguments.first ?? 0)
    var line = "crashed: \(Self.signal(number))"
    if let place = program.symbols?.place(at: fault.pc) {
      line += ", at \(place.file):\(place.line) in \(place.function)"
    }
    if number == 11, fault.arguments.count > 1 {
      let address = fault.arguments[1]
      line += address < 4096 ? "; it used a null pointer" : ""
    }
    return [line]
      + (program.lastCalls.isEmpty
        ? []
        : ["its last calls:"]
          + program.lastCalls.map { call in
            (call.place.map { "\($0.file):\($0.line) " } ?? "") + String(call.text.prefix(80))
          })
  }

  /// Closes what a program has open; its sockets alone where Winsock ends and the process does not.
  func closeHandles(of program: NativeProgram, _ thread: ThreadID, socketsAlone: Bool = false) {
    for handle in program.handles {
      guard let place = objects.handles.place(handle), objects.handles[place].isOpen else { continue }
      if objects.handles[place].type == .socket {
        _ = winsock.closesocket(thread, handle)
      } else if socketsAlone {
        continue
      } else {
        _ = winsock.CloseHandle(thread, handle)
      }
      objects.handles[place].isOpen = false
    }
  }

  /// Closes what a program has left open, and ends its threads.
  func release(_ program: NativeProgram) {
    let thread = threads[program.threads.compactMap { $0 }.first?.place ?? 0].id
    for thread in program.threads {
      guard let thread else { continue }
      let id = threads[thread.place].id
      if winsock.isBlocked(id) { winsock.timeOut(id) }
    }
    closeHandles(of: program, thread)
    for thread in program.threads {
      guard let thread else { continue }
      winsock.endThread(threads[thread.place].id)
      threads[thread.place].hasEnded = true
      threads[thread.place].waiting = nil
      threads[thread.place].native = nil
    }
    program.threads = []
    program.handles = []
    program.running?.kill()
  }

  /// Programs have made as many calls as they may: beside lines they stand still, else they are ended.
  func bound(_ program: NativeProgram, _ message: NativeMessage) -> Step? {
    if native.areBeside {
      (program.state, program.stoppedAt) = (.stopped, message)
      (native.turn, native.stopped) = (nil, program)
      let text = "\(program.name) pauses: programs have made \(native.callsAllowed) calls since the last line"
      return Step(
        number: 0, thread: nextThread, line: "",
        body: .text([TextLine(.prose, text), TextLine(.item, "continue lets it go on; stop \(program.name) ends it")]))
    }
    for program in native.list where program.state != .over {
      program.running?.kill()
      program.state = .over
      release(program)
    }
    native.turn = nil
    (exitStatus, native.haveFailed) = (max(exitStatus, 2), true)
    return programStep(
      [
        "its calls are stopped here: \(native.callsAllowed) are made of programs that do not end",
        "--steps N lets them make more",
      ], program)
  }

  /// A program runs code of its own, and no end of it is seen.
  func spins(_ program: NativeProgram, _ message: NativeMessage) -> Step? {
    let at = program.thread(message.thread)?.at.map { "; its last call was at \($0.file):\($0.line)" } ?? ""
    let place = ownPlace(message, program).map { " at \($0.file):\($0.line)" } ?? ""
    stop(program)
    (exitStatus, native.haveFailed) = (max(exitStatus, 2), true)
    return programStep(
      ["runs without an end\(place), and was ended: it made no call for 400,000,000 blocks\(at)"], program)
  }

  /// A line ends a program: what it has open is closed, as when a process ends.
  func stop(_ program: NativeProgram) {
    guard program.state != .over else { return }
    program.running?.kill()
    program.state = .over
    if native.turn === program { native.turn = nil }
    native.kept.removeAll { $0.program === program }
    if let printed = takePrinted(program) { native.queued.append(printed) }
    release(program)
  }

  /// What is left when no program can go on: who waits for what.
  public func programsWait() -> Step? {
    guard !native.hasToldEnd, native.isAlive else { return nil }
    native.hasToldEnd = true
    var lines: [TextLine] = []
    for program in native.list where program.state == .waiting {
      for thread in program.threads {
        if let thread { lines.append(TextLine(.item, "\(threads[thread.place].name) \(standing(thread))")) }
      }
    }
    guard !lines.isEmpty else { return nil }
    lines.insert(TextLine(.prose, "nothing more can happen by itself:"), at: 0)
    return Step(number: 0, thread: nextThread, line: "", body: .text(lines))
  }

  /// A program whose threads all wait for each other, and for nothing that a line could bring about.
  func deadlock() -> Step? {
    for program in native.list where program.state == .waiting && !program.isDeadlockTold && program.deadline == nil {
      let living = program.threads.compactMap { $0 }
      guard !living.isEmpty, program.keyboard.readers.isEmpty,
        living.allSatisfy({ thread in
          threads[thread.place].waiting == nil && program.waits.contains { $0.thread == thread.number }
        })
      else { continue }
      program.isDeadlockTold = true
      let lines = living.map { TextLine(.item, "\(threads[$0.place].name) \(standing($0))") }
      return Step(
        number: 0, thread: nextThread, line: "",
        body: .text(
          [TextLine(.prose, "\(program.name): a deadlock; its threads wait for each other, and nothing ends that:")]
            + lines))
    }
    return nil
  }

  /// Ends all programs: the session is over.
  func endPrograms() {
    for program in native.list where program.state != .over {
      program.running?.kill()
      program.state = .over
    }
  }
}
