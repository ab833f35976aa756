import Foundation
import Testing

/// Adding a call is a declaration and a line in the catalogue: tried by adding one.
@Suite("What adding a call touches")
struct AddingACallTests {
  private static let declaration = """
    import Winsock

    extension CallDescriptor {
      /// A call that Windows does not have.
      public static let WSAWhisper = CallDescriptor(
        "WSAWhisper", declaredIn: "winsock2.h", "BOOL WSAWhisper(SOCKET s, LPCSTR text)", aliases: ["whisper"],
        returns: .bool, error: .win32, action: .send, overlapped: .never, request: "whisper {1} to {0}[2?, twice]",
        reason: { $0 == .WSAEACCES ? "nobody may whisper there" : nil },
        explanation: {
          CallExplanation(
            does: "Says something quietly.", returns: "TRUE, or FALSE.", errors: [(.WSAEACCES, "the room is loud")])
        })
    }

    """

  /// Where the compiler finds the modules of the build that these tests are of.
  private static var modules: URL? {
    let places = CommandLine.arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    return places.flatMap { [$0, $0.deletingLastPathComponent()] }.map { $0.appendingPathComponent("Modules") }.first {
      FileManager.default.fileExists(atPath: $0.appendingPathComponent("Winsock.swiftmodule").path)
    }
  }

  @Test(
    "One file of its own, and one line of another",
    .enabled(if: modules != nil, "the modules of the build are not beside the tests"),
    .enabled(if: compiler != nil, "there is no swiftc in the PATH"))
  func aCallIsAdded() throws {
    let modules = try #require(Self.modules)
    let compiler = try #require(Self.compiler)
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-call-\(UUID())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let before = try contents(House.top.appendingPathComponent("Sources/Calls"))
    // Written anew: another user's files cannot be copied with all that belongs to them.
    for (name, text) in before {
      try text.write(to: place.appendingPathComponent(name), atomically: false, encoding: .utf8)
    }

    try Self.declaration.write(
      to: place.appendingPathComponent("WhisperCall.swift"), atomically: true, encoding: .utf8)
    let catalogue = place.appendingPathComponent("CallCatalogue.swift")
    let text = try String(contentsOf: catalogue, encoding: .utf8)
    let line = try #require(text.range(of: "    .WSAStartup,\n"))
    try text.replacingCharacters(in: line, with: "    .WSAStartup,\n    .WSAWhisper,\n").write(
      to: catalogue, atomically: true, encoding: .utf8)

    let after = try contents(place)
    let touched = after.filter { before[$0.key] != $0.value }.keys.sorted()
    #expect(touched == ["CallCatalogue.swift", "WhisperCall.swift"])
    let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false).count }
    #expect(lines(after["CallCatalogue.swift"] ?? "") == lines(text) + 1)

    // Nothing else of the room has to know of it: it compiles.
    let shims = House.top.appendingPathComponent("Sources/CLinuxShims/include").path
    let sources = after.keys.sorted().map { place.appendingPathComponent($0).path }
    let process = Process()
    let errors = Pipe()
    process.executableURL = compiler
    process.arguments =
      ["-typecheck", "-swift-version", "6", "-warnings-as-errors", "-module-name", "Calls", "-I", modules.path]
      + ["-Xcc", "-I\(shims)", "-Xcc", "-fmodule-map-file=\(Self.moduleMap(modules))"] + sources
    process.standardError = errors
    try process.run()
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(complaint)")
  }

  private func contents(_ folder: URL) throws -> [String: String] {
    var found: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      found[name] = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return found
  }

  /// The module map that the build made for the C below.
  private static func moduleMap(_ modules: URL) -> String {
    modules.deletingLastPathComponent().appendingPathComponent("CLinuxShims.build/module.modulemap").path
  }

  private static var compiler: URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { URL(fileURLWithPath: String($0)).appendingPathComponent("swiftc") }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
  }
}
