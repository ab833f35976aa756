extension Lesson {
  /// Reads a lesson: UTF-8 Markdown with fences of CommonMark 0.31 (three or more of ` or ~, indented by three columns at
  /// most). A line of a `wsa` block that begins with a prompt is a command; the rest is what is printed.
  public static func parse(_ bytes: [UInt8], path: String) throws(LessonError) -> Lesson {
    var parser = LessonParser(bytes: bytes, path: path)
    return try parser.parse()
  }
}

/// One pass over the lines of a file.
struct LessonParser {
  let bytes: [UInt8]
  let path: String
  /// Where the next line begins, and its number.
  private var position = 0
  private var number = 0
  /// Where the prose began that is being read.
  private var proseStart = 0
  private var hasTitle = false
  /// A goal whose answer has not come yet.
  private var goal: (line: Int, parts: (task: String, parts: [Lesson.Claim], hints: [String]))?

  init(bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// A line: where it stands, without and with its end.
  struct Line {
    let number: Int
    let start: Int
    let end: Int
    let next: Int
    let hasCRLF: Bool
  }

  mutating func parse() throws(LessonError) -> Lesson {
    try checkText()
    var lesson = Lesson(path: path, bytes: bytes)
    lesson.title = path.split(separator: "/").last.map { String($0) } ?? path
    while let line = nextLine() {
      let text = bytes[line.start..<line.end]
      guard let fence = Fence(opening: text) else {
        if !hasTitle, text.starts(with: "# ".utf8) {
          lesson.title = PartParser.trimmed(String(decoding: text.dropFirst(2), as: UTF8.self))
          hasTitle = true
        }
        continue
      }
      let content = try readContent(of: fence, from: line)
      try take(fence, line, content, &lesson)
    }
    endProse(at: bytes.count, &lesson)
    if let goal { throw LessonParser.lacksAnswer(path, goal.line) }
    return lesson
  }

  /// Puts a block where it belongs. One of another kind is part of the prose.
  private mutating func take(
    _ fence: Fence, _ opening: Line, _ content: [Line], _ lesson: inout Lesson
  ) throws(LessonError) {
    switch fence.kind {
    case .other: return
    case .transcript(let role): try take(block(fence, role, opening, content), opening, &lesson)
    case .unknown(let word):
      throw LessonError(
        path: path, line: opening.number,
        "a block of wsa is plain, or marked answer or wrong, not \"\(word)\"")
    case .predict:
      endProse(at: opening.start, &lesson)
      lesson.items.append(.prediction(try parts(fence, opening, content).prediction()))
    case .goal:
      endProse(at: opening.start, &lesson)
      if let goal { throw LessonParser.lacksAnswer(path, goal.line) }
      goal = (opening.number, try parts(fence, opening, content).goal())
    }
    proseStart = position
  }

  private mutating func take(_ block: Lesson.Block, _ opening: Line, _ lesson: inout Lesson) throws(LessonError) {
    lesson.blocks.append(block)
    let place = lesson.blocks.count - 1
    guard let (line, parts) = goal else {
      guard block.role != .answer else {
        throw LessonError(
          path: path, line: block.line, "this answers no goal; an answer stands right below its goal block")
      }
      endProse(at: opening.start, &lesson)
      return lesson.items.append(.transcript(place))
    }
    guard block.role == .answer, isBlankOrMarkup(proseStart..<opening.start) else {
      throw LessonParser.lacksAnswer(path, line)
    }
    lesson.items.append(
      .goal(
        Lesson.Goal(line: line, task: parts.task, parts: parts.parts, hints: parts.hints, answer: place)))
    goal = nil
  }

  private static func lacksAnswer(_ path: String, _ line: Int) -> LessonError {
    LessonError(
      path: path, line: line, "this goal has no answer; put the block ```wsa answer right below it")
  }

  private mutating func endProse(at end: Int, _ lesson: inout Lesson) {
    let isBlank = bytes[proseStart..<max(end, proseStart)].allSatisfy { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d }
    if !isBlank { lesson.items.append(.prose(proseStart..<end)) }
    proseStart = end
  }

  /// Whether there is nothing but blank lines and lines of HTML.
  private func isBlankOrMarkup(_ range: Range<Int>) -> Bool {
    bytes[range].split(separator: 0x0a).allSatisfy { line in
      let first = line.first { $0 != 0x20 && $0 != 0x0d }
      return first == nil || first == UInt8(ascii: "<")
    }
  }

  private func parts(_ fence: Fence, _ opening: Line, _ content: [Line]) -> PartParser {
    PartParser(
      path: path, line: opening.number,
      lines: content.map {
        PartParser.Line(number: $0.number, text: String(decoding: unindented($0, fence), as: UTF8.self))
      })
  }

  /// A line of a block without the fence's indentation.
  private func unindented(_ line: Line, _ fence: Fence) -> ArraySlice<UInt8> {
    var start = line.start
    while start < line.end, start - line.start < fence.indent, bytes[start] == 0x20 { start += 1 }
    return bytes[start..<line.end]
  }

  /// A lesson is text: valid UTF-8 and no NUL.
  private func checkText() throws(LessonError) {
    guard let bad = UTF8Check.firstInvalid(in: bytes) else { return }
    let line = bytes[..<bad].count { $0 == 0x0a } + 1
    throw LessonError(
      path: path, line: line,
      bytes[bad] == 0
        ? "a NUL byte: this is not text; a lesson is a Markdown file in UTF-8"
        : "a byte that is not UTF-8; save the file as UTF-8")
  }

  private mutating func nextLine() -> Line? {
    guard position < bytes.count else { return nil }
    let start = position
    let newline = bytes[start...].firstIndex(of: 0x0a)
    var end = newline ?? bytes.count
    position = newline.map { $0 + 1 } ?? bytes.count
    let hasCRLF = newline != nil && end > start && bytes[end - 1] == 0x0d
    if hasCRLF { end -= 1 }
    number += 1
    return Line(number: number, start: start, end: end, next: position, hasCRLF: hasCRLF)
  }

  /// The lines up to the closing fence.
  private mutating func readContent(of fence: Fence, from opening: Line) throws(LessonError) -> [Line] {
    var lines: [Line] = []
    while let line = nextLine() {
      if fence.isClosed(by: bytes[line.start..<line.end]) { return lines }
      lines.append(line)
    }
    throw LessonError(
      path: path, line: opening.number,
      "the block that begins here never ends; end it with a line of "
        + String(repeating: fence.mark == 0x60 ? "`" : "~", count: fence.count))
  }

  private func block(_ fence: Fence, _ role: Lesson.Role, _ opening: Line, _ content: [Line]) throws(LessonError)
    -> Lesson.Block
  {
    var lines: [[UInt8]] = []
    var commands: [Lesson.Command] = []
    for line in content {
      let text = unindented(line, fence)
      lines.append(Array(text))
      if let prompt = Prompt.end(in: text) {
        commands.append(Lesson.Command(line: line.number, text: Array(text[prompt...])))
      } else if commands.isEmpty {
        throw LessonError(
          path: path, line: line.number,
          "output before the first command of the block; a block begins with a prompt: wsa> socket")
      }
    }
    let range = (content.first?.start ?? opening.next)..<(content.last?.next ?? opening.next)
    return Lesson.Block(
      line: opening.number, role: role, content: range, indent: fence.indent, hasCRLF: opening.hasCRLF, lines: lines,
      commands: commands)
  }
}

/// A fence that opens a block.
struct Fence {
  let indent: Int
  let mark: UInt8
  let count: Int
  /// What its first words make it.
  let kind: Kind

  enum Kind: Equatable {
    case transcript(Lesson.Role)
    /// `wsa` with a word behind it that is none of its own.
    case unknown(String)
    case predict, goal, other
  }

  /// Nil when the line opens no block.
  init?(opening line: ArraySlice<UInt8>) {
    guard let run = Fence.run(line), run.count >= 3 else { return nil }
    let info = line[run.end...]
    if run.mark == 0x60, info.contains(0x60) { return nil }
    (indent, mark, count) = (run.indent, run.mark, run.count)
    let words = info.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
    switch words.first {
    case "wsa":
      let word = words.dropFirst().joined(separator: " ")
      kind = Lesson.Role(rawValue: word).map { .transcript($0) } ?? .unknown(word)
    case "predict": kind = .predict
    case "goal": kind = .goal
    default: kind = .other
    }
  }

  /// Whether a line closes the block: the same mark, as many or more, and nothing behind.
  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    guard let run = Fence.run(line), run.mark == mark, run.count >= count else { return false }
    return line[run.end...].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private static func run(_ line: ArraySlice<UInt8>) -> (indent: Int, mark: UInt8, count: Int, end: Int)? {
    var i = line.startIndex
    while i < line.endIndex, line[i] == 0x20 { i += 1 }
    let indent = i - line.startIndex
    guard indent <= 3, i < line.endIndex, line[i] == 0x60 || line[i] == 0x7e else { return nil }
    let mark = line[i]
    let start = i
    while i < line.endIndex, line[i] == mark { i += 1 }
    return (indent, mark, i - start, i)
  }
}

/// The prompt that a command stands behind.
enum Prompt {
  /// Where the command begins in a line such as `wsa> socket` or ` t2> recv a 4`; nil without a prompt.
  static func end(in line: ArraySlice<UInt8>) -> Int? {
    var i = line.startIndex
    while i < line.endIndex, line[i] == 0x20 { i += 1 }
    let name = i
    while i < line.endIndex, isNameByte(line[i]) { i += 1 }
    guard i > name, line[name] != UInt8(ascii: "-"), i < line.endIndex, line[i] == UInt8(ascii: ">") else { return nil }
    // An output's line is indented by two columns or more; a prompt of a short name by just as many as make it five wide.
    guard name - line.startIndex <= max(0, 3 - (i - name)) else { return nil }
    i += 1
    if i == line.endIndex { return i }
    return line[i] == 0x20 ? i + 1 : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d, 0x80...: true
    default: false
    }
  }
}

/// Looks for what is not text.
enum UTF8Check {
  /// The first NUL, or the first byte that begins no valid UTF-8 sequence; nil when all is text.
  static func firstInvalid(in bytes: [UInt8]) -> Int? {
    var i = 0
    while i < bytes.count {
      if bytes[i] == 0 { return i }
      let length = sequenceLength(bytes, i)
      if length == 0 { return i }
      i += length
    }
    return nil
  }

  /// The length of the valid sequence at `i`, 0 when there is none (Unicode 15, table 3-7).
  private static func sequenceLength(_ bytes: [UInt8], _ i: Int) -> Int {
    func next(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xbf) -> Bool {
      i + offset < bytes.count && range.contains(bytes[i + offset])
    }
    switch bytes[i] {
    case 0..<0x80: return 1
    case 0xc2...0xdf: return next(1) ? 2 : 0
    case 0xe0: return next(1, 0xa0...0xbf) && next(2) ? 3 : 0
    case 0xed: return next(1, 0x80...0x9f) && next(2) ? 3 : 0
    case 0xe1...0xef: return next(1) && next(2) ? 3 : 0
    case 0xf0: return next(1, 0x90...0xbf) && next(2) && next(3) ? 4 : 0
    case 0xf1...0xf3: return next(1) && next(2) && next(3) ? 4 : 0
    case 0xf4: return next(1, 0x80...0x8f) && next(2) && next(3) ? 4 : 0
    default: return 0
    }
  }
}
