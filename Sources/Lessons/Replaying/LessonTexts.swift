import Playground
import Steps

/// What a lesson says and asks around its blocks, in the order of a replay.
struct LessonTexts {
  private let lesson: Lesson
  /// The place of the next item.
  private var next = 0
  private var waiting: [Lesson.Prediction] = []

  init(_ lesson: Lesson) { self.lesson = lesson }

  /// What stands in front of a block, and was not given yet.
  mutating func before(_ place: Int) -> [RecordedEntry] {
    var entries: [RecordedEntry] = []
    while next < lesson.items.count {
      defer { next += 1 }
      switch lesson.items[next] {
      case .prose(let range): entries += prose(range)
      case .prediction(let prediction): waiting.append(prediction)
      case .transcript(let own): if own >= place { return entries }
      case .goal(let goal):
        entries.append(.prose(goal.task))
        if goal.answer >= place { return entries }
      }
    }
    return entries
  }

  /// What stands behind the last block.
  mutating func rest() -> [RecordedEntry] { before(.max) }

  /// What was asked before a block whose first command has run.
  mutating func asked(before place: Int, _ session: Session) -> [RecordedEntry] {
    defer { waiting = [] }
    return waiting.map { prediction in
      var record = PredictionRecord(question: prediction.question)
      switch prediction.answer {
      case .choices(let choices):
        record.choices = choices.map(\.text)
        record.right = choices.firstIndex { session.judge(Array($0.when.text.utf8)) == .holds }
      case .value(let operand): record.value = session.value(of: Array(operand.text.utf8))
      }
      return .prediction(record)
    }
  }

  private func prose(_ range: Range<Int>) -> [RecordedEntry] {
    let text = String(decoding: lesson.bytes[range], as: UTF8.self).trimmed
    return text.isEmpty ? [] : [.prose(text)]
  }
}

extension String {
  /// Without empty lines and spaces at both ends.
  fileprivate var trimmed: String {
    let body = drop { $0.isWhitespace }
    return String(body.reversed().drop { $0.isWhitespace }.reversed())
  }
}
