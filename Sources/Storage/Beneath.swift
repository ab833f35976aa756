import Glibc
import LinuxSockets

/// Paths below a folder, taken part by part: neither a link nor `..` leads out of it.
enum Beneath {
  static func read(_ parts: [String], of folder: String, _ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let directory = try open(parts.dropLast(), of: folder, path)
    defer { close(directory) }
    let descriptor = openat(directory, parts.last ?? ".", O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { throw refusal(path) }
    defer { close(descriptor) }
    return try RegularFile.read(descriptor, path, limit: limit)
  }

  /// The path by which a file in the folder is written.
  static func place(_ parts: [String], of folder: String, _ path: String) throws(FileError) -> String {
    let directory = try open(parts.dropLast(), of: folder, path)
    defer { close(directory) }
    var status = stat()
    if fstatat(directory, parts.last ?? ".", &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw FileError(path, "is not a regular file, and is not replaced")
    }
    return (folder == "." ? "" : folder + "/") + parts.joined(separator: "/")
  }

  private static func open(_ parts: ArraySlice<String>, of folder: String, _ path: String) throws(FileError) -> Int32 {
    var directory = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw FileError(folder, "cannot be opened", RegularFile.lastErrno()) }
    for part in parts {
      let next = openat(directory, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      let error = refusal(path)
      close(directory)
      guard next >= 0 else { throw error }
      directory = next
    }
    return directory
  }

  /// Linux says ELOOP, or ENOTDIR where a folder was wanted, of a link that was not to be followed.
  private static func refusal(_ path: String) -> FileError {
    let errno = RegularFile.lastErrno()
    guard errno.rawValue == ELOOP || errno.rawValue == ENOTDIR else {
      return FileError(path, "cannot be opened", errno)
    }
    return FileError(path, "leads over a link or over what is not a folder, which a script does not follow")
  }
}
