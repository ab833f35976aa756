import CLinuxShims

/// The words that the program was begun with.
public enum ProgramArguments {
  /// Those behind the program's name. Bytes that are no UTF-8 are replaced, as `CommandLine` does it; unlike that, they are
  /// there without /proc too.
  public static var words: [String] {
    (1..<max(wsalab_argument_count(), 1)).compactMap { wsalab_argument($0).map { String(cString: $0) } }
  }
}
