import CLinuxShims

/// How large a terminal is.
public struct TerminalSize: Equatable, Sendable {
  /// Characters in a row, at least 1.
  public let columns: Int
  /// Rows, at least 1.
  public let rows: Int

  /// The size of the terminal behind a descriptor; nil when there is none, or it does not know.
  public init?(of descriptor: Int32) {
    var (columns, rows) = (Int32(0), Int32(0))
    guard wsalab_terminal_size(descriptor, &columns, &rows) == 0, columns > 0, rows > 0 else { return nil }
    (self.columns, self.rows) = (Int(columns), Int(rows))
  }
}
