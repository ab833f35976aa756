import Glibc
import Language
import Steps
import Winsock

extension Session {
  /// A socket in script values; nil when the handle is of no open socket.
  func socketState(_ handle: Handle) -> SocketState? {
    winsock.describe(handle).map(socketState)
  }

  /// The same of a socket that the layer has described.
  func socketState(_ description: SocketDescription) -> SocketState {
    var state = SocketState(state: description.state.rawValue)
    state.isStream = description.isStream
    state.local = description.local.map(Address.init)
    state.peer = description.peer.map(Address.init)
    state.isNonblocking = description.isNonblocking
    state.pending = description.pending.map { pendingRecord($0, description) }
    state.port = name(description.port).map { PortKey(name: $0, key: description.key) }
    return state
  }

  /// The same as `show` tells it: of a connection between hosts, with what lies behind it.
  func shownState(_ handle: Handle) -> SocketState? {
    guard let description = winsock.describe(handle) else { return nil }
    var state = socketState(description)
    if network.hasHosts, let local = description.local, let peer = description.peer, description.isStream {
      state.inside = network.inside(of: local, peer).map(InsideState.init)
    }
    return state
  }

  /// An operation under way, and who is notified when it completes.
  private func pendingRecord(_ operation: PendingOperation, _ socket: SocketDescription) -> PendingRecord {
    var record = PendingRecord(
      call: "\(operation.call)", step: Int(operation.tag), thread: threads[place(operation.thread)].name)
    guard let pointer = operation.overlapped else { return record }
    record.overlapped = name(pointer) ?? "?"
    record.routine = operation.routine.map(routineName)
    guard record.routine == nil else { return record }
    record.event = name(pointer.pointee.hEvent)
    record.port = name(socket.port).map { PortKey(name: $0, key: socket.key) }
    return record
  }

  func overlappedState(_ place: Int32) -> OverlappedState {
    let native = objects.overlappeds.pointer(place).pointee
    return OverlappedState(
      Internal: StatusValue(NTStatus(rawValue: UInt32(truncatingIfNeeded: native.Internal))),
      InternalHigh: native.InternalHigh, Offset: native.Offset,
      OffsetHigh: native.OffsetHigh, hEvent: told(event: native.hEvent),
      signaled: winsock.isSignaled(Handle(rawValue: native.hEvent.rawValue & ~1)))
  }

  /// hEvent by the event's name, with its low bit where that is set; a number that is no event's as it is; nil for NULL.
  private func told(event: Handle) -> String? {
    if event == .null { return nil }
    if event.rawValue & 1 == 0, let name = name(event) { return name }
    if event.rawValue & 1 != 0, let name = name(Handle(rawValue: event.rawValue & ~1)) { return name + " | 1" }
    return event.isGarbage ? "0xcccccccccccccccc (not initialised)" : handle(event.rawValue, "HANDLE")
  }

  func threadState(_ place: Int) -> ThreadState {
    let error = winsock.lastError(threads[place].id)
    return ThreadState(
      lastError: ErrorValue(error),
      blockedIn: threads[place].waiting.map { BlockedCall(call: $0.call, step: $0.step) },
      routines: winsock.queuedRoutines(threads[place].id).map(routineName))
  }

  private func portState(_ handle: Handle) -> PortState {
    guard let port = winsock.describe(port: handle) else {
      return PortState(isOpen: false, concurrency: 0, queue: [], waiting: [], sockets: [])
    }
    return PortState(
      isOpen: true, concurrency: port.concurrency,
      queue: port.queue.map {
        PortPacket(key: $0.key, overlapped: name($0.overlapped), bytes: $0.bytes, status: StatusValue($0.status))
      },
      waiting: port.waiting.map { threads[place($0)].name },
      sockets: port.sockets.map { PortKey(name: name($0.handle) ?? "?", key: $0.key) })
  }

  /// An object of the script, or a thread, as it is now.
  func object(_ bytes: [UInt8], _ range: Range<Int>) throws(UsageError) -> ObjectRecord {
    let bound = objects.names.find(bytes, range)
    let name = ByteText.string(bytes, range)
    if let state = state(bound) { return ObjectRecord(name: name, state: state) }
    if let place = threads.firstIndex(where: { $0.name == name }) {
      return ObjectRecord(name: name, state: .thread(threadState(place)))
    }
    let near = Spelling.suggestion(name, liveNames([]) + threads.map(\.name))
    throw UsageError("there is no \(ByteText.quoted(bytes, range))\(near)", at: range, hint: "show [NAME …]")
  }

  /// The handle that a variable holds; nil when its type is another.
  func handle(in variable: CVariable) -> Handle? {
    guard case .integer(let integer) = variable.type, integer.size == 8 else { return nil }
    let bytes = variable.storage.bytes(8)
    return Handle(rawValue: UInt64(bitPattern: CValue.number(bytes, signed: false)))
  }

  /// Whether a word names an object or a thread, or a field of one or of `last`.
  func knows(_ bytes: [UInt8], _ word: Range<Int>) -> Bool {
    let name = word.prefix { bytes[$0] != UInt8(ascii: ".") }
    if state(objects.names.find(bytes, name)) != nil { return true }
    let text = ByteText.string(bytes, name)
    return threads.contains { $0.name == text } || name.count < word.count && text == "last"
  }

  /// What a name is bound to, as it is now.
  func state(_ bound: Bound) -> ObjectState? {
    switch bound {
    case .none: return nil
    case .buffer(let buffer): return buffer.state
    case .overlapped(let place): return .overlapped(overlappedState(place))
    case .routine(let place):
      let text = objects.routines[Int(place)].commands.map { String(decoding: $0, as: UTF8.self) }.joined(
        separator: "; ")
      return .routine(commands: text)
    case .program(let program): return .program(state(of: program))
    case .variable(let variable): return .variable(state(of: variable))
    case .handle(let place):
      let object = objects.handles[place]
      switch object.type {
      case .event: return .event(signaled: winsock.isSignaled(object.handle))
      case .port: return .port(portState(object.handle))
      case .mutex: return .mutex(lockState(object.handle))
      case .semaphore: return .semaphore(lockState(object.handle))
      case .file:
        return .file(winsock.describe(file: object.handle).map { FileState(size: $0.size, position: $0.position) })
      default:
        let closed = object.handle.isGarbage ? SocketState.notInitialised : SocketState.closedHandle
        return .socket(shownState(object.handle) ?? SocketState(state: closed))
      }
    }
  }

  private func lockState(_ handle: Handle) -> LockState? {
    winsock.describe(lock: handle).map {
      LockState(
        count: Int($0.count), most: Int($0.most), owner: $0.owner.map { threads[place($0)].name }, depth: Int($0.depth))
    }
  }

  /// Every object with a name, then every thread.
  func allObjects() -> [ObjectRecord] {
    var records: [ObjectRecord] = []
    objects.names.forEachBound { name, bound in
      guard program(owning: bound) == nil else { return }
      if let state = state(bound), records.count < 2000 { records.append(ObjectRecord(name: name, state: state)) }
    }
    for place in threads.indices
    where !threads[place].name.isEmpty && threads[place].program == nil {
      records.append(ObjectRecord(name: threads[place].name, state: .thread(threadState(place))))
    }
    return records
  }
}

extension Buffer {
  /// The most that a record holds: two digits a byte, each time it is shown.
  private static let toldBytes = 1 << 20

  /// As a record tells it.
  var state: ObjectState {
    guard size > Self.toldBytes else { return .buffer(len: len, memory: Bytes(contents)) }
    // Each byte is what the one before it is, and the first is zero: the C library looks fastest.
    let rest = memory + Self.toldBytes
    let isZero = rest.load(as: UInt8.self) == 0 && memcmp(rest, rest + 1, size - Self.toldBytes - 1) == 0
    return .buffer(
      len: len, memory: Bytes(bytes(Self.toldBytes)),
      rest: UntoldBytes(count: size - Self.toldBytes, isZero: isZero))
  }
}
