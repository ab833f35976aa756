import CLinuxShims
import Glibc

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
    /// Whether it lives in namespaces of its own, and sees only these.
    var isShutIn = true
    /// Whether it is a learner's program: it may make few system calls, and its addresses are the same on every run.
    var isProgram = false
    var root = ""
    var seen: [String] = []
    var written: [String] = []
    var memory: UInt64 = 0
    var seconds: UInt64 = 0
  }

  /// Why it could not be started.
  struct Failure: Error {
    /// 0 starting it, 1 its namespaces, 2 its file system, 3 its filter, 4 executing it.
    let stage: Int32
    let number: Int32
    /// Whether this machine has no way to shut a child in.
    var isRefusedHere: Bool { stage >= 1 && stage <= 3 }
    var sentence: String {
      let doing =
        switch stage {
        case 1: "namespaces of its own are refused"
        case 2: "a file system of its own is refused"
        case 3: "a filter of system calls is refused"
        case 4: "it cannot be executed"
        default: "it cannot be started"
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
    (child.is_shut_in, child.is_program) = (order.isShutIn ? 1 : 0, order.isProgram ? 1 : 0)
    child.root = UnsafePointer(texts.text(order.root))
    child.seen = UnsafePointer(texts.constants(order.seen))
    child.written = UnsafePointer(texts.constants(order.written))
    (child.memory, child.seconds) = (order.memory, order.seconds)
    let process = withExtendedLifetime(texts) { wsalab_child_start(&child, &stage) }
    guard process > 0 else { throw Failure(stage: stage, number: -process) }
    self.process = process
  }

  /// The wait status when it has ended.
  func ended() -> Int32? {
    var status: Int32 = 0
    return wsalab_child_ended(process, &status) == 1 ? status : nil
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
