import Winsock

extension Session {
  /// AcceptEx and ConnectEx leave a socket that is connected but does not know it.
  func noteContext(_ posting: Posting, _ completion: Completion) {
    let call = completion.call
    if call == .AcceptEx, let place = objects.handles.place(posting.accepting) {
      objects.handles[place].facts.flags.insert(.acceptContext)
      objects.handles[place].facts.listener = posting.socket
    } else if call == .ConnectEx, let place = objects.handles.place(posting.socket) {
      objects.handles[place].facts.flags.insert(.connectContext)
    }
    noteExtensionStream(posting, call)
    let bytes = Int(completion.bytes)
    if call == .AcceptEx {
      noteTaken(posting.accepting, bytes, flags: 0, "the AcceptEx of step \(completion.tag)")
    } else if call == .ConnectEx {
      noteSent(posting.socket, bytes, flags: 0, step: Int(completion.tag))
    }
  }

  /// A call that needs the context: getpeername, getsockname, shutdown, setsockopt.
  func watchContext(_ socket: Handle) {
    guard let place = watched(socket) else { return }
    let facts = objects.handles[place].facts
    let name = objects.names.text(objects.handles[place].name)
    if facts.flags.contains(.acceptContext) {
      let listener = self.name(facts.listener) ?? "the listening socket"
      warn(
        .acceptContext, of: Int64(place), .acceptEx,
        "\(name) comes from AcceptEx and is in a default state: getpeername, getsockname and shutdown fail, and the options of \(listener) are not its own. First: setsockopt \(name) SO_UPDATE_ACCEPT_CONTEXT \(listener)."
      )
    } else if facts.flags.contains(.connectContext) {
      warn(
        .acceptContext, of: Int64(place), .acceptEx,
        "\(name) was connected by ConnectEx and is in a default state: getpeername and shutdown fail. First: setsockopt \(name) SO_UPDATE_CONNECT_CONTEXT."
      )
    }
  }

  /// Before setsockopt: what is set, and on what.
  func watchSetting(_ socket: Handle, _ option: SocketOption, _ value: OptionValue) {
    guard let place = watched(socket) else { return }
    switch (option, value) {
    case (.SO_UPDATE_ACCEPT_CONTEXT, .socket(let listener)):
      let right = objects.handles[place].facts.listener
      guard right != .null, listener != right else { return }
      warn(
        .contextSocket, of: Int64(place), .acceptEx,
        "the value of SO_UPDATE_ACCEPT_CONTEXT is the listening socket that the connection came by, here \(name(right) ?? "another one")."
      )
    case (.SO_UPDATE_CONNECT_CONTEXT, _): break
    case (.SO_REUSEADDR, .number(let number)) where number != 0:
      warn(
        .addressReused, .lifetime,
        "SO_REUSEADDR is not what it is on Unix: with it another socket can bind the very address that one uses already, and which of them gets what arrives is undefined. A server wants SO_EXCLUSIVEADDRUSE."
      )
    default: watchContext(socket)
    }
  }

  /// After setsockopt succeeded.
  func noteSetting(_ socket: Handle, _ option: SocketOption, _ value: OptionValue) {
    guard let place = objects.handles.place(socket) else { return }
    func set(_ flag: HandleFacts.Flags, _ on: Bool) {
      if on { objects.handles[place].facts.flags.insert(flag) } else { objects.handles[place].facts.flags.remove(flag) }
    }
    switch (option, value) {
    case (.SO_UPDATE_ACCEPT_CONTEXT, _): set(.acceptContext, false)
    case (.SO_UPDATE_CONNECT_CONTEXT, _): set(.connectContext, false)
    case (.SO_RCVTIMEO, .number(let time)): set(.receiveTimeout, time != 0)
    case (.SO_SNDTIMEO, .number(let time)): set(.sendTimeout, time != 0)
    case (.SO_LINGER, .linger(let on, let seconds)): set(.lingerZero, on && seconds == 0)
    default: break
    }
  }

  /// Before closesocket: what the close does to operations and to bytes on their way.
  func watchClose(_ socket: Handle) {
    guard let place = watched(socket), objects.handles[place].isOpen else { return }
    let facts = objects.handles[place].facts
    let name = objects.names.text(objects.handles[place].name)
    // What is finished and held ends with its result: the close lets it through.
    let held = winsock.heldCompletions.reduce(0) { $0 + ($1.socket == socket ? 1 : 0) }
    let pending = Int(facts.pending) - held
    if pending > 0 {
      let what = pending == 1 ? "an operation" : "\(pending) operations"
      warn(
        .closePending, of: Int64(place), .lifetime,
        "\(name) is closed with \(what) pending. Each ends with an error, and its event, routine or port is notified: memory and WSAOVERLAPPED belong to it until then, and on Windows the socket's number may be another one's by that time."
      )
    }
    if facts.flags.contains(.lingerZero), facts.stream >= 0 {
      warn(
        .lingerReset, of: Int64(place), .close,
        "SO_LINGER on,0 makes this close a reset: what was sent and not yet delivered is lost, and the peer's next receive fails with WSAECONNRESET. A polite end is shutdown send, recv until 0, closesocket."
      )
    }
  }

  /// Notes something that is true of a socket from now on.
  func noteFlag(_ socket: Handle, _ flag: HandleFacts.Flags) {
    if let place = objects.handles.place(socket) { objects.handles[place].facts.flags.insert(flag) }
  }

  /// A receive of no bytes tells nothing, when it has returned.
  func watchLength(_ buffer: Buffer) {
    guard warns, buffer.len == 0 else { return }
    warn(
      .zeroLength, .stream,
      "a receive with room for no bytes returns 0, which is not the peer's close: only 0 with room for at least one byte is."
    )
  }

  /// A concurrency value where a socket is associated with a port that is there already.
  func watchConcurrency(_ port: Handle, _ threads: NumberParameter.Argument) {
    guard threads.wasGiven, threads.value != 0, watched(port) != nil else { return }
    warn(
      .concurrencyIgnored, .port,
      "the concurrency value counts when a port is made; associating a socket with \(name(port) ?? "one") leaves it as it is."
    )
  }

  /// AcceptEx that waits for first data.
  func watchFirstData(_ count: UInt32) {
    guard count > 0 else { return }
    warn(
      .acceptWaitsForData, .acceptEx,
      "with data=\(count) this AcceptEx is done when the client sends, not when it connects: one that connects and stays silent holds it for ever. Ask SO_CONNECT_TIME of the accepting socket now and then, and close those that wait too long."
    )
  }

  /// A thread ends with operations pending.
  func watchThreadEnd(_ place: Int) {
    let thread = threads[place].id
    // Those on a socket with a port are not bound to their thread.
    let count = objects.overlappeds.infos.count {
      guard $0.inFlight > 0, let posting = $0.posting, posting.thread == thread else { return false }
      return winsock.describe(posting.socket)?.port == .null
    }
    guard count > 0 else { return }
    warn(
      .threadEnded, of: Int64(place), .lifetime,
      "\(threads[place].name) ends with \(count == 1 ? "an operation" : "\(count) operations") pending that it started on sockets without a completion port: \(count == 1 ? "it is" : "they are") cancelled with it. Let a thread that posts live as long as what it posted."
    )
  }
}
