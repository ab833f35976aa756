import TerminalText

/// What is asked of every Markdown file of a folder of lessons, apart from what it prints.
enum PageRules {
  /// Notes in `file` what breaks a rule.
  static func check(_ file: inout CheckedFile, width: Int) {
    guard let lesson = file.lesson else { return }
    if file.isLesson, !lesson.bytes.starts(with: "# ".utf8) {
      file.fault(1, "the lesson has no title; make its first line one: # A TCP conversation")
    }
    checkWidth(&file, lesson, width)
  }

  /// Lines wider than the page. A transcript that will be replaced is measured as it is printed now.
  private static func checkWidth(_ file: inout CheckedFile, _ lesson: Lesson, _ width: Int) {
    var reader = LineReader(lesson.bytes)
    while let line = reader.next() {
      let columns = DisplayWidth.of(Array(reader.text(line)))
      if columns > width { file.fault(line.number, "\(columns) columns; a lesson's lines have \(width) at most") }
    }
  }
}
