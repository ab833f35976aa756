import Foundation

/// The program under test, and a place of its own for each test to run it in.
struct Program {
  /// The built program, beside the tests' own product, or the one that `WSALAB_PROGRAM` names.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["WSALAB_PROGRAM"] { return named }
    let places = [CommandLine.arguments[0]] + CommandLine.arguments.dropFirst().filter { $0.hasSuffix(".xctest") }
    let folders = places.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let candidates = folders.flatMap { [$0, $0.deletingLastPathComponent()] }.map {
      $0.appendingPathComponent("wsalab")
    }
    return candidates.map(\.path).first { FileManager.default.isExecutableFile(atPath: $0) } ?? "wsalab"
  }()
  static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// Whether the program gets a network of its own here.
  static let hasPrivateNetwork: Bool = {
    guard isBuilt, let program = try? Program() else { return false }
    defer { program.clean() }
    return (try? program.run(["--network", "private"]).status) == 0
  }()

  /// A folder that is removed when the test ends.
  let home: URL
  var environment: [String: String]

  init(_ changes: [String: String] = [:]) throws {
    home = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-\(UUID())")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    environment = [
      "HOME": home.path, "XDG_STATE_HOME": home.appendingPathComponent("state").path, "TERM": "xterm",
      "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "INPUTRC": "/dev/null",
    ]
    // A build with sanitizers is told what to look for; nothing else of the environment is the program's.
    environment["ASAN_OPTIONS"] = ProcessInfo.processInfo.environment["ASAN_OPTIONS"]
    environment.merge(changes) { $1 }
  }

  func clean() { try? FileManager.default.removeItem(at: home) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let url = home.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// What a run that has no terminal came to.
  struct Outcome {
    let status: Int32
    /// Whether a signal ended it.
    let isCrash: Bool
    let output: [UInt8]
    let complaint: [UInt8]
    var text: String { String(decoding: output, as: UTF8.self) }
    var complaintText: String { String(decoding: complaint, as: UTF8.self) }
    /// Whether a control character other than a newline was printed, or anything that is not UTF-8.
    var isClean: Bool {
      String(validating: output, as: UTF8.self) != nil && !output.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }
    }
  }

  /// Runs the program to its end, with standard input, output and error as files.
  func run(_ arguments: [String], input: [UInt8] = []) throws -> Outcome {
    let name = UUID().uuidString
    let streams = try [file(name + ".in", input), file(name + ".out", []), file(name + ".err", [])]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = home
    process.standardInput = FileHandle(forReadingAtPath: streams[0])
    process.standardOutput = FileHandle(forWritingAtPath: streams[1])
    process.standardError = FileHandle(forWritingAtPath: streams[2])
    try process.run()
    process.waitUntilExit()
    let written = try streams.dropFirst().map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
    return Outcome(
      status: process.terminationStatus, isCrash: process.terminationReason == .uncaughtSignal, output: written[0],
      complaint: written[1])
  }
}
