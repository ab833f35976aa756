import Testing

@testable import TerminalText

@Suite struct WrapTests {
  private func wrap(_ text: String, _ width: Int, _ indent: Int = 0) -> [String] {
    written { $0.append(wrapping: text, width: width, indent: indent) }.split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  @Test func breaksAtSpaces() {
    #expect(wrap("the quick brown fox", 10) == ["the quick", "brown fox"])
    #expect(wrap("the quick brown fox", 9, 2) == ["the quick", "  brown", "  fox"])
    #expect(wrap("one\ntwo", 9, 2) == ["one", "  two"])
    #expect(wrap("", 9) == [""])
  }

  @Test func breaksBesideWideCharacters() {
    #expect(wrap("가나다라마", 5) == ["가나", "다라", "마"])
    #expect(wrap("ab가나", 4) == ["ab가", "나"])
  }

  @Test func cutsWhatFitsOnNoLine() {
    #expect(wrap("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"])
    #expect(wrap("가", 1) == ["가"])
    #expect(wrap("abc", 0) == ["a", "b", "c"])
  }

  @Test func linesFit() {
    for width in 8..<60 {
      let lines = wrap(
        "A pending operation (가나다라) is neither an error nor done: WSA_IO_PENDING says so. → 中文", width, 4)
      #expect(lines.allSatisfy { DisplayWidth.of($0) <= max(width, 6) })
    }
  }

  @Test(arguments: [
    ("hello", 5, "hello"), ("hello", 4, "hel…"), ("가나다", 5, "가나…"), ("가나다", 4, "가…"), ("a\u{1B}b", 4, "a\\x…"),
  ])
  func truncates(_ text: String, _ columns: Int, _ shown: String) {
    #expect(written { $0.append(truncating: Array(text.utf8), columns: columns) } == shown)
  }
}
