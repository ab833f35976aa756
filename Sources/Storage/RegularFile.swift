import Glibc
import LinuxSockets

/// A file that is read as a whole.
public enum RegularFile {
  /// Reads a file by its path, links included.
  /// - Throws: as `FileDoor.read(_:limit:)`.
  public static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    // A pipe would be waited for: it is opened without waiting, and refused.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path, "cannot be opened", lastErrno()) }
    defer { close(descriptor) }
    return try read(descriptor, path, limit: limit)
  }

  /// Reads an open file from its beginning.
  static func read(_ descriptor: Int32, _ path: String, limit: Int) throws(FileError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path, "cannot be read", lastErrno()) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileError(path, "is a directory; name a file")
    default: throw FileError(path, "is not a regular file")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, lastErrno().rawValue == EINTR { continue }
      guard count >= 0 else { throw FileError(path, "cannot be read", lastErrno()) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= limit else { throw FileError(path, "is larger than \(limit >> 20) MB") }
    }
  }

  /// What the last call of the C library met.
  static func lastErrno() -> Errno { Errno(rawValue: Glibc.errno) }
}
