import LinuxSockets

/// A timer that a host's kernel runs for a connection.
public struct KernelTimer: Sendable, Equatable {
  /// What it is for; the kernel's numbers (include/net/inet_connection_sock.h, net/ipv4/inet_diag.c).
  public enum Kind: UInt8, Sendable { case retransmission = 1, keepAlive, timeWait, zeroWindowProbe }
  /// What it is for.
  public let kind: Kind
  /// The milliseconds until it runs out, by the kernel's clock.
  public let left: Int64
  /// How often it ran out since the last answer.
  public let timeouts: Int
}

/// An end of a connection as a host has it.
struct HostEnd: Hashable {
  /// The host's place.
  let host: Int
  let local: SocketAddress
  let remote: SocketAddress
}

/// When the timers of hosts' kernels run out by the session's clock. A kernel's own clock runs on while a person reads; by
/// the session's, a timer runs out when as much time has been let pass as the retransmission timeout says (RFC 6298), and
/// that is when it is told.
struct HostTimers {
  /// The kernel's least timeout, and Linux's first one for a SYN (net/tcp.h: TCP_RTO_MIN, TCP_TIMEOUT_INIT), in
  /// milliseconds.
  static let leastTimeout: Int64 = 200
  static let firstTimeout: Int64 = 1000
  /// Linux's timeout where no segment of the handshake could be timed (TCP_TIMEOUT_FALLBACK), and the longest one
  /// (TCP_RTO_MAX), in milliseconds.
  static let fallbackTimeout: Int64 = 3000
  static let mostTimeout: Int64 = 120_000
  /// A timer with less to go than this, where the timeout is far longer, is that of RACK (RFC 8985 section 6.3): a part of a
  /// round trip, which by the session's clock takes no time.
  private static let reordering: Int64 = 40

  fileprivate struct Armed {
    let timer: KernelTimer
    /// How many bytes were acknowledged, and segments sent again, when it was set.
    let acknowledged: UInt64
    let sentAgain: UInt32
    let timeoutsEver: UInt32
    /// How often the timeout was doubled.
    let backoff: Int
    /// When it runs out, by the session's clock.
    var due: Int64
    /// When it was looked at, by the machine's clock.
    let seen: Int64

    /// Whether it is the one that a table has, and not one that was set since.
    func isAsBefore(_ other: Armed) -> Bool {
      other.timer.kind == timer.kind && other.timer.timeouts == timer.timeouts && other.acknowledged == acknowledged
        && other.sentAgain == sentAgain && abs(timer.left - (other.seen - seen) - other.timer.left) < 100
    }
  }

  /// What a timer that was just set has to go by the session's clock.
  private static func remaining(_ timer: KernelTimer, _ row: HostConnection, _ timeout: Int64) -> Int64 {
    if timer.kind == .retransmission, timer.left < reordering, row.timeout > 3 * reordering { return 0 }
    // Keep-alive times are whole seconds.
    if timer.kind == .keepAlive { return max((timer.left + 500) / 1000 * 1000, 1000) }
    return timeout
  }

  /// A timeout that was doubled some times.
  static func timeout(_ first: Int64, doubled times: Int) -> Int64 { min(first << Int64(min(times, 20)), mostTimeout) }

  private var armed: [HostEnd: Armed] = [:]
  /// Whether a timer ran out before it was due by the session's clock: the machine was too busy, or somebody looked on.
  private(set) var haveRunEarly = false
  /// Whether a kernel sees a gap and has not made up its mind.
  private(set) var seesGap = false

  /// The next one to run out.
  var next: Network.AwaitedTimer? {
    let first = armed.min {
      ($0.value.due, $0.key.host, $0.key.local.port, $0.key.remote.port)
        < ($1.value.due, $1.key.host, $1.key.local.port, $1.key.remote.port)
    }
    return first.map { Network.AwaitedTimer(key: $0.key, one: $0.value) }
  }

  /// The least time in which the kernels' own clocks let one run out; nil when none runs.
  var least: Int64? { armed.values.map(\.timer.left).min() }

  /// Whether that timer runs as it did.
  func isAsBefore(_ timer: Network.AwaitedTimer) -> Bool {
    armed[timer.key].map(timer.one.isAsBefore) ?? false
  }

  /// Whether a timer has run out before it was due: it was known to run until later, or has run out since nobody looked.
  private func hasRunEarly(_ row: HostConnection, _ timer: KernelTimer, _ before: Armed?, at now: Int64) -> Bool {
    guard timer.kind == .retransmission || timer.kind == .zeroWindowProbe else { return false }
    guard let before, before.timer.kind == timer.kind else {
      return timer.kind == .zeroWindowProbe && before == nil && (timer.timeouts > 0 || (row.inside?.backoff ?? 0) > 0)
    }
    guard before.due > now else { return false }
    // An answer to a probe takes its count back, and not the doubling.
    return row.timeoutsEver > before.timeoutsEver || (row.inside?.backoff ?? 0) > before.backoff
      || row.acknowledged == before.acknowledged && timer.timeouts > before.timer.timeouts
  }

  /// Looks at the tables of all hosts, at a time of the session's clock; `timeout` tells the retransmission timeout of a
  /// connection.
  mutating func look(_ tables: [[HostConnection]], at now: Int64, timeout: (HostConnection) -> Int64) {
    let machine = MachineClock.milliseconds()
    var seen: [HostEnd: Armed] = [:]
    seesGap = tables.contains { $0.contains(where: \.seesGap) }
    for (host, rows) in tables.enumerated() {
      for row in rows {
        guard let timer = row.timer, timer.kind != .timeWait else { continue }
        let key = HostEnd(host: host, local: row.local, remote: row.remote)
        if hasRunEarly(row, timer, armed[key], at: now) { haveRunEarly = true }
        var one = Armed(
          timer: timer, acknowledged: row.acknowledged, sentAgain: row.sentAgain, timeoutsEver: row.timeoutsEver,
          backoff: row.inside?.backoff ?? 0,
          due: now + Self.remaining(timer, row, timeout(row)), seen: machine)
        if let known = armed[key], known.isAsBefore(one) { one.due = max(known.due, now) }
        seen[key] = one
      }
    }
    armed = seen
  }
}

/// The clock of a session's wire, in milliseconds from its beginning: only lines move it.
extension Network {
  /// What comes next by itself.
  public enum Coming {
    /// A packet arrives.
    case arrival(at: Int64)
    /// A timer of a host's kernel runs out.
    case timer(AwaitedTimer)

    /// When, by the session's clock.
    public var time: Int64 {
      switch self {
      case .arrival(let time): time
      case .timer(let timer): timer.due
      }
    }
  }

  /// A timer that was seen to run, to be asked about with `hasRunOut`.
  public struct AwaitedTimer {
    fileprivate let key: HostEnd
    fileprivate let one: HostTimers.Armed
    /// When it runs out, by the session's clock.
    public var due: Int64 { one.due }
    /// As its kernel has it.
    public var timer: KernelTimer { one.timer }
  }

  /// Moves the clock; never back.
  public func passTime(to time: Int64) {
    now = max(now, time)
    if hasHosts { log.now = now }
  }

  /// Looks at the timers of the hosts' kernels. To be asked after whatever may have set one, and before time passes.
  public func lookAtTimers() {
    guard let wire else { return }
    wire.timers.look(wire.parts.map { HostConnection.read($0.connections) ?? [] }, at: now) { row in
      if let inside = inside(row) { return inside.timeout }
      // Half of a connection, which has no socket yet.
      return HostTimers.timeout(HostTimers.firstTimeout, doubled: row.timer?.timeouts ?? 0)
    }
  }

  /// What comes next, as far as was seen when the timers were looked at last.
  public var coming: Coming? {
    guard let arrival = nextArrival else { return awaitedTimer.map(Coming.timer) }
    guard let timer = awaitedTimer, timer.due < arrival else { return .arrival(at: arrival) }
    return .timer(timer)
  }

  /// Whether a timer of a host ran out before it was due by the session's clock, since the machine was too busy.
  public var timersHaveRunEarly: Bool { wire?.timers.haveRunEarly ?? false }

  /// Whether a kernel sees a gap in what its peer has, and will take what is missing for lost in a moment.
  public var seesGap: Bool { wire?.timers.seesGap ?? false }

  /// The least time, in milliseconds of the machine's clock, until a timer of a host runs out by itself; nil when none
  /// runs.
  public var leastTimer: Int64? { wire?.timers.least }

  /// The timer that comes next.
  public var awaitedTimer: AwaitedTimer? { wire?.timers.next }

  /// Whether a timer has run out, or is not needed any more, by a fresh look.
  public func hasRunOut(_ timer: AwaitedTimer) -> Bool {
    lookAtTimers()
    return !(wire?.timers.isAsBefore(timer) ?? false)
  }
}
