import Lessons
import TerminalText

/// A page as a lesson's file: it is read by the view for terminals and by the lessons' own reader. Nothing that a terminal
/// would obey comes out of it.
@MainActor enum MarkdownTarget {
  static func run(_ input: [UInt8]) {
    let blocks = MarkdownBlock.parse(input)
    for width in [20, 80] {
      for hasColor in [false, true] {
        let lines = MarkdownView(width: width, hasColor: hasColor).lines(blocks)
        for line in lines { check(line, hasColor: hasColor) }
      }
    }
    _ = blocks.map { ($0.announces, $0.headingText) }
    guard let lesson = try? Lesson.parse(input, path: "page.md") else { return }
    require(lesson.bytes == input, "a lesson that is not its file")
    let same = lesson.rewritten(with: lesson.blocks.map(Lesson.transcript))
    require(same == input, "a page whose blocks stay the same is rewritten otherwise")
  }

  private static func check(_ line: [UInt8], hasColor: Bool) {
    require(String(validating: line, as: UTF8.self) != nil, "a line that is not UTF-8")
    let isControl = line.contains { ($0 < 0x20 || $0 == 0x7f) && !(hasColor && $0 == 0x1b) }
    require(!isControl, "a control character in a line")
  }
}
