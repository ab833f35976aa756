extension Lesson {
  /// Reads a lesson: UTF-8 Markdown with fences of CommonMark 0.31 (three or more of ` or ~, indented by three columns at
  /// most). A line of a `wsa` block that begins with a prompt is a command; the rest is what is printed. The first of
  /// its faults is thrown.
  public static func parse(_ bytes: [UInt8], path: String) throws(LessonError) -> Lesson {
    var parser = LessonParser(bytes: bytes, path: path)
    let lesson = parser.parse()
    if let fault = parser.faults.first { throw fault }
    return lesson
  }
}

/// One pass over the lines of a file. All faults are found; what has one is left out of the lesson.
struct LessonParser {
  /// What is wrong with the file, found so far, in the order of its lines.
  private(set) var faults: [LessonError] = []
  private var reader: LineReader
  private let path: String
  /// Where the prose began that is being read.
  private var proseStart = 0
  private var hasTitle = false
  /// A goal whose answer has not come yet.
  private var goal: PartParser.GoalText?
  /// Whether the goal that the next answer belongs to was not understood.
  private var isGoalLost = false
  /// Lines of predictions that no block has answered yet.
  private var predictions: [Int] = []

  init(bytes: [UInt8], path: String) {
    reader = LineReader(bytes)
    proseStart = reader.position
    self.path = path
  }

  private var bytes: [UInt8] { reader.bytes }

  /// What could be understood of the file.
  mutating func parse() -> Lesson {
    var lesson = Lesson(path: path, bytes: bytes)
    lesson.title = path.split(separator: "/").last.map { String($0) } ?? path
    guard isText() else { return lesson }
    while let line = reader.next() {
      if let fence = Fence(opening: reader.text(line)) {
        take(fence, line, &lesson)
      } else if reader.skipComment(from: line) {
        endProse(at: line.start, &lesson)
      } else if !hasTitle, reader.markdown(line).headingLevel == 1 {
        lesson.title = String(decoding: reader.markdown(line).headingText(1), as: UTF8.self)
        hasTitle = true
      }
    }
    endProse(at: bytes.count, &lesson)
    endGoal()
    endPredictions()
    faults.sort { $0.line < $1.line }
    return lesson
  }

  private mutating func fault(_ line: Int, _ message: String) {
    faults.append(LessonError(path: path, line: line, message))
  }

  // MARK: - Blocks

  /// Puts a block where it belongs. One of another kind is part of the prose.
  private mutating func take(_ fence: Fence, _ opening: FileLine, _ lesson: inout Lesson) {
    guard let block = FencedBlock(fence, opening, &reader) else {
      loseBlock()
      let end = String(repeating: fence.opening.mark == 0x60 ? "`" : "~", count: fence.opening.count)
      return fault(opening.number, "the block that begins here never ends; end it with a line of \(end)")
    }
    if fence.kind == .other { return }
    if case .source(let name, let isExercise) = fence.kind { return takeSource(block, name, isExercise, &lesson) }
    endProse(at: opening.start, &lesson)
    switch fence.kind {
    case .other, .source: return
    case .transcript(let role): takeTranscript(block, role, &lesson)
    case .unknown(let word):
      fault(opening.number, "a block of wsa is plain, or marked answer or wrong, not \"\(word)\"")
    case .predict: takePrediction(block.parts(reader, path: path), &lesson)
    case .goal: takeGoal(block.parts(reader, path: path))
    }
    proseStart = reader.position
  }

  /// A source is shown like any block of code, and can be run by its name.
  private mutating func takeSource(
    _ block: FencedBlock, _ name: String, _ isExercise: Bool, _ lesson: inout Lesson
  ) {
    let letters = name.utf8.allSatisfy {
      $0 == 0x2E || $0 == 0x5F || $0 == 0x2D || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & ~0x20)
    }
    let endings = [".c", ".cc", ".cpp", ".cxx", ".h", ".hpp"]
    guard letters, !name.hasPrefix("."), name.utf8.count <= 64, endings.contains(where: name.hasSuffix) else {
      return fault(
        block.opening.number, "\"\(name)\" is not the name of a source; a block is named like this: ```cpp echo.cpp")
    }
    guard !lesson.sources.contains(where: { $0.name == name }) else {
      return fault(block.opening.number, "there is a block named \(name) already; each has a name of its own")
    }
    lesson.sources.append(
      Lesson.Source(line: block.opening.number, name: name, bytes: block.file(reader), isExercise: isExercise))
  }

  private mutating func takeTranscript(_ block: FencedBlock, _ role: Lesson.Role, _ lesson: inout Lesson) {
    do throws(LessonError) {
      take(try block.transcript(role, reader, path: path), &lesson)
    } catch {
      faults.append(error)
      loseBlock()
    }
  }

  private mutating func takePrediction(_ text: PartParser, _ lesson: inout Lesson) {
    var text = text
    endGoal()
    if let prediction = text.prediction() {
      lesson.items.append(.prediction(prediction))
      predictions.append(prediction.line)
    }
    faults += text.faults
  }

  private mutating func takeGoal(_ text: PartParser) {
    var text = text
    endGoal()
    endPredictions()
    goal = text.goal()
    isGoalLost = goal == nil
    faults += text.faults
  }

  private mutating func take(_ block: Lesson.Block, _ lesson: inout Lesson) {
    lesson.blocks.append(block)
    let place = lesson.blocks.count - 1
    if block.role == .answer, let goal {
      lesson.items.append(
        .goal(Lesson.Goal(line: goal.line, task: goal.task, parts: goal.parts, hints: goal.hints, answer: place)))
      self.goal = nil
      return
    }
    endGoal()
    if block.role == .answer {
      if !isGoalLost {
        fault(block.line, "this does not answer a goal; an answer follows its goal block directly")
      }
      isGoalLost = false
      return
    }
    if block.commands.isEmpty { endPredictions() }
    predictions = []
    lesson.items.append(.transcript(place))
  }

  /// What a faulty block would have answered is not told besides.
  private mutating func loseBlock() {
    goal = nil
    predictions = []
  }

  /// A goal that something else follows than its answer.
  private mutating func endGoal() {
    guard let line = goal?.line else { return }
    goal = nil
    isGoalLost = true
    fault(line, "this goal has no answer; put the block ```wsa answer right below it")
  }

  /// Predictions that nothing follows that could answer them.
  private mutating func endPredictions() {
    for line in predictions {
      fault(line, "nothing answers this prediction; put a block of wsa with a command below it, before the next goal")
    }
    predictions = []
  }

  private mutating func endProse(at end: Int, _ lesson: inout Lesson) {
    let prose = bytes[proseStart..<max(end, proseStart)]
    let isBlank = prose.allSatisfy { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d }
    // Between a goal and its answer stands nothing but lines of HTML that hide the answer.
    if !isBlank, goal == nil || !isMarkup(prose) {
      endGoal()
      lesson.items.append(.prose(proseStart..<end))
    }
    proseStart = reader.position
  }

  /// Whether there is nothing but blank lines and lines of HTML.
  private func isMarkup(_ prose: ArraySlice<UInt8>) -> Bool {
    prose.split(separator: 0x0a).allSatisfy { line in
      let first = line.first { $0 != 0x20 && $0 != 0x0d }
      return first == nil || first == UInt8(ascii: "<")
    }
  }

  /// A lesson is text: valid UTF-8 and no NUL.
  private mutating func isText() -> Bool {
    guard let bad = UTF8Check.firstInvalid(in: bytes) else { return true }
    fault(
      bytes[..<bad].count { $0 == 0x0a } + 1,
      bytes[bad] == 0
        ? "a NUL byte: this is not text; a lesson is a Markdown file in UTF-8"
        : "a byte that is not UTF-8; save the file as UTF-8")
    return false
  }
}
