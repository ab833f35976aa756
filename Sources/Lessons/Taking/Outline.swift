import TerminalText

/// A lesson in the pieces in which it is taken: what is shown at once, what is typed at once, what is asked.
struct Outline {
  /// One piece.
  enum Piece {
    case prose(MarkdownBlock)
    case command(Command)
    case prediction(Lesson.Prediction)
    case goal(Lesson.Goal)
  }

  /// A line that the lesson proposes.
  struct Command {
    let text: [UInt8]
    /// What is printed below it in the file, as one line; empty when there is nothing.
    let printed: [UInt8]
  }

  /// What a heading of the second level begins.
  struct Section: Equatable {
    /// The heading's words.
    let title: String
    /// The place of the heading's piece.
    let start: Int
  }

  let pieces: [Piece]
  let sections: [Section]

  init(_ lesson: Lesson) {
    var pieces: [Piece] = []
    for item in lesson.items {
      switch item {
      case .prose(let range): pieces += MarkdownBlock.parse(lesson.bytes[range]).map { .prose($0) }
      case .transcript(let place): pieces += Outline.commands(lesson.blocks[place]).map { .command($0) }
      case .prediction(let prediction): pieces.append(.prediction(prediction))
      case .goal(let goal): pieces.append(.goal(goal))
      }
    }
    self.pieces = pieces
    sections = pieces.enumerated().compactMap { place, piece in
      guard case .prose(let block) = piece, case .heading(2, _) = block, let text = block.headingText else {
        return nil
      }
      return Section(title: String(decoding: text, as: UTF8.self), start: place)
    }
  }

  /// The commands of a block, each with what is printed below it.
  static func commands(_ block: Lesson.Block) -> [Command] {
    block.commands.enumerated().map { index, command in
      let below = min(command.line - block.line, block.lines.count)
      let next = block.commands.indices.contains(index + 1) ? block.commands[index + 1].line - block.line - 1 : nil
      let printed = block.lines[below..<max(below, next ?? block.lines.count)]
      let text = printed.map { $0.drop { $0 == 0x20 } }.joined(separator: [0x20])
      return Command(text: command.text, printed: Array(text.drop { $0 == 0x20 }))
    }
  }

  /// How many sections have begun before a place.
  func section(at place: Int) -> Int { sections.count { $0.start < place } }

  /// Where skipping from a place ends: behind its section, or at a goal in it, which is for the learner to skip.
  func skipEnd(after place: Int) -> Int {
    let end = sections.first { $0.start > place }?.start ?? pieces.count
    return pieces[place..<end].firstIndex { if case .goal = $0 { true } else { false } } ?? end
  }

  /// Where to begin reading again to know what goes on at a place: the prose before it and before commands beside it.
  func context(of place: Int) -> Range<Int> {
    var end = min(place, pieces.count)
    while end > 0, !isProse(end - 1) { end -= 1 }
    var start = end
    while start > 0, isProse(start - 1) { start -= 1 }
    return start..<end
  }

  /// The prose that is shown as one: a block, with what follows it where it only announces that.
  func together(at place: Int) -> Range<Int> {
    var end = place
    while end < pieces.count, case .prose(let block) = pieces[end] {
      end += 1
      if !block.announces { break }
    }
    return place..<end
  }

  /// The blocks of a range of prose.
  func blocks(_ range: Range<Int>) -> [MarkdownBlock] {
    pieces[range].compactMap { if case .prose(let block) = $0 { block } else { nil } }
  }

  private func isProse(_ place: Int) -> Bool { if case .prose = pieces[place] { true } else { false } }
}
