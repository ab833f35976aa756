import Foundation
import Testing

/// C and C++ programs that are compiled and run: `Tests/Programs`.
enum CompiledPrograms {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Programs").path

  /// What the tests share, so that each program is compiled once: a folder of this user's own.
  static let cache = FileManager.default.temporaryDirectory.appendingPathComponent("wsalab-programs-\(getuid())").path

  /// A run of wsalab with a compiler in its path.
  static func program() throws -> Program {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Program(["PATH": path, "XDG_CACHE_HOME": cache])
  }

  /// Whether a program can be compiled and shut in here.
  static let areThere: Bool = {
    guard Program.hasPrivateNetwork, let program = try? program() else { return false }
    defer { program.clean() }
    return runOne(program)
  }()

  /// Whether a program is compiled and run.
  static func runOne(_ program: Program) -> Bool {
    guard let file = try? program.file("none.c", "int main() { return 7; }".utf8) else { return false }
    return (try? program.run(["run", "--quiet", file]))?.status == 7
  }

  /// What a hostile program comes to is what its first line says, and nothing of it gets out.
  static func expectHeld(_ name: String, by program: Program) throws {
    let path = path("hostile/" + name)
    let outcome = try program.run(["run", path])
    let source = try String(contentsOfFile: path, encoding: .utf8)
    let wanted = source.split(separator: "\n")[0].dropFirst("// says: ".count)
    let text = outcome.text + outcome.complaintText
    #expect(text.contains(wanted), "\(text.suffix(400))")
    #expect(!outcome.isCrash && outcome.isClean && outcome.output.count < 64 << 20)
  }
  static let reason: String = "no compiler, or no way to shut a program in"

  /// The sources in a folder below that of the programs, by name.
  static func sources(in name: String = "") -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + name)) ?? []
    return names.filter { $0.hasSuffix(".c") || $0.hasSuffix(".cpp") }.sorted()
  }

  /// What is run together: a server and its client, or one program.
  static var groups: [[String]] {
    sources().filter { !$0.contains(".client.") }.map { name in
      name.contains(".server.") ? [name, name.replacingOccurrences(of: ".server.", with: ".client.")] : [name]
    }
  }

  static func path(_ name: String) -> String { folder + "/" + name }
}
