/// Sets Markdown for a terminal: as lines without their newlines, each with its own styles turned off at its end, so that
/// a page may end behind any of them.
public struct MarkdownView: Sendable {
  /// The widest line.
  public var width: Int
  /// Whether styles are written; without them emphasis and code keep their marks.
  public var hasColor: Bool
  /// What is told behind the words of a link, of its target; nil for nothing.
  public var linkNote: @Sendable (String) -> String?

  /// A view; without a note, web addresses are told behind their links.
  public init(
    width: Int = 80, hasColor: Bool = false,
    linkNote: @escaping @Sendable (String) -> String? = { $0.contains("://") ? $0 : nil }
  ) {
    self.width = max(width, 20)
    self.hasColor = hasColor
    self.linkNote = linkNote
  }

  /// The lines of blocks, with an empty line between two.
  public func lines(_ blocks: [MarkdownBlock]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for (index, block) in blocks.enumerated() {
      if index > 0 { lines.append([]) }
      lines += self.lines(block)
    }
    return lines
  }

  /// The lines of one block.
  public func lines(_ block: MarkdownBlock) -> [[UInt8]] {
    switch block {
    case .heading(let level, let spans): heading(level, spans)
    case .paragraph(let spans): paragraph(spans)
    case .list(let start, let items): list(start, items)
    case .code(let code): self.code(code)
    case .quote(let blocks): beside("│ ", narrowed(by: 2).lines(blocks))
    case .table(let table): MarkdownTableView(view: self, table: table).lines()
    case .rule: [line { $0.append(trusted: String(repeating: "─", count: min(width, 40)), .dim) }]
    }
  }

  /// One line, its styles on their own.
  func line(_ body: (inout TextBuffer) -> Void) -> [UInt8] {
    var text = TextBuffer(color: hasColor)
    body(&text)
    text.set(.plain)
    return text.bytes
  }

  /// The same view with less room.
  func narrowed(by columns: Int) -> MarkdownView {
    var view = self
    view.width = max(width - columns, 8)
    return view
  }

  /// The words of spans, as they are laid into lines.
  func words(_ spans: [MarkdownSpan], base: Style = .plain) -> MarkdownWords {
    var words = MarkdownWords(view: self, base: base)
    for (index, span) in spans.enumerated() {
      words.append(
        span, endsLink: !span.link.isEmpty && (index + 1 == spans.count || spans[index + 1].link != span.link))
    }
    return words
  }

  private func paragraph(_ spans: [MarkdownSpan]) -> [[UInt8]] { words(spans).lines(width: width) }

  /// Underlined by a line, also in colour: a heading is found again by leafing through what has scrolled by.
  private func heading(_ level: Int, _ spans: [MarkdownSpan]) -> [[UInt8]] {
    let lines = words(spans, base: .bold).lines(width: width)
    guard level < 3, let longest = lines.map({ Self.columns($0) }).max() else { return lines }
    let rule = String(repeating: level == 1 ? "═" : "─", count: longest)
    return lines + [line { $0.append(trusted: rule, level == 1 ? .bold : .dim) }]
  }

  private func list(_ start: Int?, _ items: [[MarkdownBlock]]) -> [[UInt8]] {
    let last = start.map { "\($0 + max(items.count - 1, 0))".utf8.count + 2 } ?? 2
    var lines: [[UInt8]] = []
    for (index, item) in items.enumerated() {
      let mark = start.map { "\($0 + index). " } ?? "- "
      let inner = narrowed(by: last).item(item)
      let gap = String(repeating: " ", count: last)
      let first = String(gap.dropFirst(mark.utf8.count)) + mark
      if inner.isEmpty { lines.append(Array(first.utf8.dropLast())) }
      for (place, line) in inner.enumerated() {
        lines.append(line.isEmpty ? [] : Array((place == 0 ? first : gap).utf8) + line)
      }
    }
    return lines
  }

  /// The blocks of an item: those that are paragraphs and lists stand close together.
  private func item(_ blocks: [MarkdownBlock]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for (index, block) in blocks.enumerated() {
      var isClose = index == 0
      if case .list = block { isClose = true }
      if !isClose { lines.append([]) }
      lines += self.lines(block)
    }
    return lines
  }

  /// Code is not wrapped; where it is too wide it is indented less, and cut at last.
  private func code(_ code: [[UInt8]]) -> [[UInt8]] {
    let widest = code.map { DisplayWidth.of($0) }.max() ?? 0
    let indent = max(0, min(4, width - widest))
    return code.flatMap { row in
      var words = MarkdownWords(view: self, base: .cyan)
      words.append(whole: row)
      return words.lines(width: width - indent).map { Array(repeating: 0x20, count: indent) + $0 }
    }
  }

  private func beside(_ mark: String, _ lines: [[UInt8]]) -> [[UInt8]] {
    lines.map { row in
      line {
        $0.append(trusted: mark, .dim)
        $0.append(row)
      }
    }
  }

  /// The columns of a line with its styles.
  public static func columns(_ line: [UInt8]) -> Int {
    var plain: [UInt8] = []
    var i = 0
    while i < line.count {
      if line[i] == 0x1B {
        while i < line.count, line[i] != UInt8(ascii: "m") { i += 1 }
      } else {
        plain.append(line[i])
      }
      i += 1
    }
    return DisplayWidth.of(plain)
  }
}
