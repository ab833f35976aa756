import TerminalText

/// The difference between two lists of lines, as `diff -u` shows it.
struct UnifiedDiff {
  /// A line of the result: kept, taken out, put in.
  enum Edit: Equatable { case keep(Int, Int), remove(Int), insert(Int) }

  let old: [[UInt8]]
  let new: [[UInt8]]
  private(set) var edits: [Edit] = []
  /// Lines kept around what differs.
  private static let context = 3

  init(_ old: [[UInt8]], _ new: [[UInt8]]) {
    self.old = old
    self.new = new
    edits = UnifiedDiff.edits(old, new)
  }

  /// Appends all hunks; `firstLine` is the number in the file of the first old line.
  func write(firstLine: Int, into text: inout TextBuffer) {
    for hunk in hunks { write(hunk, firstLine: firstLine, into: &text) }
  }

  /// What differs, with some lines kept around it: ranges of `edits`.
  var hunks: [Range<Int>] {
    var hunks: [Range<Int>] = []
    var i = 0
    while let start = edits[i...].firstIndex(where: { !$0.isKeep }) {
      var end = start
      var last = start
      // As many kept lines as both contexts have belong to one hunk, as in `diff -u`.
      while end < edits.count, end - last <= 2 * UnifiedDiff.context + 1 {
        if !edits[end].isKeep { last = end }
        end += 1
      }
      hunks.append(max(i, start - UnifiedDiff.context)..<min(edits.count, last + 1 + UnifiedDiff.context))
      i = hunks[hunks.count - 1].upperBound
    }
    return hunks
  }

  /// The old lines with those hunks made that are accepted.
  func lines(accepting accepted: [Bool]) -> [[UInt8]] {
    var isNew = [Bool](repeating: false, count: edits.count)
    for (hunk, isAccepted) in zip(hunks, accepted) where isAccepted { for i in hunk { isNew[i] = true } }
    return zip(edits, isNew).compactMap { edit, isNew in
      switch edit {
      case .keep(let i, _): old[i]
      case .remove(let i): isNew ? nil : old[i]
      case .insert(let i): isNew ? new[i] : nil
      }
    }
  }

  /// Appends one hunk.
  func write(_ hunk: Range<Int>, firstLine: Int, into text: inout TextBuffer) {
    let before = edits[..<hunk.lowerBound]
    let oldStart = firstLine + before.count { !$0.isInsert }
    let newStart = firstLine + before.count { !$0.isRemove }
    let oldCount = edits[hunk].count { !$0.isInsert }
    let newCount = edits[hunk].count { !$0.isRemove }
    text.append(trusted: "@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@", .cyan)
    text.newline()
    for edit in edits[hunk] {
      switch edit {
      case .keep(let i, _): write(" ", old[i], .plain, &text)
      case .remove(let i): write("-", old[i], .red, &text)
      case .insert(let i): write("+", new[i], .green, &text)
      }
    }
  }

  /// A line with its mark; spaces at its end, which nobody would see, are told.
  private func write(_ mark: StaticString, _ line: [UInt8], _ style: Style, _ text: inout TextBuffer) {
    text.styled(style) { text in
      text.append(mark)
      text.append(escaping: line)
    }
    if style != .plain, line.last == 0x20 { text.append("  (spaces at the end)", .dim) }
    text.newline()
  }
}

extension UnifiedDiff.Edit {
  fileprivate var isKeep: Bool { if case .keep = self { true } else { false } }
  fileprivate var isInsert: Bool { if case .insert = self { true } else { false } }
  fileprivate var isRemove: Bool { if case .remove = self { true } else { false } }
}

extension UnifiedDiff {
  /// The edits that make `new` out of `old`: what is equal at both ends is kept, and in the middle the longest common
  /// subsequence; a middle too large for its table is replaced as a whole.
  static func edits(_ old: [[UInt8]], _ new: [[UInt8]]) -> [Edit] {
    var head = 0
    while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < old.count - head, tail < new.count - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    let middle = middleEdits(old, new, head..<(old.count - tail), head..<(new.count - tail))
    return (0..<head).map { .keep($0, $0) } + middle
      + (0..<tail).map { .keep(old.count - tail + $0, new.count - tail + $0) }
  }

  private static func middleEdits(
    _ old: [[UInt8]], _ new: [[UInt8]], _ oldRange: Range<Int>, _ newRange: Range<Int>
  ) -> [Edit] {
    let (rows, columns) = (oldRange.count, newRange.count)
    guard rows > 0, columns > 0, rows * columns <= 4_000_000 else {
      return oldRange.map { .remove($0) } + newRange.map { .insert($0) }
    }
    // lengths[i][j]: how long the common subsequence of old[i...] and new[j...] is.
    var lengths = [Int32](repeating: 0, count: (rows + 1) * (columns + 1))
    for i in stride(from: rows - 1, through: 0, by: -1) {
      for j in stride(from: columns - 1, through: 0, by: -1) {
        let at = i * (columns + 1) + j
        lengths[at] =
          old[oldRange.lowerBound + i] == new[newRange.lowerBound + j]
          ? lengths[at + columns + 2] + 1 : max(lengths[at + columns + 1], lengths[at + 1])
      }
    }
    var edits: [Edit] = []
    var (i, j) = (0, 0)
    while i < rows || j < columns {
      let (oldLine, newLine) = (oldRange.lowerBound + i, newRange.lowerBound + j)
      let at = i * (columns + 1) + j
      if i < rows, j < columns, old[oldLine] == new[newLine] {
        edits.append(.keep(oldLine, newLine))
        (i, j) = (i + 1, j + 1)
      } else if i < rows, j == columns || lengths[at + columns + 1] >= lengths[at + 1] {
        edits.append(.remove(oldLine))
        i += 1
      } else {
        edits.append(.insert(newLine))
        j += 1
      }
    }
    return edits
  }
}
