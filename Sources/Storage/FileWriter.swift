import Glibc
import LinuxSockets

/// The one place where a file is written: beside its own, synced, and renamed. A full disk, a signal and a power cut leave
/// the old file or the new one, and no third.
public enum FileWriter {
  /// Writes a file.
  /// - Parameters:
  ///   - isPrivate: Whether nobody else may read it, whatever it was before. Else a new file has the permissions that the
  ///     umask leaves, and one that is replaced keeps its own.
  ///   - named: How it is named in errors.
  public static func write(
    _ bytes: [UInt8], to path: String, replacing: Bool, isPrivate: Bool = false, named: String? = nil
  ) throws(FileError) {
    let name = named ?? path
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, !replacing { throw .there(name) }
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      throw FileError(name, "is not a regular file, and is not replaced")
    }
    // A link of the person's own stays one: what it names is replaced.
    let target = isThere ? resolved(path) : path
    let (temporary, descriptor) = try makeTemporary(beside: target, isPrivate ? 0o600 : 0o666, name)
    do throws(FileError) {
      try fill(descriptor, bytes, isThere && !isPrivate ? status : nil, name)
      try put(temporary, target, replacing, name)
    } catch {
      unlink(temporary)
      throw error
    }
    syncFolder(of: target)
  }

  private static func makeTemporary(beside path: String, _ mode: mode_t, _ name: String) throws(FileError) -> (
    String, Int32
  ) {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    for attempt in 0..<100 {
      let temporary = "\(path[..<slash]).\(path[slash...]).\(getpid())-\(attempt)"
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
      if descriptor >= 0 { return (temporary, descriptor) }
      if RegularFile.lastErrno().rawValue != EEXIST { break }
    }
    throw FileError(name, "cannot be written", RegularFile.lastErrno())
  }

  /// Fills a new file, and closes it. One that replaces another has its owner, where that may be given, and its mode.
  private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ old: stat?, _ name: String) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0, RegularFile.lastErrno().rawValue == EINTR { continue }
      guard count > 0 else { return try fail(descriptor, name) }
      done += count
    }
    if let old {
      _ = fchown(descriptor, old.st_uid, old.st_gid)
      guard fchmod(descriptor, old.st_mode & 0o7777) == 0 else { return try fail(descriptor, name) }
    }
    guard fsync(descriptor) == 0 else { return try fail(descriptor, name) }
    // What a network file system has to say of the write, it says here.
    guard close(descriptor) == 0 else { throw FileError(name, "cannot be written", RegularFile.lastErrno()) }
  }

  private static func fail(_ descriptor: Int32, _ name: String) throws(FileError) {
    let errno = RegularFile.lastErrno()
    close(descriptor)
    throw FileError(name, "cannot be written", errno)
  }

  private static func put(_ temporary: String, _ path: String, _ replacing: Bool, _ name: String) throws(FileError) {
    if replacing {
      guard rename(temporary, path) == 0 else { throw FileError(name, "cannot be written", RegularFile.lastErrno()) }
      return
    }
    // Unlike rename, link does not replace what has come there meanwhile.
    guard link(temporary, path) == 0 else {
      let errno = RegularFile.lastErrno()
      throw errno.rawValue == EEXIST ? .there(name) : FileError(name, "cannot be written", errno)
    }
    unlink(temporary)
  }

  private static func syncFolder(of path: String) {
    let descriptor = open(FileDoor.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
