import Language
import Steps
import Winsock

// The learner is the kernel: finished operations are held until a line lets them through.

extension Command {
  static let hold = CommandOf(
    "hold", topic: .kernel,
    summary: "Keeps finished operations in the simulated kernel, and packets on the wire, until step or flow.",
    tasks: ["kernel", "order", "delay a completion", "hold a packet"],
    needs: "nothing for completions; for packets a wire between hosts (host a 10.0.0.1, host b 10.0.0.2)",
    undoneBy: "flow",
    examples: ["hold packets", "@a send c \"hello\"", "inflight", "step", "flow"], needsThread: false,
    TextParameter(
      usage: "completions|packets", about: "what to hold; both when left out", label: "what", isOptional: true,
      completes: .words(["completions", "packets"]))
  ) { call, what throws(UsageError) in
    let word = what.text.lowercased()
    guard !what.wasGiven || word == "completions" || word == "packets" else {
      let near = Spelling.suggestion(what.text, ["completions", "packets"])
      throw UsageError(
        "\(ByteText.quoted(call.bytes, what.range)) cannot be held\(near)", at: what.range,
        hint: call.session.network.hasHosts ? "hold completions, hold packets" : "hold completions")
    }
    if word == "packets" { return try call.session.holdPackets(at: what.range) }
    call.session.keepMemory()
    call.winsock.holdCompletions()
    var lines = [
      TextLine(.prose, "what finishes is held from now on; step lets one through, fail ends one, flow lets all go")
    ]
    if !what.wasGiven, !call.session.network.hasHosts {
      let why = "packets are not: Linux delivers those of a plain loopback before anyone sees them"
      lines.append(TextLine(.prose, why + "; between hosts they are held, too (host a 10.0.0.1)"))
    }
    if !what.wasGiven, call.session.network.hasHosts,
      case .body(.text(let more)) = try call.session.holdPackets(at: nil)
    {
      lines += more
    }
    return .body(.text(lines))
  }

  static let inflight = CommandOf(
    "inflight", topic: .kernel, summary: "Lists the operations and the packets that are held, each by its number.",
    tasks: ["held", "kernel", "packets on their way"],
    examples: ["hold packets", "@a send c \"hello\"", "inflight", "expect inflight == 1"], needsThread: false,
    isSaved: false
  ) { call throws(UsageError) in
    let session = call.session
    guard session.network.hasHosts else { return .body(.held(call.winsock.heldCompletions.map(session.heldRecord))) }
    return .body(.inFlight(session.inFlightRecords()))
  }

  static let step = CommandOf(
    "step", topic: .kernel,
    summary: "Lets one held operation complete or one held packet arrive: the oldest, or the one of that number.",
    tasks: ["kernel", "complete", "out of order", "deliver a packet"],
    needs: "something that is held: hold comes first", undoneBy: "undo",
    examples: ["hold packets", "@a send c \"hello\"", "step", "step 2"], needsThread: false,
    NumberParameter("N", "its number in inflight", label: "n", absent: (0, "0"))
  ) { call, number throws(UsageError) in
    // Nothing is held: a program of one's own makes its next call.
    let session = call.session
    if !number.wasGiven, session.network.inFlightCount == 0, call.winsock.heldCompletions.isEmpty,
      let program = session.native.stopped
    {
      session.resume(program, until: .any)
      return .body(.none)
    }
    if let packet = try call.session.packetToStep(number) { return .body(call.session.stepPacket(packet)) }
    let one = try call.session.heldCompletion(number)
    call.winsock.release(one.number)
    return .body(.text([TextLine(.prose, call.session.heldText(one) + " is let through")]))
  }

  static let fail = CommandOf(
    "fail", topic: .kernel,
    summary: "Ends a held operation with an error, its bytes lost: the oldest, or the one of that number.",
    tasks: ["kernel", "error", "completion with an error"],
    needs: "an operation that is held: hold completions comes first", undoneBy: "undo",
    examples: [
      "hold completions", "@b wsarecv s 5 o", "@a send c \"hello\"", "fail WSAECONNRESET", "@b getresult s o",
    ],
    needsThread: false,
    NumberParameter("N", "its number in inflight", label: "n", absent: (0, "0")),
    NumberParameter(
      "ERROR", "an error such as WSAECONNRESET, by name or number; WSAENOBUFS when left out", label: "error",
      absent: (Int64(ErrorCode.WSAENOBUFS.rawValue), "WSAENOBUFS"))
  ) { call, first, second throws(UsageError) in
    // A name, or a number that no held operation has, is the error: `fail WSAECONNRESET`.
    let isError =
      first.wasGiven && !second.wasGiven && Command.fact(first) != nil
      && !call.winsock.heldCompletions.contains { Int64($0.number) == first.value }
    let (number, error) = isError ? (NumberParameter.Argument(absent: 0), first) : (first, second)
    let one = try call.session.heldCompletion(number)
    guard let fact = Command.fact(error), fact.winsock != .WSA_IO_PENDING else {
      let name = ByteText.quoted(call.bytes, error.range)
      throw UsageError(
        "no operation ends with \(name): it has no NTSTATUS", at: error.range,
        hint: "WSAENOBUFS, WSAECONNRESET, WSA_OPERATION_ABORTED, …")
    }
    call.session.takeBack(one)
    call.winsock.release(one.number, failing: fact.winsock)
    return .body(.text([TextLine(.prose, call.session.heldText(one) + " ends with \(fact.name)")]))
  }

  static let flow = CommandOf(
    "flow", topic: .kernel, summary: "Lets everything go that is held, and holds nothing any more.",
    tasks: ["kernel", "complete"],
    undoneBy: "hold, for what comes from then on", examples: ["hold", "@a send c \"hello\"", "flow"], needsThread: false
  ) { call throws(UsageError) in
    if call.session.network.hasHosts { return .body(call.session.flowAll()) }
    let count = call.winsock.heldCompletions.count
    call.winsock.flowCompletions()
    let what = count == 0 ? "nothing was held" : "\(count) \(count == 1 ? "operation" : "operations") let through"
    return .body(.text([TextLine(.prose, what + "; operations complete by themselves again")]))
  }

  /// The error that a number or name stands for, by any of its three codes, when a status is known for it.
  private static func fact(_ error: NumberParameter.Argument) -> ErrorFact? {
    guard error.value > 0, error.value <= Int64(UInt32.max) else { return nil }
    let code = ErrorCode(rawValue: error.uint32)
    if let fact = code.fact, fact.status != nil { return fact }
    return ErrorFact.all.first {
      $0.status != nil && ($0.win32?.code == code || $0.status?.code.rawValue == error.uint32)
    }
  }
}
