import TerminalText

/// What is asked of every Markdown file of a folder of lessons, apart from what it prints.
struct PageRules {
  /// The widest that a line may be, in columns.
  let width: Int
  private var links = LinkCheck()

  init(width: Int) { self.width = width }

  /// Notes in `file` what breaks a rule.
  mutating func check(_ file: inout CheckedFile) {
    guard let lesson = file.lesson, file.isText else { return }
    if file.isLesson, !lesson.bytes[LineReader(lesson.bytes).position...].starts(with: "# ".utf8) {
      file.fault(1, "the lesson has no title; make its first line one: # A TCP conversation")
    }
    let page = MarkdownPage(lesson.bytes)
    links.check(&file, page)
    checkWidth(&file, lesson.bytes, page)
    for difference in file.differences { checkWidth(&file, difference) }
  }

  /// Lines wider than the page. Where a link leads does not count: it cannot be broken, and is not shown.
  private func checkWidth(_ file: inout CheckedFile, _ bytes: [UInt8], _ page: MarkdownPage) {
    let hidden = LinkScanner.links(of: page).links.map(\.range)
    var next = hidden.startIndex
    var reader = LineReader(bytes)
    while let line = reader.next() {
      var columns = DisplayWidth.of(Array(reader.text(line)))
      while next < hidden.endIndex, hidden[next].lowerBound < line.end {
        columns -= DisplayWidth.of(Array(bytes[hidden[next]]))
        next += 1
      }
      tell(&file, line.number, columns)
    }
  }

  /// Lines that a lesson would have once it is updated.
  private func checkWidth(_ file: inout CheckedFile, _ difference: CheckedFile.Difference) {
    guard let block = file.lesson?.blocks[difference.place] else { return }
    for (i, line) in difference.lines.enumerated() where !block.lines.contains(line) {
      tell(&file, block.line + 1 + i, DisplayWidth.of(line))
    }
  }

  private func tell(_ file: inout CheckedFile, _ line: Int, _ columns: Int) {
    if columns > width { file.fault(line, "\(columns) columns; a lesson's lines have \(width) at most") }
  }
}
