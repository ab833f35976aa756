import TerminalText

/// Asks for each place where a lesson differs whether what it prints now is accepted.
struct Review {
  let ask: (String) -> [UInt8]?
  let write: ([UInt8]) -> Void
  let color: Bool
  private var acceptsAll = false
  private var isOver = false

  init(ask: @escaping (String) -> [UInt8]?, color: Bool, write: @escaping ([UInt8]) -> Void) {
    (self.ask, self.color, self.write) = (ask, color, write)
  }

  /// The transcripts of a lesson's blocks with what was accepted, and whether all was.
  mutating func run(_ lesson: Lesson, _ differences: [CheckedFile.Difference]) -> (
    transcripts: [[UInt8]], isWhole: Bool
  ) {
    var transcripts = lesson.blocks.map { Lesson.transcript(of: $0) }
    var isWhole = true
    for difference in differences {
      let block = lesson.blocks[difference.place]
      let diff = UnifiedDiff(block.lines, difference.lines)
      let accepted = diff.hunks.map { accepts(lesson, block, diff, $0) }
      if accepted.contains(false) { isWhole = false }
      let lines = diff.lines(accepting: accepted)
      transcripts[difference.place] = Array(lines.map { $0 + [0x0a] }.joined())
    }
    return (transcripts, isWhole)
  }

  private mutating func accepts(_ lesson: Lesson, _ block: Lesson.Block, _ diff: UnifiedDiff, _ hunk: Range<Int>)
    -> Bool
  {
    if isOver || acceptsAll { return acceptsAll }
    var text = TextBuffer(color: color)
    text.newline()
    text.styled(.bold) { text in
      text.append(escaping: lesson.path)
      text.append(trusted: ":\(block.line)")
    }
    text.newline()
    diff.write(hunk, firstLine: block.line + 1, into: &text)
    write(text.bytes)
    return answer()
  }

  private mutating func answer() -> Bool {
    while let answer = ask("accept? y yes, n no, a all that follow, q quit: ") {
      switch String(decoding: answer, as: UTF8.self).lowercased().filter({ $0 != " " }) {
      case "y", "yes": return true
      case "n", "no": return false
      case "a", "all":
        acceptsAll = true
        return true
      case "q", "quit":
        isOver = true
        return false
      default: write(Array("Answer y, n, a or q, and press Enter; n and q leave the lesson as it is.\n".utf8))
      }
    }
    isOver = true
    return false
  }
}
