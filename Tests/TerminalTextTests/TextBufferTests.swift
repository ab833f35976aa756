import Testing

@testable import TerminalText

/// What `body` writes, as a string.
func written(color: Bool = false, _ body: (inout TextBuffer) -> Void) -> String {
  var out: [UInt8] = []
  TextBuffer.write(color: color, into: &out, body)
  return String(decoding: out, as: UTF8.self)
}

@Suite struct TextBufferTests {
  @Test func columnsFollowTheText() {
    var text = TextBuffer()
    text.append("가 b\nab─")
    #expect(text.column == 3)
    text.pad(to: 6)
    text.append(ascii: 0x7C)
    #expect(String(decoding: text.bytes, as: UTF8.self) == "가 b\nab─   |")
    text.pad(to: 2, gap: 1)
    #expect(text.column == 8)
    text.newline()
    #expect(text.column == 0)
  }

  @Test func writesAfterWhatIsThere() {
    var out = Array("x\n".utf8)
    TextBuffer.write(color: false, into: &out) { $0.append("y") }
    #expect(String(decoding: out, as: UTF8.self) == "x\ny")
  }

  @Test func stylesAreWrittenOnlyWithColor() {
    let body = { (text: inout TextBuffer) in
      text.set([.bold, .red])
      text.append("a")
      text.append("b", [.bold, .red])
      text.styled(.dim) { $0.append("c") }
      text.set(.plain)
      text.set(.plain)
    }
    #expect(written(body) == "abc")
    #expect(written(color: true, body) == "\u{1B}[1;31mab\u{1B}[0;2mc\u{1B}[0;1;31m\u{1B}[0m")
  }

  @Test func numbers() {
    let text = written {
      for number in [0, 7, -12, Int.max, Int.min] {
        $0.append(number)
        $0.spaces(1)
      }
      $0.append(UInt64.max)
      $0.append(ascii: 0x20)
      $0.append(hex: UInt32(0x103))
      $0.append(hex: UInt8(0), digits: 4)
      $0.append(hex: UInt64.max)
    }
    #expect(
      text == "0 7 -12 9223372036854775807 -9223372036854775808 18446744073709551615 0x1030x00000xffffffffffffffff")
  }
}

@Suite struct EscapeTests {
  /// True for bytes that can go to a terminal: no control character, valid UTF-8.
  private func isHarmless(_ bytes: [UInt8]) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    return text.unicodeScalars.allSatisfy {
      !($0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || (0x202A...0x202E).contains($0.value)
        || (0x2066...0x2069).contains($0.value))
    }
  }

  @Test func everyByteIsHarmlessAndVisible() {
    for byte in UInt8.min...UInt8.max {
      for write in [{ $0.append(escaping: [byte]) }, { $0.append(quoting: [byte]) }] as [(inout TextBuffer) -> Void] {
        var text = TextBuffer()
        write(&text)
        #expect(isHarmless(text.bytes) && !text.bytes.isEmpty)
        #expect(text.column == DisplayWidth.of(text.bytes))
      }
    }
  }

  @Test func everyPairOfBytesIsHarmless() {
    for first in UInt8(0xC0)...UInt8.max {
      for second in UInt8.min...UInt8.max {
        var text = TextBuffer()
        text.append(escaping: [first, second])
        #expect(isHarmless(text.bytes))
      }
    }
  }

  @Test(arguments: [
    ("plain \\ text", "plain \\ text"), ("안녕 é", "안녕 é"), ("a\u{1B}[2Jb", "a\\x1b[2Jb"),
    ("a\r\n\tb\0", "a\\r\\n\\tb\\x00"),
    ("\u{202E}x", "\\u{202e}x"), ("\u{9B}1m", "\\u{9b}1m"), ("\u{80}", "\\u{80}"),
    ("\u{7F}", "\\x7f"),
    ("\u{2028}", "\\u{2028}"),
    ("\u{2066}", "\\u{2066}"), ("\u{2067}", "\\u{2067}"), ("\u{2068}", "\\u{2068}"), ("\u{2069}x", "\\u{2069}x"),
    ("\u{202A}", "\\u{202a}"), ("\u{200F}", "\\u{200f}"), ("\u{61C}", "\\u{61c}"), ("\u{FEFF}", "\\u{feff}"),
    ("\u{E0041}", "\\u{e0041}"), ("👩\u{200D}💻", "👩\u{200D}💻"),
  ])
  func textIsShownWhereItIsPrintable(_ text: String, _ shown: String) {
    #expect(written { $0.append(escaping: text) } == shown)
  }

  @Test func quotedBytesCanBeTypedBack() {
    #expect(
      written { $0.append(quoting: Array("a\"\\\r\n\t".utf8) + [0, 0x31, 0, 0xEA, 0x1B]) }
        == #""a\"\\\r\n\t\x001\0\xea\x1b""#)
  }
}
