import Language
import Steps

/// Where programs stop.
enum NativeBreak {
  /// Before a call.
  case call(Command)
  /// Before the call at a line of a file, or the first one behind it.
  case line(file: String, line: Int)

  var text: String {
    switch self {
    case .call(let command): command.call
    case .line(let file, let line): "\(file):\(line)"
    }
  }
}

/// Where a program stops that goes on from a stop.
enum NativeStop {
  case nowhere
  /// Before the next call of a thread.
  case next(thread: UInt32)
  /// Before the next call, whoever makes it.
  case any
  /// Before the next call of a thread that is made outside of a function whose frame lies here.
  case outside(thread: UInt32, frame: UInt64)
}

extension Session {
  /// Whether a program stops before a call that it is about to make.
  func stopsBefore(_ message: NativeMessage, _ words: NativeSource.Words, _ program: NativeProgram) -> Bool {
    if program.passes {
      program.passes = false
      return false
    }
    let isThere =
      switch program.stop {
      case .nowhere: false
      case .next(let thread): message.thread == thread
      case .any: true
      case .outside(let thread, let frame): message.thread == thread && message.frame > frame
      }
    if isThere { return true }
    guard !native.breaks.isEmpty else { return false }
    let command = native.command(of: message.name)
    return native.breaks.contains { place in
      switch place {
      case .call(let wanted): command === wanted
      case .line(let file, let line):
        words.place.map { $0.file == file && $0.line == callLine(file, line, program) } ?? false
      }
    }
  }

  /// The line of a file, or the first one behind it, that has a call in it.
  private func callLine(_ file: String, _ line: Int, _ program: NativeProgram) -> Int {
    guard let source = program.compiled.sources.find(file), line >= 1, line <= source.lines.count else { return line }
    for number in line...min(source.lines.count, line + 200) where hasCall(source.lines[number - 1]) { return number }
    return line
  }

  private func hasCall(_ text: [UInt8]) -> Bool {
    var place = 0
    while place < text.count {
      guard ByteText.isLetter(text[place]) || text[place] == UInt8(ascii: "_") else {
        if text[place] == UInt8(ascii: "/"), place + 1 < text.count, text[place + 1] == UInt8(ascii: "/") {
          return false
        }
        place += 1
        continue
      }
      let start = place
      while place < text.count,
        ByteText.isLetter(text[place]) || ByteText.isDigit(text[place]) || text[place] == UInt8(ascii: "_")
      {
        place += 1
      }
      var after = place
      while after < text.count, ByteText.isSpace(text[after]) { after += 1 }
      if after < text.count, text[after] == UInt8(ascii: "("), Catalogue.find(text, start..<place)?.descriptor != nil {
        return true
      }
    }
    return false
  }

  /// A program stands still before a call.
  func stop(_ program: NativeProgram, before message: NativeMessage, _ words: NativeSource.Words) -> Step {
    (program.state, program.stoppedAt, program.stop) = (.stopped, message, .nowhere)
    (native.turn, native.stopped) = (nil, program)
    let thread = program.thread(message.thread)?.label ?? "main"
    let at = words.place.map { ", \($0.file):\($0.line)" } ?? ""
    var step = Step(number: 0, thread: nextThread, line: "", body: .none)
    let line = "\(program.full(thread)) stops before \(message.name)\(at)"
    step.body = .text([TextLine(.prose, line)] + listing(program, words.place, around: 2))
    return step
  }

  /// Lets a program go on from where it stands, as far as the next stop.
  func resume(_ program: NativeProgram, until stop: NativeStop) {
    guard program.state == .stopped, let message = program.stoppedAt else { return }
    (program.state, program.stoppedAt, program.stop) = (.speaking, nil, stop)
    program.passes = true
    native.kept.append((program, message))
    if native.stopped === program { native.stopped = native.list.last { $0.state == .stopped } }
  }

  /// Lines of a source around a place, that one marked.
  func listing(_ program: NativeProgram, _ place: SourcePlace?, around count: Int) -> [TextLine] {
    guard let place, let source = program.compiled.sources.find(place.file), !source.lines.isEmpty else { return [] }
    let last = source.lines.count
    let first = max(1, min(place.line, last) - count)
    let end = min(last, place.line + count)
    guard first <= end else { return [] }
    let width = String(end).utf8.count
    return (first...end).map { number in
      let digits = String(number)
      let mark = number == place.line ? "> " : "  "
      let text = SourceTabs.spread(source.lines[number - 1])
      return TextLine(.code, mark + String(repeating: " ", count: width - digits.utf8.count) + digits + "  " + text)
    }
  }
}

/// Tabs of a source as it is listed.
enum SourceTabs {
  /// A line with four columns for a tab, and without what ends it.
  static func spread(_ line: [UInt8]) -> String {
    var bytes: [UInt8] = []
    for byte in line {
      if byte == 0x09 {
        repeat { bytes.append(0x20) } while bytes.count % 4 != 0
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
