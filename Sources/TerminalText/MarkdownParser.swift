/// Goes through lines once and makes blocks of them.
struct MarkdownParser {
  let lines: [[UInt8]]
  /// How many lists and quotes this one stands in.
  var depth = 0
  private var next = 0
  private static let deepest = 12

  init(lines: [[UInt8]], depth: Int = 0) {
    self.lines = lines
    self.depth = depth
  }

  mutating func blocks() -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    while next < lines.count {
      if MarkdownLine(lines[next]).isBlank {
        next += 1
      } else if !skipMarkup(), let block = block() {
        blocks.append(block)
      }
    }
    return blocks
  }

  /// Passes over a line of HTML that only a web page needs, and over a comment up to its end.
  private mutating func skipMarkup() -> Bool {
    let line = MarkdownLine(lines[next])
    guard line.isMarkup else { return false }
    next += 1
    guard let comment = line.comment, !MarkdownLine.endsComment(comment) else { return true }
    while next < lines.count, !MarkdownLine.endsComment(lines[next][...]) { next += 1 }
    next += 1
    return true
  }

  private mutating func block() -> MarkdownBlock? {
    let line = MarkdownLine(lines[next])
    if let fence = line.fence { return fenced(fence) }
    if let level = line.headingLevel {
      next += 1
      return .heading(level, MarkdownInline.spans(line.headingText(level)))
    }
    if line.isRule {
      next += 1
      return .rule
    }
    if depth < Self.deepest {
      if line.rest.first == UInt8(ascii: ">"), line.indent < 4 { return quote() }
      if let marker = line.marker { return list(marker) }
    }
    if line.indent >= 4 { return indented() }
    return table() ?? paragraph()
  }

  private mutating func fenced(_ fence: MarkdownLine.Fence) -> MarkdownBlock {
    next += 1
    var code: [[UInt8]] = []
    while next < lines.count {
      let line = lines[next]
      next += 1
      if MarkdownLine(line).closes(fence) { break }
      code.append(Array(line.dropFirst(min(fence.indent, MarkdownLine(line).indent))))
    }
    return .code(code)
  }

  private mutating func indented() -> MarkdownBlock {
    var code: [[UInt8]] = []
    while next < lines.count {
      let line = MarkdownLine(lines[next])
      guard line.isBlank || line.indent >= 4 else { break }
      code.append(Array(lines[next].dropFirst(4)))
      next += 1
    }
    while code.last?.isEmpty == true { code.removeLast() }
    return .code(code)
  }

  private mutating func quote() -> MarkdownBlock {
    var inner: [[UInt8]] = []
    while next < lines.count {
      let line = MarkdownLine(lines[next])
      guard line.rest.first == UInt8(ascii: ">"), line.indent < 4 else { break }
      let rest = line.rest.dropFirst()
      inner.append(Array(rest.first == 0x20 ? rest.dropFirst() : rest))
      next += 1
    }
    var parser = MarkdownParser(lines: inner, depth: depth + 1)
    return .quote(parser.blocks())
  }

  /// All items whose markers are of one kind.
  private mutating func list(_ first: MarkdownLine.Marker) -> MarkdownBlock {
    var items: [[MarkdownBlock]] = []
    while next < lines.count, !MarkdownLine(lines[next]).isRule, let marker = MarkdownLine(lines[next]).marker,
      marker.mark == first.mark
    {
      var parser = MarkdownParser(lines: item(marker), depth: depth + 1)
      items.append(parser.blocks())
    }
    return .list(start: first.number, items: items)
  }

  /// The lines of an item without its marker and its indentation, with the blank lines behind it passed over.
  private mutating func item(_ marker: MarkdownLine.Marker) -> [[UInt8]] {
    var inner = [Array(lines[next].dropFirst(marker.width))]
    next += 1
    while next < lines.count {
      let line = MarkdownLine(lines[next])
      if line.isBlank {
        inner.append([])
      } else if line.indent >= marker.width {
        inner.append(Array(lines[next].dropFirst(marker.width)))
      } else if inner.last?.isEmpty == false, !line.interrupts, line.marker == nil {
        inner.append(Array(line.rest))
      } else {
        break
      }
      next += 1
    }
    return inner
  }

  private mutating func paragraph() -> MarkdownBlock? {
    var text = Array(MarkdownLine(lines[next]).rest)
    next += 1
    while next < lines.count {
      let line = MarkdownLine(lines[next])
      if line.isBlank { break }
      if let level = line.underlineLevel {
        next += 1
        return .heading(level, MarkdownInline.spans(text[...]))
      }
      if line.interrupts { break }
      text.append(0x0A)
      text.append(contentsOf: line.rest)
      next += 1
    }
    let spans = MarkdownInline.spans(text[...])
    return spans.isEmpty ? nil : .paragraph(spans)
  }

  /// A header, a line of dashes with as many cells, and rows up to a blank line.
  private mutating func table() -> MarkdownBlock? {
    guard next + 1 < lines.count, lines[next].contains(UInt8(ascii: "|")),
      let count = MarkdownLine(lines[next + 1]).delimiterCells
    else { return nil }
    let header = MarkdownLine(lines[next]).cells
    guard header.count == count else { return nil }
    next += 2
    var rows: [[[MarkdownSpan]]] = []
    while next < lines.count, !MarkdownLine(lines[next]).isBlank, !MarkdownLine(lines[next]).interrupts {
      var cells = MarkdownLine(lines[next]).cells.prefix(count).map { MarkdownInline.spans($0) }
      while cells.count < count { cells.append([]) }
      rows.append(cells)
      next += 1
    }
    return .table(MarkdownTable(header: header.map { MarkdownInline.spans($0) }, rows: rows))
  }
}
