import Playground
import Steps

// What a typed line means, and what comes of a line that ran.
extension Taking {
  /// What a line means that was typed where `next` told to wait; bytes without the newline.
  public mutating func meaning(of line: [UInt8]) -> Meaning {
    let text = Lesson.words(line)
    defer { if !text.isEmpty { isReminded = false } }
    guard place < outline.pieces.count else { return text.isEmpty ? .goOn : .run(line, isProposed: false) }
    switch outline.pieces[place] {
    case .prose: return text.isEmpty ? .taken : .run(line, isProposed: false)
    case .command(let command):
      if text.isEmpty, question != nil, takeBack(linesOfOwn(at: place)) { return .taken }
      return text.isEmpty ? .run(command.text, isProposed: true) : .run(line, isProposed: false)
    case .prediction(let prediction): return answer(prediction, text, line)
    case .goal(let goal): return text.isEmpty ? enter(goal) : .run(line, isProposed: false)
    }
  }

  /// An empty line at a goal: the answer's next line once it is known, else what helps.
  private mutating func enter(_ goal: Lesson.Goal) -> Meaning {
    let commands = lesson.blocks[goal.answer].commands
    if hints > goal.hints.count, answered < commands.count { return .run(commands[answered].text, isProposed: true) }
    if isReminded { return .nothing }
    isReminded = true
    queue.append(view.reminder(goal))
    return .taken
  }

  private mutating func answer(_ prediction: Lesson.Prediction, _ text: [String], _ line: [UInt8]) -> Meaning {
    if text.isEmpty { return said(nil, prediction) }
    switch prediction.answer {
    case .choices(let choices):
      guard text.count == 1, let letter = Letter.place(of: text[0]) else { return .run(line, isProposed: false) }
      if letter < choices.count { return said(Letter.name(letter), prediction) }
      queue.append(view.note("There is no \(text[0]); \(view.choice(choices.count)), or Enter if you do not know."))
      return .taken
    case .value:
      // A command is run; whatever else stands by itself is an answer.
      guard text.count == 1, !Session.isCommand(text[0]) else { return .run(line, isProposed: false) }
      return said(text[0], prediction)
    }
  }

  private mutating func said(_ said: String?, _ prediction: Lesson.Prediction) -> Meaning {
    question = Question(prediction: prediction, place: place, said: said)
    let count = linesOfOwn(at: place)
    advance()
    takeBack(count)
    return .taken
  }

  /// Tells that a line has run in the session, and what came of it.
  public mutating func didRun(_ line: [UInt8], _ step: Step?, in session: some TakenSession) {
    let before = lineCount
    lineCount = session.lineCount
    defer { isAsking = false }
    if isRewinding {
      isRewinding = false
      forgetLines(from: lineCount)
      return
    }
    if lineCount < before { return goBack(isProposed: isProposed(line), in: session) }
    if isAsking || step == nil { return }
    if let answer = answer(toQuestion: line, step) { queue.append(view.note(answer)) }
    let own = linesOfOwn(at: place)
    marks.append(Mark(count: before, place: place, kept: lines.count))
    if session.isLastLineReplayed {
      lines.append(LessonProgress.Line(place: place, text: line, waitedInVain: session.didLastLineWaitInVain))
    }
    guard place < outline.pieces.count else { return }
    switch outline.pieces[place] {
    case .command(let command) where fulfils(command, line, step):
      advance()
      if question != nil, own > 0 { return leaveQuestion() }
      let isKnown = settle(in: session)
      if !isKnown || fails(step, command) { queue.append(view.note(becameAnother(isKnown))) }
    case .goal(let goal): tried(goal, line, in: session)
    default: break
    }
  }

  /// Whether a line did what the lesson proposed: the same words, or the same call with the same names.
  private func fulfils(_ command: Outline.Command, _ line: [UInt8], _ step: Step?) -> Bool {
    if Lesson.words(line) == Lesson.words(command.text) { return true }
    guard case .call(let record)? = step?.body, !record.c.isEmpty else { return false }
    var call = record.c + " = "
    if case .text(let name) = record.returned { call += name }
    return command.printed.starts(with: call.utf8)
  }

  private mutating func tried(_ goal: Lesson.Goal, _ line: [UInt8], in session: some TakenSession) {
    let commands = lesson.blocks[goal.answer].commands
    let isAnswers = answered < commands.count && Lesson.words(commands[answered].text) == Lesson.words(line)
    if isAnswers, hints > goal.hints.count || place < skipsUntil { answered += 1 }
    if isMet(goal, in: session) {
      return reach(goal, answered > 0 ? "The answer's lines reach the goal." : "That is it: the goal is reached.")
    }
    tries += 1
    if place >= skipsUntil { tellLost(in: session) }
    if place >= skipsUntil, hints == 0, tries % 4 == 0 {
      queue.append(view.note("Not reached yet. goal says what is missing, hint helps."))
    }
  }

  /// The outcome of a question, right after what it asked about. False when there is none.
  @discardableResult
  private mutating func settle(in session: some TakenSession) -> Bool {
    guard let question else { return true }
    self.question = nil
    let outcome = Outcome(question.prediction, question.said, in: session)
    guard outcome.isKnown else {
      queue.append(view.note(outcome.text))
      return false
    }
    score.asked += 1
    if question.said == nil { score.unsure += 1 }
    if outcome.isRight { score.right += 1 }
    queue.append(view.outcome(outcome))
    return true
  }

  /// Whether a line is the proposed one, word for word.
  private func isProposed(_ line: [UInt8]) -> Bool {
    guard place < outline.pieces.count, case .command(let command) = outline.pieces[place] else { return false }
    return Lesson.words(line) == Lesson.words(command.text)
  }

  /// Lines were undone: the lesson goes back to where it was before them, unless it wanted just that.
  private mutating func goBack(isProposed: Bool, in session: some TakenSession) {
    let before = place
    let first = forgetLines(from: lineCount)
    if !isProposed, let first { place = first.place }
    if isProposed {
      advance()
      settle(in: session)
      return
    }
    guard place != before else { return }
    (question, isShown, skipsUntil) = (nil, false, 0)
    (hints, tries, answered) = (0, 0, 0)
    needed = []
    queue.append(view.note("The lesson is back where it was then."))
  }
}

extension Lesson {
  /// The words of a line.
  static func words(_ line: [UInt8]) -> [String] {
    line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The letters that choices are named by.
enum Letter {
  /// a for 0.
  static func name(_ place: Int) -> String { String(UnicodeScalar(UInt8(ascii: "a") + UInt8(min(max(place, 0), 25)))) }

  /// The choice that a word means: `b`, `b)` or `B`; nil when it is not a letter.
  static func place(of word: String) -> Int? {
    var bytes = Array(word.lowercased().utf8)
    if bytes.count == 2, bytes[1] == UInt8(ascii: ")") { bytes.removeLast() }
    guard bytes.count == 1, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[0]) else { return nil }
    return Int(bytes[0] - UInt8(ascii: "a"))
  }
}
