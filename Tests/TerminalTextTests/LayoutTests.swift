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

@Suite struct HexDumpTests {
  @Test func aRowLinesUp() {
    let bytes = Array("hello".utf8) + [UInt8](repeating: 0, count: 11)
    let row = written { $0.append(hexRow: bytes[...]) }
    #expect(row == "68 65 6c 6c 6f 00 00 00  00 00 00 00 00 00 00 00  hello...........")
    #expect(row.count == HexDump.width(perRow: 16))
    let short = written { $0.append(hexRow: [0x41, 0x1B, 0xEA][...], perRow: 8) }
    #expect(short == "41 1b ea                 A..")
  }

  @Test func aDumpIsCutAndIndented() {
    let dump = written {
      $0.spaces(2)
      $0.append(hexDump: [UInt8](0x41..<0x41 + 10), perRow: 4, maxRows: 2)
    }
    #expect(dump == "  41 42 43 44  ABCD\n  45 46 47 48  EFGH\n  … 2 more bytes\n")
  }

  @Test func asManyBytesAsFit() {
    #expect(HexDump.bytesPerRow(fitting: 70) == 16)
    #expect(HexDump.bytesPerRow(fitting: 58) == 8)
    #expect(HexDump.bytesPerRow(fitting: 10) == 4)
  }
}

@Suite struct TableTests {
  @Test func columnsLineUp() {
    var table = Table()
    table.add("a", "first", "x")
    table.add("가나", "2", "the last column wraps here")
    let text = written { table.write(into: &$0, width: 41, indent: 2) }
    #expect(text == "  a     first  x\n  가나  2      the last column wraps here\n")
    let narrow = written { table.write(into: &$0, width: 35, indent: 2) }
    #expect(narrow.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= 35 })
  }

  @Test func aLastColumnWithoutRoomGoesBelow() {
    var table = Table()
    table.add("a long first cell", "words that need more room than there is")
    let text = written { table.write(into: &$0, width: 30, indent: 0) }
    #expect(text == "a long first cell  \n    words that need more room\n    than there is\n")
  }
}

@Suite struct LadderTests {
  private let ladder = Ladder(width: 80, indent: 6)

  @Test func aHandshake() {
    let text = written {
      ladder.writeEnds(left: "c :49152", right: "l :7777", into: &$0)
      ladder.writeRow(left: "SYN_SENT", right: "LISTEN", .right, into: &$0) { $0.append("SYN  seq=0 win=64240") }
      ladder.writeRow(left: "", right: "SYN_RCVD", .left, into: &$0) { $0.append("SYN ACK  seq=0 ack=1") }
      ladder.writeRow(left: "ESTABLISHED", right: "", .right, .dashed, into: &$0) { $0.append("ACK") }
    }
    #expect(
      text
        == """
              c :49152                                                       l :7777
              SYN_SENT      ── SYN  seq=0 win=64240 ──────────────────────▶  LISTEN
                            ◀─ SYN ACK  seq=0 ack=1 ───────────────────────  SYN_RCVD
              ESTABLISHED   ╌╌ ACK ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶

        """.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : String($0) }.joined(
          separator: "\n"))
  }

  @Test func aLongLabelGoesOnBelow() {
    let text = written {
      ladder.writeRow(left: "SYN_SENT", right: "LISTEN", .right, into: &$0) {
        $0.append("SYN  seq=0 win=64240 mss=1460 wscale=7 sackPermitted timestamps")
      }
    }
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("      SYN_SENT      ── SYN  seq=0 win=64240 mss=1460 wscale=7 "))
    #expect(lines[0].hasSuffix("▶  LISTEN"))
    #expect(lines[1] == "                       sackPermitted timestamps")
  }

  @Test(arguments: 60...120, [3, 40, 41, 42, 43, 44, 45, 100])
  func rowsFit(_ width: Int, _ label: Int) {
    let ladder = Ladder(width: width)
    let text = written {
      for direction in [Ladder.Direction.left, .right] {
        ladder.writeRow(left: "ESTABLISHED", right: "ESTABLISHED", direction, .cut, into: &$0) {
          $0.append("가 " + String(repeating: "x", count: label))
        }
      }
    }
    #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= width })
  }
}
