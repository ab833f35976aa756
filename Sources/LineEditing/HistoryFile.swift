import Glibc
import Storage
import TerminalText

/// The file that keeps typed lines from session to session. Nothing about it is ever fatal: a damaged, unreadable or
/// unwritable file means less history.
public final class HistoryFile {
  /// How many lines are kept.
  public static let limit = 10_000
  /// A longer line is not kept, and of a longer file only the end is read.
  static let longestLine = 64 << 10
  static let longestFile = 8 << 20

  private let path: String
  private var last: [UInt8] = []
  private var needsNewline = false

  /// A history at a path, absolute or relative to the working directory.
  public init(path: String) { self.path = path }

  /// The place the XDG base directory specification gives: `$XDG_STATE_HOME/wsalab/history`, by default below
  /// `~/.local/state`. A relative XDG_STATE_HOME counts as none. Nil when there is no home either.
  public static func defaultPath(stateHome: String?, home: String?) -> String? {
    if let stateHome, stateHome.hasPrefix("/") { return stateHome + "/wsalab/history" }
    guard let home, !home.isEmpty else { return nil }
    return home + "/.local/state/wsalab/history"
  }

  /// The lines of the file, oldest first, at most `limit`. A file that has more is written anew with the newest.
  public func load() -> [[UInt8]] {
    guard let bytes = readEnd() else { return [] }
    needsNewline = bytes.last.map { $0 != 0x0A } ?? false
    var lines = bytes.split(separator: 0x0A).filter { HistoryFile.isKept($0) }.map(Array.init)
    if lines.count > HistoryFile.limit {
      lines.removeFirst(lines.count - HistoryFile.limit)
      rewrite(lines)
    }
    last = lines.last ?? []
    return lines
  }

  /// Appends a line. Returns false when it is not to be kept: it is empty, begins with a space, repeats the last one or is
  /// longer than a line that was typed. The file's mode is 0600; directories that are missing are made with 0700.
  public func append(_ line: [UInt8]) -> Bool {
    guard HistoryFile.isKept(line[...]), line.first != 0x20, line != last else { return false }
    last = line
    let newline: [UInt8] = [0x0A]
    guard let descriptor = openToAppend() else { return true }
    if HistoryFile.write((needsNewline ? newline : []) + line + newline, to: descriptor) { needsNewline = false }
    close(descriptor)
    return true
  }

  private static func isKept(_ line: ArraySlice<UInt8>) -> Bool {
    !line.isEmpty && line.count <= longestLine && isHarmless(line)
  }

  /// Whether a line may come back to the terminal as it is: readline writes what is recalled without a look.
  static func isHarmless(_ line: ArraySlice<UInt8>) -> Bool {
    if line.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return true }
    guard let text = String(validating: line, as: UTF8.self) else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      !Invisible.contains(scalar.value) && (scalar.value >= 0x20 || scalar == "\t") && scalar.value != 0x7F
    }
  }

  private func readEnd() -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let count = min(Int(status.st_size), HistoryFile.longestFile)
    let offset = Int(status.st_size) - count
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(pread(descriptor, buffer.baseAddress, count, offset), 0)
    }
    // What stands before the first newline of an end is a piece of a line.
    guard offset > 0, let newline = bytes.firstIndex(of: 0x0A) else { return bytes }
    return Array(bytes[(newline + 1)...])
  }

  private func openToAppend() -> Int32? {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK
    var descriptor = open(path, flags, 0o600)
    if descriptor < 0 && errno == ENOENT {
      makeDirectories()
      descriptor = open(path, flags, 0o600)
    }
    guard descriptor >= 0 else { return nil }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      if status.st_mode & 0o777 != 0o600 { fchmod(descriptor, 0o600) }
      return descriptor
    }
    close(descriptor)
    return nil
  }

  private func makeDirectories() {
    var directory = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      directory += part + "/"
      if !part.isEmpty { mkdir(directory, 0o700) }
    }
  }

  /// Puts a new file in the place of the old one. One that cannot be written stays as it is: it is only longer.
  private func rewrite(_ lines: [[UInt8]]) {
    try? FileWriter.write(Array(lines.map { $0 + [0x0A] }.joined()), to: path, replacing: true, isPrivate: true)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { return false }
      done += max(count, 0)
    }
    return true
  }
}
