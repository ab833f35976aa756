import Winsock

/// What a thread of a program does next.
enum Move {
  case call(Invocation)
  /// A call with a time limit, after which the thread looks around: it times out once there is something to be seen.
  case timed(Invocation)
  /// No call: the thread stands still until its program stops.
  case rest
  /// The thread has come to its end.
  case end
  /// A call has failed that the thread cannot do without: it ends.
  case giveUp
}

/// What a call of a program gave.
struct Answer {
  let value: Int64
  let error: ErrorCode
  let out: Out

  init(_ value: Return) { (self.value, error, out) = (value.value, value.error, value.out) }

  var succeeded: Bool { error == .success }
  /// Whether an overlapped operation is under way, or was done at once.
  var hasBegun: Bool { error == .success || error == .WSA_IO_PENDING }

  /// The bytes that a receive or WSAGetOverlappedResult told.
  var bytes: UInt32 {
    switch out {
    case .data(let count), .bytes(let count), .transfer(let count, _): count
    case .packet(let packet): packet.bytes
    default: 0
    }
  }
}

/// What a simulated thread of a program does, call after call: a state machine.
protocol ThreadBody: AnyObject {
  /// The next call, by what the last one gave; the answer is nil at first.
  func next(after answer: Answer?, _ memory: ProgramMemory) -> Move
  /// Whether a wait that is `timed` would find something new when its time is over.
  var seesMore: Bool { get }
  /// The calls of a completion routine of the thread.
  func routine(_ name: String, _ run: RoutineRun, _ memory: ProgramMemory) -> [Invocation]
}

extension ThreadBody {
  var seesMore: Bool { false }
  func routine(_ name: String, _ run: RoutineRun, _ memory: ProgramMemory) -> [Invocation] { [] }
}
