import Glibc

/// A lock that processes hold in turn while they read a file, change it and put it back.
public enum FileLock {
  /// How often a lock that another process holds is asked for, 10 ms apart: it is held for a few milliseconds, and nobody
  /// is waited for who was stopped with it.
  private static let attempts = 200

  /// Does something while the lock beside a file is held; without it when it cannot be had.
  public static func holding<Result>(_ path: String, _ body: () -> Result) -> Result {
    let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return body() }
    // Closing it lets the lock go.
    defer { close(descriptor) }
    var left = attempts
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0, left > 0 {
      left -= 1
      _ = poll(nil, 0, 10)
    }
    return body()
  }
}
