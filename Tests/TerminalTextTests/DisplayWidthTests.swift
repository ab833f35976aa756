import Testing

@testable import TerminalText

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("hello", 5), ("안녕", 4), ("中文字", 6), ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4), ("é", 1), ("e\u{301}", 1),
    ("\u{1100}\u{1161}\u{11A8}", 2), ("😀", 2), ("👩\u{200D}💻", 4), ("🇰🇷", 2), ("→", 1), ("─▶", 2), ("\u{200B}", 0),
    ("\u{20000}", 2), ("\t\n\u{7F}", 0), ("☃", 1), ("⌚", 2), ("\u{FE0F}", 0), ("‥", 1),
  ])
  func textHasColumns(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test func anInvalidByteCountsAsOne() {
    #expect(DisplayWidth.of([0xFF, 0x61, 0xC3]) == 3)
  }

  @Test(arguments: [WidthTables.zero, WidthTables.wide])
  func tablesAscend(_ table: [UInt32]) {
    #expect(table.count.isMultiple(of: 2))
    for index in stride(from: 0, to: table.count, by: 2) {
      #expect(table[index] <= table[index + 1])
      if index > 0 { #expect(table[index - 1] < table[index]) }
    }
  }

  @Test func rangesHoldTheirEnds() {
    for index in stride(from: 0, to: WidthTables.wide.count, by: 2) {
      #expect(DisplayWidth.of(WidthTables.wide[index]) == 2)
      #expect(DisplayWidth.of(WidthTables.wide[index + 1]) == 2)
    }
    for end in WidthTables.zero { #expect(DisplayWidth.of(end) == 0) }
    #expect(DisplayWidth.of(UInt32.max) == 1)
  }
}

@Suite struct UTF8DecoderTests {
  @Test func decodesEveryScalarAsTheStandardLibraryDoes() {
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(Character(scalar)).utf8)
      let decoded = bytes.withUnsafeBufferPointer { UTF8Decoder.decode($0, at: 0) }
      #expect(decoded.isValid && decoded.scalar == value && decoded.length == bytes.count)
    }
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3, 0x28],
    ] as [[UInt8]])
  func invalidBytesAreTakenOneByOne(_ bytes: [UInt8]) {
    let decoded = bytes.withUnsafeBufferPointer { UTF8Decoder.decode($0, at: 0) }
    #expect(!decoded.isValid && decoded.length == 1 && decoded.scalar == UInt32(bytes[0]))
  }
}
