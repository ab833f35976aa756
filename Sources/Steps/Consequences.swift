/// What followed from a line: routines, completions, changes, packets, warnings, and what happened on other threads.
public struct Consequences: Sendable, Codable, Hashable {
  /// Completion routines that ran inside this line's call, on its thread, in order.
  public var routines: [RoutineRecord] = []
  /// Operations that completed and packets that were posted because of it, in order.
  public var finished: [Finished] = []
  /// Objects that changed because of it.
  public var changes: [Change] = []
  /// The packets it moved, in order.
  public var packets: [Packet] = []
  /// How many more there were between the first and the last of `packets`: a very large step does not keep those.
  public var morePackets = 0
  /// The states of the connections of these packets, as the kernels of their hosts have them afterward: of the first
  /// ones only when there are many.
  public var states: [ConnectionEnds] = []
  /// How many connections more there are than `states` has.
  public var moreStates = 0
  /// What happened to blocked threads because of it: routines that ran there and calls that returned, in order.
  public var aftermath: [Aftermath] = []
  /// The script's names for the ends of the packets' connections.
  public var ends: [EndName] = []
  /// Operations that finished and are held in the simulated kernel because of it, in order.
  public var held: [HeldRecord] = []
  /// Legal but likely wrong: what a warning says about the line.
  public var warnings: [Warning] = []
  /// What programs did because of it, in the order in which they began.
  public var programs: [ProgramRecord] = []
  /// The thread that the next line runs on, when this line changed that.
  public var nextThread: String?

  /// Nothing yet.
  public init() {}

  /// Whether there is nothing.
  public var isEmpty: Bool {
    routines.isEmpty && finished.isEmpty && changes.isEmpty && packets.isEmpty && states.isEmpty && aftermath.isEmpty
      && ends.isEmpty && held.isEmpty && warnings.isEmpty && programs.isEmpty
      && morePackets == 0 && moreStates == 0 && nextThread == nil
  }
}

/// Consequences in memory of their own: nothing follows from most lines, and a step is copied a few times on its way.
final class BoxedConsequences: Sendable, Codable, Hashable {
  let value: Consequences

  init(_ value: Consequences) { self.value = value }
  init(from decoder: any Decoder) throws { value = try Consequences(from: decoder) }
  func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
  func hash(into hasher: inout Hasher) { hasher.combine(value) }
  static func == (one: BoxedConsequences, other: BoxedConsequences) -> Bool { one.value == other.value }
}

extension Step {
  /// All that followed from the line.
  public var consequences: Consequences {
    get { boxed?.value ?? Consequences() }
    set { boxed = newValue.isEmpty ? nil : BoxedConsequences(newValue) }
  }

  /// Whether anything followed from the line.
  public var hasConsequences: Bool { boxed != nil }

  /// Completion routines that ran inside this line's call, on its thread, in order.
  public var routines: [RoutineRecord] {
    get { boxed?.value.routines ?? [] }
    set { consequences.routines = newValue }
  }

  /// Operations that completed and packets that were posted because of it, in order.
  public var finished: [Finished] {
    get { boxed?.value.finished ?? [] }
    set { consequences.finished = newValue }
  }

  /// Objects that changed because of it.
  public var changes: [Change] {
    get { boxed?.value.changes ?? [] }
    set { consequences.changes = newValue }
  }

  /// The packets it moved, in order.
  public var packets: [Packet] {
    get { boxed?.value.packets ?? [] }
    set { consequences.packets = newValue }
  }

  /// How many more there were between the first and the last of `packets`: a very large step does not keep those.
  public var morePackets: Int {
    get { boxed?.value.morePackets ?? 0 }
    set { consequences.morePackets = newValue }
  }

  /// The states of the connections of these packets, as the kernels of their hosts have them afterward: of the first
  /// ones only when there are many.
  public var states: [ConnectionEnds] {
    get { boxed?.value.states ?? [] }
    set { consequences.states = newValue }
  }

  /// How many connections more there are than `states` has.
  public var moreStates: Int {
    get { boxed?.value.moreStates ?? 0 }
    set { consequences.moreStates = newValue }
  }

  /// What happened to blocked threads because of it: routines that ran there and calls that returned, in order.
  public var aftermath: [Aftermath] {
    get { boxed?.value.aftermath ?? [] }
    set { consequences.aftermath = newValue }
  }

  /// The script's names for the ends of the packets' connections.
  public var ends: [EndName] {
    get { boxed?.value.ends ?? [] }
    set { consequences.ends = newValue }
  }

  /// Operations that finished and are held in the simulated kernel because of it, in order.
  public var held: [HeldRecord] {
    get { boxed?.value.held ?? [] }
    set { consequences.held = newValue }
  }

  /// Legal but likely wrong: what a warning says about the line.
  public var warnings: [Warning] {
    get { boxed?.value.warnings ?? [] }
    set { consequences.warnings = newValue }
  }

  /// What programs did because of it, in the order in which they began.
  public var programs: [ProgramRecord] {
    get { boxed?.value.programs ?? [] }
    set { consequences.programs = newValue }
  }

  /// The thread that the next line runs on, when this line changed that.
  public var nextThread: String? {
    get { boxed?.value.nextThread }
    set { consequences.nextThread = newValue }
  }
}
