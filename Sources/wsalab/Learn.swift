import Glibc
import Lessons
import LineEditing
import Playground
import Steps
import Views

/// What `wsalab learn` was asked for.
enum Learn {
  /// A lesson, and the library it is in.
  struct Choice {
    let library: Library
    let entry: Library.Entry
  }

  /// What names came to.
  enum Target {
    case list(Library)
    case lesson(Choice)
  }

  /// Finds what operands name: nothing, a lesson, a file, a folder, a folder and a lesson in it.
  static func target(_ names: [String]) throws(OptionError) -> Target {
    do throws(LessonError) {
      guard let first = names.first else { return .list(try own()) }
      if names.count == 2 {
        let pack = try Library.pack(first)
        if let folder = pack.folder(names[1]) { return .list(folder) }
        return .lesson(try choice(names[1], in: pack))
      }
      if first.hasSuffix(".md") || first.hasPrefix("/") || first.hasPrefix(".") { return try path(first) }
      if names.count == 1, let folder = try own().folder(first) { return .list(folder) }
      // A lesson's name comes before a folder that happens to be called so.
      if case .none = Library.own.find(first), Library.isThere(first) { return try path(first) }
      return .lesson(try choice(first, in: own()))
    } catch {
      throw OptionError(error.description)
    }
  }

  private static func own() throws(LessonError) -> Library {
    if !Library.own.entries.isEmpty { return Library.own }
    throw LessonError(path: "learn", "this build carries no lessons; name their folder: wsalab learn lessons")
  }

  private static func path(_ path: String) throws(LessonError) -> Target {
    if try Library.isFolder(path) { return .list(try Library.pack(path)) }
    let library = Library.file(path)
    return .lesson(Choice(library: library, entry: library.entries[0]))
  }

  private static func choice(_ name: String, in library: Library) throws(LessonError) -> Choice {
    do throws(UsageError) {
      return Choice(library: library, entry: try library.entry(name))
    } catch {
      throw LessonError(path: "learn", error.message + (error.hint.map { "; " + $0 } ?? ""))
    }
  }
}

extension Program {
  /// Lists lessons, takes one, or forgets what was done of it.
  func learn(_ names: [String], _ resets: Bool) -> Int32 {
    do throws(OptionError) {
      if resets { return try reset(names) }
      switch try Learn.target(names) {
      case .list(let library):
        let columns = isTerminal ? TerminalSize(of: 1)?.columns : nil
        let width = min(options.width, max(columns ?? options.width, 40))
        output.write(Listing(library, progressFile(), isInSession: false).text(width: width, hasColor: hasColor))
        return output.isBroken ? 1 : 0
      case .lesson(let choice) where options.presents: return Presentation(program: self).run(choice)
      case .lesson(let choice):
        return isTerminal && isatty(0) != 0 ? converse(choice) : takeFromPipe(choice)
      }
    } catch {
      Output.complain(error.message)
      return 2
    }
  }

  /// Lines come without a terminal: the same lesson, on one endless page.
  private func takeFromPipe(_ choice: Learn.Choice) -> Int32 {
    withSession { session, notices in
      let teacher = teacher(of: session, isPaged: false)
      guard begin(choice, teacher) else { return 2 }
      return ScriptRun(
        lines: LineRun(session: session, transcript: Transcript(.text(TextView(textOptions))), output: output),
        source: PlainLines(descriptor: 0), output: output, notices: notices, isWatched: isTerminal, lessons: teacher
      ).run()
    }
  }

  func begin(_ choice: Learn.Choice, _ teacher: Teacher) -> Bool {
    do throws(LessonError) {
      teacher.library = choice.library
      try teacher.choose(choice.entry, in: choice.library)
      return true
    } catch {
      Output.complain(error.description)
      return false
    }
  }

  func teacher(of session: Session, isPaged: Bool) -> Teacher {
    Teacher(
      session: session, screen: Screen(output, isPaged: isPaged), text: textOptions, isText: options.format == .text,
      progress: progressFile())
  }

  private func progressFile() -> ProgressFile {
    ProgressFile(path: ProgressFile.defaultPath(stateHome: variable("XDG_STATE_HOME"), home: variable("HOME"))) {
      Output.complain($0)
    }
  }

  private func reset(_ names: [String]) throws(OptionError) -> Int32 {
    let progress = progressFile()
    if names == ["all"] {
      let count = progress.count
      progress.forgetAll()
      return tell("forgot what was done of \(count) lesson\(count == 1 ? "" : "s")")
    }
    switch try Learn.target(names) {
    case .lesson(let choice):
      let isKnown = progress.progress(choice.entry.key) != nil
      progress.keep(nil, for: choice.entry.key)
      return tell(
        isKnown ? "\(choice.entry.name) starts over" : "nothing was done of \(choice.entry.name) yet")
    case .list(let library):
      for entry in library.entries { progress.keep(nil, for: entry.key) }
      return tell("all lessons of \(library.title) start over")
    }
  }

  private func tell(_ words: String) -> Int32 {
    output.write(Array((words + "\n").utf8))
    return output.isBroken ? 1 : 0
  }
}
