import TerminalText

/// Replays lessons and refuses those that are not as they say.
public struct Check {
  private let options: CheckOptions
  private var report: CheckReport
  private var files: [CheckedFile] = []

  /// Checks every file of `paths`, and of directories every `.md` file below them: what stands in it, and, when it has a
  /// block marked `wsa`, what it prints. Call it before the process enters a network of its own: each lesson is replayed
  /// in children.
  /// - Returns: the exit status: 0 when all is right (or was updated), 1 when a file is refused, 2 when one could not be
  ///   read or replayed.
  public static func run(
    paths: [String], options: CheckOptions, write: @escaping ([UInt8]) -> Void, complain: @escaping ([UInt8]) -> Void
  ) -> Int32 {
    var check = Check(options: options, report: CheckReport(options: options, write: write, complain: complain))
    return check.run(paths)
  }

  private init(options: CheckOptions, report: CheckReport) {
    self.options = options
    self.report = report
  }

  private mutating func run(_ paths: [String]) -> Int32 {
    for path in paths { find(path) }
    replay()
    var rules = PageRules(width: options.width)
    for i in files.indices {
      rules.check(&files[i])
      files[i].sortFaults()
      report.tell(files[i])
    }
    report.summarize()
    return report.status
  }

  /// The files that a path names.
  private mutating func find(_ path: String) {
    do throws(LessonError) {
      guard try Files.isDirectory(path) else { return files.append(CheckedFile(path: path)) }
      let found = try Files.markdown(below: path)
      if found.isEmpty { throw LessonError(path: path, "holds no lesson: there is no .md file below it") }
      files += found.map { CheckedFile(path: $0) }
    } catch {
      report.tell(error)
    }
  }

  /// Replays every lesson as often as is asked for.
  private mutating func replay() {
    let places = files.indices.filter { files[$0].isReplayable }
    let runs = max(1, options.runs)
    let all = places.flatMap { Array(repeating: options.replayer.arguments + [files[$0].path], count: runs) }
    let outcomes = ChildPool(program: options.replayer.program, limit: max(1, options.parallel)).run(all)
    for (i, place) in places.enumerated() {
      Comparison.run(&files[place], Array(outcomes[(i * runs)..<((i + 1) * runs)]))
    }
  }
}
