/// `save NAME.md`: a session's lines as a lesson.
///
/// The lines are replayed in a session of their own, as a check replays them: what was asked in between, undone or not
/// understood is not in it, and so the steps' numbers are those that a reader will see.
public enum SavedLesson {
  /// More is not a lesson.
  private static let mostLines = 1000
  private static let mostBytes = 1 << 20

  /// Writes the lines (each ends with a newline) as the lesson NAME.md. Returns what there is to say about it, a sentence
  /// each.
  public static func write(
    lines: [UInt8], name: String, overwrite: Bool, writer: LessonWriter
  ) throws(LessonError) -> [String] {
    let place = try LessonName(name)
    let count = lines.count { $0 == 0x0a }
    guard count > 0 else { throw LessonError(path: place.path, "there is no line to save yet") }
    guard count <= mostLines, lines.count <= mostBytes else {
      throw LessonError(
        path: place.path,
        "these are \(count) lines, and a lesson has \(mostLines) and 1 MB at most; save NAME.wsa keeps them as a script"
      )
    }
    if let bad = UTF8Check.firstInvalid(in: lines) {
      let line = lines[..<bad].count { $0 == 0x0a } + 1
      throw LessonError(
        path: place.path, "line \(line) of them is no text in UTF-8, as a lesson is; save NAME.wsa keeps it as a script"
      )
    }
    let written = try writer.write(draft(place.title, lines), to: place.path, overwrite: overwrite)
    return report(place.path, count - written.leftOut, written)
  }

  private static func report(_ path: String, _ count: Int, _ written: LessonWriter.Written) -> [String] {
    var sentences = ["saved \(count) \(count == 1 ? "line" : "lines") as the lesson \(path)"]
    if written.leftOut > 0 {
      sentences.append(
        "left out \(written.leftOut) that \(written.leftOut == 1 ? "does" : "do") not hold when replayed")
    }
    for fault in written.faults.prefix(3) {
      sentences.append("wsalab check will refuse it, line \(fault.line): \(fault.message)")
    }
    return sentences
  }

  private static func draft(_ title: String, _ lines: [UInt8]) -> [UInt8] {
    var text = Array(
      "# \(title)\n\nSay here what this shows, and what its reader may believe wrongly.\n\n```wsa\n".utf8)
    for line in lines.split(separator: 0x0a) {
      text.append(contentsOf: "wsa> ".utf8)
      text.append(contentsOf: line)
      text.append(0x0a)
    }
    text.append(contentsOf: "```\n\n\(skeleton)".utf8)
    return text
  }

  /// What a writer may want next, in a comment.
  private static let skeleton = """
    <!-- To ask before something happens, end the block above the line that does it,
    begin another one there, and put between the two:

    ```predict
    What does it return?
    - 0
      when last.return == 0
    - something else
      when last.return != 0
    ```

    To let the reader do something, put at the end, with what reaches it:

    ```goal
    Receive the five bytes into a buffer named b.
    reach b.data == "Hello"
    hint A first thought.
    hint A more direct one.
    ```

    ```wsa answer
    wsa> recv a b
    ```
    -->

    """
}
