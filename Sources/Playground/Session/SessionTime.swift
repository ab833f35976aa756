import LinuxSockets
import Steps
import Winsock
import Wire

/// The time of a session that has hosts: only lines move it. Packets arrive, and timers of the hosts' kernels run out, when
/// a line lets as much time pass. The kernels' own clocks run on while a person reads; so timers are far away while nobody
/// asks for them (a least timeout of 100 s), and a session whose kernels are about to do something by themselves is run
/// again before its next line. Where a line lets the time of a retransmission pass, the session is run again with timers
/// that run out, and really waited for.
extension Session {
  /// The longest that a timer is waited for beyond what its kernel says, in milliseconds: kernels round to their ticks,
  /// and a busy machine comes late.
  private static let lateness: Int64 = 2000
  /// A timer with more to go than this is one that is far away on purpose.
  private static let farAway: Int64 = 5000
  /// How near the machine's clock may come to a timer before the session is run again.
  private static let margin: Int64 = 50

  /// Waits for a thread's call until a time of the session's clock, while packets move. An interruption leaves the thread
  /// blocked.
  func waitOnHosts(_ thread: ThreadID, milliseconds: Int64) {
    network.isWaiting = true
    defer { network.isWaiting = false }
    if runsByTheMachine { return waitByTheMachine(thread, until: MachineClock.milliseconds() + milliseconds) }
    let end = network.now + milliseconds
    while true {
      moveAll()
      servePrograms()
      guard winsock.isBlocked(thread), history.isReplaying || caller.isInterrupted?() != true else { return }
      if passTime(until: end) { continue }
      if !current.asksForTimers { network.passTime(to: end) }
      current.hasTimedOut = true
      return winsock.timeOut(thread)
    }
  }

  /// Lets time pass until the next packet arrives or the next timer runs out, if that is until `end`. False when nothing
  /// comes until then, or when timers have to run that do not.
  func passTime(until end: Int64) -> Bool {
    network.lookAtTimers()
    guard let coming = network.coming, coming.time <= end else { return false }
    guard case .timer(let awaited) = coming else {
      network.passTime(to: coming.time)
      return true
    }
    let timer = awaited.timer
    guard timer.kind == .keepAlive || timer.left < Self.farAway || history.pace != .still else {
      current.asksForTimers = true
      return false
    }
    network.passTime(to: awaited.due)
    // A timer that has run out while nobody looked has sent already.
    let limit = MachineClock.milliseconds() + timer.left + Self.lateness
    while !network.hasRunOut(awaited) {
      let rest = limit - MachineClock.milliseconds()
      if rest <= 0 || !history.isReplaying && caller.isInterrupted?() == true { break }
      _ = waitForNetwork(milliseconds: Int32(min(rest, 20)))
      moveAll()
    }
    return true
  }

  /// Notes when the kernels' own clocks would do something, after a line.
  func noteTimers() {
    history.aloneUntil = nil
    guard network.hasHosts else { return }
    // The tables of all connections are read only while one may have a timer.
    guard
      current.mayHaveSetTimers || network.dependsOnClock || network.coming != nil || winsock.asksWhetherPeersAreThere
    else { return }
    network.lookAtTimers()
    let left = network.leastTimer.map { $0 - Self.margin }
    // A window that grows with the machine's time is that of lines without a pause.
    guard let limit = network.dependsOnClock ? min(left ?? Self.margin, Self.margin) : left else { return }
    history.aloneUntil = MachineClock.milliseconds() + limit
  }

  /// Runs the lines so far again, where a kernel's own clock has done something since the last line, or is about to: what
  /// a person sees does not depend on how long they read.
  func catchUpWithTime() {
    guard let limit = history.aloneUntil, canGoBack, !runsByTheMachine else { return }
    guard MachineClock.milliseconds() > limit || network.awaitedTimer.map(network.hasRunOut) ?? false else { return }
    history.aloneUntil = nil
    repeat {
      do throws(UsageError) { try goBack(keeping: history.past.lines.count, canEnd: false) } catch {
        return  // No fresh network can be had: the kernels have gone on by themselves then.
      }
    } while network.timersHaveRunEarly && takeNextPace()
  }

  /// Runs the first `count` lines again, with timers at another pace, where the line asks for timers that run out, or one
  /// ran out too early on a busy machine. False where nothing of that is so, or it cannot be. `tries` counts how often
  /// that was done for the line.
  func beganAnewForTimers(keeping count: Int, after step: Step, tries: inout Int) -> Bool {
    let isDisturbed = tookReorderedForLost(step)
    if isDisturbed, history.isReplaying { history.isDisturbed = true }
    guard canGoBack, !current.isRenewed, takeNextPace() || isDisturbed && tries < History.mostReplays else {
      return false
    }
    tries += 1
    repeat {
      do throws(UsageError) { try goBack(keeping: count, canEnd: false) } catch { return false }
    } while takeNextPace()
    return true
  }

  /// Whether a kernel has sent again what was only overtaken: it waits a few milliseconds of its own clock for what is
  /// missing (RFC 8985), and a busy machine may have needed more to hand that over.
  private func tookReorderedForLost(_ step: Step) -> Bool {
    let rules = network.wireRules
    guard rules.reordering > 0, rules.loss == 0, rules.duplication == 0, !network.isHolding else { return false }
    return step.packets.contains(where: \.isDuplicateSACK) && !step.packets.contains { $0.dropped != nil }
  }

  private func takeNextPace() -> Bool {
    let isNeeded =
      history.pace == .still ? current.asksForTimers : network.timersHaveRunEarly && !runsByTheMachine
    guard isNeeded, let next = history.pace.next else { return false }
    history.pace = next
    return true
  }

  private var canGoBack: Bool {
    !history.isReplaying && current.depth == 0 && history.past.isWhole && network.hasHosts
  }

  /// Whether time is the machine's: when acknowledgements are delayed no table tells when they come.
  var runsByTheMachine: Bool { network.hasHosts && network.wireRules.delaysAcknowledgements }

  /// Moves the session's clock on, where it is the machine's.
  func readClock() { if runsByTheMachine { network.passTime(to: MachineClock.milliseconds()) } }

  private func waitByTheMachine(_ thread: ThreadID, until end: Int64) {
    while true {
      readClock()
      moveAll()
      servePrograms()
      guard winsock.isBlocked(thread), caller.isInterrupted?() != true else { return }
      let now = MachineClock.milliseconds()
      if now >= end {
        current.hasTimedOut = true
        return winsock.timeOut(thread)
      }
      _ = waitForNetwork(milliseconds: Int32(min(end - now, 100, max((network.nextArrival ?? end) - now, 1))))
    }
  }
}

/// After how many milliseconds kernels of hosts send again at least. By the session's clock it is 200 ms, always.
enum TimerPace: UInt32 {
  /// As good as never: nobody has let the time pass.
  case still = 100_000
  /// As kernels do by themselves.
  case own = 0
  /// Slower, on a machine that is too busy to run a session's lines within a timer's time.
  case slow = 1000
  case slowest = 4000

  var next: TimerPace? {
    switch self {
    case .still: .own
    case .own: .slow
    case .slow: .slowest
    case .slowest: nil
    }
  }
}
