import Glibc

/// The machine's clock that only goes forward: for waiting, never for printing.
public enum MachineClock {
  /// Milliseconds since some moment.
  public static func milliseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }

  /// Microseconds since the same moment.
  public static func microseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
  }

  /// Lets others have the processor first (sched_yield(2)): where they want it, what follows begins with a time slice of
  /// its own. At once where nobody does.
  public static func letOthersGoFirst() { _ = sched_yield() }
}
