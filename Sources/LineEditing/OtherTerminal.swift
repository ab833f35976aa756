import Glibc

/// A terminal beside the one that a session is at.
public enum OtherTerminal {
  /// Opens a terminal's file for writing; nil for what is no terminal, or is somebody else's.
  public static func open(_ path: String) -> Int32? {
    let descriptor = Glibc.open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard isatty(descriptor) == 1, fstat(descriptor, &status) == 0, status.st_uid == getuid() else {
      close(descriptor)
      return nil
    }
    return descriptor
  }
}
