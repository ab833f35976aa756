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
      network.drain(into: &current.packets, at: network.now)
      let moved = current.packets.count > before
      if moved { sample(current.packets[before...]) }
      if moved, !current.mayHaveSetTimers {
        current.mayHaveSetTimers = current.packets[before...].contains {
          $0.dropped != nil || $0.held != nil || $0.win == 0 || !$0.sack.isEmpty
        }
      }
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

  /// Serves the hosts until nothing more is on its way but what the wire holds for a hand: time passes until what is on its
  /// way by itself has arrived.
  func settleHosts() {
    current.isSilent = false
    readClock()
    // What a packet has overtaken is handed over well within the few milliseconds after which a kernel takes it for lost.
    if network.wireRules.reordering > 0 { MachineClock.letOthersGoFirst() }
    moveAll()
    var idleSince: Int64?
    while !network.isSettled, caller.isInterrupted?() != true {
      let before = current.packets.count
      if let arrival = network.nextArrival {
        idleSince = nil
        if runsByTheMachine {
          _ = waitForNetwork(milliseconds: Int32(min(max(arrival - MachineClock.milliseconds(), 0), 100)))
          readClock()
        } else if !passTime(until: arrival) {
          break
        }
      } else {
        let now = MachineClock.milliseconds()
        let since = idleSince ?? now
        idleSince = since
        if now - since >= Self.patience { break }
        _ = waitForNetwork(milliseconds: Int32(Self.patience - (now - since)))
      }
      moveAll()
      if current.packets.count > before { idleSince = nil }
    }
    if !network.isSettled { current.mayHaveSetTimers = true }
    if !runsByTheMachine, current.mayHaveSetTimers { letReorderingTimersRun() }
    if !network.isSettled { network.stopExpecting(in: &current.packets) }
  }

  /// A kernel that has seen a gap waits for a part of a round trip before it takes a segment for lost (RFC 8985): that is
  /// within the line, since by the session's clock it takes no time.
  private func letReorderingTimersRun() {
    var patience = 10
    for _ in 0..<100 where caller.isInterrupted?() != true {
      if passTime(until: network.now) {
        moveAll()
      } else {
        guard network.seesGap, !network.isHolding, patience > 0 else { return }
        // Its timer is about to be set, or has just run out.
        patience -= 1
        _ = waitForNetwork(milliseconds: 5)
        moveAll()
      }
    }
  }
}
