import Foundation
import Testing

/// A program of the build, beside the tests' own product.
enum Tool {
  static func url(_ name: String) throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundlePath) + CommandLine.arguments
    let places = bundles.filter { $0.hasSuffix(".xctest") } + [CommandLine.arguments[0]]
    let candidates = places.map { URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent(name) }
    return try #require(
      candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }, "\(name) is not built")
  }

  /// Runs it to its end without input: its status (128 and the number for a signal) and what it printed, standard
  /// error after standard output.
  static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    let files = ["out", "err"].map { folder.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    process.executableURL = try url(name)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    let output = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }.joined()
    return (process.terminationStatus + (isSignal ? 128 : 0), output)
  }
}
