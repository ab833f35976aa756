import TerminalText

/// A fence that opens a block, and what the block is for a lesson.
struct Fence {
  /// The fence itself.
  let opening: MarkdownLine.Fence
  /// What its first words make it.
  let kind: Kind

  enum Kind: Equatable {
    case transcript(Lesson.Role)
    /// `wsa` with a word behind it that is none of its own.
    case unknown(String)
    case predict, goal, other
    /// A source file in the lesson; in an `exercise` block, one that the learner is to mend.
    case source(name: String, isExercise: Bool)
  }

  /// Nil when the line opens no block.
  init?(opening line: ArraySlice<UInt8>) {
    let line = MarkdownLine(line)
    guard let opening = line.fence else { return nil }
    self.opening = opening
    let words = line.rest.dropFirst(opening.count).split { $0 == 0x20 || $0 == 0x09 }.map {
      String(decoding: $0, as: UTF8.self)
    }
    switch words.first {
    case "wsa":
      let word = words.dropFirst().joined(separator: " ")
      kind = Lesson.Role(rawValue: word).map { .transcript($0) } ?? .unknown(word)
    case "predict": kind = .predict
    case "goal": kind = .goal
    case "c", "cpp", "exercise":
      // A block of code without a name is only shown.
      guard words.count == 2 && words[1].contains(".") || words[0] == "exercise" else {
        kind = .other
        break
      }
      kind = .source(name: words.dropFirst().joined(separator: " "), isExercise: words[0] == "exercise")
    default: kind = .other
    }
  }

  /// Whether a line closes the block.
  func isClosed(by line: ArraySlice<UInt8>) -> Bool { MarkdownLine(line).closes(opening) }
}
