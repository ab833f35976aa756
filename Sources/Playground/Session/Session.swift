import LinuxSockets
import Steps
import Winsock
import Wire

/// What a session does beside running its lines.
public struct SessionOptions: Sendable {
  /// Calls are described as C: not those of programs whose calls are hidden.
  var describes = true
  /// Packets are captured.
  public var traces = true
  /// What is legal but will bite is told.
  public var warnings = true
  /// Everything on.
  public init() {}
}

/// A session: lines go in, steps come out. It owns the simulated Winsock, and all names and memory of the script.
public final class Session {
  var options: SessionOptions
  private(set) var network: Network
  private(set) var winsock: WinsockLayer

  var names = NameTable()
  var handles = HandleTable()
  var overlappeds = OverlappedTable()
  var routines: [Routine] = []
  /// The programs that run beside the lines.
  var programs = ProgramTable()
  /// The program that makes the call at hand; nil while a line does.
  var callingProgram: Program?
  var threads: [SessionThread]
  /// The thread that ended main's wait by closing the port: lines without @ stay on it.
  var portCloser: Int?
  let meter = MemoryMeter()

  /// Counts the lines that hold a command.
  var stepCount = 0
  /// The lines so far, for `save`: bytes with newlines between.
  var history: [UInt8] = []
  /// Lines of scripts that `run` has queued: the innermost script last.
  var scripts: [Script] = []

  /// Memory used again for each DATA that is read.
  var scratch: [UInt8] = []
  /// Memory used again for each send, while no blocked call holds it.
  var sendMemory: Buffer?
  /// Names made while the arguments of a line were read; unbound again when the line turns out wrong.
  var made: [Int32] = []
  /// What the line at hand touched.
  var touched = Touched()
  /// The socket whose bytes may still be on their way after this line.
  var sender: Handle?
  /// Completion routines that ran since the last step was finished, with the journal's end at that moment.
  var routineRuns: [RoutineMark] = []
  /// How many ran within the line at hand, those inside others too.
  var runsOfStep = 0
  /// Who reads the journal: the books of what is whose, and the steps.
  var bookReader = JournalCursor()
  var stepReader = JournalCursor()
  /// What had changed before completion routines ran, and is to be told with the line.
  var changesInRoutines: [Change] = []
  /// How deep routines run inside routines at the moment.
  var depth = 0
  /// Where the pieces of calls as C are put together.
  var cMemory = CText.Memory()
  /// The error of the last call that failed.
  var lastError: ErrorCode?
  /// The last call, for statements.
  var lastCall = LastCall()
  /// The last line that called, blocked, was wrong or was held against what is so, with all that came of it.
  var lastStep: LastStep?
  /// What the line at hand asks.
  var asked = AskedLine()
  /// Whether the line that ran last moved no packet.
  var isSilent = false
  /// What will bite, found while the line ran.
  var warnings: [Warning] = []
  /// Packets that moved since the last step was finished.
  var packets: [TracedPacket] = []
  /// How many packets of this step between its first and last ones are not kept.
  var untold = 0
  /// Packets of earlier steps.
  var remembered = TraceHistory()
  /// The sockets at the ends of connections, for naming packets.
  var ends = EndTable()
  /// The ends of the packets that `trace` shows.
  var tracedEnds: [EndName] = []
  /// Which warnings were told.
  var book = WarningBook()
  /// What is on its way on each connection, while that is of use to warnings.
  var streams = StreamTable()
  /// How many events are open.
  var openEvents = 0
  /// The C function of the line at hand.
  var callName = ""
  /// The number of the last held operation that was told.
  var heldTold = 0
  /// The events that were told to be signaled last.
  var signaledTold: Set<Handle> = []

  /// True after `quit`.
  public private(set) var isFinished = false
  /// 0; 1 when an `expect` did not hold; 2 when a line could not be run.
  public internal(set) var exitStatus: Int32 = 0
  /// Asked while a timed call waits: true (Ctrl-C) leaves its thread blocked.
  public var isInterrupted: (() -> Bool)?
  /// Makes a lesson of the lines so far, each with a newline behind it, for `save NAME.md`: gets them, the file, and
  /// whether it may be replaced; gives what there is to say about it, a sentence each.
  public var lessonWriter: ((_ lines: [UInt8], _ path: String, _ overwrite: Bool) throws(UsageError) -> [String])?
  /// Who takes a learner through lessons here; nil where nobody does.
  public weak var guide: (any LessonGuide)?
  /// Whether the line at hand belongs into a saved script.
  var isSaved = false

  /// The lines so far, for `undo`.
  var past = PastLines()
  /// Whether the line at hand let all of its time go by.
  var hasTimedOut = false
  /// Whether the line at hand is run again, and let its time go by in vain the first time.
  var skipsWaitInVain = false
  /// Whether the line at hand has begun the session anew.
  var isRenewed = false
  /// Whether there are hosts, whose packets this session moves.
  var hasHosts = false
  private var isPrepared = false
  private var isCapturing = false

  /// A session on a network, with WSAStartup(2.2) called once.
  public init(options: SessionOptions, network: Network) {
    self.options = options
    self.network = network
    winsock = WinsockLayer(kernel: LinuxKernel(), ports: network.isPrivate ? .inOrder : .kernel)
    threads = [SessionThread(name: "main", id: winsock.mainThread)]
    listen()
  }

  /// Lets the layer call back.
  private func listen() {
    winsock.runRoutine = { [unowned self] run in self.run(run) }
    winsock.onHost = { [unowned self] host, make in network.inside(network.host(numbered: Int(host))?.id, make) }
  }

  /// Closes everything and begins anew in another network: nothing of the session is left but its lines, its options
  /// and its exit status.
  func renew(_ network: Network) {
    winsock.tearDown()
    network.removeHosts()
    overlappeds.release()
    self.network = network
    winsock = WinsockLayer(kernel: LinuxKernel(), ports: network.isPrivate ? .inOrder : .kernel)
    listen()
    (names, handles, overlappeds, routines) = (NameTable(), HandleTable(), OverlappedTable(), [])
    programs = ProgramTable()
    threads = [SessionThread(name: "main", id: winsock.mainThread)]
    (portCloser, stepCount, history, sendMemory) = (nil, 0, [], nil)
    (touched, sender, routineRuns, made) = (Touched(), nil, [], [])
    (runsOfStep, bookReader, stepReader, changesInRoutines) = (0, JournalCursor(), JournalCursor(), [])
    (lastError, lastCall, lastStep, isSilent) = (nil, LastCall(), nil, false)
    (warnings, packets, remembered, ends) = ([], [], TraceHistory(), EndTable())
    (book, streams, openEvents, heldTold, signaledTold) = (WarningBook(), StreamTable(), 0, 0, [])
    (hasHosts, isPrepared, isCapturing) = (false, false, false)
  }

  /// Runs one line (bytes without the newline). Nil when it holds no command: blank, or a comment only.
  public func run(_ bytes: [UInt8]) -> Step? {
    var line = Line(bytes: bytes)
    guard Lexer.trim(&line) else { return nil }
    stepCount += 1
    winsock.tag = Int32(truncatingIfNeeded: stepCount)
    winsock.milliseconds = UInt64(Clock.milliseconds())
    isSaved = false
    isRenewed = false
    hasTimedOut = false
    if hasHosts { network.sweep(at: Clock.milliseconds()) }
    let before = nextThread
    var step = execute(line, from: .typed(stepCount))
    if isSaved { remember(line) }
    let place = past.lines.count
    if !isRenewed { past.append(bytes, isReplayed: isSaved) }
    if !ByteText.isText(step.line, bytes) { step.typed = Bytes(bytes) }
    finish(&step)
    if hasTimedOut, !isRenewed, step.packets.isEmpty, step.aftermath.isEmpty { past.noteWaitInVain(place) }
    if step.onlyLooked, !isRenewed { past.noteLook(place) }
    let after = nextThread
    if after != before { step.nextThread = after }
    return step
  }

  /// Serves the network between lines. Nil when nothing happened that is to be told.
  public func serve() -> Step? {
    winsock.tag = Int32(truncatingIfNeeded: stepCount)
    if hasHosts { network.sweep(at: Clock.milliseconds()) }
    network.isWaiting = !network.isHolding
    defer { network.isWaiting = false }
    let before = nextThread
    var step = Step(number: 0, thread: before, line: "", body: .none)
    finish(&step)
    let after = nextThread
    if after != before { step.nextThread = after }
    let isEmpty =
      step.aftermath.isEmpty && step.finished.isEmpty && step.changes.isEmpty && step.packets.isEmpty
      && step.warnings.isEmpty
      && step.held.isEmpty && step.programs.isEmpty
    return isEmpty ? nil : step
  }

  /// Descriptors to poll for reading while the user thinks.
  public var descriptors: [Int32] {
    var list: [Int32] = []
    if winsock.readinessDescriptor >= 0 { list.append(winsock.readinessDescriptor) }
    if isCapturing, let capture = network.captureDescriptor { list.append(capture) }
    if hasHosts { list += network.linkDescriptors }
    return list
  }

  /// The network's part in a command: set up before the first socket, captured before the first address.
  func prepare(_ traffic: Traffic) {
    if traffic == .none { return }
    if !isPrepared {
      isPrepared = true
      network.prepare()
    }
    if traffic != .sockets, options.traces, !isCapturing {
      isCapturing = true
      network.startCapture()
    }
  }

  /// Ends the session after this line.
  func quit() {
    isFinished = true
    scripts.removeAll()
  }

  /// Closes everything.
  public func end() {
    isFinished = true
    winsock.tearDown()
    network.removeHosts()
    overlappeds.release()
  }
}
