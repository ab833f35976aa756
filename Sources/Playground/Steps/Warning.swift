/// What is legal but will bite: told with the step that does it.
public struct Warning: Equatable, Sendable {
  /// What a warning is about: by it a session knows which ones it has told. The raw value is its name in records.
  public enum Kind: String, CaseIterable, Sendable {
    /// A WSAOVERLAPPED was given to a call while an operation owns it.
    case overlappedInUse
    /// A WSAOVERLAPPED was not zero before its operation began.
    case overlappedNotZero
    /// A buffer was changed, given away or freed while an operation owns it.
    case bufferInUse
    /// More events than one wait takes.
    case tooManyEvents
    /// An event that stays signaled because nothing resets it.
    case eventNotReset
    /// An accepted socket was used before SO_UPDATE_ACCEPT_CONTEXT.
    case acceptContext
    /// FALSE with an OVERLAPPED is a failed operation, not a time-out.
    case failedPacket
    /// A receive gave a part of what was sent, or more than one send.
    case partialReceive
    /// A completion routine that begins itself again without end.
    case endlessRoutine
    /// A limit that was cut to what a session waits.
    case waitCut
  }
  /// What it is about.
  public var kind: Kind
  /// A sentence that says what is wrong, and those that say why and what to do.
  public var text: String
  /// The name of the lesson that treats it; nil when none does.
  public var lesson: String?
  /// A warning from its parts.
  public init(_ kind: Kind, _ text: String, lesson: String? = nil) {
    self.kind = kind
    self.text = text
    self.lesson = lesson
  }
}
