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
    /// A source file in the lesson; in an `exercise` block, one that the learner is to mend.
    case source(name: String, isExercise: Bool)
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
