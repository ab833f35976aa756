import LinuxSockets
import Winsock

/// What a program does without a call of Winsock: its memory, its threads, what it writes down.
struct ProgramMemory {
  let session: Session
  let program: Program

  /// The full name of an object of the program.
  func name(_ part: String) -> String { program.name + "." + part }

  /// Memory with a WSABUF, made when it is not there yet.
  func makeBuffer(_ part: String, size: Int, _ contents: [UInt8] = []) {
    let (place, bound) = find(part)
    if case .buffer = bound { return }
    let buffer = Buffer(size: size, len: UInt32(size), meter: session.memory.meter)
    buffer.fill(contents)
    (buffer.name, buffer.program) = (place, program)
    session.objects.names.bind(place, .buffer(buffer))
  }

  /// Says in a WSABUF how many bytes of its memory count.
  func setLength(_ part: String, _ length: UInt32) {
    if case .buffer(let buffer) = find(part).bound { buffer.len = min(length, UInt32(buffer.capacity)) }
  }

  /// A zeroed WSAOVERLAPPED, made when it is not there yet.
  func zero(_ part: String, event: String? = nil) {
    let (name, bound) = find(part)
    var place: Int32
    if case .overlapped(let old) = bound {
      place = old
    } else {
      place = session.objects.overlappeds.add(name: name, program: program)
      session.objects.names.bind(name, .overlapped(place))
    }
    var native = WSAOVERLAPPED()
    if let event, case .handle(let handle) = find(event).bound {
      native.hEvent = session.objects.handles[handle].handle
    }
    session.objects.overlappeds.pointer(place).pointee = native
  }

  /// The address that a socket is bound to.
  func boundAddress(_ part: String) -> SocketAddress? {
    if case .handle(let place) = find(part).bound {
      return session.winsock.boundAddress(session.objects.handles[place].handle)
    }
    return nil
  }

  /// A completion routine that the program's threads run.
  func makeRoutine(_ part: String) {
    let (name, bound) = find(part)
    if case .routine = bound { return }
    session.objects.names.bind(name, .routine(session.addRoutine(name: name, commands: [], program: program)))
  }

  /// The part of a WSAOVERLAPPED's name behind the program's: `in12`.
  func part(_ overlapped: OverlappedPointer) -> Substring {
    (session.name(overlapped) ?? "").dropFirst(program.name.utf8.count + 1)
  }

  /// Begins another thread; false when there are too many.
  @discardableResult
  func begin(_ label: String, _ body: any ThreadBody) -> Bool { session.begin(label, body, in: program) }

  func find(_ part: String) -> (place: Int32, bound: Bound) {
    let bytes = Array(name(part).utf8)
    let place = session.objects.names.intern(bytes, 0..<bytes.count)
    return (place, session.objects.names.bound(place))
  }
}
