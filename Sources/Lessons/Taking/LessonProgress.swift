/// How far somebody has come in a lesson.
public struct LessonProgress: Equatable, Sendable {
  /// A line that ran, and the place in the lesson that it was typed at.
  public struct Line: Equatable, Sendable {
    let place: Int
    /// Without the newline.
    public let text: [UInt8]
    /// Whether it let its time go by and nothing came of that: it need not wait again.
    public let waitedInVain: Bool

    init(place: Int, text: [UInt8], waitedInVain: Bool = false) {
      (self.place, self.text, self.waitedInVain) = (place, text, waitedInVain)
    }
  }

  /// Of the text that was taken.
  var fingerprint: UInt64 = 0
  /// Whether it was finished once.
  public var isDone = false
  /// The piece that comes next; 0 when it is not under way.
  var place = 0
  /// The section under way, from 1; 0 before the first.
  public var section = 0
  /// How many sections there are.
  public var sections = 0
  /// Its heading.
  var heading = ""
  /// How it went so far.
  public var score = Taking.Score()
  /// What ran so far; nil when that was too much to be kept.
  var lines: [Line]? = []

  /// Nothing done yet.
  public init() {}

  /// Whether it was begun and not finished since.
  public var isUnderWay: Bool { place > 0 }

  /// `done`, `in part: section 3 of 7`, or nothing.
  public var summary: String {
    let part =
      !isUnderWay ? "" : section == 0 || sections == 0 ? "in part" : "in part: section \(section) of \(sections)"
    return isDone ? (part.isEmpty ? "done" : "done, again " + part) : part
  }
}

extension Lesson {
  /// Tells texts apart: FNV-1a of 64 bits.
  var fingerprint: UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension Taking {
  /// More lines, or more bytes of them, are not kept.
  private static let mostLines = 400
  private static let mostBytes = 32 << 10

  /// How far it has come, for going on another day.
  public func progress(since earlier: LessonProgress?) -> LessonProgress {
    var progress = LessonProgress()
    progress.fingerprint = lesson.fingerprint
    progress.isDone = isFinished || earlier?.isDone == true
    progress.sections = outline.sections.count
    progress.score = score
    if isFinished { return progress }
    // A question whose outcome was not seen is asked again.
    progress.place = question?.place ?? place
    progress.section = outline.section(at: progress.place)
    progress.heading = progress.section > 0 ? outline.sections[progress.section - 1].title : ""
    let isShort = lines.count <= Self.mostLines && lines.reduce(0, { $0 + $1.text.count }) <= Self.mostBytes
    progress.lines = isShort ? lines : nil
    return progress
  }

  /// Goes on where somebody stopped. The lines in `lines` have to be run first in a session that has run nothing, each
  /// followed by `didRestore`. When the text has changed since, or the lines were not kept, they are the lesson's own up
  /// to the section that was begun.
  /// - Returns: whether it goes on at the very place.
  @discardableResult
  public mutating func restore(_ progress: LessonProgress) -> Bool {
    score = progress.score
    let kept = progress.fingerprint == lesson.fingerprint ? progress.lines : nil
    if let kept {
      place = min(progress.place, outline.pieces.count)
      lines = kept
    } else {
      stand(at: outline.sections.first { $0.title == progress.heading }?.start ?? 0)
    }
    queueContext()
    return kept != nil
  }

  /// Goes to the beginning of the section that is under way in `taking`, with the lesson's own lines before it. They are
  /// to be run first, as after `restore`.
  public mutating func restoreSection(of taking: Taking) {
    score = taking.score
    let section = taking.outline.section(at: min(taking.place, taking.outline.pieces.count - 1))
    stand(at: section > 0 ? outline.sections[section - 1].start : 0)
    let waited = Set(taking.lines.filter(\.waitedInVain).map(\.text))
    lines = lines.map { .init(place: $0.place, text: $0.text, waitedInVain: waited.contains($0.text)) }
    queueContext()
  }

  /// Gives up the lines from `index` on that were to run again: the lesson goes on where the first of them was typed.
  public mutating func giveUp(from index: Int) {
    guard index < lines.count else { return }
    place = lines[index].place
    lines.removeSubrange(index...)
    queue.removeAll()
    queueContext()
  }

  /// Stands at a place as if the lesson's own lines had led there.
  private mutating func stand(at place: Int) {
    self.place = place
    lines = outline.pieces[..<place].enumerated().flatMap { place, piece in
      ownLines(piece).map { LessonProgress.Line(place: place, text: $0) }
    }
  }

  /// Shows again what stands before the place.
  private mutating func queueContext() {
    let context = outline.context(of: place)
    var next = context.lowerBound
    while next < context.upperBound {
      let together = outline.together(at: next)
      queue.append(view.markdown.lines(outline.blocks(together)))
      next = together.upperBound
    }
  }

  /// What a piece runs when nobody types anything else.
  private func ownLines(_ piece: Outline.Piece) -> [[UInt8]] {
    switch piece {
    case .command(let command): [command.text]
    case .goal(let goal): lesson.blocks[goal.answer].commands.map(\.text)
    case .prose, .prediction: []
    }
  }

  /// Tells that the line at `index` of `lines` has run again.
  public mutating func didRestore(_ index: Int, in session: some TakenSession) {
    marks.append(Mark(count: lineCount, place: lines[index].place, kept: index))
    lineCount = session.lineCount
  }

  /// Section 3 of 7, when it has sections.
  public var whereabouts: String? {
    let section = outline.section(at: place)
    guard section > 0 else { return nil }
    return "section \(section) of \(outline.sections.count): \(outline.sections[section - 1].title)"
  }
}
