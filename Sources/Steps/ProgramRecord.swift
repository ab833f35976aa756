/// What a program did because of a line, and its status afterwards.
public struct ProgramRecord: Sendable, Codable, Hashable {
  /// Its name.
  public var name: String
  /// How many calls it made.
  public var callCount: Int
  /// The calls, as far as they are listed: none while they are hidden.
  public var calls: [ProgramCall]
  /// How many more calls there were than `calls` lists; 0 while they are hidden.
  public var moreCalls: Int
  /// How many packets between programs were counted and not listed; a step's first record has all of them.
  public var hiddenPackets: Int
  /// Its status.
  public var state: ProgramState

  /// A record from its parts.
  public init(
    name: String, callCount: Int, calls: [ProgramCall], moreCalls: Int, hiddenPackets: Int, state: ProgramState
  ) {
    (self.name, self.callCount, self.calls, self.moreCalls) = (name, callCount, calls, moreCalls)
    (self.hiddenPackets, self.state) = (hiddenPackets, state)
  }
}

/// One action of a program's thread.
public struct ProgramCall: Sendable, Codable, Hashable {
  /// The thread's name, without the program's.
  public var thread: String
  /// The call as it would be typed; empty for a call that began earlier.
  public var line: String
  /// The completion routine that made it; nil outside of one.
  public var routine: String?
  /// What came of it.
  public var outcome: Outcome

  /// What came of it.
  public enum Outcome: Sendable, Codable, Hashable {
    /// A call that returned.
    case call(CallRecord)
    /// A call that blocked its thread.
    case blocked(call: String, c: String)
    /// A call that had blocked its thread, and returned.
    case resumed(CallRecord)
    /// A completion routine begins to run.
    case runs(error: ErrorValue, bytes: UInt32, overlapped: String?)
    /// A call that could not be made at all, and why.
    case refused(String)
  }

  /// An action from its parts.
  public init(thread: String, line: String, routine: String?, outcome: Outcome) {
    (self.thread, self.line, self.routine, self.outcome) = (thread, line, routine, outcome)
  }
}

/// A program's status.
public struct ProgramState: Sendable, Codable, Hashable {
  /// What it is and has done.
  public var work: Work
  /// Its threads; those in the same state are one group.
  public var threads: [ThreadGroup]
  /// Threads that ended because a call failed.
  public var ended: [String]
  /// Calls that failed, once for each error.
  public var failures: [Failure]
  /// Whether it was stopped or has finished.
  public var isOver: Bool
  /// Whether it was stopped.
  public var isStopped: Bool
  /// Whether it made too many calls within one line, and continues in the next.
  public var isPaused = false
  /// How many calls the programs of a session make within one line.
  public static let maximumCalls = 200_000

  /// A status from its parts.
  public init(
    work: Work, threads: [ThreadGroup], ended: [String], failures: [Failure], isOver: Bool, isStopped: Bool,
    isPaused: Bool = false
  ) {
    (self.work, self.threads, self.ended, self.failures) = (work, threads, ended, failures)
    (self.isOver, self.isStopped, self.isPaused) = (isOver, isStopped, isPaused)
  }

  /// Threads that are blocked in the same call.
  public struct ThreadGroup: Sendable, Codable, Hashable {
    /// How many there are.
    public private(set) var count: Int
    /// The names of the first ones, at most three.
    public private(set) var first: [String]
    /// The name of the last one.
    public private(set) var last: String
    /// The call; nil when they are ready to run.
    public var call: String?

    /// A group of one thread.
    public init(_ name: String, call: String?) { (count, first, last, self.call) = (1, [name], name, call) }

    /// A group from its parts.
    public init(count: Int, first: [String], last: String, call: String?) {
      (self.count, self.first, self.last, self.call) = (count, first, last, call)
    }

    /// Adds a thread.
    public mutating func append(_ name: String) {
      count += 1
      last = name
      if first.count < 3 { first.append(name) }
    }
  }

  /// A call that failed.
  public struct Failure: Sendable, Codable, Hashable {
    /// The C name.
    public var call: String
    /// Its error.
    public var error: ErrorValue
    /// How often.
    public var count: Int
    /// A failure from its parts.
    public init(call: String, error: ErrorValue, count: Int) {
      (self.call, self.error, self.count) = (call, error, count)
    }
  }

  /// What a program is and has done.
  public enum Work: Sendable, Codable, Hashable {
    /// A server.
    case server(ServerWork)
    /// Clients.
    case clients(ClientWork)
  }
}

/// A server: its model, its address and its counts since it began.
public struct ServerWork: Sendable, Codable, Hashable {
  /// The model's name: `blocking`, `event`, `routine`, `iocp`.
  public var model: String
  /// Where it listens.
  public var address: Address
  /// Connections accepted.
  public var accepted = 0
  /// Connections refused.
  public var refused = 0
  /// Connections that are open.
  public var open = 0
  /// Receives that completed.
  public var receives = 0
  /// Bytes echoed.
  public var bytes: UInt64 = 0
  /// A server that has done nothing yet.
  public init(model: String, address: Address) { (self.model, self.address) = (model, address) }
}

/// Clients: what each wants, and how far they have come.
public struct ClientWork: Sendable, Codable, Hashable {
  /// How many there are.
  public var total: Int
  /// How many bytes each expects back.
  public var bytesEach: Int
  /// How many clients have come how far.
  public var groups: [ClientGroup]
  /// Bytes that came back to all of them.
  public var received: Int
  /// Clients from their parts.
  public init(total: Int, bytesEach: Int, groups: [ClientGroup], received: Int) {
    (self.total, self.bytesEach, self.groups, self.received) = (total, bytesEach, groups, received)
  }
}

/// Clients at the same stage.
public struct ClientGroup: Sendable, Codable, Hashable {
  /// The stage.
  public var stage: Stage
  /// How many.
  public var count: Int
  /// How many bytes have come back to each, at least and at most.
  public var bytes: ClosedRange<Int>

  /// How far a client has come.
  public enum Stage: String, Sendable, Codable {
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
    /// The server closed before all bytes were back.
    case cutOff
    /// A call failed.
    case failed
  }

  /// A group from its parts.
  public init(stage: Stage, count: Int, bytes: ClosedRange<Int>) {
    (self.stage, self.count, self.bytes) = (stage, count, bytes)
  }
}
