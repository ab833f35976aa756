import Testing

@testable import TerminalText

private func render(_ text: String, width: Int = 40, color: Bool = false) -> String {
  MarkdownView(width: width, hasColor: color).lines(MarkdownBlock.parse(Array(text.utf8)))
    .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
}

private func spans(_ text: String) -> [MarkdownSpan] {
  guard case .paragraph(let spans)? = MarkdownBlock.parse(Array(text.utf8)).first else { return [] }
  return spans
}

private func span(_ text: String, _ kind: MarkdownSpan.Kind = [], link: String = "") -> MarkdownSpan {
  MarkdownSpan(Array(text.utf8), kind, link: Array(link.utf8))
}

@Suite("Markdown's words") struct MarkdownInlineTests {
  @Test(arguments: [
    ("a *b* c", [span("a "), span("b", .emphasis), span(" c")]),
    ("**b**, _c_", [span("b", .strong), span(", "), span("c", .emphasis)]),
    ("***both***", [span("both", [.emphasis, .strong])]),
    ("**a *b* c**", [span("a ", .strong), span("b", [.strong, .emphasis]), span(" c", .strong)]),
    ("`a*b*` and `` x`y ``", [span("a*b*", .code), span(" and "), span("x`y", .code)]),
    ("[the *end*](07-x.md)", [span("the ", link: "07-x.md"), span("end", .emphasis, link: "07-x.md")]),
    (#"\*no\* &lt;b&gt; <https://a.b>"#, [span("*no* <b> https://a.b")]),
  ])
  func areSetOff(_ text: String, _ expected: [MarkdownSpan]) { #expect(spans(text) == expected) }

  @Test(arguments: [
    "a * b", "2*3 = 6", "snake_case_name", "`open", "[x] (y)", "**", "*a", "a & b", "\\", "<a b>", "![", "[", "_",
  ])
  func whatIsNoMarkStays(_ text: String) { #expect(spans(text) == [span(text)]) }

  @Test func aLineEndIsASpace() {
    #expect(spans("a\nb") == [span("a b")])
    #expect(spans("`a\nb`") == [span("a b", .code)])
  }

  @Test(arguments: ["*a ", "[", "`a ", "_a_ *", "[a](", "**a", "\\", "> ", "- "])
  func nothingIsTooMuch(_ piece: String) {
    for count in [1_000, 20_000] {
      let text = Array(String(repeating: piece, count: count).utf8)
      #expect(!MarkdownView().lines(MarkdownBlock.parse(text)).isEmpty)
    }
  }
}

@Suite("Markdown on a page") struct MarkdownViewTests {
  @Test func headingsAreUnderlined() {
    #expect(render("# One\n\n## Two ##\n\n### Three\n\nFour\n----") == "One\n═══\n\nTwo\n───\n\nThree\n\nFour\n────")
    #expect(render("# 한글") == "한글\n════")
    #expect(render("#no heading") == "#no heading")
  }

  @Test func paragraphsAreWrapped() {
    #expect(render("one two three\nfour", width: 20) == "one two three four")
    #expect(render("**SYN**, `a b`", width: 20) == "*SYN*, `a b`")
    #expect(render("abcdefghijklmnopqrstuvwxyz", width: 20) == "abcdefghijklmnopqrst\nuvwxyz")
    #expect(render("one two three four (five).", width: 20) == "one two three four\n(five).")
  }

  @Test func koreanIsBrokenBesideItsCharacters() {
    #expect(render("가나다라마바사아자차카타", width: 20) == "가나다라마바사아자차\n카타")
    #expect(render("값 `len`은 3이다", width: 20) == "값 `len`은 3이다")
  }

  @Test func stylesTakeTheMarksPlace() {
    #expect(render("a `b` *c* **d**", color: true) == "a \u{1B}[36mb\u{1B}[0m \u{1B}[3mc\u{1B}[0m \u{1B}[1md\u{1B}[0m")
    // A style ends with its line, and begins again on the next.
    #expect(
      render("*one two three four five six*", width: 20, color: true)
        == "\u{1B}[3mone two three four\u{1B}[0m\n\u{1B}[3mfive six\u{1B}[0m")
  }

  @Test func listsAreIndented() {
    #expect(render("- one\n- two\n  goes on\n- three") == "- one\n- two goes on\n- three")
    #expect(render("1. one\n2. two\n   - in\n   - it") == "1. one\n2. two\n   - in\n   - it")
    #expect(render("9. nine\n10. ten") == " 9. nine\n10. ten")
    #expect(render("- a b c d e f g h i j k l", width: 20) == "- a b c d e f g h i\n  j k l")
    #expect(render("text\n- one") == "text\n\n- one")
    #expect(render("text\n2. two") == "text 2. two")
    #expect(render("- one\n\n  more\n- two") == "- one\n\n  more\n- two")
    #expect(render("-\n- x") == "-\n- x")
  }

  @Test func codeStaysAsItIs() {
    #expect(render("```c\nint  a;\n  b\n```") == "    int  a;\n      b")
    #expect(render("~~~\n```\n~~~") == "    ```")
    #expect(render("    indented") == "    indented")
    #expect(render("```\nnever ends") == "    never ends")
    #expect(render("```\n0123456789012345678\n```", width: 20) == " 0123456789012345678")
  }

  @Test func quotesStandBesideABar() {
    #expect(render("> a\n> b\n>\n> - c") == "│ a b\n│ \n│ - c")
  }

  @Test func tablesHaveTheirColumns() {
    #expect(
      render("| a | bb |\n|---|:-:|\n| `x` | 한글 |\n| long | |")
        == "a     bb\n────  ────\n`x`   한글\nlong")
    #expect(
      render("| a | b |\n|---|---|\n| one | two three four five six |", width: 20)
        == "a    b\n───  ───────────────\none  two three four\n     five six")
    #expect(render("a | b\nno table") == "a | b no table")
    #expect(render("| a \\| b |\n|---|\n| `c|d` |") == "a | b\n─────\n`c|d`")
  }

  @Test func linksTellWhereTheyGo() {
    #expect(render("[here](https://a.b/c)") == "here (https://a.b/c)")
    #expect(render("[https://a.b](https://a.b)") == "https://a.b")
    #expect(render("[there](#below)") == "there")
    var view = MarkdownView(width: 40)
    view.linkNote = { "lesson " + $0.prefix(2) }
    let text = view.lines(MarkdownBlock.parse(Array("[a *b*](07-x.md), [lesson 07](07-x.md)".utf8)))
    #expect(text.map { String(decoding: $0, as: UTF8.self) } == ["a *b* (lesson 07), lesson 07"])
  }

  @Test func markupForWebPagesIsLeftOut() {
    #expect(render("<details><summary>x</summary>\n\nin\n\n</details>\n<!-- a\nb -->\nout") == "in\n\nout")
  }

  @Test func nothingReachesTheTerminalRaw() {
    let lines = render("a\u{1B}[2Jb `\u{07}` \u{202E}c\n\n```\n\u{1B}x\n```\n\n| \u{1B} |\n|---|\n| \u{9B} |")
    #expect(
      !lines.unicodeScalars.contains {
        $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E
      })
    #expect(lines.contains("\\x1b"))
  }

  @Test(arguments: [20, 33, 80]) func linesFit(_ width: Int) {
    let text = """
      # A heading that is rather long for a narrow page
      - an item with `code in it that is long` and *more* words
        1. nested deeper, and 한국어 as well
      > a quote that goes on for longer than a line has room
      ```
      0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890
      ```
      | one column | another one | and a third |
      |---|---|---|
      | words and words | https://example.org/very/long/address/without/spaces | 가나다라마바사아자차카타파하 |
      """
    for line in MarkdownView(width: width).lines(MarkdownBlock.parse(Array(text.utf8))) {
      #expect(DisplayWidth.of(line) <= width, "\(String(decoding: line, as: UTF8.self))")
    }
  }
}
