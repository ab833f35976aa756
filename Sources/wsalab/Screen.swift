import LineEditing
import TerminalText

/// What a lesson shows on its way to the terminal: a screenful at a time, so that nothing scrolls by unread. Without a
/// terminal everything is written at once.
final class Screen {
  private let output: Output
  /// Whether pages are turned, and lines taken back.
  let isPaged: Bool
  private var waiting: [Group] = []
  /// Rows that were written since something was typed.
  private var unread = 0
  /// Whether the last line that was handed over is empty, or there is none.
  private var isAtBlank = true

  /// Lines that stand together.
  private struct Group {
    var lines: [[UInt8]]
    /// Whether a step has written them.
    var isStep = false
  }

  init(_ output: Output, isPaged: Bool) {
    self.output = output
    self.isPaged = isPaged
  }

  private var size: TerminalSize? { isPaged ? TerminalSize(of: 1) : nil }

  /// The columns that prose may take, at most `width`.
  func columns(_ width: Int) -> Int { min(width, size?.columns ?? width) }

  /// Whether nobody reads any more.
  var isBroken: Bool { output.isBroken }

  /// Hands over lines that stand together, with an empty line before and after them.
  func add(_ lines: [[UInt8]]) {
    if lines.isEmpty { return }
    waiting.append(Group(lines: (isAtBlank ? [] : [[]]) + lines + [[]]))
    isAtBlank = true
  }

  /// Hands over what a step has written: it is taken back from the output. `cutsIn` shows it before what waits.
  func addStep(cutsIn: Bool) {
    if output.bytes.isEmpty { return }
    let lines = output.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map { Array($0) }
    output.bytes.removeAll(keepingCapacity: true)
    if cutsIn, !waiting.isEmpty {
      waiting.insert(Group(lines: lines.last?.isEmpty == true ? lines : lines + [[]], isStep: true), at: 0)
    } else {
      waiting.append(Group(lines: lines, isStep: true))
      isAtBlank = lines.last?.isEmpty ?? isAtBlank
    }
  }

  /// Writes what still finds room on the screen. False when there is more.
  func show() -> Bool {
    defer { output.flush() }
    let size = size
    // The prompt takes a row, the line above it another, and one of what was read before stays.
    let room = size.map { max($0.rows - 3, 2) } ?? .max
    while !waiting.isEmpty, !output.isBroken {
      let rows = waiting[0].lines.reduce(0) { $0 + self.rows($1, size) }
      if unread + rows > room, unread > room / 3, rows <= room { return false }
      while let line = waiting[0].lines.first {
        let isLast = waiting.count == 1 && waiting[0].lines.count == 1 && line.isEmpty
        if unread + self.rows(line, size) > room, !isLast { return false }
        write(line, size)
        waiting[0].lines.removeFirst()
      }
      waiting.removeFirst()
    }
    return true
  }

  private func write(_ line: [UInt8], _ size: TerminalSize?) {
    output.bytes += line
    output.bytes.append(0x0A)
    unread += rows(line, size)
  }

  private func rows(_ line: [UInt8], _ size: TerminalSize?) -> Int {
    guard let size else { return 1 }
    return max(1, (MarkdownView.columns(line) + size.columns - 1) / size.columns)
  }

  /// Writes a line that stands right above the prompt, set off from what is above it, and gives the rows that takes.
  func writeAbovePrompt(_ line: [UInt8]) -> Int {
    let size = size
    let isSetOff = !isAtBlank
    if isSetOff { write([], size) }
    write(line, size)
    isAtBlank = false
    output.flush()
    return rows(line, size) + (isSetOff ? 1 : 0)
  }

  /// Gives up the rest of what a step has written, when that is what waits. Returns whether it was.
  func dropStep() -> Bool {
    guard waiting.first?.isStep == true else { return false }
    waiting[0].lines = [[]]
    if waiting.count == 1 { isAtBlank = true }
    return true
  }

  /// Something was typed: what was shown has been read.
  func wasRead() { unread = 0 }

  /// Takes back the rows above the cursor, on a terminal that can.
  func takeBack(_ rows: Int) {
    guard isPaged, rows > 0 else { return }
    output.write(Array("\u{1B}[\(rows)A\r\u{1B}[J".utf8))
  }

  /// A line stands on the screen that was not handed over: one that was typed.
  func wasWrittenTo() { isAtBlank = false }

  /// Sets off what follows.
  func addBlank() {
    if !isAtBlank { waiting.append(Group(lines: [[]])) }
    isAtBlank = true
  }
}

extension Screen {
  /// Writes the last words.
  func finish(_ bytes: [UInt8]) { output.write(bytes) }
}
