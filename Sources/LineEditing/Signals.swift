import CLinuxShims

/// Signals that came, taken by an event loop that polls a descriptor: handlers are in C and only note that they ran.
public struct Signals: OptionSet, Sendable {
  /// The bits of the C shim.
  public let rawValue: Int32
  /// Signals from their bits.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// SIGINT: Ctrl-C.
  public static let interrupt = Signals(rawValue: wsalab_signal_interrupt())
  /// SIGTERM or SIGHUP.
  public static let terminate = Signals(rawValue: wsalab_signal_terminate())
  /// SIGWINCH: the terminal has another size.
  public static let resize = Signals(rawValue: wsalab_signal_resize())
  /// SIGTSTP: Ctrl-Z, where stops are not allowed to act at once.
  public static let stop = Signals(rawValue: wsalab_signal_stop())

  /// Catches them from now on. The descriptor polls readable when one came; -1 when there is none to be had.
  public static func `catch`() -> Int32 { wsalab_signals_catch() }

  /// What came since the last call.
  public static func take() -> Signals { Signals(rawValue: wsalab_signals_take()) }

  /// Whether an interrupt or a termination came that was not taken yet.
  public static var isInterrupted: Bool { wsalab_signals_is_interrupted() != 0 }

  /// Runs `body` with Ctrl-Z acting at once. Otherwise it is left to the loop, which gives the terminal back before it
  /// stops.
  public static func allowingStops<Result>(_ body: () -> Result) -> Result {
    wsalab_signals_defer_stop(0)
    defer { wsalab_signals_defer_stop(1) }
    return body()
  }

  /// Ends this process when the one that started it ends, however that does: a lesson's replay outlives no check.
  public static func endWithParent() { wsalab_signals_end_with_parent() }

  /// Stops the process until it is continued.
  public static func stopProcess() { wsalab_signals_stop() }
}
