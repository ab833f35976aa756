import Playground
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

  /// The list as lines of a session's step.
  public var lines: [TextLine] {
    var lines: [TextLine] = []
    var folder = ""
    for entry in library.entries {
      if entry.folder != folder { lines.append(TextLine(.heading, entry.folder)) }
      folder = entry.folder
      let done = progress(entry.key)?.summary ?? ""
      lines.append(
        TextLine(.item, "\(entry.short)  \(library.title(of: entry))\(done.isEmpty ? "" : "  (\(done))")"))
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
    let rows = library.entries.map { ($0, library.title(of: $0), progress($0.key)?.summary ?? "") }
    let numbers = rows.map { DisplayWidth.of($0.0.short) }.max() ?? 0
    let titles = rows.map { DisplayWidth.of($0.1) }.max() ?? 0
    var out = TextBuffer(color: hasColor)
    var folder = ""
    for (entry, title, done) in rows {
      if entry.folder != folder {
        out.newline()
        out.styled(.bold) { $0.append(escaping: entry.folder) }
        out.newline()
      }
      folder = entry.folder
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
    out.newline()
    out.styled(.bold) { $0.append(escaping: nextLine ?? "") }
    out.newline()
    return out.bytes
  }
}
