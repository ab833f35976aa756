import CLessons

/// The lessons that a learner can choose from: the project's own, or those of a folder.
public struct Library: Sendable {
  /// A lesson by its name.
  public struct Entry: Sendable {
    /// The file's name without its ending, behind the folder it is in: `01-a-tcp-conversation`, `museum/03-a-name`.
    public let name: String
    /// What its progress is kept under.
    public let key: String
    /// Where its text is.
    let source: Source

    enum Source: Sendable {
      /// A piece of the embedded texts.
      case embedded(Range<Int>)
      case file(String)
    }
  }

  /// In the order in which they are to be taken.
  public let entries: [Entry]
  /// The folder or the file as it was named; empty for the program's own lessons.
  let path: String
  /// What it is called: `the lessons`, or the folder.
  public let title: String

  /// The lessons that the program carries.
  public static let own = Library(entries: embedded(), path: "", title: "the lessons")

  /// The lessons of a folder: its `.md` files, and those of folders in it, that have something to type.
  /// - Throws: when the folder cannot be read, or holds no lesson.
  public static func pack(_ folder: String) throws(LessonError) -> Library {
    let root = Files.resolved(folder)
    var entries: [Entry] = []
    for path in try Files.markdown(below: root) where !path.hasSuffix("/README.md") {
      guard let bytes = try? Files.read(path), Library.hasBlock(bytes) else { continue }
      let name = path.dropFirst(root.hasSuffix("/") ? root.utf8.count : root.utf8.count + 1).dropLast(3)
      entries.append(Entry(name: String(name), key: path, source: .file(path)))
    }
    guard !entries.isEmpty else {
      throw LessonError(path: folder, "holds no lesson: no .md file with a block marked wsa")
    }
    return Library(entries: entries, path: folder, title: folder)
  }

  /// The lessons of a folder in it, by the folder's name or by a beginning of it that means nothing else; nil when there
  /// is none so called. Each keeps its name.
  public func folder(_ typed: String) -> Library? {
    var typed = typed.lowercased()
    while typed.hasSuffix("/") { typed.removeLast() }
    var found = entries.filter { $0.folder.lowercased() == typed }
    if found.isEmpty, case .several(let several) = find(typed) {
      let folder = several[0].folder
      let isOne = folder.lowercased().hasPrefix(typed) && several.allSatisfy { $0.folder == folder }
      if isOne { found = entries.filter { $0.folder == folder } }
    }
    guard !typed.isEmpty, !found.isEmpty else { return nil }
    return Library(entries: found, path: path, title: found[0].folder)
  }

  /// The folders in it, in order, without the one that the rest is in.
  var folders: [String] {
    entries.reduce(into: []) { if !$1.folder.isEmpty, !$0.contains($1.folder) { $0.append($1.folder) } }
  }

  /// What may be typed for a lesson or a folder of lessons.
  public var names: [String] { entries.map(\.name) + folders }

  /// A single file as a library of one.
  public static func file(_ path: String) -> Library {
    let real = Files.resolved(path)
    let name = real.split(separator: "/").last.map { String($0.hasSuffix(".md") ? $0.dropLast(3) : $0) } ?? path
    return Library(entries: [Entry(name: name, key: real, source: .file(path))], path: path, title: path)
  }

  /// What a learner types after `wsalab learn` for a lesson: `07`, `FOLDER 07`, `FOLDER/07.md`.
  public func arguments(for entry: Entry) -> String {
    if path.isEmpty { return entry.short }
    return entries.count == 1 && path.hasSuffix(".md") ? quotedPath : quotedPath + " " + entry.short
  }

  /// What a learner types after `wsalab learn` for the list of a folder.
  func arguments(forFolder folder: String) -> String { path.isEmpty ? folder : quotedPath + " " + folder }

  /// The path as a shell takes it.
  private var quotedPath: String {
    let isPlain = !path.contains { " '\"\\$`!*?;&|<>()[]#~".contains($0) }
    return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }

  /// The whole of a lesson's file.
  /// - Throws: when it cannot be read.
  public func bytes(of entry: Entry) throws(LessonError) -> [UInt8] {
    switch entry.source {
    case .embedded(let range): Array(Library.texts[range])
    case .file(let path): try Files.read(path)
    }
  }

  /// A lesson, ready to be taken.
  /// - Throws: when it cannot be read, or is broken.
  public func lesson(_ entry: Entry) throws(LessonError) -> Lesson {
    let path: String
    switch entry.source {
    case .embedded: path = entry.name + ".md"
    case .file(let file): path = file
    }
    return try Lesson.parse(bytes(of: entry), path: path)
  }

  /// The first heading of a lesson, without parsing the rest; its name when it has none, or cannot be read.
  public func title(of entry: Entry) -> String {
    guard let bytes = try? bytes(of: entry) else { return entry.name }
    for line in bytes.split(separator: 0x0A, maxSplits: 40) where line.starts(with: "# ".utf8) {
      return String(decoding: line.dropFirst(2), as: UTF8.self).filter { $0 != "\r" }
    }
    return entry.name
  }

  /// Whether there is a fence of a transcript.
  private static func hasBlock(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: 0x0A).contains { line in
      if case .transcript? = Fence(opening: line)?.kind { true } else { false }
    }
  }
}

// MARK: - What the program carries

extension Library {
  private static var texts: UnsafeBufferPointer<UInt8> {
    var length = 0
    let start = wsalab_lessons(&length)
    return UnsafeBufferPointer(start: start, count: length)
  }

  /// The list's lines have a path each; the texts stand in the same order with a NUL after each.
  private static func embedded() -> [Entry] {
    var length = 0
    let list = UnsafeBufferPointer(start: wsalab_lesson_list(&length), count: length)
    let texts = texts
    var entries: [Entry] = []
    var start = 0
    for line in list.split(separator: 0x0A) {
      let parts = line.split(separator: UInt8(ascii: "\""))
      guard parts.count >= 2, let end = texts[start...].firstIndex(of: 0) else { continue }
      let path = String(decoding: parts[1], as: UTF8.self)
      let name = path.dropFirst("../../lessons/".utf8.count).dropLast(".md".utf8.count)
      entries.append(Entry(name: String(name), key: String(name), source: .embedded(start..<end)))
      start = end + 1
    }
    return entries
  }
}

extension Library {
  /// Whether there is something at a path.
  public static func isThere(_ path: String) -> Bool { (try? Files.isDirectory(path)) != nil }

  /// Whether a path is a folder's.
  /// - Throws: when there is nothing.
  public static func isFolder(_ path: String) throws(LessonError) -> Bool { try Files.isDirectory(path) }
}
