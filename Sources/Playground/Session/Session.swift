import Language
import LinuxSockets
import Steps
import Storage
import Winsock
import Wire

/// What a session does beside running its lines.
public struct SessionOptions: Sendable {
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
  /// Who runs the session.
  public var caller = Caller()
  private(set) var network: Network
  private(set) var winsock: WinsockLayer

  /// What the script has made.
  var objects = ScriptObjects()
  var memory = ScriptMemory()
  var threads: ThreadTable
  /// The programs that run beside the lines.
  var programs = ProgramTable()

  /// The lines so far, and those that `run` has queued.
  var history = History()
  /// The line that runs, or that ran last: nothing of it outlives it.
  var current = CurrentLine()
  /// What the last line that called gave, for `last`, `why` and `explain`.
  var last = LastLine()
  /// How far the steps have told of what happened.
  var told = Told()
  /// What warnings follow from line to line.
  var watcher = Watcher()
  /// Packets of earlier steps, and whose they were.
  var trace = TraceBook()

  /// 0; 1 when an `expect` did not hold; 2 when a line could not be run.
  public internal(set) var exitStatus: Int32 = 0

  /// A session on a network, with WSAStartup(2.2) called once.
  public init(options: SessionOptions, network: Network) {
    self.options = options
    self.network = network
    network.leastTimeout = history.pace.rawValue
    winsock = Self.layer(in: network)
    threads = ThreadTable(main: winsock.mainThread)
    listen()
  }

  private static func layer(in network: Network) -> WinsockLayer {
    WinsockLayer(
      kernel: LinuxKernel(reach: network.reachesOut ? .network : .loopback),
      ports: network.isPrivate ? .inOrder : .kernel)
  }

  /// Lets the layer call back.
  private func listen() {
    winsock.runRoutine = { [unowned self] run in self.run(run) }
    winsock.onHost = { [unowned self] host, make in network.inside(network.host(numbered: Int(host))?.id, make) }
  }

  /// Closes everything and begins anew in another network: nothing of the session is left but its lines, its options
  /// and its exit status.
  func renew(_ network: Network) {
    endPrograms()
    winsock.tearDown()
    network.removeHosts()
    objects.overlappeds.release()
    self.network = network
    network.leastTimeout = history.pace.rawValue
    winsock = Self.layer(in: network)
    listen()
    (objects, programs, memory.send) = (ScriptObjects(), ProgramTable(), nil)
    threads = ThreadTable(main: winsock.mainThread)
    (current, last, told, watcher, trace) = (CurrentLine(), LastLine(), Told(), Watcher(), TraceBook())
    history.beginAnew()
  }

  /// Runs one line (bytes without the newline). Nil when it holds no command: blank, or a comment only.
  /// `files` says which files it reaches: those of the script that it was taken from, or else the caller's.
  public func run(_ bytes: [UInt8], reaching files: FileDoor? = nil) -> Step? {
    let own = history.nextFiles
    history.nextFiles = nil
    let step = run(bytes, own ?? files ?? caller.files, skipsKnownTimeouts: false)
    caller.recording?.append(step.map(RecordedEntry.step) ?? .comment(Bytes(bytes)))
    return step
  }

  /// Runs a line, perhaps again: then it need not wait for what did not come the first time.
  func run(_ bytes: [UInt8], _ files: FileDoor, skipsKnownTimeouts: Bool) -> Step? {
    guard let text = statement(of: bytes) else { return nil }
    var line = Line(bytes: text)
    guard Lexer.trim(&line) else { return nil }
    catchUpWithTime()
    let before = nextThread
    let place = history.past.lines.count
    var step: Step
    var tries = 0
    repeat {
      history.count += 1
      beginNativeLine()
      current.begin(files, skipsKnownTimeouts: skipsKnownTimeouts)
      winsock.tag = Int32(truncatingIfNeeded: history.count)
      winsock.milliseconds = UInt64(MachineClock.milliseconds())
      readClock()
      if network.hasHosts { network.sweep(at: network.now) }
      step = execute(line, from: .typed(history.count))
      if current.isSaved { remember(line) }
      if !current.isRenewed { history.past.append(text, isReplayed: current.isSaved, reaching: files) }
      finish(&step)
      noteTimers()
    } while beganAnewForTimers(keeping: place, after: step, tries: &tries)
    if !ByteText.isText(step.line, bytes) { step.typed = Bytes(bytes) }
    if current.hasTimedOut, !current.isRenewed, step.packets.isEmpty, step.aftermath.isEmpty {
      history.past.noteWaitInVain(place)
    }
    if step.onlyLooked, !current.isRenewed { history.past.noteLook(place) }
    let after = nextThread
    if after != before { step.nextThread = after }
    return step
  }

  /// The number that the next step will have.
  public var nextStepNumber: Int { history.count + 1 }

  /// Serves the network between lines. Nil when nothing happened that is to be told.
  public func serve() -> Step? {
    guard !network.hasHosts || runsByTheMachine else { return nil }
    winsock.tag = Int32(truncatingIfNeeded: history.count)
    readClock()
    if network.hasHosts { network.sweep(at: network.now) }
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
    if isEmpty { return nil }
    caller.recording?.append(.step(step))
    return step
  }

  /// Descriptors to poll for reading while the user thinks. Between hosts nothing happens then: time is what lines let pass.
  public var descriptors: [Int32] { network.hasHosts && !runsByTheMachine ? [] : networkDescriptors }

  /// Descriptors that poll readable when the network has something to tell.
  var networkDescriptors: [Int32] {
    var list: [Int32] = []
    if winsock.readinessDescriptor >= 0 { list.append(winsock.readinessDescriptor) }
    if let capture = network.captureDescriptor { list.append(capture) }
    if network.hasHosts { list += network.linkDescriptors }
    return list
  }

  /// The network's part in a command: set up before the first socket, captured before the first address.
  func prepare(_ traffic: Traffic) {
    if traffic == .none { return }
    network.prepare()
    if traffic != .sockets, options.traces { network.startCapture() }
  }

  /// True after `quit`.
  public var isFinished: Bool { history.isFinished }

  /// Ends the session after this line.
  func quit() { history.finish() }

  /// Closes everything.
  public func end() {
    endPrograms()
    history.isFinished = true
    winsock.tearDown()
    network.removeHosts()
    objects.overlappeds.release()
  }
}
