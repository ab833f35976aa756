import Winsock

/// What happened in the layer, as far as it happened to programs.
extension Session {
  /// Takes what happened to programs out of the journal.
  func collectPrograms() {
    guard !programs.isEmpty || programs.seen < winsock.journal.count else { return }
    var kept = programs.seen
    var i = programs.seen
    var noted = journalNoted
    while i < winsock.journal.count {
      if takeIn(winsock.journal[i]) {
        if i < journalNoted { noted -= 1 }
        for j in routineRuns.indices where routineRuns[j].position > kept { routineRuns[j].position -= 1 }
      } else {
        if kept < i { winsock.journal[kept] = winsock.journal[i] }
        kept += 1
      }
      i += 1
    }
    winsock.journal.removeSubrange(kept...)
    programs.seen = kept
    journalNoted = noted
  }

  /// Takes in something that happened, if it happened to a program.
  private func takeIn(_ happening: Happening) -> Bool {
    switch happening {
    case .resumed(let id, _, _, let value):
      guard let thread = threads[place(id)].program else { return false }
      resumed(thread, value)
    case .completed(let completion):
      guard isProgram(completion.overlapped) else { return false }
      asProgram(nil, isShown: false) { completed(completion) }
    case .eventSet(let event): return isProgram(event)
    case .eventReset(let event):
      guard isProgram(event) else { return false }
      noteReset(event)
    case .socketChanged(let socket):
      guard isProgram(socket) else { return false }
      noteEnd(socket)
    case .posted(let port, _): return isProgram(port)
    }
    return true
  }

  /// An operation of a program is done: its memory is the program's again.
  private func completed(_ completion: Completion) {
    guard let overlapped = completion.overlapped else { return }
    let place = overlappeds.place(overlapped)
    didComplete(completion, place)
    if completion.call == .WSARecv { noteReceived(overlappeds[place].buffers, Int(completion.bytes)) }
    releaseBuffers(place)
  }

  /// Whether a WSAOVERLAPPED is a program's.
  private func isProgram(_ overlapped: OverlappedPointer?) -> Bool {
    overlapped.map { overlappeds[overlappeds.place($0)].program != nil } ?? false
  }

  /// Whether a program made what this handle is of.
  func isProgram(_ handle: Handle) -> Bool { handles.place(handle).map { handles[$0].program != nil } ?? false }

  /// A program's socket has a connection: its packets are named after it.
  private func noteEnd(_ socket: Handle) {
    guard let state = winsock.describe(socket), let local = state.local else { return }
    ends.note(socket, local, state.peer)
  }
}
