/// Lays a table out: columns as wide as their widest cell, and where that is too much for the page, the widest column is
/// made narrower and its cells take several lines.
struct MarkdownTableView {
  let view: MarkdownView
  let table: MarkdownTable
  private static let gap = 2
  private static let narrowest = 4

  func lines() -> [[UInt8]] {
    let widths = widths()
    var lines = row(table.header, widths, .bold)
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    lines.append(view.line { $0.append(trusted: rule, .dim) })
    // Rows of several lines would run into each other.
    let rows = table.rows.map { row($0, widths, .plain) }
    let isOpen = rows.contains { $0.count > 1 }
    for (index, row) in rows.enumerated() {
      if isOpen, index > 0 { lines.append([]) }
      lines += row
    }
    return lines
  }

  private func widths() -> [Int] {
    var widths = table.header.indices.map { column in
      ([table.header] + table.rows).map { natural($0[column]) }.max() ?? 0
    }
    let room = view.width - Self.gap * max(widths.count - 1, 0)
    while widths.reduce(0, +) > room, let widest = widths.max(), widest > Self.narrowest,
      let place = widths.firstIndex(of: widest)
    {
      widths[place] -= 1
    }
    return widths
  }

  private func natural(_ cell: [MarkdownSpan]) -> Int {
    max(1, view.words(cell).lines(width: 10_000).map { MarkdownView.columns($0) }.max() ?? 0)
  }

  private func row(_ cells: [[MarkdownSpan]], _ widths: [Int], _ style: Style) -> [[UInt8]] {
    let columns = zip(cells, widths).map { view.words($0, base: style).lines(width: $1) }
    let height = columns.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var bytes: [UInt8] = []
      var gap = 0
      for (column, width) in zip(columns, widths) {
        let cell = line < column.count ? column[line] : []
        if !cell.isEmpty {
          bytes += repeatElement(0x20, count: gap)
          bytes += cell
          gap = 0
        }
        gap += width - MarkdownView.columns(cell) + Self.gap
      }
      return bytes
    }
  }
}
