import Winsock

/// What happened in the layer, as far as it happened to programs.
extension Session {
  /// Takes in what happened to programs since it was looked for last.
  func collectPrograms() {
    while let (_, happening) = programs.reader.next(in: winsock.journal) {
      if isOfProgram(happening) { takeIn(happening) }
    }
  }

  /// Whether something happened to a program, or to an object of one: no line is told of it.
  func isOfProgram(_ happening: Happening) -> Bool {
    guard programs.threads > 0 else { return false }
    return switch happening {
    case .resumed(let id, _, _, _): threads[place(id)].program != nil
    case .completed(let completion): isProgram(completion.overlapped)
    case .eventSet(let event), .eventReset(let event): isProgram(event)
    case .socketChanged(let socket): isProgram(socket)
    case .posted(let port, _): isProgram(port)
    case .refusedForRoom(let socket, _, _): isProgram(socket)
    }
  }

  private func takeIn(_ happening: Happening) {
    switch happening {
    case .resumed(let id, _, _, let value):
      if let thread = threads[place(id)].program { resumed(thread, value) }
    case .completed(let completion): asProgram(nil, isShown: false) { completed(completion) }
    case .eventReset(let event): noteReset(event)
    case .socketChanged(let socket): noteEnd(socket)
    case .eventSet, .posted, .refusedForRoom: break
    }
  }

  /// An operation of a program is done: its memory is the program's again.
  private func completed(_ completion: Completion) {
    guard let overlapped = completion.overlapped else { return }
    let place = objects.overlappeds.place(overlapped)
    didComplete(completion, place)
    if completion.call == .WSARecv { noteReceived(objects.overlappeds[place].buffers, Int(completion.bytes)) }
    releaseBuffers(place)
  }

  /// Whether a WSAOVERLAPPED is a program's.
  private func isProgram(_ overlapped: OverlappedPointer?) -> Bool {
    overlapped.map { objects.overlappeds[objects.overlappeds.place($0)].program != nil } ?? false
  }

  /// Whether a program made what this handle is of.
  func isProgram(_ handle: Handle) -> Bool {
    objects.handles.place(handle).map { objects.handles[$0].program != nil } ?? false
  }

  /// A program's socket has a connection: its packets are named after it.
  private func noteEnd(_ socket: Handle) {
    guard let state = winsock.describe(socket), let local = state.local else { return }
    trace.ends.note(socket, local, state.peer)
  }
}
