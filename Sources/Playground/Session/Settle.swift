import Glibc
import LinuxSockets
import Steps
import Winsock

extension Session {
  /// The longest time that a call with a limit is waited for, in milliseconds.
  static let maximumWait: UInt32 = 60_000
  /// How long the network may take after a line until it is settled, in milliseconds. Loopback takes none of it; it
  /// bounds what cannot settle, such as a SYN that nobody answers.
  private static let maximumSettling: Int64 = 200

  /// Waits for a thread's call, serving the network meanwhile. An interruption leaves the thread blocked.
  func wait(_ place: Int, limit: UInt32) {
    let thread = threads[place].id
    if limit > Self.maximumWait {
      current.warnings.append(
        Warning(.waitCut, "a session waits for 60,000 ms at most: the limit of \(limit) ms was cut to that"))
    }
    if network.hasHosts { return waitOnHosts(thread, milliseconds: Int64(min(limit, Self.maximumWait))) }
    if current.skipsKnownTimeouts, isStill {
      current.hasTimedOut = true
      return winsock.timeOut(thread)
    }
    let end = MachineClock.milliseconds() + Int64(min(limit, Self.maximumWait))
    while winsock.isBlocked(thread) {
      if caller.isInterrupted?() == true { return }
      let left = end - MachineClock.milliseconds()
      if left <= 0 {
        current.hasTimedOut = true
        return winsock.timeOut(thread)
      }
      // As long as no socket is watched there is nothing to poll, and time goes by all the same.
      _ = waitForNetwork(milliseconds: Int32(min(left, 100)))
      winsock.poll(milliseconds: 0)
      servePrograms()
      if options.traces { network.drain(into: &current.packets) }
    }
  }

  /// Serves the network until nothing more is on its way.
  func settle() {
    settleNetwork()
    runPrograms()
  }

  /// Serves the network alone.
  func settleNetwork() {
    if network.hasHosts { return settleHosts() }
    poll()
    if !network.isPrivate, current.sender != nil || isWaiting { settleShared() }
    defer { current.isSilent = false }
    // Nobody sees the acknowledgements of a program that is run for what it prints; on loopback they are there already.
    if native.areSilent, network.isPrivate { return }
    guard options.traces && !current.isSilent || current.sender != nil else { return }
    if options.traces { network.drain(into: &current.packets) }
    if isQuiet { return }
    defer { if options.traces { network.stopExpecting(in: &current.packets) } }
    let end = MachineClock.milliseconds() + Self.maximumSettling
    var idle = 0
    while !isQuiet, idle < 4, MachineClock.milliseconds() < end {
      idle = waitForNetwork(milliseconds: 5) ? 0 : idle + 1
      poll()
      if options.traces { network.drain(into: &current.packets) }
    }
  }

  /// On a shared loopback nothing tells that bytes are still on their way, and other processes take the processor: what
  /// was sent, or is waited for, gets a moment, and more as long as something comes.
  private func settleShared() {
    let end = MachineClock.milliseconds() + Self.maximumSettling
    while winsock.readinessDescriptor >= 0, isWaiting || current.sender.map(winsock.unacknowledged) ?? 0 > 0,
      winsock.poll(milliseconds: 2)
    {
      poll()
      if MachineClock.milliseconds() >= end { return }
    }
  }

  /// Whether the current line has just blocked its thread.
  private var isWaiting: Bool { threads.contains { $0.waiting?.step == history.count } }

  /// Whether everything that was sent has been answered.
  var isQuiet: Bool {
    if options.traces, !network.isSettled { return false }
    // A capture has seen every acknowledgement.
    if options.traces, network.captureDescriptor != nil { return true }
    guard let sender = current.sender, network.isPrivate else { return true }
    return winsock.unacknowledged(sender) == 0
  }

  /// Waits for the next sign of the network. False when none came.
  func waitForNetwork(milliseconds: Int32) -> Bool {
    var list = networkDescriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    return Glibc.poll(&list, nfds_t(list.count), milliseconds) > 0
  }
}
