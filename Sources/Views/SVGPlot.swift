import Steps

/// Pictures as one SVG document, a panel each, below one another. The bytes follow from the records alone.
public struct SVGView {
  private static let width = 960
  private static let height = 300
  private static let margin = (left: 96, right: 24, top: 40, bottom: 56)
  /// Colours that are told apart by most people who see few of them (Okabe and Ito's).
  private static let colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9"]

  /// A view without any state.
  public init() {}

  /// A document with these pictures.
  public func document(_ plots: [PlotRecord]) -> [UInt8] {
    let height = max(plots.count, 1) * Self.height
    var out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Self.width)\" height=\"\(height)\" "
    out += "viewBox=\"0 0 \(Self.width) \(height)\" font-family=\"sans-serif\" font-size=\"12\">\n"
    out += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    for (place, plot) in plots.enumerated() { panel(plot, top: place * Self.height, into: &out) }
    out += "</svg>\n"
    return Array(out.utf8)
  }

  private func panel(_ plot: PlotRecord, top: Int, into out: inout String) {
    let frame = PlotFrame(plot)
    let (columns, rows) = (
      Self.width - Self.margin.left - Self.margin.right, Self.height - Self.margin.top - Self.margin.bottom
    )
    let heading = "\(plot.title): \(plot.sender), \(plot.from) → \(plot.to)"
    out += "<g transform=\"translate(\(Self.margin.left) \(top + Self.margin.top))\">\n"
    out += "<title>\(Markup.escaped(heading))</title>\n"
    out += "<text x=\"0\" y=\"-20\" font-size=\"14\">\(Markup.escaped(heading))</text>\n"
    axes(plot, frame, columns, rows, into: &out)
    for (place, series) in plot.series.enumerated() {
      draw(series, Self.colors[place % Self.colors.count], frame, columns, rows, into: &out)
    }
    var x = 0
    for (place, series) in plot.series.enumerated() {
      let color = Self.colors[place % Self.colors.count]
      out += "<rect x=\"\(x)\" y=\"\(rows + 36)\" width=\"10\" height=\"10\" fill=\"\(color)\"/>"
      out += "<text x=\"\(x + 14)\" y=\"\(rows + 45)\">\(Markup.escaped(series.name))</text>\n"
      x += 34 + 7 * series.name.count
    }
    out += "</g>\n"
  }

  private func axes(_ plot: PlotRecord, _ frame: PlotFrame, _ columns: Int, _ rows: Int, into out: inout String) {
    out += "<path d=\"M0 0V\(rows)H\(columns)\" fill=\"none\" stroke=\"#000000\"/>\n"
    for step in 0...4 {
      let y = frame.y.lowerBound + (frame.y.upperBound - frame.y.lowerBound) / 4 * step
      let value = step == 4 ? frame.y.upperBound : y
      let row = rows - PlotFrame.place(value, in: frame.y, of: rows + 1)
      out += "<path d=\"M-4 \(row)H\(columns)\" stroke=\"#dddddd\"/>"
      out += "<text x=\"-8\" y=\"\(row + 4)\" text-anchor=\"end\">\(grouped(value))</text>\n"
      let x = frame.x.lowerBound + (frame.x.upperBound - frame.x.lowerBound) / 4 * step
      let along = step == 4 ? frame.x.upperBound : x
      let column = PlotFrame.place(along, in: frame.x, of: columns + 1)
      let unit = step == 4 ? " " + plot.along : ""
      out += "<text x=\"\(column)\" y=\"\(rows + 18)\" text-anchor=\"\(step == 4 ? "end" : "middle")\">"
      out += "\(grouped(along))\(Markup.escaped(unit))</text>\n"
    }
    out += "<text x=\"-8\" y=\"-6\" text-anchor=\"end\">\(Markup.escaped(plot.upward))</text>\n"
  }

  private func draw(
    _ series: PlotSeries, _ color: String, _ frame: PlotFrame, _ columns: Int, _ rows: Int, into out: inout String
  ) {
    func at(_ point: PlotPoint) -> (x: Int, y: Int, top: Int) {
      (
        PlotFrame.place(point.x, in: frame.x, of: columns + 1),
        rows - PlotFrame.place(point.y, in: frame.y, of: rows + 1),
        rows - PlotFrame.place(point.top, in: frame.y, of: rows + 1)
      )
    }
    guard !series.points.isEmpty else { return }
    switch series.mark {
    case .points:
      for point in series.points.map(at) {
        out += "<circle cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"2.5\" fill=\"\(color)\"/>\n"
      }
    case .bars:
      let path = series.points.map(at).map { "M\($0.x) \($0.y)V\(min($0.top, $0.y - 1))" }.joined()
      out += "<path d=\"\(path)\" stroke=\"\(color)\" stroke-width=\"2\"/>\n"
    case .steps:
      var path = ""
      for (place, point) in series.points.map(at).enumerated() {
        path += place == 0 ? "M\(point.x) \(point.y)" : "H\(point.x)V\(point.y)"
      }
      out += "<path d=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.5\"/>\n"
    }
  }
}
