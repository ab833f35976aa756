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
      let text = reader.text(line)
      if let fence = Fence(opening: text) {
        endText(&start, line.start)
        skip(fence, &reader)
      } else if reader.skipComment(from: line) {
        endText(&start, line.start)
      } else if isBlank(text) || isCode(text) {
        endText(&start, line.start)
        isAfterBlank = isBlank(text)
        continue
      } else {
        take(line, text, &start)
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

  private func skip(_ fence: Fence, _ reader: inout LineReader) {
    while let line = reader.next() {
      if fence.isClosed(by: reader.text(line)) { return }
    }
  }

  private func isBlank(_ text: ArraySlice<UInt8>) -> Bool { text.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

  /// Whether a line is code by its indentation: not within a paragraph, nor in an item of a list.
  private func isCode(_ text: ArraySlice<UInt8>) -> Bool {
    guard isAfterBlank, !isInList else { return false }
    return text.first == 0x09 || text.prefix { $0 == 0x20 }.count >= 4
  }

  /// A line of text: a heading, a definition, or part of a paragraph.
  private mutating func take(_ line: FileLine, _ text: ArraySlice<UInt8>, _ start: inout Int?) {
    noteList(text)
    if let heading = MarkdownPage.heading(text) {
      endText(&start, line.start)
      headings.append(heading)
      texts.append(heading)
    } else if let above = start, isUnderline(text) {
      headings.append(above..<line.start)
      endText(&start, line.start)
    } else if let definition = MarkdownLink.Definition(text) {
      endText(&start, line.start)
      definitions.append(definition)
    } else if start == nil {
      start = line.start
    }
  }

  /// Remembers whether the lines that follow may belong to an item of a list.
  private mutating func noteList(_ text: ArraySlice<UInt8>) {
    let rest = text.drop { $0 == 0x20 }
    let digits = rest.prefix { (0x30...0x39).contains($0) }.count
    let mark = digits > 0 && digits < 10 ? rest.dropFirst(digits) : rest
    let marks = digits > 0 ? ".)" : "-*+"
    let isItem = mark.first.map { marks.utf8.contains($0) } == true && mark.dropFirst().first == 0x20
    if isItem { isInList = true } else if rest.count == text.count, isAfterBlank { isInList = false }
  }

  /// What stands in a heading of #s; nil for another line.
  private static func heading(_ text: ArraySlice<UInt8>) -> Range<Int>? {
    let rest = text.drop { $0 == 0x20 }
    let marks = rest.prefix { $0 == 0x23 }.count
    guard text.count - rest.count <= 3, (1...6).contains(marks) else { return nil }
    var content = rest.dropFirst(marks)
    guard content.isEmpty || content.first == 0x20 else { return nil }
    content = content.drop { $0 == 0x20 }
    while content.last == 0x20 { content.removeLast() }
    // Closing #s belong to the heading only behind a space.
    let kept = content.prefix(content.count - content.reversed().prefix { $0 == 0x23 }.count)
    if kept.isEmpty || kept.last == 0x20 { content = kept }
    while content.last == 0x20 { content.removeLast() }
    return content.startIndex..<content.endIndex
  }

  /// A line of = or - that makes a heading of the paragraph above it.
  private func isUnderline(_ text: ArraySlice<UInt8>) -> Bool {
    let rest = text.drop { $0 == 0x20 }
    let marks = rest.prefix { $0 == rest.first }
    guard text.count - rest.count <= 3, rest.first == 0x3d || rest.first == 0x2d else { return false }
    return rest.dropFirst(marks.count).allSatisfy { $0 == 0x20 } && (marks.count > 1 || rest.first == 0x3d)
  }
}
