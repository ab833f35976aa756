/// What each figure must reach, beside its baseline of the same run. A row that misses its threshold is reported, and ends
/// the run with 1.
enum Thresholds {
  /// wsalab's exec to the first prompt, of bash's.
  static let start = 1.5
  /// wsalab's Enter to the next prompt, of bash's.
  static let enter = 2.0
  /// Lines a second of a replay with JSON records that tell everything, of a C program that writes as many bytes.
  static let json = 0.6
  /// The same with the fields of the specification alone, of a C program that writes those.
  static let brief = 0.65
  /// Lines a second of a text replay with the trace, of a Python script of the same calls.
  static let textOfScript = 1.0
  /// The same, of a dispatcher of the lines in Python.
  static let textOfDispatcher = 0.9
  /// An operation of the simulated layer, of C with epoll: at one pending and at thousands, by event and by port.
  static let engine = 1.05
  /// Allocations an operation.
  static let allocations = 0.0
  /// Bytes that a pending operation takes, on the heap and resident.
  static let pendingBytes = 256.0
  /// The time of any row, of that of the program of before.
  static let before = 1.03
}
