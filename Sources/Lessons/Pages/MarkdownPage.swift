import TerminalText

/// Where the text of a Markdown file stands: its paragraphs and headings, without code, comments and the link
/// definitions. As much of CommonMark 0.31 as links and headings need.
struct MarkdownPage {
  let bytes: [UInt8]
  /// Runs of lines that are no code: paragraphs, lists, tables, headings.
  private(set) var texts: [Range<Int>] = []
  /// What stands in the headings, in order.
  private(set) var headings: [Range<Int>] = []
  /// `[label]: destination`
  private(set) var definitions: [MarkdownLink.Definition] = []
  private let lineStarts: [Int]
  private var isInList = false
  private var isAfterBlank = true

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0a }.map { $0 + 1 }
    var reader = LineReader(bytes)
    var start: Int?
    while let line = reader.next() {
      let text = reader.markdown(line)
      if let fence = text.fence {
        endText(&start, line.start)
        skip(fence, &reader)
      } else if reader.skipComment(from: line) {
        endText(&start, line.start)
      } else if text.isBlank || text.isIndentedCode && isAfterBlank && !isInList {
        endText(&start, line.start)
        isAfterBlank = text.isBlank
        continue
      } else {
        take(line, text, reader.text(line), &start)
      }
      isAfterBlank = false
    }
    endText(&start, bytes.count)
  }

  /// The number of the line that a byte is in, from 1.
  func line(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func endText(_ start: inout Int?, _ end: Int) {
    if let start, start < end { texts.append(start..<end) }
    start = nil
  }

  private func skip(_ fence: MarkdownLine.Fence, _ reader: inout LineReader) {
    while let line = reader.next() {
      if reader.markdown(line).closes(fence) { return }
    }
  }

  /// A line of text: a heading, a definition, or part of a paragraph.
  private mutating func take(
    _ line: FileLine, _ text: MarkdownLine, _ bytes: ArraySlice<UInt8>, _ start: inout Int?
  ) {
    if text.marker != nil { isInList = true } else if text.indent == 0, isAfterBlank { isInList = false }
    if let level = text.headingLevel {
      let heading = text.headingText(level).indices
      endText(&start, line.start)
      headings.append(heading)
      texts.append(heading)
    } else if let above = start, text.underlineLevel != nil {
      headings.append(above..<line.start)
      endText(&start, line.start)
    } else if let definition = MarkdownLink.Definition(bytes) {
      endText(&start, line.start)
      definitions.append(definition)
    } else if start == nil {
      start = line.start
    }
  }
}
