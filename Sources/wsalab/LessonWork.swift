import Glibc
import Exports
import Lessons
import LineEditing
import Playground
import Steps

/// What a writer of lessons asks for.
extension Program {
  /// This program, asked for blocks.
  private static let replayer = Replayer(
    program: "/proc/self/exe",
    arguments: ["run", "--network", "private", "--format", Options.Format.blocks.rawValue])

  /// `wsalab check`
  func check(_ paths: [String], _ accepting: Options.Acceptance) -> Int32 {
    var settings = CheckOptions(replayer: Self.replayer)
    settings.updates = accepting == .all
    settings.color = hasColor
    if accepting == .asked {
      guard isTerminal, isatty(0) != 0 else {
        Output.complain(
          "--review asks on a terminal, and there is none here; check alone shows what differs, --update accepts it")
        return 2
      }
      settings.ask = ask()
    }
    let complaints = Output(descriptor: 2)
    var results = TestResults(suite: "lessons")
    settings.note = { results.append(TestResults.Case(name: $0, faults: $1, isBroken: $2)) }
    let status = Check.run(
      paths: paths, options: settings, write: { [output] in output.write($0) }, complain: { complaints.write($0) })
    return report(results, status)
  }

  /// Asks on the terminal, which gives whole lines.
  private func ask() -> (String) -> [UInt8]? {
    let answers = PlainLines(descriptor: 0)
    return { [output] question in
      output.write(Array(question.utf8))
      while true {
        if let answer = answers.next() { return answer }
        if answers.isAtEnd {
          output.write([0x0A])
          return nil
        }
        answers.read()
      }
    }
  }

  /// `wsalab new`
  func makeLesson(_ name: String) -> Int32 {
    let complaints = Output(descriptor: 2)
    return NewLesson.run(
      name: name, writer: LessonWriter(options: CheckOptions(replayer: Self.replayer)),
      write: { [output] in output.write($0) },
      complain: { complaints.write($0) })
  }

  /// `save NAME.md` in a session
  static func saveLesson(_ lines: [UInt8], _ path: String, _ overwrite: Bool) throws(UsageError) -> [String] {
    do throws(LessonError) {
      return try SavedLesson.write(
        lines: lines, name: path, overwrite: overwrite,
        writer: LessonWriter(options: CheckOptions(replayer: replayer)))
    } catch {
      throw UsageError(
        "\(error.path): \(error.message)", hint: error.isThere ? "save \(path) overwrite replaces it" : nil)
    }
  }
}
