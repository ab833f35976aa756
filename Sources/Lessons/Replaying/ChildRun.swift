import Glibc

/// A run of this program (or another) as a child, with its output read through pipes.
///
/// A lesson is replayed in a process of its own, since a process has one network namespace and that has memory: ports in
/// TIME_WAIT, the next ephemeral port, connections left open.
struct ChildRun {
  /// What the child has written so far.
  private(set) var output: [UInt8] = []
  private(set) var complaint: [UInt8] = []
  private let pid: pid_t
  /// The reading ends; -1 once the child has closed its end.
  private(set) var outputEnd: Int32
  private(set) var complaintEnd: Int32
  /// True when the output had to be cut off.
  private(set) var isOverfull = false

  /// The most that is read of a child.
  private static let maxOutput = 32 << 20

  /// Starts a program. Nil when the system cannot.
  init?(program: String, arguments: [String]) {
    guard let output = ChildRun.pipe() else { return nil }
    guard let complaint = ChildRun.pipe() else {
      close(output.read)
      close(output.write)
      return nil
    }
    let pid = ChildRun.spawn(program, arguments, output.write, complaint.write)
    close(output.write)
    close(complaint.write)
    guard let pid else {
      close(output.read)
      close(complaint.read)
      return nil
    }
    self.pid = pid
    outputEnd = output.read
    complaintEnd = complaint.read
  }

  private static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func spawn(_ program: String, _ arguments: [String], _ output: Int32, _ complaint: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, complaint, 2)
    var words: [UnsafeMutablePointer<CChar>?] = (["wsalab"] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    return posix_spawn(&pid, program, &actions, nil, &words, environ) == 0 ? pid : nil
  }

  /// Whether both pipes have been read to their end.
  var isDone: Bool { outputEnd < 0 && complaintEnd < 0 }

  /// Reads what is there from a descriptor that polled readable.
  mutating func read(_ descriptor: Int32) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(descriptor, &chunk, chunk.count)
    if count < 0, Files.lastError().rawValue == EINTR { return }
    if count <= 0 { return finish(descriptor) }
    if descriptor == outputEnd { output.append(contentsOf: chunk[..<count]) }
    if descriptor == complaintEnd, complaint.count < 1 << 16 { complaint.append(contentsOf: chunk[..<count]) }
    if output.count > ChildRun.maxOutput { stop() }
  }

  /// Ends a child that does not end by itself.
  mutating func stop() {
    isOverfull = true
    kill(pid, SIGKILL)
  }

  private mutating func finish(_ descriptor: Int32) {
    close(descriptor)
    if descriptor == outputEnd { outputEnd = -1 }
    if descriptor == complaintEnd { complaintEnd = -1 }
  }

  /// Waits for the end and returns the exit status; nil when a signal ended it.
  func wait() -> Int32? {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      if Files.lastError().rawValue != EINTR { return nil }
    }
    return status & 0x7f == 0 ? status >> 8 & 0xff : nil
  }
}

/// Runs children side by side, a few at a time.
struct ChildPool {
  let program: String
  /// How many run at once.
  let limit: Int
  /// How long all may be silent before they are ended, in milliseconds. A call's own time limit is 60 s at most.
  private static let patience: Int32 = 90_000

  /// What came of one.
  struct Outcome: Sendable {
    var output: [UInt8] = []
    var complaint: [UInt8] = []
    /// Nil when it could not be started, or a signal ended it.
    var status: Int32?
    var isStopped = false
  }

  /// Runs the program once for each list of arguments; outcomes in the same order.
  func run(_ all: [[String]]) -> [Outcome] {
    var outcomes = [Outcome](repeating: Outcome(), count: all.count)
    var running: [(index: Int, child: ChildRun)] = []
    var next = 0
    while next < all.count || !running.isEmpty {
      while next < all.count, running.count < limit {
        if let child = ChildRun(program: program, arguments: all[next]) { running.append((next, child)) }
        next += 1
      }
      readAll(&running)
      for (index, child) in running where child.isDone {
        outcomes[index] = Outcome(
          output: child.output, complaint: child.complaint, status: child.wait(), isStopped: child.isOverfull)
      }
      running.removeAll { $0.child.isDone }
    }
    return outcomes
  }

  /// Waits for some output and reads it.
  private func readAll(_ running: inout [(index: Int, child: ChildRun)]) {
    var polls: [pollfd] = []
    for (_, child) in running {
      for end in [child.outputEnd, child.complaintEnd] where end >= 0 {
        polls.append(pollfd(fd: end, events: Int16(POLLIN), revents: 0))
      }
    }
    guard !polls.isEmpty else { return }
    let count = poll(&polls, nfds_t(polls.count), ChildPool.patience)
    if count == 0 { for i in running.indices { running[i].child.stop() } }
    for entry in polls where entry.revents != 0 {
      for i in running.indices where [running[i].child.outputEnd, running[i].child.complaintEnd].contains(entry.fd) {
        running[i].child.read(entry.fd)
      }
    }
  }
}
