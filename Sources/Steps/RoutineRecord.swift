/// A completion routine that ran, and the steps of the commands it ran.
public struct RoutineRecord: Sendable, Codable, Hashable {
  /// The routine's name.
  public var routine: String
  /// The thread it ran on.
  public var thread: String
  /// dwError: a Winsock code.
  public var error: ErrorValue
  /// cbTransferred.
  public var bytes: UInt32
  /// lpOverlapped, by its name; nil for NULL.
  public var overlapped: String?
  /// dwFlags.
  public var flags: UInt32
  /// dwData of a function that QueueUserAPC queued: then nothing is told of an operation. Nil for a completion routine.
  public var data: UInt64?
  /// The lines it ran; their `number` is 0.
  public var lines: [Step]
  /// A record from its parts.
  public init(
    routine: String, thread: String, error: ErrorValue, bytes: UInt32, overlapped: String?, flags: UInt32,
    data: UInt64? = nil, lines: [Step]
  ) {
    self.routine = routine
    self.thread = thread
    self.error = error
    self.bytes = bytes
    self.overlapped = overlapped
    self.flags = flags
    self.data = data
    self.lines = lines
  }
}

/// Something that a step caused on a thread that was blocked.
public enum Aftermath: Sendable, Codable, Hashable {
  /// A completion routine ran in the blocked call.
  case routine(RoutineRecord)
  /// The call of step `step` returned.
  case resumed(step: Int, thread: String, CallRecord)
}
