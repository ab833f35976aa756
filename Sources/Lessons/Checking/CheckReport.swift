import TerminalText

/// Tells what a check found, accepts differences when that is asked for, and counts.
///
/// What is wrong with lessons stands on standard output; what kept one from being checked, on standard error.
struct CheckReport {
  private let options: CheckOptions
  private let write: ([UInt8]) -> Void
  private let complain: ([UInt8]) -> Void
  /// The most lines that are shown of one lesson's differences.
  private static let mostLines = 400
  private var lessons = 0
  private var pages = 0
  private var updated = 0
  private var refused = 0
  private var broken = 0
  private var review: Review?

  init(options: CheckOptions, write: @escaping ([UInt8]) -> Void, complain: @escaping ([UInt8]) -> Void) {
    (self.options, self.write, self.complain) = (options, write, complain)
    review = options.ask.map { Review(ask: $0, color: options.color, write: write) }
  }

  /// 0 all right, 1 a file is refused, 2 one could not be read or replayed.
  var status: Int32 { broken > 0 ? 2 : refused > 0 ? 1 : 0 }

  /// What there is to tell that belongs to no file.
  mutating func tell(_ error: LessonError) {
    broken += 1
    complain(line(error.description))
  }

  /// What was found in a file.
  mutating func tell(_ file: CheckedFile) {
    if file.isLesson { lessons += 1 } else if file.breaks.isEmpty { pages += 1 }
    for error in file.breaks { complain(line(error.description)) }
    for fault in file.faults { tell(fault.description) }
    let isAccepted = settle(file)
    var faults = (file.breaks + file.faults).map(\.description)
    if !isAccepted {
      faults += file.differences.compactMap { one in
        file.lesson.map { "\(file.path):\($0.blocks[one.place].line): the transcript differs" }
      }
    }
    options.note?(file.path, faults, !file.breaks.isEmpty)
    if !file.breaks.isEmpty { broken += 1 } else if !file.faults.isEmpty || !isAccepted { refused += 1 }
  }

  /// Shows the differences of a lesson, or accepts them. False when some are left.
  private mutating func settle(_ file: CheckedFile) -> Bool {
    guard let lesson = file.lesson, !file.differences.isEmpty else { return true }
    if let result = review?.run(lesson, file.differences) {
      return update(lesson, result.transcripts) && result.isWhole
    }
    if options.updates {
      var transcripts = lesson.blocks.map { Lesson.transcript(of: $0) }
      for difference in file.differences { transcripts[difference.place] = difference.transcript }
      return update(lesson, transcripts)
    }
    show(lesson, file.differences)
    return false
  }

  private func tell(_ text: String) { write(line(text)) }

  /// A line with what could harm a terminal made visible.
  private func line(_ words: String) -> [UInt8] {
    var text = TextBuffer()
    text.append(escaping: words)
    text.newline()
    return text.bytes
  }

  // MARK: - Differences

  /// Writes the blocks that are not as before. False when that cannot be done.
  private mutating func update(_ lesson: Lesson, _ transcripts: [[UInt8]]) -> Bool {
    let places = zip(lesson.blocks, transcripts).filter { Lesson.transcript(of: $0) != $1 }.map { String($0.0.line) }
    if places.isEmpty { return true }
    do throws(LessonError) {
      // Who was asked may have gone on writing.
      guard try Files.read(lesson.path) == lesson.bytes else {
        throw LessonError(path: lesson.path, Comparison.wasChanged)
      }
      try Files.replace(lesson.path, with: lesson.rewritten(with: transcripts))
    } catch {
      tell(error)
      return false
    }
    updated += 1
    tell(
      "\(lesson.path): rewrote the block\(places.count == 1 ? "" : "s") at line \(places.joined(separator: ", "))")
    return true
  }

  private func show(_ lesson: Lesson, _ differences: [CheckedFile.Difference]) {
    var text = TextBuffer(color: options.color)
    text.styled(.bold) { text in
      text.append("--- ")
      text.append(escaping: lesson.path)
    }
    text.newline()
    text.append("+++ what it prints now", .bold)
    text.newline()
    for difference in differences {
      let block = lesson.blocks[difference.place]
      UnifiedDiff(block.lines, difference.lines).write(firstLine: block.line + 1, into: &text)
    }
    write(CheckReport.cut(text.bytes))
  }

  /// The beginning of a difference that nobody would read to its end.
  private static func cut(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast()
    guard lines.count > mostLines else { return bytes }
    let end = lines[mostLines].startIndex
    return bytes[..<end] + Array("… and \(lines.count - mostLines) lines more\n".utf8)
  }

  // MARK: - The last line

  /// Counts what was checked.
  func summarize() {
    var text = TextBuffer(color: options.color)
    var counts = [CheckReport.count(lessons, "lesson")]
    if pages > 0 { counts.append(CheckReport.count(pages, "page")) }
    var ends: [String] = []
    if updated > 0 { ends.append("\(updated) updated") }
    if refused > 0 || broken == 0 { ends.append(refused > 0 ? "\(refused) refused" : "none refused") }
    if broken > 0 { ends.append("\(broken) broken") }
    text.append(
      trusted: counts.joined(separator: " and ") + ": " + ends.joined(separator: ", "), status == 0 ? .green : .red)
    text.newline()
    write(text.bytes)
  }

  private static func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }
}

extension CheckedFile.Difference {
  /// The lines that are printed now.
  var lines: [[UInt8]] {
    transcript.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast().map(Array.init)
  }
}
