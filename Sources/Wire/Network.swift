import LinuxSockets

/// The network that a session's sockets are on, and what is read off it.
public final class Network {
  /// Which network a session asks for.
  public enum Choice: String, Sendable { case automatic, `private`, shared }

  /// Whether the process is in a network namespace of its own.
  public let isPrivate: Bool
  /// Why there is no private network, when it was wanted: one sentence with what to do about it. Nil when all is well.
  public let notice: String?

  /// Enters a network of the kind asked for. Call before any thread exists and before the first socket. Cheap: nothing
  /// but unshare(2); the loopback is set up by `prepare()`.
  /// - Throws: `NetworkError` when `private` was asked for and cannot be had.
  public init(_ choice: Choice) throws(NetworkError) {
    isPrivate = false
    notice = nil
  }

  /// Sets up the private loopback (MTU 1500, no timestamps, quick ACKs, …). Call before the first socket; does its work once.
  public func prepare() {}

  /// Opens the capture on the private loopback. Call before the first bind or connect; does its work once. On a shared
  /// network it opens nothing.
  public func startCapture() {}

  /// A descriptor that polls readable when packets wait, nil when nothing is captured.
  public var captureDescriptor: Int32? { nil }

  /// Takes the packets that were captured (or inferred) since the last call, in order, and appends them.
  public func drain(into packets: inout [TracedPacket]) {}

  /// True when a segment was seen that its receiver has not answered yet (a SYN, FIN or data without its ACK): something
  /// is still on its way.
  public var isSettled: Bool { true }

  /// On a shared network: tells what a call did, so that its packets can be inferred. Does nothing on a private one.
  public func infer(_ event: InferredEvent) {}
}

/// What a call did, as far as the packets that follow from it are concerned.
public enum InferredEvent: Sendable {
  case connected(from: SocketAddress, to: SocketAddress)
  case refused(from: SocketAddress, to: SocketAddress)
  case sent(from: SocketAddress, to: SocketAddress, bytes: Int, urgent: Bool, start: [UInt8])
  case sentDatagram(from: SocketAddress, to: SocketAddress, bytes: Int, start: [UInt8])
  case finished(from: SocketAddress, to: SocketAddress)
  case reset(from: SocketAddress, to: SocketAddress)
}

/// Why a private network cannot be had.
public struct NetworkError: Error, Sendable {
  /// One sentence: what was refused, and what to do about it.
  public let message: String
  /// An error with its sentence.
  public init(message: String) { self.message = message }
}
