/// The types of objects, by their names in records.
public enum ObjectType: String, Sendable, Codable, CaseIterable {
  case socket = "SOCKET", event = "WSAEVENT", port = "IOCP", file = "FILE", buffer = "WSABUF", overlapped =
    "WSAOVERLAPPED"
  case mutex = "mutex", semaphore = "semaphore"
  case routine = "routine", thread = "thread", program = "program", variable = "variable"
}

/// An object as it is at a moment.
public struct ObjectRecord: Sendable, Codable, Hashable {
  /// Its name.
  public var name: String
  /// Its state.
  public var state: ObjectState
  /// An object's name and state.
  public init(name: String, state: ObjectState) {
    self.name = name
    self.state = state
  }
}

/// An object's state, by its type.
public enum ObjectState: Sendable, Codable, Hashable {
  /// A socket.
  case socket(SocketState)
  /// An event; nil: the handle is closed.
  case event(signaled: Bool?)
  /// A completion port.
  case port(PortState)
  /// A file; nil: the handle is closed.
  case file(FileState?)
  /// A mutex; nil: the handle is closed.
  case mutex(LockState?)
  /// A semaphore; nil: the handle is closed.
  case semaphore(LockState?)
  /// A WSABUF with its memory: the first mebibyte of it, and what is known of the rest.
  case buffer(len: UInt32, memory: Bytes, rest: UntoldBytes? = nil)
  /// A WSAOVERLAPPED.
  case overlapped(OverlappedState)
  /// A completion routine and the commands that it runs, with `; ` between.
  case routine(commands: String)
  /// A thread.
  case thread(ThreadState)
  /// A program.
  case program(ProgramState)
  /// A variable of C that is none of the others.
  case variable(VariableState)

  /// The type of object this is a state of.
  public var type: ObjectType {
    switch self {
    case .socket: .socket
    case .event: .event
    case .port: .port
    case .file: .file
    case .mutex: .mutex
    case .semaphore: .semaphore
    case .buffer: .buffer
    case .overlapped: .overlapped
    case .routine: .routine
    case .thread: .thread
    case .program: .program
    case .variable: .variable
    }
  }
}

/// A file that was opened.
public struct FileState: Sendable, Codable, Hashable {
  /// Its length in bytes.
  public var size: Int
  /// Where the next read begins.
  public var position: Int
  /// So long, and read as far as that.
  public init(size: Int, position: Int) { (self.size, self.position) = (size, position) }
}

/// A mutex or a semaphore.
public struct LockState: Sendable, Codable, Hashable {
  /// How many waits it lets through at the moment: 1 or 0 for a mutex.
  public var count: Int
  /// The most that it ever lets through.
  public var most: Int
  /// The thread that has a mutex; nil where none does.
  public var owner: String?
  /// How often the owner has taken it.
  public var depth: Int
  /// A state from its parts.
  public init(count: Int, most: Int, owner: String? = nil, depth: Int = 0) {
    (self.count, self.most, self.owner, self.depth) = (count, most, owner, depth)
  }
}

/// The bytes of a memory that a record does not hold.
public struct UntoldBytes: Sendable, Codable, Hashable {
  /// How many.
  public var count: Int
  /// Whether they are all zero.
  public var isZero: Bool
  /// So many bytes.
  public init(count: Int, isZero: Bool) { (self.count, self.isZero) = (count, isZero) }
}
