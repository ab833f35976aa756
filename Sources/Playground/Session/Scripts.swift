import Language
import Glibc
import Steps

/// A script that `run` has begun: its lines that are still to come.
struct Script {
  let name: String
  var lines: [[UInt8]]
  var next = 0
}

extension Session {
  private static let maximumNesting = 8
  private static let maximumScript = 16 << 20
  private static let maximumHistory = 64 << 20

  /// The next line of a script that `run` has queued, nil when there is none. Who reads a session's lines asks here
  /// first, echoes the line and runs it as if it had been typed.
  public func nextScriptLine() -> [UInt8]? {
    while var script = history.scripts.last {
      history.scripts.removeLast()
      guard script.next < script.lines.count else { continue }
      let line = script.lines[script.next]
      script.next += 1
      history.scripts.append(script)
      return line
    }
    return nil
  }

  /// Queues the lines of a file; they come before what is typed next. Gives their number.
  func queue(script path: String, at range: Range<Int>) throws(UsageError) -> Int {
    guard history.scripts.count < Self.maximumNesting else {
      throw UsageError("scripts run scripts \(Self.maximumNesting) deep at most", at: range)
    }
    let lines = Self.lines(try Self.read(path, at: range))
    history.scripts.append(Script(name: path, lines: lines))
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

  private static func read(_ path: String, at range: Range<Int>) throws(UsageError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure("cannot open", path, range) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw failure("cannot read", path, range) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= maximumScript else { throw UsageError("\(path) is too large for a script", at: range) }
    }
  }

  private static func failure(_ what: String, _ path: String, _ range: Range<Int>) -> UsageError {
    UsageError("\(what) \(path): \(String(cString: strerror(errno)))", at: range)
  }

  /// Keeps a line for `save`.
  func remember(_ line: Line) {
    guard history.saved.count + line.text.count < Self.maximumHistory else { return }
    history.saved.append(contentsOf: line.bytes[line.text])
    history.saved.append(10)
  }

  /// Writes the lines so far that ran to a new file. Gives their number.
  func saveScript(_ path: String, overwrite: Bool, at range: Range<Int>) throws(UsageError) -> Int {
    try Self.write(history.saved, to: path, overwrite: overwrite, at: range)
    return history.saved.reduce(0) { $1 == 10 ? $0 + 1 : $0 }
  }

  /// Writes the lines so far that ran as a lesson. Gives what there is to say about it.
  func saveLesson(_ path: String, overwrite: Bool, at range: Range<Int>) throws(UsageError) -> [String] {
    guard let writer = caller.lessonWriter else {
      throw UsageError("no lesson can be made here", at: range, hint: "save NAME.wsa saves the lines as a script")
    }
    do throws(UsageError) {
      return try writer(history.saved, path, overwrite)
    } catch {
      throw UsageError(error.message, at: error.place ?? range, hint: error.hint)
    }
  }

  /// Writes a capture file of all packets so far.
  func saveCapture(_ path: String, overwrite: Bool, at range: Range<Int>) throws(UsageError) -> TextLine {
    guard let file = network.captureFile() else {
      throw UsageError(
        "there is no captured packet to save", at: range,
        hint: network.isPrivate ? "a connect or a send makes some" : "a shared network lets nothing be captured")
    }
    try Self.write(file.bytes, to: path, overwrite: overwrite, at: range)
    let missing = file.missing > 0 ? "; \(file.missing) more found no room" : ""
    return TextLine(
      .prose, "saved \(file.frames) \(file.frames == 1 ? "packet" : "packets") to \(path)\(missing)")
  }

  private static func write(_ bytes: [UInt8], to path: String, overwrite: Bool, at range: Range<Int>) throws(UsageError)
  {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (overwrite ? O_TRUNC : O_EXCL)
    let descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else {
      if errno == EEXIST {
        throw UsageError("\(path) is there already", at: range, hint: "save \(path) overwrite replaces it")
      }
      throw Self.failure("cannot write", path, range)
    }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      guard count > 0 else { throw Self.failure("cannot write", path, range) }
      written += count
    }
  }

  /// What `explain` alone is about.
  var lastErrorTopic: String? { last.error.map { String($0.rawValue) } }
}
