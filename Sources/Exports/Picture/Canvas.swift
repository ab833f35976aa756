import TerminalText
import Views

/// An SVG document as it grows downwards. Text is in columns of a settled width, whatever font a viewer has.
struct Canvas {
  /// The width of a column and the height of a line, in user units.
  static let column = 8.0
  static let line = 18.0
  static let margin = 16.0
  /// Colours that are told apart on white paper.
  static let (ink, faint, box, mark) = ("#1b1f24", "#59636e", "#f6f8fa", "#fff3bf")
  static let (cyan, red, yellow, blue) = ("#0b6a75", "#b3261e", "#7a5200", "#0550ae")
  private static let classColors: [Character: String] = [
    "d": faint, "c": cyan, "r": red, "y": yellow, "g": "#1a6b32", "l": blue, "m": "#8250df",
  ]

  /// The columns of the widest line that there may be.
  let columns: Int
  private(set) var elements = ""
  /// Where the next line's top is.
  var y = Canvas.margin

  init(columns: Int) { self.columns = columns }

  var width: Double { Double(columns) * Self.column + 2 * Self.margin }

  /// The whole document.
  func document(title: String) -> [UInt8] {
    let (width, height) = (Int(width), Int(y + Self.margin))
    var out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
    out += "viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"\(Markup.escaped(Self.printable(title)))\" "
    out += "font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK KR', monospace\" "
    out += "font-size=\"13\">\n<title>\(Markup.escaped(Self.printable(title)))</title>\n"
    out += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + elements + "</svg>\n"
    return Array(out.utf8)
  }

  /// Adds an element as it is.
  mutating func add(_ element: String) { elements += element + "\n" }

  /// Text at a place of the page; its baseline is 4 above `y`'s line.
  mutating func text(
    _ text: String, x: Double, y: Double, color: String = Canvas.ink, isBold: Bool = false, anchor: String = "start"
  ) {
    guard !text.isEmpty else { return }
    let shown = Self.printable(text)
    let length = Self.number(Double(Self.columns(of: shown)) * Self.column)
    let weight = isBold ? " font-weight=\"bold\"" : ""
    let end = anchor == "start" ? "" : " text-anchor=\"\(anchor)\""
    add(
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" fill=\"\(color)\"\(weight)\(end) textLength=\"\(length)\" "
        + "lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">\(Markup.escaped(shown))</text>")
  }

  /// A line of runs, and on to the next one. A run that is blank only moves on.
  mutating func line(_ runs: [StyledRun]) {
    var x = Self.margin
    for run in runs {
      let blanks = run.text.prefix { $0 == " " }.count
      let color = run.classes.lazy.compactMap { Self.classColors[$0] }.first ?? Self.ink
      text(
        String(run.text.dropFirst(blanks)), x: x + Double(blanks) * Self.column, y: y + 13, color: color,
        isBold: run.classes.contains("b"))
      x += Double(Self.columns(of: Self.printable(run.text))) * Self.column
    }
    y += Self.line
  }

  /// Columns of a text in a terminal.
  static func columns(of text: String) -> Int { DisplayWidth.of(text) }

  /// Without what XML has no place for, and what turns text around.
  static func printable(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069, 0xfffe, 0xffff:
        scalars.append("\u{fffd}")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// A number with a tenth at most.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}
