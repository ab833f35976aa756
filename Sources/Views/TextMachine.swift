import Steps
import TerminalText

// `show`: the whole machine, a group a kind of object, each object in a line or two.

extension Page {
  /// All objects, and what is held in the simulated kernel.
  mutating func writeMachine(_ objects: [ObjectRecord], held: [HeldRecord]) {
    var isFirst = true
    for group in MachineGroup.allCases {
      let members = objects.filter { MachineGroup($0.state) == group }
      if members.isEmpty { continue }
      if !isFirst { blank() }
      isFirst = false
      line(group.rawValue, .heading)
      let names = members.map { DisplayWidth.of($0.name) }.max() ?? 0
      for object in members { writeMember(object, names: min(max(names, 2), 16)) }
    }
    if held.isEmpty { return }
    blank()
    writeHeld(held)
  }

  /// An object in short: its name, and what it is at the moment.
  private mutating func writeMember(_ object: ObjectRecord, names: Int) {
    begin(2)
    text.append(escaping: object.name, .name)
    let column = indent + 2 + names + 2
    text.pad(to: column, gap: 2)
    switch object.state {
    case .thread(let state): appendThread(state)
    case .socket(let state): appendSocket(state, at: column)
    case .event(let signaled): appendEvent(signaled)
    case .port(let state): appendPort(state)
    case .file(let state): appendFile(state)
    case .mutex(let state): appendMutex(state)
    case .semaphore(let state): appendSemaphore(state)
    case .buffer(let len, let memory, let rest): appendBuffer(len, memory.values, rest)
    case .overlapped(let state): appendOverlapped(state)
    case .routine(let commands): text.append(escaping: commands.isEmpty ? "does nothing but be reported" : commands)
    case .program(let state): appendProgram(state)
    case .variable(let state): appendVariable(state)
    }
    end(hang: column - indent)
    switch object.state {
    case .socket(let state): writePending(state.pending, at: column - indent)
    case .port(let state): writeQueue(state, at: column - indent)
    case .thread(let state) where !state.routines.isEmpty:
      line("routines queued: " + state.routines.joined(separator: ", "), at: column - indent)
    default: break
    }
  }

  /// Whose a mutex is.
  mutating func appendMutex(_ state: LockState?) {
    guard let state else { return text.append("closed") }
    guard let owner = state.owner else { return text.append("free") }
    text.append(escaping: owner)
    text.append(" has it")
    if state.depth > 1 {
      text.append(", taken ")
      text.append(state.depth)
      text.append(" times")
    }
  }

  /// How many waits a semaphore lets through.
  mutating func appendSemaphore(_ state: LockState?) {
    guard let state else { return text.append("closed") }
    text.append("count ")
    text.append(state.count)
    text.append(" of ")
    text.append(state.most)
  }

  private mutating func appendThread(_ state: ThreadState) {
    if let blocked = state.blockedIn {
      text.append("blocked", .caution)
      text.append(" in ")
      text.append(escaping: blocked.call)
      text.append(" of step ")
      text.append(blocked.step)
    } else {
      text.append("running")
    }
    if state.lastError.isNone { return }
    text.append("   last error ")
    text.append(escaping: state.lastError.name)
  }

  private mutating func appendSocket(_ state: SocketState, at column: Int) {
    text.append(escaping: state.state, .state)
    let hasAddress = state.local != nil || state.peer != nil
    if hasAddress { text.pad(to: column + 14, gap: 2) }
    if let local = state.local { append(local) }
    if let peer = state.peer {
      text.append(state.local == nil ? "→ " : " → ")
      append(peer)
    }
    if !state.isStream { text.append("   UDP") }
    if state.isNonblocking { text.append("   non-blocking") }
    guard let port = state.port else { return }
    text.append("   on port ")
    text.append(escaping: port.name)
    text.append(", key ")
    text.append(port.key)
  }

  private mutating func appendEvent(_ signaled: Bool?) {
    guard let signaled else { return text.append("closed", .quiet) }
    if signaled { text.append("signaled", .good) } else { text.append("not signaled") }
  }

  /// How many may run, and who waits: the thread that is released next stands first.
  private mutating func appendPort(_ state: PortState) {
    guard state.isOpen else { return text.append("closed", .quiet) }
    text.append("concurrency ")
    text.append(state.concurrency)
    if let next = state.waiting.first {
      text.append("   waiting: ")
      text.append(escaping: next)
      if state.waiting.count > 1 {
        text.append(" (released next), ")
        text.append(escaping: state.waiting.dropFirst().joined(separator: ", "))
      }
    }
    if state.queue.isEmpty { text.append("   no packets") }
  }

  /// How long a file is, and how much of it has been read.
  mutating func appendFile(_ state: FileState?) {
    guard let state else { return text.append("closed", .quiet) }
    text.append(state.size)
    text.append(state.size == 1 ? " byte" : " bytes")
    if state.position > 0 {
      text.append(", read up to ")
      text.append(state.position)
    }
  }

  private mutating func appendBuffer(_ len: UInt32, _ memory: [UInt8], _ rest: UntoldBytes?) {
    let size = memory.count + (rest?.count ?? 0)
    text.append("len ")
    text.append(len)
    if Int(len) != size {
      text.append(" of ")
      text.append(size)
    }
    if memory.isEmpty { return }
    text.append("   ")
    if rest?.isZero == false { return appendPreview(memory, total: size, columns: room) }
    guard let last = memory.lastIndex(where: { $0 != 0 }) else { return text.append("all zero") }
    let isZeroBehind = last + 1 < size
    let shown = memory[...last]
    appendPreview(Array(shown), total: shown.count, columns: room - (isZeroBehind ? 14 : 0))
    if isZeroBehind { text.append(", then zeros") }
  }

  private mutating func appendOverlapped(_ state: OverlappedState) {
    if state.Internal.code == 0, state.InternalHigh == 0 {
      text.append("Internal 0, InternalHigh 0")
    } else {
      append(state.Internal)
      if !state.Internal.isPending {
        text.append(", InternalHigh ")
        text.append(state.InternalHigh)
      }
    }
    guard let event = state.hEvent else { return }
    text.append("   hEvent ")
    text.append(escaping: event)
  }
}

/// What `show` puts together, in its order.
private enum MachineGroup: String, CaseIterable {
  case threads, sockets, events, mutexes, semaphores, ports = "completion ports", files, buffers = "WSABUFs",
    overlappeds = "WSAOVERLAPPEDs",
    routines, programs, variables

  init(_ state: ObjectState) {
    switch state {
    case .thread: self = .threads
    case .socket: self = .sockets
    case .event: self = .events
    case .port: self = .ports
    case .file: self = .files
    case .mutex: self = .mutexes
    case .semaphore: self = .semaphores
    case .buffer: self = .buffers
    case .overlapped: self = .overlappeds
    case .routine: self = .routines
    case .program: self = .programs
    case .variable: self = .variables
    }
  }
}

// MARK: - What stands in order

extension Page {
  /// Operations under way, numbered: the one that will complete first on top.
  mutating func writePending(_ operations: [PendingRecord], at column: Int) {
    for (i, operation) in operations.enumerated() {
      begin(column)
      text.append(i + 1)
      text.append("  ")
      text.append(escaping: operation.text)
      end(hang: column + 3)
    }
  }

  /// A port's packets, the one that is dequeued first on top.
  mutating func writeQueue(_ state: PortState, at column: Int) {
    for (i, packet) in state.queue.prefix(Page.maxQueued).enumerated() {
      begin(column)
      text.append(i + 1)
      text.append("  key ")
      text.append(packet.key)
      text.append(", overlapped ")
      text.append(escaping: packet.overlapped ?? "NULL")
      text.append(", ")
      appendCount(packet.bytes)
      text.append(", ")
      append(packet.status)
      end(hang: column + 3)
    }
    let more = state.queue.count - Page.maxQueued
    if more > 0 { line("… " + grouped(more) + (more == 1 ? " more packet" : " more packets"), at: column) }
  }

  /// More packets than this are counted: nobody reads a thousand.
  private static var maxQueued: Int { 16 }
}

extension PendingRecord {
  /// `WSARecv of step 9 → o → e`: the WSAOVERLAPPED, and who is notified.
  fileprivate var text: String {
    let start = "\(call) of step \(step)"
    guard let overlapped else { return start + ", \(thread) waits" }
    if let routine { return start + " → \(overlapped) → routine \(routine) on \(thread)" }
    let notified = [event, port.map { "\($0.name) (key \($0.key))" }].compactMap { $0 }
    return start + " → \(overlapped)" + (notified.isEmpty ? "" : " → " + notified.joined(separator: " and "))
  }
}
