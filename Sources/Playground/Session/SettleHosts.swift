import LinuxSockets
import Winsock
import Wire

/// Serving a session that has hosts: their packets move only when the session moves them.
extension Session {
  /// How long an answer may take that the kernel of a host has yet to give, in milliseconds. It gives it at once; this
  /// bounds what never comes, such as the answer of a listener without room.
  private static let patience: Int64 = 40

  /// Moves packets, and serves what becomes ready by that, until nothing does.
  func moveAll() {
    for _ in 0..<10_000 {
      let before = current.packets.count
      network.drain(into: &current.packets, at: Clock.milliseconds())
      let moved = current.packets.count > before
      thinOut()
      if !options.traces { current.packets.removeAll(keepingCapacity: true) }
      let served = winsock.poll(milliseconds: 0)
      if !moved && !served { return }
    }
  }

  /// A step tells of its first and its last packets only when there are very many: memory is bounded.
  func thinOut() {
    let kept = Self.keptAtEachEnd
    guard current.packets.count >= 4 * kept else { return }
    current.untold += current.packets.count - 2 * kept
    current.packets.removeSubrange(kept..<current.packets.count - kept)
  }

  private static var keptAtEachEnd: Int { 1024 }

  /// Serves the hosts until nothing more is on its way but what the wire holds for a hand.
  func settleHosts() {
    current.isSilent = false
    moveAll()
    var idleSince: Int64?
    while !network.isSettled, caller.isInterrupted?() != true {
      let now = Clock.milliseconds()
      if let arrival = network.nextArrival {
        idleSince = nil
        wait(milliseconds: min(max(arrival - now, 0), 100))
      } else {
        let since = idleSince ?? now
        idleSince = since
        if now - since >= Self.patience { break }
        wait(milliseconds: Self.patience - (now - since))
      }
      let before = current.packets.count
      moveAll()
      if current.packets.count > before { idleSince = nil }
    }
    if !network.isSettled { network.stopExpecting(in: &current.packets) }
  }

  private func wait(milliseconds: Int64) {
    guard milliseconds > 0 else { return }
    _ = waitForNetwork(milliseconds: Int32(milliseconds))
  }

  /// Waits for a thread's call while packets move. An interruption leaves the thread blocked.
  func waitOnHosts(_ thread: ThreadID, until end: Int64) {
    network.isWaiting = true
    defer { network.isWaiting = false }
    while true {
      moveAll()
      servePrograms()
      guard winsock.isBlocked(thread) else { return }
      if caller.isInterrupted?() == true { return }
      let now = Clock.milliseconds()
      if now >= end {
        current.hasTimedOut = true
        return winsock.timeOut(thread)
      }
      wait(milliseconds: min(end - now, 100, max((network.nextArrival ?? end) - now, 1)))
    }
  }
}
