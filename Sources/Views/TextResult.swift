import Steps
import TerminalText

// What a line was: a call with its value and error, a usage error, objects, text.

extension Page {
  /// The first section of a step.
  mutating func writeResult(_ step: Step) {
    if let source = step.source { writeSource(source, step) }
    for run in step.routines { writeRoutine(run) }
    switch step.body {
    case .call(let call):
      writeCall(
        call, after: "", isHeld: step.held.contains { $0.step == step.number && step.number > 0 },
        isDone: step.completesItself)
    case .blocked(let call, let c): writeBlocked(call, c, step)
    case .usage(let error): writeUsage(error, line: step.line)
    case .objects(let objects, let declared):
      for object in objects { writeObject(object, isDeclared: declared) }
    case .machine(let objects, let held): writeMachine(objects, held: held)
    case .freed(let name, _):
      begin()
      text.append("free(")
      text.append(escaping: name)
      text.append(")")
      end()
    case .expectation(let holds, let seen): writeExpectation(holds, seen)
    case .held(let records): writeHeld(records)
    case .inFlight(let records): writeInFlight(records)
    case .hosts(let hosts): writeHosts(hosts)
    case .madeHost(let host): writeMade(host)
    case .trace(let packets, let omitted):
      writeTrace(packets, step, rows: 400, isNumbered: true, omitted: omitted)
    case .plot(let plot): writePlot(plot)
    case .value(let value): line(value.text, hang: 2)
    case .text(let lines): writeText(lines)
    case .printed(let pieces): writePrinted(pieces)
    case .none: break
    }
  }

  private mutating func writeBlocked(_ call: String, _ c: String, _ step: Step) {
    begin()
    appendC(c, call)
    text.append(" …", .quiet)
    var note = TextBuffer()
    note.append(escaping: step.thread)
    note.append(" is blocked")
    if let next = step.nextThread {
      note.append("; the next line runs on ")
      note.append(escaping: next)
    }
    if text.column + 3 + note.column > width {
      end()
      begin(4)
    } else {
      text.append("   ")
    }
    text.append(note.bytes)
    end()
  }

  private mutating func writeExpectation(_ holds: Bool, _ seen: String) {
    begin()
    if holds { text.append("holds", .good) } else { text.append("does not hold", .alarm) }
    if !seen.isEmpty {
      text.append("   ")
      text.append(escaping: seen)
    }
    end()
  }

  /// Prose is wrapped, code stands as it is, items hang behind their dash. A heading has an empty line before it.
  private mutating func writeText(_ texts: [TextLine]) {
    let start = lines
    var isAfterBlank = true
    for one in texts {
      if one.kind == .heading, !isAfterBlank, lines > start { blank() }
      write(one)
      isAfterBlank = one.text.isEmpty
    }
  }

  private mutating func write(_ one: TextLine) {
    switch one.kind {
    case _ where one.text.isEmpty: blank()
    case .heading: line(one.text, .heading)
    case .prose: line(one.text)
    case .code: line(one.text, .code, at: 2, hang: 6)
    case .item:
      begin()
      text.append("- ")
      text.append(escaping: one.text)
      end(hang: 2)
    }
  }
}

// MARK: - A line that was typed wrongly

extension Page {
  /// The line, a caret line under the place, what is wrong, what would be right.
  private mutating func writeUsage(_ error: UsageError, line: String) {
    if let place = error.place {
      let window = Excerpt(line: Array(line.utf8), place: place, columns: width - indent)
      begin()
      text.append(window.shown)
      endCounted()
      begin(window.caret)
      text.styled(.alarm) { $0.repeated(UInt8(ascii: "^"), window.carets) }
      var message = TextBuffer()
      message.append(escaping: error.message)
      if text.column + 1 + message.column <= width {
        text.append(" ")
        text.append(message.bytes)
        endCounted()
      } else {
        endCounted()
        self.line(error.message)
      }
    } else {
      self.line(error.message, hang: 2)
    }
    if let hint = error.hint { self.line(hint, .quiet, hang: 2) }
  }
}

/// The part of a line that is shown with a caret under it: all of it where it fits, else what is around the place.
struct Excerpt {
  /// Printable bytes.
  private(set) var shown: [UInt8] = []
  /// The columns before the caret, and how many carets.
  private(set) var caret = 0
  private(set) var carets = 1

  init(line: [UInt8], place: Range<Int>, columns: Int) {
    let low = min(max(place.lowerBound, 0), line.count)
    let high = min(max(place.upperBound, low), line.count)
    let from = Excerpt.start(of: line, before: low, columns: columns / 2)
    var text = TextBuffer()
    if from > 0 { text.append("…") }
    text.append(escaping: line[from..<low])
    caret = text.column
    var i = low
    while i < line.count {
      let next = Excerpt.next(line, i)
      var piece = TextBuffer()
      piece.append(escaping: line[i..<next])
      if text.column + piece.column >= columns {
        text.append("…")
        break
      }
      text.append(piece.bytes)
      i = next
      if i <= high { carets = max(1, text.column - caret) }
    }
    shown = text.bytes
  }

  /// The earliest place from which the text up to `end` takes no more than `columns`.
  private static func start(of line: [UInt8], before end: Int, columns: Int) -> Int {
    var text = TextBuffer()
    text.append(escaping: line[max(0, end - 4 * columns)..<end])
    if text.column <= columns, end <= 4 * columns { return 0 }
    var from = end
    while from > 0 {
      var previous = from - 1
      while previous > 0, line[previous] & 0xc0 == 0x80, from - previous < 4 { previous -= 1 }
      text.removeAll()
      text.append(escaping: line[previous..<end])
      if text.column > columns { break }
      from = previous
    }
    return from
  }

  private static func next(_ line: [UInt8], _ i: Int) -> Int {
    var end = i + 1
    while end < line.count, line[end] & 0xc0 == 0x80, end - i < 4 { end += 1 }
    return end
  }
}
