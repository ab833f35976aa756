import Foundation

/// What the probe printed, move by move.
struct ProbeRun {
  /// A traced packet as words: `flags=SYN`, `sender=CLOSED>SYN_SENT` …
  struct Packet {
    let words: [String]
    var kind: String { words[1] }
    var from: String { words[2] }
    var to: String { words[3] }
    subscript(_ key: String) -> String? {
      words.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }
    func number(_ key: String) -> Int? { self[key].flatMap(Int.init) }
    func states(_ key: String) -> [String] { self[key]?.split(separator: ">").map(String.init) ?? [] }
  }

  struct Move {
    let name: String
    var packets: [Packet] = []
    /// TCP_INFO's state of each open socket, by its two ends.
    var info: [String: String] = [:]
    /// The kernel's table of connections, by their two ends.
    var table: [String: String] = [:]
  }

  let text: String
  let status: Int32
  private(set) var moves: [Move] = []
  /// Lines that tell of something gone wrong.
  private(set) var complaints: [String] = []

  init(_ scenario: String) throws {
    (text, status) = try Self.run(Self.path, [scenario])
    for line in text.split(separator: "\n") { read(line.split(separator: " ").map(String.init), String(line)) }
  }

  var packets: [Packet] { moves.flatMap(\.packets) }

  private mutating func read(_ words: [String], _ line: String) {
    switch words.first {
    case "move": moves.append(Move(name: line))
    case "packet": if !moves.isEmpty { moves[moves.count - 1].packets.append(Packet(words: words)) }
    case "info": if !moves.isEmpty { moves[moves.count - 1].info["\(words[1]) \(words[2])"] = words[3] }
    case "table": if !moves.isEmpty { moves[moves.count - 1].table["\(words[1]) \(words[2])"] = words[3] }
    case "lost" where words[1] == "0": break
    default: complaints.append(line)
    }
  }

  /// The probe stands beside the tests.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("wsalab-wire-probe").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    // Run by a helper of the toolchain: the bundle is the one that is loaded.
    let bundle = Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("wsalab-wire-probe").path
  }()

  /// Whether this machine lets a private network be had.
  static let hasPrivateNetwork: Bool = ((try? run(path, ["enter"]))?.0.hasPrefix("private")) ?? false

  static func run(_ program: String, _ arguments: [String]) throws -> (String, Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text, process.terminationStatus)
  }
}
