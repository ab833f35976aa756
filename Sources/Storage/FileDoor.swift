/// What a line, a lesson or a script may read and write. Every file that a session touches is reached through one of
/// these, so that a new command cannot forget to ask.
public struct FileDoor: Sendable, Hashable {
  /// How far a door opens.
  public enum Reach: Sendable, Hashable {
    /// Not at all.
    case nothing
    /// Regular files below a folder, by relative paths without `..`. No link is followed.
    case below(folder: String)
    /// Whatever the person who runs the program may.
    case everything
  }

  /// What may be read.
  public var reads: Reach
  /// What may be written.
  public var writes: Reach

  /// A door from its two reaches.
  public init(reads: Reach, writes: Reach) { (self.reads, self.writes) = (reads, writes) }

  /// That of a person at the prompt.
  public static let person = FileDoor(reads: .everything, writes: .everything)
  /// One that does not open: the default for lines that somebody else wrote.
  public static let closed = FileDoor(reads: .nothing, writes: .nothing)

  /// That of a script or a lesson: it reads below the folder it lies in, and writes below `saves`, when the person who
  /// runs it named that.
  public static func script(at path: String, saves folder: String? = nil) -> FileDoor {
    FileDoor(
      reads: .below(folder: Self.folder(of: path)), writes: folder.map { .below(folder: $0) } ?? .nothing)
  }

  /// The folder that a file lies in, as its path names it.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

extension FileDoor {
  /// Where a path that is read leads from: a person's from where the program was started.
  public func path(of path: String) -> String {
    guard case .below(let folder) = reads, folder != "." else { return path }
    return folder + "/" + path
  }

  /// Reads a file.
  /// - Throws: when the door does not reach there, when it is not a regular file, when it has more than `limit` bytes, and
  ///   what Linux says.
  public func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    switch reads {
    case .nothing:
      throw FileError(path, "is not read: this line was not typed at the prompt")
    case .everything: return try RegularFile.read(path, limit: limit)
    case .below(let folder):
      let parts = try FileDoor.parts(of: path, "read")
      return try Beneath.read(parts, of: folder, path, limit: limit)
    }
  }

  /// Writes a file beside its place and puts it there in one step: what was there is whole until then.
  /// - Throws: when the door does not reach there, when the file is there and may not be replaced, and what Linux says.
  public func write(_ bytes: [UInt8], to path: String, replacing: Bool) throws(FileError) {
    try FileWriter.write(bytes, to: try place(for: path), replacing: replacing, named: path)
  }

  /// Where a file that is to be written lies, when the door reaches there: the folder is there, and no part of the path
  /// is a link.
  public func place(for path: String) throws(FileError) -> String {
    switch writes {
    case .nothing:
      throw FileError(
        path, "is not written: this line was not typed at the prompt",
        hint: "wsalab run FILE --save-to FOLDER lets a script save there")
    case .everything: return path
    case .below(let folder):
      let parts = try FileDoor.parts(of: path, "written")
      return try Beneath.place(parts, of: folder, path)
    }
  }

  private static func parts(of path: String, _ done: String) throws(FileError) -> [String] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard !path.hasPrefix("/"), !path.hasPrefix("~"), !parts.contains(".."), !path.utf8.contains(0), !parts.isEmpty
    else {
      throw FileError(path, "is not \(done): a script names files below its own folder")
    }
    return parts.filter { $0 != "." }
  }
}
