/// Legal, but likely to cause trouble later: reported with the step that does it.
public struct Warning: Sendable, Codable, Hashable {
  /// What a warning is about: by it a session knows which ones it has told. The raw value is its name in records.
  public enum Kind: String, CaseIterable, Sendable, Codable {
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
    /// An hEvent that is closed: nobody will be told.
    case deadEvent
    /// One event for two pending operations.
    case sharedEvent
    /// SO_UPDATE_ACCEPT_CONTEXT with another socket than the listening one.
    case contextSocket
    /// Success at once, and a packet all the same.
    case packetAfterSuccess
    /// WSAGetOverlappedResult is to wait without an event.
    case waitWithoutEvent
    /// A completion routine that its thread's wait does not let run.
    case routineNotRun
    /// A socket was closed with operations pending.
    case closePending
    /// A close that is a reset.
    case lingerReset
    /// Several threads post on one socket.
    case severalThreads
    /// A time limit that does not count for overlapped operations.
    case timeoutIgnored
    /// A WSAOVERLAPPED on a socket that is not an overlapped one.
    case notOverlapped
    /// A thread ended with operations pending that it started.
    case threadEnded
    /// A concurrency value that does not count.
    case concurrencyIgnored
    /// AcceptEx that waits for first data.
    case acceptWaitsForData
    /// A receive with room for nothing.
    case zeroLength
    /// SO_REUSEADDR lets two sockets have one address.
    case addressReused
    /// A byte count that an overlapped call does not write.
    case bytesPointer
    /// A call that is told of more memory than a variable has.
    case bufferOverrun
    /// A variable that holds what nobody has stored there.
    case notInitialised
    /// What a statement does with a call's result could not be done.
    case statementCut
    /// Memory that an operation uses was freed, or is gone with the function whose variable it was.
    case memoryGone
    /// A program reads or writes memory that an operation uses.
    case memoryTouched
    /// Handles that a program makes again and again, and does not close.
    case handleLeaked
    /// A handle that was closed before.
    case staleHandle
    /// A call failed, and the program does not look at what it returned.
    case resultIgnored
    /// WSAGetLastError was asked after another call.
    case errorLost
    /// Received bytes are taken for a text, and no zero stands behind them.
    case textWithoutZero
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
