import Foundation
import Testing

/// Every script of the corpus, run by the program in a network of its own, must give the records that Winsock gives.
struct ConformanceTests {
  /// Scripts whose expectation is known not to be met, each with the reason.
  static let knownDifferences: [String: String] = [:]
  /// The same on the machine's own loopback, where nothing can be set up.
  static let knownOnASharedNetwork = [
    "overlapped-send-pending": "20 MB wait for delayed acknowledgements there, longer than a line is settled"
  ]

  @Test(
    .enabled(if: Program.isBuilt, "the program is not built beside the tests"),
    .enabled(if: Program.hasPrivateNetwork, "this system lets no network namespace be made"),
    arguments: Conformance.scripts)
  func agrees(_ script: String) throws { try check(script, network: "private") }

  /// Where no namespace can be had the scripts run one after the other: they all use the same ports.
  @Test(
    .enabled(if: Program.isBuilt, "the program is not built beside the tests"),
    .enabled(if: !Program.hasPrivateNetwork, "every script has a network of its own here"), .serialized,
    arguments: Conformance.scripts)
  func agreesOnASharedNetwork(_ script: String) throws { try check(script, network: "shared") }

  private func check(_ script: String, network: String) throws {
    let actual = try Program.output(["run", "--network", network, "--format", "json", Conformance.path(script)])
    let difference = try Conformance.firstDifference(expected: Conformance.expected(script), actual: actual)
    let shared = network == "shared" ? Self.knownOnASharedNetwork[script] : nil
    if let reason = Self.knownDifferences[script] ?? shared {
      withKnownIssue("\(reason)", isIntermittent: shared != nil) { #expect(difference == nil, "\(difference ?? "")") }
    } else {
      #expect(difference == nil, "\(difference ?? "")")
    }
  }

  @Test func theComparisonSeesDifferences() throws {
    let expected = try Conformance.expected("recv-blocks-and-resumes")
    #expect(try Conformance.firstDifference(expected: expected, actual: expected) == nil)
    for (from, to) in [
      ("\"return\":0", "\"return\":1"), ("\"blocked\":true", "\"x\":1"), ("\"thread\":\"t2\"", "\"thread\":\"main\""),
    ] {
      let changed = expected.replacingOccurrences(of: from, with: to)
      #expect(changed != expected)
      #expect(try Conformance.firstDifference(expected: expected, actual: changed) != nil)
    }
  }

  @Test func portsThatTheSystemChoseAreOnlyLabels() throws {
    func record(_ a: Int, _ b: Int) -> String {
      [a, b].enumerated().map {
        "{\"step\":\($0 + 1),\"thread\":\"main\",\"call\":\"getsockname\",\"return\":0,\"error\":null,\"out\":{\"addr\":\"127.0.0.1:\($1)\"}}"
      }.joined(separator: "\n")
    }
    #expect(try Conformance.firstDifference(expected: record(40000, 40001), actual: record(50001, 50000)) == nil)
    #expect(try Conformance.firstDifference(expected: record(40000, 40001), actual: record(50001, 50001)) != nil)
    #expect(try Conformance.firstDifference(expected: record(7777, 7777), actual: record(7777, 7778)) != nil)
  }
}

/// The built program.
enum Program {
  private static let path: String? = {
    let places = [CommandLine.arguments[0]] + CommandLine.arguments.dropFirst().filter { $0.hasSuffix(".xctest") }
    let folders = places.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    return folders.flatMap { [$0, $0.deletingLastPathComponent()] }.map { $0.appendingPathComponent("wsalab").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static var isBuilt: Bool { path != nil }

  /// Whether the program can make a network of its own here.
  static let hasPrivateNetwork: Bool = {
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-probe-\(UUID()).wsa")
    defer { try? FileManager.default.removeItem(at: script) }
    try? Data("htons 1\n".utf8).write(to: script)
    return (try? output(["run", "--network", "private", "--format", "json", script.path]))?.contains("256") == true
  }()

  /// What the program prints.
  static func output(_ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path ?? "wsalab")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
