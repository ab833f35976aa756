import Foundation
import Testing

/// Scripts and lessons that somebody else wrote: they read nothing outside their folder, and write nothing.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct HostileTests {
  /// A folder `pack` with what a pack may hold, a file outside it, and links that lead there.
  private func desk(_ program: Program) throws -> (pack: URL, victim: URL) {
    let pack = program.home.appendingPathComponent("pack")
    let victim = program.home.appendingPathComponent("notes.wsa")
    try FileManager.default.createDirectory(at: pack, withIntermediateDirectories: true)
    try "htons 7".write(to: victim, atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      at: pack.appendingPathComponent("link.wsa"), withDestinationURL: victim)
    try FileManager.default.createSymbolicLink(
      at: pack.appendingPathComponent("up"), withDestinationURL: program.home)
    return (pack, victim)
  }

  private static let paths = [
    "../notes.wsa", "link.wsa", "up/notes.wsa", "/etc/hostname.wsa", "x.wsa", "../x.md", "x.md", "up/x.md",
    "../x.pcapng",
    "/tmp/x.pcapng",
  ]

  /// Everything below the program's home but what a run keeps of itself.
  private func contents(_ program: Program) throws -> [String: Data] {
    var found: [String: Data] = [:]
    let all = FileManager.default.enumerator(at: program.home, includingPropertiesForKeys: [.isRegularFileKey])
    while let url = all?.nextObject() as? URL {
      let isStream =
        ["in", "out", "err"].contains(url.pathExtension)
        && UUID(uuidString: url.deletingPathExtension().lastPathComponent) != nil
      if isStream || url.path.contains("/state") { continue }
      found[url.path] = (try? Data(contentsOf: url)) ?? Data()
    }
    return found
  }

  private static let ways = ["run script", "run lesson", "check", "check --update", "pipe", "learn"]

  @Test(arguments: ways) func nothingIsWritten(_ way: String) throws {
    let program = try Program()
    defer { program.clean() }
    let (pack, _) = try desk(program)
    let lines = ["l = socket"] + Self.paths.flatMap { ["save \($0)", "save \($0) overwrite"] }
    let lesson = pack.appendingPathComponent("01-a-lesson.md")
    let blocks = lines.map { "wsa> \($0)\n" }.joined()
    try "# A lesson\n\n```wsa\n\(blocks)```\n".write(to: lesson, atomically: false, encoding: .utf8)
    let script = pack.appendingPathComponent("script.wsa")
    try lines.map { $0 + "\n" }.joined().write(to: script, atomically: false, encoding: .utf8)
    var before = try contents(program)
    let typed = Array(String(repeating: "\n", count: lines.count * 3).utf8)
    let run =
      switch way {
      case "run script": try program.run(["run", script.path])
      case "run lesson": try program.run(["run", lesson.path])
      case "check": try program.run(["check", pack.path])
      case "check --update": try program.run(["check", "--update", pack.path])
      case "pipe": try program.run([], input: Array(try Data(contentsOf: script)))
      default: try program.run(["learn", lesson.path], input: typed)
      }
    #expect(!run.isCrash)
    var after = try contents(program)
    // Its own transcript is what an update rewrites.
    if way == "check --update" { (before[lesson.path], after[lesson.path]) = (nil, nil) }
    #expect(after == before, "\(way)")
    let refusal = "is not written: this line was not typed at the prompt"
    if way.hasPrefix("run") || way == "pipe" {
      #expect(run.text.components(separatedBy: refusal).count > 20, "\(run.text)")
    }
  }

  @Test(arguments: ["../notes.wsa", "link.wsa", "up/notes.wsa", "/etc/passwd.wsa"]) func nothingOutsideIsRead(
    _ path: String
  ) throws {
    let program = try Program()
    defer { program.clean() }
    let (pack, _) = try desk(program)
    let script = pack.appendingPathComponent("script.wsa")
    try "run \(path)\nhtons 1\n".write(to: script, atomically: false, encoding: .utf8)
    let run = try program.run(["run", script.path])
    #expect(run.status == 2 && !run.text.contains("htons 7") && run.text.contains("htons(1)"), "\(run.text)")
  }

  /// A script's own scripts lie beside it, wherever the program was started.
  @Test func aScriptRunsItsNeighbour() throws {
    let program = try Program()
    defer { program.clean() }
    let (pack, _) = try desk(program)
    try "htons 7\n".write(to: pack.appendingPathComponent("other.wsa"), atomically: false, encoding: .utf8)
    let script = pack.appendingPathComponent("script.wsa")
    try "run other.wsa\n".write(to: script, atomically: false, encoding: .utf8)
    let run = try program.run(["run", script.path])
    #expect(run.status == 0 && run.text.contains("htons(7) = 1792"))
  }

  @Test func whoRunsAScriptMayLetItSave() throws {
    let program = try Program()
    defer { program.clean() }
    let (pack, victim) = try desk(program)
    let script = pack.appendingPathComponent("script.wsa")
    try "htons 1\nsave kept.wsa\nsave ../kept.wsa\nsave up/kept.wsa\n".write(
      to: script, atomically: false, encoding: .utf8)
    let run = try program.run(["run", script.path, "--save-to", pack.path])
    #expect(run.text.contains("saved 1 line to kept.wsa"))
    #expect(try String(contentsOf: pack.appendingPathComponent("kept.wsa"), encoding: .utf8) == "htons 1\n")
    #expect(!FileManager.default.fileExists(atPath: program.home.appendingPathComponent("kept.wsa").path))
    #expect(try String(contentsOf: victim, encoding: .utf8) == "htons 7")
  }

  /// A script that runs itself, or others in a circle, ends at once; so does one that doubles with each depth.
  @Test func aScriptIsNotRunInsideItself() throws {
    let program = try Program()
    defer { program.clean() }
    let (pack, _) = try desk(program)
    for (name, text) in [("a.wsa", "run b.wsa\nrun b.wsa\n"), ("b.wsa", "run a.wsa\nrun a.wsa\nrun b.wsa\n")] {
      try text.write(to: pack.appendingPathComponent(name), atomically: false, encoding: .utf8)
    }
    try "run a.wsa\nhtons 1\n".write(to: pack.appendingPathComponent("s.wsa"), atomically: false, encoding: .utf8)
    let run = try program.run(["run", pack.appendingPathComponent("s.wsa").path])
    #expect(run.text.contains("runs already, and would run itself without end") && run.text.contains("htons(1)"))
    #expect(run.text.components(separatedBy: "wsa> run").count < 20)
  }

  /// A file that cannot be written in full leaves the old one, and no piece of itself.
  @Test func aFullDiskLosesNothing() throws {
    let program = try Program()
    defer { program.clean() }
    let old = program.home.appendingPathComponent("old.wsa")
    try "htons 7\n".write(to: old, atomically: false, encoding: .utf8)
    let lines = String(repeating: "htons 1\n", count: 1000) + "save old.wsa overwrite\nsave new.wsa\n"
    let script = try program.file("script.wsa", lines.utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "trap '' XFSZ; ulimit -f 2; exec \"$0\" run --save-to . \"$1\" >/dev/null", Program.path, script,
    ]
    process.currentDirectoryURL = program.home
    process.environment = program.environment
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2 && process.terminationReason == .exit)
    #expect(try String(contentsOf: old, encoding: .utf8) == "htons 7\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.home.path)
    #expect(!names.contains { $0.contains("new.wsa") || $0.hasPrefix(".old") })
  }

  /// Runs a shell line with the program as `$0` and a script as `$1`; what it wrote, and its status.
  private func shell(_ line: String, _ program: Program, _ script: String) throws -> (text: String, status: Int32) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, Program.path, script]
    process.currentDirectoryURL = program.home
    process.environment = program.environment
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
  }

  /// Under a limit on the address space the program works with less.
  @Test(arguments: [400_000, 1_000_000]) func aLimitedAddressSpaceIsEnough(_ kilobytes: Int) throws {
    let program = try Program()
    defer { program.clean() }
    let script = try program.file("script.wsa", "s = socket\nbind s 127.0.0.1:0\niocp\n".utf8)
    let run = try shell("ulimit -v \(kilobytes); exec \"$0\" run \"$1\"", program, script)
    #expect(run.status == 0 && run.text.contains("bind(s, 127.0.0.1:0) = 0"))
  }

  /// The record of a large buffer holds its first mebibyte, and the recording prints what the session printed.
  @Test func aLargeBufferMakesNoLargeRecord() throws {
    let program = try Program()
    defer { program.clean() }
    let lines = """
      b = wsabuf "x"*50000000
      show b
      z = wsabuf 50000000
      show z
      show

      """
    let script = try program.file("script.wsa", lines.utf8)
    let records = try program.run(["run", script, "--format", "json"])
    // Two digits a byte, and each of the two is shown three times.
    #expect(records.output.count < 6 * 2 * (1 << 20) + 10_000)
    let recording = try program.file("session.jsonl", records.output)
    let text = try program.run(["run", script]).text
    #expect(text.contains("… 49,999,936 more bytes\n") && text.contains("… 49,999,984 more bytes, all zero\n"))
    #expect(try program.run(["view", recording]).text == text)
  }

  /// Where /proc is missing (a chroot, say), what was asked for is still done.
  @Test func argumentsAreThereWithoutProc() throws {
    let program = try Program()
    defer { program.clean() }
    let script = try program.file("script.wsa", "htons 1\n".utf8)
    let run = try shell(
      "unshare -rm sh -c 'mount -t tmpfs none /proc && exec \"$0\" run \"$1\" 2>/dev/null' \"$0\" \"$1\" || echo refused",
      program, script)
    // A system without user namespaces cannot show it.
    if run.text != "refused\n" { #expect(run.text.contains("htons(1) = 256")) }
  }

  /// A socket does not get the number of a stream that was closed: the transcript would go into it.
  @Test func closedStreamsAreNotTakenBySockets() throws {
    let program = try Program()
    defer { program.clean() }
    let lines = "l = socket\nbind l 127.0.0.1:0\nlisten l\nc = socket\nconnect c l\na = accept l\nrecv a 100\n"
    let script = try program.file("script.wsa", lines.utf8)
    let run = try shell("\"$0\" run --trace off \"$1\" 3>&1 >&- 2>&-; echo \"status $?\"; true", program, script)
    #expect(run.text == "status 0\n")
    let closed = try shell("\"$0\" run --trace off \"$1\" <&- | grep -c main", program, script)
    #expect(closed.status <= 1)
  }

  @Test(arguments: ["--version", "run SCRIPT", "check LESSON"]) func aFullDeviceIsAFailure(_ arguments: String) throws {
    let program = try Program()
    defer { program.clean() }
    let script = try program.file("script.wsa", "htons 1\n".utf8)
    let lesson = try program.file("01-a.md", "# A\n\n```wsa\nwsa> htons 1\n```\n".utf8)
    let line = arguments.replacingOccurrences(of: "SCRIPT", with: script).replacingOccurrences(
      of: "LESSON", with: lesson)
    #expect(try shell("\"$0\" \(line) >/dev/full 2>/dev/null", program, script).status == 1)
  }

  /// A check that is ended ends its replays, too.
  @Test func checkLeavesNoReplayBehind() throws {
    let program = try Program()
    defer { program.clean() }
    let lesson = "# T\n\n```wsa\nwsa> sleepex 30000\n  SleepEx(30000, FALSE) = 0\n```\n"
    let folder = program.home.appendingPathComponent("lessons")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(lesson.utf8).write(to: folder.appendingPathComponent("a.md"))
    let check = Process()
    check.executableURL = URL(fileURLWithPath: Program.path)
    check.arguments = ["check", folder.path]
    check.environment = program.environment
    (check.standardOutput, check.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try check.run()
    let child = try #require(
      wait { Self.children(of: check.processIdentifier).first { Self.commandLine($0).contains("a.md") } })
    kill(check.processIdentifier, SIGKILL)
    check.waitUntilExit()
    // A zombie has ended, and only waits to be counted.
    #expect(wait { Self.state(child).map { $0 == "Z" ? true : nil } ?? true } == true)
  }

  /// What `look` finds within ten seconds.
  private func wait<T>(_ look: () -> T?) -> T? {
    for _ in 0..<1000 {
      if let found = look() { return found }
      poll(nil, 0, 10)
    }
    return nil
  }

  /// The state letter and the parent of a process.
  private static func status(_ process: Int32) -> (state: String, parent: Int32)? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 1, let parent = Int32(fields[1]) else { return nil }
    return (String(fields[0]), parent)
  }

  private static func state(_ process: Int32) -> String? { status(process)?.state }

  private static func children(of parent: Int32) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { status($0)?.parent == parent }
  }

  private static func commandLine(_ process: Int32) -> String {
    (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)) ?? ""
  }
}
