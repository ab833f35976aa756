import CLinuxShims
import Glibc
import Synchronization

/// A child process that nobody vouches for. All that runs such code is started here, and shut in here.
struct Child {
  /// What it runs, and with what.
  struct Order {
    var path: String
    var arguments: [String]
    var folder = "/"
    var input: Int32 = -1
    var output: Int32
    var complaint: Int32
    var channel: Int32 = -1
    var environment: [String] = []
    /// What shuts it in.
    var walls = Walls.namespaces
    /// Whether it is a learner's program: it may make few system calls, and its addresses are the same on every run.
    var isProgram = false
    /// An empty folder of its own.
    var root = ""
    /// What it may read, and what it may write too, each at its own place.
    var seen: [String] = []
    var written: [String] = []
    /// The folder that goes away with it, as its order names it; in namespaces it is there by that name.
    var scratch = "/tmp"
    var memory: UInt64 = 0
    var seconds: UInt64 = 0
  }

  /// What a child is shut in with, the best first.
  enum Walls: Int32, CaseIterable {
    /// A file system, a network and process numbers of its own.
    case namespaces = 2
    /// The same files as everybody's, of which it opens few.
    case landlock = 1
    /// All that the person may do.
    case none = 0
  }

  /// The ways that this machine has, as far as they were tried; those of an environment variable, for those who want to
  /// see the others at work.
  private static let ways = Mutex<[Walls]>(
    (Disk.variable("WSALAB_WALLS")?.split(separator: ",").map(String.init)).map { names in
      Walls.allCases.filter { names.contains("\($0)") && $0 != .none }
    } ?? [.namespaces, .landlock])

  /// Starts a child behind the best walls that there are; without any where there are none and that is allowed.
  static func start(_ order: Order, mayRunOutside: Bool) throws(Failure) -> (child: Child, walls: Walls) {
    if order.walls == .none { return (try Child(order), .none) }
    for walls in ways.withLock({ $0 }) {
      do throws(Failure) { return (try Child(order.behind(walls)), walls) } catch {
        guard error.isRefusedHere else { throw error }
        ways.withLock { $0.removeAll { $0 == walls } }
      }
    }
    guard mayRunOutside else { throw Failure.noWalls }
    return (try Child(order.behind(.none)), .none)
  }

  /// Why it could not be started.
  struct Failure: Error {
    /// 0 starting it, 1 its namespaces, 2 its file system, 3 its filter, 4 executing it, 5 Landlock; 6 no walls at all.
    let stage: Int32
    let number: Int32
    /// Whether this machine has no such walls.
    var isRefusedHere: Bool { (1...3).contains(stage) || stage == 5 }
    /// No way to shut a child in is left.
    static let noWalls = Failure(stage: 6, number: 0)
    var hasNoWalls: Bool { stage == 6 }
    var sentence: String {
      let doing: String
      switch stage {
      case 1: doing = "namespaces of its own are refused"
      case 2: doing = "a file system of its own is refused"
      case 3: doing = "a filter of system calls is refused"
      case 4: doing = "it cannot be executed"
      case 5: doing = "rules about files are refused"
      case 6: return "this machine has no way to shut it in (neither namespaces nor Landlock)"
      default: doing = "it cannot be started"
      }
      return "\(doing): \(String(cString: strerror(number)))"
    }
  }

  let process: Int32

  init(_ order: Order) throws(Failure) {
    var stage: Int32 = 0
    let null = order.input < 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : order.input
    defer { if order.input < 0 { close(null) } }
    let texts = CTexts()
    var child = wsalab_child()
    child.path = UnsafePointer(texts.text(order.path))
    child.arguments = UnsafePointer(texts.list([order.path] + order.arguments))
    child.environment = UnsafePointer(texts.list(order.environment))
    child.folder = UnsafePointer(texts.text(order.folder))
    (child.input, child.output, child.complaint, child.channel) = (null, order.output, order.complaint, order.channel)
    (child.walls, child.is_program) = (order.walls.rawValue, order.isProgram ? 1 : 0)
    child.root = UnsafePointer(texts.text(order.root))
    child.seen = UnsafePointer(texts.constants(order.seen))
    child.written = UnsafePointer(texts.constants(order.written))
    (child.memory, child.seconds) = (order.memory, order.seconds)
    let process = withExtendedLifetime(texts) { wsalab_child_start(&child, &stage) }
    guard process > 0 else { throw Failure(stage: stage, number: -process) }
    self.process = process
  }

  /// The wait status when it has ended, or ends in so many milliseconds.
  func ended(within milliseconds: Int32 = 0) -> Int32? {
    var status: Int32 = 0
    return wsalab_child_ended(process, milliseconds, &status) == 1 ? status : nil
  }

  func kill() { wsalab_child_kill(process) }
}

/// Texts and lists as C has them, for as long as this lives.
private final class CTexts {
  private var texts: [UnsafeMutablePointer<CChar>] = []
  private var lists: [UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>] = []
  private var constantLists: [UnsafeMutablePointer<UnsafePointer<CChar>?>] = []

  func text(_ text: String) -> UnsafeMutablePointer<CChar> {
    guard let copy = strdup(text) else { fatalError("there is no memory for a command line") }
    texts.append(copy)
    return copy
  }

  func list(_ words: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: words.count + 1)
    for (place, word) in words.enumerated() { (list + place).initialize(to: text(word)) }
    (list + words.count).initialize(to: nil)
    lists.append(list)
    return list
  }

  func constants(_ words: [String]) -> UnsafeMutablePointer<UnsafePointer<CChar>?> {
    let list = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: words.count + 1)
    for (place, word) in words.enumerated() { (list + place).initialize(to: UnsafePointer(text(word))) }
    (list + words.count).initialize(to: nil)
    constantLists.append(list)
    return list
  }

  deinit {
    for text in texts { free(text) }
    for list in lists { list.deallocate() }
    for list in constantLists { list.deallocate() }
  }
}

extension Child.Order {
  /// The same behind other walls: its scratch folder is its root where it has no file system of its own.
  func behind(_ walls: Child.Walls) -> Child.Order {
    var order = self
    order.walls = walls
    guard walls != .namespaces else { return order }
    if order.folder == scratch { order.folder = root }
    order.environment = environment.map { $0.hasSuffix("=" + scratch) ? $0.dropLast(scratch.count) + root : $0 }
    // What others' processes look like is told there.
    order.seen.removeAll { $0 == "/proc" }
    return order
  }
}
