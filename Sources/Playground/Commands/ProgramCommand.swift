import Language
import Steps

// Programs of a learner's own, call by call.

extension Command {
  static let breakpoint = CommandOf(
    "break", topic: .programs,
    summary: "Stops your programs before a call, or at a line of a source; without a place, lists where they stop.",
    tasks: ["breakpoint", "stop at", "debug", "program"],
    needs: "nothing: it holds for programs that run later as well",
    undoneBy: "break PLACE off", examples: ["break accept", "break server.cpp:42", "break", "break accept off"],
    needsThread: false,
    TextParameter(usage: "CALL|FILE:LINE", about: "accept, or server.cpp:42", isOptional: true),
    KeywordParameter("off", "not any more", label: "off")
  ) { call, place, off throws(UsageError) in
    .body(.text(try call.session.setBreak(place, isOff: off == 1)))
  }

  static let next = CommandOf(
    "next", topic: .programs,
    summary: "Lets a stopped program go on to the next call of the same thread; step: of any thread.",
    tasks: ["debug", "program", "call by call"], needs: "a program that has stopped: break, or run FILE paused",
    undoneBy: "undo", examples: ["next"], traffic: .packets, needsThread: false, NativeProgramParameter(.stopped)
  ) { call, name throws(UsageError) in
    let program = try call.session.stoppedProgram(name)
    guard let message = program.stoppedAt else { return .body(.none) }
    call.session.resume(program, until: .next(thread: message.thread))
    return .body(.none)
  }

  static let proceed = CommandOf(
    "continue", topic: .programs, summary: "Lets stopped programs go on to the next place where they stop.",
    tasks: ["debug", "program", "resume"], needs: "a program that has stopped: break, or run FILE paused",
    undoneBy: "undo", examples: ["continue"], traffic: .packets, needsThread: false, NativeProgramParameter(.stopped)
  ) { call, name throws(UsageError) in
    let session = call.session
    let first = try session.stoppedProgram(name)
    let list = name.wasGiven ? [first] : session.native.list.filter { $0.state == .stopped }
    for program in list { session.resume(program, until: .nowhere) }
    return .body(.none)
  }

  static let finish = CommandOf(
    "finish", topic: .programs,
    summary:
      "Lets a stopped program go on until the function that it is in has returned, to the next call behind that.",
    tasks: ["debug", "program", "out of a function"], needs: "a program that has stopped: break, or run FILE paused",
    undoneBy: "undo", examples: ["finish"], traffic: .packets, needsThread: false, NativeProgramParameter(.stopped)
  ) { call, name throws(UsageError) in
    let program = try call.session.stoppedProgram(name)
    guard let message = program.stoppedAt else { return .body(.none) }
    call.session.resume(program, until: .outside(thread: message.thread, frame: message.frame))
    return .body(.none)
  }

  static let list = CommandOf(
    "list", topic: .programs, summary: "Shows a program's source around the place where it is, or around a line.",
    tasks: ["source", "code", "debug", "program"], needs: "a program of your own that runs: run FILE.cpp",
    examples: ["list", "list server", "list server.cpp:42"], needsThread: false, isSaved: false,
    TextParameter(usage: "NAME|FILE:LINE", about: "a program, a thread of one, or a line", isOptional: true)
  ) { call, place throws(UsageError) in
    .body(.text(try call.session.list(place)))
  }

  static let type = CommandOf(
    "type", topic: .programs, summary: "Types a line at the keyboard of a program.",
    tasks: ["stdin", "input", "keyboard", "scanf", "program"],
    needs: "a program of your own that runs: run FILE.cpp", undoneBy: "undo",
    examples: ["type client \"hello\"", "type client end"], traffic: .packets, needsThread: false,
    NativeProgramParameter(.named),
    RestParameter(usage: "TEXT|end", about: "\"text\", or end for what Ctrl-Z is")
  ) { call, name, rest throws(UsageError) in
    .body(try call.session.typeLine(name, rest, call.bytes))
  }
}

/// The name of a learner's program.
struct NativeProgramParameter: PlaygroundParameter {
  enum Which { case stopped, named }
  private let text: TextParameter

  init(_ which: Which) {
    text = TextParameter(
      usage: "NAME", about: "a program's name", isOptional: which == .stopped, completes: .names([.program]))
  }
  var info: ParameterInfo { text.info }
  func read(_ words: inout ArgumentReader) throws(UsageError) -> TextParameter.Argument { try text.read(&words) }
  func write(_ value: TextParameter.Argument, _ text: inout ShortText) { self.text.write(value, &text) }
}

extension Session {
  /// The learner's program of a name.
  func nativeProgram(_ name: TextParameter.Argument) throws(UsageError) -> NativeProgram {
    if let program = native.find(name.text) { return program }
    let near = Spelling.suggestion(name.text, native.list.map(\.name))
    throw UsageError(
      "no program of yours is called \"\(name.text)\"\(near)", at: name.range,
      hint: native.isEmpty
        ? "run FILE.cpp begins one" : "programs: " + native.list.map(\.name).joined(separator: ", "))
  }

  /// The program that has stopped, or that of a name.
  func stoppedProgram(_ name: TextParameter.Argument) throws(UsageError) -> NativeProgram {
    if name.wasGiven {
      let program = try nativeProgram(name)
      guard program.state == .stopped else {
        throw UsageError(
          program.state == .over ? "\(name.text) is over" : "\(name.text) has not stopped", at: name.range,
          hint: "break CALL stops a program before a call; run FILE paused before its first")
      }
      return program
    }
    if let program = native.stopped ?? native.list.last(where: { $0.state == .stopped }) { return program }
    throw UsageError(
      "no program has stopped", hint: "break CALL stops one before a call; run FILE.cpp paused before its first")
  }

  /// `server.cpp:42`, and what stands before a slash in it passed over; nil for anything else.
  static func fileAndLine(_ text: String) -> (file: String, line: Int)? {
    guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]), line > 0 else {
      return nil
    }
    return (text[..<colon].split(separator: "/").last.map(String.init) ?? "", line)
  }

  func setBreak(_ word: TextParameter.Argument, isOff: Bool) throws(UsageError) -> [TextLine] {
    guard word.wasGiven, word.text != "off" else {
      if isOff || word.text == "off" { native.breaks = [] }
      guard !native.breaks.isEmpty else { return [TextLine(.prose, "programs stop nowhere")] }
      return native.breaks.map { TextLine(.item, "programs stop before \($0.text)") }
    }
    let place: NativeBreak
    let bytes = Array(word.text.utf8)
    if let (file, line) = Self.fileAndLine(word.text) {
      place = .line(file: file, line: line)
    } else if let command = Catalogue.find(bytes, 0..<bytes.count), command.descriptor != nil {
      place = .call(command)
    } else {
      let near = Spelling.suggestion(word.text, Catalogue.all.filter { $0.descriptor != nil }.map(\.name))
      throw UsageError(
        "\"\(word.text)\" is neither a call nor a line\(near)", at: word.range,
        hint: "break accept, break server.cpp:42")
    }
    let isSet = native.breaks.contains { $0.text == place.text }
    native.breaks.removeAll { $0.text == place.text }
    if isOff {
      guard isSet else { throw UsageError("programs do not stop before \(place.text)", at: word.range) }
      return [TextLine(.prose, "programs stop before \(place.text) no more")]
    }
    guard native.breaks.count < 100 else { throw UsageError("100 places to stop are the most", at: word.range) }
    native.breaks.append(place)
    return [TextLine(.prose, "programs stop before \(place.text)")]
  }

  func typeLine(_ name: TextParameter.Argument, _ rest: Range<Int>, _ bytes: [UInt8]) throws(UsageError) -> StepBody {
    let program = try nativeProgram(name)
    guard program.state != .over else { throw UsageError("\(name.text) is over", at: name.range) }
    if ByteText.equals(bytes, rest, "end") {
      type([], isEnd: true, for: program)
      return .none
    }
    var data: [UInt8] = []
    if bytes[rest.lowerBound] == UInt8(ascii: "\"") {
      try DataLiteral.read(bytes, rest, into: &data)
    } else {
      data = Array(bytes[rest])
    }
    guard program.keyboard.bytes.count + data.count < 1 << 20 else {
      throw UsageError("more than a mebibyte is typed and not read", at: rest)
    }
    type(data + [0x0A], isEnd: false, for: program)
    return .none
  }
}
