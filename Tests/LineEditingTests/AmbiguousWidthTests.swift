import Testing

@testable import LineEditing

struct AmbiguousWidthTests {
  /// A cursor position report (ECMA-48 section 8.3.14): the column is the second number.
  @Test(arguments: [
    ("\u{1B}[12;2R", 2), ("\u{1B}[1;3R", 3), ("\u{1B}[1;9R", nil), ("\u{1B}[1;3", nil), ("", nil), ("x;R", nil),
    ("q\u{1B}[3;2R", 2),
  ])
  func positionReports(_ answer: String, _ column: Int?) {
    #expect(AmbiguousWidth.column(in: Array(answer.utf8)) == column)
  }

  /// What is no terminal is not asked.
  @Test func noTerminal() { #expect(AmbiguousWidth.ask(input: -1, output: -1) == nil) }
}

struct PageKeysTests {
  /// Keys as terminals send them (xterm's control sequences), and letters for those without arrows.
  @Test(arguments: [
    ("\u{1B}[C", PageKeys.Key.forward), (" ", .forward), ("\r", .forward), ("\u{1B}OD", .back), ("\u{7F}", .back),
    ("\u{1B}[H", .first), ("G", .last), ("q", .quit), ("\u{3}", .quit), ("\u{1B}[99~", .other), ("x", .other),
  ])
  func keys(_ bytes: String, _ key: PageKeys.Key) { #expect(PageKeys.key(Array(bytes.utf8)) == key) }
}
