import CLinuxShims
import Glibc

/// Tells when a file of this folder was saved: an exercise that somebody mends in an editor.
public final class FileWatch {
  /// To be polled for reading.
  public let descriptor: Int32

  /// Nil where the kernel has no such.
  public init?() {
    descriptor = wsalab_watch_folder(".")
    guard descriptor >= 0 else { return nil }
  }

  /// The names of files that were saved since it was asked last, each once.
  public func take() -> [String] {
    var names: [String] = []
    var name = [CChar](repeating: 0, count: 256)
    while wsalab_watched_file(descriptor, &name) > 0 {
      let text = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
      if !text.isEmpty, !names.contains(text) { names.append(text) }
    }
    return names
  }

  deinit { close(descriptor) }
}
