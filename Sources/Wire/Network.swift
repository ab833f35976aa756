import LinuxSockets

/// The network that a session's sockets are on, and what is read off it.
public final class Network {
  /// Which network a session asks for.
  public enum Choice: String, Sendable { case automatic, `private`, shared }

  /// Whether the process is in a network namespace of its own.
  public let isPrivate: Bool
  /// Whether sockets reach whatever this network has: a private one, or the machine's own where the person asked for it.
  /// Elsewhere they reach the loopback alone.
  public let reachesOut: Bool
  /// What is not as it was wanted. `prepare` and `startCapture` may have something to add.
  public private(set) var notices: [NetworkNotice] = []
  /// How many packets were not read because they came faster than they were drained.
  public var lost: Int { (capture?.lost ?? 0) + (wire?.lost ?? 0) }

  private var isPrepared = false
  private var isCaptureStarted = false
  private(set) var capture: Capture?
  var tracer = PacketTracer()
  var wire: HostWire?
  let log = FrameLog()
  private var inferred = InferredTrace()
  /// The time of the wire between hosts, in milliseconds: `passTime` moves it.
  public internal(set) var now: Int64 = 0
  /// After how many milliseconds at least hosts that are made from now on send again, by their kernels' own clocks; 0 is
  /// what kernels do by themselves, 200 ms.
  public var leastTimeout: UInt32 = 0

  /// Enters a network of the kind asked for. Call before any thread exists and before the first socket. Cheap: nothing
  /// but unshare(2); the loopback is set up by `prepare()`.
  /// - Throws: `NetworkError` when `private` was asked for and cannot be had.
  public init(_ choice: Choice) throws(NetworkError) {
    guard choice != .shared else {
      isPrivate = false
      reachesOut = true
      notices = [.shared]
      return
    }
    do {
      try PrivateNetwork.enter()
      isPrivate = true
      reachesOut = true
    } catch {
      if choice == .private { throw error }
      isPrivate = false
      reachesOut = false
      notices = [.loopbackOnly(error)]
    }
  }

  /// The machine's loopback and nothing beyond it, which `automatic` comes down to where no namespace can be had.
  init(loopbackFor reason: NetworkError) {
    isPrivate = false
    reachesOut = false
    notices = [.loopbackOnly(reason)]
  }

  /// Sets up the private loopback (MTU 1500, no timestamps, quick ACKs, …). Call before the first socket; does its work
  /// once.
  public func prepare() {
    guard isPrivate, !isPrepared else { return }
    isPrepared = true
    let refused = LoopbackSetup.run()
    if !refused.isEmpty { notices.append(.incomplete(refused)) }
  }

  /// Opens the capture on the private loopback. Call before the first bind or connect; does its work once. On a shared
  /// network it opens nothing.
  public func startCapture() {
    guard isPrivate, !isCaptureStarted else { return }
    isCaptureStarted = true
    do {
      let capture = try Capture()
      self.capture = capture
      wire?.watch(capture)
    } catch {
      notices.append(.noCapture(error))
    }
  }

  /// A descriptor that polls readable when packets wait, nil when nothing is captured.
  public var captureDescriptor: Int32? { capture?.descriptor }

  /// Takes the packets that were captured (or inferred) since the last call, in order, and appends them.
  /// `now` is the clock's time in milliseconds, for a wire that has hosts.
  public func drain(into packets: inout [TracedPacket], at now: Int64 = 0) {
    if let wire { wire.pump(now: now, &tracer, into: &packets) }
    guard let capture else {
      inferred.drain(into: &packets)
      return
    }
    capture.drain {
      let number = log.append($0, from: nil)
      let count = packets.count
      tracer.take(frame: $0, into: &packets)
      if packets.count > count { packets[packets.count - 1].frame = number }
    }
  }

  /// Packets from now on belong to a step, and were caused by it: for the capture file.
  public func begin(step: Int, cause: String) {
    log.begin(step: step, cause: cause)
    wire?.beginLine()
  }

  /// The frames between two ends, oldest first, as far as they were kept.
  public func frames(between one: SocketAddress, _ other: SocketAddress) -> [CapturedFrame] {
    log.frames(between: one, other, hosts: hosts)
  }

  /// A capture file (pcapng) of all packets so far as they left, or of what one host sees, by its number: those that it
  /// sends, and those that come to it. It has an interface for each host, times of the session's clock (without hosts a second for each
  /// step), and what caused a packet and what became of it as its comment. Nil when nothing was captured.
  public func captureFile(
    _ words: CaptureWords, seenBy number: Int? = nil
  ) -> (bytes: [UInt8], frames: Int, missing: Int)? {
    guard log.count > 0 else { return nil }
    let file = log.file(words, hosts: hosts, routers: routers, seenBy: number.map { $0 - 1 })
    return (file.bytes, file.frames, log.missing)
  }

  /// True when no segment is known that its receiver has yet to answer (a SYN, FIN or data without its ACK). False:
  /// something is still on its way. What a wire holds for a hand is not waited for.
  public var isSettled: Bool { tracer.isSettled && nextArrival == nil }

  /// Gives up on the answers that `isSettled` waits for, such as that to a SYN which found a full backlog: it is true
  /// until the next segment that asks for one. `packets` are the step's packets so far: what they tell of such a SYN is
  /// corrected.
  public func stopExpecting(in packets: inout [TracedPacket]) { tracer.stopExpecting(in: &packets) }

  /// Tells what a call did, so that its packets can be inferred. Does nothing where packets are captured: on a private
  /// network, unless its capture could not be opened.
  public func infer(_ event: InferredEvent) {
    if !isPrivate || (isCaptureStarted && capture == nil) { inferred.take(event) }
  }

  /// Tells that a listening socket without room refuses the SYN of `from`, which Linux passes over in silence: the RST is
  /// inferred. On a network that is not captured the refused connect has told it.
  public func refuse(from: SocketAddress, to: SocketAddress, into packets: inout [TracedPacket]) {
    guard capture != nil else { return }
    let next = tracer.next(from: to, to: from)
    var packet = TracedPacket(from: to, to: from)
    packet.source = .inferred
    tracer.take(
      Segment(flags: [.rst, .ack], seq: next.own, ack: next.other, len: 0, window: 0), packet, into: &packets)
  }
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
