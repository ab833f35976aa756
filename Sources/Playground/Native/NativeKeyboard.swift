import Steps
import Winsock

/// What is typed for a program.
struct NativeKeyboard {
  /// A thread that waits for more.
  struct Reader {
    let thread: UInt32
    let address: UInt64
    let room: UInt64
  }

  /// What was typed and not read.
  var bytes: [UInt8] = []
  /// Whether nothing more comes.
  var isOver = false
  var readers: [Reader] = []
}

/// Programs read what is typed for them: `type NAME DATA`, or what whoever runs the session gives.
extension Session {
  /// A program reads from its keyboard.
  func readKeyboard(_ message: NativeMessage, _ program: NativeProgram) -> Step? {
    program.state = .answered
    program.answer.kind = .returned
    guard message.arguments.count == 2, let thread = program.thread(message.thread) else { return nil }
    if program.keyboard.bytes.isEmpty, !program.keyboard.isOver, let keyboard = caller.keyboard {
      if let more = keyboard() { program.keyboard.bytes += more } else { program.keyboard.isOver = true }
    }
    program.answer.error = lastError(thread)
    if program.keyboard.bytes.isEmpty, !program.keyboard.isOver {
      program.answer.kind = .blocked
      let reader = NativeKeyboard.Reader(
        thread: message.thread, address: message.arguments[0], room: message.arguments[1])
      program.keyboard.readers.append(reader)
    } else {
      program.answer.value = give(program, message.arguments[0], message.arguments[1])
    }
    return nil
  }

  /// Something was typed for a program, or that nothing more comes.
  func type(_ bytes: [UInt8], isEnd: Bool, for program: NativeProgram) {
    program.keyboard.bytes += bytes
    if isEnd { program.keyboard.isOver = true }
    while let reader = program.keyboard.readers.first, !program.keyboard.bytes.isEmpty || program.keyboard.isOver {
      program.keyboard.readers.removeFirst()
      let value = give(program, reader.address, reader.room)
      let error = program.thread(reader.thread).map { lastError($0) } ?? 0
      program.answer.wakes.append(NativeAnswer.Wake(thread: reader.thread, error: error, value: value))
      if program.state == .waiting { program.state = .answered }
    }
  }

  /// A line at most, as a console gives it.
  private func give(_ program: NativeProgram, _ address: UInt64, _ room: UInt64) -> Int64 {
    let line = program.keyboard.bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? program.keyboard.bytes.count
    let count = min(line, Int(clamping: room))
    guard count > 0, program.running?.store(address, program.keyboard.bytes[..<count]) == true else { return 0 }
    program.keyboard.bytes.removeFirst(count)
    return Int64(count)
  }
}
