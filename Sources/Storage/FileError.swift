import LinuxSockets

/// Why a file was not read or written.
public struct FileError: Error, Sendable, Hashable {
  /// The file, as it was named.
  public let path: String
  /// What is wrong, in a phrase: `is there already`, `cannot be opened: Permission denied`.
  public let message: String
  /// What would be right; nil where the phrase says it.
  public let hint: String?
  /// What Linux said; nil for what was refused here.
  public let errno: Errno?
  /// Whether a file of that name is there and was not to be replaced.
  public let isThere: Bool

  init(_ path: String, _ message: String, hint: String? = nil, isThere: Bool = false) {
    (self.path, self.message, self.hint, errno, self.isThere) = (path, message, hint, nil, isThere)
  }

  /// What Linux said about a file.
  init(_ path: String, _ what: String, _ errno: Errno) {
    (self.path, message, hint, self.errno, isThere) = (path, "\(what): \(errno)", nil, errno, false)
  }

  static func there(_ path: String) -> FileError { FileError(path, "is there already", isThere: true) }
}
