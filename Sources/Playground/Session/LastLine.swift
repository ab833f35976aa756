import Winsock

/// What the last line gave that later ones ask for.
struct LastLine {
  /// The error of the last call that failed.
  var error: ErrorCode?
  /// The last call, for statements.
  var call = LastCall()
  /// The last line that called, blocked, was wrong or was held against what is so, with all that came of it.
  var step: LastStep?
}
