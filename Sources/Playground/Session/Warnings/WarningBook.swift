import Explain
import Steps
import Winsock

/// Which warnings were told: each once for its kind and object.
struct WarningBook {
  private struct Entry: Hashable {
    let kind: Warning.Kind
    let object: Int64
  }

  private var told: Set<Entry> = []

  /// True the first time.
  mutating func tell(_ kind: Warning.Kind, _ object: Int64) -> Bool {
    told.insert(Entry(kind: kind, object: object)).inserted
  }

  /// As if it had not been told.
  mutating func forget(_ kind: Warning.Kind, _ object: Int64) { told.remove(Entry(kind: kind, object: object)) }
}

/// What warnings follow from line to line.
struct Watcher {
  /// Which warnings were told.
  var book = WarningBook()
  /// What is on its way on each connection, while that is of use to warnings.
  var streams = StreamTable()
}

extension Session {
  /// Whether the call at hand is warned of.
  var warns: Bool { options.warnings && current.call.warns }

  /// Warns of what is legal but will bite, unless that was told of this object before. The text is only made then.
  /// `again` is what is said each further time, in a line: where what was warned of does harm each time.
  func warn(
    _ kind: Warning.Kind, of object: Int64 = 0, _ lesson: Course, again: @autoclosure () -> String? = nil,
    _ text: @autoclosure () -> String
  ) {
    guard warns else { return }
    guard watcher.book.tell(kind, object) else {
      if let again = again() { current.warnings.append(Warning(kind, again, lesson: lesson.rawValue)) }
      return
    }
    current.warnings.append(Warning(kind, text(), lesson: lesson.rawValue))
    current.warned.append((kind, object))
  }

  /// Takes back what was warned of since there were `count` warnings, when the call that it was about failed at once:
  /// nothing of it can come to pass. What the failed call has done to a WSAOVERLAPPED stays.
  func unwarn(since count: Int) {
    guard current.warnings.count > count else { return }
    let stays: Set<Warning.Kind> = [
      .overlappedInUse, .bufferInUse, .bufferOverrun, .notInitialised, .deadEvent, .notOverlapped,
    ]
    let taken = Set(current.warnings[count...].map(\.kind)).subtracting(stays)
    guard !taken.isEmpty else { return }
    let kept = current.warnings[count...].filter { !taken.contains($0.kind) }
    current.warnings.removeSubrange(count...)
    current.warnings += kept
    for (kind, object) in current.warned where taken.contains(kind) { watcher.book.forget(kind, object) }
    current.warned.removeAll { taken.contains($0.kind) }
  }

  /// The place of an open socket, event or port among the session's handles; nil while warnings are off.
  func watched(_ handle: Handle) -> Int32? {
    warns ? objects.handles.place(handle) : nil
  }
}

/// What a session remembers of a socket or an event so that it can warn of it: all of it at hand without a search.
struct HandleFacts {
  struct Flags: OptionSet {
    let rawValue: UInt16
    /// SO_RCVTIMEO, SO_SNDTIMEO were set.
    static let receiveTimeout = Flags(rawValue: 1)
    static let sendTimeout = Flags(rawValue: 2)
    /// SO_LINGER is on with no time.
    static let lingerZero = Flags(rawValue: 4)
    /// It was made without WSA_FLAG_OVERLAPPED.
    static let synchronous = Flags(rawValue: 8)
    /// It is connected by AcceptEx or ConnectEx, and its context has not been updated.
    static let acceptContext = Flags(rawValue: 16)
    static let connectContext = Flags(rawValue: 32)
    /// A wait for this event has told of the signal that it still has.
    static let signalSeen = Flags(rawValue: 64)
    /// An operation's end has signaled it.
    static let signaledByOperation = Flags(rawValue: 128)
    /// It was closed while its socket had other handles: the socket lives on.
    static let closedOneOfMany = Flags(rawValue: 256)
  }

  var flags: Flags = []
  /// Operations under way: on a socket, or that will signal an event.
  var receives: Int32 = 0
  var sends: Int32 = 0
  var others: Int32 = 0
  /// The thread that posted the last receive and the last send.
  var receiver: Int32 = -1
  var sender: Int32 = -1
  /// The step that touched it in a way that a warning tells of.
  var step: Int32 = 0
  /// AcceptEx: the listening socket.
  var listener: Handle = .null
  /// Its connection in the table of streams, and which end of it it is.
  var stream: Int32 = -1
  var isServer = false
  /// How a line closed it; nil while it is open.
  var closing: Closing?

  var pending: Int32 { receives + sends + others }
}
