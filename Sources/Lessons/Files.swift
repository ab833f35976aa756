import Glibc
import LinuxSockets
import Storage

/// What lessons need of the file system. Every failure is a `LessonError` that names the file.
enum Files {
  /// The most that a lesson or a script may have.
  static let maxBytes = 64 << 20

  /// The whole of a file. A pipe is none: nobody may ever write to it.
  static func read(_ path: String) throws(LessonError) -> [UInt8] {
    do throws(FileError) {
      return try RegularFile.read(path, limit: maxBytes)
    } catch {
      throw LessonError(path: path, error.message)
    }
  }

  /// What a path is: a directory, something else, or nothing.
  static func isDirectory(_ path: String) throws(LessonError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure(path, "cannot be found") }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path names a regular file, or one that cannot be reached: a link that leads nowhere.
  private static func isFileOrMissing(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether a path names something.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Puts other content in a file's place in one step, so that a reader sees the old or the new one.
  static func replace(_ path: String, with bytes: [UInt8]) throws(LessonError) {
    try write(bytes, to: path, replacing: true)
  }

  /// Writes a file; one that is there only when it may be replaced.
  static func write(_ bytes: [UInt8], to path: String, replacing: Bool) throws(LessonError) {
    do throws(FileError) {
      try FileWriter.write(bytes, to: path, replacing: replacing)
    } catch {
      throw LessonError(path: path, error.message, isThere: error.isThere)
    }
  }

  /// Makes an empty hidden file in the folder of another.
  static func makeTemporary(beside path: String, suffix: String) throws(LessonError) -> String {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    for attempt in 0..<100 {
      let name = "\(folder).wsalab-\(getpid())-\(attempt)\(suffix)"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        close(descriptor)
        return name
      }
      if lastError().rawValue != EEXIST { break }
    }
    throw failure(path, "cannot be written")
  }

  /// The path behind symbolic links, so that the link stays one.
  static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The one place that reads errno here.
  static func lastError() -> Errno { Errno(rawValue: errno) }

  private static func failure(_ path: String, _ what: String) -> LessonError {
    LessonError(path: path, "\(what): \(lastError())")
  }
}

// MARK: - Finding lessons

extension Files {
  /// The Markdown files below a directory, sorted by their paths. Hidden ones, directories behind links, and what is no
  /// file (a pipe would be waited for) are passed by.
  static func markdown(below directory: String, depth: Int = 0) throws(LessonError) -> [String] {
    guard depth < 32 else { return [] }
    var found: [String] = []
    for name in try names(in: directory) where !name.hasPrefix(".") {
      let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        // What cannot be read is left to who reads the files, so that it does not stop the others.
        found += (try? markdown(below: path, depth: depth + 1)) ?? [path]
      } else if name.hasSuffix(".md"), isFileOrMissing(path) {
        found.append(path)
      }
    }
    return depth == 0 ? found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } : found
  }

  private static func names(in directory: String) throws(LessonError) -> [String] {
    guard let stream = opendir(directory) else { throw failure(directory, "cannot be read") }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names
  }
}
