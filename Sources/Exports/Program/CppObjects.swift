import Calls
import Steps

/// The objects of a session that a program of it has, by name.
struct CppObjects {
  enum Kind: String {
    case socket = "SOCKET"
    case event = "WSAEVENT"
    case port = "HANDLE"
    case buffer = "WSABUF"
    case overlapped = "WSAOVERLAPPED"
    case routine

    /// What tells two variables of one name apart.
    var suffix: String {
      switch self {
      case .socket: "s"
      case .event: "event"
      case .port: "port"
      case .buffer: "buffer"
      case .overlapped: "overlapped"
      case .routine: "routine"
      }
    }
  }

  /// What each name is of at the moment.
  private var kinds: [String: Kind] = [:]
  /// What each name is of at any time: one that was closed or freed may be given again to something else.
  private var ever: [String: Set<Kind>] = [:]
  /// The most bytes that a buffer had.
  private(set) var sizes: [String: Int] = [:]
  /// Ports that the system has chosen and that a call names: what they are is known when the program runs.
  private(set) var chosen: Set<UInt16> = []

  /// The variable of an object; nil for a name that is of none.
  func variable(_ name: String) -> String? { kinds[name].map { variable(name, $0) } }

  private func variable(_ name: String, _ kind: Kind) -> String {
    CppText.name(name) + ((ever[name]?.count ?? 0) > 1 ? "_" + kind.suffix : "")
  }

  /// All variables of a kind with the names of their objects, in order.
  func all(_ isMeant: (Kind) -> Bool) -> [(name: String, variable: String, kind: Kind)] {
    let list = ever.flatMap { name, kinds in kinds.map { (name: name, variable: variable(name, $0), kind: $0) } }
    return list.filter { isMeant($0.kind) }.sorted { $0.variable < $1.variable }
  }

  private mutating func set(_ name: String, _ kind: Kind) {
    kinds[name] = kind
    ever[name, default: []].insert(kind)
  }

  /// Where the ports begin that a session's system chooses.
  private static let firstChosen: UInt16 = 49152

  /// The variable that has an address whose port the system has chosen; nil for another address.
  func variable(of end: Address) -> String? { chosen.contains(end.port) ? "chosen\(end.port)" : nil }

  /// Takes in what a step names.
  mutating func take(_ step: Step) {
    switch step.body {
    case .objects(let objects, declared: true): for object in objects { take(object) }
    case .call(let record): take(record)
    case .blocked(_, let c): takeBuffers(PrintedCall(c))
    default: break
    }
    for change in step.changes {
      switch change {
      case .socket(let name, let state):
        guard state.isOpen else { continue }
        set(name, .socket)
      case .buffer(let name, let change): note(name, max(Int(change.len), change.memory.count))
      case .overlapped(let name, _, _): set(name, .overlapped)
      case .event(let name, _): set(name, .event)
      }
    }
    for case .operation(let done) in step.finished { if let routine = done.routine { set(routine.name, .routine) } }
    for routine in step.routines { take(routine) }
    for event in step.aftermath {
      switch event {
      case .routine(let routine): take(routine)
      case .resumed(_, _, let record): take(record)
      }
    }
  }

  private mutating func take(_ routine: RoutineRecord) {
    set(routine.routine, .routine)
    for line in routine.lines { take(line) }
  }

  private mutating func take(_ object: ObjectRecord) {
    switch object.state {
    case .buffer(let len, let memory, _): note(object.name, max(Int(len), memory.count))
    case .overlapped: set(object.name, .overlapped)
    case .routine: set(object.name, .routine)
    default: break
    }
  }

  private mutating func note(_ name: String, _ size: Int) {
    set(name, .buffer)
    sizes[name] = max(sizes[name] ?? 0, size)
  }

  private mutating func take(_ record: CallRecord) {
    let call = PrintedCall(record.c)
    takeBuffers(call)
    guard case .text(let name) = record.returned else { return }
    switch CallCatalogue.find(record.call)?.returns {
    case .socket: set(name, .socket)
    case .event: set(name, .event)
    case .port: set(name, .port)
    default: break
    }
  }

  /// A buffer that the session made by itself for a call that receives: `b1.buf, 16`.
  private mutating func takeBuffers(_ call: PrintedCall) {
    for argument in call.arguments {
      if let end = Address(argument), end.port >= Self.firstChosen { chosen.insert(end.port) }
    }
    for (i, argument) in call.arguments.enumerated() where argument.hasSuffix(".buf") {
      let size = i + 1 < call.arguments.count ? Int(call.arguments[i + 1]) ?? 0 : 0
      // What AcceptEx stores behind the data: two addresses.
      note(String(argument.dropLast(4)), CallCatalogue.find(call.name) === CallDescriptor.AcceptEx ? size + 64 : size)
    }
  }
}
