import TerminalText

/// A line of a file: where it stands, without and with its end.
struct FileLine {
  /// From 1.
  let number: Int
  let start: Int
  /// Behind its last byte, before CR LF or LF.
  let end: Int
  /// Where the next line begins.
  let next: Int
  let hasCRLF: Bool
}

/// Goes through the lines of a file once.
struct LineReader {
  let bytes: [UInt8]
  /// Where the next line begins.
  private(set) var position = 0
  private var number = 0

  /// A byte-order mark before the text, which editors on Windows write, is passed by.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  mutating func next() -> FileLine? {
    guard position < bytes.count else { return nil }
    let start = position
    let newline = bytes[start...].firstIndex(of: 0x0a)
    var end = newline ?? bytes.count
    position = newline.map { $0 + 1 } ?? bytes.count
    let hasCRLF = newline != nil && end > start && bytes[end - 1] == 0x0d
    if hasCRLF { end -= 1 }
    number += 1
    return FileLine(number: number, start: start, end: end, next: position, hasCRLF: hasCRLF)
  }

  /// The text of a line.
  func text(_ line: FileLine) -> ArraySlice<UInt8> { bytes[line.start..<line.end] }

  /// A line as Markdown.
  func markdown(_ line: FileLine) -> MarkdownLine { MarkdownLine(text(line)) }

  /// Reads on to the end of an HTML comment that this line begins; false when it begins none.
  mutating func skipComment(from line: FileLine) -> Bool {
    guard var text = markdown(line).comment else { return false }
    while !MarkdownLine.endsComment(text) {
      guard let line = next() else { break }
      text = self.text(line)
    }
    return true
  }
}
