import Winsock

extension Session {
  /// More open events than one wait takes.
  func watchEventCount() {
    objects.openEvents += 1
    guard objects.openEvents > WSA_MAXIMUM_WAIT_EVENTS else { return }
    warn(
      .tooManyEvents, .events,
      "this is the \(objects.openEvents)th open event: one WSAWaitForMultipleEvents takes \(WSA_MAXIMUM_WAIT_EVENTS) (WSA_MAXIMUM_WAIT_EVENTS). More sockets need more waiting threads, or a completion port."
    )
  }

  /// More handles than a wait or an fd_set takes.
  func watchWait(_ events: [NamedHandle]) {
    guard events.count > WSA_MAXIMUM_WAIT_EVENTS else { return }
    warn(
      .tooManyEvents, of: 1, .events,
      "\(events.count) events are too many: WSAWaitForMultipleEvents takes \(WSA_MAXIMUM_WAIT_EVENTS) (WSA_MAXIMUM_WAIT_EVENTS), and fails with more. More sockets need more waiting threads, or a completion port."
    )
  }

  func watchSelect(_ count: Int) {
    guard count > 64 else { return }
    warn(
      .tooManyEvents, of: 2, .events,
      "an fd_set holds 64 sockets (FD_SETSIZE) unless the program is compiled with more: the others are not even asked about."
    )
  }

  /// A wait returned because of an event: has it told of this very signal before?
  func noteWait(_ value: Return, _ events: [Handle], all: Bool) {
    guard warns, value.error == .success, value.value >= 0, value.value < Int64(events.count) else { return }
    for event in all ? events : [events[Int(value.value)]] {
      guard let place = objects.handles.place(event) else { continue }
      let facts = objects.handles[place].facts
      if facts.flags.isSuperset(of: [.signalSeen, .signaledByOperation]) {
        warn(
          .eventNotReset, of: Int64(place), .events,
          "\(objects.names.text(objects.handles[place].name)) is still signaled by the operation that an earlier wait already reported: nothing has reset it, and every wait for it returns at once. Call WSAResetEvent after the wait; the event does not reset itself."
        )
      }
      objects.handles[place].facts.flags.insert(.signalSeen)
    }
  }

  /// An event became unsignaled: the next signal is another one.
  func noteReset(_ event: Handle) {
    guard let place = objects.handles.place(event) else { return }
    objects.handles[place].facts.flags.subtract([.signalSeen, .signaledByOperation])
  }

  /// A packet was taken: its WSAOVERLAPPED is the script's again.
  func noteTaken(_ packet: CompletionPacket, failed: Bool) {
    guard let overlapped = packet.overlapped else { return }
    let place = objects.overlappeds.place(overlapped)
    touch(overlapped: place)
    takeOrigin(place)
    if objects.overlappeds[place].packets > 0 { objects.overlappeds[place].packets -= 1 }
    guard failed else { return }
    warn(
      .failedPacket, .port,
      "FALSE with an OVERLAPPED is not a time-out: the operation of \(objects.names.text(objects.overlappeds[place].name)) failed and its packet was taken. Only FALSE with lpOverlapped NULL means that nothing was taken."
    )
  }

  /// A thread waits, or goes on waiting, and the completion routines queued to it cannot run.
  func watchRoutines(_ place: Int) {
    guard warns, let waiting = threads[place].waiting else { return }
    let queued = winsock.queuedRoutines(threads[place].id)
    guard let first = queued.first else { return }
    warn(
      .routineNotRun, of: Int64(place), .routines,
      "\(routineName(first)) is queued to \(threads[place].name) and will not run there: this \(waiting.call) is not alertable. A completion routine runs only in an alertable wait of the thread that started the operation."
    )
  }

  /// Before WSAGetOverlappedResult waits: for what?
  func watchResult(_ place: Int32, wait: Bool) {
    guard wait, warns, objects.overlappeds[place].inFlight > 0 else { return }
    guard objects.overlappeds.pointer(place).pointee.hEvent == .null else { return }
    warn(
      .waitWithoutEvent, .events,
      "\(objects.names.text(objects.overlappeds[place].name)) has no event, so that WSAGetOverlappedResult waits for the socket itself: the end of any operation on it ends the wait, and then TRUE with 0 bytes may only mean that Internal is still STATUS_PENDING. Give the WSAOVERLAPPED an event of its own."
    )
  }

  /// lpNumberOfBytesRecvd beside a WSAOVERLAPPED, which only the C form can say.
  func watchBytesPointer(_ call: String) {
    warn(
      .bytesPointer, .lifetime,
      "with a WSAOVERLAPPED the byte count of \(call) is only written when the operation is done at once: pass NULL, and ask WSAGetOverlappedResult or the completion."
    )
  }
}
