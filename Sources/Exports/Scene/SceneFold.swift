import Steps
import Views

extension Scene {
  /// Takes in what a step tells.
  mutating func apply(_ step: Step) {
    if threads[step.thread] == nil { threads[step.thread] = Thread() }
    for routine in step.routines { apply(routine) }
    // A buffer that a call has made by itself is known by what has changed.
    for change in step.changes { apply(change) }
    switch step.body {
    case .call(let record): returned(record, step: step.number, thread: step.thread)
    case .blocked(let call, let c): block(call, PrintedCall(c), step)
    case .objects(let objects, let declared):
      for object in objects { set(object, isDeclared: declared) }
    case .machine(let objects, let held): reset(objects, held)
    case .freed(let name, _): forget(name)
    case .madeHost(let host): hosts[host.name] = host.addresses.joined(separator: ", ")
    case .hosts(let list):
      for host in list {
        hosts[host.name] = host.addresses.joined(separator: ", ") + (host.isPlugged ? "" : ", unplugged")
      }
    default: break
    }
    for one in step.finished { finish(one) }
    for packet in step.packets { apply(packet) }
    for record in step.held { operations[record.step]?.held = record.number }
    for event in step.aftermath {
      switch event {
      case .routine(let routine): apply(routine)
      case .resumed(let number, let thread, let record):
        threads[thread] = Thread()
        operations[number] = nil
        returned(record, step: number, thread: thread)
      }
    }
    for program in step.programs { programs[program.name] = Self.word(program) }
  }

  private mutating func apply(_ routine: RoutineRecord) {
    for line in routine.lines { apply(line) }
  }

  private mutating func block(_ call: String, _ c: PrintedCall, _ step: Step) {
    var thread = Thread()
    (thread.blockedIn, thread.step) = (call, step.number)
    thread.waitsFor = c.names.filter {
      sockets[$0] != nil || events[$0] != nil || ports[$0] != nil || others[$0] != nil
    }
    threads[step.thread] = thread
  }

  private mutating func finish(_ one: Finished) {
    switch one {
    case .operation(let done):
      operations[done.step] = nil
      guard let port = done.port else { return }
      let packet = PortPacket(key: port.key, overlapped: done.overlapped, bytes: done.bytes, status: done.status)
      ports[port.name, default: Port()].queue.append(packet)
    case .posted(let packet):
      let entry = PortPacket(key: packet.key, overlapped: packet.overlapped, bytes: packet.bytes, status: .success)
      ports[packet.port, default: Port()].queue.append(entry)
    }
  }

  private mutating func apply(_ change: Change) {
    switch change {
    case .socket(let name, let state): set(name, state)
    case .buffer(let name, let change): buffers[name] = Buffer(change.len, change.memory)
    case .overlapped(let name, _, let now): overlappeds[name] = now
    case .event(let name, let signaled): events[name] = signaled
    }
  }

  private mutating func set(_ name: String, _ state: SocketState) {
    guard state.isOpen else { return sockets[name] = nil }
    var socket = sockets[name] ?? Socket()
    socket.state = state.state
    (socket.local, socket.peer) = (state.local?.description, state.peer?.description)
    if let port = state.port { socket.port = port }
    sockets[name] = socket
  }

  private mutating func set(_ object: ObjectRecord, isDeclared: Bool) {
    let name = object.name
    switch object.state {
    case .socket(let state): set(name, state)
    case .event(let signaled): events[name] = signaled ?? false
    case .port(let state): ports[name] = state.isOpen ? Port(queue: state.queue) : nil
    case .buffer(let len, let memory, _): buffers[name] = Buffer(len, memory)
    case .overlapped(let state): overlappeds[name] = state
    case .thread(let state):
      var thread = threads[name] ?? Thread()
      if let blocked = state.blockedIn { (thread.blockedIn, thread.step) = (blocked.call, blocked.step) }
      threads[name] = thread
    case .routine(let commands): others[name] = "routine: " + commands
    case .mutex(let state): others[name] = "mutex" + (state?.owner.map { ", owned by \($0)" } ?? "")
    case .semaphore(let state): others[name] = "semaphore" + (state.map { ", \($0.count) of \($0.most)" } ?? "")
    case .file(let state): others[name] = "file" + (state.map { ", \($0.size) bytes" } ?? "")
    case .program, .variable: break
    }
  }

  /// `show` tells of everything.
  private mutating func reset(_ objects: [ObjectRecord], _ held: [HeldRecord]) {
    for object in objects { set(object, isDeclared: false) }
    for record in held { operations[record.step]?.held = record.number }
  }

  private mutating func forget(_ name: String) {
    buffers[name] = nil
    overlappeds[name] = nil
    others[name] = nil
  }

  private mutating func apply(_ packet: Packet) {
    if let number = packet.delivered ?? packet.dropped { wire[number] = nil }
    guard let number = packet.held else { return }
    wire[number] = HeldPacket(
      from: packet.fromHost ?? packet.from.description, to: packet.toHost ?? packet.to.description,
      label: TextView.label(of: packet, columns: 60))
  }

  private static func word(_ program: ProgramRecord) -> String {
    let state = program.state.isOver ? "has ended" : program.state.isStopped ? "is stopped" : "runs"
    return "\(state), \(program.callCount) calls"
  }
}

extension Scene.Buffer {
  init(_ len: UInt32, _ memory: Bytes) {
    let first = Bytes(Array(memory.values.prefix(16)))
    self.init(len: len, start: first.pairs + "  " + first.ascii, count: memory.count)
  }
}

/// The scenes of a session, one an entry. A line that goes back (`undo`, `restart`) brings back the scene of then.
struct Scenes {
  /// As many steps back `undo` is followed.
  private static let kept = 4096

  private var scene = Scene()
  /// The scenes after the steps so far, by number: where `undo` leads.
  private var past: [(number: Int, scene: Scene)] = []

  /// Scenes of no entry yet.
  init() {}

  /// The scene after an entry; `next` is the number of the step that follows it, nil at the end.
  mutating func after(_ entry: RecordedEntry, next: Int?) -> Scene {
    guard case .step(let step) = entry else { return scene }
    scene.apply(step)
    guard step.number > 0 else { return scene }
    if let next, next <= step.number {
      while let last = past.last, last.number >= next { past.removeLast() }
      scene = past.last?.scene ?? Scene()
    } else {
      past.append((step.number, scene))
      if past.count > 2 * Self.kept { past.removeFirst(Self.kept) }
    }
    return scene
  }

  /// The number of the next step behind a place, nil when there is none.
  static func next(_ entries: [RecordedEntry], after place: Int) -> Int? {
    for entry in entries[(place + 1)...] {
      if case .step(let step) = entry, step.number > 0 { return step.number }
    }
    return nil
  }
}
