/// A TCP trace between two ends: a state on either side, and an arrow with a label between them.
///
///     c :49152                                              l :7777
///     SYN_SENT      ── SYN  seq=0 win=64240 mss=1460 ────▶  LISTEN
///                   ◀─ SYN ACK  seq=0 ack=1 mss=1460 ────   SYN_RCVD
public struct Ladder: Sendable {
  /// The column a row begins at.
  public let indent: Int
  /// The columns a row has to fit in.
  public let width: Int
  /// The column the arrow begins at: states have 12 columns before it (ESTABLISHED takes 11) and two of space.
  public var arrowStart: Int { indent + 14 }
  /// The column after the arrow's head.
  public var arrowEnd: Int { max(width - 13, arrowStart + 12) }
  /// The column the right state begins at.
  public var rightStart: Int { arrowEnd + 2 }

  /// Which way an arrow points.
  public enum Direction: Sendable { case right, left }
  /// How an arrow is drawn: `solid` for a packet that was seen, `dashed` for one that was inferred, `cut` for one that
  /// never arrived.
  public enum Line: Sendable { case solid, dashed, cut }

  /// A ladder that fits `width` columns.
  public init(width: Int = 80, indent: Int = 6) {
    self.width = width
    self.indent = indent
  }

  /// Writes the row with the names of the two ends, trusted text.
  public func writeEnds(left: String, right: String, into out: inout TextBuffer) {
    out.pad(to: indent)
    out.append(left, .bold)
    out.pad(to: rightStart, gap: 2)
    out.append(right, .bold)
    out.newline()
  }

  /// Writes one arrow with its newline.
  /// - Parameters:
  ///   - left: The left end's state, or empty where it is not to be told again.
  ///   - right: The right end's.
  ///   - style: The arrow's and label's style.
  ///   - label: Writes the label: one line, trusted or escaped, without styles of its own. What does not fit goes, from a space on, to rows of its own below.
  public func writeRow(
    left: String, right: String, _ direction: Direction, _ line: Line = .solid, style: Style = .plain,
    into out: inout TextBuffer, label: (inout TextBuffer) -> Void
  ) {
    out.pad(to: indent)
    out.append(left)
    out.pad(to: arrowStart, gap: 1)
    let before = out.style
    out.set(style)
    out.append(direction == .left ? "◀" : Ladder.stroke(line))
    out.append(Ladder.stroke(line))
    out.append(ascii: 0x20)
    let start = out.mark
    label(&out)
    let rest = out.cut(from: start, columns: arrowEnd - 3)
    writeHead(direction, line, into: &out)
    out.set(before)
    if !right.isEmpty {
      out.pad(to: rightStart)
      out.append(right)
    }
    out.newline()
    writeRest(rest, style: style, into: &out)
  }

  private func writeHead(_ direction: Direction, _ line: Line, into out: inout TextBuffer) {
    out.append(ascii: 0x20)
    let end = direction == .left ? arrowEnd : arrowEnd - 1
    let strokes = line == .dashed ? Ladder.dashes : Ladder.strokes
    strokes.withUnsafeBufferPointer { strokes in
      let count = min(end - out.column, strokes.count / 3)
      if count > 0 { out.append(raw: UnsafeBufferPointer(rebasing: strokes[..<(3 * count)]), columns: count) }
    }
    if direction == .right { out.append(line == .cut ? "✗" : "▶") }
  }

  /// What did not fit beside the arrow, below its label.
  private func writeRest(_ rest: [UInt8], style: Style, into out: inout TextBuffer) {
    guard !rest.isEmpty else { return }
    out.spaces(arrowStart + 3)
    out.styled(style) { out in
      rest.withUnsafeBufferPointer { out.append(wrapping: $0, width: arrowEnd, indent: arrowStart + 3) }
    }
    out.newline()
  }

  /// Enough for the widest terminal, each stroke three bytes.
  private static let strokes = Array(String(repeating: "─", count: 400).utf8)
  private static let dashes = Array(String(repeating: "╌", count: 400).utf8)

  private static func stroke(_ line: Line) -> String { line == .dashed ? "╌" : "─" }
}

/// A place in a buffer to come back to.
struct TextMark {
  let count: Int
  let column: Int
}

extension TextBuffer {
  var mark: TextMark { TextMark(count: bytes.count, column: column) }

  /// Keeps what was written since `mark` up to column `limit`, cut at the last space that lets it fit, and takes the rest
  /// off. Without such a space it is cut in the middle of a word.
  mutating func cut(from mark: TextMark, columns limit: Int) -> [UInt8] {
    guard column > limit else { return [] }
    var label = Array(bytes[mark.count...])
    let fits = label.withUnsafeBufferPointer { TextBuffer.prefix(of: $0, columns: limit - mark.column) }
    let end = label[...fits].lastIndex(of: 0x20) ?? fits
    truncate(to: mark.count)
    column = mark.column
    append(label[..<end])
    label.removeFirst(end)
    while column > mark.column, bytes.last == 0x20 {
      truncate(to: bytes.count - 1)
      column -= 1
    }
    return Array(label.drop { $0 == 0x20 })
  }
}
