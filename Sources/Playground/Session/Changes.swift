import Steps
import Winsock

/// What a line touched, in the order in which it was first touched: these are looked at again when it is over. Nothing
/// else is, however many objects there are.
struct Touched {
  var overlappeds: [Int32] = []
  var buffers: [Buffer] = []
  var events = OrderedHandles()
  var sockets = OrderedHandles()

  var isEmpty: Bool { overlappeds.isEmpty && buffers.isEmpty && events.list.isEmpty && sockets.list.isEmpty }
}

/// Handles without repetition, in their order.
struct OrderedHandles {
  private(set) var list: [Handle] = []
  /// Those of a list that has grown too long to be searched.
  private var seen: Set<Handle> = []
  private static let short = 16

  mutating func insert(_ handle: Handle) {
    if list.count < Self.short {
      if !list.contains(handle) { list.append(handle) }
      return
    }
    if seen.isEmpty { seen = Set(list) }
    if seen.insert(handle).inserted { list.append(handle) }
  }
}

extension Session {
  /// Notes that a call may write to a buffer.
  func touch(_ buffer: Buffer) {
    guard !current.touched.buffers.contains(where: { $0 === buffer }) else { return }
    current.touched.buffers.append(buffer)
  }

  /// Notes that a call which returned late has written to memory with a name.
  func touchReceived(_ keep: Keep) {
    switch keep {
    case .buffer(let buffer) where !buffer.isImplicit: touch(buffer)
    case .buffers(let buffers, nil): for buffer in buffers { touch(buffer) }
    default: break
    }
  }

  /// Notes that a WSAOVERLAPPED may change.
  func touch(overlapped place: Int32) {
    // A number that PostQueuedCompletionStatus was given is no structure, and has nothing to tell.
    guard objects.overlappeds[place].number == nil || objects.overlappeds[place].native != nil,
      !current.touched.overlappeds.contains(place)
    else { return }
    current.touched.overlappeds.append(place)
  }

  /// More memory than this is told by its beginning.
  private static let toldBytes = 4096

  /// A buffer's memory as it is told.
  func snapshot(_ buffer: Buffer) -> [UInt8] { buffer.bytes(min(buffer.size, Self.toldBytes)) }

  /// Compares what was touched with what was told of it last.
  func describeChanges(_ changes: inout [Change]) {
    guard !current.touched.isEmpty else { return }
    let touched = current.touched
    current.touched = Touched()
    for socket in touched.sockets.list {
      guard let name = name(socket), let description = winsock.describe(socket) else { continue }
      if !isProgram(socket) { changes.append(.socket(name: name, socketState(description))) }
      if let local = description.local { trace.ends.note(socket, local, description.peer) }
    }
    for buffer in touched.buffers where buffer.name >= 0 {
      let now = snapshot(buffer)
      guard now != buffer.told else { continue }
      if buffer.shadow?.program.isShown == false {
        buffer.told = now
        continue
      }
      changes.append(
        .buffer(name: objects.names.text(buffer.name), BufferChange(len: buffer.len, before: buffer.told, now: now)))
      buffer.told = now
    }
    var toldEvents: Set<Handle> = []
    for place in touched.overlappeds {
      let now = overlappedState(place)
      toldEvents.insert(objects.overlappeds.pointer(place).pointee.hEvent)
      guard now != objects.overlappeds[place].told else { continue }
      if objects.overlappeds[place].native?.isShown == false {
        objects.overlappeds[place].told = now
        continue
      }
      changes.append(
        .overlapped(
          name: objects.names.text(objects.overlappeds[place].name), before: objects.overlappeds[place].told, now: now))
      objects.overlappeds[place].told = now
    }
    for event in touched.events.list where !toldEvents.contains(event) {
      guard let name = name(event), let signaled = winsock.isSignaled(event) else { continue }
      guard signaled != told.signaled.contains(event) else { continue }
      changes.append(.event(name: name, signaled: signaled))
    }
    for event in touched.events.list {
      if winsock.isSignaled(event) == true { told.signaled.insert(event) } else { told.signaled.remove(event) }
    }
  }
}
