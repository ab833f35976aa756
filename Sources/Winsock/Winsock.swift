import LinuxSockets

/// Which ports a socket gets that asks for none.
public enum EphemeralPorts: Sendable {
  /// Linux chooses.
  case kernel
  /// 49152, 49153, … in order: for a network that nobody else uses.
  case inOrder
}

/// The simulated Winsock of one process: sockets, events, completion ports, threads and the operations under way,
/// over real non-blocking Linux sockets. It knows nothing of text, packets or lessons.
///
/// It runs on one thread and never waits by itself, except in `poll(milliseconds:)`: a call that Windows would block
/// in answers `.blocked`, and the journal tells later how it ended.
public final class WinsockLayer {
  let kernel: any Kernel
  let ephemeralPorts: EphemeralPorts

  /// What happened, in order, as far as the owner has not dropped it.
  public private(set) var journal = Journal()
  /// Whether the journal is kept at all; a benchmark may do without.
  public var isJournaling: Bool {
    get { state.pointee.isJournaling }
    set { state.pointee.isJournaling = newValue }
  }
  /// A number that operations and blocked calls begun from now on carry: the playground's step.
  public var tag: Int32 {
    get { state.pointee.tag }
    set { state.pointee.tag = newValue }
  }
  /// The time in milliseconds, of any beginning; set once a step by the owner. SO_CONNECT_TIME is told from it.
  public var milliseconds: UInt64 {
    get { state.pointee.milliseconds }
    set { state.pointee.milliseconds = newValue }
  }
  /// While this is true a call that would block answers `.refused` and leaves its thread, and whatever that thread waits
  /// in, as they are: for the commands of a completion routine that runs inside a wait.
  public var refusesToBlock: Bool {
    get { state.pointee.refusesToBlock }
    set { state.pointee.refusesToBlock = newValue }
  }
  /// Makes a socket on a host, in its network; set by an application that has hosts. The second parameter makes it
  /// where the thread is.
  public var onHost: ((Int32, () -> KernelReturn) -> KernelReturn)?
  /// Runs a completion routine; set by the application. It is called inside an alertable wait, and may make calls on
  /// the same thread.
  public var runRoutine: ((RoutineRun) -> Void)?

  /// The number of processors of the simulated machine: what a completion port's concurrency value 0 stands for.
  /// Fixed, so that a transcript does not depend on the machine.
  public static let processors: UInt32 = 4

  // Everything an operation touches lies in these, and none of them ever moves.
  let handles = HandleTable()
  let sockets = Slab<SocketCell>(capacity: 1 << 16)
  let operations = Slab<OperationCell>(capacity: 1 << 20)
  let events = Slab<EventCell>(capacity: 1 << 20)
  let ports = Slab<PortCell>(capacity: 1 << 16)
  let packets = Slab<PacketCell>(capacity: 1 << 20)
  let routines = Slab<RoutineCell>(capacity: 1 << 20)
  let threads = Slab<ThreadCell>(capacity: 1 << 16)
  let ready: UnsafeMutablePointer<ReadyEvent>
  static let readyCapacity: Int32 = 256

  /// The layer's own numbers, in plain memory as everything else that an operation reads.
  let state: UnsafeMutablePointer<LayerState>
  /// Bound sockets by protocol and port: the first of each chain.
  var boundPorts: [UInt32: Int32] = [:]
  /// Finished operations that are held, in order.
  var held: [HeldCompletion] = []
  /// Closed connections that have bytes to send.
  var orphans: [Orphan] = []
  /// The next ephemeral port of each host.
  var hostPorts: [Int32: UInt16] = [:]
  /// The connection attempts that found a full queue, and fail with the next poll.
  var refusing: [Int32] = []
  /// The groups that sockets have joined, by the socket's index.
  var memberships: [Int32: [Membership]] = [:]
  /// IP_MULTICAST_IF, in host order, where it was set.
  var multicastInterfaces: [Int32: UInt32] = [:]
  /// Open files by the index of their handles, and how many were opened ever.
  var files: [Int32: FileContents] = [:]
  var openedFiles: Int32 = 0
  /// Handles of a socket beside its own, by the socket's index: WSADuplicateSocket made them.
  var duplicates: [Int32: [Handle]] = [:]
  /// Those that no WSASocket has asked for yet.
  var offered: Set<Handle> = []
  /// What the WSARecvMsg that ended last has put into its WSAMSG.
  var lastMessage = ReceivedMessage()
  /// The same of those with an OVERLAPPED, until it is asked for.
  var messages: [OverlappedPointer: ReceivedMessage] = [:]
  /// What each blocked thread waits for, by its index.
  var waits: [Wait] = [.none]

  /// A Winsock with one thread and WSAStartup(2.2) called once.
  public init(kernel: any Kernel, ports: EphemeralPorts = .kernel) {
    self.kernel = kernel
    ephemeralPorts = ports
    state = .allocate(capacity: 1)
    state.initialize(to: LayerState())
    ready = .allocate(capacity: Int(Self.readyCapacity))
    ready.initialize(repeating: ReadyEvent(), count: Int(Self.readyCapacity))
    _ = threads.take(ThreadCell())
  }

  deinit {
    closeDescriptors()
    handles.release()
    sockets.release()
    operations.release()
    events.release()
    self.ports.release()
    packets.release()
    routines.release()
    threads.release()
    ready.deallocate()
    state.deallocate()
  }

  /// The thread that is there from the start.
  public var mainThread: ThreadID { ThreadID(index: 0) }

  /// A descriptor that polls readable when `poll` has something to do; -1 as long as nothing waits for the network.
  public var readinessDescriptor: Int32 { state.pointee.epoll }

  /// Serves the sockets that are ready, completing operations and releasing threads. Waits for the first event up to
  /// the limit (0: not at all, -1: for ever). Returns whether anything was ready.
  @discardableResult
  public func poll(milliseconds: Int32 = 0) -> Bool {
    var isOver = false
    return poll(milliseconds, &isOver)
  }

  /// Serves what is ready, and what becomes ready by that, until nothing is; a thousand times at most.
  public func drain() {
    var isOver = false
    for _ in 0..<1000 {
      if !poll(0, &isOver) || isOver { return }
    }
  }

  /// `isOver` tells that what was ready had nobody waiting for it, so that nothing can have become ready by it.
  private func poll(_ milliseconds: Int32, _ isOver: inout Bool) -> Bool {
    if !refusing.isEmpty { endRefused() }
    let got =
      state.pointee.epoll < 0
      ? 0 : kernel.epollWait(state.pointee.epoll, ready, count: Self.readyCapacity, milliseconds: milliseconds).raw
    isOver = got < Self.readyCapacity && state.pointee.readinessWaiters == 0 && state.pointee.lingering == 0
    for i in 0..<max(got, 0) {
      let index = Int32(truncatingIfNeeded: ready[i].data >> 32)
      // A stale edge of a socket that was closed meanwhile is passed over: its cell is free, or another socket's.
      guard sockets[index].pointee.registration == ready[i].data else { continue }
      if !isIdle(index, ready[i].events) { isOver = false }
      serve(index, ready[i].events)
    }
    if state.pointee.readinessWaiters > 0 { wakeReadinessWaiters() }
    if state.pointee.lingering > 0 { serveLingering() }
    if !orphans.isEmpty { serveOrphans() }
    if state.pointee.blockedThreads > 0, state.pointee.queuedRoutines > 0 { runQueuedRoutines() }
    return got > 0
  }

  /// Closes everything without more ado: at the end of a session.
  public func tearDown() { closeDescriptors() }

  private func closeDescriptors() {
    for i in 0..<sockets.used where isLive(i) {
      // A host's wire is about to be gone: nobody would answer a FIN.
      if sockets[i].pointee.host != 0 { kernel.setLinger(sockets[i].pointee.descriptor, on: true, seconds: 0) }
      kernel.close(sockets[i].pointee.descriptor)
      handles.close(sockets[i].pointee.handle)
      sockets[i].pointee.descriptor = -1
    }
    for orphan in orphans { end(orphan) }
    orphans.removeAll()
    if state.pointee.epoll >= 0 { kernel.close(state.pointee.epoll) }
    state.pointee.epoll = -1
  }

  /// Whether the cell holds an open socket: a free one's first bytes are a link, and its handle names nothing.
  func isLive(_ index: Int32) -> Bool {
    let entry = handles.entry(sockets[index].pointee.handle)
    return entry.kind == .socket && entry.index == index
  }

  /// Drops the entries of the journal before a position: every reader has passed them.
  public func dropJournal(before position: Int) { journal.drop(before: position) }

  /// Adds an entry to the journal.
  @inline(__always)
  func note(_ happening: @autoclosure () -> Happening) {
    if isJournaling { journal.append(happening()) }
  }
}

/// The numbers of a layer that change.
struct LayerState {
  var isJournaling = true
  var tag: Int32 = 0
  var milliseconds: UInt64 = 0
  /// WSAStartup calls that WSACleanup has not taken back.
  var startups = 1
  var epoll: Int32 = -1
  var nextEphemeralPort: UInt16 = 49152
  /// How many threads are blocked, in waits that the network can end (select, WSAPoll) and at all.
  var readinessWaiters = 0
  var blockedThreads = 0
  /// How many of them wait for objects, events and sockets among them.
  var objectWaiters = 0
  /// Whether a mutex was ever made: else none is abandoned.
  var hasMutexes = false
  /// How many completion routines are queued to threads.
  var queuedRoutines = 0
  /// How many waits there were: their order.
  var waitCount: UInt64 = 0
  var holdsCompletions = false
  /// How deep completion routines run at the moment.
  var runningRoutines = 0
  /// How many closesocket calls wait for their data to be taken.
  var lingering = 0
  var refusesToBlock = false
  /// How many completions were ever held: their numbers.
  var heldCount = 0
}

/// What a blocked thread waits for, beyond the operation it may be blocked in.
enum Wait {
  case none
  /// An operation of its own: recv, accept, connect, ….
  case operation(Int32)
  case events([Handle], all: Bool)
  case sleep
  /// WSAGetOverlappedResult: for the object, hEvent or the socket; then the structure is read.
  case overlapped(OverlappedPointer, Handle)
  case port(Int32)
  case packets(Int32, count: UInt32)
  case select(read: [Handle]?, write: [Handle]?, except: [Handle]?)
  case poll([(socket: Handle, events: UInt16)])
}
