import Winsock

/// What errors, calls, structures and words mean, here, and what to do.
enum Knowledge {
  /// A short reason for an error of a call; empty when there is none to give.
  static func reason(for error: ErrorCode, call: String) -> String { "" }
}
