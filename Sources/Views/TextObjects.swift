import Steps
import TerminalText

// Objects as they are now: a heading line with the name, the type and what is short, then rows.

extension Page {
  /// `show`, or a declaration in one line.
  mutating func writeObject(_ object: ObjectRecord, isDeclared: Bool) {
    switch object.state {
    case .socket(let state): writeSocket(object.name, state, isShown: true)
    case .event(let signaled):
      heading(object.name, "WSAEVENT")
      text.append(signaled.map { $0 ? "signaled" : "not signaled" } ?? "closed")
      end()
    case .port(let state): writePort(object.name, state)
    case .file(let state):
      heading(object.name, "FILE")
      appendFile(state)
      end()
    case .mutex(let state):
      heading(object.name, "mutex")
      appendMutex(state)
      end()
    case .semaphore(let state):
      heading(object.name, "semaphore")
      appendSemaphore(state)
      end()
    case .buffer(let len, let memory, let rest): writeBuffer(object.name, len, memory.values, rest, isDeclared)
    case .overlapped(let state):
      if isDeclared { declareOverlapped(object.name, state) } else { writeOverlapped(object.name, nil, state) }
    case .routine(let commands):
      heading(object.name, "routine")
      text.append(escaping: commands.isEmpty ? "does nothing but be reported" : commands)
      end()
    case .thread(let state): writeThread(object.name, state)
    case .program(let state): writeProgram(object.name, state)
    case .variable(let state): writeVariable(object.name, state, isDeclared: isDeclared)
    }
  }

  /// Begins a line with an object's name and type.
  mutating func heading(_ name: String, _ type: StaticString) {
    begin()
    text.append(escaping: name, .name)
    text.pad(to: indent + 4, gap: 2)
    text.append(type)
    text.append("   ")
  }

  private mutating func writeBuffer(
    _ name: String, _ len: UInt32, _ memory: [UInt8], _ rest: UntoldBytes?, _ isDeclared: Bool
  ) {
    heading(name, "WSABUF")
    text.append("len ")
    text.append(len)
    let size = memory.count + (rest?.count ?? 0)
    if Int(len) != size {
      text.append(" of ")
      text.append(size)
    }
    if isDeclared, !memory.isEmpty {
      text.append("   ")
      if rest?.isZero != false, memory.allSatisfy({ $0 == 0 }) {
        text.append("all zero")
      } else {
        appendPreview(memory, total: size, columns: room)
      }
    }
    end()
    if !isDeclared { writeDump(memory, rest: rest) }
  }

  private mutating func declareOverlapped(_ name: String, _ state: OverlappedState) {
    heading(name, "WSAOVERLAPPED")
    let isZero = state.Internal.code == 0 && state.InternalHigh == 0 && state.Offset == 0 && state.OffsetHigh == 0
    guard isZero else {
      end()
      return writeFields(nil, state)
    }
    text.append(state.hEvent == nil ? "all zero" : "zero, hEvent ")
    text.append(escaping: state.hEvent ?? "")
    end()
  }

  private mutating func writeThread(_ name: String, _ state: ThreadState) {
    begin()
    text.append(escaping: name, .name)
    text.pad(to: indent + 4, gap: 2)
    text.append("thread   ")
    if let blocked = state.blockedIn {
      text.append("blocked in ")
      text.append(escaping: blocked.call)
      text.append(" of step ")
      text.append(Int64(blocked.step))
    } else {
      text.append("running")
    }
    text.append("   last error ")
    text.append(escaping: state.lastError.name)
    end()
    if state.routines.isEmpty { return }
    line("routines queued: " + state.routines.joined(separator: ", "), at: 4)
  }

  private mutating func writePort(_ name: String, _ state: PortState) {
    heading(name, "IOCP")
    guard state.isOpen else {
      text.append("closed")
      return end()
    }
    text.append("concurrency ")
    text.append(state.concurrency)
    if state.queue.isEmpty { text.append("   no packets") }
    end()
    if !state.sockets.isEmpty {
      line("sockets: " + state.sockets.map { "\($0.name) (key \($0.key))" }.joined(separator: ", "), at: 4)
    }
    if let next = state.waiting.first {
      let others = state.waiting.dropFirst().map { ", " + $0 }.joined()
      line("waiting: " + next + (others.isEmpty ? "" : " (released next)") + others, at: 4)
    }
    writeQueue(state, at: 4)
  }
}

// MARK: - Sockets

extension Page {
  /// The state and the addresses; with `isShown` also what pends.
  /// `nameColumns` is the room for the name, where several sockets stand below each other.
  mutating func writeSocket(_ name: String, _ state: SocketState, isShown: Bool = false, nameColumns: Int = 0) {
    begin()
    let column = indent + max(4, nameColumns + 2)
    text.append(escaping: name, .name)
    text.pad(to: column, gap: 2)
    text.append(escaping: state.state, .state)
    let hasAddress = state.local != nil || state.peer != nil
    if hasAddress || isShown { text.pad(to: column + 14, gap: 3) }
    if let local = state.local { append(local) }
    if let peer = state.peer {
      text.append(state.local == nil ? "→ " : " → ")
      append(peer)
    }
    let isOpen = state.isOpen
    if isShown, isOpen, hasAddress { text.append("   ") }
    if isShown, isOpen { text.append(state.isStream ? "SOCK_STREAM" : "SOCK_DGRAM") }
    if isShown, state.isNonblocking { text.append(", non-blocking") }
    end()
    if isShown { writeSocketRows(state) }
  }

  private mutating func writeSocketRows(_ state: SocketState) {
    if let port = state.port {
      begin(4)
      text.append("completion port ")
      text.append(escaping: port.name)
      text.append(", key ")
      text.append(port.key)
      end(hang: 6)
    }
    if let inside = state.inside { writeInside(inside) }
    writePending(state.pending, at: 4)
  }
}
