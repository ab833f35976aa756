import Playground
import Steps
import TerminalText

/// The lessons of a library with what has been done, as a list.
public struct Listing {
  let library: Library
  /// What was done of a lesson, by its key.
  let progress: (String) -> LessonProgress?
  /// Whether it stands in a session, where a lesson is begun with `lesson` and not with `wsalab learn`.
  let isInSession: Bool

  /// A list; `progress` is read as it is now.
  public init(_ library: Library, _ progress: ProgressFile, isInSession: Bool) {
    (self.library, self.isInSession) = (library, isInSession)
    self.progress = { progress.progress($0) }
  }

  /// The lesson to go on with: the one under way, else the first that is not done; nil when all are.
  private var next: (entry: Library.Entry, progress: LessonProgress?)? {
    let all = library.entries.map { ($0, progress($0.key)) }
    return all.last { $0.1?.isUnderWay == true } ?? all.first { $0.1?.isDone != true }
  }

  /// What stands in the list itself: the lessons of a library that has no others, else those outside its folders.
  private var listed: [Library.Entry] {
    let outside = library.entries.filter { $0.folder.isEmpty }
    return outside.isEmpty ? library.entries : outside
  }

  /// The folders that have a list of their own, each with what stands for it here: `18 lessons, 2 done`.
  private var folders: [(name: String, words: String)] {
    if listed.count == library.entries.count { return [] }
    return library.folders.map { name in
      let inside = library.entries.filter { $0.folder == name }
      let all = inside.map { progress($0.key) }
      let (done, part) = (all.count { $0?.isDone == true }, all.count { $0?.isUnderWay == true })
      let words =
        ["\(inside.count) lesson\(inside.count == 1 ? "" : "s")"]
        + (done > 0 ? ["\(done) done"] : []) + (part > 0 ? ["\(part) in part"] : [])
      return (name, words.joined(separator: ", "))
    }
  }

  private func call(of folder: String) -> String {
    isInSession ? "lesson \(folder)" : "wsalab learn " + library.arguments(forFolder: folder)
  }

  /// The list as lines of a session's step.
  public var lines: [TextLine] {
    var lines: [TextLine] = []
    for entry in listed {
      let done = progress(entry.key)?.summary ?? ""
      lines.append(
        TextLine(.item, "\(entry.short)  \(library.title(of: entry))\(done.isEmpty ? "" : "  (\(done))")"))
    }
    for folder in folders {
      lines.append(TextLine(.item, "\(folder.name)  \(folder.words): \(call(of: folder.name))"))
    }
    if let next = nextLine { lines.append(TextLine(.prose, next)) }
    return lines
  }

  /// What to type now.
  private var nextLine: String? {
    guard let next else { return "All of them are done." }
    let verb = next.progress?.isUnderWay == true ? "Go on with" : "Next"
    return verb
      + (isInSession ? ": lesson \(next.entry.short)" : ": wsalab learn \(library.arguments(for: next.entry))")
  }

  /// The list as `wsalab learn` prints it.
  public func text(width: Int, hasColor: Bool) -> [UInt8] {
    let rows = listed.map { ($0, library.title(of: $0), progress($0.key)?.summary ?? "") }
    let numbers = rows.map { DisplayWidth.of($0.0.short) }.max() ?? 0
    let titles = rows.map { DisplayWidth.of($0.1) }.max() ?? 0
    var out = TextBuffer(color: hasColor)
    for (entry, title, done) in rows {
      out.spaces(2)
      out.styled(.bold) { $0.append(escaping: entry.short) }
      out.pad(to: numbers + 4)
      out.append(truncating: Array(title.utf8), columns: max(width - out.column, 8))
      if !done.isEmpty {
        if out.column > min(titles + numbers + 4, width - 28) || done.utf8.count + out.column + 2 > width {
          out.newline()
        }
        out.pad(to: min(titles + numbers + 6, width - 28), gap: 2)
        out.styled(done.hasPrefix("done") ? .green : .yellow) { $0.append(escaping: done) }
      }
      out.newline()
    }
    for folder in folders {
      out.newline()
      out.spaces(2)
      out.styled(.bold) { $0.append(escaping: folder.name) }
      out.append(escaping: "  \(folder.words): \(call(of: folder.name))")
      out.newline()
    }
    out.newline()
    out.styled(.bold) { $0.append(escaping: nextLine ?? "") }
    out.newline()
    return out.bytes
  }
}
