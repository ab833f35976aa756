/// A Markdown file that is checked, and what was found wrong with it.
struct CheckedFile {
  let path: String
  /// What could be understood of it; nil when it could not be read.
  private(set) var lesson: Lesson?
  /// What cannot be replayed because of it: the file's blocks are broken, or the replay ended early.
  private(set) var breaks: [LessonError] = []
  /// What is not as a lesson is to be.
  private(set) var faults: [LessonError] = []
  /// Blocks that print something else now.
  var differences: [Difference] = []

  /// A block whose transcript is not what it prints.
  struct Difference {
    /// Its place in the lesson's blocks.
    let place: Int
    let transcript: [UInt8]
  }

  /// Reads a file.
  init(path: String) {
    self.path = path
    do throws(LessonError) {
      var parser = LessonParser(bytes: try Files.read(path), path: path)
      lesson = parser.parse()
      breaks = parser.faults
    } catch {
      breaks = [error]
    }
  }

  /// Whether it could be read at all.
  var isText: Bool { lesson.map { UTF8Check.firstInvalid(in: $0.bytes) == nil } ?? false }
  /// Whether it has something to replay.
  var isLesson: Bool { lesson.map { !$0.blocks.isEmpty } ?? false }
  /// Whether it can be replayed.
  var isReplayable: Bool { isLesson && breaks.isEmpty }

  /// Notes something at a line; 0 is the whole file.
  mutating func fault(_ line: Int, _ message: String) {
    faults.append(LessonError(path: path, line: line, message))
  }

  /// Notes something that keeps it from being checked.
  mutating func broken(_ line: Int, _ message: String) {
    breaks.append(LessonError(path: path, line: line, message))
  }

  /// Faults in the order of their lines.
  mutating func sortFaults() { faults.sort { $0.line < $1.line } }
}
