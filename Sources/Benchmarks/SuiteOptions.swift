import Glibc

/// What the command line asks for.
struct SuiteOptions {
  private(set) var chosen: [String] = []
  private(set) var wsalab = SuiteOptions.directory + "/wsalab"
  /// Another wsalab, measured by turns with the first.
  private(set) var before: String?
  private(set) var isQuick = false
  private(set) var checks = false
  private(set) var listsThresholds = false
  /// What is wrong with the command line; empty when help is asked for.
  private(set) var problem: String?

  static let names = ["start", "enter", "replay", "wire", "engine"]
  static let usage = """
    usage: Benchmarks [OPTION …] [start] [enter] [replay] [wire] [engine]

    Measures wsalab beside bash, C and python3, all in this run, and holds it against Sources/Benchmarks/thresholds.txt.
    Build in release:
      swift build -c release && .build/release/Benchmarks

      start   exec to the first prompt
      enter   Enter to the next prompt
      replay  thousands of lines, from a script
      wire    two hosts made; a packet from veth to veth; 100 MB between hosts, and the memory that takes
      engine  an operation of the simulated layer

      --check            exit with status 1 when a row misses its threshold or cannot be measured
      --before PROGRAM   another wsalab, by turns with this one: rows that are worse are reported. A packet on the wire and
                         the engine are measured inside Benchmarks and have no such row
      --wsalab PROGRAM   measure this one instead of the wsalab beside Benchmarks
      --quick            fewer rounds
      --thresholds       print the thresholds and measure nothing
    """

  init(_ arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--wsalab": take(rest.popFirst(), argument, \.wsalab)
      case "--before": take(rest.popFirst(), argument, \.before)
      case "--quick": isQuick = true
      case "--check": checks = true
      case "--thresholds": listsThresholds = true
      case "--help": problem = ""
      case let name where Self.names.contains(name): chosen.append(name)
      default: problem = "unknown argument \"\(argument)\"\n"
      }
    }
    if chosen.isEmpty { chosen = Self.names }
  }

  private mutating func take(_ value: String?, _ option: String, _ path: WritableKeyPath<Self, String>) {
    if let value { self[keyPath: path] = value } else { problem = "\(option) wants a program\n" }
  }

  private mutating func take(_ value: String?, _ option: String, _ path: WritableKeyPath<Self, String?>) {
    if let value { self[keyPath: path] = value } else { problem = "\(option) wants a program\n" }
  }

  /// This program's own path.
  static let executable: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }()

  private static let directory = executable.split(separator: "/").dropLast().map { "/" + $0 }.joined()
}
