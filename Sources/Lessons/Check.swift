import Glibc
import TerminalText

/// How lessons are checked.
public struct CheckOptions: Sendable {
  /// Rewrites the blocks of lessons whose output differs.
  public var updates = false
  /// Colours in the differences.
  public var color = false
  /// What stands before the file in a child's arguments; its standard output is a stream of blocks (`Replay`).
  /// A transcript is the same everywhere on a private network only, so nothing is compared or updated without one.
  public var arguments = ["run", "--network", "private", "--format", "blocks"]
  /// The program that replays a lesson.
  public var program = "/proc/self/exe"
  /// How many lessons are replayed at once.
  public var parallel = 2
  /// The widest line a transcript may have.
  public var width = 80
  /// Options as `wsalab check` has them.
  public init() {}
}

/// Replays lessons and compares what they print with what they say.
public struct Check {
  let options: CheckOptions
  /// Standard output and standard error.
  let write: ([UInt8]) -> Void
  let complain: ([UInt8]) -> Void
  private var differing = 0
  private var updated = 0
  private var broken = 0

  /// Checks every lesson of `paths`: files, and directories with all `.md` files below them that have a block marked
  /// `wsa`. Call it before the process enters a network of its own: each lesson runs in a child.
  /// - Returns: the exit status: 0 when all agree (or were updated), 1 when one differs, 2 when one is broken.
  public static func run(
    paths: [String], options: CheckOptions, write: @escaping ([UInt8]) -> Void, complain: @escaping ([UInt8]) -> Void
  ) -> Int32 {
    var check = Check(options: options, write: write, complain: complain)
    return check.run(paths)
  }

  private init(options: CheckOptions, write: @escaping ([UInt8]) -> Void, complain: @escaping ([UInt8]) -> Void) {
    self.options = options
    self.write = write
    self.complain = complain
  }

  private mutating func run(_ paths: [String]) -> Int32 {
    var lessons: [Lesson] = []
    for path in paths { lessons += find(path) }
    let pool = ChildPool(program: options.program, limit: max(1, options.parallel))
    let outcomes = pool.run(lessons.map { options.arguments + [$0.path] })
    for (lesson, outcome) in zip(lessons, outcomes) { judge(lesson, outcome) }
    summarize(lessons.count)
    return broken > 0 ? 2 : differing > 0 ? 1 : 0
  }

  /// The lessons that a path names; what is wrong with them is told.
  private mutating func find(_ path: String) -> [Lesson] {
    do throws(LessonError) {
      guard try Files.isDirectory(path) else {
        let lesson = try Lesson.parse(Files.read(path), path: path)
        if lesson.blocks.isEmpty { throw LessonError(path: path, "has no block marked wsa; begin one with ```wsa") }
        return [lesson]
      }
      let files = try Files.markdown(below: path)
      let lessons = files.compactMap { file in parse(file) }
      if lessons.isEmpty, broken == 0 {
        throw LessonError(path: path, "holds no lesson: no .md file with a block marked wsa")
      }
      return lessons.filter { !$0.blocks.isEmpty }
    } catch {
      report(error)
      return []
    }
  }

  private mutating func parse(_ file: String) -> Lesson? {
    do throws(LessonError) {
      let lesson = try Lesson.parse(Files.read(file), path: file)
      return lesson.blocks.isEmpty ? nil : lesson
    } catch {
      report(error)
      return nil
    }
  }

  private mutating func report(_ error: LessonError) {
    broken += 1
    complain(Array((error.description + "\n").utf8))
  }
}

// MARK: - Judging one lesson

extension Check {
  private mutating func judge(_ lesson: Lesson, _ outcome: ChildPool.Outcome) {
    guard let transcripts = BlockStream.read(outcome.output, count: lesson.blocks.count), (outcome.status ?? 3) <= 2
    else {
      return report(LessonError(path: lesson.path, reason(outcome)))
    }
    let differ = zip(lesson.blocks, transcripts).filter { Lesson.transcript(of: $0.0) != $0.1 }
    if !differ.isEmpty {
      if options.updates { update(lesson, transcripts, differ.map(\.0.line)) } else { show(lesson, differ) }
    }
    let isWide = checkWidth(lesson, transcripts)
    if isWide || !differ.isEmpty && !options.updates { differing += 1 }
  }

  private func reason(_ outcome: ChildPool.Outcome) -> String {
    if outcome.isStopped { return "its replay was stopped: it printed too much, or nothing for 90 s" }
    let complaint = String(decoding: outcome.complaint.prefix(400), as: UTF8.self)
      .split(separator: "\n").joined(separator: " ")
    guard let status = outcome.status else { return "its replay crashed or could not be started. \(complaint)" }
    return "its replay ended before the lesson did, with status \(status). \(complaint)"
  }

  private mutating func update(_ lesson: Lesson, _ transcripts: [[UInt8]], _ lines: [Int]) {
    do throws(LessonError) {
      try Files.replace(lesson.path, with: lesson.rewritten(with: transcripts))
      updated += 1
      let places = lines.map(String.init).joined(separator: ", ")
      write(Array("\(lesson.path): rewrote the block\(lines.count == 1 ? "" : "s") at line \(places)\n".utf8))
    } catch {
      report(error)
    }
  }

  private func show(_ lesson: Lesson, _ differ: [(Lesson.Block, [UInt8])]) {
    var text = TextBuffer(color: options.color)
    text.append(trusted: "--- \(lesson.path)\n", .bold)
    text.append("+++ what it prints now", .bold)
    text.newline()
    for (block, transcript) in differ {
      let new = transcript.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast().map(Array.init)
      UnifiedDiff(block.lines, new).write(firstLine: block.line + 1, into: &text)
    }
    write(text.bytes)
  }

  /// Tells the lines of a transcript that are wider than a lesson's may be. Returns whether there is one.
  private func checkWidth(_ lesson: Lesson, _ transcripts: [[UInt8]]) -> Bool {
    var isWide = false
    for (block, transcript) in zip(lesson.blocks, transcripts) {
      for (i, line) in transcript.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
        let columns = DisplayWidth.of(Array(line))
        guard columns > options.width else { continue }
        isWide = true
        write(
          Array(
            "\(lesson.path):\(block.line + 1 + i): \(columns) columns; a lesson's lines have \(options.width)\n".utf8))
      }
    }
    return isWide
  }

  private func summarize(_ count: Int) {
    var text = TextBuffer(color: options.color)
    let end = updated > 0 ? ", \(updated) updated" : ", \(differing) differ\(differing == 1 ? "s" : "")"
    text.append(trusted: "\(count) lesson\(count == 1 ? "" : "s")" + end, differing > 0 || broken > 0 ? .red : .green)
    if updated > 0, differing > 0 { text.append(trusted: ", \(differing) too wide") }
    if broken > 0 { text.append(trusted: ", \(broken) broken", .red) }
    text.newline()
    write(text.bytes)
  }
}

/// The outputs of a lesson's blocks as one stream: each ends with a NUL byte, which no transcript holds.
enum BlockStream {
  /// Appends one block's output.
  static func append(_ transcript: [UInt8], to out: inout [UInt8]) {
    out.append(contentsOf: transcript)
    out.append(0)
  }

  /// The outputs of `count` blocks; nil when the stream does not hold just as many.
  static func read(_ bytes: [UInt8], count: Int) -> [[UInt8]]? {
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
    guard parts.count == count + 1, parts.last?.isEmpty == true else { return nil }
    return parts.dropLast().map(Array.init)
  }
}
