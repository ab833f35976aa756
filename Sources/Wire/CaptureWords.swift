/// What there is to say of a frame in a capture file.
public struct FrameComment: Sendable {
  /// A line of the session that did something to the frame.
  public struct Line: Sendable {
    /// Its step.
    public let step: Int
    /// The line as it was typed; nil when it was not kept, or there was none.
    public let cause: String?
  }
  /// What became of it.
  public enum Fate: Sendable { case lost, held, arrived, doubled }
  /// How it comes, where the file is of what a host sees.
  public enum Arrival: Sendable, Equatable { case copy, sentInStep(Int) }

  /// What it left its host with, or came with.
  public let line: Line
  /// What became of it; the line only where it is another one.
  public let fates: [(fate: Fate, by: Line?)]
  /// Nil unless it has come otherwise than at once.
  public let arrival: Arrival?
}

/// The words of a capture file: what its interfaces and its frames are called.
public struct CaptureWords {
  /// The session's loopback.
  public let loopback: String
  /// The name of the interface of frames that no host has sent, and what it is.
  public let injected: (name: String, description: String)
  /// What a host is.
  public let host: (Host) -> String
  /// What a router is.
  public let router: (Router) -> String
  /// The comment of a frame; empty for none.
  public let comment: (FrameComment) -> String

  /// Words.
  public init(
    loopback: String, injected: (name: String, description: String), host: @escaping (Host) -> String,
    router: @escaping (Router) -> String, comment: @escaping (FrameComment) -> String
  ) {
    (self.loopback, self.injected, self.host, self.router, self.comment) = (loopback, injected, host, router, comment)
  }
}
