import LinuxSockets
import Winsock

/// A call that starts an operation, as far as warnings look at it.
struct Posting {
  let socket: Handle
  let thread: ThreadID
  var sends = false
  var flags: UInt32 = 0
  /// AcceptEx: the socket to accept into.
  var accepting: Handle = .null
  /// ConnectEx and DisconnectEx neither send nor receive.
  var isControl = false
  /// Where ConnectEx and WSASendTo go.
  var peer: SocketAddress?
}

extension Session {
  /// Before a call with a WSAOVERLAPPED is made: who else owns the structure, its event and the buffers?
  func willPost(_ posting: Posting, _ buffers: [Buffer], _ place: Int32) {
    if place >= 0, winsock.holdsCompletions {
      objects.overlappeds[place].before = posting.sends ? [] : buffers.map { $0.bytes($0.capacity) }
    }
    guard warns else { return }
    if !posting.sends, !posting.isControl { watchBuffers(buffers) }
    guard place >= 0 else { return }
    watchOverlapped(place)
    watchEvent(objects.overlappeds.pointer(place).pointee.hEvent, of: place)
    watchSocket(posting)
  }

  /// The call has returned: an operation that pends owns its memory from here on.
  func didPost(_ posting: Posting, _ buffers: [Buffer], _ place: Int32, _ result: CallResult) {
    guard case .returned(let value) = result else { return }
    let isRefused = value.error != .WSA_IO_PENDING && value.error != .success
    objects.overlappeds[place].refused = isRefused ? (current.call.name, history.count, value.error) : nil
    if !isRefused {
      let isDone = value.error == .success
      objects.overlappeds[place].immediate = isDone ? (current.call.name, history.count) : nil
    }
    guard value.error == .WSA_IO_PENDING else { return }
    current.call.posted = place
    objects.overlappeds[place].inFlight += 1
    objects.overlappeds[place].step = Int32(truncatingIfNeeded: history.count)
    objects.overlappeds[place].call = current.call.name
    objects.overlappeds[place].posting = posting
    for buffer in buffers { buffer.owner = place }
    threads[self.place(posting.thread)].inFlight += 1
    if let event = objects.handles.place(objects.overlappeds.pointer(place).pointee.hEvent) {
      objects.handles[event].facts.others += 1
      objects.handles[event].facts.step = Int32(truncatingIfNeeded: history.count)
    }
    guard let socket = objects.handles.place(posting.socket) else { return }
    if posting.isControl || posting.accepting != .null {
      objects.handles[socket].facts.others += 1
    } else if posting.sends {
      objects.handles[socket].facts.sends += 1
      objects.handles[socket].facts.sender = posting.thread.index
    } else {
      objects.handles[socket].facts.receives += 1
      objects.handles[socket].facts.receiver = posting.thread.index
    }
  }

  /// An operation that pended is done: takes back what `didPost` noted.
  func didComplete(_ completion: Completion, _ place: Int32) {
    let posting = objects.overlappeds[place].posting
    noteOrigin(completion, place)
    if completion.routine != nil { objects.overlappeds[place].routines += 1 }
    if completion.port != .null { objects.overlappeds[place].packets += 1 }
    let event = objects.handles.place(objects.overlappeds.pointer(place).pointee.hEvent)
    if let event { objects.handles[event].facts.flags.insert(.signaledByOperation) }
    if completion.atOnce { return watchImmediate(completion) }
    writeSender(completion, place)
    objects.overlappeds[place].inFlight -= 1
    threads[self.place(completion.thread)].inFlight -= 1
    if let event { objects.handles[event].facts.others -= 1 }
    if let posting { infer(completion, posting, objects.overlappeds[place].buffers) }
    guard let posting, let socket = objects.handles.place(posting.socket) else { return }
    if posting.isControl || posting.accepting != .null {
      objects.handles[socket].facts.others -= 1
      if completion.status.isSuccess { noteContext(posting, completion) }
    } else if posting.sends {
      objects.handles[socket].facts.sends -= 1
      noteSent(posting.socket, Int(completion.bytes), flags: posting.flags, step: Int(completion.tag))
    } else {
      objects.handles[socket].facts.receives -= 1
      if completion.status.isSuccess {
        noteTaken(posting.socket, Int(completion.bytes), flags: posting.flags, "the WSARecv of step \(completion.tag)")
      }
    }
  }

  /// `the WSARecv of step 9`
  private func operation(_ place: Int32) -> String {
    "the \(objects.overlappeds[place].call) of step \(objects.overlappeds[place].step)"
  }

  private func overlappedName(_ place: Int32) -> String { objects.names.text(objects.overlappeds[place].name) }

  private func watchOverlapped(_ place: Int32) {
    let info = objects.overlappeds[place]
    if info.inFlight > 0 {
      warn(
        .overlappedInUse, of: Int64(place), .lifetime,
        again: "\(overlappedName(place)) still belongs to \(operation(place)).",
        "\(overlappedName(place)) still belongs to \(operation(place)). Both will write Internal and InternalHigh, and their completions can no longer be distinguished. Use one WSAOVERLAPPED for each pending operation."
      )
    } else if info.routines > 0 {
      warn(
        .overlappedInUse, of: Int64(place), .lifetime,
        "the completion routine of an earlier operation with \(overlappedName(place)) is queued and has not run. It will find the new operation's Internal in the structure. A WSAOVERLAPPED is yours again when its routine has run."
      )
    } else if info.packets > 0 {
      warn(
        .overlappedInUse, of: Int64(place), .lifetime,
        "the packet of an earlier operation with \(overlappedName(place)) is still in a port's queue. Whoever takes it will think that the new operation is done. A WSAOVERLAPPED is yours again when its packet has been taken."
      )
    } else {
      watchLeftovers(place)
    }
  }

  private func watchLeftovers(_ place: Int32) {
    let native = objects.overlappeds.pointer(place).pointee
    // Offset and OffsetHigh may well be set: TransmitFile reads from there.
    guard native.Internal | native.InternalHigh != 0 else { return }
    warn(
      .overlappedNotZero, .lifetime,
      "\(overlappedName(place)) was used before and is not zeroed. If this call does not start an operation, Internal and InternalHigh keep telling of the earlier one, and look like a result. Zero it each time (here: \(overlappedName(place)) = overlapped …)."
    )
  }

  /// hEvent: a closed one signals nobody; one of two operations does not tell which is done.
  private func watchEvent(_ event: Handle, of overlapped: Int32) {
    if event.isGarbage { watchGarbage(overlappedName(overlapped) + ".hEvent") }
    guard event != .null, let place = objects.handles.place(event) else { return }
    let object = objects.handles[place]
    if object.type == .event, !object.isOpen {
      warn(
        .deadEvent, of: Int64(place), .lifetime,
        "hEvent is \(objects.names.text(object.name)), which is closed: the operation will end without any notification. On Windows its number may by then be another object's, which is signaled instead."
      )
    } else if object.facts.others > 0 {
      warn(
        .sharedEvent, of: Int64(place), .events,
        "\(objects.names.text(object.name)) is also the event of the operation that step \(object.facts.step) started. Starting this one makes it unsignaled, and when it is signaled nothing tells which of the two is done. Give each pending operation an event of its own."
      )
    }
  }

  private func watchSocket(_ posting: Posting) {
    guard let place = objects.handles.place(posting.socket) else { return }
    let facts = objects.handles[place].facts
    let name = objects.names.text(objects.handles[place].name)
    if facts.flags.contains(.synchronous) {
      warn(
        .notOverlapped, of: Int64(place), .events,
        "\(name) was made without WSA_FLAG_OVERLAPPED: the WSAOVERLAPPED is not used, and the call blocks as if there were none."
      )
    }
    guard !posting.isControl, posting.accepting == .null else { return }
    if facts.flags.contains(posting.sends ? .sendTimeout : .receiveTimeout) {
      warn(
        .timeoutIgnored, of: Int64(place), .lifetime,
        "\(posting.sends ? "SO_SNDTIMEO" : "SO_RCVTIMEO") of \(name) limits blocking calls only: this operation may pend for ever. Wait with a time limit, and cancel it with CancelIoEx."
      )
    }
    let (count, thread) = posting.sends ? (facts.sends, facts.sender) : (facts.receives, facts.receiver)
    if count > 0, thread != posting.thread.index {
      warn(
        .severalThreads, of: Int64(place), .server,
        "\(threads[self.place(ThreadID(index: thread))].name) has \(posting.sends ? "a send" : "a receive") pending on \(name) as well. Nothing keeps two threads' \(posting.sends ? "sends" : "receives") in order: which of them gets the first bytes is chance. Let one thread at a time post them."
      )
    }
  }

  /// Memory that a pending operation owns, given to another receive.
  func watchBuffers(_ buffers: [Buffer]) {
    for buffer in buffers where buffer.owner >= 0 && objects.overlappeds[buffer.owner].inFlight > 0 {
      let name = objects.names.text(buffer.name)
      warn(
        .bufferInUse, of: Int64(buffer.name), .lifetime,
        again: "the memory of \(name) still belongs to \(operation(buffer.owner)).",
        "the memory of \(name) still belongs to \(operation(buffer.owner)): both will write to it, and neither's bytes can be trusted. Give each pending operation memory of its own."
      )
    }
  }

  /// A name that is freed or bound anew while an operation uses what it stands for.
  func watchLoss(of bound: Bound, _ how: String) {
    guard warns else { return }
    switch bound {
    case .overlapped(let place) where objects.overlappeds[place].inFlight > 0 || objects.overlappeds[place].packets > 0:
      let owner = objects.overlappeds[place].inFlight > 0 ? operation(place) : "a packet in a port's queue"
      warn(
        .overlappedInUse, of: Int64(place), .lifetime,
        "\(overlappedName(place)) is \(how) while \(owner) points to it. On Windows the end of the operation would be written over whatever is in that memory by then; here the memory is kept until the session ends. Wait for the completion first, also after a cancel."
      )
    case .buffer(let buffer) where buffer.owner >= 0 && objects.overlappeds[buffer.owner].inFlight > 0:
      let sends = objects.overlappeds[buffer.owner].posting?.sends == true
      let harm =
        sends ? "what is there by then would be sent" : "received bytes would be written over whatever is there by then"
      warn(
        .bufferInUse, of: Int64(buffer.name), .lifetime,
        "\(objects.names.text(buffer.name)) is \(how) while \(operation(buffer.owner)) uses its memory. On Windows \(harm); here the memory is kept until the operation is done. Wait for the completion first, also after a cancel."
      )
    default: break
    }
  }

  /// An operation that was done at once and queues its packet all the same.
  private func watchImmediate(_ completion: Completion) {
    guard completion.port != .null, completion.status.isSuccess else { return }
    warn(
      .packetAfterSuccess, .port,
      "the \(completion.call) of step \(completion.tag) returned success, and its packet is queued to \(name(completion.port) ?? "the port") all the same: it must be taken before the WSAOVERLAPPED and the memory are used again. FILE_SKIP_COMPLETION_PORT_ON_SUCCESS spares the packet."
    )
  }
}
