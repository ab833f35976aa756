import Playground
import Steps
import Views

/// How a lesson is replayed.
public struct ReplayOptions: Sendable {
  /// What is written.
  public enum Format: String, Sendable {
    /// The transcript that an interactive session would show.
    case text
    /// One record a line.
    case json
    /// A lesson's transcript block by block, and what is wrong with it (`ReplayStream`): for `Check`.
    case blocks
  }
  /// What is written.
  public var format = Format.text
  /// Whether records have only the keys that a script gets from a real Winsock as well.
  public var isBrief = false
  /// How text looks.
  public var text = TextOptions()
  /// Writes after every line, for who watches; otherwise in large pieces.
  public var flushesEachLine = false
  /// Text in 80 columns without colour.
  public init() {}
  /// Options from their parts.
  public init(
    format: Format, isBrief: Bool = false, text: TextOptions = TextOptions(), flushesEachLine: Bool = false
  ) {
    self.format = format
    self.isBrief = isBrief
    self.text = text
    self.flushesEachLine = flushesEachLine
  }
}

/// Replays a lesson (`.md`): the blocks marked `wsa`, in one session. Text has an empty line between two blocks, and none
/// at the end of one.
public struct Replay {
  private let options: ReplayOptions
  private let output: GatheredOutput
  private let lines: LineRun

  /// Output is handed over when so much has gathered.
  private static let pieceBytes = 1 << 16

  /// Replays a file in a session that has not run a line, and ends it. For text the session has to describe changes.
  /// - Returns: the exit status: the session's (0, 1 when an `expect` did not hold, 2 for a usage error), or 2 when the
  ///   file cannot be read or is a broken lesson, which `complain` is told in one line.
  public static func run(
    path: String, options: ReplayOptions, session: Session, write: @escaping ([UInt8]) -> Void,
    complain: ([UInt8]) -> Void
  ) -> Int32 {
    defer { session.end() }
    do throws(LessonError) {
      let bytes = try Files.read(path)
      let lesson = try Lesson.parse(bytes, path: path)
      let replay = Replay(options: options, session: session, write: write)
      try replay.run(lesson)
      return session.exitStatus
    } catch {
      complain(Array((error.description + "\n").utf8))
      return 2
    }
  }

  /// Replays a lesson without a word, for what the session's recording has of it then.
  public static func record(_ lesson: Lesson, session: Session) throws(LessonError) {
    let replay = Replay(options: ReplayOptions(), session: session) { _ in }
    try replay.run(lesson)
  }

  private init(options: ReplayOptions, session: Session, write: @escaping ([UInt8]) -> Void) {
    self.options = options
    output = GatheredOutput(write)
    lines = LineRun(
      session: session,
      transcript: Transcript(
        options.format == .json ? .json(JSONView(brief: options.isBrief)) : .text(TextView(options.text))),
      output: output)
  }

  /// Every block of a lesson.
  private func run(_ lesson: Lesson) throws(LessonError) {
    let session = lines.session
    session.caller.given = lesson.given
    var judge = options.format == .blocks ? LessonJudge(lesson, session: session) : nil
    var texts = LessonTexts(lesson)
    for place in lesson.blocks.indices {
      texts.before(place).forEach { tell($0) }
      let before = output.bytes.count
      judge?.begin(place)
      tell(.block)
      var left: Lesson.Command?
      for (i, command) in lesson.blocks[place].commands.enumerated() {
        if session.isFinished {
          left = command
          break
        }
        run(command.text) { judge?.look(at: $0, of: command, in: place) }
        judge?.end(i, of: place)
        if i == 0 { texts.asked(before: place, session).forEach { tell($0) } }
      }
      if let left { judge?.missed(left) } else { judge?.end(place) }
      endBlock(from: before, isLast: place == lesson.blocks.count - 1, judge?.take() ?? [])
      guard let left else { continue }
      output.flush()
      throw LessonError(path: lesson.path, line: left.line, LessonJudge.wasQuit)
    }
    texts.rest().forEach { tell($0) }
    output.flush()
  }

  /// Runs one line, and after it those of a script that it has begun.
  private func run(_ line: [UInt8], watch: (Step) -> Void) {
    let look = { (step: Step?) in if let step { watch(step) } }
    lines.run(line, watch: look)
    while !lines.session.isFinished, let next = lines.session.nextScriptLine() { lines.run(next, watch: look) }
  }

  /// Notes what is no step: for records, and for what is made of the session later.
  private func tell(_ entry: RecordedEntry) {
    lines.session.caller.recording?.append(entry)
    lines.write(entry)
  }

  /// Trims a block's text, and separates it from the next one.
  private func endBlock(from start: Int, isLast: Bool, _ faults: [ReplayStream.Fault]) {
    if options.format == .json { return }
    let block = Lesson.trimmed(Array(output.bytes[start...]))
    output.bytes.removeSubrange(start...)
    if options.format == .blocks {
      ReplayStream.append(block: block, to: &output.bytes)
      for fault in faults { ReplayStream.append(fault, to: &output.bytes) }
    } else {
      output.bytes.append(contentsOf: block)
      if !isLast, !block.isEmpty { output.bytes.append(0x0a) }
    }
    flush()
  }

  private func flush() {
    if options.flushesEachLine || output.bytes.count >= Replay.pieceBytes { output.flush() }
  }
}

/// A transcript that is taken in pieces.
private final class GatheredOutput: TranscriptOutput {
  var bytes: [UInt8] = []
  let isBroken = false
  private let write: ([UInt8]) -> Void

  init(_ write: @escaping ([UInt8]) -> Void) { self.write = write }

  /// Hands over what has gathered, and keeps the memory for more.
  func flush() {
    if bytes.isEmpty { return }
    write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
