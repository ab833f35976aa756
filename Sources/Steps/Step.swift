/// One line of a session and everything that followed from it. Everything printed is a view of steps. A step holds
/// script values only (names, relative numbers), never a descriptor, a pointer or a time, and it is complete: any view
/// can be made of it later, in another process.
public struct Step: Sendable, Codable, Hashable {
  /// Counts the lines that hold a command, from 1; 0 for what happened between lines and inside a routine.
  public var number: Int
  /// The thread's name.
  public var thread: String
  /// The line, without its comment and the spaces around.
  public var line: String
  /// The line as typed, where it is not `line`: with its comment and the spaces around, and in its own encoding.
  public var typed: Bytes?
  /// Where the call stands in a learner's program; nil for a line.
  public var source: SourceLine?
  /// What the line was.
  public var body: StepBody
  /// What followed from the line; nil for nothing.
  var boxed: BoxedConsequences?

  /// A step that nothing followed from yet.
  public init(number: Int, thread: String, line: String, body: StepBody) {
    self.number = number
    self.thread = thread
    self.line = line
    self.body = body
  }
}

/// What a line was.
public enum StepBody: Sendable, Codable, Hashable {
  /// A call that returned.
  case call(CallRecord)
  /// A call that blocked its thread.
  case blocked(call: String, c: String)
  /// The line could not be run.
  case usage(UsageError)
  /// Objects that were made (`wsabuf`, `overlapped`, `thread`, `routine`) or shown (`show NAME`).
  case objects([ObjectRecord], declared: Bool)
  /// `show` without a name: all objects, and what is held in the simulated kernel.
  case machine([ObjectRecord], held: [HeldRecord])
  /// `free NAME`.
  case freed(name: String, type: ObjectType)
  /// `expect EXPRESSION`: whether it holds, and the values seen when it does not.
  case expectation(holds: Bool, seen: String)
  /// `inflight` without hosts: all operations that are held in the simulated kernel, in order.
  case held([HeldRecord])
  /// `inflight` where there are hosts: packets and operations, by their numbers.
  case inFlight([InFlightRecord])
  /// `host` without an address: hosts and their connections.
  case hosts([HostRecord])
  /// `host NAME ADDR`.
  case madeHost(HostRecord)
  /// `trace`: packets of earlier steps, which this one did not move.
  case trace([Packet], omitted: OmittedPackets?)
  /// `plot`: pictures of a connection.
  case plot(PlotRecord)
  /// An expression alone, or `print EXPRESSION`.
  case value(ValueRecord)
  /// A command of the playground that prints text: help, explain, …
  case text([TextLine])
  /// What learners' programs wrote, in order.
  case printed([PrintedText])
  /// Nothing: what happened between lines, or a command that only changed a setting.
  case none
}

extension Step {
  /// Whether it reported something and did nothing: `show`, `expect`, a line that was not understood.
  public var onlyLooked: Bool {
    guard packets.isEmpty, aftermath.isEmpty, changes.isEmpty, finished.isEmpty else { return false }
    switch body {
    case .objects(_, let declared): return !declared
    case .usage, .machine, .expectation, .held, .trace, .plot, .value: return true
    default: return false
    }
  }

  /// Whether the operation that this line started was already done when the line was: it pended, and completed.
  public var completesItself: Bool {
    number > 0
      && finished.contains {
        if case .operation(let completion) = $0 { completion.step == number } else { false }
      }
  }
}
