import Language
import Steps
import Storage

/// A script that `run` has begun: its lines that are still to come.
struct Script {
  let name: String
  var lines: [[UInt8]]
  /// Which files its lines reach.
  let files: FileDoor
  var next = 0
}

extension Session {
  private static let maximumNesting = 8
  private static let maximumScript = 16 << 20
  private static let maximumHistory = 64 << 20
  /// Lines of scripts that one session runs: 20 calls at each of 8 depths would be 20 to the 8th.
  private static let maximumQueued = 1_000_000

  /// The next line of a script that `run` has queued, nil when there is none. Who reads a session's lines asks here
  /// first, echoes the line and runs it as if it had been typed.
  public func nextScriptLine() -> [UInt8]? {
    while var script = history.scripts.last {
      history.scripts.removeLast()
      guard script.next < script.lines.count else { continue }
      let line = script.lines[script.next]
      script.next += 1
      history.scripts.append(script)
      history.nextFiles = script.files
      return line
    }
    return nil
  }

  /// Queues the lines of a file; they come before what is typed next. Gives their number.
  func queue(script path: String, at range: Range<Int>) throws(UsageError) -> Int {
    guard history.scripts.count(where: { !$0.name.isEmpty }) < Self.maximumNesting else {
      throw UsageError("scripts run scripts \(Self.maximumNesting) deep at most", at: range)
    }
    if history.scripts.contains(where: { $0.name == path }) {
      throw UsageError("\(path) runs already, and would run itself without end", at: range)
    }
    let lines = Self.lines(try read(path, at: range))
    history.queued += lines.count
    guard history.queued <= Self.maximumQueued else {
      throw UsageError("the scripts of this session have run \(Self.maximumQueued) lines, and run no more", at: range)
    }
    // A person's script is somebody else's all the same: it stays in its folder, and writes nothing.
    let files = current.files.reads == .everything ? .script(at: path) : current.files
    history.scripts.append(Script(name: path, lines: lines, files: files))
    return lines.count
  }

  /// The lines that hold something, without the marks of an editor on Windows: that of byte order before the first, and
  /// a carriage return behind each.
  static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return text.split(separator: 0x0A).compactMap { line in
      let line = line.last == 0x0D ? line.dropLast() : line
      return line.isEmpty ? nil : Array(line)
    }
  }

  /// Reads a file through the door of the current line.
  private func read(_ path: String, at range: Range<Int>) throws(UsageError) -> [UInt8] {
    do throws(FileError) {
      return try current.files.read(path, limit: Self.maximumScript)
    } catch {
      throw UsageError(error, at: range)
    }
  }

  /// Keeps a line for `save`.
  func remember(_ line: Line) {
    guard history.saved.count + line.text.count < Self.maximumHistory else { return }
    history.saved.append(contentsOf: line.bytes[line.text])
    history.saved.append(10)
  }

  /// Writes the lines so far that ran to a new file. Gives their number.
  func saveScript(_ path: String, overwrite: Bool, at range: Range<Int>) throws(UsageError) -> Int {
    try write(history.saved, to: path, overwrite: overwrite, at: range)
    return history.saved.reduce(0) { $1 == 10 ? $0 + 1 : $0 }
  }

  /// Writes the lines so far that ran as a lesson. Gives what there is to say about it.
  func saveLesson(_ path: String, overwrite: Bool, at range: Range<Int>) throws(UsageError) -> [String] {
    guard let writer = caller.lessonWriter else {
      throw UsageError("no lesson can be made here", at: range, hint: "save NAME.wsa saves the lines as a script")
    }
    let place = try checkPlace(path, at: range)
    do throws(UsageError) {
      return try writer(history.saved, place, overwrite)
    } catch {
      throw UsageError(error.message, at: error.place ?? range, hint: error.hint)
    }
  }

  /// Writes a capture file of all packets so far, or of those that one host sees.
  func saveCapture(
    _ path: String, seenBy name: TextParameter.Argument?, overwrite: Bool, at range: Range<Int>
  ) throws(UsageError) -> TextLine {
    try checkPlace(path, at: range)
    var place: Int?
    if let name { place = try self.host(name).id.number }
    guard let file = network.captureFile(.session, seenBy: place) else {
      throw UsageError(
        "there is no captured packet to save", at: range,
        hint: network.isPrivate ? "a connect or a send makes some" : "a shared network lets nothing be captured")
    }
    try write(file.bytes, to: path, overwrite: overwrite, at: range)
    let missing = file.missing > 0 ? "; \(file.missing) more found no room" : ""
    return TextLine(
      .prose, "saved \(file.frames) \(file.frames == 1 ? "packet" : "packets") to \(path)\(missing)")
  }

  /// Whether a connection was drawn.
  var hasPlotted: Bool { trace.drawn != nil }

  /// Writes all pictures of the connection that was drawn last.
  func savePlots(_ path: String, overwrite: Bool, at range: Range<Int>) throws(UsageError) -> String {
    try checkPlace(path, at: range)
    guard let drawn = trace.drawn else {
      throw UsageError("nothing was plotted yet", at: range, hint: "plot c draws a connection; save keeps the picture")
    }
    guard let draws = caller.draws else { throw UsageError("plots cannot be saved here", at: range) }
    let plots = PlotRecord.Kind.allCases.compactMap { plot($0, of: drawn.connection, from: drawn.from) }
    try write(draws(plots), to: path, overwrite: overwrite, at: range)
    return "saved \(plots.count) \(plots.count == 1 ? "plot" : "plots") to \(path)"
  }

  /// Writes what is made of the whole session: a page, a film, a program, by the ending of the name.
  func saveExport(
    _ path: String, step: Int?, part: String?, overwrite: Bool, at range: Range<Int>
  ) throws(UsageError) -> String {
    try checkPlace(path, at: range)
    guard let recording = caller.recording, let exports = caller.exports else {
      throw UsageError(
        "a script's name ends in .wsa, a lesson's in .md, a capture's in .pcapng, a picture's in .svg", at: range,
        hint: "save NAME.wsa saves the lines as a script")
    }
    let bytes: [UInt8]
    switch exports(path, recording, step, part) {
    case .file(let made): bytes = made
    case .nothing:
      throw UsageError(
        "there is nothing to draw" + (step.map { " of step \($0)" } ?? ""), at: range,
        hint: "save NAME.svg of=step, of=ladder or of=state draws the last step that did something")
    case .unknownEnding:
      throw UsageError(
        "nothing is saved under this ending; there are .wsa, .md, .pcapng, \(caller.exportEndings)", at: range,
        hint: "save NAME.wsa saves the lines as a script")
    }
    try write(bytes, to: path, overwrite: overwrite, at: range)
    if path.hasSuffix(".svg") { return "saved a picture to \(path)" }
    let steps = recording.entries.count { if case .step(let step) = $0 { step.number > 0 } else { false } }
    return "saved \(steps) \(steps == 1 ? "step" : "steps") to \(path)"
  }

  /// Where a file that is to be written lies, when the current line may write it.
  @discardableResult
  private func checkPlace(_ path: String, at range: Range<Int>) throws(UsageError) -> String {
    do throws(FileError) {
      return try current.files.place(for: path)
    } catch {
      throw UsageError(error, at: range)
    }
  }

  /// Writes a file through the door of the current line.
  private func write(_ bytes: [UInt8], to path: String, overwrite: Bool, at range: Range<Int>) throws(UsageError) {
    do throws(FileError) {
      try current.files.write(bytes, to: path, replacing: overwrite)
    } catch {
      throw UsageError(error, at: range)
    }
  }

  /// What `explain` alone is about.
  var lastErrorTopic: String? { last.error.map { String($0.rawValue) } }
}

extension UsageError {
  /// Why a file was not read or written.
  init(_ error: FileError, at range: Range<Int>) {
    let hint = error.isThere ? "save \(error.path) overwrite replaces it" : error.hint
    self.init("\(error.path) \(error.message)", at: range, hint: hint)
  }
}
