import Steps
import TerminalText

// Pictures in a terminal: a character for each mark, so that they read the same without colour.

/// Where the values of a picture lie.
struct PlotFrame {
  let x: ClosedRange<Int>
  let y: ClosedRange<Int>

  /// The frame that holds every point; a picture of one value has some room around it.
  init(_ plot: PlotRecord) {
    let points = plot.series.lazy.flatMap(\.points)
    let xs = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0)
    let top = max(points.map(\.top).max() ?? 0, points.map(\.y).max() ?? 0)
    // Counts begin at zero; only sequence numbers do not.
    let bottom = plot.kind == .sequence ? points.map(\.y).min() ?? 0 : 0
    x = xs.0...max(xs.1, xs.0 + 1)
    y = min(bottom, top)...max(top, bottom + 1)
  }

  /// The place of a value among `count` places, from 0.
  static func place(_ value: Int, in range: ClosedRange<Int>, of count: Int) -> Int {
    let span = range.upperBound - range.lowerBound
    guard span > 0, count > 1 else { return 0 }
    let (high, low) = (value - range.lowerBound).multipliedFullWidth(by: count - 1)
    return min(max(Int(span.dividingFullWidth((high, low)).quotient), 0), count - 1)
  }
}

/// Characters of a picture, row by row from the top.
private struct PlotCanvas {
  let columns: Int
  let rows: Int
  private(set) var cells: [UInt8]
  private(set) var owners: [UInt8]

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    cells = [UInt8](repeating: 0x20, count: columns * rows)
    owners = [UInt8](repeating: 0, count: columns * rows)
  }

  /// Puts a letter, counted from the left and from the bottom.
  mutating func put(_ letter: UInt8, _ owner: Int, _ column: Int, _ row: Int) {
    let cell = (rows - 1 - row) * columns + column
    cells[cell] = letter
    owners[cell] = UInt8(truncatingIfNeeded: owner)
  }

  mutating func draw(_ series: PlotSeries, _ owner: Int, in frame: PlotFrame) {
    guard let letter = series.letter.utf8.first else { return }
    for (index, point) in series.points.enumerated() {
      let column = PlotFrame.place(point.x, in: frame.x, of: columns)
      let (low, high) = (min(point.y, point.top), max(point.y, point.top))
      let bottom = PlotFrame.place(low, in: frame.y, of: rows)
      // The number after a segment's last belongs to the next one.
      let top = PlotFrame.place(high > low ? high - 1 : high, in: frame.y, of: rows)
      for row in bottom...max(top, bottom) { put(letter, owner, column, row) }
      guard series.mark == .steps, index + 1 < series.points.count else { continue }
      let next = PlotFrame.place(series.points[index + 1].x, in: frame.x, of: columns)
      if next > column + 1 { for between in column + 1..<next { put(letter, owner, between, bottom) } }
    }
  }
}

extension Page {
  private static let plotRows = 18
  private static let styles: [Style] = [.plain, .cyan, .yellow, .green, .magenta, .red, .blue]

  /// A picture: a title, the plane with its axes, and what each letter means.
  mutating func writePlot(_ plot: PlotRecord) {
    line("\(plot.title): \(plot.sender), \(plot.from) → \(plot.to)", hang: 2)
    blank()
    let frame = PlotFrame(plot)
    let marks = [frame.y.upperBound, (frame.y.lowerBound + frame.y.upperBound + 1) / 2, frame.y.lowerBound].map(grouped)
    let label = max(marks.map(\.utf8.count).max() ?? 1, plot.upward.utf8.count)
    var canvas = PlotCanvas(columns: min(width - indent - label - 3, 100), rows: Self.plotRows)
    for (place, series) in plot.series.enumerated() { canvas.draw(series, place, in: frame) }
    begin()
    text.append(trusted: String(repeating: " ", count: label - plot.upward.utf8.count) + plot.upward)
    end()
    let rows = [0: marks[0], canvas.rows / 2: marks[1], canvas.rows - 1: marks[2]]
    for row in 0..<canvas.rows {
      begin()
      let mark = rows[row] ?? ""
      text.append(trusted: String(repeating: " ", count: label - mark.utf8.count) + mark + (mark.isEmpty ? " │" : " ┤"))
      for column in 0..<canvas.columns {
        let cell = row * canvas.columns + column
        let style = Self.styles[Int(canvas.owners[cell]) % Self.styles.count]
        text.styled(canvas.cells[cell] == 0x20 ? .plain : style) { $0.append(ascii: canvas.cells[cell]) }
      }
      endCounted()
    }
    writeAxis(plot, frame, label, canvas.columns)
    let legend = plot.series.enumerated().map { ($0.offset, "\($0.element.letter) \($0.element.name)") }
    begin(label + 2)
    for (place, entry) in legend {
      if place > 0, text.column + 3 + entry.utf8.count > width {
        end()
        begin(label + 2)
      } else if place > 0 {
        text.append("   ")
      }
      text.styled(Self.styles[place % Self.styles.count]) { $0.append(escaping: entry) }
    }
    end()
  }

  /// The axis below: its ends and its middle.
  private mutating func writeAxis(_ plot: PlotRecord, _ frame: PlotFrame, _ label: Int, _ columns: Int) {
    begin()
    text.append(trusted: String(repeating: " ", count: label) + " └" + String(repeating: "─", count: columns))
    endCounted()
    let middle = grouped((frame.x.lowerBound + frame.x.upperBound) / 2)
    let last = grouped(frame.x.upperBound) + " " + plot.along
    begin()
    text.spaces(label + 2)
    text.append(trusted: grouped(frame.x.lowerBound))
    text.pad(to: indent + label + 2 + (columns - middle.utf8.count) / 2, gap: 1)
    text.append(trusted: middle)
    text.pad(to: indent + label + 2 + columns - last.utf8.count, gap: 1)
    text.append(escaping: last)
    endCounted()
  }
}

extension PlotRecord {
  /// What it shows, as a heading.
  var title: String {
    switch kind {
    case .sequence: "sequence numbers over time"
    case .cwnd: "the congestion window"
    case .rtt: "round-trip times"
    case .throughput: "throughput"
    case .queues: "queues"
    }
  }
}
