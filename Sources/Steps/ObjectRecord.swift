/// The types of objects, by their names in records.
public enum ObjectType: String, Sendable, Codable, CaseIterable {
  case socket = "SOCKET", event = "WSAEVENT", port = "IOCP", buffer = "WSABUF", overlapped = "WSAOVERLAPPED"
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
  /// A WSABUF with the whole memory.
  case buffer(len: UInt32, memory: Bytes)
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
    case .buffer: .buffer
    case .overlapped: .overlapped
    case .routine: .routine
    case .thread: .thread
    case .program: .program
    case .variable: .variable
    }
  }
}
