/// Rows whose columns line up: as wide as their widest cell, two spaces apart. The last column wraps.
public struct Table {
  private var rows: [[Cell]] = []

  /// One cell: trusted text in a style.
  public struct Cell: Sendable {
    /// What it says.
    public var text: String
    /// How it looks where colour is on.
    public var style: Style

    /// A cell.
    public init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// A table without rows.
  public init() {}

  /// Adds a row; rows may have different numbers of cells.
  public mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// Adds a row of plain cells.
  public mutating func add(_ cells: String...) { rows.append(cells.map { Cell($0) }) }

  /// Writes the rows, each ended with a newline, from column `indent`, at most `width` columns wide. Where the columns
  /// before the last leave it less than 20, it goes to a line of its own.
  public func write(into out: inout TextBuffer, width: Int, indent: Int) {
    let widths = columnWidths()
    for row in rows {
      out.spaces(indent)
      var start = indent
      for (index, cell) in row.enumerated() {
        if index == row.count - 1 {
          writeLast(cell, at: start, into: &out, width: width, indent: indent)
        } else {
          out.append(cell.text, cell.style)
          start += widths[index] + 2
        }
        if index < row.count - 1 { out.pad(to: start, gap: 2) }
      }
      out.newline()
    }
  }

  private func writeLast(_ cell: Cell, at start: Int, into out: inout TextBuffer, width: Int, indent: Int) {
    var start = start
    if start > indent && width - start < 20 && start + DisplayWidth.of(cell.text) > width {
      out.newline()
      out.spaces(indent + 4)
      start = indent + 4
    }
    out.styled(cell.style) { $0.append(wrapping: cell.text, width: width, indent: start) }
  }

  /// The width of each column but a row's last cell.
  private func columnWidths() -> [Int] {
    var widths: [Int] = []
    for row in rows {
      for (index, cell) in row.dropLast().enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], DisplayWidth.of(cell.text))
      }
    }
    return widths
  }
}
