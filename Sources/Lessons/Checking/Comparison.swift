/// Holds what the replays of a lesson told against the lesson.
struct Comparison {
  private var file: CheckedFile
  private let lesson: Lesson

  static let wasChanged = "it was changed while it was checked; check it again"

  /// Notes in `file` what its replays found wrong. There is an outcome for each.
  static func run(_ file: inout CheckedFile, _ outcomes: [ChildPool.Outcome]) {
    guard let lesson = file.lesson else { return }
    var comparison = Comparison(file: file, lesson: lesson)
    comparison.run(outcomes)
    file = comparison.file
  }

  private mutating func run(_ outcomes: [ChildPool.Outcome]) {
    var told: [ReplayStream.Contents] = []
    for outcome in outcomes {
      let contents = ReplayStream.read(outcome.output)
      let isWhole = contents.isWhole && contents.blocks.count == lesson.blocks.count && (outcome.status ?? 3) <= 2
      if !isWhole { return miss(contents, outcome) }
      told.append(contents)
    }
    guard let first = told.first else { return }
    var faults: [ReplayStream.Fault] = []
    for fault in told.flatMap(\.faults) where !faults.contains(fault) { faults.append(fault) }
    for fault in faults { file.fault(fault.line, fault.message) }
    for (place, block) in lesson.blocks.enumerated() {
      let transcript = first.blocks[place]
      if let other = told.first(where: { $0.blocks[place] != transcript }) {
        tellUnstable(block, transcript, other.blocks[place])
      } else if Lesson.transcript(of: block) != transcript {
        file.differences.append(.init(place: place, transcript: transcript))
      }
    }
  }

  /// A replay that did not come to the lesson's end.
  private mutating func miss(_ contents: ReplayStream.Contents, _ outcome: ChildPool.Outcome) {
    if outcome.status == 0, contents.isWhole {
      return file.broken(0, Comparison.wasChanged)
    }
    for fault in contents.faults { file.broken(fault.line, fault.message) }
    if contents.faults.isEmpty || outcome.status == nil { file.broken(0, Comparison.reason(outcome)) }
  }

  private static func reason(_ outcome: ChildPool.Outcome) -> String {
    if outcome.isStopped { return "its replay was stopped: it printed too much, or nothing for 90 s" }
    let complaint = String(decoding: outcome.complaint.prefix(400), as: UTF8.self)
      .split(separator: "\n").joined(separator: " ")
    guard let status = outcome.status else {
      return "its replay crashed, was interrupted or could not be started. \(complaint)"
    }
    return "its replay ended before the lesson did, with status \(status). \(complaint)"
  }

  /// Two replays that printed something else: the first line that differs, as both have it.
  private mutating func tellUnstable(_ block: Lesson.Block, _ one: [UInt8], _ other: [UInt8]) {
    let lines = [one, other].map { $0.split(separator: 0x0a, omittingEmptySubsequences: false) }
    let same = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
    let texts = lines.map { same < $0.count ? String(decoding: $0[same], as: UTF8.self) : "" }
    file.fault(
      block.line + 1 + same,
      "two replays print different things here, \"\(texts[0])\" and \"\(texts[1])\"; "
        + "a lesson holds no time, no chance and nothing from outside")
  }
}
