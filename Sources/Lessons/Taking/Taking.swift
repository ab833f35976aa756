import Playground

/// A lesson that somebody takes: what is shown next, what it waits for, and what a typed line means then.
///
/// It reads nothing and prints nothing. Who has a terminal asks `next` until it is told to wait, gives each typed line to
/// `meaning(of:in:)`, runs in the session what that says, and tells `didRun`.
public struct Taking {
  /// What is to be done next.
  public enum Next: Equatable {
    /// Lines to be shown, with an empty line before and after them; kept on one page where possible.
    case show([[UInt8]])
    /// A line of the lesson to be run as if it had been typed, since the learner wanted it skipped.
    case run([UInt8])
    /// A line is to be typed.
    case wait(Wait)
  }

  /// What is waited for.
  public enum Wait: Equatable {
    /// Any line; an empty one has the proposed line typed.
    case command([UInt8])
    /// Lines that reach a goal; the answer's next line is proposed once it has been shown.
    case goal(proposal: [UInt8]?)
    /// An answer to a question, behind this prompt.
    case answer(prompt: String)
    /// Nothing more: the lesson is finished, and its session goes on.
    case end
  }

  /// What a typed line means.
  public enum Meaning: Equatable {
    /// It, or the line that it stands for, is to be run; `isProposed` when it was not typed itself.
    case run([UInt8], isProposed: Bool)
    /// It was an answer; nothing is to be run.
    case taken
    /// Nothing at all: what it would have said stands right above.
    case nothing
    /// An empty line where the lesson is finished.
    case goOn
  }

  /// How it went so far.
  public struct Score: Equatable, Sendable {
    /// Questions whose outcome was seen.
    public var asked = 0
    /// Those of them that were foretold.
    public var right = 0
    /// Those that the learner did not want to answer.
    public var unsure = 0
    /// Goals passed.
    public var goals = 0
    /// Those reached by the learner's own lines.
    public var reached = 0
  }

  /// The lesson.
  public let lesson: Lesson
  /// How it is shown.
  public var view: TakingView
  /// What `lesson` takes for it; empty where it has no name.
  public var name = ""
  /// How it went so far.
  public internal(set) var score = Score()
  /// The lines that ran, each with the place in the lesson that it was typed at.
  public internal(set) var lines: [LessonProgress.Line] = []

  let outline: Outline
  /// The piece that comes next.
  var place = 0
  /// What is to be shown before anything else.
  var queue: [[[UInt8]]] = []
  /// Whether the question or the task at `place` was shown.
  var isShown = false
  /// A question whose outcome has not been seen.
  var question: Question?
  var hints = 0
  var tries = 0
  /// How many lines of the answer at `place` were proposed and run.
  var answered = 0
  /// Commands before this place run without being asked for.
  var skipsUntil = 0
  /// Whether the current line asked something of the lesson itself.
  var isAsking = false
  /// Whether an empty line has had the task repeated, and nothing was typed since.
  var isReminded = false
  /// For going back with `undo`: how many lines had run when a place was come to.
  var marks: [Mark] = []
  var lineCount = 0
  /// How many lines are to be undone before the lesson goes on.
  var rewind = 0
  /// Whether the line that runs undoes lines for the lesson's sake.
  var isRewinding = false
  /// Sockets that the answer to the goal at `place` needs, open when the goal was set.
  var needed: [String] = []
  private var isEnded = false

  /// Where the lesson was before a line ran, and how many lines were kept then.
  struct Mark {
    let count: Int
    let place: Int
    let kept: Int
  }

  /// A prediction and what was said; nil when the learner does not know.
  struct Question {
    let prediction: Lesson.Prediction
    let place: Int
    let said: String?
  }

  /// A lesson from its beginning, in a session that has run nothing.
  public init(_ lesson: Lesson, view: TakingView = TakingView()) {
    self.lesson = lesson
    self.view = view
    outline = Outline(lesson)
  }

  /// Whether all of it was gone through.
  public var isFinished: Bool { place >= outline.pieces.count }

  /// What is to be done next. After `show` and `run` it is asked again.
  public mutating func next(in session: some TakenSession) -> Next {
    while true {
      if !queue.isEmpty { return .show(queue.removeFirst()) }
      if let undo = takeRewind() { return .run(undo) }
      guard place < outline.pieces.count else {
        if isEnded { return .wait(.end) }
        isEnded = true
        return .show(view.end(of: self))
      }
      if let next = nextPiece(in: session) { return next }
    }
  }

  /// Nil when something was queued, or the piece needs nothing.
  private mutating func nextPiece(in session: some TakenSession) -> Next? {
    switch outline.pieces[place] {
    case .prose:
      let together = outline.together(at: place)
      place = together.upperBound
      return .show(view.markdown.lines(outline.blocks(together)))
    case .command(let command): return place < skipsUntil ? .run(command.text) : .wait(.command(command.text))
    case .prediction(let prediction): return ask(prediction)
    case .goal(let goal): return pursue(goal, in: session)
    }
  }

  private mutating func ask(_ prediction: Lesson.Prediction) -> Next? {
    if place < skipsUntil {
      advance()
      return nil
    }
    if isShown { return .wait(.answer(prompt: view.prompt(prediction))) }
    isShown = true
    return .show(view.question(prediction))
  }

  private mutating func pursue(_ goal: Lesson.Goal, in session: some TakenSession) -> Next? {
    let commands = lesson.blocks[goal.answer].commands
    if place < skipsUntil {
      if answered < commands.count { return .run(commands[answered].text) }
      pass(goal, in: session)
      return nil
    }
    if isShown {
      let isAnswerKnown = hints > goal.hints.count && answered < commands.count
      return .wait(.goal(proposal: isAnswerKnown ? commands[answered].text : nil))
    }
    isShown = true
    queue.append(view.task(goal))
    if isMet(goal, in: session) {
      reach(goal, "You have reached it already.")
    } else {
      needed = needs(of: commands, in: session)
    }
    return nil
  }

  /// Goes on to the next piece.
  mutating func advance() {
    place += 1
    isShown = false
    (hints, tries, answered) = (0, 0, 0)
    needed = []
  }

  // MARK: - Goals

  func isMet(_ goal: Lesson.Goal, in session: some TakenSession) -> Bool {
    goal.parts.allSatisfy { session.judge(Array($0.text.utf8)) == .holds }
  }

  mutating func reach(_ goal: Lesson.Goal, _ words: String) {
    queue.append(view.praise(words))
    score.goals += 1
    if answered == 0 { score.reached += 1 }
    advance()
  }

  /// Leaves a goal whose answer has run, reached or not.
  private mutating func pass(_ goal: Lesson.Goal, in session: some TakenSession) {
    if !isMet(goal, in: session) {
      queue.append(
        view.parts(of: goal, in: session, "The answer's lines do not reach it in this session, as it has become:"))
      queue.append(view.note(wayBack))
    }
    score.goals += 1
    advance()
  }
}
