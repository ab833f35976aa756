import Glibc
import Storage

/// The sources of one program, read, with the headers of their own beside them.
public struct ProgramSources: Sendable {
  /// A file of it.
  public struct Source: Sendable {
    /// The file's name, without its folder.
    public let name: String
    /// Where it is.
    public let path: String
    /// As it is on the disk.
    let bytes: [UInt8]
    /// As UTF-8.
    public let text: [UInt8]
    /// Its lines.
    public let lines: [[UInt8]]
    /// Whether it is C and not C++.
    public var isC: Bool { name.lowercased().hasSuffix(".c") }
    /// Whether the program begins in it, at a wide entry.
    var beginsWide: Bool { SourceText.contains("wmain", in: text) || SourceText.contains("_tmain", in: text) }
  }

  /// What is compiled.
  public let list: [Source]
  /// Headers beside it.
  public let headers: [Source]
  /// The folder of the first one.
  public let folder: String
  /// What the program is called: the first file's name without its last ending.
  public let name: String

  /// Endings of what is a source.
  public static let endings = [".cpp", ".cc", ".cxx", ".c"]
  private static let headerEndings = [".h", ".hpp", ".hxx", ".inl"]
  private static let largest = 4 << 20
  private static let most = 200

  /// Whether a path names a source, or sources joined by `+`.
  public static func isSource(_ path: String) -> Bool {
    !path.isEmpty
      && path.split(separator: "+").allSatisfy { part in endings.contains { part.lowercased().hasSuffix($0) } }
  }

  /// Whether a word names a program: a source, several joined by `+`, or a folder with sources in it.
  public static func areNamed(_ word: String) -> Bool {
    isSource(word) || Disk.isFolder(word) && Disk.names(in: word).contains { isSource($0) && !$0.contains("+") }
  }

  /// Reads sources through a door; a folder stands for those in it.
  init(_ paths: [String], through door: FileDoor) throws(CompileError) {
    var files: [String] = []
    for path in paths {
      if door.reads == .everything, Disk.isFolder(path) {
        let names = Disk.names(in: path).filter { Self.isSource($0) && !$0.contains("+") }
        guard !names.isEmpty else {
          throw CompileError("\(path): there is no source in it", hint: "a source ends in .cpp or .c")
        }
        files += names.map { path + "/" + $0 }
      } else {
        files.append(path)
      }
    }
    guard let first = files.first else { throw CompileError("there is no source to compile") }
    guard files.count <= Self.most else { throw CompileError("\(Self.most) sources are the most for one program") }
    list = try files.map { (path) throws(CompileError) in try Self.read(path, through: door) }
    guard let real = Disk.real(door.path(of: first)) else { throw CompileError("\(first): there is no such file") }
    folder = FileDoor.folder(of: real)
    let names = Disk.names(in: folder).filter { name in
      Self.headerEndings.contains { name.lowercased().hasSuffix($0) }
    }
    let folder = folder
    // A link among them may lead anywhere, and what stands there would stand in a message of the compiler.
    let own = FileDoor(reads: .below(folder: folder), writes: .nothing)
    headers = try names.prefix(Self.most).map { (name) throws(CompileError) in try Self.read(name, through: own) }
    let base = Self.base(first)
    name = base.lastIndex(of: ".").map { String(base[..<$0]) } ?? base
  }

  private static func base(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private static func read(_ path: String, through door: FileDoor) throws(CompileError) -> Source {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try door.read(path, limit: largest) } catch {
      throw CompileError("\(error.path) \(error.message)")
    }
    let text = SourceText.decode(bytes).text
    guard !text.contains(0) else { throw CompileError("\(path) is not a source: it has a byte 0 in it") }
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? Array(line.dropLast()) : Array(line)
    }
    return Source(name: base(path), path: path, bytes: bytes, text: text, lines: lines)
  }

  /// Whether the entry is a wide one.
  var isUnicode: Bool { list.contains(where: \.beginsWide) }

  /// The file of a name.
  public func find(_ name: String) -> Source? {
    list.first { $0.name == name } ?? headers.first { $0.name == name }
  }
}
