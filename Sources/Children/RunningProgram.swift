import CLinuxShims
import Glibc
import LinuxSockets

/// A learner's program while it runs: what it says, what it is told, its memory and what it writes.
public final class RunningProgram {
  /// How it may run.
  public struct Walls: Sendable {
    /// Whether it runs with all that the person who began it may do.
    public var isTrusted = false
    /// Shut in, or not run at all.
    public init() {}
  }

  /// What one of its streams has written.
  public enum Stream: Sendable { case output, complaint }

  /// The process's number, for its memory.
  public let process: Int32
  private let walls: Child.Walls
  private let child: Child
  private let channel: Int32
  private var ends: [Int32]
  private var inbox: [UInt8]
  private var chunk: [UInt8] = []
  private var polled: [pollfd]
  /// Bytes that it wrote and nobody has taken.
  private var written: [(stream: Stream, bytes: [UInt8])] = []
  private let root: String

  /// How many bytes it wrote that nobody keeps.
  public private(set) var dropped = 0

  /// What it wrote and nobody has taken is no more than this.
  private static let mostWritten = 8 << 20
  /// And all that it wrote no more than this.
  private static let mostKept = 32 << 20
  private var kept = 0
  /// And its scratch folder holds no more than this, which is what one of its own has room for.
  private static let mostScratch: Int64 = 64 << 20
  /// Longer than this without a word, in seconds of the wall, and it is taken for stuck: it runs code of its own that
  /// never calls anything, or a library's.
  public static let patience: Int32 = 20

  /// Starts a program. Its first message is still to be taken.
  public init(_ program: CompiledProgram, arguments: [String] = [], input: Int32 = -1, walls: Walls = Walls())
    throws(CompileError)
  {
    var pair: [Int32] = [-1, -1]
    guard wsalab_child_channel(&pair) == 0, let output = CapturedChild.pipe(), let complaint = CapturedChild.pipe(),
      let root = Disk.temporary(in: Disk.cache)
    else { throw CompileError("there are no descriptors left for a program") }
    let folder = Folder.of(program.executable)
    let order = Child.Order(
      path: program.executable, arguments: arguments, folder: walls.isTrusted ? program.sources.folder : "/scratch",
      input: input, output: output.write, complaint: complaint.write, channel: pair[1],
      environment: [
        "WSALAB_CHANNEL=\(pair[1])", "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "TZ=UTC", "HOME=/scratch", "PATH=/usr/bin:/bin",
        "MALLOC_ARENA_MAX=1",
        // Memory of malloc and new begins as 0xCD, as in Visual Studio's debug builds.
        "GLIBC_TUNABLES=glibc.malloc.arena_max=1:glibc.malloc.perturb=50",
        "ASAN_OPTIONS=detect_leaks=0:handle_segv=1:color=never:detect_stack_use_after_return=1",
      ],
      walls: walls.isTrusted ? .none : .namespaces, isProgram: true, root: root,
      seen: program.folders.filter { $0 != "/proc" } + [folder, program.sources.folder], written: [],
      scratch: "/scratch", memory: program.isSanitized ? 0 : 2 << 30, seconds: 600)
    do throws(Child.Failure) {
      (child, self.walls) = try Child.start(order, mayRunOutside: false)
    } catch {
      for end in pair + [output.read, output.write, complaint.read, complaint.write] { close(end) }
      Disk.remove(root)
      throw CompileError("the program does not run here", error)
    }
    for end in [pair[1], output.write, complaint.write] { close(end) }
    (channel, process, ends, self.root) = (pair[0], child.process, [output.read, complaint.read], root)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    inbox = [UInt8](repeating: 0, count: 1 << 14)
    polled = [pollfd](repeating: pollfd(fd: pair[0], events: Int16(POLLIN), revents: 0), count: 3)
  }

  /// What became of waiting for its next word.
  public enum Said {
    /// Bytes from outside.
    case message([UInt8])
    /// It has ended, or has said nothing for too long.
    case nothing
    /// Whoever waits has been interrupted; it goes on meanwhile.
    case interrupted
  }

  /// The next thing that it says.
  public func next(isInterrupted: () -> Bool = { false }) -> Said {
    var waited: Int32 = 0
    while true {
      // The channel is looked at before the pipes: what was written before a message is seen with it.
      for place in polled.indices { polled[place].revents = 0 }
      for (place, end) in ends.enumerated() { polled[place + 1].fd = end }
      let ready = poll(&polled, nfds_t(polled.count), 250)
      if ready == 0 { waited += 250 }
      // Behind Landlock its scratch folder is on a disk.
      if walls == .landlock, hasFilledScratch() { return .nothing }
      if ready <= 0, isInterrupted() { return .interrupted }
      if waited >= Self.patience * 1000 {
        isStuck = true
        return .nothing
      }
      for place in 1..<polled.count where polled[place].revents != 0 { drain(place - 1) }
      guard polled[0].revents != 0 else { continue }
      let count = recv(channel, &inbox, inbox.count, Int32(MSG_DONTWAIT))
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      if count <= 0 { drainAll() }
      // Once in a while the machine's scheduler chooses another processor for both.
      if heard % 2048 == 0 { wsalab_child_beside(process) }
      heard += 1
      return count > 0 ? .message(Array(inbox[..<count])) : .nothing
    }
  }

  private var heard = 0

  /// Whether it was ended because it filled its scratch folder, which is on a disk where it has no file system of its own.
  public private(set) var filledScratch = false
  private var looked: Int64 = 0

  /// Looks at most ten times a second: a disk takes some 100 MB in that time.
  private func hasFilledScratch() -> Bool {
    let tenth = MachineClock.milliseconds() / 100
    if tenth == looked { return filledScratch }
    looked = tenth
    if Disk.holds(root, more: Self.mostScratch, files: 4096) {
      filledScratch = true
      kill()
    }
    return filledScratch
  }

  /// Whether it was given up: it said nothing for too long.
  public private(set) var isStuck = false

  /// Answers it. False when it is not there any more.
  @discardableResult
  public func tell(_ message: [UInt8]) -> Bool {
    message.withUnsafeBytes { send(channel, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } == message.count
  }

  /// Takes what it has written since it was asked last.
  public func takeWritten() -> [(stream: Stream, bytes: [UInt8])] {
    guard !written.isEmpty else { return [] }
    defer { written.removeAll() }
    return written
  }

  private func drainAll() { for place in ends.indices { drain(place) } }

  private func drain(_ place: Int) {
    guard ends[place] >= 0 else { return }
    if chunk.isEmpty { chunk = [UInt8](repeating: 0, count: 1 << 16) }
    while true {
      let count = read(ends[place], &chunk, chunk.count)
      if count == 0 {
        close(ends[place])
        ends[place] = -1
      }
      guard count > 0 else { return }
      kept += count
      guard kept < Self.mostKept, written.reduce(0, { $0 + $1.bytes.count }) < Self.mostWritten else {
        dropped += count
        continue
      }
      let stream = place == 0 ? Stream.output : .complaint
      if written.last?.stream == stream {
        written[written.count - 1].bytes += chunk[..<count]
      } else {
        written.append((stream, Array(chunk[..<count])))
      }
    }
  }

  /// Where the mapping of its own code begins that has an address in it.
  public func base(containing address: UInt64) -> UInt64 {
    var text: [UInt8] = []
    let file = open("/proc/\(process)/maps", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0x5555_5555_4000 }
    defer { close(file) }
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while case let count = read(file, &chunk, chunk.count), count > 0, text.count < 1 << 20 { text += chunk[..<count] }
    var (name, base): (String, UInt64) = ("", 0)
    for line in text.split(separator: 0x0A) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      let ends = words.first?.split(separator: "-") ?? []
      guard ends.count == 2, let start = UInt64(ends[0], radix: 16), let end = UInt64(ends[1], radix: 16) else {
        continue
      }
      let own = words.count > 5 ? String(words[5]) : ""
      if own.isEmpty { continue }
      if own != name { (name, base) = (own, start) }
      if start <= address, address < end { return base }
    }
    return 0x5555_5555_4000
  }

  /// Bytes of its memory; nil where it has none.
  public func load(_ address: UInt64, _ count: Int) -> [UInt8]? {
    guard count > 0 else { return count == 0 ? [] : nil }
    guard count <= 64 << 20 else { return nil }
    let process = process
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      isWhole = wsalab_child_read(process, address, buffer.baseAddress, count) == count
      filled = isWhole ? count : 0
    }
    return isWhole ? bytes : nil
  }

  /// Writes to its memory; false where it has none.
  public func store(_ address: UInt64, _ bytes: some Collection<UInt8>) -> Bool {
    let bytes = Array(bytes)
    guard !bytes.isEmpty else { return true }
    return bytes.withUnsafeBytes { wsalab_child_write(process, address, $0.baseAddress, $0.count) } == bytes.count
  }

  /// Ends it, and gives its wait status when it had ended by itself.
  public func end() -> Int32? {
    let status = child.ended(within: isKilled ? 0 : 200)
    if status == nil { child.kill() }
    drainAll()
    leave()
    return status
  }

  private var isKilled = false
  /// Whether it is over and its process has gone.
  public private(set) var isGone = false

  /// Ends it at once, wherever it is.
  public func kill() {
    guard !isGone else { return }
    isKilled = true
    child.kill()
    drainAll()
    leave()
  }

  private func leave() {
    isGone = true
    wsalab_child_beside(0)
    Disk.remove(root)
  }

  deinit {
    if !isGone { kill() }
    close(channel)
    for end in ends where end >= 0 { close(end) }
  }
}

enum Folder {
  static func of(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
