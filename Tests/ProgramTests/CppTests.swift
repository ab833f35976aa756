import Foundation
import Testing

/// A session as a C++ program for Windows: it compiles without a warning, and makes the same calls with the same results,
/// under Wine and in the playground itself.
@Suite(.enabled(if: Program.hasPrivateNetwork, "the program is not built, or gets no private network here"))
struct CppTests {
  private static let compiler = "/usr/bin/x86_64-w64-mingw32-g++"
  private static let wine = "/usr/lib/wine/wine64"
  private static let lessons = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("lessons")
  private static func has(_ tool: String) -> Bool { FileManager.default.isExecutableFile(atPath: tool) }

  /// Lessons whose calls have the same results under Wine, but for these steps. There Wine does otherwise than Windows
  /// (addresses that are refused, a backlog that is full, the error of what closesocket ends), or the playground did what a
  /// program cannot do: 64 events, `hold` and `fail`. In the lessons that are left out, Wine waits where Windows does not
  /// (a send on a socket that is not connected, MSG_WAITALL, an accepted socket's names before
  /// SO_UPDATE_ACCEPT_CONTEXT), or another of several threads that wait on a port gets the packet.
  private static let alike: [String: Set<Int>] = [
    "02": [], "03": [23, 30, 57, 59, 62, 63, 64, 65], "06": [22, 43, 72, 73], "07": [], "09": [], "10": [97, 98],
    "11": [],
    "15": [36, 59, 98, 99],
  ]
  /// Lessons that a program is made of: two, or with WSALAB_PROOF=full all without hosts.
  private static let all =
    ProcessInfo.processInfo.environment["WSALAB_PROOF"] == "full" ? withoutHosts : ["02", "11"]
  private static let withoutHosts = [
    "01", "02", "03", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "17",
  ]

  @Test(.enabled(if: has(compiler), "mingw-w64, which compiles for Windows, is missing"), arguments: all)
  func compilesAndRuns(_ lesson: String) throws {
    let program = try Program()
    defer { program.clean() }
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: Self.lessons.path).first { $0.hasPrefix(lesson) })
    let path = Self.lessons.appendingPathComponent(name).path
    let made = try program.run(["run", path, "--to", "x.cpp"])
    #expect(made.status == 0)
    let compiled = try Self.run(
      Self.compiler,
      ["-Wall", "-Wextra", "-Werror", "-DRECORDS", "x.cpp", "-o", "x.exe", "-static", "-lws2_32", "-lmswsock"], program)
    #expect(compiled.status == 0, "\(compiled.text)")
    guard let unlike = Self.alike[lesson], Self.has(Self.wine), compiled.status == 0 else { return }
    let expected = Self.calls(try program.run(["run", path, "--format", "json", "--brief"]).text)
    let got = Self.calls(try Self.underWine(program))
    #expect(expected.count > 30)
    for (key, call) in expected where !unlike.contains(Int(key.prefix { $0 != " " }) ?? 0) {
      #expect(got[key] == call, "step \(key)")
    }
  }

  /// The program that was made of a session is a session: the playground compiles it, and runs it shut in.
  @Test func runsInThePlayground() throws {
    let program = try Program()
    defer { program.clean() }
    _ = try program.run(["run", "-", "--to", "x.cpp"], input: Array(ExportTests.session.utf8))
    let run = try program.run(["run", "x.cpp", "--quiet"])
    guard run.status != 2 else { return }  // no compiler for programs here
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(lines.first == " 1  socket returned \"l\"")
    #expect(lines.contains("11  WSARecv: WSA_IO_PENDING"))
    #expect(lines.last?.contains("GetQueuedCompletionStatus returned 1") == true)
    #expect(lines.last?.contains("\"bytes\":2,\"key\":1,\"overlapped\":\"o\"") == true)
  }

  /// Hostile text stays in comments and literals.
  @Test(.enabled(if: has(compiler), "mingw-w64, which compiles for Windows, is missing"))
  func hostileText() throws {
    let program = try Program()
    defer { program.clean() }
    let lines = """
      # ends with a backslash \\
      #error no
      s = socket
      send s "\\"); exit(1); //\\n??/"
      send s hex:00ff0a22
      send s "*/ %s %n"*3
      int_ = wsabuf 4

      """
    _ = try program.run(["run", "-", "--to", "x.cpp"], input: Array(lines.utf8))
    let compiled = try Self.run(
      Self.compiler, ["-Wall", "-Wextra", "-Werror", "-fsyntax-only", "x.cpp"], program)
    #expect(compiled.status == 0, "\(compiled.text)")
  }

  /// The calls of records, by step: return value and error.
  private static func calls(_ text: String) -> [String: String] {
    var calls: [String: String] = [:]
    for line in text.replacingOccurrences(of: "\r\n", with: "\n").split(separator: "\n") {
      guard let record = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let call = record["call"] as? String, let step = record["step"] as? Int ?? record["resumes"] as? Int, step > 0
      else { continue }
      let key = "\(step) \(record["resumes"] == nil ? "" : "resumes ")\(call)"
      let error = (record["error"] as? [String: Any])?["code"] as? Int
      let value = record["blocked"] as? Bool == true ? "blocked" : "\(record["return"] ?? "")"
      calls[key] = "\(record["thread"] ?? "") \(value) \(error ?? 0)"
    }
    return calls
  }

  /// Runs the program in a network of its own.
  private static func underWine(_ program: Program) throws -> String {
    var environment = program
    environment.environment["WINEPREFIX"] = program.home.appendingPathComponent("wine").path
    environment.environment["WINEDEBUG"] = "-all"
    environment.environment["PATH"] = "/usr/sbin:/sbin:/usr/bin:/bin:/usr/lib/wine"
    return try run(
      "/usr/bin/timeout",
      ["100", "unshare", "-Urn", "sh", "-c", "ip link set lo up && \(wine) x.exe; /usr/lib/wine/wineserver64 -k"],
      environment
    ).text
  }

  private static func run(_ tool: String, _ arguments: [String], _ program: Program) throws -> (
    status: Int32, text: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    process.environment = program.environment
    process.currentDirectoryURL = program.home
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = tool == compiler ? pipe : FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
