import LinuxSockets
import Winsock

/// What a program did because of a line, and how it stands then.
public struct ProgramRecord {
  /// Its name.
  public var name: String
  /// How many calls it made.
  public var callCount: Int
  /// The calls, as far as they are told one by one: none while they are hidden.
  public var calls: [ProgramCall]
  /// How many calls more there were than `calls` has; 0 while they are hidden.
  public var moreCalls: Int
  /// How many packets between this server and clients that are programs too were counted and not told.
  public var hiddenPackets: Int
  /// How it stands.
  public var state: ProgramState
}

/// One thing that a thread of a program did.
public struct ProgramCall {
  /// The thread's name, without the program's.
  public var thread: String
  /// The call as it would be typed; empty for what was not begun just now.
  public var line: String
  /// The completion routine that made it; nil outside of one.
  public var routine: String?
  /// What came of it.
  public var outcome: Outcome

  /// What came of it.
  public enum Outcome {
    /// A call that returned.
    case call(CallRecord)
    /// A call that blocked its thread.
    case blocked(call: String, c: String)
    /// A call that had blocked its thread, and returned.
    case resumed(CallRecord)
    /// A completion routine begins to run.
    case runs(error: ErrorCode, bytes: UInt32, overlapped: String?)
    /// A call that could not be made at all, and why.
    case refused(String)
  }
}

/// How a program stands.
public struct ProgramState {
  /// What it is and has done.
  public var work: Work
  /// Its threads, those that stand alike together: their names, and the call that they are blocked in.
  public var threads: [(names: [String], call: String?)]
  /// Calls that failed, each with its error once, and how often.
  public var failures: [(call: String, error: ErrorCode, count: Int)]
  /// Whether it was stopped, or has come to its end.
  public var isOver: Bool
  /// Whether it was stopped.
  public var isStopped: Bool
  /// Whether it made too many calls within one line, and goes on in the next.
  public var isPaused = false

  /// What a program is and has done.
  public enum Work {
    /// A server: its model, its address and its counts since it began.
    case server(
      model: String, address: SocketAddress, accepted: Int, refused: Int, open: Int, receives: Int, bytes: UInt64)
    /// Clients: how many there are, how many bytes each wants back, and how many are how far.
    case clients(total: Int, bytesEach: Int, groups: [ClientGroup], received: Int)
  }

  /// Clients that are equally far.
  public struct ClientGroup {
    /// How far.
    public var stage: Stage
    /// How many.
    public var count: Int
    /// How many bytes have come back to each at least, and at most.
    public var bytes: ClosedRange<Int>

    /// How far a client has come.
    public enum Stage: String {
      /// All bytes came back, and it has closed.
      case finished
      /// All bytes came back, and it keeps its connection.
      case staying
      /// It has sent, and waits for bytes to come back.
      case waiting
      /// It waits in connect.
      case connecting
      /// It has not begun.
      case starting
      /// The server closed before all was back.
      case cutOff
      /// A call failed.
      case failed
    }
  }
}
