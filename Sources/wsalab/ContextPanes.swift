import Exports
import Glibc
import LineEditing
import Playground
import Steps

/// Shows chosen parts of the state after each step of a session at a terminal: below it, in the upper part of the screen, or
/// on another terminal.
final class ContextPanes {
  private unowned let session: Session
  private let hasColor: Bool
  private let screen: Output
  private var panes = Panes()
  private var place = Place.nowhere

  private enum Place {
    case nowhere, below
    /// In so many rows of the upper part, which do not scroll.
    case top(rows: Int)
    case other(Output)
  }

  /// How many entries of the recording were taken in.
  private var taken = 0

  init(_ session: Session, screen: Output, hasColor: Bool) {
    (self.session, self.screen, self.hasColor) = (session, screen, hasColor)
    session.caller.context = { [weak self] words throws(UsageError) in
      guard let self else { return "" }
      return try self.set(words)
    }
  }

  private static let hint = "context on, context on threads,port, context top, context to /dev/pts/3, context off"

  private func set(_ words: [String]) throws(UsageError) -> String {
    let which = words[1]
    switch words[0] {
    case "", "on":
      if !which.isEmpty { panes.panes = try Self.panes(which) }
      move(to: .below)
      return "after each step: " + panes.panes.map(\.rawValue).joined(separator: ", ")
    case "top":
      if !which.isEmpty { panes.panes = try Self.panes(which) }
      guard let rows = TerminalSize(of: 1)?.rows, rows >= Self.leastRows else {
        throw UsageError("the screen has too few rows for that", hint: "\(Self.leastRows) are the least; context on")
      }
      move(to: .top(rows: rows / 3))
      return "the upper \(rows / 3) rows: " + panes.panes.map(\.rawValue).joined(separator: ", ")
    case "off":
      move(to: .nowhere)
      return "no panes are shown"
    case "to":
      let output = try Self.terminal(which)
      move(to: .other(output))
      return "panes are shown on \(which)"
    default: throw UsageError("a context is on, off, at the top or to a terminal", hint: Self.hint)
    }
  }

  private static let leastRows = 18

  /// Changes where panes are. The rows of the upper part are kept from scrolling by a scrolling region (DECSTBM), which is
  /// given back.
  private func move(to new: Place) {
    if case .top = place { screen.write(Array("\u{1B}7\u{1B}[r\u{1B}8".utf8)) }
    place = new
    if case .top(let rows) = new { takeRows(rows) }
  }

  /// Clears the screen and keeps its upper rows.
  private func takeRows(_ rows: Int) {
    screen.write(Array("\u{1B}[2J\u{1B}[\(rows + 2);\(TerminalSize(of: 1)?.rows ?? 24)r\u{1B}[\(rows + 2);1H".utf8))
  }

  /// Follows a terminal whose size has changed.
  func resize() {
    guard case .top = place else { return }
    let rows = TerminalSize(of: 1)?.rows ?? 24
    move(to: rows >= Self.leastRows ? .top(rows: rows / 3) : .below)
  }

  /// Gives the screen back.
  func finish() { move(to: .nowhere) }

  private static func panes(_ text: String) throws(UsageError) -> [Panes.Pane] {
    var list: [Panes.Pane] = []
    for word in text.split(separator: ",") {
      guard let pane = Panes.Pane(rawValue: String(word)) else {
        let names = Panes.Pane.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("\"\(word)\" is not a pane", hint: "panes are \(names)")
      }
      list.append(pane)
    }
    return Panes.Pane.allCases.filter(list.contains)
  }

  /// A terminal of the same person; nothing else is written to.
  private static func terminal(_ path: String) throws(UsageError) -> Output {
    guard let descriptor = OtherTerminal.open(path) else {
      throw UsageError(
        "\(path.isEmpty ? "nothing" : path) is not a terminal of yours",
        hint: "tty tells a terminal's file: context to /dev/pts/3")
    }
    return Output(descriptor: descriptor)
  }

  /// Shows the panes after what has been told since the last time.
  func show(on output: Output, width: Int) {
    if case .nowhere = place { return }
    guard let recording = session.caller.recording else { return }
    let entries = recording.entries
    guard entries.count > taken else { return }
    for place in taken..<entries.count {
      panes.take(entries, at: place, next: session.nextStepNumber)
    }
    taken = entries.count
    var bytes: [UInt8] = []
    switch place {
    case .nowhere: return
    case .other(let other):
      // From the top of a clean screen.
      bytes = Array("\u{1B}[H\u{1B}[2J".utf8)
      panes.write(width: other.columns ?? 80, color: hasColor, into: &bytes)
      other.write(bytes)
    case .below:
      panes.write(width: width, color: hasColor, into: &bytes)
      output.bytes += bytes
    case .top(let rows):
      panes.write(width: width, color: hasColor, into: &bytes)
      let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: true)
      output.bytes += "\u{1B}7".utf8
      for row in 0..<rows {
        output.bytes += "\u{1B}[\(row + 1);1H".utf8
        if row < lines.count { output.bytes += lines[row] }
        output.bytes += "\u{1B}[K".utf8
      }
      output.bytes += "\u{1B}[\(rows + 1);1H\(String(repeating: "=", count: width))\u{1B}[K\u{1B}8".utf8
    }
  }
}
