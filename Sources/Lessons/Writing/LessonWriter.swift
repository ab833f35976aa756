import Glibc

/// Writes lessons: of a draft, whose blocks hold commands only, and what the replay of it prints.
public struct LessonWriter {
  /// How it is replayed.
  private let options: CheckOptions
  /// Commands that can be left out one after the other: each round tells all of them, and few make others wrong.
  private static let rounds = 4

  /// What came of writing a lesson.
  struct Written {
    /// Commands that were left out, since they are mistakes or do not hold.
    var leftOut = 0
    /// What `check` would refuse in it.
    var faults: [LessonError] = []
  }

  /// A writer. The program and its arguments are those of a check.
  public init(options: CheckOptions) { self.options = options }

  /// Fills in a draft and writes it to a file that is not there yet, unless it may be replaced. Nothing is written when
  /// it cannot be replayed.
  func write(_ draft: [UInt8], to path: String, overwrite: Bool) throws(LessonError) -> Written {
    if !overwrite, Files.exists(path) { throw LessonWriter.exists(path) }
    let temporary = try Files.makeTemporary(beside: path, suffix: ".md")
    defer { unlink(temporary) }
    var written = Written()
    var text = draft
    for _ in 0..<LessonWriter.rounds {
      try Files.replace(temporary, with: text)
      var file = CheckedFile(path: temporary)
      guard let lesson = file.lesson, file.breaks.isEmpty else { throw LessonWriter.failure(path, file) }
      let outcomes = replay(temporary)
      let wrong = Set(ReplayStream.read(outcomes.first?.output ?? []).faults.map(\.line))
      if wrong.isEmpty {
        Comparison.run(&file, outcomes)
        if !file.breaks.isEmpty { throw LessonWriter.failure(path, file) }
        var transcripts = lesson.blocks.map { Lesson.transcript(of: $0) }
        for difference in file.differences { transcripts[difference.place] = difference.transcript }
        let whole = lesson.rewritten(with: transcripts)
        try Files.replace(temporary, with: whole)
        written.faults = file.faults + remainingFaults(temporary)
        try Files.write(whole, to: path, replacing: overwrite)
        return written
      }
      written.leftOut += wrong.count
      text = LessonWriter.without(wrong, text)
    }
    throw LessonError(path: path, "its lines do not run the same way again; save NAME.wsa keeps them as a script")
  }

  private func replay(_ path: String) -> [ChildPool.Outcome] {
    let runs = Array(repeating: options.replayer.arguments + [path], count: max(1, options.runs))
    return ChildPool(program: options.replayer.program, limit: max(1, options.parallel)).run(runs)
  }

  private func remainingFaults(_ path: String) -> [LessonError] {
    var file = CheckedFile(path: path)
    var rules = PageRules(width: options.width)
    rules.check(&file)
    return file.faults
  }

  /// A text without some of its lines.
  private static func without(_ lines: Set<Int>, _ text: [UInt8]) -> [UInt8] {
    var reader = LineReader(text)
    var out: [UInt8] = []
    while let line = reader.next() {
      if !lines.contains(line.number) { out.append(contentsOf: text[line.start..<line.next]) }
    }
    return out
  }

  private static func exists(_ path: String) -> LessonError {
    LessonError(path: path, "is there already", isThere: true)
  }

  private static func failure(_ path: String, _ file: CheckedFile) -> LessonError {
    LessonError(path: path, file.breaks.first?.message ?? "cannot be replayed")
  }
}
