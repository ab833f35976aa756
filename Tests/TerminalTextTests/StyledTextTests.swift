import Testing

@testable import TerminalText

/// Text and its styles, kept apart until the end.
@Suite struct StyledTextTests {
  private func buffer(_ body: (inout TextBuffer) -> Void) -> TextBuffer {
    var text = TextBuffer(color: true)
    body(&text)
    return text
  }

  @Test func stylesLieOverThePlainText() {
    let text = buffer {
      $0.append("a")
      $0.append("b", [.bold, .red])
      $0.append("c")
    }
    #expect(String(decoding: text.plain, as: UTF8.self) == "abc")
    #expect(text.styled.changes.map(\.place) == [1, 2])
    #expect(text.styled.runs.map { String(decoding: $0.text, as: UTF8.self) } == ["a", "b", "c"])
    #expect(text.styled.runs.map(\.style) == [.plain, [.bold, .red], .plain])
    #expect(String(decoding: text.bytes, as: UTF8.self) == "a\u{1B}[1;31mb\u{1B}[0mc")
  }

  @Test func goingBackTakesStylesOff() {
    let text = buffer {
      $0.append("a", .red)
      let mark = $0.mark
      $0.append("b", .green)
      $0.goBack(to: mark)
      $0.append("c")
    }
    #expect(String(decoding: text.bytes, as: UTF8.self) == "\u{1B}[31ma\u{1B}[0mc")
  }

  @Test func stylesAmongSpacesAtTheEndMoveBeforeThem() {
    let text = buffer {
      $0.set(.dim)
      $0.append("a  ")
      $0.set(.plain)
      $0.append("  ")
      $0.trimSpaces()
      $0.append("|")
    }
    #expect(String(decoding: text.bytes, as: UTF8.self) == "\u{1B}[2ma\u{1B}[0m|")
    #expect(text.column == 2)
  }

  /// A style that begins with a word begins with it on the line that it comes to, and one that ends with a word ends there.
  @Test func stylesFollowWordsToOtherLines() {
    let text = buffer {
      $0.append("> ")
      let start = $0.plain.count
      $0.append("one ")
      $0.append("two", .red)
      $0.append(" ")
      $0.append("three", .green)
      $0.rearrange(
        from: start,
        [.init(range: 0..<3, indent: 0), .init(range: 4..<7, indent: 2), .init(range: 8..<13, indent: 2)])
    }
    #expect(
      String(decoding: text.bytes, as: UTF8.self)
        == "> one\n  \u{1B}[31mtwo\u{1B}[0m\n  \u{1B}[32mthree\u{1B}[0m")
  }

  @Test func aTextBehindAnotherBeginsPlain() {
    var one = buffer { $0.append("a", .red) }.styled
    one.append(buffer { $0.append("b", .bold) }.styled)
    #expect(one.runs.map(\.style) == [.red, .bold])
    one.append(StyledText(plain: Array("\n\n".utf8), changes: [.init(place: 2, style: .dim)]))
    one.trimNewlines()
    #expect(one.plain == Array("ab".utf8))
    #expect(one.changes.allSatisfy { $0.place <= 2 })
  }
}
